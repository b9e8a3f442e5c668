"""What lies in an archive, looked through for what never comes in (in the child process only).

Zip (office documents are such), tar, gzip, bzip2, xz, mails and PDF, also one within another. Where
any part was not seen, that is the answer: what is encrypted or broken off, kinds that are not read
here, more than the limits below (decision 0053).
"""

from __future__ import annotations

import binascii
import bz2
import gzip
import io
import lzma
import re
import struct
import tarfile
import zipfile
import zlib
from codecs import lookup
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import IO, Final, cast

from desktop.media.adding.ours import HEAD, mark_of, names_key_slots
from desktop.media.adding.pdf_locked import opened_to_all
from desktop.media.adding.pdf_streams import PDF_STREAM_END, EncryptedPdf, packed_in
from desktop.media.adding.sources import Failure
from desktop.media.formats.sniff import ZIP_TAIL, archive_of, media_type_of
from desktop.vault_files import is_called_as_part

_MOST: Final = 100_000
"""Members that are looked at."""
_DEEP: Final = 8
"""Archives within archives."""
_MEMBER: Final = 64 << 20
"""Bytes of a member that are looked at, as of a file that comes in by itself."""
_TOTAL: Final = 2 << 30
"""Bytes of all members together."""
_FILMED: Final = ("image/", "audio/", "video/")
_ENCRYPTED: Final = 0x1
"""Bit of the flags of a zip's member (APPNOTE.TXT, 4.4.4)."""
_LOCAL: Final = b"PK\x03\x04"
_LOCAL_HEAD: Final = 30
_ZIP_END: Final = b"PK\x05\x06"
_OLE_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
"""The stream in which an office document is kept that asks for a passphrase ([MS-OFFCRYPTO])."""
_BOUNDARY: Final = re.compile(rb"(?i)\bboundary\*?=\s*\"?([^\"\r\n;]{1,100})")
_MOST_BOUNDARIES: Final = 5000
_CODED: Final = re.compile(rb"(?im)^[ \t>]*content-transfer-encoding:\s*\"?([a-z0-9-]+)")
_OLDER_CODE: Final = re.compile(rb"(?m)^(?:begin(?:-base64)? [0-7]{3} |=ybegin )")
"""How uuencode and yEnc begin, which are not read here."""
_BLANK: Final = re.compile(rb"\r?\n[ \t>]*\r?\n")
_NO_BASE64: Final = re.compile(rb"[^A-Za-z0-9+/=\s>]|\n[ \t>]*\r?\n")
_NAMED: Final = re.compile(rb"(?im)\bname\*?\d*\*?=[ \t]*\"?([^\"\r\n;]{1,200})")
_BROKEN: Final = (
    OSError, EOFError, ValueError, RuntimeError, NotImplementedError, LookupError, struct.error,
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError,
)  # fmt: skip
_Member = tuple[str, Callable[[int], bytes]]
"""A name, and what reads so many bytes from the start."""


class _NotSeen(Exception):
    """A part of an archive cannot be looked at."""


def prepare_to_look() -> None:
    """Load what a zip's names may need: later nothing can be loaded."""
    for name in ("cp437", "utf-8"):
        lookup(name)


def mark_within(data: bytes, salts: tuple[bytes, ...] = ()) -> Failure | None:
    """Why the archive in ``data`` is not taken: the first thing in it that is not,
    ``UNSEARCHED`` where some of it was not seen; None where there is nothing, or it is none.

    ``salts``: how the databases of vaults known here begin (16 bytes), by which a copy is known.
    """
    search = _Search(salts)
    found = search.archive(data, 0)
    return found if found or search.saw_all else Failure.UNSEARCHED


class _Search:
    """Goes through one file. ``saw_all``: nothing of it was left out so far."""

    def __init__(self, salts: tuple[bytes, ...]) -> None:
        self._salts = salts
        self._members = self._octets = 0
        self.saw_all = True

    def archive(self, data: bytes, deep: int) -> Failure | None:
        kind = archive_of(data[:HEAD], data[-ZIP_TAIL:])
        if not kind:
            return None
        if kind == "ole":
            return self._document(data)
        if kind not in _FORMATS or deep >= _DEEP:
            self.saw_all = False
            return None
        try:
            for name, read in _FORMATS[kind](data):
                self._members += 1
                if self._members > _MOST or self._octets > _TOTAL:
                    raise _NotSeen
                found = self._member(name, read, deep)
                if found is not None:
                    return found
        except (_NotSeen, *_BROKEN):
            self.saw_all = False
        return None

    def _document(self, data: bytes) -> Failure | None:
        """An older office document or mail: nothing in it is compressed, its bytes are searched."""
        self.saw_all = self.saw_all and _OLE_ENCRYPTED not in data
        return Failure.VAULT if names_key_slots(data) else None

    def _member(self, name: str, read: Callable[[int], bytes], deep: int) -> Failure | None:
        if is_called_as_part(name.replace("\\", "/").rsplit("/", 1)[-1]):
            return Failure.VAULT
        try:
            held = read(_MEMBER + 1)
        except (_NotSeen, *_BROKEN):
            self.saw_all = False
            return None
        self._octets += len(held)
        if held.startswith(self._salts):
            return Failure.VAULT
        found = mark_of(held) or self.archive(held, deep + 1)
        if len(held) > _MEMBER and not media_type_of(held[:16]).startswith(_FILMED):
            self.saw_all = False
        return found


