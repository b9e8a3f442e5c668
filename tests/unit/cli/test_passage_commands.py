"""``skryniactl passage``: marked, listed, shown and confirmed without a window."""

from __future__ import annotations

import pytest

from desktop.model.interview import Utterance
from desktop.vault import open_vault
from tests.support import PASSPHRASE
from tests.unit.cli.conftest import Desk
from tests.unit.vault.made import add

pytestmark = pytest.mark.usefixtures("cheap_passphrases")


def write(desk: Desk, *texts: str) -> None:
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        told = [Utterance(f"u{number}", text=text) for number, text in enumerate(texts)]
        vault.interviews.save_utterances(desk.interview_id, told)


def mark(desk: Desk, words: str, *more: str) -> str:
    line = ("passage", "add", desk.researcher, "--interview", "W-001", "--words", words, *more)
    answer = desk.run(*line, "--json")
    return str(answer.json["passage"]["id"])


def test_words_are_marked_and_stay_in_their_place(desk: Desk) -> None:
    write(desk, "Я чула гэта сама.")
    marked = mark(desk, "чула")
    write(desk, "Так. Я чула гэта сама.")
    listed = desk.run("passage", "list", desk.researcher, "W-001").out
    assert "чула" in listed
    assert "In its place" in listed
    shown = desk.run("passage", "show", desk.researcher, marked).out
    assert "W-001" in shown
    assert "turn 1, from sign 8" in shown


def test_a_person_says_which_of_two_places_it_is(desk: Desk) -> None:
    marked = mark(desk, "чула")
    write(desk, "Яна чула крык.", "Потым чула стрэл.")
    assert "To be confirmed" in desk.run("passage", "list", desk.researcher, "W-001").out
    assert desk.run("passage", "confirm", desk.researcher, marked, "--place", "3").code == 1
    assert desk.run("passage", "confirm", desk.researcher, marked, "--place", "2").code == 0
    assert "turn 2, from sign 7" in desk.run("passage", "show", desk.researcher, marked).out
    write(desk, "Нічога.")
    assert "No longer in the account" in desk.run("passage", "show", desk.researcher, marked).out


def test_words_that_stand_twice_or_nowhere_mark_nothing(desk: Desk) -> None:
    write(desk, "Яна чула крык.", "Потым чула стрэл.")
    line = ("passage", "add", desk.researcher, "--interview", "W-001", "--words")
    for words in ("чула", "бачыла", "чул"):
        answer = desk.run(*line, words)
        assert (answer.code, answer.out) == (1, "")
        assert "do not stand at one place" in answer.err
    assert mark(desk, "чула", "--turn", "2")
    assert desk.run(*line, "чула", "--turn", "0").code == 2


def test_a_part_of_a_file_is_marked(desk: Desk) -> None:
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        photo = add(vault, b"a photo")
    line = ("passage", "add", desk.researcher, "--photo", photo.sha256)
    part = ("--page", "2", "--area", "0,0,10000,2500", "--stretch", "1500,2000", "--words", "Суд")
    made = desk.run(*line, *part, "--json").json["passage"]
    shown = desk.run("passage", "show", desk.researcher, made["id"]).out
    for told in ("page 2", "area 0,0,10000,2500", "from 1.5 s to 2 s", "Суд"):
        assert told in shown
    for wrong in (
        ("--area", "9000,0,5000,100"),
        ("--area", "0,0,5000"),
        ("--area", "-1,0,50,50"),
        ("--area", "a,b,c,d"),
        ("--stretch", "5,5"),
        ("--page", "0"),
    ):
        assert desk.run(*line, *wrong).code == 2
