"""Whether a Cyrillic name is written in Belarusian or in Russian, where its letters tell."""

from __future__ import annotations

import re

_BELARUSIAN = re.compile(r"[іў]|дз[веёюяь]|ц[ёюяь]|[жшчр]ы|[жшчр]э|[аэе]нк[ауі]|авіч|аўн")
_RUSSIAN = re.compile(r"[ищъ]|[рчжш]е|р[ёюя]|т[еёюяь]|д[еёюяь]|чь|[оеё]в\b|о[^ ]*о|овна|енко")

_ONLY_RUSSIAN = re.compile("[ищъ]")


def language_of(name: str) -> str:
    """``"be"``, ``"ru"``, or ``""`` where the letters (``plain``) are of both or of neither."""
    by_letters = language_by_letters(name)
    if by_letters:
        return by_letters
    be, ru = bool(_BELARUSIAN.search(name)), bool(_RUSSIAN.search(name))
    return "" if be == ru else "be" if be else "ru"


def language_by_letters(text: str) -> str:
    """As ``language_of``, by the letters alone that only one of them has."""
    be, ru = "і" in text or "ў" in text, _ONLY_RUSSIAN.search(text) is not None
    return "" if be == ru else "be" if be else "ru"
