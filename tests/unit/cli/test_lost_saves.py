"""What the command line says where a vault does not open, or misses what was saved last."""

from __future__ import annotations

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


def test_after_saves_were_lost_nothing_is_planned_until_the_consents_were_looked_at(
    desk: Desk,
) -> None:
    desk.know_each_other()
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        vault._db.checkpoint()
        vault.people.new("P-LAST")
        sequence = (desk.researcher / SEQUENCE).read_bytes()
        database = (desk.researcher / DATABASE).read_bytes()
    (desk.researcher / DATABASE).write_bytes(database)
    (desk.researcher / SEQUENCE).write_bytes(sequence)
    plan = ("package", "plan", desk.researcher, "--to", "office", "--purpose", "analyse")
    refused = desk.run(*plan)
    assert refused.code == 1
    assert "consent looked-at" in refused.err
    assert desk.run("consent", "looked-at", desk.researcher).code == 2
    assert "again" in desk.run("consent", "looked-at", desk.researcher, "--yes").out
    assert "already" in desk.run("consent", "looked-at", desk.researcher, "--yes").out
    assert desk.run(*plan).code == 0
