"""The rows of a damaged database laid into the tables of a new one, as they stand there.

The new one has the tables of the migration that the damaged one was at. Which page each tree of
the damaged one begins at is read from its schema; of a table that the schema no longer names, all
pages are looked for as :mod:`desktop.vault.rescue.trees` says. What the indexes say of rows that
are missing is kept (:class:`Facts`): a row that stands in an index whole comes from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlcipher

from desktop.progress import Pause, no_pause
from desktop.vault.rescue.cells import (
    INNER_INDEX,
    INNER_TABLE,
    LEAF_INDEX,
    LEAF_TABLE,
    Cell,
    Unreadable,
    node,
)
from desktop.vault.rescue.pages import Pages
from desktop.vault.rescue.trees import SCHEMA_ROOT, Claim, Found, Trees, given_back
from desktop.vault.store.connection import Database
from desktop.vault.store.reader import Reader

_NOT_COPIED: Final = ("search_", "sqlite_")
"""Tables whose names begin so are made anew: what is found by searching follows from the rest."""
_AT_ONCE: Final = 500
_BYTES_AT_ONCE: Final = 16 << 20
_TYPES: Final[dict[str, tuple[type, ...]]] = {
    "TEXT": (str,), "INTEGER": (int,), "BLOB": (bytes,), "REAL": (float, int),
}  # fmt: skip
_TABLES: Final = (
    "SELECT name, sql LIKE '%WITHOUT ROWID%' FROM sqlite_schema WHERE type = 'table' ORDER BY name"
)
_COLUMNS: Final = (
    'SELECT name, type, "notnull", pk, dflt_value IS NOT NULL FROM pragma_table_info(?)'
)
_ROOTS: Final = "SELECT name, rootpage FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"
_INDEXES: Final = "SELECT name FROM pragma_index_list(?) WHERE NOT partial"
_OF_INDEX: Final = "SELECT coalesce(name, '') FROM pragma_index_info(?)"
Facts = dict[int, dict[str, Any]]
"""What indexes say of rows that were not found: number of the row → column → value."""


@dataclass(frozen=True, slots=True)
class Column:
    """``alias``: it stands for the number of the row, and is not written in it."""

    name: str
    types: tuple[type, ...]
    required: bool
    later: bool
    alias: bool

    def takes(self, value: Any) -> bool:
        """Whether this may stand in it."""
        if value is None:
            return self.alias or not self.required
        return not self.alias and type(value) in self.types


@dataclass(frozen=True, slots=True)
class Layout:
    """A table as its rows are written. ``columns``: in the order in which they stand there."""

    name: str
    columns: tuple[Column, ...]
    numbered: bool

    def fits(self, cell: Cell) -> bool:
        """Whether a cell can be one of its rows; columns that came later may be missing."""
        values = cell.values or ()
        if len(values) > len(self.columns):
            return False
        if not all(each.later for each in self.columns[len(values) :]):
            return False
        pairs = zip(self.columns, values, strict=False)
        return all(column.takes(value) for column, value in pairs)

    def row(self, cell: Cell) -> dict[str, Any]:
        """A row of it, by the names of its columns."""
        values = cell.values or ()
        pairs = zip(self.columns, values, strict=False)
        return {c.name: cell.rowid if c.alias else value for c, value in pairs}


@dataclass(slots=True)
class TableFound:
    """What came of one table. ``rows``: how many; ``missing``: what indexes say of those that did
    not; ``whole``: whether none is known to be missing."""

    rows: int = 0
    whole: bool = True
    missing: Facts = field(default_factory=dict)


@dataclass(slots=True)
class Laid:
    """``unclaimed``: rows that could be of several tables, and are in none."""

    tables: dict[str, TableFound]
    unclaimed: int = 0


def schema_of(trees: Trees, found: Found) -> dict[str, int]:
    """Name of each table and index → the page its tree begins at."""
    return _roots(trees.rows(SCHEMA_ROOT, found))


def _roots(cells: Iterable[Cell]) -> dict[str, int]:
    named = (cell.values for cell in cells if cell.values and _is_schema(cell))
    return {row[1]: row[3] for row in named if row[3]}


def _is_schema(cell: Cell) -> bool:
    values = cell.values or ()
    shape = (str, str, str, int)
    return len(values) == 5 and all(
        isinstance(value, kind) for value, kind in zip(values[:4], shape, strict=True)
    )


class Laying:
    """From ``pages`` into the empty tables of ``db``."""

    def __init__(self, pages: Pages, db: Database, pause: Pause = no_pause) -> None:
        self._db, self._pages, self._pause = db, pages, pause
        self._trees = Trees(pages, pause)
        self._layouts = {each.name: each for each in layouts(db)}

    def lay(self) -> Laid:
        """Everything that is found."""
        roots = self._whole_schema()
        walked = {name: Found() for name in self._layouts}
        laid = Laid({name: TableFound() for name in self._layouts})
        for name, layout in self._layouts.items():
            cells = self._trees.rows(roots[name], walked[name]) if name in roots else iter(())
            laid.tables[name].whole = name in roots
            self._insert(layout, cells, laid)
        indexes = self._walk_indexes(roots, walked)
        self._lay_orphans(roots, walked, laid)
        for name, found in walked.items():
            laid.tables[name].whole = laid.tables[name].whole and found.whole
        self._lay_covered(indexes, laid)
        return laid

    def _whole_schema(self) -> dict[str, int]:
        found = Found()
        roots = schema_of(self._trees, found)
        if found.whole:
            return roots
        # A scan of its own: what it comes by is not taken from the tables.
        for here in Trees(self._pages, self._pause).orphans():
            if here.cells and all(_is_schema(cell) for cell in here.cells):
                roots = _roots(here.cells) | roots
        return self._likely_roots(roots) | roots

    def _likely_roots(self, known: dict[str, int]) -> dict[str, int]:
        """Where the tables that the schema no longer names probably begin: where they do in a vault
        that was made by the same migrations, if what stands there can be theirs and nobody
        else's."""
        found = {}
        for name, root in self._db.all(_ROOTS):
            layout, page = self._layouts.get(name), self._pages.get(root)
            if layout is None or name in known or root in known.values() or page is None:
                continue
            if root_fits(root, page, layout, self._pages.get):
                found[name] = root
        return found

    def _lay_orphans(self, roots: dict[str, int], walked: dict[str, Found], laid: Laid) -> None:
        claims = [
            Claim(name, layout.numbered, layout.fits, walked[name] if name in roots else None)
            for name, layout in self._layouts.items()
            if name not in roots or walked[name].broken
        ]
        unclaimed: list[int] = []
        if claims:
            for name, cell in given_back(self._trees, claims, unclaimed):
                self._insert(self._layouts[name], iter((cell,)), laid)
        laid.unclaimed = sum(unclaimed)

    def _insert(self, layout: Layout, cells: Iterator[Cell], laid: Laid) -> None:
        found = laid.tables[layout.name]
        for some in _pieces(cells):
            self._pause()
            with self._db.transaction_in_order():
                found.rows += sum(
                    _put(self._db, layout.name, layout.row(cell))
                    for cell in some
                    if layout.fits(cell)
                )

    def _walk_indexes(self, roots: dict[str, int], walked: dict[str, Found]) -> dict[str, Facts]:
        """Every index is walked, so that its pages are nobody's orphans; what those of a table that
        is not whole say is kept."""
        facts: dict[str, Facts] = {}
        for name, layout in self._layouts.items():
            damaged = name not in roots or not walked[name].whole
            for index, columns in _indexes(self._db, name):
                cells = self._trees.rows(roots[index], Found()) if index in roots else iter(())
                if not (damaged and layout.numbered):
                    _pass_by(cells)
                    continue
                for cell in cells:
                    *values, number = cell.values or (None,)
                    if isinstance(number, int):
                        pairs = zip(columns, values, strict=False)
                        facts.setdefault(name, {}).setdefault(number, {}).update(pairs)
        others = roots.keys() - self._layouts.keys()
        for each in sorted(others - {i for n in self._layouts for i, _c in _indexes(self._db, n)}):
            _pass_by(self._trees.rows(roots[each], Found()))
        return facts

    def _lay_covered(self, facts: dict[str, Facts], laid: Laid) -> None:
        """Rows that indexes hold whole; the others are what is missing."""
        for name, known in facts.items():
            layout = self._layouts[name]
            alias = next((column.name for column in layout.columns if column.alias), None)
            here = {row for (row,) in self._db.rows(f"SELECT rowid FROM {name}")}  # noqa: S608
            needed = {column.name for column in layout.columns if not column.alias}
            with self._db.transaction_in_order():
                for number in sorted(known.keys() - here):
                    row = known[number] | ({alias: number} if alias else {})
                    if not needed <= row.keys() or not _put(self._db, name, row):
                        laid.tables[name].missing[number] = row


