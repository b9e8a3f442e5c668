"""Places on the command line: added, listed, shown, found by any form of the name."""

from __future__ import annotations

import pytest

from tests.unit.cli.conftest import Desk


def add(desk: Desk, *line: str) -> str:
    answer = desk.run("place", "add", desk.researcher, *line, "--json")
    assert answer.code == 0, answer.err
    return str(answer.json["place"]["id"])


def test_a_place_is_added_with_everything_and_shown(desk: Desk) -> None:
    town = add(desk, "--name", "Вязынь", "--kind", "locality")
    names = ("--name", "РАУС Вязыні", "--name", "RAUS Viazyni")
    where = ("--address", "Лясная, 3", "--coordinates", "53°54′02″N 27°33′32″E")
    place = add(
        desk, *names, *where, "--kind", "police", "--part-of", "вязынь", "--note", "жоўты дом"
    )
    shown = desk.run("place", "show", desk.researcher, "raus viazyni", "--json").json
    assert shown["id"] == place
    assert [(name["text"], name["script"], name["language"]) for name in shown["names"]] == [
        ("РАУС Вязыні", "Cyrl", "be"),
        ("RAUS Viazyni", "Latn", "be"),
    ]
    assert (shown["kind"], shown["part_of"], shown["note"]) == ("police", town, "жоўты дом")
    assert (shown["address"], shown["coordinates"]) == ("Лясная, 3", "53.90056, 27.55889")
    said = desk.run("place", "show", desk.researcher, place).out
    assert "Police station" in said
    assert "Part of" in said
    assert "РАУС Вязыні" in desk.run("place", "show", desk.researcher, town).out


def test_places_are_listed_by_name_filtered_by_spelling_and_kind(desk: Desk) -> None:
    add(desk, "--name", "Ёдкава", "--kind", "locality")
    add(desk, "--name", "Едкаўская калонія", "--kind", "colony")

    def listed(*line: str) -> list[list[str]]:
        answer = desk.run("place", "list", desk.researcher, *line, "--json")
        assert answer.json["total"] == len(answer.json["places"])
        return [place["names"] for place in answer.json["places"]]

    assert listed("--filter", "едк") == [["Ёдкава"], ["Едкаўская калонія"]]
    assert listed("--filter", "едк", "--kind", "colony") == [["Едкаўская калонія"]]
    assert listed("--kind", "court") == []
    page = desk.run("place", "list", desk.researcher, "--limit", "1")
    assert "Ёдкава" in page.out
    assert "1 of 2 are shown." in page.err


def test_a_name_of_two_places_and_of_none_are_refused_in_words(desk: Desk) -> None:
    first = add(desk, "--name", "Вязынь")
    add(desk, "--name", "Вязынь")
    two = desk.run("place", "show", desk.researcher, "Вязынь")
    assert (two.code, two.out) == (1, "")
    assert "Several items have this name" in two.err
    assert desk.run("place", "show", desk.researcher, first).code == 0
    none = desk.run("place", "add", desk.researcher, "--name", "x", "--part-of", "Вязы")
    assert (none.code, none.out) == (1, "")
    assert desk.run("place", "list", desk.researcher, "--json").json["total"] == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("--name", "x", "--kind", "castle"), "locality"),
        (("--name", "x", "--coordinates", "91, 0"), "cannot be read as coordinates"),
        (("--name", "x", "--coordinates", "near the river"), "latitude, then longitude"),
        ((), "--name"),
        (("--name", " "), "cannot be empty"),
        (("--name", "\udcff"), "not text in UTF-8"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_added(
    desk: Desk, line: tuple[str, ...], said: str
) -> None:
    answer = desk.run("place", "add", desk.researcher, *line)
    assert answer.code == 2
    assert said in answer.err
    assert desk.run("place", "list", desk.researcher, "--json").json["total"] == 0
