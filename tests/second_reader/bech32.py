"""Bech32 (BIP 173) without its limit of length, as C2SP age.md uses it."""

from __future__ import annotations

_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def _polymod(values: list[int]) -> int:
    """The BCH checksum of 5-bit values."""
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATOR):
            if top >> bit & 1:
                check ^= generator
    return check


def _expand(prefix: str) -> list[int]:
    return [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]


def _regroup(values: list[int], width: int, to: int, pad: bool) -> list[int]:
    """Values of width bits as values of `to` bits; ValueError where padding is not zero."""
    kept, bits, out = 0, 0, []
    for value in values:
        kept, bits = kept << width | value, bits + width
        while bits >= to:
            bits -= to
            out.append(kept >> bits & ((1 << to) - 1))
        kept &= (1 << bits) - 1
    if pad and bits:
        out.append(kept << (to - bits) & ((1 << to) - 1))
    elif not pad and (bits >= width or kept):
        raise ValueError("padding")
    return out


def decode(text: str) -> tuple[str, bytes]:
    """Prefix (lower case) and octets. ValueError when text is none."""
    if text not in (text.lower(), text.upper()):
        raise ValueError("mixed case")
    prefix, one, data = text.lower().rpartition("1")
    if not prefix or not one or len(data) < 6 or not all(33 <= ord(c) < 127 for c in prefix):
        raise ValueError("no bech32")
    values = [_ALPHABET.index(c) for c in data]
    if _polymod(_expand(prefix) + values) != 1:
        raise ValueError("checksum")
    return prefix, bytes(_regroup(values[:-6], 5, 8, pad=False))


def encode(prefix: str, octets: bytes) -> str:
    """The lower-case text of octets under a prefix."""
    values = _regroup(list(octets), 8, 5, pad=True)
    check = _polymod(_expand(prefix) + values + [0] * 6) ^ 1
    values += [check >> 5 * (5 - i) & 31 for i in range(6)]
    return prefix + "1" + "".join(_ALPHABET[v] for v in values)
