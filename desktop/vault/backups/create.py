"""Make one generation of a backup while work in the vault goes on.

Only what is new is stored: originals that are not in the place yet, and the rest of the database.
A share of the older originals is read again in the vault.
What is written while it is made is in the next one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import Final

from desktop.crypto.kept_apart import Keys, sealed_length
from desktop.crypto.slots import KeySlots
from desktop.errors import (
    Cancelled,
    DamagedBackup,
    DamagedVault,
    NewerVault,
    NotWhole,
    OtherCopysBackups,
    OtherVaultsBackups,
    UnreadVault,
)
from desktop.i18n import _
from desktop.model.custody import CustodyHead, CustodyReport
from desktop.model.values.moment import Moment
from desktop.progress import Progress, no_progress
from desktop.system.files import translate_os_errors, write_atomically
from desktop.system.room import check_free_space
from desktop.vault.backups.clearing import Clearing, Deletions
from desktop.vault.backups.earlier import Earlier
from desktop.vault.backups.faults import faults_kept, faults_of
from desktop.vault.backups.generation import (
    Generation,
    Manifest,
    keys_of,
    new_generation,
    new_name,
    originals_named,
    read_generation,
    write_manifest,
)
from desktop.vault.backups.originals import VOLUME, Originals
from desktop.vault.backups.place import Place
from desktop.vault.backups.skeleton import write_skeleton
from desktop.vault.backups.storing import Storing
from desktop.vault.file.beside import beside
from desktop.vault.file.check import CheckReport, records_at_rest
from desktop.vault.file.check_messages import damage, findings
from desktop.vault.file.damaged_originals import names_of
from desktop.vault.store.connection import Database
from desktop.vault.store.copying import Copy
from desktop.vault.store.frozen import Frozen
from desktop.vault.store.migrate import schema_number
from desktop.vault.store.reader import PAGE_SIZE, Reader
from desktop.vault_files import DATABASE, KEYS

_ROW: Final = "SELECT hash FROM custody WHERE seq = ?"
_LARGE: Final = "SELECT coalesce(sum(size), 0) FROM media"
_HEADROOM: Final = 4 << 20


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup brought about.

    ``generation``: the name of the new one, the ``number``th of its place, which now has
    ``generations``. ``originals``, ``bytes``: how many were added, and their size. ``older``: what
    in the vault is not what was written to it last, as ``CheckReport.older`` names it.
    ``damaged``: ids of originals that the vault holds no whole bytes of, which so are in no new
    backup. ``harmed``: ids of those of which it holds none any more, and the place has them from
    before, as far as they were read again (``Storing.harmed``). ``cleared``: how many older
    generations something was removed from, because it was removed from the vault. ``unread``:
    generations that do not read; they stay, and while they do, no original is removed from the
    place. ``findings``: sentences about what does not hold in the vault, and so not in this backup
    either; no whole one went for it. ``apart``: whether the place turned out to be a copy of
    another one that the vault knows, and is counted by itself from this run on. ``share``: whether
    of the older originals only a share was read again. ``first_of_week``: whether the last backup
    here was made in another week.
    """

    generation: str
    number: int
    generations: int
    originals: int
    bytes: int
    older: tuple[str, ...] = ()
    damaged: tuple[str, ...] = ()
    cleared: int = 0
    unread: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    harmed: tuple[str, ...] = ()
    apart: bool = False
    share: bool = False
    first_of_week: bool = False

    @property
    def asks_for_a_check(self) -> bool:
        """Whether everything should be read: a record does not hold, or is not what was written
        last; or the share that was read is the first of a week."""
        return bool(self.older or self.findings) or (self.share and self.first_of_week)

    @property
    def of_whole(self) -> bool:
        """Whether nothing in the vault was found damaged."""
        return not self.findings and not self.harmed


