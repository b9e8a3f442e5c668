"""Bech32 as age writes its keys: BIP 173 without the limit of 90 characters (C2SP age.md).

Lower case for recipients, upper case for identities, never mixed; the checksum is always
taken over the lower-case form.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import xor

from desktop.errors import AgeFormatError

_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_VALUES = {letter: value for value, letter in enumerate(_ALPHABET)}
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM_LETTERS = 6


def _terms(top: int) -> int:
    """What the five bits shifted out of a remainder add to it."""
    chosen = (term for bit, term in enumerate(_GENERATOR) if top >> bit & 1)
    return reduce(xor, chosen, 0)


_TERMS = tuple(map(_terms, range(32)))


def encode(prefix: str, data: bytes) -> str:
    """The Bech32 text of ``data``; upper case where the human-readable ``prefix`` is."""
    lower = prefix.lower()
    values = _to_groups(data)
    values += _checksum(lower, values)
    text = f"{lower}1" + "".join(_ALPHABET[value] for value in values)
    return text if prefix == lower else text.upper()


def decode(text: str) -> tuple[str, bytes]:
    """Prefix (in the case it was written in) and bytes; ``AgeFormatError`` on any flaw."""
    if text not in (text.lower(), text.upper()):
        raise AgeFormatError("bech32: mixed case")
    prefix, separator, letters = text.rpartition("1")
    if not separator or not prefix or len(letters) < _CHECKSUM_LETTERS:
        raise AgeFormatError("bech32: no prefix or no checksum")
    if not all("!" <= letter <= "~" for letter in prefix):
        raise AgeFormatError("bech32: a character that no prefix has")
    values = _to_values(letters.lower())
    if _polymod(_expand(prefix.lower()) + values) != 1:
        raise AgeFormatError("bech32: the checksum does not fit")
    return prefix, _to_bytes(values[:-_CHECKSUM_LETTERS])


def _to_values(letters: str) -> list[int]:
    try:
        return [_VALUES[letter] for letter in letters]
    except KeyError:
        raise AgeFormatError("bech32: a character outside the alphabet") from None


def _to_groups(data: bytes) -> list[int]:
    """Bytes as groups of five bits, the last one filled with zero bits."""
    count = (len(data) * 8 + 4) // 5
    padded = data + bytes(-len(data) % 5)
    forties = (int.from_bytes(padded[at : at + 5], "big") for at in range(0, len(padded), 5))
    return [forty >> shift & 31 for forty in forties for shift in range(35, -5, -5)][:count]


def _to_bytes(values: Sequence[int]) -> bytes:
    """The reverse of :func:`_to_groups`; filling bits must be fewer than five and zero."""
    number = 0
    for value in values:
        number = number << 5 | value
    length, filling = divmod(len(values) * 5, 8)
    if filling >= 5 or number & ((1 << filling) - 1):
        raise AgeFormatError("bech32: not a whole number of bytes")
    return (number >> filling).to_bytes(length, "big")


def _expand(prefix: str) -> list[int]:
    return [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]


def _checksum(prefix: str, values: Sequence[int]) -> list[int]:
    remainder = _polymod([*_expand(prefix), *values, *[0] * _CHECKSUM_LETTERS]) ^ 1
    return [remainder >> shift & 31 for shift in range(25, -5, -5)]


def _polymod(values: Iterable[int]) -> int:
    """The BCH remainder of BIP 173."""
    remainder = 1
    for value in values:
        remainder = (remainder & 0x1FFFFFF) << 5 ^ value ^ _TERMS[remainder >> 25]
    return remainder
