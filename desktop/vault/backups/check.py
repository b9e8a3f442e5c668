"""Read all backups of a place, and say of each generation and each original whether it holds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

from desktop.crypto.kept_apart import Keys, sealed_length
from desktop.crypto.secret import Secret
from desktop.errors import DamagedBackup, NewerVault, PayloadDamaged, SkryniaError, StorageError
from desktop.i18n import _
from desktop.model.values.moment import Moment
from desktop.progress import Progress, no_progress
from desktop.vault.backups.generation import Generation, read_generation, refuse_altered
from desktop.vault.backups.originals import Originals
from desktop.vault.backups.place import Place, number_told
from desktop.vault.backups.restore import opened_place
from desktop.vault.store.frozen import Frozen
from desktop.vault_files import DATABASE


@dataclass(frozen=True, slots=True)
class CheckedGeneration:
    """A generation by its name. ``made``: when, None where it does not say. ``holds``: whether its
    files are what was written. ``lacking``: ids of the originals it names that are not whole.
    ``newer``: a later version of the program made it, and this one cannot tell whether it holds.
    ``called``: its own name, where its folder has another one. ``amiss``: parts of a check that
    did not hold in the vault when it was made."""

    name: str
    made: Moment | None
    holds: bool
    lacking: tuple[str, ...] = ()
    newer: bool = False
    called: str = ""
    amiss: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceReport:
    """What a check of a place found. ``originals``: how many were read; ``missing``, ``damaged``:
    how many of those that generations name are not there, or not what was stored."""

    generations: tuple[CheckedGeneration, ...]
    originals: int
    missing: int = 0
    damaged: int = 0

    @property
    def intact(self) -> bool:
        """Whether everything holds, and did in the vault when it was backed up last."""
        newer = any(each.newer for each in self.generations)
        return not self.damage and not newer and not self.of_damaged

    @property
    def of_damaged(self) -> bool:
        """Whether the newest is of a vault that did not hold."""
        return any(each.amiss for each in self.generations[-1:])

    @property
    def damage(self) -> bool:
        """Whether something does not hold of what this version can read, or nothing is there."""
        bad = (not each.newer and (not each.holds or each.lacking) for each in self.generations)
        return any(bad) or not self.generations


def check_place(path: Path, secret: Secret | str, progress: Progress = no_progress) -> PlaceReport:
    """Read the backups at ``path`` whole, as :func:`opened_place` opens them."""
    with opened_place(path, secret) as opened:
        return _Checking(opened.place, opened.keys(), opened.frozen, progress).report()


def check_by_key(
    place: Place,
    keys: Keys,
    frozen: Callable[[Path, Event], Frozen],
    progress: Progress = no_progress,
) -> PlaceReport:
    """The same of a place that is held already, by the keys of the open vault. ``frozen``: opens
    the database of a generation."""
    return _Checking(place, keys, frozen, progress).report()


class _Checking:
    def __init__(
        self,
        place: Place,
        keys: Keys,
        frozen: Callable[[Path, Event], Frozen],
        progress: Progress,
    ) -> None:
        self._place, self._keys, self._frozen = place, keys, frozen
        self._progress = progress
        self._originals = place.originals(keys)

    def report(self) -> PlaceReport:
        """What was found."""
        folders = self._place.generations()
        named: dict[Path, list[tuple[str, str, int]]] = {}
        found: list[tuple[int, Path, CheckedGeneration]] = []
        for number, folder in enumerate(folders):
            self._progress(number, len(folders), _("Checking the backups"))
            order, checked = self._generation(folder)
            found.append((order, folder, checked))
            named[folder] = self._named(folder) if checked.holds else []
        missing, damaged, read = self._read({each[1:] for all_ in named.values() for each in all_})
        self._mark(damaged)
        return PlaceReport(
            tuple(
                replace(
                    checked,
                    lacking=tuple(
                        id_ for id_, sha, _size in named[folder] if sha in missing | damaged
                    ),
                )
                for _order, folder, checked in sorted(found, key=lambda each: each[0])
            ),
            read,
            len(missing),
            len(damaged),
        )

    def _mark(self, damaged: set[str]) -> None:
        # Of a medium that takes nothing the findings are told all the same.
        with suppress(StorageError):
            self._originals.mark_damaged(map(self._originals.name_of, damaged))

    def _generation(self, folder: Path) -> tuple[int, CheckedGeneration]:
        """Its number, as far as it says, and what it is by its files alone, not yet by the
        originals it names."""
        try:
            generation = read_generation(folder, self._keys)
        except StorageError:
            raise
        except NewerVault:
            return number_told(folder), CheckedGeneration(folder.name, None, False, newer=True)
        except SkryniaError:
            return number_told(folder), CheckedGeneration(folder.name, None, holds=False)
        said = generation.manifest
        called = generation.called if generation.renamed else ""
        checked = CheckedGeneration(folder.name, said.made, True, (), False, called, said.amiss)
        return said.number, replace(checked, holds=self._is_unaltered(generation))

    def _is_unaltered(self, generation: Generation) -> bool:
        try:
            refuse_altered(generation)
        except StorageError:
            raise
        except SkryniaError:
            return False
        return True

    def _named(self, folder: Path) -> list[tuple[str, str, int]]:
        with closing(self._frozen(folder / DATABASE, Event())) as reader:
            return reader.all("SELECT id, sha256, size FROM media")

    def _read(self, originals: set[tuple[str, int]]) -> tuple[set[str], set[str], int]:
        """SHA-256s of those that are missing and of those that are damaged, and how many were
        read."""
        missing, damaged, done = set(), set(), 0
        total, lengths = sum(size for _sha, size in originals), self._originals.lengths()
        for sha256, size in sorted(originals):
            self._progress(done, total, _("Checking photos and files"))
            name = self._originals.name_of(sha256)
            if name not in lengths:
                missing.add(sha256)
            elif lengths[name] != sealed_length(size) or not _is(self._originals, name, sha256):
                damaged.add(sha256)
            done += size
        return missing, damaged, len(originals)


def _is(originals: Originals, name: str, sha256: str) -> bool:
    digest = hashlib.sha256()
    try:
        for piece in originals.read(name):
            digest.update(piece)
    except (DamagedBackup, PayloadDamaged):
        return False
    return digest.hexdigest() == sha256
