"""Each way to unlock a vault and each way back by its commands, in three languages: added, listed,
tried, used, renamed and revoked, and a new passphrase set by each that is for a forgotten one."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pypdf
import pytest

from desktop.i18n import LANGUAGES, _, set_language
from desktop.messages.ways_in import way_called
from desktop.model.identity import Role
from desktop.vault import open_vault
from tests.software_token import SoftwareToken, plugged
from tests.support import PASSPHRASE, make_vault
from tests.unit.cli.conftest import NEW, Answer, Desk
from tests.unit.handoff.ends import introduce

pytestmark = [pytest.mark.usefixtures("cheap_passphrases"), pytest.mark.rare]
SECOND: Final = "словы другога чалавека тут"
KEEPER: Final = "keeper"
By = tuple[str | Path, ...]
"""Options that unlock the vault."""


def written(desk: Desk, name: str, text: str) -> Path:
    file = desk.folder / name
    file.write_text(text, encoding="utf-8")
    return file


def pages_of(pdf: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(pdf).pages]


def sheet(desk: Desk, add: Callable[..., Answer]) -> By:
    pdf = desk.folder / "sheet.pdf"
    add("add-sheet", pdf, "--not-asked-back")
    [page] = pages_of(pdf)
    groups = re.findall(r"\d · ([0-9A-Z]{5})", page)
    return ("--recovery-code-file", written(desk, "code", " ".join(groups)))


def shares(desk: Desk, add: Callable[..., Answer]) -> By:
    pdf = desk.folder / "shares.pdf"
    add("add-shares", pdf, "--needed", "2", "--of", "3", "--not-asked-back")
    given: list[str | Path] = []
    for number, page in enumerate(pages_of(pdf)[1:], 1):
        found = re.findall(r"^(\d+) ([a-z]+)$", page, re.MULTILINE)
        words = [word[:4] for _at, word in sorted(found, key=lambda each: int(each[0]))]
        given += ["--shares-file", written(desk, f"share{number}", " ".join(words))]
    return tuple(given)


def escrow(desk: Desk, add: Callable[..., Answer]) -> By:
    with (
        make_vault(desk.folder, KEEPER, Role.ORGANISATION) as keeper,
        open_vault(desk.researcher, PASSPHRASE) as vault,
    ):
        introduce(vault, keeper)
    add("add-escrow", KEEPER, "--yes")
    return ("--escrow", desk.folder / f"{KEEPER}.skrynia")


def another(desk: Desk, add: Callable[..., Answer]) -> By:
    file = written(desk, "second", SECOND)
    add("add-passphrase", "--new-passphrase-file", file, "--person", "Данута")
    return ("--passphrase-file", file)


def beside(desk: Desk, add: Callable[..., Answer]) -> By:
    file, key = written(desk, "second", SECOND), desk.folder / "anna.key"
    assert desk.run("way", "new-key-file", key).code == 0
    add("add-passphrase", "--new-passphrase-file", file, "--new-key-file", key)
    return ("--passphrase-file", file, "--key-file", key)


def hardware(desk: Desk, add: Callable[..., Answer]) -> By:
    file = written(desk, "second", SECOND)
    add("add-passphrase", "--new-passphrase-file", file, "--new-hardware-key")
    return ("--passphrase-file", file, "--hardware-key")


def alone(desk: Desk, add: Callable[..., Answer]) -> By:
    key = desk.folder / "intake.key"
    assert desk.run("way", "new-key-file", key).code == 0
    add("add-key-file", key)
    return ("--only-key-file", key)


ADDED: Final[dict[str, Callable[[Desk, Callable[..., Answer]], By]]] = {
    "passphrase": another,
    "passphrase-and-file": beside,
    "passphrase-and-hardware-key": hardware,
    "key-file": alone,
    "recovery-sheet": sheet,
    "recovery-shares": shares,
    "escrow": escrow,
}
WAYS_BACK: Final = ("recovery-sheet", "recovery-shares", "escrow")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ADDED)
def test_a_way_from_its_adding_to_its_end(
    desk: Desk, kind: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = SoftwareToken()
    monkeypatch.setattr("desktop.system.hardware_key.plugged_in", lambda: plugged(token))
    vault = desk.office if kind == "key-file" else desk.researcher
    set_language(language)
    called, opens = way_called(kind), _("It opens the vault: {kind}, {person}")

    def run(noun: str, verb: str, *given: str | Path) -> Answer:
        answer = desk.run(noun, verb, vault, *given, "--lang", language)
        assert answer.code == 0, answer.err
        return answer

    by = ADDED[kind](desk, lambda verb, *given: run("way", verb, *given))
    assert called in run("way", "list").out
    tried = run("way", "rehearse", *by).out.strip()
    assert tried.startswith(opens.format(kind=called, person=""))
    if kind != "escrow":
        run("vault", "info", *by)
    way = run("way", "list", "--json").json["ways"][-1]
    assert (way["kind"], bool(way["tried_at"])) == (kind, True)
    run("way", "rename", way["slot_id"], "--kept", "у сястры")
    assert "у сястры" in run("way", "list").out
    if kind in WAYS_BACK:
        new = written(desk, "new", NEW)
        told = run("vault", "recover", *by, "--new-passphrase-file", new, "--keep-passphrases")
        assert told.out.strip()
    revoked = run("way", "revoke", way["slot_id"], "--yes")
    assert called in revoked.out
    refused = desk.run("way", "rehearse", vault, *by, "--lang", language)
    assert (refused.code, refused.out) == (1, "")
