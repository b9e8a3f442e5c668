"""Records as canonical JSON: one form for one value, so that it can be hashed and signed.

Keys sorted, no white space, UTF-8, shortest escapes: on our values (objects, arrays,
strings, integers, booleans, null) this is RFC 8785. Reading is strict: types are checked
against the dataclass, unknown fields are refused, text is well-formed Unicode, integers are
those that every reader of JSON keeps exactly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
_MAX_INTEGER = 2**53 - 1
"""RFC 8785 section 3.2.2.3: numbers are IEEE doubles. SQLite's integers are wider."""
_SAME_DIGITS = bytes.maketrans(b"123456789", b"000000000")
_SIXTEEN_DIGITS = b"0" * 16
_LONG_NUMBER = re.compile(rb"(?:^|[:,\[-])[0-9]{16}")
"""Where a long number may begin. Digits in the middle of a hash are none, and nearly every list
of hashes holds sixteen of them in a row somewhere."""
_QUOTED = re.compile(r"'.*'", re.DOTALL)


class NotADocument(ValueError):
    """The bytes are not the JSON of the type asked for; ``args[0]`` names the place, no content."""


def encode(value: object) -> bytes:
    """The canonical JSON of a dataclass or of plain values."""
    return msgspec.json.encode(value, order="sorted", enc_hook=listed)


def listed(value: object) -> tuple[Any, ...]:
    """For msgspec: the items of a sequence that it does not know (``desktop.packed``)."""
    if isinstance(value, Sequence):
        return tuple(value)
    raise TypeError(f"{type(value).__name__} has no place in a document")


def decode(data: bytes, kind: type[T]) -> T:
    """A value of ``kind`` from its canonical JSON; ``NotADocument`` where it is anything else.

    Fields that a later release added may be missing and take their defaults; unknown
    fields, duplicate keys and any other spelling of the same value are refused.
    """
    value = _whole(data, kind)
    return _strictly(data, kind) if value is None else value


def _whole(data: bytes, kind: type[T]) -> T | None:
    """The value whose canonical form these very bytes are, as they nearly always are; None for
    any others. In less than half the time and memory that it takes to say what is wrong.
    """
    if _may_hold_large(data):
        return None
    try:
        value = msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return value if encode(value) == data else None


def _strictly(data: bytes, kind: type[T]) -> T:
    try:
        raw = msgspec.json.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise NotADocument(_without_content(error)) from None
    if encode(raw) != data:
        raise NotADocument("not in canonical form")
    if _may_hold_large(data):
        _refuse_large(raw)
    return from_plain(raw, kind)


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
    elif isinstance(value, int) and abs(value) > _MAX_INTEGER:
        raise NotADocument("a number is out of range")


def to_plain(value: object) -> Any:
    """A dataclass as dicts, lists, strings, numbers: the body of a version document.

    Exactly what reading its JSON back gives (no tuples), so that both compare equal.
    """
    return msgspec.json.decode(msgspec.json.encode(value, enc_hook=listed))


def from_plain(value: object, kind: type[T]) -> T:
    """A dataclass from plain values; ``NotADocument`` where it does not fit exactly."""
    try:
        result = msgspec.convert(value, kind, strict=True)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise NotADocument(_without_content(error)) from None
    known = to_plain(result)
    if known != value:
        _refuse_unknown(value, known, "$")
    return result


def _without_content(error: Exception) -> str:
    """The library's words less any value it quotes: it repeats unknown codes in quotes."""
    return _QUOTED.sub("…", str(error))


def _refuse_unknown(given: object, known: object, place: str) -> None:
    """``NotADocument`` for an object field that the dataclass does not have."""
    if isinstance(given, dict) and isinstance(known, dict):
        for key, item in given.items():
            if key not in known:
                raise NotADocument(f"unknown field at {place}")
            _refuse_unknown(item, known[key], f"{place}.{key}")
    elif isinstance(given, list) and isinstance(known, list):
        for index, (item, twin) in enumerate(zip(given, known, strict=True)):
            _refuse_unknown(item, twin, f"{place}[{index}]")


def schema(kind: type) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a dataclass, as it lies in every package."""
    return msgspec.json.schema(kind)
