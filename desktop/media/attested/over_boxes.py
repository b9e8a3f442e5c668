"""What a hash over the boxes of HEIF, AVIF and MP4 covers (C2PA 2.1, section 18.7; c2pa.hash.bmff).

Boxes are left out by their path; from the second version on, the place of each box of the top is
hashed before it, but of those that are left out whole. What is not read here is not computed:
trees of hashes, and conditions on the flags of a box, which programs write in either byte order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from desktop.media.formats.boxes import MOST, Box, boxes

VERSIONS: Final = {"c2pa.hash.bmff": False, "c2pa.hash.bmff.v2": True, "c2pa.hash.bmff.v3": True}
"""Each label, and whether places are hashed."""
_PATH: Final = re.compile(r"(?:/[\x21-\x2e\x30-\x5a\x5c\x5e-\x7e ]{4}){1,8}\Z")
_NOT_READ: Final = ("version", "flags")
_MOST_RULES: Final = 64
_LONGEST_BRANDS: Final = 128
"""Bytes of a box that says which programs can read the file, and holds nothing that is shown."""


class NotComputed(ValueError):
    """It was hashed in a way that is not read here."""


@dataclass(frozen=True, slots=True)
class Covered:
    """``holes``: start and length of what is left out, in order. ``marks``: before which bytes
    their own place is hashed, in order. ``harmless``: start and end of what may be left out
    beside the manifests."""

    holes: tuple[tuple[int, int], ...]
    marks: tuple[int, ...]
    harmless: tuple[tuple[int, int], ...]


def covered(said: Mapping[Any, Any], data: bytes, *, with_places: bool) -> Covered:
    """By the rules of an assertion; ``NotComputed``."""
    rules = said.get("exclusions")
    if said.get("merkle") or not isinstance(said.get("hash"), bytes):
        raise NotComputed
    if not isinstance(rules, list) or len(rules) > _MOST_RULES:
        raise NotComputed
    roots = list(boxes(data))
    if len(roots) == MOST:
        raise NotComputed
    holes, whole = list[tuple[int, int]](), set[int]()
    for rule in rules:
        if not isinstance(rule, dict):
            raise NotComputed
        for box in _meant(rule, data):
            pieces = _pieces(rule, box)
            holes += pieces
            if rule.get("subset") is None:
                whole.add(box.at)
    marks = tuple(box.at for box in roots if with_places and box.at not in whole)
    return Covered(tuple(sorted(holes)), marks, tuple(_brands(roots)))


def _brands(roots: list[Box]) -> Iterator[tuple[int, int]]:
    if roots and roots[0].kind == b"ftyp" and roots[0].end - roots[0].at <= _LONGEST_BRANDS:
        yield roots[0].at, roots[0].end


def _meant(rule: Mapping[Any, Any], data: bytes) -> Iterator[Box]:
    """The boxes of a rule's path that are as it says."""
    path = rule.get("xpath")
    if not isinstance(path, str) or not _PATH.match(path):
        raise NotComputed
    for box in _at(data, path.encode("ascii").split(b"/")[1:]):
        if any(rule.get(key) is not None for key in _NOT_READ):
            raise NotComputed
        if rule.get("length") in (None, box.end - box.at) and _holds(rule, data, box):
            yield box


def _at(data: bytes, path: list[bytes]) -> Iterator[Box]:
    """All boxes at the end of a path of kinds."""
    found = [Box(b"", 0, 0, len(data))]
    for kind in path:
        found = [
            box
            for outer in found
            for box in boxes(data, _first_inside(data, outer), outer.end)
            if box.kind == kind
        ]
        if len(found) > _MOST_RULES:
            raise NotComputed
    yield from found


def _first_inside(data: bytes, outer: Box) -> int:
    """Where the boxes within a box begin: of a ``meta`` of ISO 14496-12 behind its version."""
    with_version = outer.kind == b"meta" and data[outer.start : outer.start + 4] == bytes(4)
    return outer.start + 4 * with_version


def _holds(rule: Mapping[Any, Any], data: bytes, box: Box) -> bool:
    """Whether the box has the bytes that a rule asks for."""
    wanted = rule.get("data")
    for each in _list(wanted):
        at, value = each.get("offset"), each.get("value")
        if not isinstance(at, int) or not isinstance(value, bytes) or at < 0:
            raise NotComputed
        if data[box.at + at : min(box.end, box.at + at + len(value))] != value:
            return False
    return True


def _pieces(rule: Mapping[Any, Any], box: Box) -> list[tuple[int, int]]:
    """What of a box is left out: all, or its pieces; a length of 0 is its rest."""
    size, found = box.end - box.at, list[tuple[int, int]]()
    if rule.get("subset") is None:
        return [(box.at, size)]
    for each in _list(rule["subset"]):
        at, length = each.get("offset"), each.get("length")
        if not isinstance(at, int) or not isinstance(length, int) or at < 0 or length < 0:
            raise NotComputed
        if at < size:
            found.append((box.at + at, min(length or size, size - at)))
    return found


def _list(value: Any) -> list[dict[Any, Any]]:
    """Of rules; nothing where none were given."""
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > _MOST_RULES:
        raise NotComputed
    if not all(isinstance(each, dict) for each in value):
        raise NotComputed
    return value