def _zip(data: bytes) -> Iterator[_Member]:
    try:
        opened = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN:
        if data.startswith(b"PK"):
            raise
        return  # the letters that end a zip stand in it by chance
    with opened:
        for each in opened.infolist():
            if not each.is_dir():
                yield each.filename, partial(_read_packed, opened, each)
        if _has_unlisted(data, opened):
            raise _NotSeen


def _read_packed(opened: zipfile.ZipFile, member: zipfile.ZipInfo, size: int) -> bytes:
    if member.flag_bits & _ENCRYPTED:
        raise _NotSeen
    return _read(opened.open(member), size)


def _has_unlisted(data: bytes, opened: zipfile.ZipFile) -> bool:
    """Whether there is a member that the list at the end does not name."""
    spans = sorted(_spans(data, opened))
    at, number = data.find(_LOCAL), 0
    while at >= 0:
        while number < len(spans) and spans[number][1] <= at:
            number += 1
        if number == len(spans) or at < spans[number][0]:
            return True
        at = data.find(_LOCAL, spans[number][1])
    return False


def _spans(data: bytes, opened: zipfile.ZipFile) -> Iterator[tuple[int, int]]:
    """Start and end of each listed member, and of the list itself."""
    for each in opened.infolist():
        name, extra = struct.unpack_from("<2H", data, each.header_offset + 26)
        head = _LOCAL_HEAD + name + extra
        yield each.header_offset, each.header_offset + head + each.compress_size
    yield opened.start_dir, len(data)


def _tar(data: bytes) -> Iterator[_Member]:
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:*") as opened:
        for each in opened:
            held = opened.extractfile(each) if each.isfile() else None
            if held is not None:
                yield each.name, partial(_read, held)
        if _has_more(opened.fileobj, opened.offset):
            raise _NotSeen


def _has_more(opened: tarfile._Fileobj, at: int) -> bool:
    """Whether anything but zeros stands behind the last member that was found."""
    opened.seek(at)
    rest = opened.read(_MEMBER)
    return bool(rest.strip(b"\0")) or len(rest) == _MEMBER


def _alone(kind: Callable[..., IO[bytes]], data: bytes) -> Iterator[_Member]:
    """A file that is only compressed, or a tar that is."""
    with kind(io.BytesIO(data)) as file:
        head = file.read(HEAD)
    if archive_of(head) == "tar":
        yield from _tar(data)
    else:
        yield "", lambda size: _read(kind(io.BytesIO(data)), size)


def _read(opened: IO[bytes], size: int) -> bytes:
    with opened as file:
        return file.read(size)


def _gzip(data: io.BytesIO) -> IO[bytes]:
    return cast(IO[bytes], gzip.GzipFile(fileobj=data))


def _mail(data: bytes) -> Iterator[_Member]:
    """What is attached to mails (RFC 2045), of one file or of a box of them."""
    if _OLDER_CODE.search(data):
        raise _NotSeen
    lines = {re.escape(each.rstrip()) for each in _BOUNDARY.findall(data)}
    if len(lines) > _MOST_BOUNDARIES:
        raise _NotSeen
    cut = rb"From " if not lines else rb"From |--(?:%s)(?:--)?[ \t]*\r?$" % rb"|".join(lines)
    for part in re.split(rb"(?m)^[ \t>]*(?:%s)" % cut, data):
        blank = _BLANK.search(part)
        if blank is not None:
            head, body = part[: blank.start()], part[blank.end() :]
            coded, named = _CODED.search(head), _NAMED.search(head)
            coding = coded[1].lower() if coded else b""
            name = named[1].decode("latin-1").strip() if named else ""
            yield name, partial(_decoded, coding, body)


def _decoded(coding: bytes, body: bytes, size: int) -> bytes:
    if coding == b"base64":
        stop = _NO_BASE64.search(body)
        letters = re.sub(rb"[\s>]", b"", body[: stop.start() if stop else None]).rstrip(b"=")
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))[:size]
    if coding == b"quoted-printable":
        return binascii.a2b_qp(body)[:size]
    return body[:size]


def _pdf(data: bytes) -> Iterator[_Member]:
    """What is packed in it, and a zip behind it."""
    ends_as_zip = archive_of(b"", data[-ZIP_TAIL:]) == "zip"
    if ends_as_zip and data.rfind(_ZIP_END) > data.rfind(PDF_STREAM_END):
        yield from _zip(data)
    try:
        yield from _packed_in(data)
    except EncryptedPdf:
        yield from _packed_in(opened_to_all(data))


def _packed_in(data: bytes) -> Iterator[_Member]:
    for name, held in packed_in(data, _MEMBER + 1):
        yield name, partial(_first, held)


def _first(held: bytes, size: int) -> bytes:
    return held[:size]


_FORMATS: Final[Mapping[str, Callable[[bytes], Iterator[_Member]]]] = {
    "zip": _zip,
    "tar": _tar,
    "gzip": partial(_alone, _gzip),
    "bzip2": partial(_alone, bz2.BZ2File),
    "xz": partial(_alone, lzma.LZMAFile),
    "mail": _mail,
    "pdf": _pdf,
}
