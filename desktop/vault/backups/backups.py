"""The backups of an open vault: made in a place, and the places that are known."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.crypto.slots import KeySlots
from desktop.errors import NoSuchRecord, OtherVaultsBackups, SkryniaError, WithinVault
from desktop.model.backup_place import BackupPlace
from desktop.model.changes import Part
from desktop.model.custody import CustodyKind
from desktop.model.values.moment import Moment
from desktop.progress import Progress, no_progress
from desktop.system.files import translate_os_errors
from desktop.vault.backups.create import Backup, Made
from desktop.vault.backups.earlier import Earlier
from desktop.vault.backups.generation import keys_of
from desktop.vault.backups.originals import VOLUME
from desktop.vault.backups.place import Label, place_to_read, place_to_write, read_place
from desktop.vault.custody.log import CustodyLog
from desktop.vault.file.backup import log_backup
from desktop.vault.store.connection import Database
from desktop.vault.store.reader import Row
from desktop.vault_files import refuse_within

if TYPE_CHECKING:
    from desktop.vault.backups.check import PlaceReport

_REMOVALS: Final = "SELECT count(*) FROM custody WHERE kind = ?"
_REMOVALS_SINCE: Final = "SELECT count(*) FROM custody WHERE kind = ? AND seq > ?"
_ALL: Final = (
    "SELECT id, path, made_utc, made_offset, generations, removals FROM backup_place"
    " ORDER BY made_utc DESC, id"
)
_KEEP: Final = (
    "INSERT INTO backup_place (id, path, made_utc, made_offset, generations, removals)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (id) DO UPDATE SET path = ?2, made_utc = ?3,"
    " made_offset = ?4, generations = ?5, removals = ?6"
)
_CLEARED: Final = "SELECT removals FROM backup_place WHERE id = ?"


class Backups:
    """One for an open vault, whose folder is ``folder``. ``keep_lost``: writes into it that saves
    are missing, where nothing in it tells yet."""

    def __init__(
        self,
        db: Database,
        custody: CustodyLog,
        folder: Path,
        vault_id: str,
        keep_lost: Callable[[], None],
    ) -> None:
        self._db, self._custody, self._folder, self._vault_id = db, custody, folder, vault_id
        self._keep_lost = keep_lost

    def create(
        self,
        path: Path,
        progress: Progress = no_progress,
        *,
        now: Moment | None = None,
        volume: int = VOLUME,
        slots: KeySlots | None = None,
        damaged: bool = False,
    ) -> Made:
        """Make a generation in the place at ``path``, which is made where nothing is there.

        Work in the vault goes on at each call of ``progress``. What was removed from the vault
        before leaves the older generations; those that are too many go. ``now``: by another clock
        than this machine's. ``volume``: bytes of the longest file the medium takes. ``slots``: what
        opens this generation, in place of all that opens the vault. ``damaged``: also where the
        vault does not hold, and did at the last backup here (``NotWhole``).

        ``NoBackupsHere``, ``OtherVaultsBackups``, ``OtherCopysBackups``, ``BackupsInUse``,
        ``DiskFull``, ``NotWritable``, ``WithinVault``, ``VaultReadOnly``, ``DamagedBackup``,
        ``UnreadVault``, ``NewerVault``, ``Cancelled``.
        """
        with self._db.transaction():
            pass  # a vault that cannot be written to could not tell of it
        self._keep_lost()
        self._refuse_within(path)
        at = now or Moment.now()
        removals = self._removals()
        with place_to_write(path, self._vault_id) as place:
            run = Backup(
                self._db,
                self._folder,
                self._vault_id,
                self._custody.verify,
                place,
                at,
                volume,
                slots,
                damaged,
            )
            made = run.make(progress)
            self._keep(run.place.label, path, at, made, removals)
        return made

    def check(self, path: Path, progress: Progress = no_progress) -> PlaceReport:
        """Read the backups at ``path`` whole, by the key of the open vault.

        ``NoBackupsHere``, ``OtherVaultsBackups``, ``BackupsInUse``, ``DamagedBackup``.
        """
        from desktop.vault.backups.check import check_by_key

        keys = keys_of(self._db.subkey)
        with place_to_read(path) as place:
            if not Earlier.of(place, keys).is_of(self._vault_id):
                raise OtherVaultsBackups("backups of another vault lie here")
            return check_by_key(place, keys, self._db.at_rest, progress)

    def _refuse_within(self, path: Path) -> None:
        """As for anything new; nor is the vault to lie in its backups, or be them."""
        refuse_within(path)
        with translate_os_errors():
            place, vault = path.resolve(), self._folder.resolve()
        if vault.is_relative_to(place):
            raise WithinVault("the vault lies in its backups")

    def places(self) -> tuple[BackupPlace, ...]:
        """The places that are known, that of the last run first."""
        removals = self._removals()
        return tuple(_place(row, removals) for row in self._db.all(_ALL))

    def known_at(self, path: Path) -> BackupPlace | None:
        """The known place that lies at ``path`` now, as on a stick that was plugged in; None where
        there is none. Which one it is the newest backup there proves, and not its label. Of a copy
        of one that was used since: what the copy holds, under that id until its next run."""
        try:
            there = Earlier.of(read_place(path), keys_of(self._db.subkey))
        except SkryniaError:
            return None
        found = next((each for each in self.places() if there.read and each.id == there.id), None)
        if found is None or not there.is_copy(found.made_at.utc):
            return found
        newest, named = there.read[-1].manifest, str(path.absolute())
        since = self._db.one(_REMOVALS_SINCE, (CustodyKind.DELETION.value, newest.head.seq))
        return BackupPlace(found.id, named, newest.made, len(there.read), since[0] if since else 0)

    def forget(self, place_id: str) -> None:
        """Name a place no more; what lies there stays. ``NoSuchRecord``."""
        with self._db.transaction():
            if not self._db.execute("DELETE FROM backup_place WHERE id = ?", (place_id,)):
                raise NoSuchRecord("no backup place has this id")
            self._db.touch(Part.BACKUP_PLACE, place_id)

    def _removals(self) -> int:
        row = self._db.one(_REMOVALS, (CustodyKind.DELETION.value,))
        return int(row[0]) if row else 0

    def _keep(self, label: Label, path: Path, at: Moment, made: Made, removals: int) -> None:
        row = self._db.one(_CLEARED, (label.id,))
        # Of a generation that does not read nobody knows what it holds.
        cleared = removals if not made.unread else (int(row[0]) if row else 0)
        named = os.fsencode(path.absolute())
        with self._db.transaction():
            values = (label.id, named, at.utc, at.offset_minutes, made.generations, cleared)
            self._db.execute(_KEEP, values)
            self._db.touch(Part.BACKUP_PLACE, label.id)
            head = self._custody.head()
            detail = {"head": str(head.seq), "backups": label.id, "generation": str(made.number)}
            log_backup(self._custody, self._vault_id, detail)


def _place(row: Row, removals: int) -> BackupPlace:
    place_id, path, utc, offset, generations, cleared = row
    holds = max(0, removals - cleared)
    return BackupPlace(place_id, os.fsdecode(path), Moment(utc, offset), generations, holds)
