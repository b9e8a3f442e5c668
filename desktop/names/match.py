"""Whether two names may be one, and why; and candidates for one name among many people."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Generic, TypeVar

from rapidfuzz.distance import Levenshtein

from desktop.names.endings import Agreement, nominatives
from desktop.names.given import (
    are_spelled_apart,
    given,
    is_in_full,
    is_of_two_words,
    patronymic,
    sexes_of,
)
from desktop.names.initials import is_short_for, may_begin, same_order
from desktop.names.keys import word_keys
from desktop.names.language import language_of
from desktop.names.letters import Word, is_cyrillic, words
from desktop.names.sounds import readings
from desktop.names.spelling import letters_agree
from desktop.names.tables import tables_between

PROPOSED = 0.8
"""From this score on two names are proposed to a person as perhaps one."""
_UNLIKE = 0.79
_MOST_STEPS = 2000
"""Of pairing words one by one: all ways of six words that are all alike, some of more."""

K = TypeVar("K", bound=Hashable)


class Reason(StrEnum):
    """Why two names may be one."""

    SAME_SPELLING = "same_spelling"
    OTHER_SCRIPT = "other_script"
    OTHER_LANGUAGE = "other_language"
    OTHER_TRANSLITERATION = "other_transliteration"
    CASE_FORM = "case_form"
    SHORT_FORM = "short_form"
    MASCULINE = "masculine"
    PATRONYMIC_MISSING = "patronymic_missing"
    PART_MISSING = "part_missing"
    INITIAL = "initial"
    ONE_LETTER = "one_letter"


_COST = {
    Reason.SAME_SPELLING: 0.0,
    Reason.OTHER_SCRIPT: 0.01,
    Reason.OTHER_LANGUAGE: 0.01,
    Reason.OTHER_TRANSLITERATION: 0.02,
    Reason.CASE_FORM: 0.02,
    Reason.SHORT_FORM: 0.05,
    Reason.MASCULINE: 0.08,
    Reason.PATRONYMIC_MISSING: 0.03,
    Reason.INITIAL: 0.07,
    Reason.PART_MISSING: 0.08,
    Reason.ONE_LETTER: 0.2,
}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like two names are, from 0 to 1, and why; ``tables``: ids in ``tables.json``."""

    score: float
    reasons: tuple[Reason, ...] = ()
    tables: tuple[str, ...] = ()

    @property
    def is_proposed(self) -> bool:
        """Whether a person should be asked whether these are one."""
        return self.score >= PROPOSED


Agreements = frozenset[tuple[str, str, str]]
"""In which gender, and in which case of the one and of the other, two words are one name."""


@dataclass(frozen=True, slots=True)
class _Pair:
    one: str
    other: str
    as_given: Agreements
    as_family: Agreements
    is_of_a_man: bool
    reasons: frozenset[Reason]
    weight: int


def compare(one: str, other: str) -> Likeness:
    """How like two names are; order of words, case of letters and hidden characters are nothing.

    Every word of the shorter name must be a word of the longer one, all of them in one gender
    and case each; what is left over must be a patronymic, or two words must have met.
    """
    a, b = parts(one), parts(other)
    if not a or not b:
        return Likeness(0.0)
    if a == b:
        return Likeness(1.0, (Reason.SAME_SPELLING,))
    if len(a) > len(b):
        a, b = b, a
    best = _paired(a, b)
    return best or _unlike(a, b)


@lru_cache(maxsize=1 << 16)
def parts(name: str) -> tuple[str, ...]:
    """The words (``plain``) of a name, without a preposition of one letter: с Петром Сычом."""
    every = _joined(name, list(words(name))) if "-" in name else list(words(name))
    capital = any(word.is_capital for word in every)
    return tuple(
        word.plain + "." if _is_shortened(name, word) else word.plain
        for word in every
        if len(word.plain) > 1 or word.is_capital or not capital or name[word.end :][:1] == "."
    )


def _joined(name: str, every: list[Word]) -> list[Word]:
    """The words, those of one given name with a hyphen as one: Лом-Али is Ломали."""
    found = every[:1]
    for word in every[1:]:
        before = found[-1]
        together = before.plain + word.plain
        if name[before.end : word.start] == "-" and is_of_two_words(together):
            found[-1] = before._replace(end=word.end, plain=together)
        else:
            found.append(word)
    return found


def _is_shortened(name: str, word: Word) -> bool:
    """Whether a full stop stands behind a word of a few letters: Ник. Одинец; Ye.Ye. Silin."""
    behind = name[word.end : word.end + 1]
    return behind == "." and 1 < len(word.plain) <= _SHORTENED and word.is_capital


def _paired(a: tuple[str, ...], b: tuple[str, ...]) -> Likeness | None:
    languages = language_of(" ".join(a)), language_of(" ".join(b))
    rows = [[pair(x, y, languages) for y in b] for x in a]
    best: Likeness | None = None
    for chosen in _assignments(rows, frozenset(), iter(range(_MOST_STEPS))):
        found = _judged(chosen, a, b)
        if found and (best is None or found.score > best.score):
            best = found
    return best


