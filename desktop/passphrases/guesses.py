"""How many guesses a passphrase stands, as zxcvbn counts them, with our languages added.

zxcvbn (D. Wheeler, USENIX Security 2016) knows leaked passwords, English words, names, dates and
rows of keys. Belarusian and Russian are added to it: what people there choose first, given names,
our own word lists, and what is typed while the keyboard stands in the other alphabet, in either
direction (ghbdtn is привет; йцукен is a row of keys).
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from desktop.i18n import LANGUAGES
from desktop.passphrases.words import words_of
from desktop.resources import resource_bytes

LONGEST: Final = 40
"""Characters that are looked at: what one more costs grows with their number."""

_LATIN: Final = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN: Final = "йцукенгшщзхъфывапролджэячсмитьбюё"
_BELARUSIAN: Final = "йцукенгшўзх'фывапролджэячсмітьбюё"
_TO_KEYS: Final = str.maketrans(_RUSSIAN + _BELARUSIAN, _LATIN * 2)
_TO_CYRILLIC: Final = (
    str.maketrans(_LATIN, _RUSSIAN),
    str.maketrans(_LATIN, _BELARUSIAN),
)
_NOT_NAMES: Final = ("#",)


def bits(passphrase: str) -> float:
    """The logarithm to base 2 of the guesses, of the first 40 characters at most; 0 for none, and
    infinite where nothing in it is known (the library then counts each character as one of ten).

    Nothing of it is kept here; what Python leaves in memory is said in the threat model.
    """
    text = unicodedata.normalize("NFC", passphrase).strip()[:LONGEST]
    if not text:
        return 0.0
    return min(_bits(each) for each in _as_typed(text))


def as_keys(text: str) -> str:
    """Small Cyrillic letters by the Latin ones on the same keys."""
    return text.translate(_TO_KEYS)


def _as_typed(text: str) -> Iterator[str]:
    """The text, and what the same keys write in the other alphabet."""
    yield text
    folded = text.casefold()
    if any("а" <= letter <= "ў" for letter in folded):
        yield as_keys(folded)
    elif any("a" <= letter <= "z" for letter in folded):
        for alphabet in _TO_CYRILLIC:
            other = folded.translate(alphabet)
            # Only where whole words appear; signs among Latin words are no letters of ours.
            if any(word in _known() for word in other.split()):
                yield other


def _bits(text: str) -> float:
    result: dict[str, Any] = _library()(text)
    if all(part["pattern"] == "bruteforce" for part in result["sequence"]):
        return math.inf
    return max(0.0, float(result["guesses_log10"]) * math.log2(10))


@cache
def _library() -> Any:
    """The function of the library, which takes some 50 ms to be imported."""
    from zxcvbn import matching, zxcvbn

    matching.add_frequency_lists({"skrynia": list(_known())})
    return zxcvbn


@cache
def _known() -> dict[str, int]:
    """Words by how early they are tried: what is chosen most, given names, our own lists."""
    chosen = resource_bytes("words/chosen.txt").decode("utf-8")
    names = resource_bytes("names/given.tsv").decode("utf-8")
    lines = [line for line in names.splitlines() if not line.startswith(_NOT_NAMES)]
    given = [word for line in lines for word in line.split()[1:]]
    listed = [word for language in LANGUAGES for word in words_of(language)]
    found = [line.casefold() for line in chosen.split() if not line.startswith(_NOT_NAMES)]
    return {
        word: rank
        for rank, word in enumerate(dict.fromkeys(map(str.casefold, [*found, *given, *listed])))
    }
