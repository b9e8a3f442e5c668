"""Unpack a verified package into a folder, for who asked for the plain files knowingly."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import BinaryIO, Self

from desktop.crypto.age import Identity
from desktop.errors import FileExists, PackageRefused
from desktop.handoff.format import layout
from desktop.handoff.identity.trust import Trust
from desktop.handoff.receiving.read import Reader, VerifiedPackage, open_verified, verify_package
from desktop.handoff.receiving.stream import PackageStream
from desktop.i18n import _
from desktop.progress import Progress, no_progress
from desktop.system.file_locks import hold, remove_abandoned_folder
from desktop.system.files import PARTIAL, sync_folder, translate_os_errors
from desktop.system.private_files import private_folder
from desktop.system.renaming import rename_folder
from desktop.vault_files import refuse_within

Unpacking = Callable[[Path], AbstractContextManager[None]]
"""What remembers the folder in which a package is unpacked, until that is over."""


def extract_package(
    path: Path,
    identities: Sequence[Identity],
    trust: Trust,
    our_fingerprint: str | None,
    target: Path,
    unpacking: Unpacking,
    progress: Progress = no_progress,
) -> VerifiedPackage:
    """Verify a package whole, then lay it out as ``target``: the bag, as age and tar would.

    Everything grows in ``TARGET.….partial``, where ``unpacking`` (``Vault.unpacking``) knows
    of it, and gets its name at the end; on failure it is removed. What a killed unpacking left
    beside ``TARGET`` is removed, too: it is in the clear. ``FileExists`` where something else
    is there already, ``WithinVault``, and everything that ``verify_package`` raises. The files
    are in the clear, for their user alone.
    """
    refuse_within(target)
    if os.path.lexists(target):
        raise FileExists("something stands where the package should go")
    verified = verify_package(path, identities, trust, our_fingerprint, progress)
    growing = target.with_name(f"{target.name}.{os.urandom(4).hex()}{PARTIAL}")
    with translate_os_errors():
        _remove_leftovers(target)
        private_folder(growing)
        try:
            with unpacking(growing):
                reader = Reader(identities, trust, our_fingerprint)
                with (
                    _Front(growing) as front,
                    open_verified(verified, reader, seen=front.write) as stream,
                ):
                    _lay_out(stream, growing, progress)
                rename_folder(growing, target)
        except BaseException:
            shutil.rmtree(growing, ignore_errors=True)
            raise
        sync_folder(target.parent)
    return verified


def _remove_leftovers(target: Path) -> None:
    """Remove what killed unpackings of this name left, of any vault."""
    passing = re.compile(rf"{re.escape(target.name)}(?:\.[0-9a-f]{{8}})?{re.escape(PARTIAL)}")
    for path in target.parent.iterdir():
        if passing.fullmatch(path.name):
            remove_abandoned_folder(path, _is_entry)


def _is_entry(path: str) -> bool:
    try:
        return path in layout.TAG_FILES or bool(layout.kind_of(path))
    except PackageRefused:
        return False


class _Front:
    """The files at the front as they pass, held until all is there: the folder is in use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held = ExitStack()
        self._files: dict[str, BinaryIO] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._held.close()

    def write(self, name: str, piece: memoryview) -> None:
        """Write a piece of a file behind those before it."""
        if name not in self._files:
            path = self._folder / name
            self._files[name] = self._held.enter_context(_new(path))
            hold(self._files[name], path)
        self._files[name].write(piece)


def _lay_out(stream: PackageStream, folder: Path, progress: Progress) -> None:
    """Every entry behind the front as a file."""
    done = 0
    for item in stream.items():
        with _new(folder / item.path) as file:
            file.writelines(item.pieces())
        done += item.size
        progress(done, stream.head.octets, _("Unpacking the package"))


def _new(path: Path) -> BinaryIO:
    """A new file inside a folder that is private to its user."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.open("xb")
