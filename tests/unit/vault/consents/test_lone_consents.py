"""What others decided beside what is shown is found although the gate is not asked each time."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

import pytest

from desktop import canonical
from desktop.model.consent import CONSENT_KIND, Answer, Consent, Purpose
from desktop.model.ids import new_id
from desktop.model.interview import Interview
from desktop.model.version import VersionDocument
from desktop.vault import Vault, open_vault
from tests.authors import arrive, authorship, invented
from tests.support import PASSPHRASE, open_interview
from tests.unit.vault.versions.test_sums import behind_the_sums

OTHER = invented("another author")


def consent_of(vault: Vault, made: Interview) -> Consent:
    found = vault.consents.for_interview(made.id)
    assert found is not None
    return found


def said(consent: Consent, parents: Collection[str] = ()) -> bytes:
    """A decision of somebody else's."""
    body, at = canonical.to_plain(consent), consent.given_at
    document = VersionDocument(
        CONSENT_KIND, consent.id, tuple(sorted(parents)), OTHER, at, "sent", "0" * 32, body
    )
    return canonical.encode(document)


def refused(consent: Consent) -> Consent:
    return replace(
        consent, answers=tuple(replace(each, answer=Answer.NO) for each in consent.answers)
    )


def beside(vault: Vault, made: Interview) -> list[str]:
    """By the short way, which says what the gate hears as well."""
    found = [each.id for each, _says in vault.consents.beside(made.id).versions]
    ids = vault._db.all("SELECT id FROM consent WHERE interview_id = ?", (made.id,))
    shown = {vault.versions.deciding(CONSENT_KIND, id_) for (id_,) in ids}
    heard = [each.id for each in vault.consents.heard(made.id)]
    assert found == [each for each in heard if each not in {d.version_id for d in shown if d}]
    return found


def as_a_branch(vault: Vault, made: Interview) -> None:
    arrive(vault, said(refused(consent_of(vault, made))))


def as_a_child(vault: Vault, made: Interview) -> None:
    consent = consent_of(vault, made)
    arrive(vault, said(refused(consent), vault.versions.head_ids(consent.id)))


def as_a_record_of_its_own(vault: Vault, made: Interview) -> None:
    arrive(vault, said(replace(refused(consent_of(vault, made)), id=new_id())))


def by_a_stranger(vault: Vault, made: Interview) -> None:
    data = said(refused(consent_of(vault, made)))
    vault.versions.take_in(vault.versions.read(data), authorship(data), "pkg")


@pytest.mark.parametrize(
    "arrives", [as_a_branch, as_a_child, as_a_record_of_its_own, by_a_stranger]
)
def test_what_came_from_somebody_else_is_seen_at_once(
    vault: Vault, arrives: Callable[[Vault, Interview], None]
) -> None:
    made, alone = (open_interview(vault, code, Purpose.ANALYSE) for code in ("W-1", "W-2"))
    assert beside(vault, made) == []
    arrives(vault, made)
    assert len(beside(vault, made)) == 1
    assert beside(vault, alone) == []


def test_what_oneself_decides_again_stands_alone(vault: Vault) -> None:
    made = open_interview(vault, "W-1", Purpose.ANALYSE)
    for text in ("one", "two", "three"):
        vault.consents.save(replace(consent_of(vault, made), interpreter=text), "asked")
        assert beside(vault, made) == []
        assert vault.consents._lone.stands(
            made.id, *(each.id for each in vault.consents.heard(made.id))
        )


def test_what_is_undone_was_never_seen(vault: Vault) -> None:
    made = open_interview(vault, "W-1", Purpose.ANALYSE)
    with pytest.raises(RuntimeError, match="stopped"), vault.transaction():
        as_a_branch(vault, made)
        assert len(beside(vault, made)) == 1
        raise RuntimeError("stopped")
    assert beside(vault, made) == []
    as_a_branch(vault, made)
    assert len(beside(vault, made)) == 1


def test_nothing_is_said_of_a_vault_that_does_not_hold_what_was_decided_last(
    vault: Vault, tmp_path: Path
) -> None:
    made = open_interview(vault, "W-1", Purpose.ANALYSE)
    as_a_branch(vault, made)
    older = "DELETE FROM consent_standing WHERE row = (SELECT max(row) FROM consent_standing)"
    with behind_the_sums(vault, older) as again:
        assert again.consents.beside(made.id).versions == ()
        assert not again.consents._lone._lines


def test_a_vault_that_is_opened_again_says_the_same(vault: Vault) -> None:
    made = open_interview(vault, "W-1", Purpose.ANALYSE)
    as_a_branch(vault, made)
    vault.close()
    with open_vault(vault.folder, PASSPHRASE) as again:
        assert len(beside(again, made)) == 1
