"""The kind of a file by its first bytes, for what no picture decoder names.

IANA media types; the signatures are those of the formats' own specifications. Only a fixed
prefix is compared: nothing is parsed.
"""

from __future__ import annotations

import re
import struct
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
CLOSED: Final = "closed"
"""The kind of what holds files and is not looked through here."""
_CLOSED: Final = (
    (0, b"7z\xbc\xaf\x27\x1c"),
    (0, b"Rar!\x1a\x07"),
    (0, b"MSCF"),  # cab
    (0, b"070701"), (0, b"070702"), (0, b"070707"), (0, b"\xc7\x71"),  # cpio
    (0, b"\x28\xb5\x2f\xfd"), (0, b"\x04\x22\x4d\x18"),  # zstd, lz4
    (0, b"LZIP"), (0, b"\x1f\x9d"), (0, b"\x1f\xa0"), (0, b"\x5d\0\0"),  # lzip, compress, lzma
    (0, b"!<arch>\n"), (0, b"xar!"), (0, b"MSWIM\0"), (0, b"ITSF"),
    (2, b"-lh"), (7, b"**ACE**"), (0, b"\x60\xea"), (0, b"StuffIt"), (0, b"SIT!"),
    (0x8001, b"CD001"), (0x8801, b"CD001"), (0x8001, b"BEA01"),  # iso, udf
    (3, b"NTFS    "), (3, b"EXFAT   "), (54, b"FAT1"), (82, b"FAT32"), (1080, b"\x53\xef"),
    (512, b"EFI PART"), (0, b"hsqs"), (1024, b"H+\0\4"), (32, b"NXSB"),
    (0, b"KDMV"), (0, b"QFI\xfb"), (0, b"conectix"), (0, b"vhdxfile"), (0, b"LUKS\xba\xbe"),
    (0, b"EVF\x09\x0d\x0a\xff\0"),  # EnCase
)  # fmt: skip
"""Archives, images of disks and file systems, by their own specifications."""
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DMG_END: Final = b"koly\0\0\0\4"
_TAR_SUM: Final = re.compile(rb"[ 0]*[0-7]{1,6}[ \0]{1,2}")
_MAIL: Final = re.compile(rb"\A\s*(?:From |[A-Za-z][A-Za-z0-9-]{1,40}:[ \t])")
_MIME: Final = re.compile(rb"(?im)^content-(?:type|transfer-encoding):")
_ZIP_END: Final = struct.Struct("<4s4H2IH")
"""End of central directory record (APPNOTE.TXT, 4.3.16)."""

ZIP_TAIL: Final = (1 << 16) + 22
"""Bytes at the end of a zip in which its last record stands, a comment included."""


def archive_of(start: bytes, end: bytes = b"") -> str:
    """Of what kind an archive that starts so is (64 KiB are enough); "" for none, ``CLOSED`` for
    one that is not looked through here. A mail counts as one.

    ``end``: its last ``ZIP_TAIL`` bytes, where at hand: a zip may have anything before it, such
    as a program that unpacks it.
    """
    for offset, signature, name in _ARCHIVES:
        if start[offset : offset + len(signature)] == signature:
            return name
    if any(start[at : at + len(signature)] == signature for at, signature in _CLOSED):
        return CLOSED
    if _is_old_tar(start[:512]):
        return "tar"
    if start.startswith(_OLE):
        return "ole"
    if _ends_a_zip(end):
        return "zip"
    if end[-512:].startswith(_DMG_END):
        return CLOSED
    return "mail" if _MAIL.match(start) and _MIME.search(start) else ""


def _is_old_tar(head: bytes) -> bool:
    """Whether it is the head of a tar older than POSIX: known by its checksum alone."""
    if len(head) < 512 or not head[0] or not _TAR_SUM.fullmatch(head[148:156]):
        return False
    return int(head[148:156].strip(b" \0"), 8) == sum(head[:148]) + sum(head[156:]) + 8 * 0x20


def _ends_a_zip(end: bytes) -> bool:
    """Whether the last record of a zip of one volume stands there; four letters may by chance."""
    at = end.rfind(b"PK\x05\x06")
    if at < 0 or at + _ZIP_END.size > len(end):
        return False
    _mark, disk, first, here, in_all, _size, _start, _comment = _ZIP_END.unpack_from(end, at)
    return here == in_all and disk == first and disk in (0, 0xFFFF)


def media_type_of(start: bytes) -> str:
    """The media type for a file that starts so (16 bytes are enough)."""
    if start[4:8] == b"ftyp":
        return _BRANDS.get(start[8:12], "video/mp4")
    for offset, signature, media_type in _SIGNATURES:
        if start[offset : offset + len(signature)] == signature:
            return media_type
    return UNKNOWN
