"""How sure it is that a word of a text is the name it sounds like.

Of the same sounds are *але* (but) and a case of Аля, *она* (she) and Анна. In small letters and
where a sentence begins, letters count as well, and so does what else the word may be.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum, IntEnum, auto
from functools import cache, lru_cache

from desktop.names.cases import other_stems
from desktop.names.given import Given, given, given_names, patronymic
from desktop.names.letters import is_cyrillic, plain
from desktop.names.spelled import (
    alternated,
    case_forms,
    common,
    common_small,
    endeared_stem,
    small_words,
)
from desktop.names.spelled_in_latin import common_in_latin, common_small_in_latin
from desktop.names.tables import tables, transliterated

_LONG = 6
"""Letters of a word that hardly sounds like a name by chance."""
_SHORTEST = 2
"""Letters of a stem."""
_VOWELS = "аеёиіоуыэюяйь"
_LATIN_ENDING = re.compile("[aeiouyj]{0,4}[mjyhu]?[aeiu]?")
_EASY = str.maketrans({"ё": "е", "ў": "у", "ґ": "г", "і": "и", "'": ""})


class Stands(Enum):
    """How a word stands in its text: with a capital ``INSIDE`` a sentence, or where any word has
    one. There it ``BEGINS`` what goes on behind it in small letters; what goes on otherwise stands
    ``APART`` (before a comma, a dash, a number, a family name), what does not, ``ALONE`` (in
    quotation marks, in a line, in a cell)."""

    SMALL = auto()
    BEGINS = auto()
    APART = auto()
    ALONE = auto()
    INSIDE = auto()


class Sure(IntEnum):
    """Whether a word is the name: ``BESIDE``, if another word of the name stands beside it;
    ``ELSEWHERE``, if they are named somewhere else as well; ``ASKED``, by how it stands, which
    names them for no other place."""

    NO = 0
    BESIDE = 1
    ELSEWHERE = 2
    ASKED = 3
    YES = 4


@lru_cache(maxsize=1 << 15)
def how_sure(word: str, name: str, stands: Stands, language: str) -> Sure:
    """How sure it is that the word is the word ``name`` of a name, both ``plain``, where it sounds
    like it. ``language``: "be", "ru", "en" around it, or "" where nothing tells."""
    if patronymic(name):
        return Sure.YES
    own = _is_spelled_as(word, _own_forms(name))
    spelled = own or _is_spelled_as(word, _every_form(name))
    is_theirs = own or (spelled and is_cyrillic(word))
    if word in _holding(language if is_theirs else ""):
        return _of_small_word(word, name, stands, own=own, spelled=spelled)
    if stands is Stands.INSIDE or own or not _lines_of(name):
        return Sure.YES
    small = stands is Stands.SMALL
    if spelled:
        return Sure.BESIDE if small and word in small_words("often") else Sure.YES
    if word in small_words("often") or word in _common(small=small, in_latin=language == "be"):
        if small:
            return Sure.NO
        return Sure.ELSEWHERE if stands is Stands.BEGINS else Sure.ASKED
    return Sure.BESIDE if small and len(word) < _LONG else Sure.YES


def _of_small_word(word: str, name: str, stands: Stands, *, own: bool, spelled: bool) -> Sure:
    if stands is Stands.INSIDE:
        return Sure.YES if spelled else Sure.NO
    called = word in _written(_every_form(name))
    if stands is Stands.SMALL or not (own or called):
        return Sure.BESIDE if own else Sure.NO
    # Але, … is no dative of Аля; Яна, … may well be her.
    is_asked = stands is Stands.ALONE or (stands is Stands.APART and called)
    return Sure.ASKED if is_asked else Sure.ELSEWHERE


@cache
def _holding(language: str) -> frozenset[str]:
    """The small words of a language, Cyrillic ones in Latin letters as well; of all without one."""
    if not language:
        return _holding("be") | _holding("ru") | _holding("en")
    cyrillic = [word for word in small_words(language) if is_cyrillic(word)]
    return small_words(language).union(*map(_in_latin, cyrillic))


@cache
def _common(*, small: bool, in_latin: bool) -> frozenset[str]:
    ours = common_small() if small else common()
    if not in_latin:
        return ours
    return ours | (common_small_in_latin() if small else common_in_latin())


@lru_cache(maxsize=1 << 10)
def _own_forms(name: str) -> tuple[str, ...]:
    """The word itself, and a given name in full in each language: Святлана, Светлана."""
    full = (tuple(plain(form) for form in each.full) for each in _lines_of(name))
    return tuple(sorted({name}.union(*(forms for forms in full if _is_spelled_as(name, forms)))))


@lru_cache(maxsize=1 << 10)
def _every_form(name: str) -> tuple[str, ...]:
    forms = ({plain(form) for form in (*each.full, *each.short)} for each in _lines_of(name))
    return tuple(sorted({name}.union(*forms)))


@lru_cache(maxsize=1 << 10)
def _lines_of(name: str) -> tuple[Given, ...]:
    """The given names that the word is spelled as, and does not only sound like: Moroz is none."""
    every = (given_names()[number] for number in given(name))
    return tuple(
        each
        for each in every
        if _is_spelled_as(name, tuple(plain(form) for form in (*each.full, *each.short)))
    )


def _is_spelled_as(word: str, forms: tuple[str, ...]) -> bool:
    """Whether the word is, letter by letter, a case of one of the forms."""
    if is_cyrillic(word):
        stem = endeared_stem(word).translate(_EASY)
        return word.translate(_EASY) in _cases_of(forms) or stem in _stems_of(forms)
    word = _without_marks(word)
    return any(
        word.startswith(stem) and _LATIN_ENDING.fullmatch(word, len(stem))
        for stem in _latin_stems(forms)
    )


@lru_cache(maxsize=1 << 10)
def _written(forms: tuple[str, ...]) -> frozenset[str]:
    return frozenset(forms).union(*(_in_latin(form) for form in forms if is_cyrillic(form)))


@lru_cache(maxsize=1 << 10)
def _cases_of(forms: tuple[str, ...]) -> frozenset[str]:
    cyrillic = [form for form in forms if is_cyrillic(form) and len(form) >= _SHORTEST]
    others = [stem for form in cyrillic for stem in other_stems(form)]
    called = [form[:-1] + "о" for form in cyrillic if form[-1] == "а"]  # Ірко!
    declined = (each for form in (*cyrillic, *others) for each in case_forms(form))
    return frozenset(each.translate(_EASY) for each in (*declined, *called))


@lru_cache(maxsize=1 << 10)
def _stems_of(forms: tuple[str, ...]) -> frozenset[str]:
    """Of the Cyrillic ones, as far as no ending changes them."""
    return frozenset(_stem(form).translate(_EASY) for form in forms if is_cyrillic(form))


def _stem(form: str) -> str:
    return form[:-1] if form[-1] in _VOWELS else form


@lru_cache(maxsize=1 << 10)
def _latin_stems(forms: tuple[str, ...]) -> frozenset[str]:
    stems = {
        form[:-1] if form[-1] in "aeiouyj" else form for form in forms if not is_cyrillic(form)
    }
    for form in forms:
        if is_cyrillic(form):
            stem = _stem(form)
            for each in (stem, *alternated(stem), *other_stems(form)):
                stems |= _in_latin(each)
    return frozenset(_without_marks(stem) for stem in stems if len(stem) >= _SHORTEST)


def _in_latin(word: str) -> set[str]:
    return {plain(transliterated(word, table)) for table in tables()}


def _without_marks(word: str) -> str:
    """A Latin word without what keyboards lack and tables differ in: ź, ss, x for kh."""
    letters = unicodedata.normalize("NFD", word.replace("ł", "l").replace("x", "kh"))
    return _DOUBLED.sub(r"\1", _MARKS.sub("", letters))


_MARKS = re.compile("[\u0300-\u036f'ʹʺ]")
_DOUBLED = re.compile(r"(.)\1")
