"""Lists by three strangers to the matcher, one a language, and what may be learnt from them.

Of ``tests/data/names/unseen`` the odd lines and the accounts with odd numbers may be read and
mended from. The even ones nobody who mends the matcher reads: they are counted, and not a miss of
them is ever printed. So what they say stays true.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.names import compare
from desktop.names.guess import Guess, guesses
from tests.names.corpus import FOLDER, pairs_in, unmarked

UNSEEN = FOLDER / "unseen"
LANGUAGES = ("be", "ru", "en")
HALVES = ("odd", "even")
Mark = tuple[int, int, str]


@dataclass(frozen=True)
class Figures:
    """Of one language and half. ``same``, ``near``: pairs; ``marks``: names and numbers in
    accounts; ``false``: what was proposed and is none; ``words``: of the accounts."""

    same: int
    same_found: int
    near: int
    near_rejected: int
    marks: int
    marks_found: int
    false: int
    words: int

    def __add__(self, other: Figures) -> Figures:
        mine, theirs = vars(self), vars(other)
        return Figures(**{each: mine[each] + theirs[each] for each in mine})


def pairs_of(language: str, half: str) -> Iterator[tuple[str, str, str, str]]:
    """(one, other, "same" or "near", how) of each line of that half."""
    every = pairs_in(UNSEEN / language / "pairs.tsv")
    yield from (pair for number, pair in enumerate(every, 1) if _half(number) == half)


def accounts_of(language: str, half: str) -> Iterator[tuple[str, list[Mark]]]:
    """The text and the marks of each account of that half."""
    for path in sorted((UNSEEN / language / "accounts").glob("*.txt")):
        if _half(int(path.stem)) == half:
            yield unmarked(path.read_text("utf-8"))


def figures_of(language: str, half: str) -> Figures:
    """What the matcher finds in it."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for one, other, kind, _how in pairs_of(language, half):
        total[kind] += 1
        right[kind] += compare(one, other).is_proposed == (kind == "same")
    marks = found = false = words = 0
    for text, marked in accounts_of(language, half):
        guessed = guesses(text)
        words += len(text.split())
        marks += len(marked)
        found += sum(any(meet(each, mark) for each in guessed) for mark in marked)
        false += sum(not any(meet(each, mark) for mark in marked) for each in guessed)
    of_pairs = (total["same"], right["same"], total["near"], right["near"])
    return Figures(*of_pairs, marks, found, false, words)


def meet(guess: Guess, mark: Mark) -> bool:
    """Whether a mark and what was proposed lie over each other."""
    return guess.start < mark[1] and mark[0] < guess.end


def _half(number: int) -> str:
    return HALVES[number % 2 == 0]
