"""Whether a file holds a secret key: one that opens packages, or signs in somebody's name.

An attachment leaves in packages; a key among them would open every package ever encrypted to
it. A key is known by being one that can be used: an age identity whose checksum fits (also those
that Skrynia exports), a private key of OpenSSH, PEM, PGP or PuTTY with its end and its body, as
UTF-8 or UTF-16, also quoted in a mail or written on one line. A text that only quotes how such a
file begins is none. The key slots of a vault are known in the same way wherever they stand: with
them, whoever has its database may try its passphrase.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

from desktop.crypto import bech32
from desktop.errors import AgeFormatError
from desktop.media.formats.sniff import media_type_of
from desktop.vault_files import KEYS_FORMAT

_FILMED: Final = ("image/", "audio/", "video/")
_START: Final = 1 << 20
_BEFORE: Final = 50
"""Letters before ``PRIVATE KEY`` in which the first line of a key begins."""
_LONGEST: Final = 1 << 16
"""Letters of the longest key."""
_MOST: Final = 1000
"""Places with such words that are looked at; a file with more of them counts as one of keys."""
_IDENTITY: Final = re.compile(rb"AGE-SECRET-KEY-[0-9A-Z-]{50,200}")
_LONGEST_IDENTITY: Final = 220
_FIRST_LINE: Final = re.compile(rb"-----BEGIN ([A-Z0-9 ]{0,30})\Z")
_DASHES: Final = b"-----"
_KIND: Final = 60
"""Letters in which the last line says of what kind the key was."""
_NO_BASE64: Final = bytes(
    sorted({*range(256)} - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))
)
_OPENSSH: Final = b"openssh-key-v1\0"
_PGP_SECRET: Final = (5, 7)
"""Tags of a secret key and of a secret subkey (RFC 9580, section 5)."""
_SHORTEST: Final = 40
"""Bytes of a secret key with what says of what kind it is."""
_PUTTY_KEY: Final = re.compile(
    rb"PuTTY-User-Key-File-[1-9][0-9]*: [^\n]{1,60}\n(?s:.{0,8000}?)Private-Lines: *[1-9]"
)
_LONGEST_PUTTY: Final = 9000
_NAMED_FORMAT: Final = re.compile(rb'\\*"format\\*"\s*:\s*\\*"\Z')
"""What stands before the name of the format, also where the whole is quoted in another JSON."""
_LONGEST_NAMING: Final = 60
_SEALED: Final = b"ciphertext"
"""What each slot has, and what is only told of them has not."""


def holds_secret_key(data: bytes) -> bool:
    """Whether a secret key stands in ``data``, in letters.

    Of pictures, sound and film only the first mebibyte is searched. What is compressed is looked
    into elsewhere (``within.py``). A hostile file costs no more than about reading it so many times
    as there are words: each key is matched at its place alone.
    """
    return _holds(data, _KEYS)


def holds_key_slots(data: bytes) -> bool:
    """Whether key slots of a vault stand in ``data``, searched as for a secret key."""
    return _holds(data, _SLOTS)


def _holds(data: bytes, kinds: Mapping[bytes, _IsKey]) -> bool:
    if media_type_of(data[:16]).startswith(_FILMED):
        data = data[:_START]
    places = 0
    # A zero between the letters is UTF-16 of either byte order, as Windows' Notepad may write it.
    for text in (_Text(data, wide=False), _Text(data, wide=True)):
        for words, is_key in kinds.items():
            for at in text.places(words):
                places += 1
                if places > _MOST or is_key(text, at):
                    return True
    return False


class _Text:
    """The letters in some bytes: a byte each, or ``wide`` with a zero between two.

    Places are of bytes, and counts of letters.
    """

    def __init__(self, data: bytes, *, wide: bool) -> None:
        self._data = data
        self._wide = wide
        self._step = 2 if wide else 1

    def places(self, words: bytes) -> Iterator[int]:
        """Where these words begin, each after the one before it."""
        mark = self._mark(words)
        at = self._data.find(mark)
        while at >= 0:
            yield at
            at = self._data.find(mark, at + len(mark))

    def after(self, at: int, count: int) -> bytes:
        """So many letters from there."""
        return self._letters(at, at + count * self._step)

    def before(self, at: int, count: int) -> bytes:
        """So many letters up to there."""
        return self._letters(max(0, at - count * self._step), at)

    def between(self, start: int, end: int) -> bytes:
        """The letters from one place to another."""
        return self._letters(start, end)

    def past(self, at: int, words: bytes) -> int:
        """The place behind these words, which begin there."""
        return at + len(words) * self._step

    def next(self, words: bytes, start: int, count: int) -> int:
        """Where these words come first among so many letters; -1 for nowhere."""
        return self._data.find(self._mark(words), start, start + count * self._step)

    def _letters(self, start: int, end: int) -> bytes:
        held = self._data[start:end]
        return held.replace(b"\0", b"") if self._wide else held

    def _mark(self, words: bytes) -> bytes:
        if not self._wide:
            return words
        return b"\0".join(words[i : i + 1] for i in range(len(words)))


def _is_identity(text: _Text, at: int) -> bool:
    """Whether the checksum of an age identity fits, of whatever kind it is."""
    found = _IDENTITY.match(text.after(at, _LONGEST_IDENTITY))
    if found is None:
        return False
    try:
        bech32.decode(found.group().decode("ascii").rstrip("-"))
    except AgeFormatError:
        return False
    return True


def _is_putty(text: _Text, at: int) -> bool:
    held = text.after(at, _LONGEST_PUTTY).replace(b"\r\n", b"\n")
    return _PUTTY_KEY.match(held) is not None


def _is_armoured(words: bytes, text: _Text, at: int) -> bool:
    """Whether a key stands behind the first line that these words end: up to the next five
    dashes, so that nothing is read for two first lines."""
    first = _FIRST_LINE.search(text.before(at, _BEFORE))
    if first is None:
        return False
    start = text.past(at, words)
    end = text.next(_DASHES, start, _LONGEST)
    last = _DASHES + b"END " + first[1] + b"PRIVATE KEY"
    if end < 0 or not text.after(end, _KIND).startswith(last):
        return False
    return _opens(first[1], text.between(start, end))


def _opens(kind: bytes, body: bytes) -> bool:
    """Whether this is the body of a key, and not three dots or a few letters."""
    lines = body.replace(b"\\r", b"").replace(b"\\n", b"\n").split(b"\n")
    letters = b"".join(line for line in lines if b": " not in line).translate(None, _NO_BASE64)
    try:
        held = base64.b64decode(letters[: len(letters) // 4 * 4])
    except binascii.Error:
        return False
    if b"OPENSSH" in kind:
        return held.startswith(_OPENSSH)
    if b"PGP" in kind:
        return _is_pgp(held)
    # A key of PEM that a passphrase protects in the older way is of random bytes.
    return _is_der(held) or (b"ENCRYPTED" in body and len(held) >= _SHORTEST)


def _is_pgp(held: bytes) -> bool:
    """Whether the first packet is a secret key (RFC 9580, section 4.2)."""
    if len(held) < _SHORTEST or not held[0] & 0x80:
        return False
    tag = held[0] & 0x3F if held[0] & 0x40 else held[0] >> 2 & 0x0F
    return tag in _PGP_SECRET


def _is_der(held: bytes) -> bool:
    """Whether it is one sequence that is as long as it says (X.690, section 8.1)."""
    if len(held) < _SHORTEST or held[0] != 0x30:
        return False
    if held[1] < 0x80:
        length, start = held[1], 2
    else:
        size = held[1] & 0x7F
        length, start = int.from_bytes(held[2 : 2 + size]), 2 + size
    return abs(start + length - len(held)) <= 2


def _are_slots(text: _Text, at: int) -> bool:
    if _NAMED_FORMAT.search(text.before(at, _LONGEST_NAMING)) is None:
        return False
    return _SEALED in text.after(at, _LONGEST) or _SEALED in text.before(at, _LONGEST)


_IsKey = Callable[[_Text, int], bool]
_KEYS: Final[Mapping[bytes, _IsKey]] = {
    b"AGE-SECRET-KEY-": _is_identity,
    b"PuTTY-User-Key-File-": _is_putty,
    **{
        words: partial(_is_armoured, words)
        for words in (b"PRIVATE KEY-----", b"PRIVATE KEY BLOCK-----")
    },
}
"""By the words that stand in each kind of key."""
_SLOTS: Final[Mapping[bytes, _IsKey]] = {KEYS_FORMAT.encode("ascii"): _are_slots}
