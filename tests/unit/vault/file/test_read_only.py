"""A vault on a medium that cannot be written to is read, and stays as it is to the byte."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.errors import CopyFirst, VaultReadOnly, WrongPassphrase
from desktop.i18n import LANGUAGES, set_language
from desktop.messages.errors import explain
from desktop.vault import Vault, open_vault
from tests.read_only import refuse_writes
from tests.support import PASSPHRASE, open_interview
from tests.unit.vault.updates import as_at_20


def digests(folder: Path) -> dict[str, str]:
    return {each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in folder.iterdir()}


@contextmanager
def as_it_was(folder: Path) -> Iterator[None]:
    before = digests(folder)
    yield
    assert digests(folder) == before


def filled(vault: Vault) -> tuple[Path, str]:
    interview = open_interview(vault)
    folder = vault.folder
    vault.close()
    return folder, interview.id


def test_everything_is_read_and_no_byte_changes(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, interview_id = filled(vault)
    with as_it_was(folder):
        refuse_writes(monkeypatch, folder)
        with open_vault(folder, PASSPHRASE) as opened:
            assert opened.read_only
            assert opened.interviews.get(interview_id).id == interview_id
            assert opened.check().intact
            assert opened.ways_in.all()
        with pytest.raises(WrongPassphrase):
            open_vault(folder, "another one")


def test_whatever_writes_is_one_error_and_leaves_nothing(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, interview_id = filled(vault)
    with as_it_was(folder):
        refuse_writes(monkeypatch, folder)
        with open_vault(folder, PASSPHRASE) as opened:
            for write in (
                lambda: opened.people.new("P-77"),
                lambda: opened.interviews.seal(interview_id),
                lambda: opened.consents.withdraw(interview_id, "asked to"),
            ):
                with pytest.raises(VaultReadOnly):
                    write()
            assert opened.interviews.get(interview_id).id == interview_id


def test_one_that_was_not_closed_is_copied_first(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, _id = filled(vault)
    (folder / "vault.db-wal").write_bytes(b"changes")
    refuse_writes(monkeypatch, folder)
    with pytest.raises(CopyFirst):
        open_vault(folder, PASSPHRASE)


def test_one_of_an_earlier_version_is_copied_first(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = vault.folder
    with vault.transaction():
        as_at_20(vault._db)
        vault._db.execute("UPDATE vault_meta SET value = '20' WHERE key = 'schema'")
    vault._db.execute("PRAGMA user_version = 20")
    vault.close()
    refuse_writes(monkeypatch, folder)
    with pytest.raises(CopyFirst):
        open_vault(folder, PASSPHRASE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_said_what_to_do(language: str) -> None:
    set_language(language)
    assert explain(VaultReadOnly()).what_to_do != explain(CopyFirst()).what_to_do
