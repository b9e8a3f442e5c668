"""Make one generation of a backup while work in the vault goes on.

Only what is new is read: originals that are not in the place yet, and the rest of the database.
What is written while it is made is in the next one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
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
    DiskFull,
    NewerVault,
    OtherCopysBackups,
    SkryniaError,
)
from desktop.i18n import _
from desktop.model.custody import CustodyHead
from desktop.model.values.moment import Moment
from desktop.progress import Progress, no_progress
from desktop.system.files import free_space, translate_os_errors, write_atomically
from desktop.vault.backups.clearing import Clearing, Deletions
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
from desktop.vault.backups.rotation import Dated, kept
from desktop.vault.backups.skeleton import write_skeleton
from desktop.vault.file.beside import beside
from desktop.vault.file.check import check_at_rest, older_at_rest
from desktop.vault.store.connection import Database
from desktop.vault.store.copying import Copy
from desktop.vault.store.frozen import Frozen
from desktop.vault.store.migrate import schema_number
from desktop.vault.store.reader import PAGE_SIZE, Reader
from desktop.vault_files import DATABASE, KEYS

_ORIGINALS: Final = "SELECT row, sha256, size FROM media ORDER BY row"
_PIECES: Final = "SELECT row FROM media_chunk WHERE media_row = ? ORDER BY number"
_ROW: Final = "SELECT hash FROM custody WHERE seq = ?"
_SHA256: Final = "SELECT sha256 FROM media WHERE row = ?"
_LARGE: Final = "SELECT coalesce(sum(size), 0) FROM media"
_HEADROOM: Final = 4 << 20


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup brought about.

    ``generation``: the name of the new one, the ``number``th of its place, which now has
    ``generations``. ``originals``, ``bytes``: how many were added, and their size. ``older``: what
    in the vault is not what was written to it last, as ``CheckReport.older`` names it.
    ``damaged``: ids of originals that the vault holds no whole bytes of, which so are in no new
    backup. ``cleared``: how many older generations something was removed from, because it was
    removed from the vault. ``unread``: generations that do not read; they stay, and while they do,
    no original is removed from the place.
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


@dataclass(slots=True)
class Backup:
    """One run in a place that is held for it. ``folder``: of the vault, which is open as ``db``.

    ``now``: by the clock of this run. ``volume``: bytes of the longest file the place takes.
    ``slots``: what opens the generation, in place of all that opens the vault.
    """

    db: Database
    folder: Path
    place: Place
    now: Moment
    volume: int = VOLUME
    slots: KeySlots | None = None
    _going: Progress = field(init=False, default=no_progress)

    def make(self, progress: Progress) -> Made:
        """Make a generation, opened and checked before it counts; then remove what is too much.

        ``OtherCopysBackups``, ``DiskFull``, ``NotWritable``, ``DamagedBackup`` where what was
        written does not read back, ``DamagedVault``, ``Cancelled``. Then no new generation is
        there; originals that were stored already stay, and the next run goes on behind them.
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
        self.place.remove_unfinished(keys)
        earlier, unread = self._read_earlier(keys)
        self._refuse_other_copys(reader, earlier)
        originals = self.place.originals(keys, self.volume)
        stored = _Storing(reader, originals, self._going)
        new = stored.missing()
        self._refuse_full(reader, new)
        stored.store(new)
        deletions = Deletions.of(reader)
        number = 1 + max((each.manifest.number for each in earlier), default=0)
        generation, older = self._generation(reader, keys, number, deletions)
        # From here on the new generation counts: what follows can be done by the next run too.
        staying = self._rotate([*earlier, generation])
        clearing = Clearing(self.place, keys, self.db, deletions)
        cleared, damaged = self._clear(clearing, staying)
        unread = (*unread, *damaged)
        if not unread:
            self._collect(originals, stored.named)
        return Made(
            generation.name,
            number,
            len(self.place.generations()),
            len(new) - len(stored.damaged),
            sum(new.values()),
            older,
            tuple(stored.damaged),
            cleared,
            unread,
        )

    def _read_earlier(self, keys: Keys) -> tuple[list[Generation], tuple[str, ...]]:
        found: dict[tuple[int, Moment], Generation] = {}
        unread: list[str] = []
        for folder in self.place.generations():
            try:
                each = read_generation(folder, keys, self.place.label.vault_id)
            except SkryniaError:
                unread.append(folder.name)
                continue
            # Two places that were laid together may both have one of a number.
            which = each.manifest.number, each.manifest.made
            twin = found.setdefault(which, each)
            # A kill between the two: the one without what was removed took its place already.
            if twin is not each:
                superseded, stays = sorted((twin, each), key=lambda one: one.manifest.replaced)
                self.place.remove_generation(superseded.folder)
                found[which] = stays
        return list(found.values()), tuple(unread)

    def _refuse_other_copys(self, reader: Reader, earlier: list[Generation]) -> None:
        """Rotation and clearing would take what this copy of the vault never had: where the log of
        custody does not hold the last row of a generation, that is of another copy."""
        for each in earlier:
            head = each.manifest.head
            if head.seq and reader.one(_ROW, (head.seq,)) != (head.hash,):
                raise OtherCopysBackups("a backup of what this copy of the vault never had")

    def _refuse_full(self, reader: Reader, new: dict[str, int]) -> None:
        pages = reader.one("PRAGMA page_count")
        large = reader.one(_LARGE)
        skeleton = max(0, (pages[0] if pages else 0) * PAGE_SIZE - (large[0] if large else 0))
        needed = skeleton + sum(map(sealed_length, new.values())) + _HEADROOM
        if free_space(self.place.path) < needed:
            raise DiskFull("no room for the backup")

    def _generation(
        self, reader: Reader, keys: Keys, number: int, deletions: Deletions
    ) -> tuple[Generation, tuple[str, ...]]:
        path = self.place.generations_folder / new_name(self.now, number)
        with new_generation(path) as building:
            database = building / DATABASE
            with closing(self.db.another(Copy, database)) as target:
                write_skeleton(reader, target, self._going, _("Copying the records"))
            if check_at_rest(self.db, database, self._going):
                raise DamagedBackup("the copy does not hold what was written")
            older = older_at_rest(self.db, database, self._going)
            said = self._manifest(reader, number, deletions)
            slots = self._put_slots(building / KEYS)
            write_manifest(building, keys, replace(said, keys_sha256=slots))
        return read_generation(path, keys, self.place.label.vault_id), older

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
        vault_id, schema = self.place.label.vault_id, schema_number(reader)
        said = Manifest(vault_id, number, self.now, schema, CustodyHead(*head), count, size)
        return replace(said, cleared=deletions.digest)

    def _rotate(self, generations: list[Generation]) -> list[Generation]:
        staying = kept([Dated(each.manifest.number, each.manifest.made) for each in generations])
        for each in generations:
            if each.manifest.number not in staying:
                self.place.remove_generation(each.folder)
        return [each for each in generations if each.manifest.number in staying]

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


