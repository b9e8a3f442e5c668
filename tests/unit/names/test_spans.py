"""Protected names are found in a text in every spelling and case, and nothing else is."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import islice

from desktop.names.keys import word_keys
from desktop.names.letters import words
from desktop.names.match import Reason
from desktop.names.spans import Protected
from tests.names.corpus import pairs

NAMES = Protected([(1, "Ядвіга Казіміраўна Ручаінская"), (2, "Аляксей Кавалёў")])


def found(text: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(text[each.start : each.end], each.of) for each in NAMES.spans(text)]


def test_a_name_is_found_in_every_case_and_script() -> None:
    text = (
        "Я бачыла Ядвігу Ручаінскую і яе брата. Ядвиге Казимировне передали. Yadviha Ruchainskaya, "
        "Ру\u00adчаінскай і ядзі. С Алексеем Ковалёвым, KAVALIOU."
    )
    assert found(text) == [
        ("Ядвігу Ручаінскую", (1,)),
        ("Ядвиге Казимировне", (1,)),
        ("Yadviha Ruchainskaya", (1,)),
        ("Ру\u00adчаінскай", (1,)),
        ("ядзі", (1,)),
        ("Алексеем Ковалёвым", (2,)),
        ("KAVALIOU", (2,)),
    ]


def test_other_words_are_not_found() -> None:
    assert found("Ручка, Ручанская, Алесь, Казімір, коваль і ядро.") == []


def test_a_place_says_why() -> None:
    (span,) = NAMES.spans("Сустрэлі Ядзю Ручаінскую.")
    assert Reason.SHORT_FORM in span.why.reasons
    assert Reason.CASE_FORM in span.why.reasons
    (alone,) = NAMES.spans("Ручаинской")
    assert Reason.PART_MISSING in alone.why.reasons


def test_the_initials_beside_a_name_belong_to_it_and_no_place_lies_over_another() -> None:
    assert found("Бачыў Я. К. Ручаінскую, а потым Кавалёва А. П. там.") == [
        ("Я. К. Ручаінскую", (1,)),
        ("Кавалёва А. П.", (2,)),
    ]
    assert found("Кавалёў Я. Ручаінская") == [("Кавалёў Я.", (2,)), ("Ручаінская", (1,))]


def test_a_word_is_passed_by_only_where_it_begins_as_no_form_of_a_name() -> None:
    """Each name of the lists with each of its forms, as one by one and as among others."""
    everybody = [
        (one, other) for one, other, kind, _how in islice(pairs(), 0, None, 9) if kind == "same"
    ]
    for one, other in everybody:
        names = Protected([(1, one)])
        for word in words(other):
            met = any(key in names._of for key in word_keys(word.plain))
            assert not met or names._begin.may_be_of(word.plain), (one, other)


def test_the_reason_is_the_same_in_every_run() -> None:
    """Whatever the seed of hashes: which name of somebody is met first is not left to a set."""
    code = (
        "from desktop.names import Protected\n"
        "names = [(1, 'Александра Котова'), (1, 'Саша Котов'), (1, 'Шура Кот')]\n"
        "print(Protected(names).spans('Видели Сашу Котову и Шурку.'))"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
    assert b"Span(" in said.pop()
