"""The keys of every JSON answer are those that the package's docstring promises."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from desktop import cli
from desktop.cli.declare import Noun
from desktop.cli.nouns import PARTS
from desktop.crypto.sheet_code import groups_of, new_code
from desktop.crypto.slots.making import by_sheet
from desktop.model.consent import Consent
from desktop.model.interview import InterviewDocument
from desktop.model.place import Place
from desktop.model.protected import ProtectedName
from desktop.vault import open_vault
from tests.support import PASSPHRASE, make_vault
from tests.unit.cli.conftest import Desk
from tests.unit.handoff.ends import introduce
from tests.unit.media import hostile
from tests.unit.vault.made import add

_LINE = re.compile(r"^    (?P<command>[a-z][a-z -]+?)  +(?P<keys>\S.*)$")
_FIELDS = {
    "InterviewDocument": InterviewDocument,
    "Consent": Consent,
    "Place": Place,
    "ProtectedName": ProtectedName,
}


def documented() -> dict[str, set[str]]:
    """Command → keys, from the docstring of ``desktop.cli``."""
    text = re.sub(r"\n {20,}", " ", cli.__doc__ or "")
    found = filter(None, map(_LINE.match, text.splitlines()))
    return {match["command"]: _keys(match["keys"]) for match in found}


def _keys(words: str) -> set[str]:
    if words.startswith("the fields of "):
        name, _comma, more = words.removeprefix("the fields of ").partition(", ")
        return {field.name for field in fields(_FIELDS[name])} | _keys(more)
    return set(re.sub(r"\([^)]*\)|\{[^}]*\}|\[[^]]*\]", "", words).split())


def with_json() -> set[str]:
    """The commands that answer in JSON, as they are declared."""
    found = set()
    for part in (each.load() for each in PARTS):
        commands = part.commands if isinstance(part, Noun) else (part,)
        before = f"{part.name} " if isinstance(part, Noun) else ""
        found |= {f"{before}{command.name}" for command in commands if command.json}
    return found


def test_every_command_with_json_is_documented() -> None:
    assert with_json() == {name for name in documented() if " --" not in name}


def unlocked_otherwise(desk: Desk) -> tuple[Path, Path, tuple[str, Path]]:
    """The code of a sheet, a key file, and the option that gives a new passphrase; and a card that
    a key may be left with."""
    code, key, new = (desk.folder / name for name in ("code", "intake.key", "new"))
    new.write_text("other words after the border", "utf-8")
    desk.run("way", "new-key-file", key)
    made = new_code()
    code.write_text(" ".join(groups_of(made)), "utf-8")
    with open_vault(desk.researcher, PASSPHRASE) as vault, make_vault(desk.folder, "keeper") as k:
        vault.ways_in.add(PASSPHRASE, by_sheet(made))
        introduce(vault, k)
    return code, key, ("--new-passphrase-file", new)


@pytest.mark.usefixtures("cheap_passphrases")
def test_every_answer_has_the_keys_it_is_documented_with(desk: Desk) -> None:
    keys = documented()
    desk.know_each_other()
    recipient = ("--to", "office", "--purpose", "analyse")
    package = desk.package()
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        two = tuple(vault.people.new(code).code for code in ("P-7", "P-8"))
        photo = add(vault, b"a photo").id
        picture = add(vault, hostile.jpeg((8, 6))).id
        [spot] = vault.passages.places_of(desk.interview_id, "чула")
        passage = vault.passages.new(desk.interview_id, spot).id
    code, key, new = unlocked_otherwise(desk)
    backups = desk.folder / "researcher.backups"
    given = {
        **desk.made_by_mistake(),
        "vault info": (desk.researcher,),
        "vault check": (desk.researcher,),
        "vault rescue": (desk.researcher, desk.folder / "rescued.skrynia"),
        "vault recover": (
            *(desk.researcher, "--recovery-code-file", code, *new),
            "--keep-passphrases",
        ),
        "way list": (desk.researcher,),
        "way add-sheet": (desk.researcher, desk.folder / "sheet.pdf", "--not-asked-back"),
        "way add-shares": (
            *(desk.researcher, desk.folder / "shares.pdf", "--not-asked-back"),
            *("--needed", "2", "--of", "3"),
        ),
        "way add-escrow": (desk.researcher, "keeper", "--yes"),
        "way add-passphrase": (desk.researcher, *new),
        "way add-key-file": (desk.office, key),
        "way rehearse": (desk.researcher,),
        "home": (desk.researcher,),
        "search": (desk.researcher, "W-001"),
        "card show": (desk.researcher,),
        "card list": (desk.researcher,),
        "interview list": (desk.researcher,),
        "interview show": (desk.researcher, "W-001"),
        "consent show": (desk.researcher, "W-001"),
        "consent strangers": (desk.researcher,),
        "consent settle": (desk.researcher, "SHA256:x", "--reason", "not ours", "--yes"),
        "organisation show": (desk.researcher,),
        "place add": (desk.researcher, "--name", "Вязынь"),
        "place list": (desk.researcher,),
        "place show": (desk.researcher, "Вязынь"),
        "passage add": (desk.researcher, "--interview", "W-001", "--words", "гэта"),
        "passage list": (desk.researcher, "W-001"),
        "passage show": (desk.researcher, passage),
        "passage confirm": (desk.researcher, passage, "--place", "1"),
        "protected add": (desk.researcher, "--name", "Алесь"),
        "protected list": (desk.researcher,),
        "protected show": (desk.researcher, "Алесь"),
        "protected change": (desk.researcher, "Алесь", "--note", "сусед"),
        "protected remove": (desk.researcher, "Алесь", "--yes"),
        "photos add": (desk.researcher, package),
        "photos acquired": (desk.researcher, photo, "--copy"),
        "photos beside": (desk.researcher, photo, "--alone"),
        "photos redact": (desk.researcher, photo),
        "photos share": (desk.researcher, desk.stick, picture),
        "photos alike": (desk.researcher,),
        "photos list": (desk.researcher,),
        "photos show": (desk.researcher, photo),
        "photos check": (desk.researcher,),
        "photos custody": (desk.researcher, photo),
        "sets new": (desk.researcher, "Court", photo),
        "sets list": (desk.researcher,),
        "sets show": (desk.researcher, "Court"),
        "sets edit": (desk.researcher, "Court", "--note", "their papers"),
        "sets take-out": (desk.researcher, "Court", photo),
        "sets add": (desk.researcher, "Court", photo),
        "sets order": (desk.researcher, "Court", photo),
        "sets export": (desk.researcher, "Court", desk.folder, "--reason", "order"),
        "sets remove": (desk.researcher, "Court", "--yes"),
        "names check": (desk.researcher, "W-001", *recipient),
        "package plan": (desk.researcher, *recipient),
        "package write": (desk.researcher, desk.stick, *recipient, "--again"),
        "package verify": (desk.office, package),
        "package list": (desk.researcher,),
        "receive --dry-run": (desk.office, package),
        "receive": (desk.office, package, "--receipt", desk.stick),
        "custody verify": (desk.office,),
        "custody list": (desk.office,),
        "person list": (desk.researcher,),
        "person candidates": (desk.researcher,),
        **{f"person {said}": (desk.researcher, *two) for said in ("same", "not-same", "unsure")},
        "person split": (desk.researcher, two[0]),
        "backup create": (desk.researcher, backups),
        "backup list": (backups,),
        "backup check": (backups, "--passphrase-file", desk.folder / "passphrase"),
        "backup restore": (backups, desk.folder / "again.skrynia"),
        "backup places": (desk.researcher,),
        "receipt import": (desk.researcher, package.with_name(f"{package.stem}-receipt.age")),
    }
    answers = {name: desk.run(*name.split(), *rest, "--json") for name, rest in given.items()}
    [kept] = answers["backup places"].json["places"]
    forgotten = "backup forget"
    given[forgotten] = (desk.researcher, kept["id"])
    given["vault travel"] = (desk.researcher, desk.folder / "journey.backups", "--yes")
    for last in (forgotten, "vault travel"):
        answers[last] = desk.run(*last.split(), *given[last], "--json")
    assert {name: set(answer.json) for name, answer in answers.items()} == {
        name: keys[name] for name in given
    }
    assert set(keys) - set(given) == {"package inspect"}
