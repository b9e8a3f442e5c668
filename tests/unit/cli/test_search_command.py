"""The search on the command line: every spelling, narrowed, and marked where it stands."""

from __future__ import annotations

import pytest

from desktop.model.interview import Utterance
from desktop.model.person import NameForm
from desktop.vault import open_vault
from tests.support import PASSPHRASE, open_interview
from tests.unit.cli.conftest import Desk


@pytest.fixture(autouse=True)
def said(desk: Desk) -> None:
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        made = open_interview(vault, "W-002")
        turns = [Utterance("one", text="Ядвіга Ручаінская маўчала"), Utterance("two", text="Ціха")]
        vault.interviews.save_utterances(made.id, turns)
        vault.people.new("P-5", [NameForm("Ruchainskaya", "Latn")])


def titles(desk: Desk, *line: str) -> list[str]:
    found = desk.run("search", desk.researcher, *line, "--json")
    assert found.code == 0, found.err
    return [hit["title"] for hit in found.json["hits"]]


def test_a_name_is_found_in_other_spellings_and_marked(desk: Desk) -> None:
    answer = desk.run("search", desk.researcher, "ruchainskaya")
    assert "Also found as: Ручаінская" in answer.out
    assert "Ядвіга [Ручаінская] маўчала" in answer.out
    assert answer.out.index("[Ruchainskaya]") < answer.out.index("[Ручаінская]")
    assert titles(desk, "«Ручаінская маўчала»") == ["W-002"]
    assert titles(desk, "«маўчала Ручаінская»") == []


@pytest.mark.parametrize(
    ("narrowed", "found"),
    [
        (("--kind", "person"), ["Ruchainskaya"]),
        (("--kind", "interview"), ["W-002"]),
        (("--language", "be"), ["W-002"]),
        (("--language", "ru"), []),
        (("--since", "2020-01-01"), ["W-002"]),
        (("--until", "1.1.2020"), []),
        (("--person", "P-W-002"), ["W-002"]),
        (("--person", "P-W-001"), []),
        (("--limit", "1"), ["Ruchainskaya"]),
    ],
)
def test_a_search_is_narrowed(desk: Desk, narrowed: tuple[str, ...], found: list[str]) -> None:
    assert titles(desk, "ruchainskaya", *narrowed) == found


def test_what_is_no_kind_and_no_day_is_refused_and_nothing_is_said_to_be_nothing(
    desk: Desk,
) -> None:
    for wrong in (("--kind", "utterance"), ("--since", "soon")):
        assert desk.run("search", desk.researcher, "a", *wrong).code == 2
    assert "Nothing was found" in desk.run("search", desk.researcher, "няма").out
    assert "--limit" in desk.run("search", desk.researcher, "W-002", "--limit", "1").err
