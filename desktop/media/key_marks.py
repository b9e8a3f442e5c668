"""Whether a file holds a secret key: one that opens packages, or signs in somebody's name.

An attachment leaves in packages; a key among them would open every package ever encrypted to
it. A key is known by being one that can be used: an age identity whose checksum fits (also those
that Skrynia exports), a private key of OpenSSH, PEM, PGP or PuTTY with its end and its body, as
UTF-8 or UTF-16, also quoted in a mail or written on one line. A text that only quotes how such a
file begins is none.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Final

from desktop.crypto import bech32
from desktop.errors import AgeFormatError
from desktop.media.sniff import media_type_of

_AGE: Final = b"AGE-SECRET-KEY-"
_ENDS: Final = (b"PRIVATE KEY-----", b"PRIVATE KEY BLOCK-----")
"""Of the first line of an OpenSSH, PEM or PGP key, and of the last."""
_PUTTY: Final = b"PuTTY-User-Key-File-"
_WORDS: Final = (_AGE, *_ENDS, _PUTTY)
# A zero between the letters is UTF-16 of either byte order, as Windows' Notepad may write it.
_MARKS: Final = (
    *_WORDS,
    *(b"\0".join(word[i : i + 1] for i in range(len(word))) for word in _WORDS),
)
_FILMED: Final = ("image/", "audio/", "video/")
_START: Final = 1 << 20
_AROUND: Final = 80
"""Bytes before the words in which the first line of a key begins."""
_LONGEST: Final = 1 << 17
"""Bytes of the longest key, in UTF-16."""
_MOST: Final = 1000
"""Places with such words that are looked at; a file with more of them counts as one of keys."""
_IDENTITY: Final = re.compile(rb"AGE-SECRET-KEY-[0-9A-Z-]{50,200}")
_BODY: Final = re.compile(
    rb"-----BEGIN (?P<kind>[A-Z0-9 ]{0,30})PRIVATE KEY(?: BLOCK)?-----"
    rb"(?P<body>[^-]{20,%d}(?:-[^-]+){0,20})-----END (?P=kind)PRIVATE KEY" % _LONGEST
)
_HEADER: Final = re.compile(rb"(?m)^[\s>]*[A-Za-z][A-Za-z0-9-]*: [^\n]*$")
_NO_BASE64: Final = re.compile(rb"\\[nr]|[^A-Za-z0-9+/]")
_OPENSSH: Final = b"openssh-key-v1\0"
_PGP_SECRET: Final = (5, 7)
"""Tags of a secret key and of a secret subkey (RFC 9580, section 5)."""
_SHORTEST: Final = 40
"""Bytes of a secret key with what says of what kind it is."""
_PUTTY_KEY: Final = re.compile(
    rb"PuTTY-User-Key-File-[1-9][0-9]*: [^\n]{1,60}\n(?s:.{0,8000}?)Private-Lines: *[1-9]"
)


def holds_secret_key(data: bytes) -> bool:
    """Whether a secret key stands in ``data``, in letters.

    Of pictures, sound and film only the first mebibyte is searched. What is compressed is looked
    into elsewhere (``within.py``).
    """
    if media_type_of(data[:16]).startswith(_FILMED):
        data = data[:_START]
    return any(number >= _MOST or _is_key(around) for number, around in enumerate(_places(data)))


def _places(data: bytes) -> Iterator[bytes]:
    """What stands around each of the words, without the zeros of UTF-16."""
    for mark in _MARKS:
        at = data.find(mark)
        while at >= 0:
            yield data[max(0, at - _AROUND) : at + _LONGEST].replace(b"\0", b"")
            at = data.find(mark, at + len(mark))


def _is_key(text: bytes) -> bool:
    if any(map(_is_identity, _IDENTITY.findall(text))):
        return True
    if _PUTTY_KEY.search(text.replace(b"\r\n", b"\n")):
        return True
    found = _BODY.search(text)
    return found is not None and _opens(found["kind"], found["body"])


def _is_identity(found: bytes) -> bool:
    """Whether the checksum of an age identity fits, of whatever kind it is."""
    try:
        bech32.decode(found.decode("ascii").rstrip("-"))
    except AgeFormatError:
        return False
    return True


def _opens(kind: bytes, body: bytes) -> bool:
    """Whether this is the body of a key, and not three dots or a few letters."""
    letters = _NO_BASE64.sub(b"", _HEADER.sub(b"", body))
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
