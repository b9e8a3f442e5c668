"""Whether a pasted text is a conversation, by the labels its lines begin with.

"I: … A: …", "Q: … A: …", "В: … О: …", "П: … А: …", the same words written out, or two names
that alternate. Only the form is judged; what is done with it is decided by a person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_LABEL: Final = re.compile(r"\s*([^\W\d_][^:.?!\n]{0,39}?)\s*:(?!//)[ \t\u00a0]*")
_WORDS_OF_A_NAME: Final = 3
_LIKE: Final = str.maketrans("АВЕКМНОРСТХІ", "ABEKMHOPCTXI")
"""Letters of both scripts that look alike: a Latin A beside a Cyrillic П is an answer, too."""


def _folded(label: str) -> str:
    return label.upper().replace("\u2019", "'").translate(_LIKE)


_ASKS: Final = frozenset(
    _folded(label)
    for label in (
        *("I", "Q", "В", "П", "Interviewer", "Question", "Вопрос", "Пытанне"),
        *("Интервьюер", "Інтэрв'юер", "Інтэрв'юерка"),
    )
)
_TELLS: Final = frozenset(
    _folded(label)
    for label in (
        *("A", "R", "О", "А", "Answer", "Respondent", "Witness"),
        *("Ответ", "Адказ", "Сведка", "Свидетель"),
    )
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """One turn: its lines are ``first`` to before ``end`` of the text; the words of the first one
    begin behind ``skipped`` characters (its label). ``asks``: a question, else an answer."""

    first: int
    end: int
    skipped: int
    asks: bool


def conversation(lines: Sequence[str]) -> tuple[Spoken, ...]:
    """The turns of a text; () where it does not look like a conversation.

    What stands above the first label belongs to no turn.
    """
    found = [(n, match) for n, line in enumerate(lines) if (match := _LABEL.match(line))]
    labels = [_folded(match[1]) for _n, match in found]
    known = [label in _ASKS or label in _TELLS for label in labels]
    if any(label in _ASKS for label in labels) and any(label in _TELLS for label in labels):
        # A word with a colon in the midst of what is told begins no turn.
        found = [each for each, is_known in zip(found, known, strict=True) if is_known]
        labels = [_folded(match[1]) for _n, match in found]
        asking = _ASKS
    elif _alternate([match[1] for _n, match in found], labels):
        asking = frozenset({_who_asks(lines, found, labels)})
    else:
        return ()
    ends = [n for n, _match in found[1:]] + [len(lines)]
    return tuple(
        Spoken(n, end, match.end(), label in asking)
        for (n, match), end, label in zip(found, ends, labels, strict=True)
    )


def _alternate(written: Sequence[str], labels: Sequence[str]) -> bool:
    """Two names, in turn, at least three times."""
    named = all(
        label[0].isupper() and len(label.split()) <= _WORDS_OF_A_NAME for label in set(written)
    )
    turns = all(label != after for label, after in pairwise(labels))
    return named and turns and len(labels) > 2 and len(set(labels)) == 2


def _who_asks(
    lines: Sequence[str], found: Sequence[tuple[int, re.Match[str]]], labels: Sequence[str]
) -> str:
    """Whose lines end in a question mark more often; whoever begins, where neither does."""
    asked = dict.fromkeys(labels, 0)
    for (n, _match), label in zip(found, labels, strict=True):
        asked[label] += lines[n].rstrip().endswith("?")
    return max(asked, key=lambda label: asked[label])
