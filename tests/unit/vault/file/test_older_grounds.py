"""Older rows that would let a name or a file go with an interview let nothing leave (issue 7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.errors import DamagedVault
from desktop.handoff.sending.gate import check_still_holds
from desktop.handoff.sending.plan import PackagePlan
from desktop.handoff.sending.selection import plan_package
from desktop.model.consent import Identification, Purpose, RecipientKind
from desktop.model.ids import new_id
from desktop.model.interview import Interview
from desktop.model.media import MEDIA_KIND
from desktop.model.person import PERSON_KIND
from desktop.model.version import RecordKind
from desktop.vault import Vault
from tests.support import make_vault, open_interview
from tests.unit.vault.made import add
from tests.unit.vault.versions.test_sums import behind_the_sums, laid_back


@pytest.fixture
def office(vault: Vault, tmp_path: Path) -> str:
    """The fingerprint of an organisation that is trusted."""
    with make_vault(tmp_path, "office") as other:
        card = other.identity.card()
    fingerprint = vault.cards.add(card.document, card.signature).fingerprint
    vault.cards.trust(fingerprint, RecipientKind.ORGANISATION)
    return fingerprint


@pytest.fixture
def told(vault: Vault) -> Interview:
    """An interview whose person may be named, with a photo that may go."""
    made = open_interview(vault, "W-1", Purpose.ANALYSE, Purpose.PHOTOGRAPH)
    consent = vault.consents.for_interview(made.id)
    assert consent is not None
    answers = [replace(each, identification=Identification.FULL_NAME) for each in consent.answers]
    vault.consents.save(replace(consent, answers=tuple(answers)), "may be named")
    vault.interviews.attach(made.id, add(vault, b"a photo").id)
    return made


def _plan(vault: Vault, office: str) -> PackagePlan:
    return plan_package(vault, office, Purpose.ANALYSE, again=True)


def _going(plan: PackagePlan, kind: RecordKind) -> int:
    return len(list(plan.items(kind)))


def _another_person(vault: Vault, told: Interview, other: Interview) -> None:
    vault.interviews.save(replace(other, person_id=told.person_id))


def _same_photo(vault: Vault, told: Interview, other: Interview) -> None:
    [photo] = vault.interviews.attachments(told.id)
    vault.interviews.attach(other.id, photo.media_id)


def _same_photo_under_another_name(vault: Vault, told: Interview, other: Interview) -> None:
    [photo] = vault.interviews.attachments(told.id)
    second = new_id()
    vault.media.add(replace(vault.media.get(photo.media_id), id=second), [])
    vault.interviews.attach(other.id, second)


@pytest.mark.parametrize(
    ("narrow", "kind", "table"),
    [
        (_another_person, PERSON_KIND, "interview"),
        (_same_photo, MEDIA_KIND, "attachment_of_media"),
        (_same_photo_under_another_name, MEDIA_KIND, "media_alias"),
        (_same_photo_under_another_name, MEDIA_KIND, "attachment_of_media"),
    ],
)
def test_a_name_or_a_file_that_an_older_page_lets_go_is_not_written(
    vault: Vault,
    office: str,
    told: Interview,
    narrow: Callable[[Vault, Interview, Interview], None],
    kind: RecordKind,
    table: str,
) -> None:
    # Another file has two names already, so that no table is empty on the day before.
    shared, other = open_interview(vault, "W-2"), open_interview(vault, "W-3")
    vault.interviews.attach(shared.id, add(vault, b"another photo").id)
    _same_photo_under_another_name(vault, shared, shared)
    assert _going(_plan(vault, office), kind) == 1
    before = vault._db.all(f"SELECT * FROM {table}")  # noqa: S608
    narrow(vault, told, other)
    newest = _plan(vault, office)
    assert _going(newest, kind) == 0
    check_still_holds(vault, newest)
    with laid_back(vault, table, before) as again:
        plan = _plan(again, office)
        assert _going(plan, kind) == 1, "the page would let more out"
        with pytest.raises(DamagedVault):
            check_still_holds(again, plan)
        assert not again.check().intact


def test_a_file_attached_to_something_whose_number_is_missing_stays(
    vault: Vault, office: str, told: Interview
) -> None:
    other = open_interview(vault, "W-2", Purpose.ANALYSE, Purpose.PHOTOGRAPH)
    _same_photo(vault, told, other)
    assert _going(_plan(vault, office), MEDIA_KIND) == 1
    rows = vault._db.all("SELECT * FROM object")
    older = [row for row in rows if row[1] != other.id]
    with laid_back(vault, "object", older) as again:
        assert _going(_plan(again, office), MEDIA_KIND) == 0


def test_rows_that_are_all_gone_are_noticed(vault: Vault, office: str, told: Interview) -> None:
    plan = _plan(vault, office)
    vault._db.all("DROP TRIGGER temp.attachment_of_media_went")
    vault._db.execute("DELETE FROM attachment_of_media")
    with pytest.raises(DamagedVault):
        check_still_holds(vault, plan)


class _Pauses:
    """Safe points at which others may write; how many there were."""

    def __init__(self, write: Callable[[], object] = lambda: None) -> None:
        self.number, self._write = 0, write

    def __call__(self) -> None:
        self.number += 1
        self._write()


def test_what_records_rest_on_is_counted_once_while_others_write_other_things(
    vault: Vault, told: Interview
) -> None:
    vault.outlines.refuse_older(quiet := _Pauses())
    note = iter(range(1_000))

    def write() -> None:
        vault.interviews.save(replace(vault.interviews.get(told.id), purpose=f"p {next(note)}"))

    vault.outlines.refuse_older(busy := _Pauses(write))
    assert busy.number == quiet.number > 0


def test_what_records_rest_on_may_be_written_at_each_safe_point_of_counting_it(
    vault: Vault, told: Interview
) -> None:
    number = iter(range(1_000))
    others = _Pauses(lambda: open_interview(vault, f"N-{next(number)}"))
    vault.outlines.refuse_older(others)
    assert others.number > 0
    assert vault.check().intact


def test_older_rows_are_noticed_where_others_write_at_each_safe_point(
    vault: Vault, told: Interview
) -> None:
    number = iter(range(1_000))
    gone = "UPDATE interview SET person_id = 'somebody else'"
    with behind_the_sums(vault, "PRAGMA foreign_keys = OFF", gone) as again:
        others = _Pauses(lambda: again.people.new(f"N-{next(number)}", ()))
        with pytest.raises(DamagedVault):
            again.outlines.refuse_older(others)