def _assignments(
    rows: list[list[_Pair | None]], taken: frozenset[int], steps: Iterator[int]
) -> Iterator[list[_Pair]]:
    """The ways of giving each word of the one a word of the other, until ``steps`` are used up."""
    if not rows:
        yield []
        return
    for at, pair in enumerate(rows[0]):
        if pair and at not in taken and next(steps, None) is not None:
            for rest in _assignments(rows[1:], taken | {at}, steps):
                yield [pair, *rest]


def _judged(chosen: list[_Pair], a: tuple[str, ...], b: tuple[str, ...]) -> Likeness | None:
    if _is_another_sex(chosen) or not same_order(a, b):
        return None
    if max(pair.weight for pair in chosen) == 1:
        return None  # З. Захаров and З. Захаревич, each initial taken for the other's family
    reasons = {reason for pair in chosen for reason in pair.reasons}
    agreed = _agreed(chosen)
    if not agreed and any(pair.as_given or _ends_as_womens(pair) for pair in chosen):
        agreed = _agreed([_of_a_man(pair) for pair in chosen])
        reasons.add(Reason.MASCULINE)
    if not agreed:
        return None
    if not any(first == second == "nom" for _sex, first, second in agreed):
        reasons.add(Reason.CASE_FORM)
    cost = 0.0
    left = [word.rstrip(".") for word in b]
    for pair in chosen:
        left.remove(pair.other)
    if left:
        cost, reason = _cost_of_missing(chosen, left)
        reasons.add(reason)
    reasons = reasons or {Reason.SAME_SPELLING}
    score = 1.0 - cost - sum(_COST[reason] for reason in reasons)
    tables = tables_between(a, b) if Reason.OTHER_SCRIPT in reasons else ()
    return Likeness(round(score, 3), tuple(sorted(reasons, key=list(Reason).index)), tables)


def _is_another_sex(chosen: list[_Pair]) -> bool:
    """Whether these are a man's name and a woman's, both as they stand.

    *Александра Ковалёва* may be a case of Александр Ковалёв; as a name it is hers.
    """
    if len(chosen) < 2 or not any(_sexes_differ(pair) for pair in chosen):
        return False
    return all(
        _sexes_differ(pair) or pair.is_of_a_man or readings(pair.one) & readings(pair.other)
        for pair in chosen
        if pair.weight > 1
    )


def _sexes_differ(pair: _Pair) -> bool:
    one, other = sexes_of(pair.one), sexes_of(pair.other)
    return bool(one and other) and not one & other


def _agreed(chosen: list[_Pair]) -> Agreements:
    """Where all pairs agree; one of them, where there is any, says as a given name what sex.

    A word that is no given name in the nominative may be one that the data lack.
    """
    given_ones = [at for at, pair in enumerate(chosen) if pair.as_given]
    if not any(_is_nominative(chosen[at].as_given) for at in given_ones):
        given_ones.append(-1)
    agreed: set[tuple[str, str, str]] = set()
    for one in given_ones:
        met = [
            pair.as_given if at == one or not pair.as_family else pair.as_family
            for at, pair in enumerate(chosen)
        ]
        agreed |= frozenset.intersection(*met)
    return frozenset(agreed)


def _is_nominative(agreed: Agreements) -> bool:
    return any("nom" in (first, second) for _sex, first, second in agreed)


def _cost_of_missing(chosen: list[_Pair], left: list[str]) -> tuple[float, Reason]:
    met = sum(pair.weight for pair in chosen)
    if met >= 3 and all(len(word) == 1 or patronymic(word) for word in left):
        return 0.0, Reason.PATRONYMIC_MISSING
    if met >= 4 and len(left) == 1:
        return 0.0, Reason.PART_MISSING
    return 0.3, Reason.PART_MISSING


@lru_cache(maxsize=1 << 16)
def pair(one: str, other: str, languages: tuple[str, str]) -> _Pair | None:
    if one[-1] == "." or other[-1] == ".":
        whole = one.rstrip("."), other.rstrip(".")
        return pair(*whole, languages) or _shortened(*whole)
    if len(one) == 1 or len(other) == 1:
        return _initial(one, other)
    return None if are_spelled_apart(one, other) else _of_words(one, other, languages)


def _of_words(one: str, other: str, languages: tuple[str, str]) -> _Pair | None:
    alike = _alike(nominatives(one), nominatives(other))
    as_given = _alike(given(one), given(other))
    as_family = _alike(patronymic(one), patronymic(other))
    reasons = set()
    if alike and (as_given or as_family or letters_agree(one, other, languages)):
        as_family |= alike
    elif as_given and not _both_in_full(one, other):
        reasons.add(Reason.SHORT_FORM)
    of_a_man = not as_given and _is_of_a_man(one, other)
    if not (as_given or as_family or of_a_man):
        return None
    if is_cyrillic(one) != is_cyrillic(other):
        reasons.add(Reason.OTHER_SCRIPT)
    elif one != other and not reasons and any(x == y == "nom" for _s, x, y in as_given | as_family):
        reasons.add(Reason.OTHER_LANGUAGE if is_cyrillic(one) else Reason.OTHER_TRANSLITERATION)
    return _Pair(one, other, as_given, as_family, of_a_man, frozenset(reasons), 2)


