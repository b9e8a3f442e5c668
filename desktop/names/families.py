"""How a family is called after one of it: Ручаінскія, Ручаінскіх of Ручаінская, and its men after
its women. Whoever hears of the family hears of the one who is not to be named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from desktop.names.given import given

_ENDINGS: Final = tuple(
    (re.compile(rf"(.+){ends}"), others.split())
    for ends, others in (
        ("([сц]к)(?:і|ая)", "і ая ія іх ім імі"),
        ("([сц]к)(?:ий|ая)", "ий ая ие их им ими"),
        ("([sc]k)(?:i|aja|ja)", "i aja ija ich im imi"),
        ("([sc]k)(?:iy|y|aya|aia)", "iy aya iye ikh im imi"),
        ("(ń?[sc]k)a", "i ich im"),
        ("([аоеё])(?:ў|ва)", "ў ва вы вых вым вымі"),
        ("([оеё]в)а?", "@ а ы ых ым ыми"),
        ("([ao])(?:ŭ|va)", "ŭ va vy vych vym vymi"),
        ("([oe]v)a?", "@ a y ykh ym ymi"),
        ("([бвгдзклмнпрстфхцчшж])", "аў оў ам амі ах"),
        ("([бвгдзклмнпрстфхцчшжщ])", "ов ей ам ами ах"),
        ("(к)[ао]", "аў ам амі ах"),
        ("(к)[ао]", "ам ами ах"),
        ("([iaoe]?[bdfghklmnprst]|ch|č|cz|sh|š|sz)", "s es"),
        ("(k)[ao]", "s aŭ am ami ach"),
    )
)  # fmt: skip
"""A family name's end → what stands there where others of the family are spoken of; @ for nothing.
Belarusian, Russian, Łacinka, passport Latin, Polish."""


def family_forms(word: str) -> Iterator[str]:
    """What the family is called after a word of a name (``plain``); nothing of a given
    name."""
    if given(word):
        return
    for ends, others in _ENDINGS:
        found = ends.fullmatch(word)
        for each in others if found else ():
            form = "".join((*found.groups(), each.strip("@"))) if found else ""
            if form != word:
                yield form
