"""What an older page put back into the file would change is noticed (decision 0010)."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import DamagedVault, RecordSealed
from desktop.handoff.sending.gate import ask
from desktop.model.consent import Purpose, RecipientKind, Refusal
from desktop.model.interview import State
from desktop.model.place import PlaceName
from desktop.vault import Vault, open_vault
from desktop.vault.store.connection import Database, Row
from desktop.vault.versions.bound import watch, watched
from tests.support import PASSPHRASE, make_vault, open_interview


def behind_the_sums(vault: Vault, *statements: str) -> Vault:
    """The vault, opened again after these were run as nobody does who keeps the sums."""
    folder, file, key = vault.folder, vault._db.path, vault._db._key
    vault.close()
    with Database(file, key) as db:
        for statement in statements:
            db.execute(statement)
    return open_vault(folder, PASSPHRASE)


def laid_back(vault: Vault, table: str, rows: list[Row]) -> Vault:
    """The vault, opened again with these rows in place of those of a table."""
    folder, file = vault.folder, vault._db.path
    key = vault._db._key
    vault.close()
    with Database(file, key) as db:
        db.all("PRAGMA foreign_keys = OFF")
        for trigger in ("custody_no_delete", "custody_came"):
            db.all(f"DROP TRIGGER IF EXISTS {trigger}")
        db.execute(f"DELETE FROM {table}")  # noqa: S608
        marks = ", ".join("?" * len(rows[0]))
        db.execute_many(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608
    return open_vault(folder, PASSPHRASE)


def test_a_withdrawal_that_reads_as_given_again_is_named_with_its_interview(vault: Vault) -> None:
    interview = open_interview(vault, "W-001")
    vault.consents.withdraw(interview.id, "asked to")
    assert vault.check().intact
    with behind_the_sums(vault, "UPDATE consent SET withdrawn_utc = NULL") as again:
        assert any("W-001" in name for name in again.check().older)


def test_the_gate_goes_by_the_versions_where_the_tables_show_an_older_consent(
    vault: Vault,
) -> None:
    interview = open_interview(vault, "W-001", Purpose.ANALYSE)
    vault.consents.withdraw(interview.id, "asked to")
    older = (
        "UPDATE working_state SET version_id = (SELECT v.id FROM record_version v WHERE"
        " v.record_id = working_state.record_id ORDER BY v.row LIMIT 1) WHERE kind = 'consent'"
    )
    given = "UPDATE consent SET withdrawn_utc = NULL, withdrawn_offset = NULL"
    with behind_the_sums(vault, older, given) as again:
        asked = ask(again, [interview.id], Purpose.ANALYSE, RecipientKind.ORGANISATION)
        assert asked[interview.id].decision.refusal is Refusal.WITHDRAWN
        shown = again.consents.for_interview(interview.id)
        assert shown is not None
        assert shown.withdrawn_at is not None
        assert not again.check().intact


@pytest.mark.parametrize("table", ["consent_standing", "card", "custody", "custody_head", "tally"])
def test_nothing_leaves_where_what_decides_is_older_and_the_vault_still_opens(
    vault: Vault, tmp_path: Path, table: str
) -> None:
    interview = open_interview(vault, "W-001", Purpose.ANALYSE)
    with make_vault(tmp_path, "office") as office:
        card = office.identity.card()
    known = vault.cards.add(card.document, card.signature)
    before = vault._db.all(f"SELECT * FROM {table}")  # noqa: S608
    vault.cards.revoke(known.fingerprint)
    vault.consents.withdraw(interview.id, "asked to")
    with laid_back(vault, table, before) as again:
        assert again.interviews.get(interview.id).code == "W-001"
        assert again.older
        with pytest.raises(DamagedVault):
            ask(again, [interview.id], Purpose.ANALYSE, RecipientKind.ORGANISATION)
        assert not again.check().intact


def test_an_interview_that_reads_as_open_again_stays_sealed(vault: Vault) -> None:
    interview = open_interview(vault, "W-001", Purpose.ANALYSE)
    before = vault._db.all("SELECT * FROM interview")
    vault.interviews.seal(interview.id)
    sealed = vault.interviews.get(interview.id)
    with laid_back(vault, "interview", before) as again:
        assert again.interviews.get(interview.id) == sealed
        for write in (
            lambda: again.interviews.save(interview),
            lambda: again.interviews.save_utterances(interview.id, []),
            lambda: again.interviews.save_attachments(interview.id, []),
            lambda: again.interviews.seal(interview.id),
        ):
            with pytest.raises(RecordSealed):
                write()
        assert not again.check().intact


def test_an_interview_whose_seal_is_missing_is_not_open(vault: Vault) -> None:
    interview = open_interview(vault, "W-001", Purpose.ANALYSE)
    vault.interviews.seal(interview.id)
    gone = "DELETE FROM record_version WHERE kind = 'interview'"
    with behind_the_sums(vault, "PRAGMA foreign_keys = OFF", gone) as again:
        assert again.interviews.get(interview.id).state is State.SEALED
        with pytest.raises(DamagedVault):
            again.interviews.save(interview)
        assert not again.check().intact


def test_what_is_undone_leaves_the_sums_as_they_were(vault: Vault) -> None:
    open_interview(vault)
    with vault.transaction():
        with pytest.raises(ZeroDivisionError), vault.attempt():
            open_interview(vault, "W-002")
            raise ZeroDivisionError
        open_interview(vault, "W-003")
    assert vault.check().intact


def test_an_older_first_page_has_no_older_words_counted_anew(vault: Vault) -> None:
    """The number of the schema lies there: the last migration ran again, and counted behind it."""
    open_interview(vault, "W-001")
    words = "UPDATE interview SET code = 'W-9'"
    with behind_the_sums(vault, words, "PRAGMA user_version = 18") as again:
        assert any(again.check().older)


@pytest.mark.parametrize("table", ["card", "session"])
def test_a_withdrawal_is_recorded_where_what_decides_is_older(
    vault: Vault, tmp_path: Path, table: str
) -> None:
    interview = open_interview(vault, "W-001", Purpose.ANALYSE)
    with make_vault(tmp_path, "office") as office:
        card = office.identity.card()
    known = vault.cards.add(card.document, card.signature)
    before = vault._db.all(f"SELECT * FROM {table}")  # noqa: S608
    vault.close()
    with open_vault(vault.folder, PASSPHRASE) as later:
        later.cards.revoke(known.fingerprint)
        with laid_back(later, table, before) as again:
            assert again.older
            again.consents.withdraw(interview.id, "asked to")
            shown = again.consents.for_interview(interview.id)
            assert shown is not None
            assert shown.withdrawn_at is not None


def test_a_check_goes_on_past_a_consent_that_does_not_read(vault: Vault) -> None:
    open_interview(vault, "W-001", Purpose.ANALYSE)
    broken = "UPDATE record_version SET data = x'7b' WHERE kind = 'consent'"
    with behind_the_sums(vault, "DROP TRIGGER IF EXISTS record_version_no_update", broken) as again:
        report = again.check()
        assert report.versions
        assert not report.intact


def test_what_a_check_names_is_a_code_or_an_id_and_never_a_name(vault: Vault) -> None:
    """The findings are shown to others; of a table, its name is said."""
    vault.places.new([PlaceName("House of Invented Somebody")])
    with behind_the_sums(
        vault, "UPDATE place SET note = 'older'", "UPDATE identity SET name = 'older'"
    ) as again:
        older = again.check().older
        assert any("Place" in name for name in older)
        assert "your name and keys" in older
        assert not any("Invented" in name for name in older)


def test_every_watched_table_has_its_triggers_and_no_schema_stays_open_to_writing(
    vault: Vault,
) -> None:
    made = {name for (name,) in vault._db.all("SELECT name FROM temp.sqlite_schema")}
    changes = ("came", "went", "changed")
    assert made == {f"{each.called}_{what}" for each in watched(vault._db) for what in changes}
    assert vault._db.all("PRAGMA writable_schema") == [(0,)]
    assert vault._db.all("PRAGMA integrity_check") == [("ok",)]


def test_a_statement_that_was_prepared_before_the_sums_are_kept_is_summed(vault: Vault) -> None:
    file, key = vault._db.path, vault._db._key
    vault.close()
    write = "INSERT INTO vault_meta (key, value) VALUES (?, 'invented')"
    with Database(file, key) as db:
        db.execute(write, ("before",))
        watch(db)
        with db.transaction():
            db.execute(write, ("behind",))
            assert db.pending("vault_meta").rows == 1
