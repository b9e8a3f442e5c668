"""An organisation's own text to read out: what keeps it from being used, with the line.

It says what the form asks, in the same order, and in every language in the same lines, so that
nobody agrees to what they were not told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop.model.consent import Purpose
from desktop.model.consent.shown_alike import WAYS
from desktop.model.identity import shows_itself
from desktop.model.values.bounds import READ_TEXT
from desktop.vocabulary.consent_text import INTERPRETER, KEYS, MARK, ROW, keys_in

LISTS: Final = (len(Purpose), len(WAYS))
"""How many rows each of the lists names: the uses, and the ways of showing."""


class Fault(StrEnum):
    """Why a text is refused; each has its sentence in ``desktop/messages/cards.py``."""

    KEY_MISSING = "key-missing"
    KEY_UNKNOWN = "key-unknown"
    MARK_MISSING = "mark-missing"
    LINES_DIFFER = "lines-differ"
    ROW_NOT_NAMED = "row-not-named"
    TOO_LONG = "too-long"
    HIDDEN_SIGN = "hidden-sign"
    NO_TEXT = "no-text"


@dataclass(frozen=True, slots=True)
class Refused:
    """``line``: from 1, the last where something is missing in the whole. ``what``: the key, or
    which row of which list."""

    language: str
    line: int
    fault: Fault
    what: str = ""


def faults(texts: Mapping[str, str]) -> tuple[Refused, ...]:
    """What is wrong with a text in several languages; nothing of one that may be used."""
    lines = {language: text.rstrip("\n").split("\n") for language, text in texts.items()}
    found = [each for language in lines for each in _alone(language, lines[language])]
    return (*found, *_compared(lines))


def _alone(language: str, lines: Sequence[str]) -> Iterator[Refused]:
    yield from _unseen(language, lines)
    known = Counter[str]()
    for number, line in enumerate(lines, start=1):
        for key in keys_in(line):
            if key not in KEYS:
                yield Refused(language, number, Fault.KEY_UNKNOWN, key)
            # A marked line is dropped without an interpreter, and what stands in it with it.
            known[key] += key == INTERPRETER or not line.startswith(MARK)
        if INTERPRETER in keys_in(line) and not line.startswith(MARK):
            yield Refused(language, number, Fault.MARK_MISSING, INTERPRETER)
    for key in KEYS:
        if not known[key]:
            yield Refused(language, len(lines), Fault.KEY_MISSING, key)
    yield from _rows(language, lines)


def _unseen(language: str, lines: Sequence[str]) -> Iterator[Refused]:
    """What nobody sees in it, and what nobody could record."""
    if sum(len(line) + 1 for line in lines) > READ_TEXT:
        yield Refused(language, len(lines), Fault.TOO_LONG)
    for number, line in enumerate(lines, start=1):
        if not shows_itself(line):
            yield Refused(language, number, Fault.HIDDEN_SIGN)


def _rows(language: str, lines: Sequence[str]) -> Iterator[Refused]:
    """Each list names as many rows as the form has there, and there is no other row."""
    for number, line in enumerate(lines, start=1):
        if line.startswith(f"{MARK}{ROW}"):
            yield Refused(language, number, Fault.ROW_NOT_NAMED, INTERPRETER)
    lists = list(_lists(lines))
    for place, count in enumerate(LISTS):
        last, named = lists[place] if place < len(lists) else (len(lines), 0)
        if named != count:
            yield Refused(language, last, Fault.ROW_NOT_NAMED, f"{place + 1}:{named}/{count}")
    for place, (last, named) in enumerate(lists[len(LISTS) :], start=len(LISTS) + 1):
        yield Refused(language, last, Fault.ROW_NOT_NAMED, f"{place}:{named}/0")


def _lists(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """(number of its last line, how many) of each run of rows."""
    count = 0
    for number, line in enumerate((*lines, ""), start=1):
        if line.startswith(ROW) and line.removeprefix(ROW).strip():
            count += 1
        elif count:
            yield number - 1, count
            count = 0


def _compared(lines: Mapping[str, Sequence[str]]) -> Iterator[Refused]:
    """The first line in which a language differs from the first language: in what sort of line it
    is, and in its keys."""
    languages = list(lines)
    for language in languages[1:]:
        ours, theirs = lines[languages[0]], lines[language]
        pairs = enumerate(zip(ours, theirs, strict=False), start=1)
        differing = next((n for n, (a, b) in pairs if _sort(a) != _sort(b)), 0)
        if not differing and len(ours) != len(theirs):
            differing = min(len(ours), len(theirs)) + 1
        if differing:
            yield Refused(language, differing, Fault.LINES_DIFFER)


def _sort(line: str) -> tuple[object, ...]:
    return bool(line.strip()), line.startswith(ROW), line.startswith(MARK), sorted(keys_in(line))
