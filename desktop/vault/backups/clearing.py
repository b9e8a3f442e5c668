"""What was removed from the vault leaves every generation of a place at its next run.

Each older generation in which it still lies is written anew without it, under a new name, and the
old one is removed. Its custody log stays that of its day; what was cleared is noted beside it
(:data:`REMOVED_SINCE`), so that a vault restored from it can say so in its own log. The bytes of
an original go with the last generation that names it (``create.py``).

Erasure of what was used, once there is such a thing, is a row of the kind DELETION in the log too,
and then is cleared by the same way: see :class:`Deletions`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import Final

from desktop import canonical
from desktop.crypto.kept_apart import Keys
from desktop.errors import DamagedBackup, NewerVault
from desktop.i18n import _
from desktop.model.changes import Part
from desktop.model.custody import CustodyKind
from desktop.model.version import RecordKind
from desktop.progress import Progress, no_progress
from desktop.system.files import forget_cached
from desktop.vault.backups.generation import (
    Generation,
    new_generation,
    refuse_altered,
    refuse_missing,
    restate,
    write_manifest,
)
from desktop.vault.backups.place import Place
from desktop.vault.custody.log import CustodyLog
from desktop.vault.file.backup import copy_file
from desktop.vault.file.check import check_pages
from desktop.vault.file.found_check import ids_of
from desktop.vault.kinds.all import BY_NAME, KINDS
from desktop.vault.records.removal import Removal
from desktop.vault.store.connection import Database
from desktop.vault.store.migrate import migrate, migrations, no_backup
from desktop.vault.store.reader import Reader
from desktop.vault.versions.bound import begin_sums, note_older, watch
from desktop.vault_files import DATABASE, KEYS, LOGS

REMOVED_SINCE: Final = "removed_since"
"""The key of ``vault_meta`` in a generation under which stands, as JSON, what was cleared of it."""
_META: Final = f"SELECT value FROM vault_meta WHERE key = '{REMOVED_SINCE}'"  # noqa: S608
_ROWS: Final = "SELECT id, object_kind, object_id FROM custody WHERE kind = ? ORDER BY seq"
_FOLDED_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class Deletions:
    """Everything that was removed from a vault, by (kind, id), as its custody log says.

    ``digest``: the same only where they are.
    """

    objects: tuple[tuple[str, str], ...]
    digest: str

    @classmethod
    def of(cls, db: Reader) -> Deletions:
        """Of the vault as it is."""
        rows = db.all(_ROWS, (CustodyKind.DELETION.value,))
        said = canonical.encode([row[0] for row in rows])
        return cls(tuple(row[1:] for row in rows), hashlib.sha256(said).hexdigest())


@dataclass(frozen=True, slots=True)
class Clearing:
    """Clears the generations of a place. ``db``: of the vault, under whose key they are opened."""

    place: Place
    keys: Keys
    db: Database
    deletions: Deletions

    def clear(self, generation: Generation, progress: Progress) -> bool:
        """Remove from a generation what was removed from the vault; whether it held any.

        ``DamagedVault`` where it does not read, ``NewerVault``, ``StorageError``: then it is as it
        was.
        """
        if generation.manifest.cleared == self.deletions.digest:
            return False
        refuse_missing(generation.folder, DATABASE, KEYS)
        progress(0, 1, _("Removing from older backups what was removed from the vault"))
        if self._may_hold(generation):
            return self._write_anew(generation)
        said = replace(generation.manifest, cleared=self.deletions.digest)
        restate(generation.folder, self.keys, said)
        return False

    def _may_hold(self, generation: Generation) -> bool:
        """Whether any of it is there; a database of an earlier program is not read for that."""
        schema, newest = generation.manifest.schema, len(migrations())
        if schema > newest:
            raise NewerVault("a generation that a later version made")
        if schema < newest:
            return bool(self.deletions.objects)
        with closing(self.db.at_rest(generation.folder / DATABASE, Event())) as reader:
            return any(_is_there(reader, *each) for each in self.deletions.objects)

    def _write_anew(self, generation: Generation) -> bool:
        # Else what was put into its place since would get a manifest that fits.
        refuse_altered(generation)
        path = self.place.renamed(generation.folder)
        with new_generation(path) as building:
            for name in (DATABASE, KEYS):
                copy_file(generation.folder / name, building / name, no_progress)
            with closing(self.db.another(Database, building / DATABASE)) as db:
                migrate(db, no_backup, first=note_older, then=begin_sums)
                watch(db)
                found = clear_all(db, self.deletions)
            self._refuse_damaged(building)
            said = replace(
                generation.manifest,
                schema=len(migrations()),
                cleared=self.deletions.digest,
                replaced=generation.manifest.replaced + 1,
            )
            write_manifest(building, self.keys, said)
        self.place.remove_generation(generation.folder)
        return found

    def _refuse_damaged(self, building: Path) -> None:
        if any((building / f"{DATABASE}{each}").exists() for each in LOGS):
            raise DamagedBackup("the log did not go into the database")
        forget_cached(building / DATABASE)
        with closing(self.db.at_rest(building / DATABASE, Event())) as reader:
            if check_pages(reader, no_progress):
                raise DamagedBackup("the copy does not hold what was written")


def clear_all(db: Database, deletions: Deletions) -> bool:
    """Clear of an opened copy of a vault all that was removed since; whether there was any."""
    removal = Removal(db, CustodyLog(db, "", ""))
    found: list[tuple[str, str]] = []
    with db.children_first(), db.transaction():
        for kind, record_id in deletions.objects:
            if kind == Part.PROTECTED_NAME:
                gone = db.execute("DELETE FROM protected_name WHERE id = ?", (record_id,)) > 0
            else:
                gone = removal.clear_copy(RecordKind(kind), record_id)
            if gone:
                found.append((kind, record_id))
        if found:
            _fold_again(db)
            _note(db, found)
    return bool(found)


def removed_since(db: Reader) -> list[tuple[str, str]]:
    """Kind and id of what was cleared of a generation since it was made."""
    row = db.one(_META)
    return canonical.decode(row[0].encode(), list[tuple[str, str]]) if row else []


def _note(db: Database, found: list[tuple[str, str]]) -> None:
    said = canonical.encode([*removed_since(db), *found]).decode()
    db.execute("DELETE FROM vault_meta WHERE key = ?", (REMOVED_SINCE,))
    db.execute("INSERT INTO vault_meta (key, value) VALUES (?, ?)", (REMOVED_SINCE, said))


def _fold_again(db: Database) -> None:
    """What lists are filtered by may have taken words from what was cleared."""
    for kind in KINDS:
        if kind.held:
            for ids in _several(ids_of(db, kind)):
                kind.held.fold_again(db, ids)


def _several(ids: Iterator[str]) -> Iterator[list[str]]:
    piece: list[str] = []
    for each in ids:
        piece.append(each)
        if len(piece) == _FOLDED_AT_ONCE:
            yield piece
            piece = []
    if piece:
        yield piece


def _is_there(db: Reader, kind: str, record_id: str) -> bool:
    if kind == Part.PROTECTED_NAME:
        return db.one("SELECT 1 FROM protected_name WHERE id = ?", (record_id,)) is not None
    known = BY_NAME.get(RecordKind(kind))
    return known is not None and known.load(db, record_id) is not None
