"""A vault laid down again from one generation of a backup: in a new place, checked whole first."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import Final

from desktop.crypto.kept_apart import Keys
from desktop.crypto.secret import EscrowIdentity, Secret
from desktop.crypto.slots import derive_subkey
from desktop.errors import (
    DamagedBackup,
    DamagedKeySlots,
    DamagedVault,
    HeldByOthers,
    NoBackupsHere,
    NoSlotForSecret,
    OfDamagedVault,
    PayloadDamaged,
    RenamedBackup,
    SkryniaError,
    StorageError,
    UnreadBackups,
    WrongPassphrase,
)
from desktop.i18n import _
from desktop.model.custody import CustodyKind
from desktop.model.values.moment import Moment
from desktop.model.way_in import HELD_BY_OTHERS
from desktop.progress import Progress, no_progress
from desktop.system.files import sync_folder, translate_os_errors
from desktop.system.room import check_free_space
from desktop.vault.backups.clearing import REMOVED_SINCE, removed_since
from desktop.vault.backups.earlier import Earlier
from desktop.vault.backups.generation import (
    Generation,
    is_unaltered,
    keys_of,
    read_generation,
    refuse_altered,
)
from desktop.vault.backups.originals import Originals
from desktop.vault.backups.place import Place, place_to_read
from desktop.vault.custody.log import CustodyLog
from desktop.vault.custody.segments import begin_segment
from desktop.vault.file import found_renewal
from desktop.vault.file.backup import copy_file, refuse_unread
from desktop.vault.file.check import check
from desktop.vault.file.check_messages import damage
from desktop.vault.file.damaged_originals import names_of
from desktop.vault.file.folder import kinds_of_slots, new_folder, read_slots
from desktop.vault.file.giving_back import log_kept
from desktop.vault.file.opening import database_key, vault_id_of
from desktop.vault.records.identity import load_identity
from desktop.vault.records.slots_told import SlotsTold
from desktop.vault.store.connection import Database
from desktop.vault.store.copying import Filling
from desktop.vault.store.frozen import Frozen
from desktop.vault.store.migrate import migrate, no_backup
from desktop.vault.vault import Vault
from desktop.vault.versions.bound import begin_sums, note_older, watch
from desktop.vault_files import DATABASE, KEYS

SINCE_THE_BACKUP: Final = "removed-since-the-backup"
"""The reason in the custody log of a restored vault."""
_COMMIT: Final = 64 << 20
_HEADROOM: Final = 16 << 20
_MEDIA: Final = "SELECT row, id, sha256, size FROM media ORDER BY row"
_PIECE: Final = "INSERT INTO media_chunk (media_row, number, bytes) VALUES (?, ?, ?)"
_UNDO: Final = "DELETE FROM media_chunk WHERE media_row = ?"


@dataclass(frozen=True, slots=True)
class RestoredGeneration:
    """What a restored vault is of.

    ``generation``: its name; ``made``: when. ``newest``: when the newest row of its custody log
    was written. ``missing``: ids of originals that the place holds no whole bytes of: their
    records are there, their bytes are not; ``names``: what their files were called. ``older``: as
    ``CheckReport.older``. ``removed``: how many records are not in it because they were removed
    from the vault since. ``journey``: whether it was packed so that only others open it.
    ``findings``: sentences about what did not hold in the vault when it was backed up.
    """

    generation: str
    made: Moment
    newest: Moment | None
    missing: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    removed: int = 0
    names: tuple[str, ...] = ()
    journey: bool = False
    findings: tuple[str, ...] = ()


@contextmanager
def opened_place(path: Path, secret: Secret | str, name: str = "") -> Iterator[OpenedPlace]:
    """The backups at ``path``, opened by what opened the vault when the generation ``name`` was
    made, or any of them; nobody writes there meanwhile.

    ``NoBackupsHere``, ``BackupsInUse``, ``DamagedBackup``, ``NewerVault``, ``WrongPassphrase``,
    ``NoSlotForSecret``, ``DamagedKeySlots``, ``StorageError``. Takes one key derivation where the
    newest opens.
    """
    with place_to_read(path) as place:
        there = place.generations()[::-1]
        # One whose folder has another name by now is found once the others have given the key.
        named = [each for each in there if name and each.name.startswith(name)]
        there = named if len(named) == 1 else there
        if not there:
            raise NoBackupsHere("no generation is there")
        yield OpenedPlace(place, _key(there, secret))


def _key(folders: list[Path], secret: Secret | str) -> bytes:
    """The key that all of them have, by the slots of the first that opens; where none does, what
    the first one raises. One that does not read keeps nobody from the others."""
    tried: set[bytes] = set()
    refusal: SkryniaError | None = None
    for folder in folders:
        try:
            slots = read_slots(folder)
            if slots.to_bytes() not in tried:
                tried.add(slots.to_bytes())
                return database_key(slots, secret)
        except (WrongPassphrase, NoSlotForSecret, DamagedKeySlots, StorageError) as error:
            refusal = refusal or error
    if isinstance(refusal, NoSlotForSecret) and all(map(_is_for_others, folders)):
        raise HeldByOthers("the slots are those of others") from refusal
    raise refusal or NoBackupsHere("no generation is there")


def _is_for_others(folder: Path) -> bool:
    """Whether a generation was packed for a journey (``desktop/vault/travel.py``)."""
    kinds = kinds_of_slots(folder)
    return bool(kinds) and set(kinds) <= set(HELD_BY_OTHERS)


@dataclass(frozen=True, slots=True)
class OpenedPlace:
    """A place, and the key of the databases in it."""

    place: Place
    key: bytes

    def frozen(self, path: Path, stop: Event) -> Frozen:
        """A database of a generation, to be read; ``DamagedVault``."""
        return Frozen(path, self.key, stop)

    def keys(self) -> Keys:
        """The keys of what lies beside the databases."""
        return keys_of(partial(derive_subkey, self.key))

    def vault_id(self) -> str:
        """Of which vault they are, as a generation proves; ``DamagedBackup`` where none does."""
        read = Earlier.of(self.place, self.keys()).read
        if not read:
            raise DamagedBackup("none of the generations reads")
        return read[-1].manifest.vault_id

    def read(self, folder: Path, keys: Keys) -> Generation:
        """What a generation says of itself; ``DamagedBackup``."""
        return read_generation(folder, keys)

    def named(self, keys: Keys, name: str) -> Generation:
        """The one that was given this name, where its files are what was written.

        ``DamagedBackup``; ``RenamedBackup`` where only the folder of another one has the name.
        """
        read = Earlier.of(self.place, keys).read
        found = [each for each in read if _is_called(each, name)]
        generation = found[0] if len(found) == 1 else self.read(self.place.generation(name), keys)
        if not _is_called(generation, name):
            raise RenamedBackup(generation.called, generation.manifest.made)
        refuse_altered(generation)
        return generation

    def newest(self, keys: Keys) -> Generation:
        """The one with the highest number, where its files are what was written.

        ``UnreadBackups`` where others do not read, of which each may be the newest;
        ``OfDamagedVault``; ``DamagedBackup`` where none reads.
        """
        found: list[Generation] = []
        unread: list[str] = []
        for folder in self.place.generations():
            try:
                found.append(self.read(folder, keys))
            except (DamagedBackup, StorageError):
                unread.append(folder.name)
        found.sort(key=lambda each: (each.manifest.number, each.manifest.made.utc))
        while found and not is_unaltered(found[-1]):
            unread.append(found.pop().name)
        if not found:
            raise DamagedBackup("none of the generations reads")
        newest, whole = found[-1], _newest_whole(found)
        if unread:
            raise UnreadBackups(sorted(unread), newest.name, whole)
        if newest.name != whole:
            raise OfDamagedVault(newest.name, whole)
        return newest


def _newest_whole(generations: list[Generation]) -> str:
    """The name of the last one of a vault that held, of which the files are what was written."""
    of_whole = (each for each in reversed(generations) if not each.manifest.amiss)
    return next((each.name for each in of_whole if is_unaltered(each)), "")


def _is_called(generation: Generation, name: str) -> bool:
    """As it was given, by the first backups without a number."""
    called = generation.called if generation.renamed else generation.name
    return called.startswith(name)


def restore_generation(
    path: Path,
    folder: Path,
    secret: Secret | str,
    name: str = "",
    progress: Progress = no_progress,
) -> RestoredGeneration:
    """Lay down a generation of the backups at ``path`` as the new vault ``folder``.

    ``name``: which one, or how its name begins; the newest when "", unless one does not read that
    may be it. The vault opens as it did
    then, with everything it held but what was removed since; its search is made anew, and pictures
    are drawn again when it is open. It is checked whole before it has its name.

    What :func:`opened_place` raises; ``DamagedBackup`` where the generation does not hold,
    ``UnreadBackups`` where without a name the newest is not known, ``OfDamagedVault`` where it is
    of a vault that was damaged already,
    ``VaultExists``, ``DiskFull``, ``FileTooLarge``, ``NotWritable``, ``Cancelled``. Then nothing
    is left behind.
    """
    with opened_place(path, secret, name) as opened:
        keys = opened.keys()
        generation = opened.named(keys, name) if name else opened.newest(keys)
        # The newest by its number need not be the newest by its name: it opens by its own slots.
        database_key(read_slots(generation.folder), secret)
        with new_folder(folder) as building:
            found = _laid(opened, generation, keys, building, progress)
            with translate_os_errors():
                sync_folder(building)
        return found


def restore_generation_kept(
    keeper: Vault, path: Path, folder: Path, name: str = "", progress: Progress = no_progress
) -> RestoredGeneration:
    """:func:`restore_generation` by what was left with the owner of ``keeper``, whose custody log
    says so once the backups have opened."""
    secret = EscrowIdentity(keeper.identity.age_identity())
    with opened_place(path, secret, name) as opened:
        log_kept(keeper, opened.vault_id(), "restored for its owner")
    return restore_generation(path, folder, secret, name, progress)


def _laid(
    opened: OpenedPlace, generation: Generation, keys: Keys, building: Path, progress: Progress
) -> RestoredGeneration:
    check_free_space(building, generation.manifest.bytes + _HEADROOM)
    for name in (KEYS, DATABASE):
        copy_file(generation.folder / name, building / name, progress)
    try:
        with closing(Filling(building / DATABASE, opened.key)) as filling:
            missing = _Originals(filling, opened.place.originals(keys), progress).put_back()
        found = _checked(generation, building, opened.key, missing, progress)
        refuse_unread(building / DATABASE, opened.key, progress)
        return found
    except DamagedBackup:
        raise
    except DamagedVault as error:
        raise DamagedBackup(error.reason) from error


class _Originals:
    """The originals of a place, on their way into a database that has their rows and no bytes."""

    def __init__(self, filling: Filling, originals: Originals, progress: Progress) -> None:
        self._filling, self._originals, self._progress = filling, originals, progress
        self._pending = 0

    def put_back(self) -> tuple[str, ...]:
        """Lay down the bytes of every original; ids of those that are not there whole."""
        rows = self._filling.all(_MEDIA)
        total, done, missing = sum(row[3] for row in rows), 0, []
        self._filling.run("BEGIN")
        for row, media_id, sha256, size in rows:
            self._progress(done, total, _("Restoring photos and files"))
            if not self._is_laid(row, sha256, size, done, total):
                self._filling.run_many(_UNDO, [(row,)])
                missing.append(media_id)
            done += size
        self._filling.run("COMMIT")
        return tuple(missing)

    def _is_laid(self, row: int, sha256: str, size: int, done: int, total: int) -> bool:
        digest, laid = hashlib.sha256(), 0
        try:
            pieces = self._originals.read(self._originals.name_of(sha256))
            for number, piece in enumerate(pieces):
                self._filling.run_many(_PIECE, [(row, number, piece)])
                digest.update(piece)
                laid += len(piece)
                self._progress(done + laid, total, _("Restoring photos and files"))
                self._commit_sometimes(len(piece))
        except (DamagedBackup, PayloadDamaged):
            return False
        return (digest.hexdigest(), laid) == (sha256, size)

    def _commit_sometimes(self, size: int) -> None:
        self._pending += size
        if self._pending > _COMMIT:
            self._pending = 0
            self._filling.run("COMMIT")
            self._filling.run("BEGIN")


def _checked(
    generation: Generation,
    building: Path,
    key: bytes,
    missing: tuple[str, ...],
    progress: Progress,
) -> RestoredGeneration:
    with Database(building / DATABASE, key) as db:
        migrate(db, no_backup, first=note_older, then=begin_sums)
        watch(db)
        slots, journey = read_slots(building), _is_for_others(building)
        custody = CustodyLog(db, vault_id_of(db, slots), load_identity(db).fingerprint)
        newest = custody.newest()
        found_renewal.renew(db, progress)
        begin_segment(custody)
        if journey:  # its slots are as its manifest says: what is missing was left out on purpose
            SlotsTold(db, custody).tell(slots, "left")
        removed = _say_removed(db, custody)
        report = check(db, custody, progress)
        known = {"older", "media", *generation.manifest.amiss}
        if set(report.parts) - known or set(report.media) != set(missing):
            raise DamagedBackup(f"does not hold: {', '.join(report.parts)}")
        amiss = replace(report, media=(), absent=(), older=())
        names = names_of(db, missing)
    made = generation.manifest.made
    return RestoredGeneration(
        generation.name,
        made,
        newest,
        missing,
        report.older,
        removed,
        names,
        journey,
        damage(amiss),
    )


def _say_removed(db: Database, custody: CustodyLog) -> int:
    """Tell in the log of the new vault what the generation was cleared of; of how many records."""
    removed = removed_since(db)
    with db.transaction():
        for kind, record_id in removed:
            custody.append(CustodyKind.DELETION, kind, record_id, {"reason": SINCE_THE_BACKUP})
        db.execute("DELETE FROM vault_meta WHERE key = ?", (REMOVED_SINCE,))
    return len(removed)
