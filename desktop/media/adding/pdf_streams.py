"""What is packed in a PDF (ISO 32000-2): its streams and the names of its files (child only).

Nothing is parsed: each ``stream`` in the bytes is unpacked where it stands, whatever points at it,
so that files inside, those of annotations and of portfolios, streams of objects and text are all
seen, also where the tables are broken (decision 0053).
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from itertools import chain
from typing import Final

_STREAM: Final = b"stream"
PDF_HEAD: Final = b"%PDF-1.7\n"
PDF_STREAM_END: Final = b"endstream"
_LONGEST_HEAD: Final = 1 << 16
"""Bytes before a stream in which its dictionary begins."""
_PICTURE: Final = 1 << 20
"""Bytes of the pixels of a picture that are looked at, as of a picture that comes in by itself."""
_PIECE: Final = 1 << 16
_OPENS: Final = re.compile(rb">>[\s\0]{0,80}\Z")
_NEW_LINE: Final = re.compile(rb"[ \t]{0,80}(?:\r\n|\n|\r)")
_FILTER: Final = re.compile(rb"/Filter\s*(\[[^\]]{0,400}\]|/[A-Za-z0-9]{1,40})")
_NAME: Final = re.compile(rb"/([A-Za-z0-9]{1,40})")
_FLATE: Final = (b"FlateDecode", b"Fl")
_BASE85: Final = (b"ASCII85Decode", b"A85")
_HEX: Final = (b"ASCIIHexDecode", b"AHx")
_PICTURES: Final = frozenset(
    {b"DCTDecode", b"DCT", b"JPXDecode", b"CCITTFaxDecode", b"CCF", b"JBIG2Decode"}
)
_IS_PICTURE: Final = re.compile(rb"/Subtype\s*/Image\b")
_IS_OBJECTS: Final = re.compile(rb"/Type\s*/ObjStm\b")
_IS_TABLE: Final = re.compile(rb"/Type\s*/XRef\b")
_PREDICTED: Final = re.compile(rb"/Predictor\s+(?:[2-9]|1[0-9])")
_ENCRYPTED: Final = re.compile(rb"/Encrypt\s*(?:<<|\d+\s+\d+\s+R)")
_FILES: Final = re.compile(rb"/EF[\s<\d]|/EmbeddedFile")
_FILE_NAME: Final = re.compile(
    rb"/(?:UF|F|DOS|Unix)\s*(?:\(([^)]{1,400})\)|<([0-9A-Fa-f\s]{2,800})>)"
)
_OCTAL: Final = re.compile(rb"\\([0-7]{1,3})")
_ZLIB: Final = 8
"""How a stream of zlib begins: deflated (RFC 1950, section 2.2)."""


class NotAllOfPdf(ValueError):
    """It is encrypted, or has files in it and streams that are not unpacked here."""


class EncryptedPdf(NotAllOfPdf):
    """It is encrypted, if only for who would change it."""


class _Unread(Exception):
    """A filter that is not undone here."""


def packed_in(data: bytes, most: int) -> Iterator[tuple[str, bytes]]:
    """Each name of a file, and each stream unpacked, up to ``most`` bytes of it.

    Raises ``NotAllOfPdf`` behind the last, where that was not all, ``EncryptedPdf`` where that is
    why. Pictures in formats of their
    own are left out: they are what a scanned page consists of.
    """
    behind = last = 0
    unread = files = encrypted = False
    for at, start in chain(_places(data), [(len(data), len(data))]):
        lowest = max(last, at - _LONGEST_HEAD)
        head = data[max(lowest, data.rfind(b"obj", lowest, at)) : at]
        text, last = data[behind:at] if at > behind else head, start
        behind = behind if start < behind else _end_of(data, start)
        held = b""
        try:
            held = _unpacked(data, (start, behind), head, most)
        except _Unread:
            unread = True
        for said in (text, held) if _IS_OBJECTS.search(head) else (text,):
            files = files or _FILES.search(said) is not None
            encrypted = encrypted or _ENCRYPTED.search(said) is not None
            yield from _names(said)
        yield "", held
    if encrypted:
        raise EncryptedPdf
    if unread and files:
        raise NotAllOfPdf


def _places(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each stream's word begins, and its bytes."""
    at = data.find(_STREAM)
    while at >= 0:
        line = _NEW_LINE.match(data, at + len(_STREAM))
        if line is not None and _OPENS.search(data[max(0, at - 82) : at]):
            yield at, line.end()
        at = data.find(_STREAM, at + len(_STREAM))


def _end_of(data: bytes, start: int) -> int:
    end = data.find(PDF_STREAM_END, start)
    return len(data) if end < 0 else end


def _names(text: bytes) -> Iterator[tuple[str, bytes]]:
    """Of files, as a file's description has them; UTF-16 by its lower bytes."""
    for plain, coded in _FILE_NAME.findall(text):
        held = plain or binascii.unhexlify(_even(re.sub(rb"\s", b"", coded)))
        held = _OCTAL.sub(lambda digits: bytes((int(digits[1], 8) & 0xFF,)), held)
        yield re.sub(rb"[\0\\\xfe\xff]", b"", held).decode("latin-1"), b""


def _even(digits: bytes) -> bytes:
    return digits + b"0" * (len(digits) % 2)


def _unpacked(data: bytes, span: tuple[int, int], head: bytes, most: int) -> bytes:
    """What stands between these two places; of what is deflated the end is its own."""
    named = _FILTER.search(head)
    filters = _NAME.findall(named[1]) if named else []
    is_picture = _IS_PICTURE.search(head) is not None
    if is_picture:
        most = min(most, _PICTURE)
    elif _PREDICTED.search(head) and not _IS_TABLE.search(head):
        raise _Unread
    if filters[:1] and filters[0] in _FLATE:
        held = _inflated(data, span[0], most)
        filters = filters[1:]
    elif filters and filters[0] in _PICTURES:
        return b""
    else:
        held = data[span[0] : span[1]]
    for each in filters:
        if each in _PICTURES:
            return b""
        held = _undone(each, held, most)
    return _inflated(held, 0, most) or held[:most] if _may_be_zlib(held) else held[:most]


def _undone(name: bytes, held: bytes, most: int) -> bytes:
    if name in _FLATE:
        return _inflated(held, 0, most)
    try:
        if name in _BASE85:
            return base64.a85decode(held.split(b"~>")[0].strip().removeprefix(b"<~"))
        if name in _HEX:
            digits = re.sub(rb"[\s\0]", b"", held.split(b">")[0])
            return binascii.unhexlify(_even(digits))
    except ValueError as broken:
        raise _Unread from broken
    raise _Unread


def _may_be_zlib(held: bytes) -> bool:
    return len(held) > 2 and held[0] & 0x0F == _ZLIB and int.from_bytes(held[:2]) % 31 == 0


def _inflated(data: bytes, start: int, most: int) -> bytes:
    """What it inflates to, up to where it breaks. Its own end counts and not the word behind it,
    which may stand in what is packed; its checksum counts for nothing, as for those who read it."""
    opened, out = zlib.decompressobj(-zlib.MAX_WBITS), bytearray()
    for at in range(start + 2, len(data), _PIECE):
        try:
            out += opened.decompress(data[at : at + _PIECE], most - len(out))
        except zlib.error:
            break
        if opened.eof or len(out) >= most:
            break
    return bytes(out)
