"""POSIX ustar as packages use it, read strictly and once (page, Layers 2)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from . import limits
from .errors import Refused, require

BLOCK = 512
PAX_FROM = 8 * 1024**3
PIECE = 256 * 1024
PAX = 512
_NUMBER = re.compile(rb" *([0-7]+)[ \x00]*")


class Source(Protocol):
    """What is read once."""

    def read(self, size: int) -> bytes: ...


@dataclass
class Entry:
    """A file in the tar; its octets are read once, before the next entry."""

    name: str
    size: int
    _source: Source
    _left: int = field(init=False)

    def __post_init__(self) -> None:
        self._left = self.size

    def pieces(self) -> Iterator[bytes]:
        """The octets, some 256 KiB at a time."""
        while self._left:
            piece = self._source.read(min(PIECE, self._left))
            require(bool(piece), "tar-cut-off", self.name)
            self._left -= len(piece)
            yield piece

    def octets(self) -> bytes:
        """All of them; the caller has looked at size."""
        return b"".join(self.pieces())

    def end(self) -> None:
        """Whatever is left, and the padding, which is zeros."""
        for _piece in self.pieces():
            pass
        padding = self._source.read(-self.size % BLOCK)
        require(padding == bytes(-self.size % BLOCK), "tar-padding", self.name)


def _octal(field_: bytes, about: str) -> int:
    """An octal number between blanks, and NULs behind it."""
    match = _NUMBER.fullmatch(field_)
    if match is None:
        raise Refused("tar-header", about)
    return int(match[1], 8)


def _text(field_: bytes) -> str:
    """A NUL-padded UTF-8 text."""
    text = field_.rstrip(b"\x00")
    require(b"\x00" not in text, "tar-header", "behind a NUL")
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused("tar-header", "name") from error


def _header(block: bytes) -> tuple[str, str, int]:
    """Name, type flag and size of a header block."""
    checksum = sum(block[:148]) + 8 * 32 + sum(block[156:])
    require(_octal(block[148:156], "checksum") == checksum, "tar-header", "checksum")
    kind = chr(block[156])
    require(kind in "0x\x00", "tar-entry-type", repr(kind))
    require(block[157:257] == bytes(100), "tar-header", "link name")
    require(block[257:265] == b"ustar\x0000", "tar-header", "magic")
    prefix, name = _text(block[345:500]), _text(block[:100])
    require(bool(name), "tar-header", "name")
    return f"{prefix}/{name}" if prefix else name, kind, _octal(block[124:136], "size")


def _pax_size(source: Source, size: int) -> int:
    """The size that a pax header holds, its only keyword."""
    require(size <= PAX, "tar-pax", "too long")
    octets = source.read(size)
    padding = source.read(-size % BLOCK)
    require(padding == bytes(-size % BLOCK), "tar-padding", "pax")
    length, _space, record = octets.partition(b" ")
    value = record[len(b"size=") : -1]
    require(
        length == b"%02d" % len(octets)
        and len(length) == 2
        and record.startswith(b"size=")
        and record.endswith(b"\n")
        and value.isdigit()
        and not value.startswith(b"0"),
        "tar-pax",
    )
    require(int(value) >= PAX_FROM, "tar-pax", "before a small file")
    return int(value)


def _end(source: Source) -> None:
    """The second block of zeros, and only zeros behind it, 1 MiB at most."""
    require(source.read(BLOCK) == bytes(BLOCK), "tar-end", "one block of zeros")
    behind = 0
    while piece := source.read(PIECE):
        behind += len(piece)
        require(behind <= limits.ZEROS, "tar-end", "more than 1 MiB")
        require(not piece.strip(b"\x00"), "tar-end", "something behind it")


def entries(source: Source, largest: Callable[[str], int]) -> Iterator[Entry]:
    """The files in their order. largest(name): the limit, looked at before anything is read.

    Refused: tar-…, too-large. After the last one the source was read to its end.
    """
    announced: int | None = None
    while True:
        block = source.read(BLOCK)
        require(len(block) == BLOCK, "tar-cut-off", "header")
        if block == bytes(BLOCK):
            require(announced is None, "tar-pax", "before nothing")
            return _end(source)
        name, kind, size = _header(block)
        if kind == "x":
            require(announced is None, "tar-pax", "two in a row")
            announced = _pax_size(source, size)
            continue
        require(announced is not None or size < PAX_FROM, "tar-pax", "none before a large file")
        size, announced = announced or size, None
        if size > largest(name):
            raise Refused("too-large", name)
        entry = Entry(name, size, source)
        yield entry
        entry.end()
