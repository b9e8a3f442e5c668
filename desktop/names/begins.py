"""Where a capital says nothing of a word: at the beginning of a sentence, and among capitals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop.names.letters import Word
from desktop.names.sureness import Stands

_SENTENCE_ENDS = '.!?…:«»"“”„—–-([•*\n'
TITLE = re.compile(
    r"(?:спадар\w*|пан(?:а|у|ам|і|и|ове|е)?|гражданин\w*|грамадзян\w*|следовател\w*|следч\w*|судь\w*"
    r"|суддз\w*|палкоўнік\w*|полковник\w*|маёр\w*|майор\w*|капітан\w*|капитан\w*|дзядзьк\w*|цётк\w*"
    r"|тёт\w*|дяд\w*|баб\w|бабушк\w*|дед\w?|дзед\w?|брат\w*|сестр\w+|сястр\w+|муж\w*|жон\w+|жен[аыеу]"
    r"|сын\w*|дочк\w*|дачк\w*|mr|mrs|ms|uncle|aunt|auntie|judge|colonel|major|captain|investigator"
    r"|завуць|зовут|зваць|звать|named|called|мянушк\w*|клич\w*)"
)
"""What stands before a name: titles, offices, kin, and being called."""


def begins(text: str, every: Sequence[Word]) -> list[bool]:
    """Of each word of a text whether it has a capital that any word would have there."""
    return [
        word.is_capital and (loud or _begins_sentence(text, word))
        for word, loud in zip(every, _shouted(every), strict=True)
    ]


def stands(text: str, word: Word, *, first: bool) -> Stands:
    """How a word stands in its text. ``first``: what ``begins`` says of it."""
    if not first:
        return Stands.INSIDE if word.is_capital else Stands.SMALL
    if _CLOSED.match(text, word.end):
        return Stands.ALONE
    return Stands.APART if _GOES_ON_APART.match(text, word.end) else Stands.BEGINS


_CLOSED = re.compile(r"[»”“\")\]]|[ \u00a0\u202f]*(?:\Z|[\n\r\t\u2028\u2029|;])")
_GOES_ON_APART = re.compile(r"[,.!?…:/]|[ \u00a0\u202f]*(?:[—–(\d]|-\s|[A-ZА-ЯЁІЎ][a-zа-яёіў'’.])")
"""Behind a word that holds a sentence together, that sentence follows in small letters."""


def _shouted(every: Sequence[Word]) -> list[bool]:
    """Of each word whether it stands among words in capitals, where a capital says nothing."""
    loud = [word.written.isupper() for word in every]
    return [
        here and sum(loud[max(0, at - _AROUND) : at + _AROUND + 1]) > _AROUND
        for at, here in enumerate(loud)
    ]


_AROUND = 3
"""Words on each side of one."""


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
    return name is not None and not TITLE.fullmatch(name[1].lower())


_BEHIND_A_NAME = re.compile(r"\b([A-ZА-ЯЁІЎ][\w'’]+)[ \u00a0](?:[A-ZА-ЯЁІЎ]\.[ \u00a0]?)+$")
_ABBREVIATED = re.compile(
    r"(?:(?<=[ \u00a0(.])[A-ZА-ЯЁІЎ]|(?<!\w)(?:[Dd]r|[Mm]rs?|[Mm]s|[Pp]rof|[Ss]t|[Сс]в|[Ии]м"
    r"|[Іі]м|[Гг]р|[Тт]ов|[Тт]ав|[Пп]р[ао]ф|[Уу]л|[Вв]ул))\.$"
)
"""Behind what no sentence begins, for all its full stop."""
