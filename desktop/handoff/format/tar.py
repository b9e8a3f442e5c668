"""A strict streaming tar: the part of POSIX.1-1988 ustar that a package needs, no more.

Written: regular files, uid and gid 0, no names, mode 0644, time 0; a pax header
(POSIX.1-2001) only for a size of 8 GiB and above. Read: the same, from any writer.
Directories, links, devices, sparse files, GNU extensions and every pax keyword but ``size``
are refused, because none of them has a use here and each has been a way out of a folder
somewhere.
"""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from desktop.errors import PackageRefused
from desktop.handoff.format import limits
from desktop.handoff.format.pipe import Feed
from desktop.handoff.format.tar_header import BLOCK as BLOCK
from desktop.handoff.format.tar_header import plain_header

END: Final = bytes(2 * BLOCK)
_USTAR_SIZE: Final = 8 * 1024**3
_OCTAL: Final = re.compile(rb" *([0-7]+)[ \0]*")
_PAX_SIZE: Final = re.compile(rb"([1-9][0-9]) size=([1-9][0-9]{0,18})\n")
_REFUSED: Final = {
    b"1": "a hard link",
    b"2": "a symbolic link",
    b"3": "a character device",
    b"4": "a block device",
    b"5": "a directory",
    b"6": "a named pipe",
    b"7": "a contiguous file",
    b"g": "a global pax header",
    b"K": "a GNU long link name",
    b"L": "a GNU long name",
    b"S": "a sparse file",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A regular file in the tar: its path as written, and its size in bytes."""

    path: str
    size: int


def header(path: str, size: int) -> bytes:
    """The header block (or three, with pax) that stands before ``size`` bytes of ``path``."""
    if size < _USTAR_SIZE:
        return plain_header(path, size)
    info = tarfile.TarInfo(path)
    info.size = size
    info.mode = 0o644
    return info.tobuf(tarfile.PAX_FORMAT, "utf-8", "strict")


def padding(size: int) -> bytes:
    """The zeros that fill the last block of ``size`` bytes."""
    return bytes(-size % BLOCK)


def length(size: int) -> int:
    """Bytes that an entry of ``size`` bytes takes in the tar, with header and padding."""
    return (BLOCK if size < _USTAR_SIZE else 3 * BLOCK) + size + (-size % BLOCK)


class TarReader:
    """Reads entries one after the other; refuses the tar at the first thing it does not know.

    Between two calls of :meth:`next` the body of the entry is read with :meth:`body`; what
    is left of it is passed over.
    """

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._left = 0
        self._padding = 0
        self._entries = 0

    def next(self) -> Entry | None:
        """The next regular file, or None after a proper end of the archive."""
        for _ in self.body():
            continue
        entry = self._next_header(None)
        if entry is not None:
            self._left = entry.size
            self._padding = -entry.size % BLOCK
        return entry

    def body(self) -> Iterator[memoryview]:
        """What is left of the current entry, in pieces of at most one mebibyte."""
        while self._left:
            piece = self._feed.piece(min(self._left, limits.PIECE))
            self._left -= len(piece)
            yield piece
        self._skip_padding()

    def _skip_padding(self) -> None:
        if self._padding and _has_bytes(self._feed.exactly(self._padding)):
            raise PackageRefused("the tar hides bytes behind an entry")
        self._padding = 0

    def _next_header(self, pax_size: int | None) -> Entry | None:
        while True:
            self._count()
            block = self._feed.exactly(BLOCK)
            if not _has_bytes(block):
                self._end(pax_size)
                return None
            kind = _checked_type(block)
            size = _number(block[124:136])
            if kind == b"x":
                pax_size = self._pax(size, pax_size)
            else:
                return Entry(_path(block), size if pax_size is None else pax_size)

    def _count(self) -> None:
        self._entries += 1
        if self._entries > 2 * limits.ENTRIES:
            raise PackageRefused("the tar has too many entries")

    def _pax(self, size: int, earlier: int | None) -> int:
        """The size a pax header gives to the file after it."""
        if earlier is not None:
            raise PackageRefused("the tar has two pax headers for one entry")
        if size > BLOCK:
            raise PackageRefused("a pax header is too long")
        match = _PAX_SIZE.fullmatch(self._feed.exactly(size))
        self._padding = -size % BLOCK
        self._skip_padding()
        if match is None or int(match[1]) != size:
            raise PackageRefused("a pax header holds more than a size")
        if int(match[2]) < _USTAR_SIZE:
            raise PackageRefused("a pax header gives a size that needs none")
        return int(match[2])

    def _end(self, pax_size: int | None) -> None:
        """Two blocks of zeros, then nothing but zeros to the end of the stream."""
        if pax_size is not None or any(self._feed.exactly(BLOCK)):
            raise PackageRefused("the tar does not end as it should")
        read = 0
        for piece in self._feed.rest():
            read += len(piece)
            if read > limits.TRAILING_ZEROS or any(piece):
                raise PackageRefused("something follows the end of the tar")


def _checked_type(block: bytes) -> bytes:
    """The type flag of a header whose checksum and magic hold: file or pax."""
    # Without its zeros, which are most of it: the sum is the same in half the time.
    total = sum(block.translate(None, b"\0")) - sum(block[148:156]) + 8 * 0x20
    if _number(block[148:156]) != total:
        raise PackageRefused("a tar header fails its checksum")
    if block[257:265] != b"ustar\x0000":
        raise PackageRefused("the tar is not in POSIX ustar form")
    kind = block[156:157]
    if kind not in (b"0", b"\0", b"x"):
        raise PackageRefused(f"the tar holds {_REFUSED.get(kind, 'an entry of unknown kind')}")
    if _has_bytes(block[157:257]):
        raise PackageRefused("the tar holds a link")
    return b"0" if kind == b"\0" else kind


def _has_bytes(block: bytes) -> bool:
    """Whether anything but zeros is in it."""
    return block != bytes(len(block))


def _number(field: bytes) -> int:
    """An octal field; base-256 and signs are refused."""
    match = _OCTAL.fullmatch(field)
    if match is None:
        raise PackageRefused("a tar header holds a malformed number")
    return int(match[1], 8)


def _path(block: bytes) -> str:
    name, prefix = _text(block[:100]), _text(block[345:500])
    return f"{prefix}/{name}" if prefix else name


def _text(field: bytes) -> str:
    """A field up to its first NUL, after which nothing may follow."""
    text, _, rest = field.partition(b"\0")
    if _has_bytes(rest):
        raise PackageRefused("a tar header hides bytes behind a name")
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError:
        raise PackageRefused("a tar header holds a name that is not UTF-8") from None
