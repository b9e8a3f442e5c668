"""The script a name is written in, as far as its letters say it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

_IN_CYRILLIC: Final = ("be", "ru", "uk")
_SCRIPTS: Final[Mapping[str, str]] = {"CYRILLIC": "Cyrl", "LATIN": "Latn", "GEORGIAN": "Geor"}


def script_of(text: str, otherwise: str = "Cyrl") -> str:
    """ISO 15924 of the first letter of a known script; ``otherwise`` where there is none."""
    for letter in text:
        script = unicodedata.name(letter, "").partition(" ")[0]
        if script in _SCRIPTS:
            return _SCRIPTS[script]
    return otherwise


def likely_language(script: str, here: str) -> str:
    """Of a name in this script, typed by somebody who works in ``here`` (BCP 47 both).

    Nobody's English name is written in Cyrillic: there it is Belarusian until somebody says
    otherwise.
    """
    return "be" if script == "Cyrl" and here not in _IN_CYRILLIC else here