def _ends_as_womens(pair: _Pair) -> bool:
    """Whether both words may be a woman's given name that the data lack: Разалія, Razaliya."""
    return ("f", "nom", "nom") in pair.as_family and all(
        reading[-1] in "ae" for word in (pair.one, pair.other) for reading in readings(word)
    )


def _of_a_man(pair: _Pair) -> _Pair:
    return replace(pair, as_family=_WOMAN) if pair.is_of_a_man else pair


_WOMAN: Agreements = frozenset({("f", "nom", "nom")})
_MASCULINE = (("ae", "i"), ("ee", "i"), ("va", "v"), ("na", "n"))


def _is_of_a_man(one: str, other: str) -> bool:
    """Whether the one is a family name as women bear it, the other as men do (passports abroad)."""
    first, second = readings(one), readings(other)
    return any(
        reading.endswith(woman) and reading.removesuffix(woman) + man in others
        for reads, others in ((first, second), (second, first))
        for reading in reads
        for woman, man in _MASCULINE
    )


def _both_in_full(one: str, other: str) -> bool:
    shared = given(one).keys() & given(other).keys()
    return any(is_in_full(one, each) and is_in_full(other, each) for each in shared)


def _alike(one: dict[K, frozenset[Agreement]], other: dict[K, frozenset[Agreement]]) -> Agreements:
    return frozenset(
        (sex, first, second)
        for key in one.keys() & other.keys()
        for sex, first in one[key]
        for of, second in other[key]
        if sex == of
    )


def _initial(one: str, other: str) -> _Pair | None:
    if may_begin(one, other):
        every = frozenset((sex, "nom", "nom") for sex in "mf") if one == other else _ANY
        return _Pair(one, other, frozenset(), every, False, frozenset({Reason.INITIAL}), 1)
    return None


def _shortened(one: str, other: str) -> _Pair | None:
    if is_short_for(one, other) or is_short_for(other, one):
        return _Pair(one, other, frozenset(), _ANY, False, frozenset({Reason.INITIAL}), 1)
    return None


_ANY = frozenset(
    (sex, first, second)
    for sex in "mf"
    for first in ("nom", "gen", "dat", "acc", "ins", "loc")
    for second in ("nom", "gen", "dat", "acc", "ins", "loc")
)
_SHORTENED = 5
"""Letters of a name that stands for a longer one."""


def _unlike(a: tuple[str, ...], b: tuple[str, ...]) -> Likeness:
    """How near two names are that are not one: below what is proposed."""
    one, other = (" ".join(sorted(min(readings(word), default="") for word in x)) for x in (a, b))
    likeness = Levenshtein.normalized_similarity(one, other)
    near = Levenshtein.distance(one, other, score_cutoff=1) <= 1
    return Likeness(round(_UNLIKE * likeness, 3), (Reason.ONE_LETTER,) if near else ())


class Index(Generic[K]):
    """Names of many people in memory: candidates for one name, best first.

    A name comes in under an id of the caller's; a person with several names under one id. Made of
    names that leave the memory with it; nothing is written.
    """

    def __init__(self, names: Iterable[tuple[K, str]] = ()) -> None:
        self._names: list[tuple[K, str]] = []
        self._found_by: dict[str, set[int]] = {}
        for key, name in names:
            self.add(key, name)

    def add(self, key: K, name: str) -> None:
        """One more name."""
        number = len(self._names)
        self._names.append((key, name))
        for word in dict.fromkeys(parts(name)):
            for each in word_keys(word.rstrip(".")):
                self._found_by.setdefault(each, set()).add(number)

    def candidates(self, name: str, least: float = PROPOSED) -> list[tuple[K, Likeness]]:
        """The ids whose names may be this one, with why; the best of each id, best first."""
        found: dict[K, Likeness] = {}
        for number in self._met(parts(name)):
            key, other = self._names[number]
            likeness = compare(name, other)
            if likeness.score >= least and likeness.score > found.get(key, Likeness(-1)).score:
                found[key] = likeness
        return sorted(found.items(), key=lambda each: -each[1].score)

    def _met(self, parts: tuple[str, ...]) -> Iterable[int]:
        """The names in which at least two words meet, or the only one."""
        sets = [
            set().union(*(self._found_by.get(key, ()) for key in word_keys(word)))
            for word in parts
            if len(word) > 1 and word[-1] != "."
        ]
        if len(sets) < 2:
            return sets[0] if sets else ()
        sets.sort(key=len)
        met: set[int] = set()
        for at, first in enumerate(sets):
            for second in sets[at + 1 :]:
                met |= first & second
        return met
