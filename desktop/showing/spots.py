"""The places in the texts of a record about which somebody has to decide before it is shown."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import Final

from desktop import canonical
from desktop.model.version import RecordKind
from desktop.names.match import Likeness
from desktop.names.spans import names_another
from desktop.progress import Pause, no_pause, paced
from desktop.showing.form import Form
from desktop.showing.found import Found, named_in, places
from desktop.showing.instead import instead_of
from desktop.showing.register import SELF, Register
from desktop.showing.sentences import sentence_of
from desktop.showing.sorts import Sort as Sort
from desktop.showing.texts import FieldText, typed_as

AT_ONCE: Final = 16
"""Texts that are looked through between two safe points: some hundred words each."""


@dataclass(frozen=True, slots=True)
class Spot:
    """``text[start:end]`` of the field ``path`` of a record is ``words``; they stand in
    ``sentence`` from ``at`` on. ``instead``: what is proposed; "" of a file, which stays
    back, and of another of the family, who gets a number (``proposing.py``).
    ``entry_id``: of the protected name, else "". ``why``: why it is taken for that name.
    ``language``: in which the text is written, as far as is known. ``unread``: a file that nobody
    could look through for names, or not whole.

    ``key``: the same as long as the sentence is, whatever is edited elsewhere.
    """

    kind: RecordKind
    record_id: str
    path: str
    start: int
    end: int
    words: str
    sentence: str
    at: int
    sort: Sort
    key: str
    entry_id: str = ""
    instead: str = ""
    why: Likeness | None = None
    language: str = ""
    unread: bool = False


def spots(
    kind: RecordKind,
    record_id: str,
    texts: Iterable[FieldText],
    register: Register,
    form: Form,
    pause: Pause = no_pause,
    *,
    named: Set[str] = frozenset(),
) -> tuple[Spot, ...]:
    """Every place to be decided in these texts of a record, in order. ``named``: the ids of the
    entries that are surely named in what is shown together with it. Pure."""
    equal: Counter[tuple[str, str, str, str]] = Counter()
    found = []
    every = tuple(texts)
    named = named | named_in((each.text for each in paced(every, pause, AT_ONCE)), register, form)
    for text in every:
        for each in places(text.text, register, form, named):
            sentence, at = sentence_of(text.text, each.start, each.end)
            words = text.text[each.start : each.end]
            of = (typed_as(text.path), sentence, words, each.entry_id)
            key = spot_key(record_id, *of, str(equal[of]))
            equal[of] += 1
            proposed = _instead(each, text, register)
            where = (kind, record_id, text.path, each.start, each.end, words, sentence, at)
            said = (each.sort, key, each.entry_id, proposed, each.why, text.language)
            found.append(Spot(*where, *said))
    return tuple(found)


def spot_key(*parts: str) -> str:
    """What is the same while all of these are."""
    return hashlib.sha256(canonical.encode(parts)).hexdigest()[:32]


def _instead(found: Found, text: FieldText, register: Register) -> str:
    if found.sort is Sort.PROTECTED:
        entry = register.entry(found.entry_id)
        named = text.text[found.start : found.end]
        if not register.names_somebody(entry):
            return "" if names_another(named, entry.names) else entry.instead
        return instead_of(Sort.NAME, text.language) if entry.id == SELF else ""
    return instead_of(found.sort, text.language)
