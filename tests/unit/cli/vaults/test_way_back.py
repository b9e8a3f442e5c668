"""A way back, walked on the command line: what was forgotten goes, and what came back is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.crypto.sheet_code import groups_of, new_code
from desktop.errors import WrongPassphrase
from desktop.vault_files import KEYS
from tests.support import PASSPHRASE
from tests.unit.cli.conftest import NEW, Desk
from tests.unit.cli.typing_in import typed
from tests.unit.cli.vaults.test_way_commands import kinds, opens, sheet_of

pytestmark = pytest.mark.usefixtures("cheap_passphrases")


def test_a_forgotten_passphrase_is_named_or_each_is_kept(desk: Desk, new: tuple[str, Path]) -> None:
    code = sheet_of(desk)
    line = ("vault", "recover", desk.researcher, "--recovery-code-file", code, *new, "--json")
    kept = desk.run(*line, "--keep-passphrases", "--person", "Danuta")
    assert (kept.json["revoked"], opens(desk.researcher, PASSPHRASE)) == (None, True)
    # She has one of her own now, and forgets it.
    again = desk.run(*line, "--person", "Danuta")
    assert again.json["revoked"]["slot_id"] == kept.json["way"]["slot_id"]
    sheet = desk.run("way", "list", desk.researcher, "--json").json["ways"][1]
    paper = desk.run(*line, "--forgotten", sheet["slot_id"])
    assert paper.json["error"]["type"] == "NoSuchRecord"
    assert desk.run(*line, "--forgotten", "researcher", "--keep-passphrases").code == 2
    assert len(kinds(desk)) == 3
    # The sheet is the researcher's, too, and is no passphrase.
    named = desk.run(*line, "--forgotten", "researcher", "--person", "Danuta")
    assert named.json["revoked"]["kind"] == "passphrase"
    with pytest.raises(WrongPassphrase):
        opens(desk.researcher, PASSPHRASE)


def test_a_new_passphrase_is_asked_for_once_the_way_back_has_opened_the_vault(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, wrong = sheet_of(desk), desk.folder / "wrong"
    wrong.write_text(" ".join(groups_of(new_code())), "utf-8")
    prompts = typed(monkeypatch)
    refused = desk.run("vault", "recover", desk.researcher, "--recovery-code-file", wrong, "--json")
    assert (refused.json["error"]["type"], prompts) == ("WrongSheet", [])
    prompts = typed(monkeypatch, NEW, NEW)
    assert desk.run("vault", "recover", desk.researcher, "--recovery-code-file", code).code == 0
    assert prompts == ["New passphrase: ", "Repeat the passphrase: "]
    assert opens(desk.researcher, NEW)


def test_an_older_keys_json_is_told_with_what_to_do_by_every_command(desk: Desk) -> None:
    sheet_of(desk)
    older = (desk.researcher / KEYS).read_bytes()
    way = desk.run("way", "list", desk.researcher, "--json").json["ways"][1]
    assert desk.run("way", "revoke", desk.researcher, way["slot_id"], "--yes").code == 0
    (desk.researcher / KEYS).write_bytes(older)
    for command in (("way", "list"), ("vault", "info")):
        told = desk.run(*command, desk.researcher)
        assert told.err.splitlines()[:2] == [
            "The ways to unlock this vault are not those that were set last",
            "recovery sheet (researcher): it was revoked, and unlocks the vault again.",
        ]
    assert "recovery sheet (ended, works again)" in desk.run("way", "list", desk.researcher).out
    log = desk.run("custody", "list", desk.researcher).out
    assert "recovery sheet: was revoked" in log
    assert "recovery sheet: an older keys.json brought it back" in log
    assert desk.run("way", "revoke", desk.researcher, way["slot_id"], "--yes").code == 0
    assert desk.run("way", "list", desk.researcher).err == ""
