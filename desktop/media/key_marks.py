"""Whether a file holds a secret key: one that opens packages, or signs in somebody's name.

An attachment leaves in packages; a key among them would open every package ever encrypted to
it. What is looked for are the words that such files bear: age identities (also those that
Skrynia exports), private keys of OpenSSH, PEM, PGP and PuTTY, as UTF-8 or UTF-16.
"""

from __future__ import annotations

from typing import Final

from desktop.media.sniff import media_type_of

_WORDS: Final = (
    b"AGE-SECRET-KEY-",
    b"PRIVATE KEY-----",  # the end of "-----BEGIN OPENSSH PRIVATE KEY-----" and its kin
    b"PRIVATE KEY BLOCK-----",
    b"PuTTY-User-Key-File-",
)
# A zero between the letters is UTF-16 of either byte order, as Windows' Notepad may write it.
_MARKS: Final = (
    *_WORDS,
    *(b"\0".join(word[i : i + 1] for i in range(len(word))) for word in _WORDS),
)
_FILMED: Final = ("image/", "audio/", "video/")
_START: Final = 1 << 20


def holds_secret_key(data: bytes) -> bool:
    """Whether ``data`` bears the words of a secret key.

    Of pictures, sound and film only the first mebibyte is searched. What is compressed or
    encrypted (archives, office documents, most PDFs) is not looked into.
    """
    if media_type_of(data[:16]).startswith(_FILMED):
        data = data[:_START]
    return any(mark in data for mark in _MARKS)
