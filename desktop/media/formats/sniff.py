"""The kind of a file by its first bytes, for what no picture decoder names.

IANA media types; the signatures are those of the formats' own specifications. Only a fixed
prefix is compared: nothing is parsed.
"""

from __future__ import annotations

import re
import struct
import zlib
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
    (0, b"\xfd7zXZ\0", "xz"),
)
_PACKED: Final = (
    # Deflated, and none of the flags that are kept for later (RFC 1952, section 2.3).
    (re.compile(rb"\x1f\x8b\x08[\0-\x1f]"), "gzip"),
    # A level, and the first block or, of nothing, the end.
    (re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), "bzip2"),
)
CLOSED: Final = "closed"
"""The kind of what holds files and is not looked through here."""
_CLOSED: Final = (
    (0, b"7z\xbc\xaf\x27\x1c"),
    (0, b"Rar!\x1a\x07"),
    (0, b"MSCF\0\0\0\0"),  # cab
    (0, b"\x28\xb5\x2f\xfd"), (0, b"\x04\x22\x4d\x18"),  # zstd, lz4
    (0, b"LZIP\0"), (0, b"LZIP\1"),
    (0, b"!<arch>\n"), (0, b"xar!\0"), (0, b"MSWIM\0\0\0"), (0, b"ITSF\3\0\0\0"),
    (7, b"**ACE**"), (0, b"StuffIt (c)"),
    (0x8001, b"CD001"), (0x8801, b"CD001"), (0x8001, b"BEA01"),  # iso, udf
    (512, b"EFI PART"), (1024, b"H+\0\4"), (1024, b"HX\0\5"),
    (3, b"NTFS    "), (3, b"EXFAT   "), (54, b"FAT12   "), (54, b"FAT16   "), (54, b"FAT     "),
    (82, b"FAT32   "), (0, b"QFI\xfb"), (0, b"conectix"), (0, b"vhdxfile"), (0, b"LUKS\xba\xbe"),
    (0, b"EVF\x09\x0d\x0a\xff\0"),  # EnCase
)  # fmt: skip
"""Archives, images of disks and file systems, by their own specifications: what stands in one of
thousands of millions of files by chance. So they are asked for in a photo as well, in which
somebody may hide them."""
_CLOSED_HEADS: Final = tuple(
    re.compile(head, re.DOTALL)
    for head in (
        rb"0707(?:0[12][0-9A-Fa-f]{104}|07[0-7]{70})",  # cpio
        # lzma: the usual settings, a size below a tebibyte or none, and the first byte of all.
        rb"\x5d\0\0..(?:.{5}\0{3}|\xff{8})\0",
        rb"..-(?:l[hz][0-9ds]|pm[0-9s])-",  # lha
        rb"SIT!.{6}rLau",  # StuffIt
        rb"KDMV[\x01-\x03]\0\0\0",  # VMware
        rb"hsqs.{24}\x04\0\0\0",  # squashfs
        rb".{32}NXSB\0(?:[\x10-\x80]\0|\0\x01)\0",  # APFS: a block of 4 to 64 KiB
    )
)
_CPIO: Final = (struct.Struct("<H4xH12xH4x"), struct.Struct(">H4xH12xH4x"))
"""Head of a member in binary, of either byte order: mark, kind with rights, length of the name."""
_CPIO_MARK: Final = 0o070707
_KINDS: Final = frozenset({0o01, 0o02, 0o04, 0o06, 0o10, 0o12, 0o14})
"""Of a file in Unix: pipe, device, folder, device, file, link, socket."""
_COMPRESSED: Final = b"\x1f\x9d"
_CLEAR: Final = 256
"""The code of ``compress`` that begins anew; those below stand for a byte."""
_ARJ: Final = struct.Struct("<HHB")
"""How its head begins: mark, length, and length of the first part, 30 or more."""
_EXT: Final = struct.Struct("<24xI28xH3H8xII")
"""Of a superblock (ext4 disk layout): size of a block (1 KiB shifted so often), mark, state, what
to do with errors, minor revision, system, revision."""
_EXT_AT, _EXT_MARK = 1024, 0xEF53
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DMG_END: Final = b"koly\0\0\0\4"
_TAR_SUM: Final = re.compile(rb"[ 0]*[0-7]{1,6}[ \0]{1,2}")
_MAIL: Final = re.compile(rb"\A\s*(?:From |[A-Za-z][A-Za-z0-9-]{1,40}:[ \t])")
_MIME: Final = re.compile(rb"(?im)^content-(?:type|transfer-encoding):")
_PDF: Final = b"%PDF-"
_PDF_START: Final = 1024
"""Bytes in which readers look for how a PDF begins (ISO 32000-1, implementation note 13)."""
_ZIP_END: Final = struct.Struct("<4s4H2IH")
"""End of central directory record (APPNOTE.TXT, 4.3.16)."""

