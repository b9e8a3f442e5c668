"""Unpack a verified package into a folder, for who asked for the plain files knowingly."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from desktop.crypto.age import Identity
from desktop.errors import FileExists, PackageRefused
from desktop.files import PARTIAL, sync_folder, translate_os_errors
from desktop.handoff.format import layout
from desktop.handoff.identity.trust import Trust
from desktop.handoff.receiving.read import Reader, VerifiedPackage, open_verified, verify_package
from desktop.handoff.receiving.stream import PackageStream
from desktop.i18n import _
from desktop.private_files import private_folder
from desktop.progress import Progress, no_progress
from desktop.renaming import rename_folder


def extract_package(
    path: Path,
    identities: Sequence[Identity],
    trust: Trust,
    our_fingerprint: str | None,
    target: Path,
    progress: Progress = no_progress,
) -> VerifiedPackage:
    """Verify a package whole, then lay it out as ``target``: the bag, as age and tar would.

    Everything grows in ``TARGET.partial`` and gets its name at the end; on failure it is
    removed. What a killed unpacking left there is removed, too: it is in the clear.
    ``FileExists`` where something else is there already, and everything that
    ``verify_package`` raises. The files are in the clear, for their user alone.
    """
    growing = target.with_name(target.name + PARTIAL)
    if os.path.lexists(target) or (os.path.lexists(growing) and not _is_ours(growing)):
        raise FileExists("something stands where the package should go")
    verified = verify_package(path, identities, trust, our_fingerprint, progress)
    with translate_os_errors():
        if growing.exists():
            shutil.rmtree(growing)
        private_folder(growing)
        try:
            reader = Reader(identities, trust, our_fingerprint)
            with open_verified(verified, reader) as stream:
                _lay_out(stream, growing, progress)
            rename_folder(growing, target)
        except BaseException:
            shutil.rmtree(growing, ignore_errors=True)
            raise
        sync_folder(target.parent)
    return verified


def _is_ours(folder: Path) -> bool:
    """Whether every file in a folder is one that unpacking lays down, as far as it got."""
    with translate_os_errors():
        if folder.is_symlink() or not folder.is_dir():
            return False
        files = [path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()]
    return all(_is_entry(path.relative_to(folder).as_posix()) for path in files)


def _is_entry(path: str) -> bool:
    try:
        return path in layout.TAG_FILES or bool(layout.kind_of(path))
    except PackageRefused:
        return False


def _lay_out(stream: PackageStream, folder: Path, progress: Progress) -> None:
    for name, data in stream.front.items():
        _write(folder / name, [data])
    done = 0
    for item in stream.items():
        _write(folder / item.path, item.pieces())
        done += item.size
        progress(done, stream.head.octets, _("Unpacking the package"))


def _write(path: Path, pieces: Iterable[bytes | memoryview]) -> None:
    """A new file inside a folder that is private to its user."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        for piece in pieces:
            file.write(piece)
