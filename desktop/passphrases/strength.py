"""How hard a passphrase is to guess: an estimate, and the least that is accepted.

The lower of two counts. That of ``guesses.py`` knows what people choose; ours knows how they put
words together: a word counts as one of some 7,800 (the length of a diceware list; 13 bits) however
long it is, and one of our own lists as one of 1,024; runs, repeats and rows of the keyboard count
as their beginning, and a line that many know by heart as one of 4,096 (``lines.py``). A quotation
that is not on that list still looks stronger than it is.

Accepted: 12 characters or 4 words, of at least 5 different characters (after NIST
SP 800-63B-4, which asks for length, forbids rules of composition, and lets nothing through that is
tried first).
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from desktop.i18n import LANGUAGES
from desktop.passphrases import guesses
from desktop.passphrases.lines import BITS_OF_A_LINE, without_lines
from desktop.passphrases.words import BITS_OF_A_WORD, words_of

LEAST_CHARACTERS = 12
LEAST_WORDS = 4
LEAST_DIFFERENT = 5
LEAST_BITS = 28
"""Below that a passphrase is among the first 300 million that are tried."""

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


_SERVICE = re.compile(r"@[\w.-]{3,}\.\w{2,}")
_PIECES = re.compile(r"[^\W_]+|[^\w\s]+|_+")


class Level(StrEnum):
    """The estimate in four steps. At one second a guess, 2⁵⁰ tries take 35 million years
    of one machine; somebody with a thousand machines is why there is a step above.
    """

    TOO_SHORT = "too_short"
    TRIED_FIRST = "tried_first"
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
        return self.level not in (Level.TOO_SHORT, Level.TRIED_FIRST)


def estimate(passphrase: str) -> Strength:
    """Estimate a passphrase. Nothing of it is kept."""
    text = unicodedata.normalize("NFC", passphrase)
    bits = _bits(text)
    known, rest = without_lines(text)
    if known:
        bits = min(bits, known * BITS_OF_A_LINE + _bits(rest))
    # What lies behind the first characters is judged by us alone.
    counted = guesses.bits(text) + _bits(text.strip()[guesses.LONGEST :])
    bits = min(bits, counted)
    return Strength(bits, _level(passphrase, bits))


def long_enough(passphrase: str) -> bool:
    """Whether it has the least length, in characters or words, and is not one key held."""
    words = [word for word in passphrase.split() if len(word) >= _LEAST_LETTERS_OF_A_WORD]
    long = len(passphrase.strip()) >= LEAST_CHARACTERS or len(words) >= LEAST_WORDS
    return long and len(set(passphrase)) >= LEAST_DIFFERENT


def _level(passphrase: str, bits: float) -> Level:
    if not long_enough(passphrase):
        return Level.TOO_SHORT
    if bits < LEAST_BITS:
        return Level.TRIED_FIRST
    if bits < 40:
        return Level.WEAK
    return Level.FAIR if bits < 60 else Level.STRONG


def _bits(text: str) -> float:
    seen: set[str] = set()
    bits = 0.0
    # An address at a mail service is its name and little more; signs part words as blanks do.
    for word in _PIECES.findall(_SERVICE.sub(" @ ", text)):
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
        most = BITS_OF_A_WORD if _listed(word.casefold()) else _BITS_OF_A_WORD
        return min(by_characters, most + capitals)
    return by_characters


def _listed(word: str) -> bool:
    return any(word in words_of(language) for language in LANGUAGES)


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
