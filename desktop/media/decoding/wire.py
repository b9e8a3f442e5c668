"""What passes between the program and a decoding child: frames on a pipe.

A frame is two big-endian 32-bit lengths, a JSON header, and a payload of bytes. Both sides
refuse what is larger than it may be; the parent also checks the header's types, because a
child that read a hostile file may say anything.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from enum import StrEnum
from io import FileIO
from typing import BinaryIO, TypeVar

import msgspec

from desktop.canonical import NotADocument, from_plain, to_plain
from desktop.media.formats.plain_jpeg import plain_size
from desktop.media.redacting.parts import Cover
from desktop.model.file_text import (
    MOST_PICTURES,
    MOST_PIECES,
    MOST_TEXT,
    PIECE,
    WITHOUT_PICTURE,
    Part,
    TextPiece,
)
from desktop.model.media import MetadataItem, can_be_shown

MAX_FILE = 64 << 20
"""Bytes of the largest file that is decoded; larger ones are kept unseen."""
MAX_PICTURE = 8 << 20
"""Bytes of the largest working copy a child may answer with."""
MAX_HEADER = 6 << 20
"""Bytes: those of the longest text of a file, with what the file says of itself."""
DAMAGED = "Damaged"
"""The key of a metadata item whose group does not read; its value is empty."""
MAX_ITEMS = 400
"""Metadata items a file; the rest is counted in the last item."""
MAX_VALUE = 1000
"""Characters of one metadata value; an XMP packet may have ``MAX_PACKET``."""
MAX_PACKET = 20_000
_MAX_EDGE = 4096
_MAX_SIDE = 2**31 - 1
"""Of an original, in pixels: more than any format can say."""
_LENGTHS = struct.Struct(">II")
_END = b"\xff" * _LENGTHS.size
"""Stands behind an answer; as lengths it would be refused."""
_MOST_FRAMES = 2
"""Of one answer: what the file says of itself, and its picture."""
_PIECE = 1 << 16
"""Bytes that are handed on in one go: what a pipe holds."""
_LONGEST_NAME = 200
"""Characters of the name of a part of a file."""
_PICTURES = frozenset(str(number) for number in range(1, MOST_PICTURES + 1))
_Header = TypeVar("_Header", "Request", "Reply")


class Problem(StrEnum):
    """Why a file is kept but cannot be shown, or not whole: codes of the vocabulary
    ``media_problem``. With ``INCOMPLETE`` there is a picture of what can be read, with ``PREVIEW``
    the one that the file carries of itself: of a raw photo, or of one too large to be decoded. With
    ``TEXT`` there is no picture, but text. ``DAMAGED`` is said of pictures only."""

    NOT_A_PICTURE = "not-a-picture"
    DAMAGED = "damaged"
    INCOMPLETE = "incomplete"
    PREVIEW = "preview"
    TEXT = WITHOUT_PICTURE
    DOCUMENT_TYPE = "document-type"
    TEXT_NOT_READ = "text-not-read"
    TOO_MANY_PIXELS = "too-many-pixels"
    TOO_LARGE = "too-large"
    TOOK_TOO_LONG = "took-too-long"
    TOO_MUCH_MEMORY = "too-much-memory"
    DECODER_STOPPED = "decoder-stopped"


class BrokenFrame(Exception):
    """The other side closed the pipe, or said what cannot be."""


@dataclass(frozen=True, slots=True)
class Request:
    """``edge``: the longer side of the wanted working copy, in pixels, at most 4096. ``within``:
    look through an archive instead; ``salts``: how the databases of vaults begin, in hex.
    ``inside``: of an office file the picture of this number (``media/office/pictures.py``), from 1.
    ``covers``: the whole picture anew, with these parts covered (``media/redacting``).
    """

    edge: int
    quality: int
    with_metadata: bool = True
    within: bool = False
    salts: tuple[str, ...] = ()
    inside: int = 0
    covers: tuple[Cover, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What a child found. ``width`` × ``height`` of the original as shown, in pixels.

    ``recipe``, ``made_width`` and ``made_height`` describe the JPEG that is the payload;
    with a ``problem`` there is no payload, unless it can be shown all the same. ``more``: this is
    what the file says of itself, and another frame follows; whatever becomes of that one, this
    stays.
    ``walls``: what keeps the child from the rest of the computer (``desktop.system.confinement``).
    ``mark``: what of an archive keeps it out, a code of ``file_failure``. ``pieces``: the text of
    an office file. ``refused``: why nothing was covered, a code of ``redaction_refusal``.
    """

    media_type: str = ""
    width: int = 0
    height: int = 0
    captured_at: str = ""
    metadata: tuple[MetadataItem, ...] = ()
    problem: Problem | None = None
    recipe: str = ""
    made_width: int = 0
    made_height: int = 0
    more: bool = False
    walls: tuple[str, ...] = ()
    mark: str = ""
    pieces: tuple[TextPiece, ...] = ()
    refused: str = ""

    @property
    def with_picture(self) -> bool:
        """Whether a picture is to come with it."""
        return not self.more and can_be_shown(self.problem or "")


def write_frame(stream: BinaryIO, header: Request | Reply, payload: bytes) -> None:
    """Write one frame and flush it; ``OSError`` when the other side is gone."""
    data = msgspec.json.encode(to_plain(header))
    stream.write(_LENGTHS.pack(len(data), len(payload)) + data)
    stream.write(payload)
    stream.flush()


def read_request(stream: BinaryIO) -> tuple[Request, bytes] | None:
    """The next request and the file's bytes, or None when the parent closed the pipe."""
    lengths = stream.read(_LENGTHS.size)
    return rest_of_request(stream, lengths) if lengths else None


