"""What in a running text looks like a name, or else says who or where somebody is.

Proposals for a person to decide, so they are to be few and to leave nothing out. By words alone:
a capital that no sentence asks for, a form of a given name (small letters too), endings of
family names and patronymics, what stands behind a title or a word for kin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.names.endings import nominatives
from desktop.names.given import is_known_father
from desktop.names.letters import Word, is_cyrillic, words
from desktop.names.patterns import patterns
from desktop.names.places import is_country, is_place
from desktop.names.spelled import (
    common,
    common_small,
    full_latin,
    given_forms,
    is_endearment,
    not_names,
    vocatives,
)

KINDS = (
    "person", "place", "phone", "birth", "document", "account", "email", "messenger", "address",
    "facility",
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Guess:
    """``text[start:end]`` looks like something of this kind (``KINDS``)."""

    start: int
    end: int
    kind: str


_SENTENCE_ENDS = '.!?…:«»"“”„—–-(•*\n'
_FAMILY = re.compile(
    r"(?:[еэа]нк[аоуі]|енкой|[оеа]віч[ауеы]?м?|[чшьй]ко|[ое]вич[ауеы]?м?|[чщ]ук[ауі]?|ейк[аоуі]"
    r"|ovi[ct]h|evi[ct]h|avi[ct]h|ovič|evič|avič|owicz|ewicz|enk[ao]|anka|ch?uk|chyk|skaya|skaia|skaja"
    r"|iou|ova|eva|ava|aŭ|oŭ)$"
)
_FAMILY_RU = re.compile(r"[^аеоуиы](?:ов|ев|ёв)(?:а|у|ой|ым|е)?$")
_TITLE = re.compile(
    r"(?:спадар\w*|пан(?:а|у|ам|і|и|ове|е)?|гражданин\w*|грамадзян\w*|следовател\w*|следч\w*|судь\w*"
    r"|суддз\w*|палкоўнік\w*|полковник\w*|маёр\w*|майор\w*|капітан\w*|капитан\w*|дзядзьк\w*|цётк\w*"
    r"|тёт\w*|дяд\w*|баб\w|бабушк\w*|дед\w?|дзед\w?|брат\w*|сестр\w+|сястр\w+|муж\w*|жон\w+|жен[аыеу]"
    r"|сын\w*|дочк\w*|дачк\w*|mr|mrs|ms|uncle|aunt|auntie|judge|colonel|major|captain|investigator"
    r"|завуць|зовут|зваць|звать|named|called|мянушк\w*|клич\w*)"
)


def guesses(text: str) -> list[Guess]:
    """Everything in the text that looks like one of ``KINDS``, in order, without overlaps."""
    found = [Guess(start, end, kind) for start, end, kind in patterns(text)]
    found += _named(text)
    return _apart(found)


def _apart(found: list[Guess]) -> list[Guess]:
    """The longest of those that lie over each other; a number's kind before that of a name."""
    kept: list[Guess] = []
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        if kept and each.start < kept[-1].end:
            if each.end > kept[-1].end:
                kept[-1] = Guess(kept[-1].start, each.end, kept[-1].kind)
            continue
        kept.append(each)
    return kept


def _named(text: str) -> Iterator[Guess]:
    every = list(words(text))
    begins = [_begins_sentence(text, word) for word in every]
    known = _seen_inside(every, begins)
    small = {word.plain for word in every if not word.is_capital}
    before: Guess | None = None
    for at, word in enumerate(every):
        if not _is_named(text, every, at, begins[at], known, small):
            continue
        guess = Guess(word.start, word.end, "place" if is_place(word.plain) else "person")
        if (
            before
            and text[before.end : guess.start].strip(" \u00a0-.") == ""
            and (guess.start - before.end <= 2)
        ):
            before = Guess(before.start, guess.end, before.kind)
        else:
            if before:
                yield before
            before = guess
    if before:
        yield before


