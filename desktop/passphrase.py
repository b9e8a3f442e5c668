"""How hard a passphrase is to guess: an estimate, and the least that is accepted.

The estimate counts what an attacker who knows how people choose would have to try: a word
counts as one of some 7,800 (the length of a diceware list; 13 bits) however long it is;
runs, repeats and rows of the keyboard count as their beginning. It knows no list of leaked
passwords, so it is an upper bound: a quotation or a famous date looks stronger here than it
is. It therefore only ever warns; what is *refused* is plain length.

Accepted: 12 characters or 4 words, of at least 5 different characters (after NIST
SP 800-63B-4, which asks for length and forbids rules of composition).
"""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

LEAST_CHARACTERS = 12
LEAST_WORDS = 4
LEAST_DIFFERENT = 5

_BITS_OF_A_WORD = 13.0
_LEAST_LETTERS_OF_A_WORD = 3
_LATIN_ALPHABET = 26
_CYRILLIC_ALPHABET = 33
_DIGITS = 10
_SIGNS = 33
_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789",
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "йцукенгшщзхъ",
    "йцукенгшўзх",
    "фывапролджэ",
    "ячсмитьбю",
    "ячсмітьбю",
)


class Level(StrEnum):
    """The estimate in four steps. At one second a guess, 2⁵⁰ tries take 35 million years
    of one machine; somebody with a thousand machines is why there is a step above.
    """

    TOO_SHORT = "too_short"
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


@dataclass(frozen=True, slots=True)
class Strength:
    """``bits``: estimated logarithm to base 2 of the number of guesses."""

    bits: float
    level: Level

    @property
    def accepted(self) -> bool:
        """Whether a vault may be closed with it."""
        return self.level is not Level.TOO_SHORT


def estimate(passphrase: str) -> Strength:
    """Estimate a passphrase. Nothing of it is kept."""
    bits = _bits(unicodedata.normalize("NFC", passphrase))
    return Strength(bits, _level(passphrase, bits))


def long_enough(passphrase: str) -> bool:
    """Whether it has the least length, in characters or words, and is not one key held."""
    words = [word for word in passphrase.split() if len(word) >= _LEAST_LETTERS_OF_A_WORD]
    long = len(passphrase.strip()) >= LEAST_CHARACTERS or len(words) >= LEAST_WORDS
    return long and len(set(passphrase)) >= LEAST_DIFFERENT


def _level(passphrase: str, bits: float) -> Level:
    if not long_enough(passphrase):
        return Level.TOO_SHORT
    if bits < 40:
        return Level.WEAK
    return Level.FAIR if bits < 60 else Level.STRONG


def _bits(text: str) -> float:
    seen: set[str] = set()
    bits = 0.0
    for word in text.split():
        folded = word.casefold()
        if folded in seen:
            bits += 1.0
            continue
        seen.add(folded)
        bits += _bits_of_word(word)
    return bits


def _bits_of_word(word: str) -> float:
    by_characters = _surprises(word) * math.log2(_alphabet(word))
    if word.isalpha() and len(word) >= _LEAST_LETTERS_OF_A_WORD:
        capitals = 1.0 if word != word.casefold() else 0.0
        return min(by_characters, _BITS_OF_A_WORD + capitals)
    return by_characters


def _surprises(word: str) -> int:
    """How many characters do not simply follow from the one before."""
    folded = word.casefold()
    follows = sum(_follows(a, b) for a, b in pairwise(folded))
    return len(word) - follows


def _follows(before: str, after: str) -> bool:
    if before == after:
        return True
    return any(before + after in row or after + before in row for row in _ROWS)


def _alphabet(word: str) -> int:
    size = 0
    if any("a" <= c.casefold() <= "z" for c in word):
        size += _LATIN_ALPHABET
    if any(c.isalpha() and not c.isascii() for c in word):
        size += _CYRILLIC_ALPHABET
    if any(c.isdigit() for c in word):
        size += _DIGITS
    if any(not c.isalnum() for c in word):
        size += _SIGNS
    if word != word.casefold() and word != word.upper():
        size += _LATIN_ALPHABET
    return max(size, 2)
