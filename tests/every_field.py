"""Records with something unmistakable in every field, found by looking at the model.

A place where records are shown or carried (PDF, window, package, command line) is asked with
one field changed after the other. Where nothing changes, the field was forgotten there, or
stands in that place's short table of what it does not show and why.
"""

from __future__ import annotations

import dataclasses
import hashlib
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from itertools import islice
from typing import Annotated, Any, Final, TypeVar
from uuid import NAMESPACE_OID, uuid5

import pytest

from desktop.model.acquisition import Acquisition, acquisition_id
from desktop.model.companion import companion_id
from desktop.model.consent import Answer, Consent, Purpose
from desktop.model.interview import (
    Basis,
    Interview,
    InterviewDocument,
    Mode,
    PriorAccounts,
    Safety,
    UtteranceKind,
)
from desktop.model.media import Media
from desktop.model.passage import ALL
from desktop.model.person import Person
from desktop.model.place import Place
from desktop.model.redacted import redaction_id
from desktop.model.sameness import Sameness, pair_of, sameness_id
from desktop.model.values import bounds, no_words
from desktop.model.values.area import Area
from desktop.model.values.moment import Moment
from desktop.model.values.open_code import vocabularies_of
from desktop.vault.kinds.all import KINDS
from desktop.vocabulary import vocabulary
from tests.authors import key_of

R = TypeVar("R")

AT = Moment("2031-03-04T10:20:30.000Z", 60)

PAIR = pair_of(*(str(uuid5(NAMESPACE_OID, name)) for name in ("Person.id", "Sameness.other")))
"""Two people who may be one."""

FILE = str(uuid5(NAMESPACE_OID, "Media.id"))
"""A file of which somebody said how it came."""

_GIVEN: Mapping[str, Any] = {
    # What brings other fields to light: each is shown only where this one says so.
    "Interview.mode": Mode.FULL,
    "Interview.prior_accounts_answer": PriorAccounts.YES,
    "Interview.planned_for": "2031-03-02",
    "Utterance.kind": UtteranceKind.QUOTE,
    "Utterance.basis": Basis.TOLD_BY,
    "ConsentAnswer.answer": Answer.YES,
    "ConsentAnswer.purpose": Purpose.KEEP,
    # In the words that were said: what is derived is written by nobody.
    "Interview.derived_from": "",
    "Interview.shown_as": "",
    # Languages of one interview that are told apart, and none of them the default.
    "Interview.language": "ru",
    "Interview.read_back_language": "en",
    "Utterance.language": "uk",
    "Consent.text_language": "ru",
    # Its id follows from the pair.
    **dict(zip(("Sameness.one", "Sameness.other"), PAIR, strict=True)),
    "Sameness.id": sameness_id(PAIR),
    # Its id follows from the file.
    "Acquisition.id": acquisition_id(FILE),
    "Acquisition.media_id": FILE,
    "Acquisition.handed_over_on": "2031-03-01",
    "Companion.id": companion_id(FILE),
    "Companion.media_id": FILE,
    # Words of an account, and no part of a file as well.
    "Passage.start": len("wpassagebefore"),
    "Passage.end": len("wpassagebeforewpassagequote"),
    "Passage.media_id": "",
    "Passage.page": 0,
    "Passage.area": ALL,
    "Passage.began_ms": 0,
    "Passage.ended_ms": 0,
    "Redaction.id": redaction_id(FILE),
    "Redaction.media_id": FILE,
    "CoveredPart.outline": Area(100, 200, 300, 400).outline,
    "PackageDocument.authors": (key_of("author").public_key.line(),),
}

_HASHES = (
    bounds.Sha256, no_words.Sha256, no_words.MaybeSha256, bounds.Sha512, no_words.Sha512,
)  # fmt: skip


def document() -> InterviewDocument:
    """An interview with its account and its files."""
    return filled(InterviewDocument)


def interview() -> Interview:
    """The plan and setting of one."""
    return filled(Interview)


