"""What lies in an archive, looked through for what never comes in (in the child process only).

Zip (office documents are such), tar, gzip, bzip2 and xz, also one within another. Of what is
encrypted only the names are seen, of 7z and RAR nothing: those come in as they are.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from codecs import lookup
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import IO, Final, cast

from desktop.media.ours import HEAD, mark_of
from desktop.media.sniff import ZIP_TAIL, archive_of
from desktop.media.sources import Failure
from desktop.vault_files import is_called_as_part

_MOST: Final = 20_000
"""Members that are looked at."""
_DEEP: Final = 5
"""Archives within archives."""
_INNER: Final = 32 << 20
"""Bytes of an archive within another that is looked into."""
_BROKEN: Final = (
    OSError, EOFError, ValueError, RuntimeError, NotImplementedError, LookupError,
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError,
)  # fmt: skip
_Member = tuple[str, Callable[[int], bytes]]
"""A name, and what reads so many bytes from the start."""


def prepare_to_look() -> None:
    """Load what a zip's names may need: later nothing can be loaded."""
    for name in ("cp437", "utf-8"):
        lookup(name)


def mark_within(data: bytes, salt: bytes = b"", deep: int = 0) -> Failure | None:
    """Why the archive in ``data`` is not taken: the first thing in it that is not; None where
    there is nothing, or it cannot be looked into.

    ``salt``: how the database of the open vault begins (16 bytes), by which a copy is known.
    """
    members = _FORMATS.get(archive_of(data[:HEAD], data[-ZIP_TAIL:]))
    if members is None:
        return None
    try:
        for number, (name, read) in enumerate(members(data)):
            if number >= _MOST:
                return None
            found = _member(name, read, salt, deep)
            if found is not None:
                return found
    except _BROKEN:
        return None
    return None


def _member(name: str, read: Callable[[int], bytes], salt: bytes, deep: int) -> Failure | None:
    if is_called_as_part(name.replace("\\", "/").rsplit("/", 1)[-1]):
        return Failure.VAULT
    try:
        head = read(HEAD)
    except _BROKEN:
        return None
    if salt and head.startswith(salt):
        return Failure.VAULT
    found = mark_of(head)
    if found is None and deep < _DEEP and archive_of(head):
        return mark_within(read(_INNER), salt, deep + 1)
    return found


def _zip(data: bytes) -> Iterator[_Member]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        for each in opened.infolist():
            if not each.is_dir():
                yield each.filename, lambda size, each=each: _read(opened.open(each), size)  # type: ignore[misc]


def _tar(data: bytes) -> Iterator[_Member]:
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:*") as opened:
        for each in opened:
            held = opened.extractfile(each) if each.isfile() else None
            if held is not None:
                yield each.name, lambda size, held=held: _read(cast(IO[bytes], held), size)  # type: ignore[misc]


def _alone(kind: Callable[..., IO[bytes]], data: bytes) -> Iterator[_Member]:
    """A file that is only compressed, or a tar that is."""
    with kind(io.BytesIO(data)) as file:
        head = file.read(HEAD)
    if archive_of(head) == "tar":
        yield from _tar(data)
    else:
        yield "", lambda size: _read(kind(io.BytesIO(data)), size)


def _read(opened: IO[bytes], size: int) -> bytes:
    with opened as file:
        return file.read(size)


def _gzip(data: io.BytesIO) -> IO[bytes]:
    return cast(IO[bytes], gzip.GzipFile(fileobj=data))


_FORMATS: Final[Mapping[str, Callable[[bytes], Iterator[_Member]]]] = {
    "zip": _zip,
    "tar": _tar,
    "gzip": partial(_alone, _gzip),
    "bzip2": partial(_alone, bz2.BZ2File),
    "xz": partial(_alone, lzma.LZMAFile),
}