def layouts(db: Reader) -> Iterator[Layout]:
    """The tables of a database that are copied."""
    for name, apart in db.all(_TABLES):
        if name.startswith(_NOT_COPIED):
            continue
        rows = db.all(_COLUMNS, (name,))
        key = sorted((row for row in rows if row[3]), key=lambda row: row[3])
        alias = not apart and len(key) == 1 and key[0][1] == "INTEGER"
        if apart:
            # Section 2.4: what the key names comes first.
            rows = [*key, *(row for row in rows if not row[3])]
        columns = tuple(
            Column(
                column, _TYPES[kind], bool(required or (apart and pk)), bool(given or not required),
                bool(alias and pk),
            )
            for column, kind, required, pk, given in rows
        )  # fmt: skip
        yield Layout(name, columns, not apart)


def root_fits(number: int, page: bytes, layout: Layout, get: Callable[[int], bytes | None]) -> bool:
    """Whether the page can be the first of this table's tree."""
    try:
        here = node(number, page, get)
    except (Unreadable, IndexError):
        return False
    kinds = (LEAF_TABLE, INNER_TABLE) if layout.numbered else (LEAF_INDEX, INNER_INDEX)
    cells = [cell for cell in here.cells if cell.values is not None]
    return here.kind in kinds and all(layout.fits(cell) for cell in cells)


def _indexes(db: Reader, table: str) -> list[tuple[str, list[str]]]:
    return [
        (name, [column for (column,) in db.all(_OF_INDEX, (name,))])
        for (name,) in db.all(_INDEXES, (table,))
    ]


def _put(db: Database, table: str, row: dict[str, Any]) -> int:
    """Add a row; whether it was: not where another has its key, or where the table refuses it."""
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    sql = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
    try:
        return max(0, db.execute(sql, tuple(row.values())))
    except sqlcipher.IntegrityError:
        return 0


def _pieces(cells: Iterator[Cell]) -> Iterator[list[Cell]]:
    """As many cells as a transaction takes."""
    some: list[Cell] = []
    size = 0
    for cell in cells:
        some.append(cell)
        size += sum(len(value) for value in cell.values or () if isinstance(value, bytes))
        if len(some) >= _AT_ONCE or size >= _BYTES_AT_ONCE:
            yield some
            some, size = [], 0
    if some:
        yield some


def _pass_by(cells: Iterable[Cell]) -> None:
    for _cell in cells:
        pass
