"""Records as canonical JSON: one form for one value, so that it can be hashed and signed.

Keys sorted, no white space, UTF-8, shortest escapes: on our values (objects, arrays,
strings, integers, booleans, null) this is RFC 8785. Reading is strict: types are checked
against the dataclass, unknown fields are refused unless a newer program may have written them,
text is well-formed Unicode, numbers are integers that every reader of JSON keeps exactly, and no
document is nested deeper than any reader can follow.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar

import msgspec

from desktop.model.values import bounds

T = TypeVar("T")
_SAME_DIGITS = bytes.maketrans(b"123456789", b"000000000")
_SIXTEEN_DIGITS = b"0" * 16
_LONG_NUMBER = re.compile(rb"(?:^|[:,\[-])[0-9]{16}")
"""Where a long number may begin. Digits in the middle of a hash are none, and nearly every list
of hashes holds sixteen of them in a row somewhere."""
_NESTING = frozenset({dict, list})
_QUOTED = re.compile(r"'.*'", re.DOTALL)


class NotADocument(ValueError):
    """The bytes are not the JSON of the type asked for; ``args[0]`` names the place, no content."""


def encode(value: object) -> bytes:
    """The canonical JSON of a dataclass or of plain values."""
    return msgspec.json.encode(value, order="sorted", enc_hook=listed)


def listed(value: object) -> tuple[Any, ...]:
    """For msgspec: the items of a sequence that it does not know (``desktop.documents.packed``)."""
    if isinstance(value, Sequence):
        return tuple(value)
    raise TypeError(f"{type(value).__name__} has no place in a document")


def decode(data: bytes, kind: type[T], *, newer: bool = False) -> T:
    """A value of ``kind`` from its canonical JSON; ``NotADocument`` where it is anything else.

    Fields that a later release added may be missing and take their defaults; unknown
    fields, duplicate keys and any other spelling of the same value are refused. ``newer``: a
    later release may have written it, whose fields are passed over wherever they stand; they
    stay in the bytes.
    """
    value = _whole(data, kind)
    value = _strictly(data, kind, newer) if value is None else value
    if data.count(b"{") + data.count(b"[") > bounds.DEPTH:
        _refuse_deep(value)
    return value


def _whole(data: bytes, kind: Any) -> Any:
    """The value whose canonical form these very bytes are, as they nearly always are; None for
    any others. In less than half the time and memory that it takes to say what is wrong.
    """
    if _may_hold_large(data):
        return None
    try:
        value = _decoder(kind).decode(data)
        return value if encode(value) == data else None
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _strictly(data: bytes, kind: type[T], newer: bool) -> T:
    try:
        raw = _decoder(Any).decode(data)
        written = encode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise NotADocument(_without_content(error)) from None
    if written != data:
        raise NotADocument("not in canonical form")
    _refuse_deep(raw)
    if _may_hold_large(data):
        _refuse_large(raw)
    return from_plain(raw, kind, newer=newer)


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind, float_hook=_no_fraction)


def _no_fraction(_number: str) -> Any:
    raise ValueError("a number with a fraction or an exponent")


def _refuse_deep(value: object) -> None:
    """``NotADocument`` where something without a type of its own is nested too deep."""
    level = list(_untyped(value))
    # What a dataclass holds stands one deeper than it: the document itself counts.
    for _ in range(bounds.DEPTH - is_dataclass(value)):
        level = [part for each in level for part in _inside(each)]
        if not level:
            return
    raise NotADocument("nested too deep")


def _untyped(value: object) -> Iterator[object]:
    """Plain values: all of one that is plain, and those that a dataclass holds."""
    if is_dataclass(value):
        kind: Any = type(value)
        yield from (getattr(value, name) for name in _plain_fields(kind))
    elif isinstance(value, dict | list):
        yield value


@cache
def _plain_fields(kind: type) -> tuple[str, ...]:
    """The fields that hold plain values: no dataclass says how deep they are."""
    return tuple(field.name for field in fields(kind) if "Any" in str(field.type))


def _inside(value: Any) -> list[Any]:
    """The objects and lists that stand in one."""
    if type(value) is dict:
        return [part for part in value.values() if type(part) in _NESTING]
    return [part for part in value if type(part) in _NESTING] if type(value) is list else []


def decode_kept(data: bytes, kind: type[T]) -> T:
    """A value of ``kind`` from bytes that :func:`decode` or :func:`encode` saw before they were
    kept: a third of the time, because what was checked then is not checked again.
    """
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise NotADocument(_without_content(error)) from None


def _may_hold_large(data: bytes) -> bool:
    """Whether a number of sixteen digits may stand in it. Looking for as many digits in a row
    first takes a ninth of the time, and there are hardly ever any."""
    return _SIXTEEN_DIGITS in data.translate(_SAME_DIGITS) and bool(_LONG_NUMBER.search(data))


def _refuse_large(value: object) -> None:
    """``NotADocument`` where an integer is in it that a double would round."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            _refuse_large(item)
    elif isinstance(value, int) and abs(value) > bounds.WHOLE:
        raise NotADocument("a number is out of range")


def unknown_fields(data: bytes, kind: type, besides: Collection[str] = ()) -> dict[str, Any]:
    """What stands at the top of a document and in no field of its dataclass, as plain values; and
    the fields ``besides`` that are there."""
    names = {field.name for field in fields(kind)}.difference(besides)
    found = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
    return {name: msgspec.json.decode(raw) for name, raw in found.items() if name not in names}


def to_plain(value: object) -> Any:
    """A dataclass as dicts, lists, strings, numbers: the body of a version document.

    Exactly what reading its JSON back gives (no tuples), so that both compare equal.
    """
    return msgspec.json.decode(msgspec.json.encode(value, enc_hook=listed))


def from_plain(value: object, kind: type[T], *, newer: bool = False) -> T:
    """A dataclass from plain values; ``NotADocument`` where it does not fit exactly.

    ``newer``: as for :func:`decode`.
    """
    try:
        result = msgspec.convert(value, kind, strict=True)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise NotADocument(_without_content(error)) from None
    # In the same bytes both say the same; reading one of them back takes twice the time.
    if encode(result) != encode(value):
        _refuse_otherwise(value, to_plain(result), "$", newer)
    return result


def _without_content(error: Exception) -> str:
    """The library's words less any value it quotes: it repeats unknown codes in quotes."""
    return _QUOTED.sub("…", str(error))


def _refuse_otherwise(given: object, known: object, place: str, newer: bool) -> None:
    """``NotADocument`` for an object field that the dataclass does not have, and for a value that
    it would write otherwise: base64 has two spellings for some octets."""
    if isinstance(given, dict) and isinstance(known, dict):
        for key, item in given.items():
            if key in known:
                _refuse_otherwise(item, known[key], f"{place}.{key}", newer)
            elif not newer:
                raise NotADocument(f"unknown field at {place}")
    elif isinstance(given, list) and isinstance(known, list):
        for index, (item, twin) in enumerate(zip(given, known, strict=True)):
            _refuse_otherwise(item, twin, f"{place}[{index}]", newer)
    elif given != known:
        raise NotADocument(f"another spelling at {place}")


def schema(kind: type) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a dataclass, as it lies in every package."""
    return msgspec.json.schema(kind)
