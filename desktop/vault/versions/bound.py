"""What is shown, bound to what was last written: nobody can put an older page back unnoticed.

Which tables are watched stands here; how, in ``desktop/vault/store/tally.py``. Rows of a record
are summed with the record's working state, every other table as a whole. What no sum covers:
``media_chunk`` (each original has its hashes), ``custody`` (a chain with its head, which is
covered), what a package carried (the row of the package has digests of it), the full-text index,
what only says what is still to be done (``picture_pending``, ``search_waiting``, ``file_unfound``,
``unfinished_file``), which files
came together (``came_with``), and when originals were read last (``fixity``, ``fixity_run``; the
checks themselves stand in the log).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain
from typing import Final

from desktop.errors import DamagedVault, OlderVault
from desktop.model.media import MEDIA_KIND
from desktop.progress import Pause, no_pause
from desktop.vault.kinds import standing
from desktop.vault.kinds.all import KINDS
from desktop.vault.kinds.kind import AboutNobody
from desktop.vault.records.handoff import package_digests
from desktop.vault.records.originals import working_copies
from desktop.vault.store.connection import Database
from desktop.vault.store.reader import Reader
from desktop.vault.store.tally import (
    KEY_BYTES,
    MODULUS,
    Changed,
    RowHash,
    Sum,
    Tally,
    Watched,
    recount,
)
from desktop.vault.versions import authors
from desktop.vault.versions.sums import (
    COLUMNS_OF,
    COMMITS,
    KEY,
    META,
    Differing,
    keep_definitions,
    no_count,
    note_differing,
    noted,
    recounted,
    stored_sums,
    sums_differing,
    sums_key,
)

TABLES_SUMMED: Final = (
    META, "identity", "card", "safety", "media", "media_metadata", "file_text",
    "record_version", "version_parent", "author", "working_state", "seal", "custody_head",
    "object", "custody_of", "custody_received", "custody_salt",
    "package_sent", "package_sent_piece", "package_unfinished", "package_untold", "package_item",
    "receipt", "package_received", "package_received_piece", "set_aside", "draft",
    "name_decision", "derived",
    standing.TABLE, "session", "organisation", "organisation_signed", "unread_ground",
    "protected_name", "backup_place",
)  # fmt: skip
_ONCE: Final = {"package_item": "outcome"}
"""Rows that count once this is known: there are too many before (``package_digests.py``)."""
_NOT_COUNTED: Final = {
    # Follows from the record, and is written anew by another way of folding.
    "folded",
}
_BOUND_OTHERWISE: Final = {
    ("record_version", "data"),
    ("custody_received", "event"),
    ("package_sent_piece", "bytes"),
    (standing.TABLE, "row"),
    (standing.TABLE, "mac"),
    ("session", "filling"),
}
"""Columns whose hash is the row's own key; documents of which there is a digest; and what a row
adds to the sum."""

_SMALL_AND_DECIDING: Final = ("card", "custody_head", "session", META, "protected_name")
"""Whole tables that are counted at each look of the gate: who may be sent what; the row that every
decision about a consent changes; the pages of those who wrote last, so that neither some pages
nor a log of another day undo a decision alone; what was found when the program was updated; and
whom nobody may be told of by name."""

_READ_BY: Final = {"object": "sqlite_autoindex_object_1"}
"""The index that the number of a thing is found by."""

_TRIES: Final = 3
"""How often what records rest on is counted with safe points, while others write it."""

_RESTED_ON: Final = tuple(
    dict.fromkeys(
        each
        for kind in KINDS
        if not isinstance(kind.grounds, AboutNobody)
        for each in kind.grounds.counted
    )
)
"""Each once: several kinds may rest on the same rows."""


def watched(db: Reader) -> tuple[Watched, ...]:
    """Every table that is watched, with the columns it has by now."""
    rows = [
        Watched(table, _columns(db, table, column), (kind.name, column))
        for kind in KINDS
        for table, column in kind.rows.items()
    ]
    return (*rows, *_RESTED_ON, *(_whole(db, table) for table in TABLES_SUMMED))


def _whole(db: Reader, table: str) -> Watched:
    once, read_by = _ONCE.get(table, ""), _READ_BY.get(table, "")
    return Watched(table, _columns(db, table), once=once, read_by=read_by)


def _columns(db: Reader, table: str, owner: str = "") -> tuple[str, ...]:
    found = [name for (name,) in db.all(COLUMNS_OF, (table,))]
    left_out = {owner, *_NOT_COUNTED}
    return tuple(
        name for name in found if name not in left_out and (table, name) not in _BOUND_OTHERWISE
    )


def begin_sums(db: Database) -> None:
    """Count everything for the first time, or again after a migration."""
    with db.transaction():
        db.execute(
            "INSERT INTO vault_meta (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (KEY, secrets.token_hex(KEY_BYTES)),
        )
        key = sums_key(db)
        db.hash_rows_with(RowHash(key))
        authors.fill(db)
        standing.fill(db)
        package_digests.fill(db)
        working_copies.fill(db)
        tables = watched(db)
        keep_definitions(db, tables)
        found = recounted(db, tables)
        # The sums of records are written first: they are rows of a watched table themselves.
        for (_kind, record_id), total in found.records.items():
            db.execute(
                "UPDATE working_state SET rows = ?, value = ? WHERE record_id = ?",
                (total.rows, total.stored(), record_id),
            )
        states = "working_state"
        found.tables[states] = Sum()
        recount(db, [_whole(db, states)], key, found)
        db.execute("DELETE FROM tally WHERE name <> ?", (COMMITS,))
        for name, total in found.tables.items():
            db.execute("INSERT INTO tally VALUES (?, ?, ?)", (name, total.rows, total.stored()))


def watch(db: Database) -> None:
    """Keep the sums from now on; ``DamagedVault`` where there are none."""
    tally, session = Tally(watched(db), sums_key(db)), _Session(db)

    def write() -> None:
        session.sign()
        _write(tally, db)

    db.watch(tally, write)
    db.sign_before_moving(session.sign_off)


class _Session:
    """Whoever opened the vault this time: signs on with the first thing that is written, and off
    before what is in the log is moved into the file.

    A part of the log of one session, laid over a file into which all of it was moved, undoes only
    the pages that are in this part, among them all that the gate looks at. The page of signing off
    is in no other part of it, and counts in the sum of every part.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._signed = (-1, b"")

    def sign(self) -> None:
        """Take the place that was written longest ago, unless this session has one."""
        if self._db.one("SELECT 1 FROM session WHERE slot = ? AND nonce = ?", self._signed):
            return
        self._take_place()

    def sign_off(self) -> None:
        """Take another place in the same way, in the transaction that is open."""
        self._take_place()

    def _take_place(self) -> None:
        number, slot = self._db.one(_NEXT) or (1, 0)
        self._signed = slot, secrets.token_bytes(16)
        self._db.execute(
            "UPDATE session SET number = ?, nonce = ? WHERE slot = ?",
            (number, self._signed[1], slot),
        )


