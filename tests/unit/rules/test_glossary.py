"""``docs/glossary.md`` holds: its terms are translated as it says, its other words are not said."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.pofile import read_po

from desktop.vocabulary import NAMES, vocabulary

ROOT = Path(__file__).resolve().parents[3]
LANGUAGES = ("en", "be", "ru")
TO_THE_PERSON = "it is said to the person, whose word it is"
FILES_OF_A_PACKAGE = "it names a folder of a package, whose names stay as they are"
ALLOWED: Mapping[str, str] = {
    "RECEIPT": "it stands for a file on the command line",
    "Then that use stops. If you no longer want": TO_THE_PERSON,
    "Whether your account": TO_THE_PERSON,
    "You may have its use restricted": TO_THE_PERSON,
    "You may have mistakes corrected": TO_THE_PERSON,
    "Your account arrived": TO_THE_PERSON,
    "data/records contains": FILES_OF_A_PACKAGE,
    "purpose.analyse (note)": TO_THE_PERSON,
    "purpose.record-sound (note)": TO_THE_PERSON,
}
"""How a message begins (in English) that says one of the words all the same, and why."""


IN_ENGLISH = (
    "For whoever helps you: {reason}",
    "The result could not be output ({reason}): the reading program ended, or the disk is full. "
    "What the command did before that is kept.",
)
"""Messages around a reason that the system or the program gives in English."""


class Said(NamedTuple):
    """One text of the program in each language; ``where`` for people: who says it."""

    where: str
    texts: Mapping[str, tuple[str, ...]]


class Unsaid(NamedTuple):
    """Words that a language does not use here, and what it says."""

    language: str
    pattern: re.Pattern[str]
    instead: str


@cache
def said() -> tuple[Said, ...]:
    return (*_messages(), *_labels())


def _messages() -> Iterator[Said]:
    catalogues = {}
    for language in ("be", "ru"):
        path = ROOT / f"resources/translations/{language}/LC_MESSAGES/skrynia.po"
        with path.open("rb") as file:
            catalogues[language] = read_po(file, locale=language, charset="utf-8")
    for message in catalogues["be"]:
        if message.id:
            key = _forms(message.id)[0]
            others = {}
            for language, catalogue in catalogues.items():
                known = catalogue.get(key, message.context)
                others[language] = _forms(known.string) if known else ()
            yield Said(key, {"en": _forms(message.id), **others})


def _labels() -> Iterator[Said]:
    for name in NAMES:
        for term in vocabulary(name).terms:
            for part, texts in (("label", term.label), ("note", term.note)):
                if texts:
                    where = f"{name}.{term.code} ({part})"
                    yield Said(where, {each: (texts[each],) for each in LANGUAGES})


def _forms(texts: object) -> tuple[str, ...]:
    return tuple(map(str, texts)) if isinstance(texts, list | tuple) else (str(texts),)


def _table(title: str) -> list[list[str]]:
    text = (ROOT / "docs/glossary.md").read_text("utf-8")
    section = text.split(f"\n## {title}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in rows]


def _ways(cell: str) -> set[str]:
    """The ways a cell says a term: all lower case, with and without what explains."""
    ways = {way.strip().lower() for way in cell.split(" / ")}
    return ways | {re.sub(r" \([^)]*\)", "", way) for way in ways}


def unsaid() -> list[Unsaid]:
    return [
        Unsaid(language, re.compile(pattern.strip("`").replace("\\|", "|")), instead)
        for language, pattern, instead in _table("Not said")
    ]


def faults(word: Unsaid) -> list[str]:
    """Which texts use a word that is not used, with the text."""
    return [
        f"{each.where}: {text!r} says not {word.pattern.pattern!r} but {word.instead}"
        for each in said()
        for text in each.texts[word.language]
        if word.pattern.search(text) and not _allowed(each)
    ]


def _allowed(each: Said) -> bool:
    return any(each.where.startswith(start) for start in ALLOWED)


def test_every_term_that_is_a_message_is_translated_as_the_glossary_says() -> None:
    wrong, met = [], set()
    for english, *others in _table("Terms"):
        for each in said():
            if each.texts["en"][0].lower() not in _ways(english) or _allowed(each):
                continue
            met.add(english)
            for language, cell in zip(("be", "ru"), others, strict=True):
                text = each.texts[language][0].lower()
                if not {text, re.sub(r" \([^)]*\)", "", text)} & _ways(cell):
                    wrong.append(f"{each.where}: {text!r}, not {cell!r}")
    assert wrong == []
    assert len(met) > 40, "the terms are those of the program"


@pytest.mark.parametrize("word", unsaid(), ids=lambda word: word.instead[:30])
def test_no_message_says_what_is_not_said(word: Unsaid) -> None:
    assert faults(word) == []


def test_what_is_allowed_all_the_same_is_still_said() -> None:
    told = [
        start
        for start in ALLOWED
        if not any(
            each.where.startswith(start)
            and (
                any(w.pattern.search(t) for w in unsaid() for t in each.texts[w.language])
                or each.where.isupper()
            )
            for each in said()
        )
    ]
    assert told == [], "take out of ALLOWED what needs no leave"


def test_a_word_that_is_not_used_is_found() -> None:
    word = Unsaid("en", re.compile("Will be sent"), "nothing")
    assert faults(word)


def test_who_interviews_in_the_samples_has_one_name_and_gender_in_each_language() -> None:
    sample = json.loads((ROOT / "resources/samples/interviews.json").read_bytes())
    called: dict[str, set[str]] = {}
    for each in sample["interviews"]:
        called.setdefault(each["language"], set()).update({each["interviewers"]} - {""})
    assert called == {
        "be": {"Даследчыца (узор)"},
        "ru": {"Исследовательница (образец)"},
        "en": {"Researcher (sample)"},
    }


def test_a_reason_in_english_within_another_language_is_said_to_be_english() -> None:
    marks = {"be": "па-англійску", "ru": "по-английски"}
    inside = [each for each in said() if each.where in IN_ENGLISH]
    assert {each.where for each in inside} == set(IN_ENGLISH)
    for each in inside:
        for language, mark in marks.items():
            assert mark in each.texts[language][0], each.where
