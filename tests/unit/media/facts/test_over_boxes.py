"""Credentials bound to the boxes of HEIF, AVIF and MP4: what fits, what is left out, what is not
computed. What was tried of the public test files: docs/decisions/0060-content-credentials.md.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable
from typing import Any

import pytest

from desktop.reading.attested import Attested, Fits
from tests.unit.media.facts.test_attested import manifests, said
from tests.unit.media.formats.tiffs import box

Rules = list[dict[str, Any]]
UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
BRANDS = box(b"ftyp", b"heic", bytes(4), b"mif1heic")
PLACES = box(b"meta", bytes(4), box(b"iloc", b"where each picture lies"))
OFFSETS = box(b"moov", box(b"trak", box(b"stco", bytes(8), b"offsets!")))
PICTURE = box(b"mdat", b"the picture itself")
USUAL: Rules = [
    {"xpath": "/uuid", "data": [{"offset": 8, "value": UUID}]},
    {"xpath": "/ftyp"},
]
VERSIONS = ("c2pa.hash.bmff", "c2pa.hash.bmff.v2", "c2pa.hash.bmff.v3")


def holding(store: bytes) -> bytes:
    return box(b"uuid", UUID, bytes(4), b"manifest\0", bytes(8), store)


def signed(
    label: str = VERSIONS[1],
    rules: Rules = USUAL,
    boxes: tuple[bytes, ...] = (PLACES, OFFSETS, PICTURE),
    more: dict[str, Any] | None = None,
    left: Callable[[bytes], bytes] = lambda each: each,
) -> bytes:
    """``left``: what is hashed of a box."""

    def made(digest: bytes) -> bytes:
        held = {"exclusions": rules, "alg": "sha256", "hash": digest, **(more or {})}
        return BRANDS + holding(manifests(label, held))

    head = len(made(bytes(32)))
    digest, at = hashlib.sha256(), head
    for each in boxes:
        if label != VERSIONS[0] and left(each):
            digest.update(struct.pack(">Q", at))
        digest.update(left(each))
        at += len(each)
    return made(digest.digest()) + b"".join(boxes)


def file(data: bytes) -> tuple[Fits, int]:
    found: Attested = said(data)
    assert found.signature is Fits.YES
    return found.file, found.left_out


@pytest.mark.parametrize("label", VERSIONS)
def test_a_file_is_the_one_that_was_signed(label: str) -> None:
    whole = signed(label)
    assert file(whole) == (Fits.YES, 0)
    assert file(whole.replace(b"the picture", b"the pictura")) == (Fits.NO, 0)
    assert file(whole + box(b"free", b"more")) == (Fits.NO, 0)


def test_the_place_of_a_box_is_hashed_from_the_second_version_on() -> None:
    def moved(label: str) -> bytes:
        return signed(label).replace(BRANDS, BRANDS[:3] + b"\x1c" + BRANDS[4:] + b"avif")

    assert file(moved(VERSIONS[0])) == (Fits.YES, 0)
    assert file(moved(VERSIONS[1])) == (Fits.NO, 0)


def test_what_is_left_out_of_boxes_is_counted() -> None:
    rule = {"xpath": "/moov/trak/stco", "subset": [{"offset": 16, "length": 0}]}
    whole = signed(rules=[*USUAL, rule], left=lambda each: each.replace(b"offsets!", b""))
    assert file(whole) == (Fits.IN_PART, len(b"offsets!"))
    assert file(whole.replace(b"offsets!", b"changed!")) == (Fits.IN_PART, len(b"offsets!"))
    places = {"xpath": "/meta/iloc"}
    whole = signed(rules=[*USUAL, places], left=lambda each: each.replace(PLACES[12:], b""))
    assert file(whole) == (Fits.IN_PART, len(PLACES) - 12)


def test_a_box_left_out_whole_has_no_place() -> None:
    whole = signed(
        rules=[*USUAL, {"xpath": "/mdat", "length": len(PICTURE)}],
        left=lambda each: b"" if each is PICTURE else each,
    )
    assert file(whole) == (Fits.IN_PART, len(PICTURE))


def test_what_is_slipped_in_as_credentials_is_seen() -> None:
    slipped = box(b"uuid", UUID, b"anything at all")
    assert file(signed() + slipped) == (Fits.IN_PART, len(slipped))


def test_brands_with_room_for_more_are_counted() -> None:
    whole = signed(VERSIONS[0])
    longer = box(b"ftyp", BRANDS[8:], bytes(400))
    assert file(whole.replace(BRANDS, longer)) == (Fits.IN_PART, len(longer))


@pytest.mark.parametrize(
    "rule",
    [
        {"xpath": "/mdat[1]"},
        {"xpath": "/mdat" * 9},
        {"xpath": 7},
        {"xpath": "/mdat", "flags": b"\1\0\0"},
        {"xpath": "/mdat", "version": 0},
        {"xpath": "/mdat", "data": [{"offset": -1, "value": b"x"}]},
        {"xpath": "/mdat", "data": [7]},
        {"xpath": "/mdat", "subset": [{"offset": 0, "length": -1}]},
        {"xpath": "/mdat", "subset": 7},
    ],
)
def test_a_rule_that_is_not_read_is_never_called_wrong(rule: dict[str, Any]) -> None:
    assert file(signed(rules=[*USUAL, rule])) == (Fits.NOT_CHECKED, 0)


def test_trees_of_hashes_and_hosts_of_rules_are_not_computed() -> None:
    assert file(signed(more={"merkle": [{"count": 1}]})) == (Fits.NOT_CHECKED, 0)
    assert file(signed(rules=USUAL * 40)) == (Fits.NOT_CHECKED, 0)
    many = box(b"moov", *(box(b"trak") for _ in range(100)))
    pieces = [*USUAL, {"xpath": "/moov/trak"}]
    assert file(signed(rules=pieces, boxes=(many,))) == (Fits.NOT_CHECKED, 0)
