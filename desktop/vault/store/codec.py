"""How one field of a dataclass lies in a row: which columns it takes, and both directions.

str, int and bytes lie as they are; bool as 0 or 1; an enumeration as its value; a
``Moment`` in two columns (``created_at`` → ``created_utc``, ``created_offset``); a tuple of
strings and a mapping as canonical JSON. A tuple of dataclasses is no column: it has a table
of its own (``desktop.vault.store.table.Table``).
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import msgspec

from desktop import canonical
from desktop.model.moment import Moment


@dataclass(frozen=True, slots=True)
class FieldCodec:
    """The columns of one field, and what turns its value into theirs and back."""

    name: str
    columns: tuple[str, ...]
    write: Callable[[Any], tuple[Any, ...]]
    read: Callable[[Sequence[Any]], Any]


def codecs_of(kind: type) -> tuple[FieldCodec, ...]:
    """A codec for every field of a dataclass that lies in its own row."""
    hints = typing.get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind)]
    return tuple(_codec(name, hints[name]) for name in names if child_of(hints[name]) is None)


def children_of(kind: type) -> dict[str, type]:
    """The fields that are tuples of dataclasses: name → dataclass."""
    hints = typing.get_type_hints(kind)
    found = {field.name: child_of(hints[field.name]) for field in dataclasses.fields(kind)}
    return {name: child for name, child in found.items() if child is not None}


def child_of(hint: Any) -> type | None:
    """The dataclass a ``tuple[Dataclass, ...]`` is made of, or None for any other type."""
    arguments = typing.get_args(hint)
    if typing.get_origin(hint) is tuple and dataclasses.is_dataclass(arguments[0]):
        return typing.cast(type, arguments[0])
    return None


def _codec(name: str, hint: Any) -> FieldCodec:
    if Moment in (hint, *typing.get_args(hint)):
        stem = name.removesuffix("_at")
        return FieldCodec(name, (f"{stem}_utc", f"{stem}_offset"), _write_moment, _read_moment)
    if hint is bool:
        return FieldCodec(name, (name,), lambda value: (int(value),), lambda row: bool(row[0]))
    if hint in (str, int, bytes):
        return FieldCodec(name, (name,), lambda value: (value,), lambda row: row[0])
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return FieldCodec(name, (name,), lambda value: (value.value,), lambda row: hint(row[0]))
    return _json_codec(name, hint)


def _json_codec(name: str, hint: Any) -> FieldCodec:
    origin = typing.get_origin(hint)
    if isinstance(hint, types.UnionType) or origin not in (tuple, Mapping):
        raise TypeError(f"field {name} has a type that no column holds: {hint}")
    return FieldCodec(
        name,
        (name,),
        lambda value: (canonical.encode(value).decode(),),
        lambda row: msgspec.json.decode(row[0], type=hint),
    )


def _write_moment(value: Moment | None) -> tuple[Any, ...]:
    return (None, None) if value is None else (value.utc, value.offset_minutes)


def _read_moment(row: Sequence[Any]) -> Moment | None:
    return None if row[0] is None else Moment(row[0], row[1])
