"""The kind of a file by its first bytes, for what no picture decoder names.

IANA media types; the signatures are those of the formats' own specifications. Only a fixed
prefix is compared: nothing is parsed.
"""

from __future__ import annotations

from typing import Final

UNKNOWN = "application/octet-stream"
_SIGNATURES = (
    (8, b"CR\2\0", "image/x-canon-cr2"),
    (0, b"IIU\0", "image/x-panasonic-rw2"),
    (0, b"IIRO", "image/x-olympus-orf"),
    (0, b"IIRS", "image/x-olympus-orf"),
    (0, b"MMOR", "image/x-olympus-orf"),
    (0, b"FUJIFILMCCD-RAW", "image/x-fujifilm-raf"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF8", "image/gif"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (0, b"II+\0", "image/tiff"),
    (0, b"MM\0+", "image/tiff"),
    (0, b"BM", "image/bmp"),
    (0, b"\0\0\0\x0cJXL \r\n\x87\n", "image/jxl"),
    (0, b"\xff\x0a", "image/jxl"),
    (0, b"\0\0\0\x0cjP  \r\n\x87\n", "image/jp2"),
    (8, b"WEBP", "image/webp"),
    (8, b"WAVE", "audio/wav"),
    (8, b"AVI ", "video/x-msvideo"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\0", "application/x-xz"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"OggS", "audio/ogg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\x1a\x45\xdf\xa3", "video/x-matroska"),
)
_BRANDS = {
    b"heic": "image/heif",
    b"heix": "image/heif",
    b"heim": "image/heif",
    b"heis": "image/heif",
    b"hevc": "image/heif",
    b"hevx": "image/heif",
    b"mif1": "image/heif",
    b"msf1": "image/heif",
    b"avif": "image/avif",
    b"avis": "image/avif",
    b"crx ": "image/x-canon-cr3",
    b"qt  ": "video/quicktime",
    b"M4A ": "audio/mp4",
    b"M4B ": "audio/mp4",
    b"M4P ": "audio/mp4",
}


_ARCHIVES = (
    (0, b"PK\x03\x04", "zip"),
    (0, b"PK\x05\x06", "zip"),
    (257, b"ustar", "tar"),
    (0, b"\x1f\x8b", "gzip"),
    (0, b"BZh", "bzip2"),
    (0, b"\xfd7zXZ\0", "xz"),
)


ZIP_TAIL: Final = (1 << 16) + 22
"""Bytes at the end of a zip in which its last record stands, a comment included."""


def archive_of(start: bytes, end: bytes = b"") -> str:
    """Of what kind an archive that starts so is (262 bytes are enough); "" for none.

    ``end``: its last ``ZIP_TAIL`` bytes, where at hand: a zip may have anything before it, such
    as a program that unpacks it.
    """
    for offset, signature, name in _ARCHIVES:
        if start[offset : offset + len(signature)] == signature:
            return name
    return "zip" if b"PK\x05\x06" in end else ""


def media_type_of(start: bytes) -> str:
    """The media type for a file that starts so (16 bytes are enough)."""
    if start[4:8] == b"ftyp":
        return _BRANDS.get(start[8:12], "video/mp4")
    for offset, signature, media_type in _SIGNATURES:
        if start[offset : offset + len(signature)] == signature:
            return media_type
    return UNKNOWN
