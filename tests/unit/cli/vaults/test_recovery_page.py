"""``docs/recovery.md``: its commands, in their order, on two vaults, a lost laptop between them."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import Final

import pypdf
import pytest

from desktop.cli import main
from desktop.model.identity import Role
from desktop.vault import open_vault
from tests.support import PASSPHRASE, make_vault
from tests.unit.cli.typing_in import at_the_terminal
from tests.unit.handoff.ends import introduce

ROOT: Final = Path(__file__).resolve().parents[4]
PAGE: Final = (ROOT / "docs" / "recovery.md").read_text("utf-8")
LINES: Final = [
    line.removeprefix("skryniactl ")
    for block in re.findall(r"^```\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
]
LOST: Final = "vault restore stick/anna-copy.skrynia anna2"
"""Before this one the laptop is lost, and with the one of *the laptop is there* it is back."""
NEW: Final = "новыя словы пасля мяжы"


def write_shares(folder: Path) -> None:
    """What three friends type from their pages."""
    for number, page in enumerate(pypdf.PdfReader(folder / "shares.pdf").pages, 1):
        found = re.findall(r"^(\d+) ([a-z]+)$", page.extract_text(), re.MULTILINE)
        words = [word for _at, word in sorted(found, key=lambda each: int(each[0]))]
        (folder / f"share{number}").write_text(" ".join(words), "utf-8")


@pytest.mark.usefixtures("cheap_passphrases")
def test_its_commands_bring_back_what_was_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with (
        make_vault(tmp_path, "anna") as anna,
        make_vault(tmp_path, "office", Role.ORGANISATION) as office,
    ):
        introduce(anna, office)
        anna.people.new("P-0001")
        vault_id = anna.vault_id
    (tmp_path / "stick").mkdir()
    monkeypatch.chdir(tmp_path)
    words = {"anna.skrynia": PASSPHRASE, "office.skrynia": PASSPHRASE}

    def asked(question: str, _stream: object) -> str:
        return NEW if question.startswith(("New", "Repeat")) else words.get(opened, NEW)

    at_the_terminal(monkeypatch, asked)
    for line in LINES:
        if line.startswith(LOST):
            shutil.move("anna.skrynia", "found by somebody")
        if line.startswith("vault recover anna.skrynia"):
            shutil.move("found by somebody", "anna.skrynia")
        given = shlex.split(line)
        opened = given[given.index("--escrow") + 1] if "--escrow" in given else given[2]
        assert main(given) == 0, f"{line}\n{capsys.readouterr().err}"
        if line.startswith("way add-shares anna.skrynia"):
            write_shares(tmp_path)
    for back in ("anna.skrynia", "anna2.skrynia", "anna3.skrynia"):
        with open_vault(Path(back), NEW) as vault:
            assert vault.vault_id == vault_id
            assert [person.code for person in vault.people.all()] == ["P-0001"]
    assert len(list(Path("stick").iterdir())) == 2
