"""A file is what its first bytes say, whatever it is called."""

from __future__ import annotations

import bz2
import gzip
import lzma
import random
import struct
import zlib

import pytest

from desktop.media.formats import sniff
from desktop.media.formats.sniff import CLOSED, UNKNOWN, archive_of, media_type_of
from tests.unit.media import hostile

STARTS = {
    b"\xff\xd8\xff\xe0": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"%PDF-1.7": "application/pdf",
    b"PK\x03\x04": "application/zip",
    b"\0\0\0\x18ftypheic": "image/heif",
    b"\0\0\0\x18ftypisom": "video/mp4",
    b"\0\0\0\x14ftypqt  ": "video/quicktime",
    b"RIFF\0\0\0\0WAVE": "audio/wav",
    b"RIFF\0\0\0\0WEBP": "image/webp",
    b"": UNKNOWN,
    b"words": UNKNOWN,
}


@pytest.mark.parametrize("start", STARTS)
def test_kinds(start: bytes) -> None:
    assert media_type_of(start) == STARTS[start]


def at(place: int, head: bytes) -> bytes:
    """``head`` in a file of zeros."""
    return (bytes(place) + head).ljust(2048, b"\0")


def compressed() -> bytes:
    """A few words as ``compress`` writes them, before any of them comes again."""
    words = b"In the yard of the prison"
    codes = sum(letter << 9 * number for number, letter in enumerate(words))
    return b"\x1f\x9d\x90" + codes.to_bytes(9 * len(words) // 8 + 1, "little")


def arj() -> bytes:
    head = bytes([30, 11, 1, 2, 0, 0, 2]) + bytes(27)
    return b"\x60\xea" + struct.pack("<H", len(head)) + head + struct.pack("<I", zlib.crc32(head))


def superblock() -> bytes:
    """Of the file system of Linux with blocks of four kilobytes."""
    return struct.pack("<24xI28x3H10xII", 2, 0xEF53, 1, 1, 0, 1)


HEADS = {
    "ext": at(1024, superblock()),
    "ext behind a photo": hostile.jpeg((8, 8)).ljust(1024, b"\0") + superblock(),
    "fat": at(0, b"\xeb\x3c\x90mkfs.fat".ljust(54, b"\0") + b"FAT16   "),
    "ntfs": at(0, b"\xeb\x52\x90NTFS    "),
    "hfs": at(1024, b"H+\0\4"),
    "apfs": at(32, b"NXSB\0\x10\0\0"),
    "cpio": b"070701" + b"0" * 104 + b"TRAILER!!!",
    "cpio, older": struct.pack("<3HH7HI", 0o070707, 1, 2, 0o100644, *[0] * 6, 6, 0) + b"k.txt\0",
    "cpio, other order": struct.pack(">3HH7HI", 0o070707, 1, 2, 0o40755, *[0] * 6, 2, 0) + b".\0",
    "compress": compressed(),
    "lzma": lzma.compress(b"invented", lzma.FORMAT_ALONE),
    "lha": b"\x24\x10-lh5-" + bytes(20),
    "arj": arj(),
    "squashfs": at(0, b"hsqs" + bytes(24) + b"\4\0\0\0"),
    "iso in a photo": hostile.jpeg((8, 8)).ljust(0x8001, b"\0") + b"CD001\1",
}


@pytest.mark.parametrize("name", HEADS)
def test_what_is_not_looked_through_is_known_by_its_head(name: str) -> None:
    assert archive_of(HEADS[name]) == CLOSED


SHORT = {
    "ext": (1080, b"\x53\xef"),
    "cpio": (0, b"\xc7\x71"),
    "compress": (0, b"\x1f\x9d\x90"),
    "lzma": (0, b"\x5d\0\0"),
    "arj": (0, b"\x60\xea"),
    "lha": (2, b"-lh"),
    "gzip": (0, b"\x1f\x8b"),
    "bzip2": (0, b"BZh"),
}


@pytest.mark.parametrize("name", SHORT)
def test_two_or_three_bytes_that_stand_there_by_chance_close_no_file(name: str) -> None:
    place, mark = SHORT[name]
    closed = 0
    for seed in range(50):
        by_chance = bytearray(random.Random(seed).randbytes(4096))
        by_chance[place : place + len(mark)] = mark
        closed += bool(archive_of(bytes(by_chance)))
    assert closed == 0


def test_a_photo_is_no_image_of_a_disk_by_two_of_its_bytes() -> None:
    photo = bytearray(hostile.jpeg((512, 512)))
    photo[1080:1082] = b"\x53\xef"
    assert archive_of(bytes(photo)) == ""


def test_no_mark_is_one_that_random_bytes_have() -> None:
    assert all(len(mark) >= 4 for _at, mark in sniff._CLOSED)


def test_what_begins_like_packed_files_in_a_text_is_none() -> None:
    for text in (b"070701 we came to Minsk", b"LZIP is a program", b"MSCF, they said", b"BZh9 is"):
        assert archive_of(text.ljust(200)) == ""


def test_what_is_only_compressed_is_known() -> None:
    assert archive_of(gzip.compress(b"invented")) == "gzip"
    assert archive_of(bz2.compress(b"invented")) == archive_of(bz2.compress(b"")) == "bzip2"
