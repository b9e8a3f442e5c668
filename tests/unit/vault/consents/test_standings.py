"""The gate reads of a few interviews only their own rows, and decides as if it read all."""

from __future__ import annotations

from desktop.model.consent import Purpose, RecipientKind
from desktop.vault import Vault
from desktop.vault.records import standings
from tests.support import consent_to, open_interview

CELLS = [(purpose, RecipientKind.ORGANISATION) for purpose in Purpose]


def test_few_interviews_are_decided_as_among_all(vault: Vault) -> None:
    ids = [open_interview(vault, f"W-{number}", Purpose.ANALYSE).id for number in range(5)]
    vault.consents.withdraw(ids[1], "asked to")
    vault.consents.save(consent_to(ids[2], Purpose.PUBLISH), "asked again")
    of_nobody = [f"nobody {number}" for number in range(standings._FEW)]
    together = standings.standings(vault._db, [*ids, *of_nobody], CELLS)
    assert set(together) == set(ids)
    alone = {each: standings.standings(vault._db, [each], CELLS)[each] for each in ids}
    assert alone == together
    assert standings.standings(vault._db, ids, CELLS) == together
    assert standings.standings(vault._db, of_nobody[:1], CELLS) == {}


def test_no_index_can_hide_a_row_from_the_gate(vault: Vault) -> None:
    """A table is summed and an index of it is not: an older page of one would hide a withdrawal."""
    plan = vault._db.all(f"EXPLAIN QUERY PLAN {standings._OF_INTERVIEWS}", ("[]",))
    read = [row[3] for row in plan if "consent_standing" in row[3]]
    assert read == ["SCAN consent_standing"]
