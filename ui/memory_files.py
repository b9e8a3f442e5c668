"""Files for the style sheet that exist in memory only.

A style sheet can name a picture by path alone; Qt's resource system answers paths that
begin with ``:/`` from memory. :func:`register` lays a flat folder there, in the format that
``rcc`` writes (version 1: nodes of 14 bytes, names in UTF-16BE found by a hash, payloads
with a length before them).
"""

from __future__ import annotations

import struct

from PySide6.QtCore import qRegisterResourceData

_VERSION = 1
_FOLDER = 0x02
_ANY_LOCALE = 1
_NODE = struct.Struct(">IHHHI")
_FOLDER_NODE = struct.Struct(">IHII")

_kept: list[tuple[bytes, bytes, bytes]] = []
"""Qt reads these where they lie and copies nothing, so they must never be freed."""


def register(folder: str, files: dict[str, bytes]) -> None:
    """Let ``:/folder/name`` answer these bytes for as long as the program runs."""
    names = _Names()
    children = sorted(files, key=_hash)
    nodes = [
        _FOLDER_NODE.pack(0, _FOLDER, 1, 1),
        _FOLDER_NODE.pack(names.add(folder), _FOLDER, len(files), 2),
    ]
    payload = b""
    for name in children:
        nodes.append(_NODE.pack(names.add(name), 0, 0, _ANY_LOCALE, len(payload)))
        payload += struct.pack(">I", len(files[name])) + files[name]
    parts = (b"".join(nodes), bytes(names.data), payload)
    _kept.append(parts)
    if not qRegisterResourceData(_VERSION, *parts):
        raise RuntimeError("the style sheet's pictures were not accepted")


class _Names:
    """The table of names; ``add`` returns where a name stands."""

    def __init__(self) -> None:
        self.data = bytearray()

    def add(self, name: str) -> int:
        offset = len(self.data)
        self.data += struct.pack(">HI", len(name), _hash(name)) + name.encode("utf-16-be")
        return offset


def _hash(name: str) -> int:
    """Qt's ``qt_hash`` of a string (PJW hash, 28 bits)."""
    value = 0
    for letter in name:
        value = (value << 4) + ord(letter)
        value ^= (value & 0xF0000000) >> 23
        value &= 0x0FFFFFFF
    return value
