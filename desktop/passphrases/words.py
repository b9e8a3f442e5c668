"""The word lists that passphrases are made of: 1,024 words a language, 10 bits each.

Each word has 3 to 9 letters, is told from all others by its first four, and begins no other. They
are ours: short concrete nouns that are hard to mistake for one another.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from desktop.resources import resource_bytes

WORDS: Final = 1024
BITS_OF_A_WORD: Final = 10


@cache
def words_of(language: str) -> tuple[str, ...]:
    """The list of a language of the program, in the order of the alphabet's code points."""
    return tuple(resource_bytes(f"words/{language}.txt").decode("utf-8").split())
