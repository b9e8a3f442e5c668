"""What is shown, bound to what was last written: nobody can put an older page back unnoticed.

Which tables are watched stands here; how, in ``desktop/vault/store/tally.py``. Rows of a record
are summed with the record's working state, every other table as a whole. What no sum covers:
``media_chunk`` (each original has its hashes), ``custody`` (a chain with its head, which is
covered), ``package_item`` and ``package_record`` (they follow from packages and receipts), the
full-text index, and what only says what is still to be done (``picture_pending``,
``unfinished_file``).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from desktop.errors import DamagedVault
from desktop.model.consent import CONSENT_KIND
from desktop.vault.kinds.all import KINDS
from desktop.vault.store.connection import Database
from desktop.vault.store.reader import Reader
from desktop.vault.store.tally import KEY_BYTES, MODULUS, Changed, Sum, Tally, Watched, recount

_TABLES: Final = (
    "vault_meta", "identity", "card", "safety", "media", "media_metadata", "media_alias",
    "derivative", "record_version", "version_parent", "working_state", "seal", "custody_head",
    "object", "attachment_of_media", "custody_of", "custody_received", "custody_salt",
    "package_sent", "package_sent_document", "receipt", "package_received", "set_aside", "draft",
)  # fmt: skip
_NOT_COUNTED: Final = {
    # Follows from the record, and is written anew by another way of folding.
    "folded",
}
_BOUND_OTHERWISE: Final = {
    ("record_version", "data"),
    ("custody_received", "event"),
    ("package_sent_document", "document"),
}
"""Columns whose hash is the row's own key; and documents, written piece by piece behind the row
(``Database.fill_blob``), which are those of signed packages."""

_KEY: Final = "tally_key"
_DECIDING: Final = "deciding"
"""The sum of the versions of consents that are shown, cheap enough for each look of the gate."""


def no_count(_done: int, _total: int) -> None:
    """For who does not want to know how far it is."""


@dataclass(frozen=True, slots=True)
class Differing:
    """What differs from what was written last: a record, by its kind and id, or a table."""

    name: str
    record_id: str = ""


def watched(db: Reader) -> tuple[Watched, ...]:
    """Every table that is watched, with the columns it has by now."""
    rows = [
        Watched(table, _columns(db, table, column), (kind.name, column))
        for kind in KINDS
        for table, column in kind.rows.items()
    ]
    return (*rows, *(Watched(table, _columns(db, table)) for table in _TABLES))


def _columns(db: Reader, table: str, owner: str = "") -> tuple[str, ...]:
    found = [row[1] for row in db.all(f"PRAGMA table_info({table})")]
    left_out = {owner, *_NOT_COUNTED}
    return tuple(
        name for name in found if name not in left_out and (table, name) not in _BOUND_OTHERWISE
    )


def begin_sums(db: Database) -> None:
    """Count everything for the first time, or again after a migration."""
    with db.transaction():
        db.execute(
            "INSERT INTO vault_meta (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (_KEY, secrets.token_hex(KEY_BYTES)),
        )
        found = _recounted(db)
        # The sums of records are written first: they are rows of a watched table themselves.
        for (_kind, record_id), total in found.records.items():
            db.execute(
                "UPDATE working_state SET rows = ?, value = ? WHERE record_id = ?",
                (total.rows, total.stored(), record_id),
            )
        found = _recounted(db)
        db.execute("DELETE FROM tally")
        for name, total in found.tables.items():
            db.execute("INSERT INTO tally VALUES (?, ?, ?)", (name, total.rows, total.stored()))


def watch(db: Database) -> None:
    """Keep the sums from now on; ``DamagedVault`` where there are none."""
    tally = _Tally(watched(db), _key(db))
    db.watch(tally, lambda: tally.write(db))


def _key(db: Reader) -> bytes:
    row = db.one("SELECT value FROM vault_meta WHERE key = ?", (_KEY,))
    if row is None:
        raise DamagedVault("the sums over the tables are missing")
    return bytes.fromhex(row[0])


class _Tally(Tally):
    """Notes also which versions of consents are shown."""

    def __init__(self, tables: tuple[Watched, ...], key: bytes) -> None:
        super().__init__(tables, key)
        [states] = [each for each in tables if each.table == "working_state"]
        self._kind = states.columns.index("kind")
        self._version = states.columns.index("version_id")

    def note(self, sign: int, table: str, *values: Any) -> None:
        """As the sums of any table."""
        super().note(sign, table, *values)
        if table == "working_state" and values[self._kind] == CONSENT_KIND:
            self.noted(_DECIDING, Sum(sign, sign * _number(values[self._version])))

    def write(self, db: Database) -> None:
        """Write what changed, as the last of a transaction."""
        records = self.take()
        for (_kind, record_id), change in records.records.items():
            db.execute(
                "UPDATE working_state SET rows = rows + ?, value = plus_sum(value, ?)"
                " WHERE record_id = ?",
                (change.rows, change.stored(), record_id),
            )
        records.add(self.take())
        for name, change in records.tables.items():
            values = (name, change.rows, change.stored())
            db.execute(
                "INSERT INTO tally (name, rows, value) VALUES (?1, ?2, ?3) ON CONFLICT (name)"
                " DO UPDATE SET rows = rows + ?2, value = plus_sum(value, ?3)",
                values,
            )


def _number(version_id: str | None) -> int:
    return int(version_id[:32], 16) if version_id else 0


def _deciding(db: Reader) -> Sum:
    """From an index alone: 20,000 consents take some 20 ms."""
    # The kind stands in the statement, because the index is of consents alone.
    rows = db.all(f"SELECT version_id FROM working_state WHERE kind = '{CONSENT_KIND}'")  # noqa: S608
    total = sum(_number(version_id) for (version_id,) in rows)
    return Sum(len(rows), total % MODULUS)


def refuse_older_consents(db: Reader) -> None:
    """``DamagedVault`` where the versions of consents that are shown are not those written last.

    Asked before anything leaves and not at opening: who is shut out can neither read what is
    there nor have it checked.
    """
    if _deciding(db) != _stored(db, _DECIDING):
        raise DamagedVault("what was decided last about consents is not what the vault shows")


def _stored(db: Reader, name: str) -> Sum:
    row = db.one("SELECT rows, value FROM tally WHERE name = ?", (name,))
    return Sum.of(*row) if row else Sum()


def _recounted(db: Reader, told: Callable[[int, int], None] = no_count) -> Changed:
    found = Changed()
    tables = watched(db)
    for number, table in enumerate(tables):
        told(number, len(tables))
        recount(db, (table,), _key(db), found)
    found.tables[_DECIDING] = _deciding(db)
    return found


def differing(db: Reader, told: Callable[[int, int], None] = no_count) -> Iterator[Differing]:
    """What is not what was written last: records first, then tables that no record names.

    Reads every row that is watched; ``told``: how many tables are read, of how many.
    """
    found = _recounted(db, told)
    for key in sorted(_records_differing(db, found.records)):
        yield Differing(*key)
    stored = {row[0]: Sum.of(*row[1:]) for row in db.rows("SELECT name, rows, value FROM tally")}
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