def consent() -> Consent:
    """A decision that stands."""
    return replace(
        withdrawn_consent(),
        withdrawn_at=None,
        withdrawn_reason="",
        restricted_at=None,
        restricted_reason="",
    )


def withdrawn_consent() -> Consent:
    """A decision that was taken back."""
    return filled(Consent)


def safety() -> Safety:
    """What never leaves the vault."""
    return filled(Safety)


def person() -> Person:
    """Somebody with a name."""
    return filled(Person)


def place() -> Place:
    """A facility with a name, in another place."""
    return filled(Place)


def sameness() -> Sameness:
    """What somebody decided of two people."""
    return filled(Sameness)


def acquisition() -> Acquisition:
    """What somebody said of how a file came."""
    return filled(Acquisition)


def media() -> Media:
    """A file that cannot be shown."""
    return filled(Media)


def _codes(name: str) -> list[str]:
    return list(vocabulary(_CODES[name]).codes)


def filled(kind: type[R]) -> R:
    """An instance with no field left as it is by default."""
    hints = typing.get_type_hints(kind, include_extras=True)
    fields = dataclasses.fields(kind)  # type: ignore[arg-type]
    return kind(**{f.name: _value(f"{kind.__name__}.{f.name}", hints[f.name]) for f in fields})


def _hash(name: str, hint: Any) -> str:
    """A hash that stands for this field."""
    made = hashlib.sha256 if hint in _HASHES[:3] else hashlib.sha512
    return made(name.encode()).hexdigest()


def _vocabularies(kind: type) -> dict[str, str]:
    """Field → vocabulary of every code in a record and in its parts."""
    found = {f"{kind.__name__}.{name}": each for name, each in vocabularies_of(kind).items()}
    for hint in typing.get_type_hints(kind).values():
        for part in (hint, *typing.get_args(hint)):
            if dataclasses.is_dataclass(part):
                found |= _vocabularies(typing.cast(type, part))
    return found


_CODES = {
    name: each
    for kind in (*(each.body for each in KINDS), Safety)
    for name, each in _vocabularies(kind).items()
}
"""Fields that hold a code, and the vocabulary it is of. Every other text is somebody's words."""


def _value(name: str, hint: Any) -> Any:
    if name in _GIVEN:
        return _GIVEN[name]
    if hint == bounds.Uuid:
        return str(uuid5(NAMESPACE_OID, name))
    return _hash(name, hint) if hint in _HASHES else _of_kind(name, _plain(hint))


def _plain(hint: Any) -> Any:
    """A type without what is noted beside it."""
    return hint.__origin__ if typing.get_origin(hint) is Annotated else hint


def _of_kind(name: str, hint: Any) -> Any:
    if isinstance(hint, types.UnionType):
        hint = next(kind for kind in typing.get_args(hint) if kind is not type(None))
    hint = getattr(hint, "__supertype__", hint)  # of a NewType
    if typing.get_origin(hint) is tuple:
        return (_value(name, typing.get_args(hint)[0]),)
    if hint is Moment:
        return AT
    if dataclasses.is_dataclass(hint):
        return filled(typing.cast(type, hint))
    if issubclass(hint, StrEnum):
        return list(hint)[-1]
    if hint is str:
        return _codes(name)[-1] if name in _CODES else word(name)
    return {bool: True, int: 1200, bytes: b"s" * 64}[hint]


def word(name: str) -> str:
    """One word that stands for this field and for nothing else."""
    return "w" + "".join(letter for letter in name.lower() if letter.isalpha())


def variants(record: R) -> Iterator[tuple[str, R]]:
    """(path, the record with this one field changed), down into its parts."""
    for field in dataclasses.fields(record):  # type: ignore[arg-type]
        value = getattr(record, field.name)
        for path, changed in _variants_of(f"{type(record).__name__}.{field.name}", value):
            yield path, replace(record, **{field.name: changed})  # type: ignore[type-var]


