"""The database of a vault without what is large: what each generation of a backup holds.

Every table is copied row by row, under the same numbers, or is named in :data:`LEFT_OUT`. Indexes
and triggers come behind the rows, so that no trigger fires and no index is written twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.progress import Progress
from desktop.vault.store.copying import Copy
from desktop.vault.store.migrate import version_of
from desktop.vault.store.reader import Reader, Row

LEFT_OUT: Final = {
    "media_chunk": "stored once for all generations, and put back by a restore",
    "working_copy": "drawn anew from the originals: each waits for its picture after a restore",
    "likeness": "read again from that picture",
    "search_text": "the search is made anew by a restore",
    "search_word": "the search is made anew by a restore",
    "search_waiting": "the search is made anew by a restore",
}
"""Tables whose rows no generation holds, and how they come back."""

_WORDS: Final = "search_text_"
"""Begins the names of what belongs to the full-text index, and of one that is being dropped."""
_OWN: Final = "sqlite_"
_AT_A_TIME: Final = 2000
_TABLES: Final = (
    "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL ORDER BY rowid"
)
_OTHERS: Final = (
    "SELECT name, sql FROM sqlite_schema WHERE type != 'table' AND sql IS NOT NULL ORDER BY rowid"
)
_COLUMNS: Final = "SELECT name, type, pk FROM pragma_table_info(?)"
_WITHOUT_ROWID: Final = "SELECT wr FROM pragma_table_list(?) WHERE schema = 'main'"
_PICTURES: Final = (
    "SELECT DISTINCT m.row FROM working_copy w JOIN media m ON m.id = w.media_id"
    " WHERE m.row NOT IN (SELECT media_row FROM picture_pending)"
)
_WANTED: Final = "INSERT INTO picture_pending (media_row, described, tries) VALUES (?, 1, 0)"


def write_skeleton(source: Reader, target: Copy, progress: Progress, said: str) -> None:
    """Copy what is not left out from a vault's database that nobody writes meanwhile.

    ``progress``: counts tables, and is told ``said``; what it raises leaves the copy unfinished.
    """
    tables = [(name, sql) for name, sql in source.all(_TABLES) if not _is_inner(name)]
    target.run("BEGIN")
    for _name, sql in tables:
        target.run(sql)
    for number, (name, _sql) in enumerate(tables):
        progress(number, len(tables), said)
        if name not in LEFT_OUT:
            for rows in _pieces(source, name):
                target.run_many(_insert(source, name), rows)
                progress(number, len(tables), said)
    target.run_many(_WANTED, source.all(_PICTURES))
    for name, sql in source.all(_OTHERS):
        if not _is_inner(name):
            target.run(sql)
    target.run(f"PRAGMA user_version = {version_of(source):d}")
    target.run("COMMIT")


def _is_inner(name: str) -> bool:
    return name.startswith((_OWN, _WORDS))


def _pieces(source: Reader, table: str) -> Iterator[list[Row]]:
    rows = source.rows(f"SELECT {_names(source, table)} FROM {table}")  # noqa: S608
    piece: list[Row] = []
    for row in rows:
        piece.append(row)
        if len(piece) == _AT_A_TIME:
            yield piece
            piece = []
    yield piece


def _insert(source: Reader, table: str) -> str:
    names = _names(source, table)
    marks = ", ".join("?" * (names.count(",") + 1))
    return f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608


def _names(source: Reader, table: str) -> str:
    """The columns, and the row's number where no column is it."""
    columns = source.all(_COLUMNS, (table,))
    keys = [kind for _name, kind, key in columns if key]
    named = [f'"{name}"' for name, _kind, _key in columns]
    if keys == ["INTEGER"] or source.all(_WITHOUT_ROWID, (table,)) == [(1,)]:
        return ", ".join(named)
    return ", ".join(("rowid", *named))
