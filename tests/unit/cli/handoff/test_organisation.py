"""``organisation``: signed in the office, shown and taken in by the researcher."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from desktop import canonical
from desktop.model.organisation import OwnText
from desktop.model.values.bounds import READ_TEXT
from desktop.vocabulary.consent_text import consent_text
from tests.support import reopened
from tests.unit.cli.conftest import Desk

pytestmark = pytest.mark.usefixtures("cheap_passphrases")

TYPED = {
    "called": [{"language": "be", "name": "Лямпа", "country": "Літва"}],
    "contact": "lampa@example",
    "review_years": "5",
}


def test_signed_in_the_office_and_taken_by_the_researcher(desk: Desk) -> None:
    desk.know_each_other()
    typed, text = desk.folder / "typed.json", desk.folder / "be.txt"
    typed.write_text(json.dumps(TYPED), encoding="utf-8")
    text.write_text(consent_text("be").text, encoding="utf-8-sig", newline="\r\n")
    file = desk.folder / "lampa.skrynia-organisation"
    own = ("--text", "be", text)
    assert desk.run("organisation", "sign", desk.office, file, "--settings", typed, *own).code == 0
    taken = desk.run("organisation", "take", desk.researcher, file, "--yes")
    assert taken.code == 0
    assert "lampa@example" in taken.out
    shown = desk.run("organisation", "show", desk.researcher, "--json").json
    assert (shown["organisation"]["contact"], shown["number"]) == ("lampa@example", 1)
    for given, languages in (((), ["be"]), (("--our-text",), [])):
        later = desk.folder / f"{len(given)}.skrynia-organisation"
        signing = ("organisation", "sign", desk.office, later, "--settings", typed, *given)
        assert desk.run(*signing).code == 0
        now = desk.run("organisation", "show", desk.office, "--json").json["organisation"]
        assert [each["language"] for each in now["texts"]] == languages
    again = desk.run("organisation", "take", desk.researcher, file, "--yes", "--json")
    assert again.code != 0


def test_what_cannot_be_signed_is_said_with_the_line(desk: Desk) -> None:
    text, file = desk.folder / "be.txt", desk.folder / "o.skrynia-organisation"
    text.write_text(consent_text("be").text.replace("{contact}", ""), encoding="utf-8")
    refused = desk.run("organisation", "sign", desk.office, file, "--text", "be", text)
    assert refused.code == 1
    assert "own text be, line" in refused.err
    assert ": {contact} is missing." in refused.err
    assert not file.exists()


@pytest.mark.parametrize("typed", [b"{", b'{"contract": 1}', b"[" * 100_000, b"\xff", b"null"])
def test_what_is_no_settings_is_said(desk: Desk, typed: bytes) -> None:
    given, file = desk.folder / "typed.json", desk.folder / "o"
    given.write_bytes(typed)
    assert desk.run("organisation", "sign", desk.office, file, "--settings", given).code == 2
    long = desk.folder / "long.txt"
    for content in (b"a" * (4 * READ_TEXT + 1), b"\xff\xfea"):
        long.write_bytes(content)
        refused = desk.run("organisation", "sign", desk.office, file, "--text", "be", long)
        assert refused.code == 1
        assert "Беларуская: The" in refused.err
    assert desk.run("organisation", "sign", desk.office, file, "--text", "xx", long).code == 2


def test_own_texts_that_fit_no_more_are_said_and_not_dropped_by_signing(desk: Desk) -> None:
    """As after an update that asks about one use more."""
    text, file = desk.folder / "be.txt", desk.folder / "o.skrynia-organisation"
    text.write_text(consent_text("be").text, encoding="utf-8")
    assert desk.run("organisation", "sign", desk.office, file, "--text", "be", text).code == 0
    with reopened(desk.office) as vault:
        kept = vault.organisation.signed()
        assert kept is not None
        said = kept.settings.organisation
        older = OwnText("be", said.texts[0].text.replace("{contact}", ""))
        settings = replace(kept.settings, organisation=replace(said, texts=(older,)))
        row = (canonical.encode(settings),)
        vault._db.execute("UPDATE organisation_signed SET document = ?", row)
    shown = desk.run("organisation", "show", desk.office)
    assert "{contact} is missing" in shown.err
    assert "sign the settings again" in shown.err
    unfit = desk.run("organisation", "show", desk.office, "--json").json["unfit"]
    assert (unfit["language"], unfit["what"]) == ("be", "contact")
    later = desk.folder / "later.skrynia-organisation"
    assert desk.run("organisation", "sign", desk.office, later).code == 1
    assert desk.run("organisation", "sign", desk.office, later, "--our-text").code == 0