_NEXT: Final = (
    "SELECT (SELECT 1 + max(number) FROM session), slot FROM session ORDER BY number, slot LIMIT 1"
)


def _write(tally: Tally, db: Database) -> None:
    """Write what changed, as the last of a transaction."""
    records = tally.take()
    changed = [(each.rows, each.stored(), id_) for (_, id_), each in records.records.items()]
    db.execute_many(_ADD_TO_RECORD, changed)
    records.add(tally.take())
    tables = [(name, each.rows, each.stored()) for name, each in records.tables.items()]
    db.execute_many(_ADD_TO_TABLE, tables)


_ADD_TO_RECORD: Final = (
    "UPDATE working_state SET rows = rows + ?, value = plus_sum(value, ?) WHERE record_id = ?"
)
_ADD_TO_TABLE: Final = (
    "INSERT INTO tally (name, rows, value) VALUES (?1, ?2, ?3) ON CONFLICT (name)"
    " DO UPDATE SET rows = rows + ?2, value = plus_sum(value, ?3)"
)


def refuse_older(db: Database, macs: Iterable[bytes] | None = None) -> None:
    """``OlderVault`` where what the gate decides by is not what was written last.

    ``macs``: of the rows of versions of consents, where they are read already. 20,000 take some
    10 ms.
    """
    if macs is None:
        macs = chain.from_iterable(db.all(_MACS))
    numbers = [int.from_bytes(mac, "little") for mac in macs]
    found = Changed({standing.TABLE: Sum(len(numbers), sum(numbers) % MODULUS)})
    recount(db, [_whole(db, table) for table in _SMALL_AND_DECIDING], sums_key(db), found)
    _refuse_differing(db, found, "what was decided last is not what the vault holds")
    _refuse_noted(db, (standing.TABLE, *_SMALL_AND_DECIDING))
    if db.one(_LAST_ROW) != db.one("SELECT seq, hash FROM custody_head"):
        raise OlderVault("the custody log ends before its head")