ZIP_TAIL: Final = (1 << 16) + 22
"""Bytes at the end of a zip in which its last record stands, a comment included."""


def archive_of(start: bytes, end: bytes = b"") -> str:
    """Of what kind an archive that starts so is (64 KiB are enough); "" for none, ``CLOSED`` for
    one that is not looked through here. A mail counts as one, and a PDF.

    ``end``: its last ``ZIP_TAIL`` bytes, where at hand: a zip may have anything before it, such
    as a program that unpacks it.
    """
    known = _by_start(start)
    if known:
        return known
    if _is_closed(start):
        return CLOSED
    if _is_old_tar(start[:512]):
        return "tar"
    if start.startswith(_OLE):
        return "ole"
    if _PDF in start[:_PDF_START]:
        return "mail" if _is_mail(start) else "pdf"
    if _ends_a_zip(end):
        return "zip"
    if end[-512:].startswith(_DMG_END):
        return CLOSED
    return "mail" if _is_mail(start) else ""


def _is_mail(start: bytes) -> bool:
    return bool(_MAIL.match(start) and _MIME.search(start))


def _by_start(start: bytes) -> str:
    """The kind of one that is looked through, as its head says."""
    for offset, signature, name in _ARCHIVES:
        if start[offset : offset + len(signature)] == signature:
            return name
    return next((name for head, name in _PACKED if head.match(start)), "")


def _is_closed(start: bytes) -> bool:
    if any(start[at : at + len(signature)] == signature for at, signature in _CLOSED):
        return True
    if any(head.match(start) for head in _CLOSED_HEADS):
        return True
    return _is_arj(start) or _is_cpio(start) or _is_compressed(start) or _is_ext(start)


def _is_cpio(start: bytes) -> bool:
    """Whether it is a binary cpio of either byte order: by its mark, the kind of its first member
    and a name that is as long as is said."""
    for head in _CPIO:
        if len(start) < head.size:
            return False
        mark, kind, length = head.unpack_from(start)
        name = start[head.size : head.size + length]
        if mark == _CPIO_MARK and kind >> 12 in _KINDS and 1 < length <= 1024:
            return bool(name.find(b"\0") == length - 1)
    return False


def _is_compressed(start: bytes) -> bool:
    """Whether it is of ``compress``: no code of the first thirty-two, nine bits each, is one that
    was not said yet."""
    if not start.startswith(_COMPRESSED) or len(start) < 5 or start[2] & 0x60:
        return False
    codes = int.from_bytes(start[3:39], "little")
    for number in range(32):
        code = codes >> 9 * number & 0x1FF
        if code == _CLEAR:
            break
        if code > _CLEAR + number:
            return False
    return 9 <= start[2] & 0x1F <= 16


def _is_arj(start: bytes) -> bool:
    """Whether it is the head of an ARJ archive: known by its checksum."""
    if not start.startswith(b"\x60\xea") or len(start) < _ARJ.size:
        return False
    _mark, length, first = _ARJ.unpack_from(start)
    head, stored = start[4 : 4 + length], start[4 + length : 8 + length]
    return 30 <= first <= length and zlib.crc32(head).to_bytes(4, "little") == stored


def _is_ext(start: bytes) -> bool:
    """Whether it is the image of a file system of Linux, by more than the two bytes of its mark."""
    if len(start) < _EXT_AT + _EXT.size:
        return False
    block, mark, state, errors, _minor, system, revision = _EXT.unpack_from(start, _EXT_AT)
    known = mark == _EXT_MARK and block <= 6 and state < 64 and errors <= 3
    return bool(known and system <= 4 and revision <= 1)


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