def rest_of_request(stream: BinaryIO, lengths: bytes) -> tuple[Request, bytes]:
    """The request that so begins (:func:`read_lengths`), and the file's bytes."""
    header, payload = _rest(stream, lengths, MAX_FILE)
    return _header(header, Request), payload


def read_lengths(source: int) -> bytes:
    """How a frame begins, and nothing of what it holds; b"" when the pipe was closed."""
    lengths = b""
    while len(lengths) < _LENGTHS.size:
        more = os.read(source, _LENGTHS.size - len(lengths))
        if not more:
            break
        lengths += more
    return lengths


def read_reply(stream: BinaryIO, *, whole: bool = False) -> tuple[Reply, bytes]:
    """The child's answer, its types, bounds and picture checked; ``BrokenFrame`` where they
    fail. ``whole``: the picture is no working copy, and may be as large as a file."""
    most, edge = (MAX_FILE, _MAX_SIDE) if whole else (MAX_PICTURE, _MAX_EDGE)
    header, payload = _rest(stream, stream.read(_LENGTHS.size), most)
    reply = _header(header, Reply)
    if not _within_bounds(reply, edge) or bool(payload) != reply.with_picture:
        raise BrokenFrame
    if payload and plain_size(payload) != (reply.made_width, reply.made_height):
        raise BrokenFrame
    return reply, payload


def write_end(stream: BinaryIO) -> None:
    """Say that the answer is whole."""
    stream.write(_END)
    stream.flush()


def read_end(stream: BinaryIO) -> None:
    """``BrokenFrame`` where the answer goes on: nothing of it is left for the next file."""
    if stream.read(len(_END)) != _END:
        raise BrokenFrame


def hand_on(source: int, sink: int) -> bool:
    """Copy frames from pipe to pipe to their end, at most as many and as large as an answer has;
    whether nothing else was there. What they say is not read, nor left in memory."""
    held = bytearray(_PIECE)
    try:
        for _ in range(_MOST_FRAMES):
            lengths = read_lengths(source)
            if not lengths:
                return True
            try:
                size = sum(_sizes(lengths, MAX_FILE))
            except BrokenFrame:
                return False
            _write_whole(sink, memoryview(lengths))
            if not _copy(source, sink, size, memoryview(held)):
                return False
        return not os.read(source, 1)
    finally:
        held[:] = bytes(len(held))


def _copy(source: int, sink: int, size: int, held: memoryview) -> bool:
    """So many bytes by way of ``held``; whether they were there."""
    with FileIO(source, closefd=False) as opened:
        while size:
            count = opened.readinto(held[: min(size, len(held))])
            if not count:
                return False
            _write_whole(sink, held[:count])
            size -= count
    return True


def _write_whole(sink: int, data: memoryview) -> None:
    while data:
        data = data[os.write(sink, data) :]


def _sizes(lengths: bytes, max_payload: int) -> tuple[int, int]:
    """Of header and payload; ``BrokenFrame`` where they are larger than may be."""
    if len(lengths) != _LENGTHS.size:
        raise BrokenFrame
    header_size, payload_size = _LENGTHS.unpack(lengths)
    if header_size > MAX_HEADER or payload_size > max_payload:
        raise BrokenFrame
    return header_size, payload_size


def _rest(stream: BinaryIO, lengths: bytes, max_payload: int) -> tuple[bytes, bytes]:
    header_size, payload_size = _sizes(lengths, max_payload)
    header, payload = stream.read(header_size), stream.read(payload_size)
    if len(header) != header_size or len(payload) != payload_size:
        raise BrokenFrame
    return header, payload


def _header(data: bytes, kind: type[_Header]) -> _Header:
    try:
        return from_plain(msgspec.json.decode(data), kind)
    except (msgspec.MsgspecError, NotADocument, RecursionError):
        raise BrokenFrame from None


def _within_bounds(reply: Reply, longest: int) -> bool:
    edges = (reply.made_width, reply.made_height)
    codes = (reply.media_type, reply.recipe, reply.mark, reply.refused)
    texts = (reply.captured_at, *codes, *reply.walls)
    return (
        all(0 <= edge <= longest for edge in edges)
        and all(0 <= side <= _MAX_SIDE for side in (reply.width, reply.height))
        and all(len(text) <= 100 and _is_shown(text) for text in texts)
        and len(reply.metadata) <= MAX_ITEMS
        and all(_item_within_bounds(item) for item in reply.metadata)
        and _text_within_bounds(reply.pieces)
    )


def _text_within_bounds(pieces: tuple[TextPiece, ...]) -> bool:
    lengths = [len(each.text) for each in pieces]
    return (
        len(pieces) <= MOST_PIECES
        and sum(lengths) <= MOST_TEXT
        and all(length <= PIECE for length in lengths)
        and all(len(each.name) <= _LONGEST_NAME for each in pieces)
        and all(each.name in _PICTURES for each in pieces if each.part is Part.PICTURE)
        and all(_is_shown(each.text) and _is_shown(each.name) for each in pieces)
    )


def _item_within_bounds(item: MetadataItem) -> bool:
    lengths = len(item.group) <= 40 and len(item.key) <= 100 and len(item.value) <= MAX_PACKET
    return lengths and all(map(_is_shown, (item.group, item.key, item.value)))


def _is_shown(text: str) -> bool:
    """Whether it holds nothing that a screen or a printer would obey: what the child itself takes
    out of each value (``metadata/item.py``)."""
    return text.replace("\n", "").replace("\t", "").isprintable()
