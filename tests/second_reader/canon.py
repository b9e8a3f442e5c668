"""Canonical JSON: the subset of RFC 8785 that the format uses (documents, JSON; limits)."""

from __future__ import annotations

import itertools
import json
from typing import Any, NoReturn

from . import limits

Json = Any
"""None, bool, int, str, list or dict with text keys."""


class NoJson(Exception):
    """These octets are no canonical JSON within the limits."""


def _no_number(text: str) -> NoReturn:
    raise NoJson(f"not an integer: {text[:20]}")


def _integer(text: str) -> int:
    if len(text) > 17 or abs(int(text)) > limits.INTEGER:
        raise NoJson("integer")
    return int(text)


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    """An object whose keys are in RFC 8785's order (UTF-16), each once."""
    keys = [key.encode("utf-16-be", "surrogatepass") for key, _value in pairs]
    if any(a >= b for a, b in itertools.pairwise(keys)):
        raise NoJson("order of keys")
    return dict(pairs)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_float=_no_number,
    parse_constant=_no_number,
    parse_int=_integer,
)


def _check_depth(value: Json, deepest: int) -> None:
    """NoJson for more than `deepest` objects and lists inside each other."""
    level = [value]
    for _depth in range(deepest):
        inner = (v.values() if isinstance(v, dict) else v for v in level)
        level = [w for v in inner for w in v if isinstance(w, dict | list)]
        if not level:
            return
    raise NoJson("too deep")


def dump(value: Json) -> bytes:
    """The octets of a value whose objects have their keys in order."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def ordered(value: dict[str, Json]) -> dict[str, Json]:
    """The object with its own keys in order."""
    return dict(sorted(value.items(), key=lambda pair: pair[0].encode("utf-16-be")))


def load(octets: bytes) -> Json:
    """The value. NoJson when the octets are not exactly its canonical form."""
    try:
        text = octets.decode("utf-8")
        value = _DECODER.decode(text)
        if isinstance(value, dict | list):
            _check_depth(value, limits.DEPTH)
        if dump(value) != octets:
            raise NoJson("not canonical")
        if "\\u0000" in text and _holds_nul(value):
            raise NoJson("NUL")
    except (ValueError, RecursionError) as error:
        raise NoJson("not JSON") from error
    return value


def _holds_nul(value: Json) -> bool:
    """Whether any text in it, keys too, holds a NUL."""
    if isinstance(value, dict):
        return any("\x00" in key or _holds_nul(inner) for key, inner in value.items())
    if isinstance(value, list):
        return any(map(_holds_nul, value))
    return isinstance(value, str) and "\x00" in value
