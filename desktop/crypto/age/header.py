"""The textual header of an age file: version line, stanzas, MAC (C2SP age.md, "Header").

Reading is strict: one spelling for one header, at most :data:`MAX_HEADER_BYTES`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from desktop.crypto.age.stanza import COLUMNS, Stanza, decode_base64, encode_base64
from desktop.crypto.kdf import hkdf_sha256
from desktop.errors import AgeFormatError

MAX_HEADER_BYTES = 256 * 1024
"""Room for about 150 post-quantum recipients; what is longer is refused unread."""

BEGINNING = b"age-encryption.org/v1\n"
"""The first line of every age v1 file in binary form."""

_ANY_VERSION = b"age-encryption.org/"
_ARMOR = b"-----BEGIN AGE ENCRYPTED FILE-----"
_STANZA = b"-> "
_END = b"---"
_MAC_BYTES = 32
_VISIBLE = bytes(range(0x21, 0x7F))
"""VCHAR of RFC 5234."""


class LineSource(Protocol):
    """What a header is read from: any binary file opened for reading."""

    def readline(self, limit: int, /) -> bytes:
        """One line with its line feed, cut at ``limit`` bytes."""


@dataclass(frozen=True, slots=True)
class Header:
    """A header that was read. ``authenticated`` are its bytes up to and including ``---``."""

    stanzas: tuple[Stanza, ...]
    authenticated: bytes
    mac: bytes

    def verify(self, file_key: bytes) -> None:
        """``AgeFormatError`` where the MAC under ``file_key`` does not hold."""
        try:
            _hmac(file_key, self.authenticated).verify(self.mac)
        except InvalidSignature:
            raise AgeFormatError("the header was altered: its MAC does not hold") from None


def encode_header(stanzas: Iterable[Stanza], file_key: bytes) -> bytes:
    """The header with its MAC; ``AgeFormatError`` where it has no stanza or is too long."""
    encoded = b"".join(stanza.encode() for stanza in stanzas)
    if not encoded:
        raise AgeFormatError("an age file needs at least one recipient")
    authenticated = BEGINNING + encoded + _END
    mac = encode_base64(_hmac(file_key, authenticated).finalize())
    header = authenticated + f" {mac}\n".encode("ascii")
    if len(header) > MAX_HEADER_BYTES:
        raise AgeFormatError("too many recipients for one age file")
    return header


def read_header(source: LineSource) -> Header:
    """Read exactly the header from ``source``; ``AgeFormatError`` on any flaw."""
    lines = _Lines(source)
    _check_version(lines.next())
    stanzas: list[Stanza] = []
    line = lines.next()
    while line.startswith(_STANZA):
        stanzas.append(_read_stanza(line, lines))
        line = lines.next()
    if not stanzas:
        raise AgeFormatError("an age header without a stanza")
    return Header(tuple(stanzas), lines.authenticated(line), _read_mac(line))


class _Lines:
    """The lines of a header, counted against its limit and kept for the MAC."""

    def __init__(self, source: LineSource) -> None:
        self._source = source
        self._lines: list[bytes] = []
        self._left = MAX_HEADER_BYTES

    def next(self) -> bytes:
        """The next line without its line feed."""
        line = self._source.readline(self._left)
        self._left -= len(line)
        self._lines.append(line)
        if not line.endswith(b"\n"):
            raise AgeFormatError("the age header is cut off, or longer than allowed")
        return line[:-1]

    def authenticated(self, last: bytes) -> bytes:
        """All bytes before the last line, and the mark that begins it."""
        return b"".join(self._lines[:-1]) + last[: len(_END)]


def _check_version(line: bytes) -> None:
    if line + b"\n" == BEGINNING:
        return
    if line.rstrip() == _ARMOR:
        raise AgeFormatError("armored age files are not read here: remove the armor first")
    if line.startswith(_ANY_VERSION):
        raise AgeFormatError("an age version other than v1")
    raise AgeFormatError("not an age file")


def _read_stanza(line: bytes, lines: _Lines) -> Stanza:
    arguments = line[len(_STANZA) :].split(b" ")
    if not all(argument and _is_visible(argument) for argument in arguments):
        raise AgeFormatError("a stanza argument is empty or not visible ASCII")
    kind, *others = (argument.decode("ascii") for argument in arguments)
    return Stanza(kind, tuple(others), _read_body(lines))


def _read_body(lines: _Lines) -> bytes:
    """Lines of 64 columns up to and including the first shorter one."""
    text: list[str] = []
    while True:
        line = lines.next()
        if len(line) > COLUMNS or not _is_visible(line):
            raise AgeFormatError("a stanza body breaks the format")
        text.append(line.decode("ascii"))
        if len(line) < COLUMNS:
            return decode_base64("".join(text))


def _read_mac(line: bytes) -> bytes:
    mark, separator, text = line.partition(b" ")
    if mark != _END or not separator or not _is_visible(text):
        raise AgeFormatError("the last line of the age header breaks the format")
    mac = decode_base64(text.decode("ascii"))
    if len(mac) != _MAC_BYTES:
        raise AgeFormatError("the MAC of the age header has a wrong size")
    return mac


def _is_visible(text: bytes) -> bool:
    """Only VCHAR of RFC 5234."""
    return not text.translate(None, _VISIBLE)


def _hmac(file_key: bytes, authenticated: bytes) -> HMAC:
    mac = HMAC(hkdf_sha256(file_key, salt=b"", info=b"header"), SHA256())
    mac.update(authenticated)
    return mac