def _variants_of(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, tuple) and value:
        for path, first in _variants_of(name, value[0]):
            yield path, (first, *value[1:])
    elif _has_parts(value):
        yield from variants(value)
    elif value is not None:
        yield name, another(name, value)


def another(name: str, value: Any) -> Any:
    """A value of the same kind that is not this one."""
    if isinstance(value, Moment):
        return Moment.of(value.local() + timedelta(days=40, hours=3, minutes=17))
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value * 3 + 1
    if isinstance(value, StrEnum):
        return type(value)(_next(value.value, [each.value for each in type(value)]))
    if name in _CODES:
        return _next(value, _codes(name))
    return _another_day(value) or f"other{value}"


def _next(value: str, among: list[str]) -> str:
    return among[(among.index(value) + 1) % len(among)] if value in among else among[0]


def _another_day(text: str) -> str:
    try:
        return (date.fromisoformat(text) + timedelta(days=40)).isoformat()
    except ValueError:
        return ""


def unchanged(record: R, show: Callable[[R], str], every: int = 1) -> set[str]:
    """The paths of the fields that leave what ``show`` says of the record as it is."""
    return unseen(record, lambda each: {"": partial(show, each)}, every)


EACH_OR_SOME: Final = pytest.mark.parametrize(
    "every", [5, pytest.param(1, marks=pytest.mark.rare)], ids=["some", "each"]
)
"""For a place that is slow to show: every fifth field in every run."""


def expected(record: Any, table: Mapping[str, str], every: int) -> Mapping[str, str]:
    """What of a table of reasons is asked about with each ``every``-th field of a record."""
    if every == 1:
        return table
    asked = {path for path, _ in islice(variants(record), None, None, every)}
    return {path: reason for path, reason in table.items() if path in asked}


def unseen(
    record: R, views: Callable[[R], Mapping[str, Callable[[], str]]], every: int = 1
) -> set[str]:
    """The paths of the fields, or of each ``every``-th, that leave every one of several views as
    it is.

    Only as many views are taken as it needs to see a field, first the one that showed the
    field before, because what is shown together often follows one another.
    """
    whole = {name: view() for name, view in views(record).items()}
    order, missing = list(whole), set()
    for path, changed in islice(variants(record), None, None, every):
        now = views(changed)
        seen = next((name for name in order if now[name]() != whole[name]), None)
        if seen is None:
            missing.add(path)
        else:
            order.remove(seen)
            order.insert(0, seen)
    return missing


def leaves(record: Any) -> Iterator[tuple[str, Any, Any]]:
    """(path, value, default) of every field, down into its parts; of a list, of each."""
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        parts = value if isinstance(value, tuple) else (value,)
        if any(map(_has_parts, parts)):
            for part in parts:
                yield from leaves(part) if part is not None else ()
        else:
            yield f"{type(record).__name__}.{field.name}", value, field.default


def _has_parts(value: Any) -> bool:
    return dataclasses.is_dataclass(value) and not isinstance(value, Moment)


def values(record: Any) -> dict[str, list[Any]]:
    """The values of every field, by its path."""
    found: dict[str, list[Any]] = {}
    for path, value, _ in leaves(record):
        found.setdefault(path, []).append(value)
    return found


def left_out(record: Any) -> set[str]:
    """The paths of the fields that hold nothing, or nowhere more than their default."""
    told = {path for path, value, default in leaves(record) if value and value != default}
    return set(values(record)) - told


def differing(one: Any, other: Any) -> set[str]:
    """The paths of the fields in which two records differ."""
    before, after = values(one), values(other)
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def check(place: str, missing: set[str], table: Mapping[str, str]) -> None:
    """Fail with the names of forgotten fields, and of reasons that hold no longer."""
    forgotten = sorted(missing - set(table))
    assert not forgotten, (
        f"{place} leaves out {', '.join(forgotten)}. Show it there, or say in the table of this "
        "test why not."
    )
    stale = sorted(set(table) - missing)
    assert not stale, f"{place} shows {', '.join(stale)}, or there is no such field: strike it out."
