"""Where the words of a passage stand, when the account around them has been worked on.

A passage never takes other words for its own: where it is not certain it offers the places where
the same words stand, and a person says which (docs/decisions/0075-passages.md).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, NamedTuple

from desktop.model.interview import Utterance
from desktop.model.passage import AROUND, Passage, composed, refuse_unfounded

KEPT: Final = 8
"""Signs beside the words that must be as they were, where an edit reached over the words."""
_APOSTROPHES: Final = "'\u2019"
"""Within a word of Belarusian (the letter U+02BC is none of them)."""

Texts = Mapping[str, str]
"""The text of each utterance by its id, in order and NFC, of one layer of one account."""


class Stands(StrEnum):
    """Whether the words of a passage are where it says."""

    HERE = "here"
    TO_CONFIRM = "to-confirm"
    GONE = "gone"


class Since(StrEnum):
    """What became of the words in a newer version of the account."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"


class Spot(NamedTuple):
    """A place in an account, in code points of the text of one utterance."""

    utterance_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """``spots``: the one where the words are, the ones to choose from, or none."""

    stands: Stands
    spots: tuple[Spot, ...] = ()


class _Edit(NamedTuple):
    """How one text became another: so many signs are the same at its begin, and at its end."""

    old: str
    new: str
    begin: int
    end: int

    @property
    def is_both(self) -> bool:
        """Whether something was taken out and something put in. Words that one of the two alone
        reached are torn or gone: the same ones beside it are others."""
        return self.begin + self.end < min(len(self.old), len(self.new))


def texts_of(utterances: Iterable[Utterance]) -> Texts:
    """What was said, as passages of the layer "" count it."""
    return {each.id: composed(each.text) for each in utterances}


def places_of(words: str, texts: Texts) -> tuple[Spot, ...]:
    """Every place of these words, in the order of the account: whole words, where they begin and
    end with such."""
    return tuple(
        Spot(id_, at, at + len(asked))
        for asked in (composed(words),)
        for id_, text in texts.items()
        for at in _all_of(asked, text)
        if not _is_torn(text[:at], asked) and not _is_torn(asked, text[at + len(asked) :])
    )


def mark(passage: Passage, texts: Texts, spot: Spot) -> Passage:
    """The passage with the words at this place, and what stands beside them: made, or as a person
    confirms it. ``ValueError`` where there are none, and of one that is sealed."""
    text = texts.get(spot.utterance_id, "")
    if passage.version_id or not 0 <= spot.start < spot.end <= len(text):
        raise ValueError("no words stand there, or the passage is sealed")
    marked = replace(
        passage,
        utterance_id=spot.utterance_id,
        start=spot.start,
        end=spot.end,
        quote=text[spot.start : spot.end],
        before=text[max(0, spot.start - AROUND) : spot.start],
        after=text[spot.end : spot.end + AROUND],
    )
    refuse_unfounded(marked)
    return marked


def anchor(passage: Passage, texts: Texts) -> Anchor:
    """Where the words stand in these texts; of a sealed passage, those of its own version."""
    own = Spot(passage.utterance_id, passage.start, passage.end)
    text = texts.get(own.utterance_id)
    if passage.version_id:
        here = text is not None and text[own.start : own.end] == passage.quote
        return Anchor(Stands.HERE, (own,)) if here else Anchor(Stands.GONE)
    if text is not None:
        if _stands_as_it_was(passage, text, own.start):
            return Anchor(Stands.HERE, (own,))
        same = [at for at in _found(passage, text) if _stands_as_it_was(passage, text, at)]
        if len(same) == 1:
            return Anchor(Stands.HERE, (_spot(passage, same[0]),))
    return _offered(passage, texts)


def carried(passage: Passage, was: Texts, now: Texts) -> Passage:
    """The passage behind an edit that made ``now`` of ``was``: at its words where they are certain,
    else as it was. For whoever writes an account, which knows both."""
    if passage.version_id:
        return passage
    spot = _followed(passage, was, now)
    return mark(passage, now, spot) if spot else passage


def sealed(passage: Passage, texts: Texts, version_id: str) -> Passage:
    """The passage in the version that an account was sealed in: it never moves again.
    ``ValueError`` where its words do not stand in there for certain."""
    found = anchor(passage, texts)
    if passage.version_id or found.stands is not Stands.HERE:
        raise ValueError("the passage is sealed already, or has no certain place")
    return replace(mark(passage, texts, found.spots[0]), version_id=version_id)


def since(passage: Passage, own: Texts, newer: Texts) -> Since:
    """What became of the words: ``own`` are the texts of the passage's version, ``newer`` those of
    a later one. Changed are words that stand elsewhere, too."""
    draft = replace(passage, version_id="")
    if _followed(draft, own, newer):
        return Since.SAME
    if _offered(draft, newer).spots:
        return Since.CHANGED
    old, new = own.get(passage.utterance_id, ""), newer.get(passage.utterance_id, "")
    begin, end = _around(_edit(old, new), passage)
    return Since.CHANGED if new[begin : len(new) - end].strip() else Since.GONE


