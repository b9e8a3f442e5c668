"""What an older page put back into the file would change is noticed (decision 0010)."""

from __future__ import annotations

import pytest

from desktop.errors import DamagedVault
from desktop.handoff.sending.gate import ask
from desktop.model.consent import Purpose, RecipientKind
from desktop.vault import Vault, open_vault
from tests.support import PASSPHRASE, open_interview


def behind_the_sums(vault: Vault, *statements: str) -> Vault:
    """The vault, opened again after these were run as nobody does who keeps the sums."""
    folder = vault.folder
    for table in ("consent", "working_state"):
        vault._db.execute(f"DROP TRIGGER temp.{table}_changed")
    for statement in statements:
        vault._db.execute(statement)
    vault.close()
    return open_vault(folder, PASSPHRASE)


def test_a_withdrawal_that_reads_as_given_again_is_named_with_its_interview(vault: Vault) -> None:
    interview = open_interview(vault, "W-001")
    vault.consents.withdraw(interview.id, "asked to")
    assert vault.check().intact
    with behind_the_sums(vault, "UPDATE consent SET withdrawn_utc = NULL") as again:
        assert any("W-001" in name for name in again.check().older)


def test_nothing_leaves_where_an_older_version_of_a_consent_is_shown_and_the_vault_still_opens(
    vault: Vault,
) -> None:
    interview = open_interview(vault, "W-001", Purpose.ANALYSE)
    vault.consents.withdraw(interview.id, "asked to")
    older = (
        "UPDATE working_state SET version_id = (SELECT v.id FROM record_version v WHERE"
        " v.record_id = working_state.record_id ORDER BY v.row LIMIT 1) WHERE kind = 'consent'"
    )
    with behind_the_sums(vault, older) as again:
        assert again.interviews.get(interview.id).code == "W-001"
        with pytest.raises(DamagedVault):
            ask(again, [interview.id], Purpose.ANALYSE, RecipientKind.ORGANISATION)
        assert not again.check().intact


def test_what_is_undone_leaves_the_sums_as_they_were(vault: Vault) -> None:
    open_interview(vault)
    with vault.transaction():
        with pytest.raises(ZeroDivisionError), vault.attempt():
            open_interview(vault, "W-002")
            raise ZeroDivisionError
        open_interview(vault, "W-003")
    assert vault.check().intact