def _begins_sentence(text: str, word: Word) -> bool:
    before = text[max(0, word.start - 4) : word.start].rstrip(" \u00a0\t")
    if word.start <= 4 and not before.strip():
        return True
    return not before or before[-1] in _SENTENCE_ENDS


def _seen_inside(every: list[Word], begins: list[bool]) -> dict[str, str]:
    """Nominatives of the words with a capital inside a sentence, and how they begin."""
    return {
        nominative: word.plain[:3]
        for word, first in zip(every, begins, strict=True)
        if word.is_capital and not first and not _is_no_name(word)
        for nominative in nominatives(_bare(word))
    }


def _is_named(
    text: str, every: list[Word], at: int, first: bool, known: dict[str, str], small: set[str]
) -> bool:
    word = every[at]
    if _is_no_name(word):
        return False
    plain = _bare(word)
    if word.is_capital and not first:
        return True
    if _is_form_of_a_name(every, at) or _is_said_to_be_called(text, every, at):
        return True
    if not word.is_capital:
        return _is_small_name(every, at)
    if is_place(plain) or _FAMILY.search(plain) or _FAMILY_RU.search(plain):
        return plain not in common() and plain not in small
    return plain not in small and any(
        known.get(nominative) == plain[:3] for nominative in nominatives(plain)
    )


def _is_form_of_a_name(every: list[Word], at: int) -> bool:
    word = every[at]
    plain = _bare(word)
    if len(plain) > 5 and is_known_father(plain) and plain not in common():
        return True
    if word.is_capital and is_endearment(plain):
        return True
    if plain not in given_forms():
        return False
    if plain not in (common() if word.is_capital else common_small()):
        return word.is_capital or is_cyrillic(plain) or plain in full_latin()
    follows = at + 1 < len(every) and every[at + 1].is_capital
    return word.is_capital and (follows and not _is_no_name(every[at + 1]))


def _is_said_to_be_called(text: str, every: list[Word], at: int) -> bool:
    """A lone word behind a colon, or behind a word for being called and a sign: — пугач."""
    word = every[at]
    between = text[every[at - 1].end : word.start] if at else ""
    alone = text[word.end : word.end + 1] in set('.,;)»”"\n')
    if between in (",", ", ") and text[word.end : word.end + 1] in set(",.?!"):
        return word.plain in vocatives() and word.plain not in common_small()
    if word.is_capital and between.strip() == ":" and alone:
        return word.plain not in common()
    return alone and bool(_SIGN.fullmatch(between)) and bool(_CALLED.fullmatch(every[at - 1].plain))


_SIGN = re.compile(r"[,:]?\s*[«\"“—–-]\s*[«\"“]?")
_CALLED = re.compile(
    r"зв[аа]л[іи]|звать|зваць|завуць|зовут|называл[иі]|называ[лў]|назваў?с[ея]|мянушк\w*|кличк\w*"
    r"|прозвищ\w*|празвал[іи]|called|nicknamed?|named"
)


def _is_small_name(every: list[Word], at: int) -> bool:
    """Whether a word in small letters is a place or a family name behind a title or a name."""
    plain = every[at].plain
    if not at:
        return False
    before = every[at - 1].plain
    near = every[at].start - every[at - 1].end == 1
    if near and (_TITLE.fullmatch(before) or _is_given(before)):
        return bool(_FAMILY.search(plain)) or bool(
            _TITLE.fullmatch(before) is None and _FAMILY_RU.search(plain)
        )
    return is_place(plain) and plain not in common() and len(plain) > 3


def _is_given(plain: str) -> bool:
    return plain in given_forms() and plain not in common()


def _is_no_name(word: Word) -> bool:
    plain = _bare(word)
    if len(plain) < 2 or plain in not_names() or is_country(plain):
        return True
    letters = word.written
    return letters.isupper() and len(letters) <= 5 and plain not in given_forms()


def _bare(word: Word) -> str:
    """The word without the English genitive."""
    return word.plain if is_cyrillic(word.plain) else word.plain.removesuffix("'s").rstrip("'")
