"""Cyrillic to Latin by the official tables, each a function `(text) -> text`.

Transcribed from the tables named beside each; nothing here knows the matcher.
"""

from __future__ import annotations

import re
from collections.abc import Callable

VOWELS = "аеёіоуыэюяи"
SOFTENING = "еёіюяь"
APOSTROPHES = "'’ʼ′‛"

# What the tables agree on, and what is left is given by each.
COMMON = dict(zip("абвдзіклмнопрстуфыэ", "abvdziklmnoprstufye", strict=True))
HUSHERS = {"ж": "zh", "х": "kh", "ч": "ch", "ш": "sh"}

# ICAO Doc 9303 part 3, section 6 B, column «recommended transliteration»; the exceptions for
# Belarusian are Г = H and Ё = IO.
ICAO_BE = (
    COMMON
    | HUSHERS
    | {"г": "h", "ґ": "g", "е": "e", "ё": "io", "й": "i", "ў": "u", "ц": "ts"}
    | {"ь": "", "'": "", "ю": "iu", "я": "ia"}
)
ICAO_RU = (
    COMMON
    | HUSHERS
    | {"г": "g", "е": "e", "ё": "e", "и": "i", "й": "i", "ц": "ts", "щ": "shch"}
    | {"ъ": "ie", "ь": "", "ю": "iu", "я": "ia"}
)
# ГОСТ Р 52535.1-2006, table A: Ц = TC, Ъ and Ь are left out.
GOST_52535 = ICAO_RU | {"ц": "tc", "ъ": ""}
# BGN/PCGN 1979 for Belarusian.
BGN_BE = (
    COMMON
    | HUSHERS
    | {"г": "h", "ґ": "g", "е": "ye", "ё": "yo", "й": "y", "ў": "w", "ц": "ts"}
    | {"ь": "’", "'": "”", "ю": "yu", "я": "ya"}
)
# BGN/PCGN 1947 for Russian; Е and Ё by what stands before them.
BGN_RU = (
    COMMON
    | HUSHERS
    | {"г": "g", "е": "e", "ё": "ë", "и": "i", "й": "y", "ц": "ts", "щ": "shch"}
    | {"ъ": "”", "ь": "’", "ю": "yu", "я": "ya"}
)
# The Interior Ministry of Russia, order 310 of 1997: as English does, signs left out.
MVD_1997 = BGN_RU | {"ё": "yo", "ъ": "", "ь": ""}
# Soviet and early passports, in French spelling.
FRENCH = (
    COMMON
    | {"г": "g", "е": "e", "ё": "io", "ж": "j", "и": "i", "й": "i", "у": "ou", "х": "kh"}
    | {"ц": "ts", "ч": "tch", "ш": "ch", "щ": "chtch", "ъ": "", "ь": "", "ю": "iou", "я": "ia"}
)
# Instruction on the transliteration of Belarusian geographical names, State Committee on Land
# Resources, 23.11.2000, as changed in 2007.
INSTRUCTION = (
    COMMON
    | {"г": "h", "ґ": "g", "ж": "ž", "й": "j", "ў": "ŭ", "х": "ch", "ц": "c", "ч": "č"}
    | {"ш": "š", "'": ""}
)
ACUTE = {"з": "ź", "л": "ĺ", "н": "ń", "с": "ś", "ц": "ć"}
IOTATED = {"е": "e", "ё": "o", "ю": "u", "я": "a"}


def _cased(letter: str, out: str) -> str:
    return out[:1].upper() + out[1:] if letter.isupper() else out


def _plain(text: str) -> str:
    for mark in APOSTROPHES:
        text = text.replace(mark, "'")
    return text


def _by(table: dict[str, str], text: str) -> str:
    return "".join(_cased(c, table.get(c.lower(), c)) for c in _plain(text))


def _starts_syllable(text: str, at: int) -> bool:
    """Whether the vowel at `at` follows no consonant."""
    before = text[at - 1].lower() if at else " "
    return before in VOWELS + "'ьъўй" or not before.isalpha()


def icao_be(text: str) -> str:
    return _by(ICAO_BE, text)


def icao_ru(text: str) -> str:
    return _by(ICAO_RU, text)


def gost(text: str) -> str:
    return _by(GOST_52535, text)


def bgn_be(text: str) -> str:
    return _by(BGN_BE, text)


def _iotated(text: str, table: dict[str, str], lead: dict[str, str]) -> str:
    text = _plain(text)
    out = []
    for at, c in enumerate(text):
        low = c.lower()
        known = lead if low in lead and _starts_syllable(text, at) else table
        out.append(_cased(c, known.get(low, c)))
    return "".join(out)


def bgn_ru(text: str) -> str:
    return _iotated(text, BGN_RU, {"е": "ye", "ё": "yë"})


def mvd_1997(text: str) -> str:
    """As people's passports of 1997 to 2010: -ий and -ый become -y."""
    return _iotated(re.sub(r"[иы]й\b", "й", text), MVD_1997, {"е": "ye"})


def passport_be(text: str) -> str:
    """As Belarusian passports spell: ICAO, but YE, YO, YU, YA where no consonant goes before."""
    lead = {"е": "ye", "ё": "yo", "ю": "yu", "я": "ya"}
    return re.sub(r"yy\b", "y", _iotated(text.replace("ый", "ы"), ICAO_BE, lead))


def french(text: str) -> str:
    """G before e and i as GU, S between vowels as SS, -in as -ine."""
    out = _by(FRENCH, text)
    out = re.sub(r"([Gg])(?=[ei])", r"\1u", out)
    out = re.sub(r"(?<=[aeiouy])s(?=[aeiouy])", "ss", out)
    return re.sub(r"ii\b", "i", re.sub(r"in\b", "ine", out))


def _czech_letters(text: str, *, hard_l: bool) -> str:
    text = _plain(text)
    out: list[str] = []
    for at, c in enumerate(text):
        out.append(_cased(c, _one(text, at, hard_l=hard_l)))
    return "".join(out)


def _one(text: str, at: int, *, hard_l: bool) -> str:
    low = text[at].lower()
    after = text[at + 1 : at + 3].lower()
    if low in IOTATED:
        return _iota(text, at, hard_l=hard_l) + IOTATED[low]
    if low == "ь":
        return ""
    if low == "л" and hard_l:
        soft = after[:1] in tuple(SOFTENING) or (after[:1] == "л" and after[1:] in tuple(SOFTENING))
        return "l" if soft else "ł"
    if after[:1] == "ь" and low in ACUTE:
        return ACUTE[low]
    return INSTRUCTION.get(low, low)


def _iota(text: str, at: int, *, hard_l: bool) -> str:
    if _starts_syllable(text, at):
        return "j"
    return "" if hard_l and text[at - 1].lower() == "л" else "i"


def lacinka(text: str) -> str:
    """Łacinka of the 1920s in its present form: Ł and L, háčeks."""
    return _czech_letters(text, hard_l=True)


def instruction(text: str) -> str:
    return _czech_letters(text, hard_l=False)


FROM_BE: dict[str, Callable[[str], str]] = {
    "icao-be": icao_be,
    "passport-be": passport_be,
    "bgn-be": bgn_be,
    "instruction": instruction,
    "lacinka": lacinka,
}
FROM_RU: dict[str, Callable[[str], str]] = {
    "icao-ru": icao_ru,
    "gost": gost,
    "bgn-ru": bgn_ru,
    "mvd-1997": mvd_1997,
    "french": french,
}
