"""What an older program does not know of a record, carried over into what it writes.

``base``: the version that an edit goes on from, ``now``: the record as it is written, both as
plain JSON values. What stands in ``base`` and in no field of the dataclass stands in the result as
well. Items of a list are known by their ``id``; those without one by what they say, and where as
many were changed in place as are left over, in their order.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

Plain = Mapping[str, Any]


class _Shape(NamedTuple):
    """A dataclass as plain values: its fields, and the dataclasses in them. ``many``: a list."""

    names: frozenset[str]
    parts: tuple[tuple[str, bool, type], ...]


def carried(base: Plain, now: Plain, kind: type) -> dict[str, Any]:
    """``now`` with what is in ``base`` and unknown to ``kind``, at any depth."""
    shape = _shape(kind)
    result = dict(now)
    result |= {name: value for name, value in base.items() if name not in shape.names}
    for name, many, part in shape.parts:
        before, after = base.get(name), result.get(name)
        if many and isinstance(before, list) and isinstance(after, list):
            result[name] = _items(before, after, part)
        elif isinstance(before, dict) and isinstance(after, dict):
            result[name] = carried(before, after, part)
    return result


def _items(before: Sequence[Plain], after: Sequence[Plain], kind: type) -> list[Any]:
    if not any(_has_unknown(item, kind) for item in before):
        return list(after)
    pairs = dict(_pairs(before, after, kind))
    return [
        carried(before[pairs[place]], item, kind) if place in pairs else item
        for place, item in enumerate(after)
    ]


def _pairs(
    before: Sequence[Plain], after: Sequence[Plain], kind: type
) -> Iterator[tuple[int, int]]:
    """(place in ``after``, place in ``before``) of what is the same item."""
    names = _shape(kind).names
    left: dict[str, list[int]] = {}
    for place, item in enumerate(before):
        left.setdefault(_key(item, names), []).append(place)
    new = []
    for place, item in enumerate(after):
        same = left.get(_key(item, names))
        if same:
            yield place, same.pop(0)
        else:
            new.append(place)
    rest = sorted(place for places in left.values() for place in places)
    if "id" not in names and len(rest) == len(new):
        yield from zip(new, rest, strict=True)


def _key(item: Plain, names: frozenset[str]) -> str:
    if "id" in names:
        return str(item.get("id"))
    return repr(sorted((name, item[name]) for name in names & item.keys()))


def _has_unknown(value: Plain, kind: type) -> bool:
    shape = _shape(kind)
    if not value.keys() <= shape.names:
        return True
    return any(
        _has_unknown(each, part)
        for name, many, part in shape.parts
        for each in _each(value.get(name), many)
    )


def _each(value: Any, many: bool) -> Sequence[Plain]:
    if many:
        return value or ()
    return (value,) if isinstance(value, dict) else ()


@cache
def _shape(kind: type) -> _Shape:
    hints = typing.get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind)]
    parts = ((name, *_part(hints[name])) for name in names)
    return _Shape(frozenset(names), tuple((name, many, part) for name, many, part in parts if part))


def _part(hint: Any) -> tuple[bool, Any]:
    """Whether a field holds many dataclasses, and which; None where it holds none."""
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        found = [_part(each) for each in typing.get_args(hint)]
        return next((each for each in found if each[1]), (False, None))
    if origin is tuple:
        return True, _part(typing.get_args(hint)[0])[1]
    return False, hint if dataclasses.is_dataclass(hint) else None
