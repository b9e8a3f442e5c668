"""A small JSON Schema validator: the keywords that occur in docs/schemas (documents, JSON).

A field that a schema does not have is read past, unless the schema says that there is none.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / "docs" / "schemas"
_TYPES: dict[str, Callable[[Any], bool]] = {
    "array": lambda v: isinstance(v, list),
    "boolean": lambda v: isinstance(v, bool),
    "integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "null": lambda v: v is None,
    "object": lambda v: isinstance(v, dict),
    "string": lambda v: isinstance(v, str),
}
_KNOWN = {
    "$defs", "$ref", "$schema", "additionalProperties", "anyOf", "const", "contentEncoding",
    "default",
    "description", "enum", "examples", "items", "maxItems", "maxLength", "maxProperties",
    "maximum", "minItems", "minLength", "minimum", "pattern", "properties", "propertyNames",
    "required", "title", "type", "uniqueItems",
}  # fmt: skip


class BreaksSchema(Exception):
    """The value does not follow its schema."""


@functools.cache
def _pattern(text: str) -> re.Pattern[str]:
    r"""An ECMA 262 pattern; there "$" does not stand before a last LF, as Python's would."""
    return re.compile(text[:-1] + r"\Z" if text.endswith("$") else text)


def _same(one: Any, other: Any) -> bool:
    """JSON's equality: 1 is not true."""
    return type(one) is type(other) and bool(one == other)


class Schema:
    """A schema of docs/schemas, by its name there."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._root = document
        self._definitions: dict[str, dict[str, Any]] = document.get("$defs", {})

    def fields(self, definition: str) -> frozenset[str]:
        """The fields that an object of $defs has in this release."""
        return frozenset(self._definitions[definition]["properties"])

    def check(self, value: Any) -> None:
        """BreaksSchema, with the place, when it does not hold."""
        self._check(value, self._root, "")

    def _check(self, value: Any, schema: dict[str, Any], at: str) -> None:
        if unknown := schema.keys() - _KNOWN:
            raise NotImplementedError(f"keywords {sorted(unknown)}")
        if "$ref" in schema:
            name = schema["$ref"].removeprefix("#/$defs/")
            self._check(value, self._definitions[name], at)
        if "anyOf" in schema and not any(self._fits(value, s, at) for s in schema["anyOf"]):
            raise BreaksSchema(at)
        _check_value(value, schema, at)
        if isinstance(value, list):
            self._check_list(value, schema, at)
        elif isinstance(value, dict):
            self._check_object(value, schema, at)

    def _fits(self, value: Any, schema: dict[str, Any], at: str) -> bool:
        try:
            self._check(value, schema, at)
        except BreaksSchema:
            return False
        return True

    def _check_list(self, value: list[Any], schema: dict[str, Any], at: str) -> None:
        length = len(value)
        if not schema.get("minItems", 0) <= length <= schema.get("maxItems", length):
            raise BreaksSchema(f"{at}: number of items")
        if schema.get("uniqueItems") and len({repr(v) for v in value}) < length:
            raise BreaksSchema(f"{at}: twice")
        for item in value:
            self._check(item, schema.get("items", {}), f"{at}[]")

    def _check_object(self, value: dict[str, Any], schema: dict[str, Any], at: str) -> None:
        properties: dict[str, dict[str, Any]] | None = schema.get("properties")
        if missing := set(schema.get("required", ())) - value.keys():
            raise BreaksSchema(f"{at}: without {min(missing)}")
        if len(value) > schema.get("maxProperties", len(value)):
            raise BreaksSchema(f"{at}: number of fields")
        others = schema.get("additionalProperties", True)
        for name, inner in value.items():
            self._check(name, schema.get("propertyNames", {}), f"{at}.*")
            if properties and name in properties:
                self._check(inner, properties[name], f"{at}.{name}")
            elif others is False:
                raise BreaksSchema(f"{at}: {name[:40]}")
            elif isinstance(others, dict):
                self._check(inner, others, f"{at}.{name[:40]}")


def _check_value(value: Any, schema: dict[str, Any], at: str) -> None:
    """Type, enumerations, and the bounds of texts and numbers."""
    if "type" in schema and not _TYPES[schema["type"]](value):
        raise BreaksSchema(f"{at}: type")
    allowed = [schema["const"]] if "const" in schema else schema.get("enum", [value])
    if not any(_same(value, one) for one in allowed):
        raise BreaksSchema(f"{at}: enum")
    if isinstance(value, str):
        _check_text(value, schema, at)
    elif isinstance(value, int) and not isinstance(value, bool):
        low, high = schema.get("minimum", value), schema.get("maximum", value)
        if not low <= value <= high:
            raise BreaksSchema(f"{at}: range")


def _check_text(value: str, schema: dict[str, Any], at: str) -> None:
    """Length in code points, and pattern."""
    length = len(value)
    if not schema.get("minLength", 0) <= length <= schema.get("maxLength", length):
        raise BreaksSchema(f"{at}: length")
    if "pattern" in schema and not _pattern(schema["pattern"]).search(value):
        raise BreaksSchema(f"{at}: pattern")


@functools.cache
def named(name: str) -> Schema:
    """The schema docs/schemas/NAME.json, or one apart. KeyError when there is none."""
    paths = (FOLDER / f"{name}.json", FOLDER / "apart" / f"{name}.json")
    path = next((p for p in paths if p.is_file()), None)
    if path is None:
        raise KeyError(name)
    return Schema(json.loads(path.read_text(encoding="utf-8")))
