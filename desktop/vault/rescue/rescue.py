"""A damaged vault saved into a new one: every record whose pages are whole, and a list of the rest.

The new vault opens as the damaged one did, is the same vault by its id, and keeps its identity and
its custody log, in which a row says that it was rescued, from which head on, and which entries are
missing. What is not what was written last is marked as such and named by every check. The damaged
vault is only read.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.crypto.secret import Secret
from desktop.crypto.slots import KeySlots
from desktop.documents.pieces import sliced
from desktop.errors import DamagedKeySlots, MissingDatabase, NewerVault
from desktop.i18n import _
from desktop.model.custody import CustodyKind
from desktop.model.identity import Role
from desktop.model.version import RecordKind
from desktop.progress import Progress, no_progress
from desktop.system.files import sync_folder, translate_os_errors
from desktop.vault.custody.check import LOST_ENTRIES, LOST_SENT
from desktop.vault.custody.log import CustodyLog
from desktop.vault.custody.segments import begin_segment
from desktop.vault.file import found_renewal
from desktop.vault.file.backup import copy_file, refuse_unread
from desktop.vault.file.folder import at_rest, database_key_of, new_folder, read_slots
from desktop.vault.file.lost import Lost, lost_by, note_lost
from desktop.vault.file.sequence import behind_beside, kept_salt
from desktop.vault.kinds.all import BY_NAME, ORIGINAL
from desktop.vault.records.identity import Owner, load_identity, new_identity
from desktop.vault.rescue import mending
from desktop.vault.rescue.pages import Pages
from desktop.vault.rescue.records import Named, Records, Sorted
from desktop.vault.rescue.rows import Laid, Laying
from desktop.vault.store.connection import Database
from desktop.vault.store.migrate import lay_tables, migrate, migrations, no_backup
from desktop.vault.store.tally import KEY_BYTES, RowHash
from desktop.vault.versions.bound import (
    TABLES_SUMMED,
    begin_sums,
    differing,
    is_older,
    note_older,
)
from desktop.vault.versions.sums import KEY, META, Differing, note, noted, sums_key
from desktop.vault_files import DATABASE, KEYS

_USER_VERSION: Final = slice(60, 64)
_SET: Final = (
    "INSERT INTO vault_meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2"
)
_TRIGGERS: Final = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
_ENTRIES: Final = "SELECT seq FROM custody ORDER BY seq"
_MOST_RANGES: Final = 100
_PACKAGES_AT_ONCE: Final = 10
_OF_RECORDS: Final = frozenset(
    table for kind in BY_NAME.values() for table in (*kind.rows, kind.table.name)
)
_TOLD_OTHERWISE: Final = frozenset(
    {"custody", "media_chunk", "session", "tally", "consent_said", "custody_of"}
)
"""Tables whose rows were made anew, or of which what is missing is told by itself."""


@dataclass(frozen=True, slots=True)
class Rescued:
    """What was saved into the new vault, and what was not.

    ``pages``: the numbers of those that could not be read, of which ``of``. ``kept``: how many
    records of each kind are there. ``missing``, ``in_part`` and ``from_version``: as
    :class:`Sorted`; ``originals``: files that are missing. ``versions`` and ``seals``: how many are
    missing. ``entries``: (first, last) of those that the custody log lacks. ``tables``: the names
    of others of which rows are missing. ``older``: tables that are not what was written last,
    though nothing of them is known to be missing. ``identity``: whether the vault keeps its own.
    ``lost``: saves that were missing already. ``unclaimed``: rows that could be of several tables.
    ``sends``: whether anything can be sent from the new vault, or what decides is marked.
    """

    pages: tuple[int, ...]
    of: int
    kept: dict[RecordKind, int]
    missing: tuple[Named, ...]
    in_part: tuple[Named, ...]
    from_version: tuple[Named, ...]
    originals: tuple[Named, ...]
    versions: int
    seals: int
    entries: tuple[tuple[int, int], ...]
    tables: tuple[str, ...]
    older: tuple[str, ...]
    identity: bool
    compared: bool
    lost: Lost | None
    unclaimed: int
    sends: bool = True

    @property
    def whole(self) -> bool:
        """Whether everything was saved, as it was written last."""
        parts = (self.missing, self.in_part, self.originals, self.entries, self.tables, self.older)
        counts = self.versions or self.seals or self.unclaimed
        return (
            self.identity and self.compared and self.lost is None and not counts and not any(parts)
        )


def rescue(
    source: Path,
    folder: Path,
    secret: Secret | str,
    progress: Progress = no_progress,
    keys: Path | None = None,
) -> Rescued:
    """Save what can be read of the vault in ``source`` as the new vault ``folder``.

    ``keys``: a folder, such as a backup, whose key slots are taken instead of the vault's own.
    ``DamagedKeySlots``, ``WrongPassphrase``, ``NoSlotForSecret``, ``MissingDatabase``,
    ``DamagedVault`` (not one page is readable with this key), ``NewerVault``, ``VaultInUse``,
    ``VaultExists``, ``DiskFull``, ``NotWritable``, ``NotAsWritten``, ``Cancelled``. Then nothing is
    left behind.
    """
    taken = keys or source
    with translate_os_errors():
        if not (taken / KEYS).is_file():
            raise DamagedKeySlots("keys.json is missing")
    slots = read_slots(taken)
    key = database_key_of(slots.unlock(secret))
    database = source / DATABASE
    with translate_os_errors():
        if not database.is_file():
            raise MissingDatabase("vault.db is missing")
    with (
        at_rest(source),
        closing(Pages(database, key, (kept_salt(source),))) as pages,
        new_folder(folder) as building,
    ):
        copy_file(taken / KEYS, building / KEYS, no_progress)
        with Database(building / DATABASE, key, create=True) as db:
            found = _Rescue(source, pages, db, key, slots, progress).run()
        refuse_unread(building / DATABASE, key, progress)
        with translate_os_errors():
            sync_folder(building)
    return found


class _Rescue:
    """One run, into the empty database ``db``."""

    def __init__(
        self,
        source: Path,
        pages: Pages,
        db: Database,
        key: bytes,
        slots: KeySlots,
        progress: Progress,
    ) -> None:
        self._source, self._pages, self._db, self._key = source, pages, db, key
        self._slots, self._progress = slots, progress
        self._comparable = True
        self._report = (0, 1, _("Reading what can be read"))

    def run(self) -> Rescued:
        """Everything, in the order in which one thing follows from another."""
        number = self._schema()
        lay_tables(self._db, number)
        laid = self._lay_rows()
        own = self._lay_what_is_needed()
        unlike = self._compared(number)
        wrong = self._mend_versions(laid)
        broken = self._broken_originals(laid)
        identity = load_identity(self._db)
        records = Records(self._db, laid, identity.fingerprint)
        self._db.hash_rows_with(RowHash(sums_key(self._db)))
        with self._db.transaction():
            mending.number_things(self._db)
            if not self._is_whole(laid, "consent_standing", "consent_said", "record_version"):
                mending.renew_standings(self._db, self._pause)
            records.sort((RecordKind(e.name), e.record_id) for e in unlike if e.record_id)
            strays = mending.drop_strays(self._db)
        return self._ended(number, laid, records.sorted, strays, wrong, broken, unlike, own=own)

    def _pause(self) -> None:
        self._progress(*self._report)

    def _is_whole(self, laid: Laid, *tables: str) -> bool:
        """One that is newer than the damaged vault was made of what is here, and lacks nothing."""
        return all(laid.tables[name].whole for name in tables if name in laid.tables)

    def _schema(self) -> int:
        """The number of the migration that the damaged vault was at; the newest where its first
        page is not readable."""
        first, newest = self._pages.get(1), len(migrations())
        number = int.from_bytes(first[_USER_VERSION]) if first else newest
        if number > newest:
            raise NewerVault(f"the vault has schema {number}, this program knows {newest}")
        return number or newest

    def _lay_rows(self) -> Laid:
        """Every row, beside no trigger: what one would add is among the rows."""
        triggers = self._db.all(_TRIGGERS)
        for name, _sql in triggers:
            self._db.execute(f"DROP TRIGGER {name}")
        sessions = self._db.all("SELECT slot, number, nonce, filling FROM session")
        for table in (META, "session", "custody_head"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608
        with self._db.children_first():
            laid = Laying(self._pages, self._db, self._pause).lay()
            with self._db.transaction():
                self._db.execute_many(
                    "INSERT INTO session VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", sessions
                )
                for _name, sql in triggers:
                    self._db.execute(sql)
        return laid

    def _lay_what_is_needed(self) -> bool:
        """What no vault opens without; whether its identity is its own."""
        db, vault_id = self._db, self._slots.vault_id
        with db.transaction():
            db.execute(_SET, ("vault_id", vault_id))
            self._comparable = db.one("SELECT 1 FROM vault_meta WHERE key = ?", (KEY,)) is not None
            if not self._comparable:
                db.execute(_SET, (KEY, secrets.token_hex(KEY_BYTES)))
            own = db.one("SELECT 1 FROM identity") is not None
            if not own:
                row = db.one("SELECT person FROM way_in WHERE person <> '' ORDER BY made_utc")
                new_identity(db, Owner(row[0] if row else vault_id, Role.RESEARCHER))
            if db.one("SELECT 1 FROM custody_head") is None:
                last = db.one("SELECT seq, hash FROM custody ORDER BY seq DESC")
                head = CustodyLog(db, vault_id, "").head()
                db.execute(
                    "INSERT INTO custody_head (id, seq, hash) VALUES (1, ?, ?)",
                    last or (head.seq, head.hash),
                )
        return own

    def _compared(self, number: int) -> set[Differing]:
        """What is not what was written last."""
        if number < len(migrations()):
            migrate(self._db, no_backup, first=note_older)
            return set(noted(self._db))
        if not self._comparable:
            return set()
        self._progress(0, 1, _("Comparing with what was written last"))
        return set(differing(self._db))

    def _mend_versions(self, laid: Laid) -> tuple[str, ...]:
        """The ids of those that do not hold."""
        with self._db.children_first(), self._db.transaction():
            wrong = mending.drop_wrong_versions(self._db, self._pause)
            if not self._is_whole(laid, "author"):
                own = load_identity(self._db).author(b"").key
                mending.add_authors(self._db, own)
            if not self._is_whole(laid, "version_parent"):
                mending.add_parents(self._db, self._pause)
        return wrong

    def _broken_originals(self, laid: Laid) -> tuple[Named, ...]:
        with self._db.children_first(), self._db.transaction():
            broken = mending.drop_broken_originals(self._db, self._pause)
        missing = laid.tables["media"].missing.values()
        broken |= {
            str(row["id"]): str(row.get("original_name") or "") for row in missing if "id" in row
        }
        return tuple(Named(RecordKind(ORIGINAL), *each) for each in sorted(broken.items()))

    def _ended(
        self,
        number: int,
        laid: Laid,
        sorted_: Sorted,
        strays: dict[str, int],
        wrong: tuple[str, ...],
        broken: tuple[Named, ...],
        unlike: Iterable[Differing],
        own: bool,
    ) -> Rescued:
        db = self._db
        behind = behind_beside(db, self._source, self._key)
        # Where the row with the number did not read, nothing is known of what is missing.
        lost = lost_by(behind) if behind and behind.here.number else None
        entries = tuple(_gaps(db))
        left = self._left(number, sorted_, unlike)
        with db.transaction():
            self._log(entries, sorted_, broken, lost)
            note(db, left)
        begin_sums(db)
        found_renewal.renew(db, self._progress)
        told = {each.name for each in left if not each.record_id}
        tables = _lacking(laid, told) | strays.keys()
        versions = len(wrong) + len(laid.tables["record_version"].missing)
        seals = len(laid.tables["seal"].missing)
        return Rescued(
            pages=tuple(sorted(self._pages.met)),
            of=self._pages.count,
            kept={name: self._count(kind.table.name) for name, kind in BY_NAME.items()},
            missing=tuple(sorted(sorted_.missing)),
            in_part=tuple(sorted(sorted_.in_part)),
            from_version=tuple(sorted(sorted_.from_version)),
            originals=broken,
            versions=versions,
            seals=seals,
            entries=entries,
            tables=tuple(sorted(tables)),
            older=tuple(sorted(told - tables)),
            identity=own,
            compared=self._comparable,
            lost=lost,
            unclaimed=laid.unclaimed,
            sends=not is_older(db),
        )

    def _left(self, number: int, sorted_: Sorted, unlike: Iterable[Differing]) -> set[Differing]:
        """What is marked: what still is not what was written last, and what is shown in part."""
        parts = {Differing(each.kind, each.record_id) for each in sorted_.in_part}
        if number < len(migrations()):
            done = {
                (each.kind, each.record_id) for each in (*sorted_.from_version, *sorted_.missing)
            }
            found = {each for each in unlike if (each.name, each.record_id) not in done}
        elif not self._comparable:
            found = {Differing(META)}
        else:
            self._progress(0, 1, _("Comparing with what was written last"))
            found = {each for each in differing(self._db) if not each.at_update}
        return {Differing(each.name, each.record_id, at_rescue=True) for each in found | parts}

    def _log(
        self,
        entries: tuple[tuple[int, int], ...],
        sorted_: Sorted,
        broken: tuple[Named, ...],
        lost: Lost | None,
    ) -> None:
        """Into the custody log: from which head this vault goes its own way, and without what."""
        vault_id = self._slots.vault_id
        custody = CustodyLog(self._db, vault_id, load_identity(self._db).fingerprint)
        begin_segment(custody)
        detail = {
            "missing_records": str(len(sorted_.missing) + len(broken)),
            "records_in_part": str(len(sorted_.in_part)),
        }
        if entries:
            detail[LOST_ENTRIES] = " ".join(f"{first}-{last}" for first, last in entries)
        custody.append(CustodyKind.REPLICATION, "vault", vault_id, detail)
        for some in sliced(mending.unreadable_sent(self._db), _PACKAGES_AT_ONCE):
            lost_sent = {LOST_SENT: " ".join(some)}
            custody.append(CustodyKind.REPLICATION, "vault", vault_id, lost_sent)
        if lost is not None:
            note_lost(self._db, custody, vault_id, lost)

    def _count(self, table: str) -> int:
        row = self._db.one(f"SELECT count(*) FROM {table}")  # noqa: S608
        return int(row[0]) if row else 0


def _lacking(laid: Laid, unlike: Collection[str]) -> set[str]:
    """Tables of which rows are missing and of which nothing else tells. One whose sum is what was
    written last lacks nothing, whatever could not be read of it."""
    damaged = {name for name, each in laid.tables.items() if not each.whole}
    summed = set() if META in unlike else {*TABLES_SUMMED, *_OF_RECORDS} - set(unlike)
    return damaged - summed - _TOLD_OTHERWISE


def _gaps(db: Database) -> Iterator[tuple[int, int]]:
    """(first, last) of entries that the custody log lacks before its head."""
    found, last = [], 0
    for (seq,) in db.rows(_ENTRIES):
        if seq > last + 1:
            found.append((last + 1, seq - 1))
        last = seq
    row = db.one("SELECT seq FROM custody_head")
    if row and row[0] > last:
        found.append((last + 1, row[0]))
    if len(found) > _MOST_RANGES:
        found[_MOST_RANGES - 1 :] = [(found[_MOST_RANGES - 1][0], found[-1][1])]
    yield from found
