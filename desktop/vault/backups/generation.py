"""One generation of a backup: the vault's database without its originals, as it was at one time.

``vault.db`` (``skeleton.py``) under the vault's own key, ``keys.json`` of its time, and
``manifest``: a sealed file (``desktop/crypto/kept_apart.py``) that says what the other two are.
So whoever opens the vault's key opens every generation, and nobody mixes the files of two.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Final

from desktop import canonical
from desktop.crypto.kept_apart import Keys, seal, unseal
from desktop.errors import DamagedBackup, NewerVault, PayloadDamaged, StorageError
from desktop.model.custody import CustodyHead
from desktop.model.values.moment import Moment
from desktop.system.files import (
    forget_cached,
    read_small,
    sha256_of,
    sync_folder,
    translate_os_errors,
    write_atomically,
)
from desktop.vault.backups.place import is_filled
from desktop.vault.file.folder import new_folder
from desktop.vault.store.frozen import Frozen
from desktop.vault_files import DATABASE, KEYS, MANIFEST

VERSION: Final = 1
_MOST_BYTES: Final = 1 << 20
_USE: Final = b"skrynia backup v1"
_RANDOM: Final = 4
"""Bytes behind the last dash of a name."""
_END: Final = re.compile(rf"(?<=-)[0-9a-f]{{{2 * _RANDOM}}}$")
_ORIGINALS: Final = "SELECT sha256, size FROM media"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation says of itself. ``number``: the how manieth of its place, from 1, by which
    they are ordered whatever the clock said. ``head``: the last row of the custody log in it.
    ``originals``, ``bytes``: how many it names, and their size. ``cleared``: which removals it has
    undergone (``clearing.py``). ``replaced``: how often it was written anew for them. ``place``:
    the id of its place. ``amiss``: the parts of a check that did not hold in the vault; ``faults``:
    what in them, as ``faults.py`` tells one from another."""

    vault_id: str
    number: int
    made: Moment
    schema: int
    head: CustodyHead
    originals: int
    bytes: int
    database_sha256: str = ""
    keys_sha256: str = ""
    cleared: str = ""
    replaced: int = 0
    place: str = ""
    amiss: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    version: int = VERSION


@dataclass(frozen=True, slots=True)
class Generation:
    """A generation of which the manifest was read."""

    folder: Path
    manifest: Manifest = field(compare=False)

    @property
    def name(self) -> str:
        """What it is called in its place."""
        return self.folder.name

    @property
    def called(self) -> str:
        """What it has to be called. Where its name ends in no random part any more, one that
        follows from what is in it."""
        end = _END.search(self.folder.name)
        return f"{_stem(self.manifest)}{end[0] if end else self.manifest.database_sha256[:8]}"

    @property
    def renamed(self) -> bool:
        """Whether its folder has another name. In those of the first backups no number stands."""
        told = _END.sub("", self.folder.name)
        return told not in (_stem(self.manifest), f"{_time(self.manifest.made)}-")


def keys_of(subkey: Callable[[bytes], bytes]) -> Keys:
    """The keys of what lies beside a database; ``subkey``: the method of an open one."""
    return Keys(subkey(_USE))


def new_name(made: Moment, number: int) -> str:
    """What the ``number``th generation of a place is called: never twice the same."""
    return f"{_time(made)}-{number:04d}-{os.urandom(_RANDOM).hex()}"


def _time(made: Moment) -> str:
    return f"{datetime.fromisoformat(made.utc):%Y%m%dT%H%M%SZ}"


def _stem(manifest: Manifest) -> str:
    return f"{_time(manifest.made)}-{manifest.number:04d}-"


def read_generation(folder: Path, keys: Keys) -> Generation:
    """What the generation in ``folder`` says of itself, whatever its folder is called: the keys
    prove it, and that it is of their vault. ``DamagedBackup`` where that does not hold or a file
    it names is missing, ``NewerVault``. These are not read."""
    refuse_missing(folder, DATABASE, KEYS)
    data = _sealed_manifest(folder)
    try:
        text = b"".join(unseal(io.BytesIO(data), keys, MANIFEST))
        manifest = canonical.decode(text, Manifest, newer=True)
    except (PayloadDamaged, canonical.NotADocument):
        raise DamagedBackup("the manifest is not what was written") from None
    if manifest.version > VERSION:
        raise NewerVault("a generation of a later version")
    return Generation(folder, manifest)


def _sealed_manifest(folder: Path) -> bytes:
    refuse_missing(folder, MANIFEST)
    with translate_os_errors():
        return read_small(folder / MANIFEST, _MOST_BYTES)


def refuse_missing(folder: Path, *names: str) -> None:
    """``DamagedBackup`` where a generation lacks one of these files. Where its folder is not there
    either the medium went away, and nothing is damaged."""
    with translate_os_errors():
        for name in names:
            if folder.is_dir() and not is_filled(folder / name):
                raise DamagedBackup(f"{name} is missing")


def write_manifest(folder: Path, keys: Keys, manifest: Manifest) -> None:
    """Say in ``folder`` what lies there now: by the medium, not by the memory of this computer.

    ``DamagedBackup`` where its slots are not those of ``manifest.keys_sha256``.
    """
    forget_cached(folder / KEYS)
    if sha256_of(folder / KEYS) != manifest.keys_sha256:
        raise DamagedBackup("the slots were not kept as they were written")
    restate(folder, keys, replace(manifest, database_sha256=sha256_of(folder / DATABASE)))


def restate(folder: Path, keys: Keys, manifest: Manifest) -> None:
    """Say something else of a generation whose other files stay; their sums are those it had."""
    text, sink = canonical.encode(manifest), io.BytesIO()
    seal(sink, keys, MANIFEST, len(text), [text])
    write_atomically(folder / MANIFEST, sink.getvalue())
    forget_cached(folder / MANIFEST)


@contextmanager
def new_generation(path: Path) -> Iterator[Path]:
    """A folder to build a generation in, which becomes ``path`` once all is well."""
    with new_folder(path, inside=True) as building:
        yield building
        with translate_os_errors():
            sync_folder(building)


def refuse_altered(generation: Generation) -> None:
    """``DamagedBackup`` where its files are not those that its manifest is of."""
    manifest, folder = generation.manifest, generation.folder
    refuse_missing(folder, DATABASE, KEYS)
    for name, said in ((DATABASE, manifest.database_sha256), (KEYS, manifest.keys_sha256)):
        if sha256_of(folder / name) != said:
            raise DamagedBackup(f"{name} is not what was written")


def is_unaltered(generation: Generation) -> bool:
    """Whether its files are read, to the last byte, as its manifest says."""
    try:
        refuse_altered(generation)
    except (DamagedBackup, StorageError):
        return False
    return True


def originals_named(folder: Path, opened: Callable[[Path, Event], Frozen]) -> dict[str, int]:
    """SHA-256 and size of each original that a generation names; ``DamagedVault``."""
    refuse_missing(folder, DATABASE)
    with closing(opened(folder / DATABASE, Event())) as reader:
        return dict(reader.all(_ORIGINALS))
