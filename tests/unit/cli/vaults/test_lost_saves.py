"""What the command line says where a vault does not open, or misses what was saved last."""

from __future__ import annotations

from pathlib import Path

from desktop.vault import open_vault
from desktop.vault_files import DATABASE, SEQUENCE
from tests.support import PASSPHRASE
from tests.unit.cli.conftest import Desk


def test_a_vault_that_does_not_open_is_told_what_saves_the_rest_of_it(desk: Desk) -> None:
    database = desk.researcher / DATABASE
    database.write_bytes(database.read_bytes()[: 1 << 14])
    refused = desk.run("vault", "check", desk.researcher)
    assert refused.code == 1
    assert "skryniactl vault rescue" in refused.err


def lose_the_last_save(folder: Path) -> None:
    with open_vault(folder, PASSPHRASE) as vault:
        vault._db.checkpoint()
        vault.people.new("P-LAST")
        sequence = (folder / SEQUENCE).read_bytes()
        database = (folder / DATABASE).read_bytes()
    (folder / DATABASE).write_bytes(database)
    (folder / SEQUENCE).write_bytes(sequence)


def test_a_check_finds_lost_saves_until_the_consents_were_looked_at(desk: Desk) -> None:
    lose_the_last_save(desk.researcher)
    checked = desk.run("vault", "check", desk.researcher)
    assert checked.code == 1
    assert "consent looked-at" in checked.out
    assert "No problems found" not in checked.out
    assert desk.run("vault", "check", desk.researcher, "--json").json["ok"] is False
    assert desk.run("consent", "looked-at", desk.researcher, "--yes").code == 0
    checked = desk.run("vault", "check", desk.researcher)
    assert checked.code == 0
    assert "Noticed on" in checked.out
    assert "No problems found" in checked.out


def test_a_backup_of_a_vault_that_misses_saves_is_not_called_one_of_a_damaged_vault(
    desk: Desk, tmp_path: Path
) -> None:
    lose_the_last_save(desk.researcher)
    made = desk.run("backup", "create", desk.researcher, tmp_path / "anna.backups")
    assert made.code == 0
    assert "The vault was damaged" not in made.err
    assert "What was saved last is missing" in made.err


def test_after_saves_were_lost_nothing_is_planned_until_the_consents_were_looked_at(
    desk: Desk,
) -> None:
    desk.know_each_other()
    lose_the_last_save(desk.researcher)
    plan = ("package", "plan", desk.researcher, "--to", "office", "--purpose", "analyse")
    refused = desk.run(*plan)
    assert refused.code == 1
    assert "consent looked-at" in refused.err
    assert desk.run("consent", "looked-at", desk.researcher).code == 2
    assert "again" in desk.run("consent", "looked-at", desk.researcher, "--yes").out
    assert "already" in desk.run("consent", "looked-at", desk.researcher, "--yes").out
    assert desk.run(*plan).code == 0
