"""What stands in one text that somebody has to decide about."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from typing import Final

from desktop.model.consent.showing import Family
from desktop.names.given import given, patronymic
from desktop.names.guess import guesses
from desktop.names.letters import words
from desktop.names.match import Likeness
from desktop.names.met import Read
from desktop.names.spans import spans_of
from desktop.showing.form import Form
from desktop.showing.kin import kin_words
from desktop.showing.register import Register
from desktop.showing.sorts import Sort
from desktop.showing.split import split_names

_SORTS: Final = {"person": Sort.NAME} | {each.value: each for each in Sort}
"""What ``guesses`` calls it → the sort it is here."""

_STRONGEST: Final = (
    Sort.EMAIL, Sort.MESSENGER, Sort.ADDRESS, Sort.DOCUMENT, Sort.ACCOUNT, Sort.PHONE, Sort.BIRTH,
    Sort.PROTECTED, Sort.FACILITY, Sort.NAME, Sort.PLACE, Sort.FAMILY,
)  # fmt: skip
"""What a place is where several lie over each other: an address that holds a name goes whole."""


@dataclass(frozen=True, slots=True)
class Found:
    """``text[start:end]``. ``entry_id``: of the protected name that stands in it, or ""."""

    start: int
    end: int
    sort: Sort
    entry_id: str = ""
    why: Likeness | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found in a text. ``named``: the ids of the entries that it surely names; ``asked``:
    of those of whom more is found in it once they are named elsewhere."""

    found: tuple[Found, ...]
    named: frozenset[str]
    asked: frozenset[str]


def places(
    text: str, register: Register, form: Form, named: Set[str] = frozenset()
) -> tuple[Found, ...]:
    """The places of a text to be decided for a form, in order, none over another. ``named``: the
    ids of the entries that are surely named in what is shown together with the text."""
    return _seen(text, register, form, named).found


def named_in(texts: Iterable[str], register: Register, form: Form) -> frozenset[str]:
    """The ids of the entries that one of these texts surely names, and of whoever tells them."""
    every = (_seen(text, register, form).named for text in texts)
    return register.from_the_start.union(*every)


def _seen(text: str, register: Register, form: Form, named: Set[str] = frozenset()) -> Seen:
    at = form.key, hashlib.sha256(text.encode()).digest()
    if at not in register.seen:
        register.seen[at] = _looked_through(text, register, form, frozenset())
    asked = register.seen[at].asked & named
    if not asked:
        return register.seen[at]
    if (*at, asked) not in register.seen:
        register.seen[*at, asked] = _looked_through(text, register, form, asked)
    return register.seen[*at, asked]


def _looked_through(text: str, register: Register, form: Form, elsewhere: Set[str]) -> Seen:
    read = register.read(text)
    named = frozenset[str]().union(*(piece.named for _start, piece in read))
    asked = frozenset[str]().union(*(piece.asked for _start, piece in read)) - named
    found = (
        replace(each, start=start + each.start, end=start + each.end)
        for start, piece in read
        for each in _of_piece(piece, named | elsewhere, register, form)
    )
    return Seen(tuple(_merged(found)), named, asked)


def _of_piece(read: Read[str], named: Set[str], register: Register, form: Form) -> list[Found]:
    piece = read.text
    found = [
        Found(each.start, each.end, Sort.PROTECTED, register.first(each), each.why)
        for each in spans_of(read, named)
    ]
    if register.entries:
        found += [
            Found(start, end, Sort.PROTECTED, register.first(each), each.why)
            for start, end, each in split_names(piece, register)
        ]
    if found or not form.as_told:
        # What stands beside a protected name may be more of it: a patronymic nobody wrote down.
        unmarked = list(_apart(piece, _unmarked(piece, register, form), found))
        found += [each for each in unmarked if not form.as_told or _goes_with(each, found)]
    return found


def _goes_with(unmarked: Found, protected: Iterable[Found]) -> bool:
    over = (p.start < unmarked.end and unmarked.start < p.end for p in protected)
    return unmarked.sort is Sort.NAME and any(over)


def _unmarked(text: str, register: Register, form: Form) -> Iterator[Found]:
    told = register.told_in(text) if form.names_in_full else []
    for each in guesses(text):
        sort = _SORTS[each.kind]
        if sort is Sort.PLACE and _names_somebody(text[each.start : each.end]):
            sort = Sort.NAME
        if sort is Sort.PLACE and not form.hides_places:
            continue
        if sort is Sort.NAME and any(t.start < each.end and each.start < t.end for t in told):
            continue
        parts = (
            _by_sentence(text, each.start, each.end)
            if sort is Sort.NAME
            else [(each.start, each.end)]
        )
        yield from (Found(start, end, sort) for start, end in parts)
    if form.hides_family and form.family is not Family.RELATION:
        yield from (Found(start, end, Sort.FAMILY) for start, end in kin_words(text))


def _names_somebody(written: str) -> bool:
    """Whether one of several words is a given name or a patronymic: families are called as towns
    are."""
    several = [word.plain for word in words(written)]
    return len(several) > 1 and any(given(each) or patronymic(each) for each in several)


_SENTENCE_ENDS: Final = re.compile(r"(?<=\w\w)[.!?…]+\s+")
"""Behind a word; behind one letter it is an initial."""


def _by_sentence(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a name that lie in one sentence each."""
    for found in _SENTENCE_ENDS.finditer(text, start, end):
        yield start, found.start()
        start = found.end()
    if start < end:
        yield start, end


def _apart(text: str, guessed: Iterable[Found], protected: list[Found]) -> Iterator[Found]:
    """Names that nobody marked, without what is protected where that is several people's."""
    for each in guessed:
        over = [p for p in protected if p.start < each.end and each.start < p.end]
        if each.sort is not Sort.NAME or len({p.entry_id for p in over}) < 2:
            yield each
            continue
        begin = each.start
        for start, end in (*((p.start, p.end) for p in over), (each.end, each.end)):
            if begin < start and any(map(str.isalpha, text[begin:start])):
                yield Found(begin, start, Sort.NAME)
            begin = max(begin, end)


def _merged(found: Iterable[Found]) -> Iterator[Found]:
    """Places that lie over each other as one."""
    group: list[Found] = []
    end = 0
    for each in sorted(found, key=lambda one: (one.start, one.end)):
        if group and each.start >= end:
            yield _one(group)
            group = []
        end = max(end, each.end) if group else each.end
        group.append(each)
    if group:
        yield _one(group)


def _one(group: list[Found]) -> Found:
    if len(group) == 1:
        return group[0]
    sort = min((each.sort for each in group), key=_STRONGEST.index)
    marked = next((each for each in group if each.entry_id), group[0])
    start, end = group[0].start, max(each.end for each in group)
    return Found(start, end, sort, marked.entry_id, marked.why)
