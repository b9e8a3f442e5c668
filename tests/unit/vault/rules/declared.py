"""What the kinds declare of their tables, and what the schema holds."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
import typing
from collections.abc import Iterator
from typing import Any

from desktop.model.values.moment import Moment
from desktop.vault import kinds
from desktop.vault.kinds.kind import Kind
from desktop.vault.store.connection import Database
from desktop.vault.store.ordered_lists import OrderedList
from desktop.vault.store.table import ChildTable, Table


def declared_tables() -> list[Table[Any] | ChildTable[Any]]:
    """Every table in which a dataclass lies, that stands in a module of a kind."""
    found = {id(table): table for value in declarations() for table in _tables_of(value)}
    return list(found.values())


def declarations() -> Iterator[object]:
    """What stands in the modules of the kinds."""
    for module in pkgutil.iter_modules(kinds.__path__, f"{kinds.__name__}."):
        yield from vars(importlib.import_module(module.name)).values()


def _tables_of(value: object) -> Iterator[Table[Any] | ChildTable[Any]]:
    if isinstance(value, OrderedList):
        value = value.table
    if isinstance(value, Table | ChildTable):
        yield value
    if isinstance(value, Table):
        yield from value.children.values()


def dataclasses_of(kind: Kind[Any]) -> list[type]:
    """The body of a kind with its parts, and what lies beside it."""
    beside = {table.kind for table in declared_tables() if table.name in kind.beside}
    return list(dict.fromkeys([*_with_parts(kind.body), *beside]))


def _with_parts(kind: type) -> Iterator[type]:
    yield kind
    for hint in typing.get_type_hints(kind).values():
        for part in (hint, *typing.get_args(hint)):
            if dataclasses.is_dataclass(part) and part is not Moment:
                yield from _with_parts(typing.cast(type, part))


def tables_in(db: Database) -> list[str]:
    """The tables that the migrations made, the full-text index as one."""
    rows = db.all(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND name NOT LIKE 'search_text_%' ORDER BY name"
    )
    return [name for (name,) in rows]


def columns_in(db: Database, table: str) -> dict[str, str]:
    """Column → type."""
    return {row[1]: row[2] for row in db.all(f"PRAGMA table_info({table})")}
