"""Whether a Cyrillic name is written in Belarusian or in Russian, where its letters tell."""

from __future__ import annotations

import re

_BELARUSIAN = re.compile(r"[іў]|дз[веёюяь]|ц[ёюяь]|[жшчр]ы|[жшчр]э|[аэе]нк[ауі]|авіч|аўн")
_RUSSIAN = re.compile(r"[ищъ]|[рчжш]е|р[ёюя]|т[еёюяь]|д[еёюяь]|чь|[оеё]в\b|о[^ ]*о|овна|енко")


def language_of(name: str) -> str:
    """``"be"``, ``"ru"``, or ``""`` where the letters (``plain``) are of both or of neither."""
    be, ru = "і" in name or "ў" in name, bool(re.search("[ищъ]", name))
    if be != ru:
        return "be" if be else "ru"
    be, ru = bool(_BELARUSIAN.search(name)), bool(_RUSSIAN.search(name))
    return "" if be == ru else "be" if be else "ru"
