"""The form of a whole document: format, version, needs, schema (page, Versions; documents, JSON).

A document of a later release is told from a broken one first, in whatever form it is written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from . import canon, limits, schema
from .canon import Json
from .errors import Refused, require

FORMATS = {
    "package": "skrynia-package",
    "receipt": "skrynia-receipt",
    "card": "skrynia-card",
    "card-file": "skrynia-card-file",
    "organisation": "skrynia-organisation",
    "organisation-file": "skrynia-organisation-file",
}
WITHOUT_DEFAULT = "package"
"""The one document that never leaves format and version out."""
FEATURES: frozenset[str] = frozenset()
"""What `needs` may name; no document of this release needs any."""


def signed_json(octets: bytes, name: str) -> Json:
    """A document refused whole when it is not of this release, or breaks its schema.

    Refused: newer-program, breaks-schema.
    """
    _check_newer(octets, name)
    try:
        value = canon.load(octets)
        schema.named(name).check(value)
    except (canon.NoJson, schema.BreaksSchema) as error:
        raise Refused("breaks-schema", f"{name}{error}") from error
    return value


def _check_newer(octets: bytes, name: str) -> None:
    """Format, version and features, in any JSON (page, Order of checks, 7).

    Refused: newer-program, breaks-schema.
    """
    value = _loosely(octets)
    default = None if name == WITHOUT_DEFAULT else FORMATS[name]
    # a value of another format says nothing by its version
    right = isinstance(value, dict) and value.get("format", default) == FORMATS[name]
    require(right, "breaks-schema", f"{name} format")
    version = value.get("version", None if name == WITHOUT_DEFAULT else 1)
    released = type(version) is int and version > 0
    require(released, "breaks-schema", f"{name} version")
    require(version == 1, "newer-program", f"{name} {version}")
    unknown = newer_needs(value)
    require(not unknown, "newer-program", f"{name} needs {unknown[:1]}")


def newer_needs(value: Json) -> list[str]:
    """The features that a document names and nobody here knows."""
    needs = value.get("needs", [])
    if not isinstance(needs, list) or not all(isinstance(n, str) for n in needs):
        return []
    return [n for n in needs if n not in FEATURES]


def _loosely(octets: bytes) -> Json:
    """Any JSON, canonical or not; None when it is none."""
    try:
        return json.loads(octets.decode("utf-8"), parse_int=_any_integer)
    except (ValueError, RecursionError):
        return None


def _any_integer(text: str) -> int:
    """However long it is; beyond what is allowed it only has to stay so."""
    beyond = -limits.INTEGER - 1 if text.startswith("-") else limits.INTEGER + 1
    return int(text) if len(text) <= 17 else beyond


def check_items(items: list[Json], known: frozenset[str], about: str) -> None:
    """No field of a later release in an item holds a list of objects, or a text in which an item
    or a list seems to end (documents, JSON).

    Refused: breaks-schema.
    """
    for item in items:
        later = {field: inner for field, inner in item.items() if field not in known}
        seems = _lists_objects(later) or any(_ends_an_item(text) for text in _texts(later))
        require(not seems, "breaks-schema", f"an item of {about}")


def _ends_an_item(text: str) -> bool:
    return "}]" in text or "},{" in text


def _texts(value: Json) -> Iterator[str]:
    """Every text in it, names of fields too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        if isinstance(value, dict):
            yield from value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def _lists_objects(value: Json) -> bool:
    """Whether an object stands in a list anywhere in it."""
    if isinstance(value, dict):
        return any(map(_lists_objects, value.values()))
    if isinstance(value, list):
        return any(isinstance(v, dict) or _lists_objects(v) for v in value)
    return False
