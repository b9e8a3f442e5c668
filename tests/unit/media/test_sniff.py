"""A file is what its first bytes say, whatever it is called."""

from __future__ import annotations

import pytest

from desktop.media.sniff import UNKNOWN, media_type_of

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
