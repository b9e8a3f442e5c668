"""The words of a vault that may be a word that was typed, written otherwise.

Another script or transliteration, a case form, a short form: what ``desktop.names.compare``
proposes. That costs some ten microseconds a pair, so only words with the outline of the typed one
are looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from desktop.names.keys import word_keys
from desktop.names.letters import plain
from desktop.names.match import compare
from desktop.vault.search.folding import tokens
from desktop.vault.search.outline import heard, outlines, spellings
from desktop.vault.search.renewal import knows_some_words
from desktop.vault.search.vocabulary import with_outlines
from desktop.vault.store.reader import Reader

MOST_SPELLINGS: Final = 60
"""Words that one is widened to, the most alike ones: more are no spellings of one name."""
_SHORTEST: Final = 2
_SHORT: Final = 3
"""Letters: a name of so many and more is no word of fewer (Анну: on)."""
_MOST_COMPARED: Final = 300
"""Words that are read and compared, those that sound nearest: 30 ms where none was read before."""
_NEAR: Final = 0.5
"""How much of two words has to sound alike, the ending included, to look at them."""

Others = Mapping[str, float]
"""Words of the index, folded, and how alike each is, up to 1; the most alike first."""

WithOutlines = Callable[[Collection[str]], Iterable[tuple[str, str]]]
"""(outline, word) of each word whose outline is one of these."""


def other_spellings(db: Reader, typed: str) -> Others:
    """The words of the index that may be the word ``typed`` written otherwise: of those that the
    vault knows by now. None for a word of one letter."""
    word = plain(typed)
    if len(word) < _SHORTEST or not knows_some_words(db):
        return {}
    return the_same_among(word, lambda wanted: with_outlines(db, wanted))


def the_same_among(word: str, with_outlines: WithOutlines) -> Others:
    """Of the words (folded) that have certain outlines, those that may be this one (``plain``)."""
    wanted = outlines(word)
    own = frozenset(tokens(word))
    near = _nearest(wanted, with_outlines(wanted.keys()))
    least = min(len(word), _SHORT)
    typed = _Typed(word)
    alike = {w: typed.how_alike(w) for w in near if w not in own and len(w) >= least}
    best = sorted((-score, other) for other, score in alike.items() if score)
    return {other: -score for score, other in best[:MOST_SPELLINGS]}


def _nearest(wanted: Mapping[str, Iterable[str]], words: Iterable[tuple[str, str]]) -> list[str]:
    """The words that sound most like a reading of which they have the outline."""
    by_outline: dict[str, dict[str, str]] = {}
    for outline, word in words:
        by_outline.setdefault(outline, {})[word] = heard(word)
    near: dict[str, float] = {}
    for outline, choices in by_outline.items():
        for reading in _apart(map(heard, wanted[outline])):
            for _heard, how, word in process.extract(
                reading,
                choices,
                scorer=Levenshtein.normalized_similarity,
                limit=_MOST_COMPARED,
                score_cutoff=_NEAR,
            ):
                if how > near.get(word, 0.0):
                    near[word] = how
    return sorted(near, key=lambda word: (-near[word], word))[:_MOST_COMPARED]


def _apart(readings: Iterable[str]) -> Iterable[str]:
    """Of readings that differ in their ending alone, one."""
    return {reading[: max(2, len(reading) - 2)]: reading for reading in sorted(readings)}.values()


class _Typed:
    """A word that was typed (``plain``), beside which many others are held."""

    def __init__(self, word: str) -> None:
        self._ways = [(way, word_keys(way)) for way in spellings(word)]
        self._keys = frozenset[str]().union(*(keys for _way, keys in self._ways))

    def how_alike(self, other: str) -> float:
        """The score by which ``names.compare`` proposes that this word and one that was folded
        are one name; 0 where it does not."""
        best = 0.0
        for written in spellings(other):
            shared = self._keys & word_keys(written)
            for way, keys in self._ways if shared else ():
                if not keys.isdisjoint(shared):
                    like = compare(way, written)
                    best = max(best, like.score if like.is_proposed else 0.0)
        return best
