"""Invented speech and names in five languages, the same every time."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Final

from desktop.model.person import NameForm
from tests.bench.material import words

LANGUAGES: Final = ("be", "ru", "uk", "pl", "en")
_FIRST: Final = (
    *("Алесь", "Вольга", "Янка", "Марыя", "Зміцер", "Наста", "Кастусь", "Ганна", "Лявон"),
    *("Таццяна", "Уладзь", "Святлана", "Пятро", "Вера", "Рыгор", "Надзея", "Мікола", "Юля"),
)
_RUSSIAN: Final = str.maketrans({"і": "и", "ў": "в"})
_UKRAINIAN: Final = str.maketrans({"ы": "и", "ў": "в", "э": "е"})
_LATIN: Final = {
    **dict(zip("абвгдежзйклмнопрстуф", "abwhdežzjklmnoprstuf", strict=True)),
    "ё": "jo",
    "і": "i",
    "ў": "ŭ",
    "х": "ch",
    "ц": "c",
    "ч": "č",
    "ш": "š",
    "щ": "šč",
    "ы": "y",
    "ь": "",
    "э": "e",
    "ю": "ju",
    "я": "ja",
}
_POLISH: Final = str.maketrans({**_LATIN, "ш": "sz", "ч": "cz", "ж": "ż", "ў": "ł"})
_ENGLISH: Final = str.maketrans({**_LATIN, "ш": "sh", "ч": "ch", "ж": "zh", "ў": "u", "х": "h"})
_SPELLING: Final[Mapping[str, dict[int, str]]] = {
    "be": {},
    "ru": _RUSSIAN,
    "uk": _UKRAINIAN,
    "pl": _POLISH,
    "en": _ENGLISH,
}
_LACINKA: Final = str.maketrans(_LATIN)


def speech(seed: int, count: int, language: str) -> str:
    """``count`` invented words in the letters of a language of :data:`LANGUAGES`."""
    return " ".join(words(seed, count)).translate(_SPELLING[language])


def names(seed: int) -> tuple[NameForm, ...]:
    """Two forms of one name: in Cyrillic, and in the Latin letters of a passport."""
    chance = random.Random(seed)
    first, last = chance.choice(_FIRST), "".join(words(seed, 2))
    latin = first.lower().translate(_LACINKA).capitalize()
    return (
        NameForm(f"{first} {last.capitalize()}"),
        NameForm(f"{latin} {last.translate(_LACINKA).capitalize()}", "Latn", "en"),
    )
