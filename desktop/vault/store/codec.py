"""How one field of a dataclass lies in a row: which columns it takes, and both directions.

str, int and bytes lie as they are, and so does an open code (``desktop.model.values.open_code``),
known or not; bool as 0 or 1; an enumeration as its value; a tuple of strings and a mapping
as canonical JSON. A dataclass lies in the columns of its fields under a prefix (``site`` →
``site_name``, ``site_level``), and a ``Moment`` in two (``created_at`` → ``created_utc``,
``created_offset``). Any of them may be None: all its columns are then NULL. A tuple of
dataclasses is no column: it has a table of its own (``desktop.vault.store.table.Table``). A text
on one line lies so, wherever it came from: a file's name and a pasted one may have more.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from operator import attrgetter
from typing import Any

import msgspec

from desktop import canonical
from desktop.model.values.bounds import ONE_LINE
from desktop.model.values.moment import Moment
from desktop.model.values.plain_text import one_line


@dataclass(frozen=True, slots=True)
class FieldCodec:
    """The columns of one field, and what turns its value into theirs and back.

    ``may_be_null``: some value lies as NULL in every column. ``paths``: where the values of the
    columns stand in the record, as ``attrgetter`` takes it; () where they are made from the field.
    """

    name: str
    columns: tuple[str, ...]
    write: Callable[[Any], tuple[Any, ...]]
    read: Callable[[Sequence[Any]], Any]
    may_be_null: bool = False
    paths: tuple[str, ...] = ()


def codecs_of(kind: type) -> tuple[FieldCodec, ...]:
    """A codec for every field of a dataclass that lies in its own row.

    ``TypeError`` for a type that no column holds, and for two fields in one column.
    """
    hints = typing.get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind)]
    lines = lines_of(kind)
    codecs = tuple(
        _one_line(_codec(name, hints[name])) if name in lines else _codec(name, hints[name])
        for name in names
        if child_of(hints[name]) is None
    )
    refuse_twice(kind, columns_of(codecs))
    return codecs


def lines_of(kind: type) -> set[str]:
    """The fields of a dataclass that are texts on one line, by their bound."""
    return {
        name
        for name, hint in typing.get_type_hints(kind, include_extras=True).items()
        if any(getattr(each, "pattern", None) == ONE_LINE for each in _metadata(hint))
    }


def _metadata(hint: Any) -> tuple[Any, ...]:
    metadata: tuple[Any, ...] = getattr(hint, "__metadata__", ())
    return metadata


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


def columns_of(codecs: Iterable[FieldCodec]) -> tuple[str, ...]:
    """The columns of some fields, in their order."""
    return tuple(column for codec in codecs for column in codec.columns)


def writer_of(codecs: Iterable[FieldCodec]) -> Callable[[object], tuple[Any, ...]]:
    """What makes the values of their columns of the fields of a record.

    Put together once, as :func:`reader_of`: what stands in the record as it lies in the row is
    read by one call, and what has to be made from it is laid in its place.
    """
    paths: list[str] = []
    made: list[tuple[int, Callable[[Any], tuple[Any, ...]]]] = []
    for codec in codecs:
        if not codec.paths:
            made.insert(0, (len(paths), codec.write))
        paths += codec.paths or (codec.name,)
    if not paths:
        return lambda _record: ()
    read: Callable[[object], Any] = attrgetter(*paths)
    if len(paths) == 1:
        write = made[0][1] if made else _write_plain
        return lambda record: write(read(record))
    if not made:
        return read

    def written(record: object) -> tuple[Any, ...]:
        values = list(read(record))
        # From the end: one that takes several columns moves only what is done.
        for place, write in made:
            values[place : place + 1] = write(values[place])
        return tuple(values)

    return written


def reader_of(codecs: Iterable[FieldCodec]) -> Callable[[Sequence[Any]], dict[str, Any]]:
    """What makes the fields of a record, by name, of the values of their columns.

    Put together once: it is called for each row that is read.
    """
    plain: list[tuple[str, int]] = []
    others: list[tuple[str, slice, Callable[[Sequence[Any]], Any]]] = []
    at = 0
    for codec in codecs:
        end = at + len(codec.columns)
        if codec.read is _read_plain:
            plain.append((codec.name, at))
        else:
            others.append((codec.name, slice(at, end), codec.read))
        at = end

    def read(row: Sequence[Any]) -> dict[str, Any]:
        fields = {name: row[place] for name, place in plain}
        for name, places, read_field in others:
            fields[name] = read_field(row[places])
        return fields

    return read


def refuse_twice(kind: type, columns: Sequence[str]) -> None:
    """``TypeError`` where a column stands twice, as SQLite compares names."""
    if len({column.lower() for column in columns}) < len(columns):
        raise TypeError(f"two fields of {kind.__name__} lie in one column: {columns}")


def refuse_parts(kind: type) -> None:
    """``TypeError`` for a dataclass whose own tuples of dataclasses would have no table."""
    if children_of(kind):
        raise TypeError(f"{kind.__name__} lies in no table of its own and has {children_of(kind)}")


def _codec(name: str, hint: Any) -> FieldCodec:
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return _optional(name, hint)
    if hint is Moment:
        stem = name.removesuffix("_at")
        columns = (f"{stem}_utc", f"{stem}_offset")
        paths = (f"{name}.utc", f"{name}.offset_minutes")
        return FieldCodec(name, columns, _write_moment, _read_moment, paths=paths)
    if dataclasses.is_dataclass(hint):
        return _nested(name, typing.cast(type, hint))
    if hint is bool:
        return FieldCodec(name, (name,), lambda value: (int(value),), lambda row: bool(row[0]))
    if hint in (str, int, bytes):
        return FieldCodec(name, (name,), _write_plain, _read_plain, paths=(name,))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        # ``value`` is a property, which Python calls; ``_value_`` (enum.html) needs no call.
        return FieldCodec(
            name,
            (name,),
            lambda value: (value.value,),
            _member_reader(hint),
            paths=(f"{name}._value_",),
        )
    return _json_codec(name, hint)


def _one_line(codec: FieldCodec) -> FieldCodec:
    return replace(codec, write=lambda value: (one_line(value),), paths=())


def _member_reader(kind: type[StrEnum]) -> Callable[[Sequence[Any]], StrEnum]:
    """Reads a member by its value; ``ValueError``. Calling the class takes ten times as long."""
    members = {member.value: member for member in kind}

    def read(row: Sequence[Any]) -> StrEnum:
        found = members.get(row[0])
        return kind(row[0]) if found is None else found

    return read


def _optional(name: str, hint: Any) -> FieldCodec:
    kinds = [kind for kind in typing.get_args(hint) if kind is not types.NoneType]
    if len(kinds) > 1 or child_of(kinds[0]):
        raise TypeError(f"field {name} has a type that no column holds: {hint}")
    codec = _codec(name, kinds[0])
    if codec.may_be_null:
        raise TypeError(f"field {name}: nothing tells None from a {hint} without any value")
    if codec.read is _read_plain:
        return replace(codec, may_be_null=True)
    return _or_null(codec)


def _or_null(codec: FieldCodec) -> FieldCodec:
    write, read, width = codec.write, codec.read, len(codec.columns)
    nulls = (None,) * width
    return replace(
        codec,
        write=lambda value: nulls if value is None else write(value),
        read=lambda row: None if row.count(None) == width else read(row),
        may_be_null=True,
        paths=(),
    )


def _nested(name: str, kind: type) -> FieldCodec:
    refuse_parts(kind)
    codecs = codecs_of(kind)
    read = reader_of(codecs)
    plain = all(codec.paths for codec in codecs)
    return FieldCodec(
        name,
        tuple(f"{name}_{column}" for column in columns_of(codecs)),
        writer_of(codecs),
        lambda row: kind(**read(row)),
        all(codec.may_be_null for codec in codecs),
        tuple(f"{name}.{path}" for codec in codecs for path in codec.paths) if plain else (),
    )


def _json_codec(name: str, hint: Any) -> FieldCodec:
    if typing.get_origin(hint) not in (tuple, Mapping):
        raise TypeError(f"field {name} has a type that no column holds: {hint}")
    return FieldCodec(
        name,
        (name,),
        lambda value: (canonical.encode(value).decode(),),
        lambda row: msgspec.json.decode(row[0], type=hint),
    )


def _write_plain(value: Any) -> tuple[Any, ...]:
    return (value,)


def _read_plain(row: Sequence[Any]) -> Any:
    return row[0]


def _write_moment(value: Moment) -> tuple[Any, ...]:
    return (value.utc, value.offset_minutes)


def _read_moment(row: Sequence[Any]) -> Moment:
    return Moment(row[0], row[1])
