"""What in a running text looks like a name, or else says who or where somebody is.

Proposals for a person to decide, so they are to be few and to leave nothing out. By words alone:
a capital that no sentence asks for, a form of a given name (small letters too), endings of
family names and patronymics, what stands behind a title or a word for kin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.names.begins import TITLE, begins
from desktop.names.endings import nominatives
from desktop.names.given import sexes_of
from desktop.names.initials import initials_alone, with_initials
from desktop.names.known import Known, known
from desktop.names.letters import Word, words
from desktop.names.lines import called_out, speakers
from desktop.names.patterns import patterns
from desktop.names.spelled import vocatives
from desktop.names.spelled_in_latin import is_belarusian_in_latin

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
    read = _read(text)
    before: Guess | None = None
    for at, word in enumerate(read.words):
        if not _is_named(read, at):
            continue
        guess = Guess(word.start, word.end, "place" if read.known[at].is_place else "person")
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


@dataclass(frozen=True, slots=True)
class _Read:
    """A text by its words, and what it says itself of them.

    ``begins``: whether a word with a capital begins a sentence, where any word has one. ``inside``:
    words with a capital inside a sentence; ``small``: words in small letters. ``named``:
    nominatives of what is a name in it, and how they begin.
    """

    text: str
    words: list[Word]
    known: list[Known]
    begins: list[bool]
    inside: frozenset[str]
    small: frozenset[str]
    named: dict[str, str]


def _read(text: str) -> _Read:
    every = list(words(text))
    in_latin = is_belarusian_in_latin(every)
    knows = [known(word.plain, in_latin=in_latin) for word in every]
    first_ones = begins(text, every)
    inside, small = set(), set()
    for word, knows_it, first in zip(every, knows, first_ones, strict=True):
        if not word.is_capital:
            small.add(knows_it.plain)
        elif not (first or knows_it.is_office or _is_no_name(word, knows_it)):
            inside.add(knows_it.plain)
    read = _Read(text, every, knows, first_ones, frozenset(inside), frozenset(small), {})
    for at, word in enumerate(every):
        meant = knows[at].plain
        if meant in inside or (
            word.is_capital and not _is_no_name(word, knows[at]) and _is_form_of_a_name(read, at)
        ):
            read.named.update(dict.fromkeys(nominatives(meant), meant[:3]))
    return read


def _is_named(read: _Read, at: int) -> bool:
    word, knows = read.words[at], read.known[at]
    if _is_no_name(word, knows):
        return False
    if knows.is_office:
        return _is_said_to_be_called(read, at)
    if word.is_capital and not read.begins[at]:
        return not _is_of_a_thing(read, at)
    if _is_form_of_a_name(read, at) or _is_said_to_be_called(read, at):
        return True
    if knows.has_family_alone and not knows.is_common:
        return True
    if not word.is_capital:
        return _is_small_name(read, at)
    if knows.is_place or knows.has_family or knows.has_family_ru:
        return not knows.is_common and knows.plain not in read.small
    return knows.plain not in read.small and any(
        read.named.get(nominative) == knows.plain[:3] for nominative in nominatives(knows.plain)
    )


def _is_form_of_a_name(read: _Read, at: int) -> bool:
    word, knows = read.words[at], read.known[at]
    if knows.is_patronymic:
        return word.is_capital or knows.is_patronymic_small
    if word.is_capital and knows.is_endearment:
        return True
    if not knows.is_given:
        return False
    if not (knows.is_common if word.is_capital else knows.is_common_small):
        return word.is_capital or knows.is_given_in_full or knows.plain in read.inside
    if not word.is_capital:
        return False
    is_called = read.text[word.end : word.end + 1] in _CALLING
    if is_called and knows.plain not in _PRONOUNS:
        return bool(sexes_of(knows.plain))
    follows = at + 1 < len(read.words) and read.words[at + 1].is_capital
    return follows and not _is_no_name(read.words[at + 1], read.known[at + 1])


_CALLING = frozenset(",!")
_PRONOUNS = frozenset({"яна", "мая", "але", "мае"})


def _is_said_to_be_called(read: _Read, at: int) -> bool:
    """A lone word behind a colon, or behind a word for being called and a sign: — пугач."""
    word, knows = read.words[at], read.known[at]
    behind = read.text[word.end : word.end + 1]
    if behind not in _BEHIND_ONE:
        return False
    between = read.text[read.words[at - 1].end : word.start] if at else ""
    if between in (",", ", ") and behind in _BEHIND_A_CALL:
        return knows.plain in vocatives() and not knows.is_common_small
    if behind not in _ALONE:
        return False
    if word.is_capital and between.strip() == ":":
        return not knows.is_common and not _is_speaker(read.text, read.words[at - 1])
    before = read.known[at - 1].plain
    if between == " " and _NAMED.fullmatch(before):
        return not _WHOM.fullmatch(knows.plain)
    return bool(_SIGN.fullmatch(between)) and bool(_CALLED.fullmatch(before))


_ALONE = frozenset('.,;)»”"\n')
_BEHIND_A_CALL = frozenset(",.?!")
_BEHIND_ONE = _ALONE | _BEHIND_A_CALL


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


def _is_small_name(read: _Read, at: int) -> bool:
    """Whether a word in small letters is a place or a family name behind a title or a name."""
    knows = read.known[at]
    if knows.has_family and not knows.is_cyrillic and knows.plain in read.inside:
        return True
    if not at:
        return False
    if read.words[at].start - read.words[at - 1].end == 1 and (
        knows.has_family or knows.has_family_ru
    ):
        before = read.known[at - 1]
        is_title = TITLE.fullmatch(before.plain) is not None
        if is_title or (before.is_given and not before.is_common):
            return knows.has_family or not is_title
    return (
        knows.is_place
        and len(knows.plain) > 3
        and not knows.is_common_small
        and not _OF_A_PLACE.search(knows.plain)
    )


_OF_A_PLACE = re.compile("[сц]к(?:ой|ай|ий|ая|ое|ые|ую)$")
"""The adjective of a town: минской."""


def _is_no_name(word: Word, knows: Known) -> bool:
    if knows.names_nobody:
        return True
    is_short = len(word.written) <= 5 and word.written.isupper()
    return (is_short or _ABBREVIATION.fullmatch(word.written) is not None) and not knows.is_given


_ABBREVIATION = re.compile("(?:[А-ЯЁІЎ]{3,}|[А-ЯЁІЎ]{2,}о?[А-ЯЁІЎ]{1,3})[а-яёіў]{1,3}")
"""With the ending of a case: ВОХРе, ГУБОПиКа."""


def _is_of_a_thing(read: _Read, at: int) -> bool:
    """Whether the word is an adjective, and not of a place, before what is no person: Новый год."""
    if at + 1 == len(read.words) or (at and read.words[at - 1].is_capital):
        return False
    word, after = read.words[at], read.words[at + 1]
    if after.is_capital or read.text[word.end : after.start] != " ":
        return False
    mine, theirs = read.known[at].plain, read.known[at + 1].plain
    is_of_a_place = read.known[at].is_place or _OF_A_TOWN.search(mine) is not None
    return not is_of_a_place and bool(_ADJECTIVE.search(mine) and _OF_THINGS.match(theirs))


_OF_A_TOWN = re.compile("[сцз]к[а-яёіў]{1,3}$")
_ADJECTIVE = re.compile(
    "(?:[ыиоі]й|[ая]я|[ое][ей]|[ыі][яме]|ие|[оеая][гм][оау]|[ыиі][хм]|[ую]ю|ы|[кгхн]і|[аоя]й)$"
)
_OF_THINGS = re.compile(
    "(?:год|пост|свет|край|кра[яю]|закон|кодекс|кодэкс|союз|саюз|крест|крыж|фронт|войн|вайн|революц"
    "|рэвалюц|недел|тыдзень|четверг|чацвер|пятниц|пятніц|субот|воскресень|нядзел|праздник|свят|море"
    "|мора|океан|акіян|медвед|мядзвед|управлени|упраўленн|хлеб|чай|сыр|суп|налив|наліў)"
)
"""What an adjective with a capital is said of where it is no family's."""