def decided_by(db: Database) -> object:
    """What is the same again only where nothing was written since that a consent, the one who
    receives or what records rest on is told by: some sums, read in an instant."""
    stored = stored_sums(db)
    for name in _DECIDING:
        stored.setdefault(name, Sum()).add(db.pending(name))
    return tuple((stored[name].rows, stored[name].value) for name in _DECIDING)


_DECIDING: Final = (
    standing.TABLE,
    "card",
    "protected_name",
    "name_decision",
    *(each.called for each in _RESTED_ON),
)


def refuse_older_grounds(db: Database, pause: Pause = no_pause) -> None:
    """``OlderVault`` where what records rest on is not what was written last.

    Counts a row for each of them, some 2 µs each; and where any file has two names, those with the
    numbers of things. Else a number that is missing makes a file rest on an unknown interview, and
    it stays.
    """
    for _try in range(_TRIES):
        before = db.rows_written
        found = _grounds_counted(db, pause)
        # What others wrote while this paused may be counted or not. Where all that was counted
        # gives the sums as they are now, it was; else what was written may be why.
        if not _differs(db, found) or db.rows_written == before:
            break
    else:
        found = _grounds_counted(db, no_pause)
    _refuse_differing(db, found, "what records rest on is not what the vault holds")
    _refuse_noted(db, (*(each.called for each in _RESTED_ON), "object"))


def _grounds_counted(db: Database, pause: Pause) -> Changed:
    found = Changed()
    recount(db, _RESTED_ON, sums_key(db), found, pause)
    if found.tables["media_alias"].rows:
        recount(db, [_whole(db, "object")], sums_key(db), found, pause)
    return found


def _refuse_differing(db: Database, found: Changed, why: str) -> None:
    if _differs(db, found):
        raise OlderVault(why)


def _differs(db: Database, found: Changed) -> bool:
    """Whether these sums are not those that were written last."""
    stored = stored_sums(db)
    for name, total in found.tables.items():
        last = stored.get(name, Sum())
        last.add(db.pending(name))
        if total != last:
            return True
    return False


def _refuse_noted(db: Database, names: Collection[str]) -> None:
    """What was older when the program was updated has stayed so since."""
    if any(each.name in names for each in noted(db)):
        raise OlderVault("it was older already when the program was updated")


def is_older(db: Database) -> bool:
    """Whether the gate would refuse everything: asked when a vault is opened, which it is all the
    same. Who is shut out can neither read what is there nor have it checked."""
    try:
        refuse_older(db)
    except DamagedVault:
        return True
    return False


_MACS: Final = f"SELECT mac FROM {standing.TABLE}"  # noqa: S608
_LAST_ROW: Final = "SELECT seq, hash FROM custody ORDER BY seq DESC LIMIT 1"


def differing(db: Reader, told: Callable[[int, int], None] = no_count) -> Iterator[Differing]:
    """What is not what was written last: records first, then tables that no record names; then
    what was so when the program was updated, and is counted as it was found since.

    Reads every row that is watched; ``told``: how many tables are read, of how many.
    """
    yield from sums_differing(db, watched(db), told)
    for media_id in working_copies.differing(db, RowHash(sums_key(db))):
        yield Differing(MEDIA_KIND, media_id)
    for name in (*package_digests.differing(db), *standing.differing(db)):
        yield Differing(name)
    yield from noted(db)


def note_older(db: Database) -> None:
    """Before an update changes the tables: keep what is not what was written last, so that what
    is counted behind the update is not taken for it."""
    note_differing(db, watched(db))
