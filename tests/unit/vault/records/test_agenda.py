"""Home says what the records say, whatever came together; and what it costs follows what waits."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any, Final

import pytest

from desktop.crypto.sheet_code import new_code
from desktop.crypto.slots.making import by_sheet
from desktop.model.consent import (
    CONSENT_KIND,
    Answer,
    Consent,
    ConsentAnswer,
    Purpose,
    RecipientKind,
)
from desktop.model.handoff import RecordEntry
from desktop.model.identity import Role
from desktop.model.interview import INTERVIEW_KIND, Basis, Interview, State, Utterance
from desktop.model.media import Attachment
from desktop.model.person import NameForm
from desktop.model.phases import OpenPoint, Phase, Point
from desktop.model.sameness import SameAs
from desktop.reading.agenda import Agenda, Listed, WayDue, read_agenda
from desktop.vault import Vault
from tests.support import PASSPHRASE, asked, consent_to, make_vault, open_interview, reopened
from tests.unit.vault.consents.test_lone_consents import as_a_branch, by_a_stranger
from tests.unit.vault.made import FILE, OFFICE, add, package_of, receipt_of, record_sent, send
from tests.unit.vault.rules.costs import cost_of

NOW: Final = datetime(2026, 12, 1, 12, tzinfo=UTC)
ALL: Final = 10_000
STATES: Final = ("planned", "under-way", "sealed")
DECISIONS: Final = ("none", "yes", "ask-again", "withdrawn", "restricted", "lifted", "again")
SENDINGS: Final = ("kept", "sent", "receipted")
DAYS: Final = ("", "2026-11-30", "2026-12-01", "spring")


@dataclass(frozen=True)
class Case:
    """What happened to one interview."""

    state: str
    decided: str
    sent: str
    day: str

    @property
    def possible(self) -> bool:
        """An account is opened by a consent, and what was planned is not sent here."""
        begun = self.state != "planned"
        return (self.decided != "none" or not begun) and (begun or self.sent == "kept")


CASES: Final = [
    case for case in (Case(*each) for each in product(STATES, DECISIONS, SENDINGS, DAYS))
    if case.possible
]  # fmt: skip


def make(vault: Vault, number: int, case: Case) -> str:
    """An interview to which that happened."""
    code = f"W-{number:03}"
    made = _begun(vault, code) if case.state != "planned" else _planned(vault, code)
    if case.day:
        vault.interviews.save(replace(vault.interviews.get(made.id), planned_for=case.day))
    if case.decided == "ask-again":
        _ask_again(vault, made)
    elif case.decided != "none":
        vault.consents.save(consent_to(made.id, Purpose.KEEP, Purpose.ANALYSE), "asked")
    if case.state == "sealed":
        vault.interviews.seal(made.id)
    if case.sent != "kept":
        package = send(vault, made.id)
        if case.sent == "receipted":
            vault.packages.record_receipt(receipt_of(package), b"{}", b"signature")
    _end(vault, made, case.decided)
    return made.id


def _begun(vault: Vault, code: str) -> Interview:
    return open_interview(vault, code)


def _planned(vault: Vault, code: str) -> Interview:
    return vault.interviews.new(code, vault.people.new(f"P-{code}").id, "be")


def _ask_again(vault: Vault, made: Interview) -> None:
    consent = consent_to(made.id, Purpose.KEEP, Purpose.ANALYSE)
    keep, analyse = consent.answers
    later = replace(analyse, answer=Answer.ASK_AGAIN)
    vault.consents.save(replace(consent, answers=(keep, later)), "asked")


def _end(vault: Vault, made: Interview, decided: str) -> None:
    if decided in ("withdrawn", "again"):
        vault.consents.withdraw(made.id, "asked to")
    if decided in ("restricted", "lifted"):
        vault.consents.restrict(made.id, "asked to")
    if decided == "lifted":
        vault.consents.lift_restriction(made.id, "asked to")
    if decided == "again":
        before = vault.consents.for_interview(made.id)
        vault.consents.decide(asked(vault, consent_to(made.id, Purpose.KEEP)), before)


def ids(listed: Listed[Any]) -> set[str]:
    found = {getattr(each, "interview", each).id for each in listed.first}
    assert listed.count == len(listed.first) == len(found)
    return found


def expected(vault: Vault, agenda: Agenda, made: Iterable[str]) -> None:
    """Every list, held against what each record says by itself."""
    read = {id_: vault.interviews.get(id_) for id_ in made}
    consents = {id_: vault.consents.for_interview(id_) for id_ in read}
    ended = {id_ for id_, consent in consents.items() if consent and consent.withdrawn_at}
    held = ended | {id_ for id_, consent in consents.items() if consent and consent.restricted_at}
    sent = {id_: vault.packages.sent_with(id_) for id_ in read}

    def those(state: State) -> set[str]:
        return {id_ for id_, each in read.items() if each.state is state}

    assert ids(agenda.planned) == those(State.PLANNED) - ended
    overdue = {each.interview.id for each in agenda.planned.first if each.overdue}
    assert overdue == {id_ for id_ in ids(agenda.planned) if read[id_].planned_for == DAYS[1]}
    assert ids(agenda.under_way) == those(State.UNDER_WAY) - ended
    assert ids(agenda.to_save) == {id_ for id_ in those(State.SEALED) - held if not sent[id_]}
    assert ids(agenda.ask_again) == {
        id_ for id_, consent in consents.items()
        if consent and id_ not in held
        and Answer.ASK_AGAIN in {each.answer for each in consent.answers}
    }  # fmt: skip
    assert ids(agenda.to_tell) == {id_ for id_ in ended if sent[id_]}
    assert {each.package_id for each in agenda.no_receipt.first} == {
        each.package_id for found in sent.values() for each in found if each.receipted_at is None
    }
    others = (agenda.to_resolve, agenda.may_be_one, agenda.arrived, agenda.receipts_owed)
    assert not any(listed.count for listed in others)


@pytest.mark.parametrize(
    "every", [23, pytest.param(1, marks=pytest.mark.rare)], ids=["some", "all"]
)
def test_home_says_what_the_records_say(vault: Vault, every: int) -> None:
    with vault.transaction():
        made = [make(vault, *each) for each in enumerate(CASES[::every])]
    agenda = read_agenda(vault, NOW, first=ALL)
    expected(vault, agenda, made)
    short = read_agenda(vault, NOW)
    assert short.planned == replace(agenda.planned, first=agenda.planned.first[:5])
    days = [each.interview.planned_for for each in agenda.planned.first]
    dated = [day for day in days if day]
    assert days == sorted(dated) + [""] * (len(days) - len(dated))


def test_what_is_open_is_said_and_nothing_of_safety(vault: Vault) -> None:
    made = open_interview(vault, "W-1", Purpose.ANALYSE)
    turns = [Utterance("u-1", text="I heard it."), Utterance("u-2", basis=Basis.SAW, text="I saw")]
    vault.interviews.save_utterances(made.id, turns)
    vault.interviews.save_attachments(made.id, (Attachment("a-1", add(vault, b"p").id),))
    vault.interviews.save_safety(
        replace(vault.interviews.safety(made.id), vulnerabilities=("minor",))
    )
    [found] = read_agenda(vault).under_way.first
    assert Phase.SAFETY not in found.open
    assert found.open[Phase.ACCOUNT] == (OpenPoint(Point.BASIS, 1),)
    assert found.open[Phase.FILES] == (OpenPoint(Point.CAPTION, 1),)


@pytest.mark.parametrize("happens", [as_a_branch, by_a_stranger])
def test_what_others_decided_is_to_be_resolved(
    vault: Vault, happens: Callable[[Vault, Interview], None]
) -> None:
    made, _alone = (open_interview(vault, code, Purpose.ANALYSE) for code in ("W-1", "W-2"))
    happens(vault, made)
    assert ids(read_agenda(vault).to_resolve) == {made.id}
    again = cost_of(vault, lambda vault: vault.waiting.held())
    assert len(again.statements) == 2, "the gate is asked again only where it may say otherwise"
    with vault.transaction():
        assert vault.waiting.held().resolve == {made.id}
    beside = [each.id for each, _says in vault.consents.beside(made.id).versions]
    shown = vault.consents.for_interview(made.id)
    assert shown is not None
    vault.consents.settle(shown, beside, "the person said so")
    assert not read_agenda(vault).to_resolve.count


def _refuse(vault: Vault, before: Consent) -> None:
    keep, analyse = before.answers
    less = replace(before, answers=(keep, replace(analyse, answer=Answer.NO)))
    vault.consents.decide(less, before)


def _say_more(vault: Vault, before: Consent) -> None:
    more = ConsentAnswer(Purpose.PHOTOGRAPH, RecipientKind.ORGANISATION, Answer.YES)
    vault.consents.decide(replace(before, answers=(*before.answers, more)), before)


def _restrict(vault: Vault, before: Consent) -> None:
    vault.consents.restrict(before.interview_id, "asked to")


def _withdraw(vault: Vault, before: Consent) -> None:
    vault.consents.withdraw(before.interview_id, "asked to")


@pytest.mark.parametrize(
    ("happens", "told_of"),
    [(_refuse, True), (_restrict, True), (_withdraw, True), (_say_more, False)],
)
def test_who_was_sent_more_than_may_leave_now_is_to_be_told(
    vault: Vault, happens: Callable[[Vault, Consent], None], told_of: bool
) -> None:
    made = open_interview(vault, "W-1")
    vault.consents.save(asked(vault, consent_to(made.id, Purpose.KEEP, Purpose.ANALYSE)), "asked")
    _send_consent(vault, made)
    assert not read_agenda(vault).to_tell.count
    before = vault.consents.for_interview(made.id)
    assert before is not None
    happens(vault, before)
    listed = read_agenda(vault).to_tell
    assert [(each.interview.id, each.recipients) for each in listed.first] == (
        [(made.id, (OFFICE.name,))] if told_of else []
    )
    _send_consent(vault, made)
    assert not read_agenda(vault).to_tell.count


def _send_consent(vault: Vault, made: Interview) -> None:
    """A package with the interview and what stands of its consent."""
    consent = vault.consents.for_interview(made.id)
    assert consent is not None
    kinds = ((INTERVIEW_KIND, made.id), (CONSENT_KIND, consent.id))
    document = package_of(
        vault,
        *(RecordEntry(kind, id_, vault.versions.cut(kind, id_, "sent").id) for kind, id_ in kinds),
    )
    record_sent(vault, document, file_name=FILE, size=1, tagmanifest_sha256="0" * 64)


def test_a_record_that_is_damaged_hides_nothing_of_the_others(vault: Vault) -> None:
    whole, damaged = (open_interview(vault, code) for code in ("W-1", "W-2"))
    vault.versions.cut(INTERVIEW_KIND, damaged.id, "sent")
    with vault.transaction():
        vault._db.execute(
            "UPDATE record_version SET data = ? WHERE record_id = ?", (b"{}", damaged.id)
        )
    vault.close()
    with reopened(vault.folder) as again:
        found = read_agenda(again).under_way
    assert ids(found) == {whole.id, damaged.id}
    assert {each.interview.id for each in found.first if each.open} == {whole.id}


def test_a_backup_is_due_where_something_was_written_since(vault: Vault, tmp_path: Path) -> None:
    assert read_agenda(vault).backup is None
    assert read_agenda(vault).empty
    open_interview(vault)
    due = read_agenda(vault).backup
    assert due is not None
    assert due.last is None
    vault.backup(tmp_path / "copy.skrynia")
    later = datetime(2100, 1, 1, tzinfo=UTC)
    assert read_agenda(vault, later).backup is None
    vault.people.new("P-2")
    assert read_agenda(vault).backup is None
    due = read_agenda(vault, later).backup
    assert due is not None
    assert due.last is not None


def test_a_way_back_is_to_be_tried_once_a_month(vault: Vault) -> None:
    later = datetime.now(UTC) + timedelta(days=31)
    assert read_agenda(vault, later).way is None, "nothing is in the vault yet"
    open_interview(vault)
    assert read_agenda(vault).way is None
    assert read_agenda(vault, later).way == WayDue()
    code = new_code()
    sheet = vault.ways_in.add(PASSPHRASE, by_sheet(code))
    assert read_agenda(vault).way is None
    assert read_agenda(vault, later).way == WayDue("recovery-sheet", sheet.made_at)
    tried = vault.ways_in.rehearse(code).tried_at
    assert read_agenda(vault, later).way == WayDue("recovery-sheet", tried)
    assert read_agenda(vault, later - timedelta(days=2)).way is None


def test_an_organisation_is_not_told_to_hand_over(tmp_path: Path) -> None:
    with make_vault(tmp_path, "office", Role.ORGANISATION) as office:
        made = open_interview(office)
        office.interviews.seal(made.id)
        agenda = read_agenda(office)
    assert agenda.role is Role.ORGANISATION
    assert agenda.to_save == Listed()


def test_who_may_be_one_is_asked_until_somebody_decides(vault: Vault) -> None:
    first, second = (
        vault.people.new(code, [NameForm(name)])
        for code, name in (("P-1", "Ядвіга Ручаінская"), ("P-2", "Ядвига Ручаинская"))
    )
    assert not read_agenda(vault).may_be_one.count, "nothing is compared while nobody has time"
    vault.likely.finish()
    [found] = read_agenda(vault).may_be_one.first
    assert {found.one.code, found.other.code} == {"P-1", "P-2"}
    assert found.reasons
    third = vault.people.new("P-3")
    vault.sameness.decide(first.id, second.id, SameAs.SAME)
    vault.sameness.decide(second.id, third.id, SameAs.SAME)
    assert not read_agenda(vault).may_be_one.count
    vault.sameness.decide(first.id, third.id, SameAs.NOT_SAME)
    [against] = read_agenda(vault).may_be_one.first
    assert {against.one.code, against.other.code} == {"P-1", "P-3"}
    assert not against.reasons
