"""Of a raw photo it is said whether all of it is there, and damaged only what two readings call so.

A DNG as phones and cameras write it: directories first, a small picture or the sensor's data in the
first of them, the rest beneath.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping

import pytest
from PIL import Image

from desktop.media.decoding.decoder import Decoded, DecoderPool
from desktop.media.decoding.wire import Problem
from desktop.media.formats.tiff import is_whole
from tests.unit.media import hostile

_ROOM = 300
"""Bytes of a directory."""
_RAW, _SMALL = 9000, 60 * 40 * 3
_CFA = 32803
"""What a sensor saw, through its filter of colours (DNG 1.6)."""
_JPEG_XL = 52546
_Values = Mapping[int, tuple[str, tuple[int, ...]]]


def directory(at: int, values: _Values) -> bytes:
    entries, behind = b"", b""
    start = at + 2 + 12 * len(values) + 4
    for tag, (form, numbers) in sorted(values.items()):
        packed = struct.pack(f"<{len(numbers)}{form}", *numbers)
        entries += struct.pack("<HHI", tag, {"H": 3, "I": 4}[form], len(numbers))
        if len(packed) > 4:
            entries += struct.pack("<I", start + len(behind))
            behind += packed
        else:
            entries += packed.ljust(4, b"\0")
    whole = struct.pack("<H", len(values)) + entries + bytes(4) + behind
    assert len(whole) <= _ROOM
    return whole.ljust(_ROOM, b"\0")


def picture(at: int, size: int, sides: tuple[int, int], kind: int, packing: int = 1) -> _Values:
    """A directory of one strip: ``kind`` of its colours, and how it is packed."""
    samples = 3 if kind == 2 else 1
    return {
        256: ("I", sides[:1]),
        257: ("I", sides[1:]),
        258: ("H", (8,) * samples),
        259: ("H", (packing,)),
        262: ("H", (kind,)),
        273: ("I", (at,)),
        277: ("H", (samples,)),
        278: ("I", sides[1:]),
        279: ("I", (size,)),
    }


def a_dng(*, small_first: bool = True, packing: int = 7) -> bytes:
    """Small picture, then the sensor's data; the first directory is of the one or of the other."""
    start = 8 + 2 * _ROOM
    small = picture(start, _SMALL, (60, 40), 2)
    raw = picture(start + _SMALL, _RAW, (4000, 3000), _CFA, packing)
    first, beneath = (small, raw) if small_first else (raw, small)
    head = b"II*\0" + struct.pack("<I", 8)
    head += directory(8, {**first, 330: ("I", (8 + _ROOM,))}) + directory(8 + _ROOM, beneath)
    return head + Image.effect_noise((60, 40), 40).convert("RGB").tobytes() + bytes(_RAW)


def said(pool: DecoderPool, data: bytes) -> Decoded:
    return pool.submit(data).result(timeout=60)


def test_a_raw_photo_of_which_the_end_is_missing_is_called_incomplete_and_shown(
    pool: DecoderPool,
) -> None:
    whole = a_dng()
    assert said(pool, whole).problem is Problem.PREVIEW, "its first directory is a small picture"
    for missing in (1, 5000, _RAW, _RAW + 1000):
        cut = said(pool, whole[:-missing])
        assert cut.problem is Problem.INCOMPLETE, missing
        assert cut.picture is not None, missing


@pytest.mark.parametrize("packing", [7, _JPEG_XL])
def test_a_whole_raw_photo_that_is_not_read_here_is_not_called_damaged(
    pool: DecoderPool, packing: int
) -> None:
    whole = a_dng(small_first=False, packing=packing)
    assert said(pool, whole).problem is Problem.NOT_A_PICTURE
    assert said(pool, whole[:-1]).problem is Problem.DAMAGED, "the second reading agrees"
    assert said(pool, whole[:20]).problem is Problem.DAMAGED


def test_every_cut_of_a_tiff_is_seen() -> None:
    whole = a_dng()
    assert is_whole(whole)
    assert all(is_whole(whole[:size]) is False for size in range(4, 8 + 2 * _ROOM, 7))
    out = io.BytesIO()
    Image.effect_noise((200, 150), 40).save(out, "TIFF", compression="tiff_lzw")
    assert is_whole(out.getvalue())
    assert is_whole(hostile.jpeg((8, 8))) is None


def test_directories_in_a_ring_or_of_endless_values_end() -> None:
    ring = directory(8, {330: ("I", (8,))})
    assert is_whole(b"II*\0" + struct.pack("<I", 8) + ring)
    many = struct.pack("<HHHII", 1, 273, 4, 1 << 31, 8) + bytes(4)
    assert is_whole(b"II*\0" + struct.pack("<I", 8) + many)
