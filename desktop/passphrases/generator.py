"""A passphrase of words that nobody chose: each drawn by the system's random numbers."""

from __future__ import annotations

import secrets
from typing import Final

from desktop.passphrases.strength import Level, estimate
from desktop.passphrases.words import BITS_OF_A_WORD, words_of

USUAL_WORDS: Final = 7
"""70 bits: at one second a guess, a thousand machines take 19 billion years for half of them."""
FEWEST_WORDS: Final = 6
MOST_WORDS: Final = 12


def generated(language: str, words: int = USUAL_WORDS) -> str:
    """So many words of the list of ``language``, with blanks between, all of them small letters.

    Drawn again where the estimate would not call it strong: words that by chance are what people
    choose would be tried before others. Of seven words one in a hundred is; of six English ones
    one in six, which costs a quarter of a bit. ``ValueError`` for fewer than 6 or more than 12.
    """
    if not FEWEST_WORDS <= words <= MOST_WORDS:
        raise ValueError(f"a passphrase has {FEWEST_WORDS} to {MOST_WORDS} words")
    while estimate(drawn := _drawn(language, words)).level is not Level.STRONG:
        pass
    return drawn


def _drawn(language: str, words: int) -> str:
    return " ".join(secrets.choice(words_of(language)) for _ in range(words))


def bits_of(words: int) -> int:
    """The logarithm to base 2 of how many passphrases of so many words there are."""
    return words * BITS_OF_A_WORD