@dataclass(slots=True)
class Backup:
    """One run in a place that is held for it. ``folder``: of the vault, which is open as ``db``.

    ``vault_id``: its id. ``verify_log``: verifies the custody log of a database. ``now``: by the
    clock of this run. ``volume``: bytes of the longest file the place takes. ``slots``: what opens
    the generation, in place of all that opens the vault. ``damaged``: whether a vault is backed up
    that does not hold.
    """

    db: Database
    folder: Path
    vault_id: str
    verify_log: Callable[[Reader], CustodyReport]
    place: Place
    now: Moment
    volume: int = VOLUME
    slots: KeySlots | None = None
    damaged: bool = False
    _going: Progress = field(init=False, default=no_progress)

    def make(self, progress: Progress) -> Made:
        """Make a generation, opened and checked before it counts; then remove what is too much.

        ``OtherVaultsBackups``, ``OtherCopysBackups``, ``NewerVault``, ``DiskFull``,
        ``FileTooLarge``, ``NotWritable``, ``DamagedBackup`` where what was written does not read
        back, ``NotWhole`` where something does not hold in the vault that held at the last backup,
        ``UnreadVault``,
        ``Cancelled``. Then no new generation is there, and no older one is gone; originals that
        were stored already stay, and the next run goes on behind them.
        """
        with self.db.frozen() as opened:

            def work(told: Progress, stop: Event) -> Made:
                def going(done: int, total: int, what: str) -> None:
                    if stop.is_set():
                        raise Cancelled("stopped by the person")
                    told(done, total, what)

                self._going = going
                with closing(opened(stop)) as reader:
                    return self._made(reader)

            return beside(work, progress, _("Looking for what is new"))

    def _made(self, reader: Frozen) -> Made:
        keys = keys_of(reader.subkey)
        self._going(0, 1, _("Looking for what is new"))
        earlier = Earlier.of(self.place, keys)
        if not earlier.is_of(self.vault_id):
            raise OtherVaultsBackups("backups of another vault lie here")
        self._refuse_other_copys(reader, earlier.read)
        self.place = Place(self.place.path, earlier.labelled(self.vault_id, reader))
        self.place.remove_unfinished(keys)
        earlier.mend()
        originals = self.place.originals(keys, self.volume)
        stored = Storing(reader, originals, self._going)
        new = stored.missing()
        self._refuse_full(reader, new)
        stored.store(new)
        harmed = stored.harmed(new, earlier.number + 1)
        first_of_week = earlier.is_of_another_week(self.now)
        deletions = Deletions.of(reader)
        generation, report = self._generation(reader, keys, earlier, stored.damaged, deletions)
        # From here on the new generation counts: what follows can be done by the next run too.
        earlier.rotate(generation, self._going)
        clearing = Clearing(self.place, keys, self.db, deletions)
        cleared, damaged = self._clear(clearing, earlier.read)
        unread = (*earlier.unread, *damaged)
        if not unread:
            self._collect(originals, stored.named)
        return Made(
            generation.name,
            generation.manifest.number,
            len(self.place.generations()),
            len(new) - len(stored.damaged),
            sum(new.values()),
            report.older,
            tuple(stored.damaged),
            cleared,
            unread,
            damage(report),
            tuple(harmed),
            apart=earlier.apart,
            share=stored.read_a_share,
            first_of_week=first_of_week,
        )

    def _refuse_other_copys(self, reader: Reader, earlier: list[Generation]) -> None:
        """Rotation and clearing would take what this copy of the vault never had: where the log of
        custody does not hold the last row of a generation, that is of another copy."""
        for each in earlier:
            head = each.manifest.head
            if head.seq and reader.one(_ROW, (head.seq,)) != (head.hash,):
                raise OtherCopysBackups("a backup of what this copy of the vault never had")

    def _refuse_full(self, reader: Reader, new: dict[str, int]) -> None:
        """Before anything is written; originals lie there in volumes, the database does not."""
        pages = reader.one("PRAGMA page_count")
        large = reader.one(_LARGE)
        skeleton = max(0, (pages[0] if pages else 0) * PAGE_SIZE - (large[0] if large else 0))
        needed = skeleton + sum(map(sealed_length, new.values())) + _HEADROOM
        check_free_space(self.place.path, needed, largest=skeleton)

    def _generation(
        self,
        reader: Reader,
        keys: Keys,
        earlier: Earlier,
        damaged: list[str],
        deletions: Deletions,
    ) -> tuple[Generation, CheckReport]:
        """The new one, and what in it does not hold because it does not in the vault."""
        number = earlier.number + 1
        path = self.place.generations_folder / new_name(self.now, number)
        with new_generation(path) as building:
            report = self._copied(reader, building / DATABASE)
            report = replace(report, media=tuple(damaged), names=names_of(reader, damaged))
            found = faults_of(report)
            if not self.damaged and not earlier.faults.issuperset(found):
                raise NotWhole(report.parts, findings(report))
            said = self._manifest(reader, number, deletions)
            kept = faults_kept(found, earlier.faults)
            said = replace(said, amiss=report.parts, faults=kept)
            slots = self._put_slots(building / KEYS)
            write_manifest(building, keys, replace(said, keys_sha256=slots))
        return read_generation(path, keys), report

    def _copied(self, reader: Reader, database: Path) -> CheckReport:
        """Copy the records, and read them back from the medium."""
        try:
            with closing(self.db.another(Copy, database)) as target:
                write_skeleton(reader, target, self._going, _("Copying the records"))
        except DamagedVault as error:
            raise UnreadVault(error.reason) from error
        report = records_at_rest(self.db, database, self.verify_log, self._going)
        if report.pages:
            raise DamagedBackup("the copy does not hold what was written")
        return report

    def _put_slots(self, path: Path) -> str:
        """The SHA-256 of what has to stand there."""
        if self.slots is None:
            with translate_os_errors():
                data = (self.folder / KEYS).read_bytes()
        else:
            data = self.slots.to_bytes()
        write_atomically(path, data)
        return hashlib.sha256(data).hexdigest()

    def _manifest(self, reader: Reader, number: int, deletions: Deletions) -> Manifest:
        head = reader.one("SELECT seq, hash FROM custody_head") or (0, "")
        count, size = reader.one("SELECT count(*), coalesce(sum(size), 0) FROM media") or (0, 0)
        vault_id, schema = self.vault_id, schema_number(reader)
        said = Manifest(vault_id, number, self.now, schema, CustodyHead(*head), count, size)
        return replace(said, cleared=deletions.digest, place=self.place.label.id)

    def _clear(
        self, clearing: Clearing, generations: list[Generation]
    ) -> tuple[int, tuple[str, ...]]:
        """From how many something was removed, and the names of those that do not read."""
        cleared, damaged = 0, []
        for each in generations:
            try:
                cleared += clearing.clear(each, self._going)
            except (DamagedVault, NewerVault):
                damaged.append(each.name)
        return cleared, tuple(damaged)

    def _collect(self, originals: Originals, named: set[str]) -> None:
        """Remove the originals that no generation names, and not the vault either."""
        self._going(0, 1, _("Removing from the backups what they no longer need"))
        for folder in self.place.generations():
            try:
                sums = originals_named(folder, self.db.at_rest)
            except DamagedVault:
                return
            named |= {originals.name_of(sha256) for sha256 in sums}
        originals.remove(originals.lengths().keys() - named)
