"""The sums as they are stored, compared with what the tables hold; also before an update.

An update of the program counts everything anew behind its migrations, whatever stands there. So
before the first of them what is there is compared with the sums of the tables as they were, by the
columns written down when these were counted, and what differs is kept in ``vault_meta``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from desktop import canonical
from desktop.errors import DamagedVault
from desktop.vault.store.connection import Database
from desktop.vault.store.migrate import schema_number
from desktop.vault.store.reader import Reader, Row
from desktop.vault.store.tally import Changed, Sum, Watched, recount

COLUMNS_OF: Final = "SELECT name FROM pragma_table_info(?)"
"""The columns of a table, by its name: one statement for all tables."""
COMMITS: Final = "commits"
"""A row among the sums that is none: how many commits there were (``vault/file/sequence.py``). It
stands there because the page of the sums is written by each of them anyway."""
META: Final = "vault_meta"
KEY: Final = "tally_key"
_DEFINED: Final = "tally_columns"
_NOTED: Final = "older_at_update"
_COUNTED_AS_NOW: Final = 20
"""The first schema whose sums this program can count where their columns were not written down."""
_TABLE: Final = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"


@dataclass(frozen=True, slots=True)
class Differing:
    """What differs from what was written last: a record, by its kind and id, or a table.

    ``at_update``: found when the program was updated, ``at_rescue``: when a damaged vault was saved
    into this one; since then it is counted as it was found.
    """

    name: str
    record_id: str = ""
    at_update: bool = False
    at_rescue: bool = False


def no_count(_done: int, _total: int) -> None:
    """For who does not want to know how far it is."""


def sums_key(db: Reader) -> bytes:
    """The key of the hashes; ``DamagedVault`` where it is missing."""
    found = _meta(db, KEY)
    if not found:
        raise DamagedVault("the sums over the tables are missing")
    return bytes.fromhex(found)


def stored_sums(db: Reader) -> dict[str, Sum]:
    """The sum of each table as it was written last."""
    rows: list[Row] = db.all("SELECT name, rows, value FROM tally WHERE name <> ?", (COMMITS,))
    return {row[0]: Sum.of(*row[1:]) for row in rows}


def recounted(
    db: Reader, tables: Collection[Watched], told: Callable[[int, int], None] = no_count
) -> Changed:
    """Everything in these tables added up anew; ``told``: how many are read, of how many."""
    found, key = Changed(), sums_key(db)
    for number, table in enumerate(tables):
        told(number, len(tables))
        recount(db, (table,), key, found)
    return found


def sums_differing(
    db: Reader, tables: Collection[Watched], told: Callable[[int, int], None] = no_count
) -> Iterator[Differing]:
    """Records whose rows do not give their sum, then tables that do not."""
    found = recounted(db, tables, told)
    for key in sorted(_records_differing(db, found.records)):
        yield Differing(*key)
    stored = stored_sums(db)
    for name in sorted(found.tables.keys() | stored.keys()):
        if found.tables.get(name, Sum()) != stored.get(name, Sum()):
            yield Differing(name)


def _records_differing(db: Reader, found: dict[tuple[str, str], Sum]) -> Iterator[tuple[str, str]]:
    """(kind, id) of each, in no order; ``found`` is used up, so that only one sum of each record
    is held."""
    nothing = Sum()
    for row in db.rows("SELECT kind, record_id, rows, value FROM working_state"):
        if found.pop((row[0], row[1]), nothing) != Sum.of(*row[2:]):
            yield row[0], row[1]
    yield from (key for key, total in found.items() if total != nothing)


def keep_definitions(db: Database, tables: Collection[Watched]) -> None:
    """Write down what is counted, for the update that changes it."""
    _keep(db, _DEFINED, canonical.encode(list(tables)).decode())


def note_differing(db: Database, now: Collection[Watched]) -> None:
    """Keep what is not what was written last, in the transaction of the update that begins.

    ``now``: what this program counts, for a vault in which that was not written down. Nothing is
    compared in one that has no sums yet.
    """
    if db.one(_TABLE, ("tally",)) is None:
        return
    note(db, (replace(each, at_update=True) for each in _before(db, now)))


def note(db: Database, differing: Iterable[Differing]) -> None:
    """Keep these beside what was noted before."""
    found = {*differing, *noted(db)}
    if found:
        each = sorted(found, key=lambda one: (one.name, one.record_id))
        _keep(db, _NOTED, canonical.encode(each).decode())


def _before(db: Reader, now: Collection[Watched]) -> Iterator[Differing]:
    written = _meta(db, _DEFINED)
    if written:
        tables = canonical.decode(written.encode(), tuple[Watched, ...])
        here = [each for each in tables if _is_here(db, each)]
        yield from sums_differing(db, here)
    elif schema_number(db) >= _COUNTED_AS_NOW:
        here = [each for each in now if _is_here(db, each)]
        names = {each.called for each in here}
        found = sums_differing(db, here)
        yield from (each for each in found if each.record_id or each.name in names)


def _is_here(db: Reader, watched: Watched) -> bool:
    columns = {name for (name,) in db.all(COLUMNS_OF, (watched.table,))}
    return bool(watched.columns) and columns.issuperset(watched.columns)


def noted(db: Reader) -> tuple[Differing, ...]:
    """What was found when the program was updated, now or earlier."""
    found = _meta(db, _NOTED)
    return canonical.decode(found.encode(), tuple[Differing, ...]) if found else ()


def _meta(db: Reader, key: str) -> str:
    row = db.one("SELECT value FROM vault_meta WHERE key = ?", (key,))
    return row[0] if row else ""


def _keep(db: Database, key: str, value: str) -> None:
    db.execute(
        "INSERT INTO vault_meta (key, value) VALUES (?1, ?2)"
        " ON CONFLICT (key) DO UPDATE SET value = ?2",
        (key, value),
    )
