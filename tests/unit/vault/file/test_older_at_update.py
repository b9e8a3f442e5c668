"""What is older when the program is updated is not taken for what was written last (issue 7)."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import DamagedVault
from desktop.handoff.sending.gate import ask
from desktop.model.consent import Purpose, RecipientKind
from desktop.vault import Vault, open_vault
from desktop.vault.file.parts import part_called
from desktop.vault.store.connection import Database
from desktop.vault.store.migrate import migrate, no_backup, version_of
from desktop.vault.versions.bound import note_older
from desktop.vault.versions.sums import noted
from tests.support import PASSPHRASE, open_interview
from tests.unit.vault.updates import one_more, update
from tests.unit.vault.versions.test_sums import behind_the_sums, laid_back


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    return one_more(tmp_path / "migrations")


def _updated(vault: Vault, scripts: Path) -> Vault:
    vault.close()
    update(vault.folder, scripts)
    return open_vault(vault.folder, PASSPHRASE)


def test_an_update_of_a_whole_vault_notes_nothing(vault: Vault, scripts: Path) -> None:
    open_interview(vault, "W-001", Purpose.ANALYSE)
    with _updated(vault, scripts) as again:
        assert noted(again._db) == ()
        assert again.check().intact
        assert not again.older


def test_an_older_record_is_named_after_the_update_that_counted_it(
    vault: Vault, scripts: Path
) -> None:
    interview = open_interview(vault, "W-001")
    older = behind_the_sums(vault, "UPDATE interview SET purpose = 'older'")
    with _updated(_updated(older, scripts), scripts) as again:
        [found] = [each for each in again.check().older if "W-001" in each]
        assert "update" in found
        # And is for ever: what was written last is not here.
        again.interviews.save(interview)
        assert not again.check().intact
        assert not again.older, "what decides is the newest"


@pytest.mark.parametrize("table", ["consent_standing", "custody_head", "session"])
def test_nothing_leaves_where_what_decides_was_older_at_an_update(
    vault: Vault, scripts: Path, table: str
) -> None:
    interview = open_interview(vault, "W-001", Purpose.ANALYSE)
    before = vault._db.all(f"SELECT * FROM {table}")  # noqa: S608
    vault.close()
    with open_vault(vault.folder, PASSPHRASE) as later:
        later.consents.withdraw(interview.id, "asked to")
    with _updated(laid_back(later, table, before), scripts) as again:
        assert again.older
        with pytest.raises(DamagedVault):
            ask(again, [interview.id], Purpose.ANALYSE, RecipientKind.ORGANISATION)
        assert any(part_called(table) in each for each in again.check().older)


def test_nothing_leaves_where_what_records_rest_on_was_older_at_an_update(
    vault: Vault, scripts: Path
) -> None:
    open_interview(vault, "W-001", Purpose.ANALYSE)
    gone = "UPDATE interview SET person_id = 'somebody else'"
    older = behind_the_sums(vault, "PRAGMA foreign_keys = OFF", gone)
    with _updated(older, scripts) as again, pytest.raises(DamagedVault):
        again.outlines.refuse_older()


def test_what_was_noted_at_an_update_is_not_undone_by_an_older_page(
    vault: Vault, scripts: Path
) -> None:
    open_interview(vault, "W-001", Purpose.ANALYSE)
    older = behind_the_sums(vault, "UPDATE custody_head SET seq = seq - 1")
    with _updated(older, scripts) as again:
        assert again.older
        forgotten = "DELETE FROM vault_meta WHERE key = 'older_at_update'"
        with behind_the_sums(again, forgotten) as last:
            assert last.older


def test_an_update_that_fails_leaves_the_vault_as_it_was_with_its_sums(
    vault: Vault, tmp_path: Path
) -> None:
    open_interview(vault, "W-001")
    scripts = one_more(tmp_path / "migrations")
    with behind_the_sums(vault, "UPDATE interview SET purpose = 'older'") as older:
        key, file, folder = older._db._key, older._db.path, older.folder

    def fails(_db: Database) -> None:
        raise KeyboardInterrupt

    with Database(file, key) as db:
        before = version_of(db)
        with pytest.raises(KeyboardInterrupt):
            migrate(db, no_backup, scripts, first=note_older, then=fails)
        assert version_of(db) == before
        assert noted(db) == ()
    update(folder, scripts)
    with open_vault(folder, PASSPHRASE) as again:
        assert any("W-001" in each for each in again.check().older)


def test_sums_whose_columns_were_not_written_down_are_compared_all_the_same(
    vault: Vault, scripts: Path
) -> None:
    """Of a vault whose sums were begun before that was done."""
    open_interview(vault, "W-001")
    vault._db.execute("DELETE FROM vault_meta WHERE key = 'tally_columns'")
    with _updated(vault, scripts) as whole:
        assert noted(whole._db) == ()
        whole._db.execute("DELETE FROM vault_meta WHERE key = 'tally_columns'")
        older = behind_the_sums(whole, "UPDATE interview SET purpose = 'older'")
    with _updated(older, scripts) as again:
        assert any("W-001" in each for each in again.check().older)


def test_columns_that_an_update_takes_away_were_compared_before(
    vault: Vault, tmp_path: Path
) -> None:
    """What is counted is read from what was written down, not from what this program counts."""
    open_interview(vault, "W-001")
    vault.close()
    more = "ALTER TABLE interview ADD COLUMN weather TEXT NOT NULL DEFAULT '';\n"
    scripts = one_more(tmp_path / "migrations", f"CREATE TABLE one_more (id TEXT);\n{more}")
    gone = "CREATE TABLE one_more (id TEXT);\nALTER TABLE interview DROP COLUMN weather;\n"
    update(vault.folder, scripts)
    again = one_more(tmp_path / "again", gone)
    update(vault.folder, again)
    with open_vault(vault.folder, PASSPHRASE) as last:
        assert noted(last._db) == ()
        assert last.check().intact
