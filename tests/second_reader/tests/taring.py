"""Tars for tests: the writing half of tar.py."""

from __future__ import annotations

from typing import Any


def header(path: str, length: int, **fields: bytes) -> bytes:
    """A ustar header; fields: mode, uid, … instead of the right ones."""
    prefix = b""
    encoded = path.encode()
    if len(encoded) > 100:
        cut = encoded.index(b"/", len(encoded) - 101)
        prefix, encoded = encoded[:cut], encoded[cut + 1 :]
    right = {
        "name": encoded.ljust(100, b"\0"),
        "mode": b"0000644\0",
        "uid": b"0000000\0",
        "gid": b"0000000\0",
        "size": b"%011o\0" % length if length < 8**11 else b"0" * 11 + b"\0",
        "mtime": b"0" * 11 + b"\0",
        "checksum": b" " * 8,
        "type": b"0",
        "link": bytes(100),
        "magic": b"ustar\x0000",
        "uname": bytes(32),
        "gname": bytes(32),
        "major": bytes(8),
        "minor": bytes(8),
        "prefix": prefix.ljust(155, b"\0"),
        "end": bytes(12),
    }
    block = b"".join({**right, **fields}.values())
    assert len(block) == 512
    return block[:148] + b"%06o\0 " % sum(block) + block[156:]


def padded(octets: bytes) -> bytes:
    return octets + bytes(-len(octets) % 512)


def tar(files: dict[str, bytes], headers: dict[str, dict[str, Any]] | None = None) -> bytes:
    parts = [
        header(name, len(octets), **(headers or {}).get(name, {})) + padded(octets)
        for name, octets in files.items()
    ]
    return b"".join(parts) + bytes(1024)
