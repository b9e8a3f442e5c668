"""Directories of a TIFF as cameras write them, and boxes around them."""

from __future__ import annotations

import struct
from collections.abc import Mapping

ASCII, SHORT, LONG, RATIONAL, UNDEFINED = 2, 3, 4, 5, 7
_FORMS = {SHORT: "H", LONG: "I", RATIONAL: "II"}
Value = bytes | tuple[int, ...]
Directory = Mapping[int, tuple[int, Value]]


def tiff(*directories: Directory, mark: bytes = b"II*\0", behind: bytes = b"") -> bytes:
    """A TIFF of directories in a row, and then ``behind``. A value ``(-n,)`` of a LONG is a place
    ``n - 1`` bytes into that."""
    sizes = [_size(each) for each in directories]
    end = 8 + sum(sizes)
    written, at = b"", 8
    for number, directory in enumerate(directories):
        following = at + sizes[number] if number + 1 < len(directories) else 0
        written += _directory(directory, at, following, end)
        at += sizes[number]
    return mark + struct.pack("<I", 8) + written + behind


def beneath(directory: Directory, at: int) -> bytes:
    """A directory that stands ``at`` so many bytes into a file."""
    return _directory(directory, at, 0, 0)


def box(kind: bytes, *held: bytes) -> bytes:
    """A box of ISO 14496-12."""
    whole = b"".join(held)
    return struct.pack(">I", 8 + len(whole)) + kind + whole


def _packed(kind: int, value: Value, end: int) -> bytes:
    if isinstance(value, bytes):
        return value
    if kind == LONG:
        value = tuple(end - number - 1 if number < 0 else number for number in value)
    form = _FORMS[kind] * (len(value) // len(_FORMS[kind]))
    return struct.pack(f"<{form}", *value)


def _size(directory: Directory) -> int:
    held = sum(
        len(each)
        for kind, value in directory.values()
        if len(each := _packed(kind, value, 9**6)) > 4
    )
    return 2 + 12 * len(directory) + 4 + held


def _directory(directory: Directory, at: int, following: int, end: int) -> bytes:
    entries, behind = b"", b""
    place = at + 2 + 12 * len(directory) + 4
    for tag, (kind, value) in sorted(directory.items()):
        packed = _packed(kind, value, end)
        count = len(packed) if isinstance(value, bytes) else len(value) // len(_FORMS[kind])
        entries += struct.pack("<HHI", tag, kind, count)
        if len(packed) > 4:
            entries += struct.pack("<I", place + len(behind))
            behind += packed
        else:
            entries += packed.ljust(4, b"\0")
    return struct.pack("<H", len(directory)) + entries + struct.pack("<I", following) + behind
