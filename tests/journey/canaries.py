"""Searching bytes for what must not be in them: as text of any width, or deflated."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")
_DEFLATE_STARTS = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
_INFLATED_LIMIT = 64 << 20


@dataclass(frozen=True, slots=True)
class Found:
    """A canary, where it sat, and how it was written there."""

    canary: str
    place: str
    form: str


def find_in_bytes(data: bytes, canaries: Iterable[str], place: str) -> list[Found]:
    """Every canary that stands in ``data`` in the clear, or in something deflated inside it."""
    wanted = tuple(canaries)
    found = list(_plain(data, wanted, place, ""))
    for number, inflated in enumerate(_inflated(data)):
        found.extend(_plain(inflated, wanted, place, f"deflated part {number}, "))
    return found


def find_in_files(
    paths: Iterable[Path], canaries: Iterable[str], skipped: Iterable[Path] = ()
) -> list[Found]:
    """Search the names and contents of files, and of everything below folders."""
    wanted, left_out = tuple(canaries), set(skipped)
    found: list[Found] = []
    for path in sorted(set(_files(paths)) - left_out):
        found.extend(_plain(bytes(path), wanted, str(path), "file name, "))
        if path.is_file():
            found.extend(find_in_bytes(path.read_bytes(), wanted, str(path)))
    return found


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield path
        if path.is_dir():
            yield from path.rglob("*")


def _plain(data: bytes, canaries: tuple[str, ...], place: str, note: str) -> Iterator[Found]:
    for canary in canaries:
        for encoding in ENCODINGS:
            if canary.encode(encoding) in data:
                yield Found(canary, place, note + encoding)
                break


def _inflated(data: bytes) -> Iterator[bytes]:
    """Whatever inflates, wherever it begins: streams of PDF, PNG, ZIP by luck, gzip."""
    for match in _DEFLATE_STARTS.finditer(data):
        # 47: zlib or gzip, told by the header.
        engine = zlib.decompressobj(47)
        try:
            part = engine.decompress(data[match.start() :], _INFLATED_LIMIT)
        except zlib.error:
            continue
        if part:
            yield part
