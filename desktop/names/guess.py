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
from desktop.names.given import is_known_father, sexes_of
from desktop.names.initials import initials_alone, with_initials
from desktop.names.letters import Word, bare, is_cyrillic, words
from desktop.names.lines import called_out, speakers
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


_SENTENCE_ENDS = '.!?…:«»"“”„—–-([•*\n'
_FAMILY = re.compile(
    r"(?:[еэа]нк[аоуі]|енкой|[оеаэ]віч[ауеы]?м?|[чшьй]ко|[ое]вич[ауеы]?м?|[чщ]ук[ауі]?|ейк[аоуі]"
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
    found += [Guess(*with_initials(text, each.start, each.end), each.kind) for each in _named(text)]
    alone = (initials_alone(text), called_out(text), speakers(text))
    found += [Guess(start, end, "person") for each in alone for start, end in each]
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
    seen = _seen(text, every, begins)
    before: Guess | None = None
    for at, word in enumerate(every):
        if not _is_named(text, every, at, begins[at], seen):
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
    before = text[max(0, word.start - 24) : word.start].rstrip(" \u00a0\t")
    if not before:
        return True
    if before[-1] == ".":
        return not _ABBREVIATED.search(before) or _is_behind_a_name(before)
    if before[-1] in "—–-(":
        earlier = before.rstrip("—–-( \u00a0\t")
        return not earlier or earlier[-1] in _SENTENCE_ENDS or earlier[-1] == ","
    return before[-1] in _SENTENCE_ENDS


def _is_behind_a_name(before: str) -> bool:
    """Whether the initials at the end stand behind a family name: Шэстак А. Б. Потым…"""
    name = _BEHIND_A_NAME.search(before)
    return name is not None and not _TITLE.fullmatch(name[1].lower())


_BEHIND_A_NAME = re.compile(r"\b([A-ZА-ЯЁІЎ][\w'’]+)[ \u00a0](?:[A-ZА-ЯЁІЎ]\.[ \u00a0]?)+$")
_ABBREVIATED = re.compile(
    r"(?:(?<=[ \u00a0(.])[A-ZА-ЯЁІЎ]|(?<!\w)(?:[Dd]r|[Mm]rs?|[Mm]s|[Pp]rof|[Ss]t|[Сс]в|[Ии]м"
    r"|[Іі]м|[Гг]р|[Тт]ов|[Тт]ав|[Пп]р[ао]ф|[Уу]л|[Вв]ул))\.$"
)
"""Behind what no sentence begins, for all its full stop."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the text itself says of its words.

    ``known``: nominatives of what is a name in it, and how they begin; ``inside``: words with a
    capital inside a sentence; ``small``: words in small letters.
    """

    known: dict[str, str]
    inside: frozenset[str]
    small: frozenset[str]


def _seen(text: str, every: list[Word], begins: list[bool]) -> _Seen:
    inside = frozenset(
        word.plain
        for word, first in zip(every, begins, strict=True)
        if word.is_capital and not first and not _is_no_name(word)
    )
    seen = _Seen({}, inside, frozenset(word.plain for word in every if not word.is_capital))
    for at, word in enumerate(every):
        if word.plain in inside or (
            word.is_capital and not _is_no_name(word) and _is_form_of_a_name(text, every, at, seen)
        ):
            meant = bare(word).plain
            seen.known.update(dict.fromkeys(nominatives(meant), meant[:3]))
    return seen


def _is_named(text: str, every: list[Word], at: int, first: bool, seen: _Seen) -> bool:
    word = every[at]
    if _is_no_name(word):
        return False
    plain = bare(word).plain
    if word.is_capital and not first:
        return True
    if _is_form_of_a_name(text, every, at, seen) or _is_said_to_be_called(text, every, at):
        return True
    if not word.is_capital:
        return _is_small_name(every, at, seen)
    if is_place(plain) or _FAMILY.search(plain) or _FAMILY_RU.search(plain):
        return plain not in common() and plain not in seen.small
    return plain not in seen.small and any(
        seen.known.get(nominative) == plain[:3] for nominative in nominatives(plain)
    )


def _is_form_of_a_name(text: str, every: list[Word], at: int, seen: _Seen) -> bool:
    word = every[at]
    plain = bare(word).plain
    if len(plain) > 5 and _OF_A_FATHER.search(plain) and _is_patronymic(plain):
        return word.is_capital or is_cyrillic(plain) or bool(_PATRONYMIC.search(plain))
    if word.is_capital and is_endearment(plain):
        return True
    if plain not in given_forms():
        return False
    if plain not in (common() if word.is_capital else common_small()):
        return word.is_capital or is_cyrillic(plain) or plain in full_latin() | seen.inside
    follows = at + 1 < len(every) and every[at + 1].is_capital
    if word.is_capital and text[word.end : word.end + 1] in _CALLING and plain not in _PRONOUNS:
        return bool(sexes_of(plain))
    return word.is_capital and (follows and not _is_no_name(every[at + 1]))


def _is_patronymic(plain: str) -> bool:
    return plain not in common() and is_known_father(plain)


_OF_A_FATHER = re.compile("[иіы]ч|[вўу]н|i(?:t?ch|č|cz)|[vuwŭ]n")
"""What every patronymic has, so that not every word has to be read."""
_PATRONYMIC = re.compile(r"(?:[oea]v|[oe]w)i(?:t?ch|č|cz)$|[oea](?:v|u|ŭ|w)na$")
_CALLING = frozenset(",!")
_PRONOUNS = frozenset({"яна", "мая", "але", "мае"})


def _is_said_to_be_called(text: str, every: list[Word], at: int) -> bool:
    """A lone word behind a colon, or behind a word for being called and a sign: — пугач."""
    word = every[at]
    between = text[every[at - 1].end : word.start] if at else ""
    alone = text[word.end : word.end + 1] in set('.,;)»”"\n')
    if between in (",", ", ") and text[word.end : word.end + 1] in set(",.?!"):
        return word.plain in vocatives() and word.plain not in common_small()
    if word.is_capital and between.strip() == ":" and alone:
        return word.plain not in common() and not _is_speaker(text, every[at - 1])
    if between == " " and alone and _NAMED.fullmatch(every[at - 1].plain):
        return not _WHOM.fullmatch(word.plain)
    return alone and bool(_SIGN.fullmatch(between)) and bool(_CALLED.fullmatch(every[at - 1].plain))


def _is_speaker(text: str, word: Word) -> bool:
    """Whether the word says at the beginning of a line who speaks: Мила: Красиво."""
    return word.is_capital and text[: word.start].rstrip(" \u00a0")[-1:] in ("", "\n")


_NAMED = re.compile("зв[аа]л[іи]|звать|зваць|завуць|зовут")
_WHOM = re.compile(
    "мяне|цябе|яго|яе|нас|вас|іх|меня|тебя|его|её|ее|их|так|гэтак|иначе|інакш|яна|ён|она|он"
    "|назад|дадому|домой"
)
_SIGN = re.compile(r"[,:]?\s*[«\"“—–-]\s*[«\"“]?")
_CALLED = re.compile(
    r"зв[аа]л[іи]|звать|зваць|завуць|зовут|называл[иі]|называ[лў]|назваў?с[ея]|мянушк\w*|кличк\w*"
    r"|прозвищ\w*|празвал[іи]|called|nicknamed?|named"
)


def _is_small_name(every: list[Word], at: int, seen: _Seen) -> bool:
    """Whether a word in small letters is a place or a family name behind a title or a name."""
    plain = every[at].plain
    if plain in seen.inside and _FAMILY.search(plain) and not is_cyrillic(plain):
        return True
    if not at:
        return False
    before = every[at - 1].plain
    near = every[at].start - every[at - 1].end == 1
    if near and (_TITLE.fullmatch(before) or _is_given(before)):
        return bool(_FAMILY.search(plain)) or bool(
            _TITLE.fullmatch(before) is None and _FAMILY_RU.search(plain)
        )
    return (
        len(plain) > 3
        and is_place(plain)
        and plain not in common()
        and not _OF_A_PLACE.search(plain)
    )


_OF_A_PLACE = re.compile("[сц]к(?:ой|ай|ий|ая|ое|ые|ую)$")
"""The adjective of a town: минской."""


def _is_given(plain: str) -> bool:
    return plain in given_forms() and plain not in common()


def _is_no_name(word: Word) -> bool:
    plain = bare(word).plain
    if len(plain) < 2 or plain in not_names() or is_country(plain):
        return True
    letters = word.written
    return letters.isupper() and len(letters) <= 5 and plain not in given_forms()