class _Storing:
    """The originals of a vault, and those of them that a place has not yet."""

    def __init__(self, reader: Reader, originals: Originals, going: Progress) -> None:
        self._reader, self._originals, self._going = reader, originals, going
        self._rows = {
            originals.name_of(sha256): (row, size) for row, sha256, size in reader.all(_ORIGINALS)
        }
        self.damaged: list[str] = []

    @property
    def named(self) -> set[str]:
        """The names of all of them."""
        return set(self._rows)

    def missing(self) -> dict[str, int]:
        """Name and size of each that is to be stored."""
        return self._originals.missing({name: size for name, (_, size) in self._rows.items()})

    def store(self, new: dict[str, int]) -> None:
        """Store these. What of them the vault holds no whole bytes of is left out and named."""
        total, done = sum(new.values()), 0
        with self._originals.settling() as settling:
            for name, size in new.items():
                row, _size = self._rows[name]

                def told(so_far: int, before: int = done) -> None:
                    self._going(before + so_far, total, _("Storing photos and files"))

                told(0)
                try:
                    settling.put(name, size, _told(self._pieces(row), told))
                except (ValueError, DamagedVault) as error:
                    if isinstance(error, DamagedBackup):
                        raise
                    self.damaged.append(self._id(row))
                done += size

    def _pieces(self, row: int) -> Iterator[bytes]:
        """``ValueError`` behind the last where they are not the bytes that were hashed."""
        found = hashlib.sha256()
        # Each by itself: no statement is open where somebody may stop this.
        for (number,) in self._reader.all(_PIECES, (row,)):
            piece = self._reader.blob("media_chunk", "bytes", number)
            found.update(piece)
            yield piece
        if (found.hexdigest(),) != self._reader.one(_SHA256, (row,)):
            raise ValueError("the bytes are not those that were hashed")

    def _id(self, row: int) -> str:
        found = self._reader.one("SELECT id FROM media WHERE row = ?", (row,))
        return str(found[0]) if found else ""


def _told(pieces: Iterator[bytes], told: Callable[[int], None]) -> Iterator[bytes]:
    done = 0
    for piece in pieces:
        yield piece
        done += len(piece)
        told(done)
