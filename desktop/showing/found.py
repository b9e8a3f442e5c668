"""What stands in one text that somebody has to decide about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from desktop.model.consent.showing import Family
from desktop.names.guess import guesses
from desktop.names.match import Likeness
from desktop.showing.form import Form
from desktop.showing.kin import kin_words
from desktop.showing.register import Register
from desktop.showing.sorts import Sort
from desktop.showing.texts import FieldText

_SORTS: Final = {"person": Sort.NAME} | {each.value: each for each in Sort}
"""What ``guesses`` calls it → the sort it is here."""

_STRONGEST: Final = (
    Sort.EMAIL, Sort.MESSENGER, Sort.ADDRESS, Sort.DOCUMENT, Sort.ACCOUNT, Sort.PHONE, Sort.BIRTH,
    Sort.PROTECTED, Sort.FACILITY, Sort.NAME, Sort.PLACE, Sort.FAMILY,
)  # fmt: skip
"""What a place is where several lie over each other: an address that holds a name goes whole."""

_NOT_GUESSED_IN: Final = frozenset({"text_read"})
"""Texts that were not told: what an organisation reads to everybody."""


@dataclass(frozen=True, slots=True)
class Found:
    """``text[start:end]``. ``entry_id``: of the protected name that stands in it, or ""."""

    start: int
    end: int
    sort: Sort
    entry_id: str = ""
    why: Likeness | None = None


def places(text: FieldText, register: Register, form: Form) -> list[Found]:
    """The places of a text to be decided for a form, in order, none over another."""
    found = [
        Found(each.start, each.end, Sort.PROTECTED, each.of[0], each.why)
        for each in register.spans(text.text)
    ]
    if not form.as_told and text.path not in _NOT_GUESSED_IN:
        found += _apart(list(_unmarked(text.text, register, form)), found)
    return list(_merged(found))


def _unmarked(text: str, register: Register, form: Form) -> Iterator[Found]:
    told = register.told_in(text) if form.names_in_full else []
    for each in guesses(text):
        sort = _SORTS[each.kind]
        if sort is Sort.PLACE and not form.hides_places:
            continue
        if sort is Sort.NAME and any(t.start < each.end and each.start < t.end for t in told):
            continue
        yield Found(each.start, each.end, sort)
    if form.hides_family and form.family is not Family.RELATION:
        yield from (Found(start, end, Sort.FAMILY) for start, end in kin_words(text))


def _apart(guessed: list[Found], protected: list[Found]) -> Iterator[Found]:
    """Names that nobody marked, without what is protected where that is several people's."""
    for each in guessed:
        over = [p for p in protected if p.start < each.end and each.start < p.end]
        if each.sort is not Sort.NAME or len({p.entry_id for p in over}) < 2:
            yield each
            continue
        begin = each.start
        for p in over:
            if begin < p.start:
                yield Found(begin, p.start, Sort.NAME)
            begin = max(begin, p.end)
        if begin < each.end:
            yield Found(begin, each.end, Sort.NAME)


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