def _followed(passage: Passage, was: Texts, now: Texts) -> Spot | None:
    """Where the words are behind an edit, where that is certain."""
    before = anchor(passage, was)
    old, new = was.get(passage.utterance_id), now.get(passage.utterance_id)
    if before.stands is Stands.HERE and old is not None and new is not None:
        edit, there = _edit(old, new), mark(passage, was, before.spots[0])
        at = _kept_apart(edit, there)
        if at is None:
            at = _within(edit, there)
        if at is not None:
            return _spot(passage, at) if _is_as_whole(there, new, at) else None
    found = anchor(passage, now)
    return found.spots[0] if found.stands is Stands.HERE else None


def _kept_apart(edit: _Edit, there: Passage) -> int | None:
    """Where words begin that the edit did not reach, however it was made."""
    shorter = min(len(edit.old), len(edit.new))
    if there.end <= min(edit.begin, shorter - edit.end):
        return there.start
    if there.start >= len(edit.old) - min(edit.end, shorter - edit.begin):
        return there.start + len(edit.new) - len(edit.old)
    return None


def _within(edit: _Edit, there: Passage) -> int | None:
    """Where words begin that stood once in the part that was worked on, and stand there once, with
    something beside them as it was."""
    if not edit.is_both:
        return None
    begin, end = _around(edit, there)
    old, new = edit.old[begin : len(edit.old) - end], edit.new[begin : len(edit.new) - end]
    once = list(_found(there, new))
    if len(once) != 1 or len(list(_found(there, old))) != 1:
        return None
    at = begin + once[0]
    before, after = edit.new[:at], edit.new[at + len(there.quote) :]
    kept = max(_same_end(before, there.before), _same_begin(after, there.after))
    return at if kept >= KEPT else None


def _around(edit: _Edit, there: Passage) -> tuple[int, int]:
    """How much is the same before the words, and how much behind them."""
    return min(edit.begin, there.start), min(edit.end, len(edit.old) - there.end)


def _offered(passage: Passage, texts: Texts) -> Anchor:
    """Every place where the words stand as whole as they stood, their own utterance first."""
    ids = sorted(texts, key=lambda each: each != passage.utterance_id)
    spots = tuple(
        Spot(each, at, at + len(passage.quote))
        for each in ids
        for at in _found(passage, texts[each])
        if _is_as_whole(passage, texts[each], at)
    )
    return Anchor(Stands.TO_CONFIRM, spots) if spots else Anchor(Stands.GONE)


def _spot(passage: Passage, at: int) -> Spot:
    return Spot(passage.utterance_id, at, at + len(passage.quote))


def _found(passage: Passage, text: str) -> Iterator[int]:
    return _all_of(passage.quote, text)


def _all_of(words: str, text: str) -> Iterator[int]:
    """Every place of some words, overlapping ones too."""
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _stands_as_it_was(passage: Passage, text: str, at: int) -> bool:
    """The words, and to both sides all that is kept of what stood there."""
    end = at + len(passage.quote)
    return (
        text[at:end] == passage.quote
        and text[max(0, at - AROUND) : at] == passage.before
        and text[end : end + AROUND] == passage.after
    )


def _is_as_whole(passage: Passage, text: str, at: int) -> bool:
    """No word grew at either end: "legal" is not found in "illegal", nor "и" in "й"."""
    end = at + len(passage.quote)
    around = passage.before, passage.after
    now = text[max(0, at - AROUND) : at], text[end : end + AROUND]
    torn = [
        (_is_torn(before, passage.quote), _is_torn(passage.quote, after))
        for before, after in (around, now)
    ]
    return all(was or not is_now for was, is_now in zip(*torn, strict=True))


def _is_torn(left: str, right: str) -> bool:
    """Whether a word runs from one text into the other."""
    left = left[:-1] if left[-1:] in _APOSTROPHES else left
    right = right[1:] if right[:1] in _APOSTROPHES else right
    return _is_of_a_word(left[-1:]) and _is_of_a_word(right[:1])


def _is_of_a_word(sign: str) -> bool:
    """A letter or digit, or an accent that is a sign of its own."""
    return sign.isalnum() or (sign != "" and unicodedata.category(sign).startswith("M"))


def _edit(old: str, new: str) -> _Edit:
    return _Edit(old, new, _same_begin(old, new), _same_end(old, new))


def _same_begin(one: str, other: str) -> int:
    """Signs that two texts have in common from their begin, found by halving."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _same_end(one: str, other: str) -> int:
    return _same_begin(one[::-1], other[::-1])
