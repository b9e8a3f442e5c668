"""What a call asks of the database: its statements, the virtual machine's steps, its plans.

Counted, not timed: the same on every machine, however busy it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from desktop.vault import Vault
from desktop.vault.store.connection import Database

Read = Callable[[Vault], object]

_EVERY = 10
_NO_TABLE = {"ids", "page", "went", "inside", "CONSTANT"}
"""What a statement of ours made a moment ago, of a page or of one record."""

_OF_FTS = "--"
"""How a statement begins that the full-text index asks by itself."""


@dataclass(frozen=True)
class Cost:
    """``steps``: instructions of SQLite's virtual machine, to the nearest ten."""

    statements: tuple[str, ...]
    steps: int


def cost_of(vault: Vault, read: Read) -> Cost:
    """What the call cost."""
    statements: list[str] = []
    ticks = 0

    def tick() -> int:
        nonlocal ticks
        ticks += 1
        return 0

    connection = vault._db._connection
    connection.set_trace_callback(statements.append)
    connection.set_progress_handler(tick, _EVERY)
    try:
        read(vault)
    finally:
        connection.set_trace_callback(None)
        connection.set_progress_handler(None, _EVERY)
    own = tuple(sql for sql in statements if not sql.startswith(_OF_FTS))
    return Cost(own, ticks * _EVERY)


def whole_tables(db: Database, cost: Cost) -> list[str]:
    """The lines of the plans in which a table is read from one end to the other.

    What is read in the order of an index until a page is full, and what stands in the index
    itself, is none.
    """
    found = []
    for sql in cost.statements:
        plan = [line for *_, line in db.all(f"EXPLAIN QUERY PLAN {sql}")]
        # What such a statement inside gives has been read by lines of its own.
        inner = {line.split()[1] for line in plan if line.startswith(("CO-ROUTINE", "MATERIALIZE"))}
        scans = [line for line in plan if line.startswith("SCAN") and not _bounded(line, sql)]
        found += [line for line in scans if line.split()[1] not in inner]
    return found


def _bounded(line: str, sql: str) -> bool:
    in_order = "USING INDEX" in line and " LIMIT " in sql
    held = "COVERING INDEX" in line or "VIRTUAL TABLE" in line
    return in_order or held or line.split()[1] in _NO_TABLE
