"""How a Cyrillic name is written in Latin letters, by table; written from the documents.

Each table is a string of ``letter=latin``; ``soft``: how е, ё, ю, я are written at the beginning
of a word, behind a vowel and behind a sign. Not shared with ``latin.py`` nor with the program, so
that an error of one shows against the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_VOWELS = "аеёиіоуыэюя"
_BASE = "а=a б=b в=v г=g д=d з=z и=i і=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f"


def _table(more: str, soft: str = "") -> tuple[dict[str, str], dict[str, str]]:
    def read(text: str) -> dict[str, str]:
        return {k: v for k, _, v in (each.partition("=") for each in text.split())}

    return read(f"{_BASE} {more}"), read(soft)


# ICAO Doc 9303-3 (8th edition), table of Cyrillic, Russian and with the entries for Belarus.
_ICAO = "е=e ё=e ж=zh й=i х=kh ц=ts ч=ch ш=sh щ=shch ъ=ie ы=y ь= э=e ю=iu я=ia '= ў=u"
_TABLES = {
    "icao-ru": _table(_ICAO),
    "icao-be": _table(f"{_ICAO} г=h ё=io"),
    # Ministry of the Interior of Belarus, passports.
    "passport-be": _table(
        "г=h е=e ё=io ж=zh й=i х=kh ц=ts ч=ch ш=sh ы=y ь= э=e ю=iu я=ia '= ў=u",
        "е=ye ё=yo ю=yu я=ya",
    ),
    # BGN/PCGN 1979.
    "bgn-be": _table("г=h е=ye ё=yo ж=zh й=y х=kh ц=ts ч=ch ш=sh ы=y ь=’ э=e ю=yu я=ya '=” ў=w"),
    # BGN/PCGN 1947.
    "bgn-ru": _table(
        "е=e ё=ë ж=zh й=y х=kh ц=ts ч=ch ш=sh щ=shch ъ=” ы=y ь=’ э=e ю=yu я=ya", "е=ye ё=yë"
    ),
    # Instruction of the State Committee of Land Resources of Belarus, 2000, as of 2007.
    "instruction": _table(
        "г=h е=ie ё=io ж=ž й=j х=ch ц=c ч=č ш=š ы=y ь=\u0301 э=e ю=iu я=ia '= ў=ŭ",
        "е=je ё=jo ю=ju я=ja",
    ),
    # GOST R 52535.1-2006 (Russian passports 2010–2014).
    "gost-52535": _table("е=e ё=e ж=zh й=i х=kh ц=tc ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=iu я=ia"),
    # GOST R 7.79-2000, system B, and system A (ISO 9:1995).
    "gost-7.79-b": _table(
        "е=e ё=yo ж=zh й=j х=x ц=cz ч=ch ш=sh щ=shh ъ=’’ ы=y’ ь=’ э=e’ ю=yu я=ya"
    ),
    "gost-7.79-a": _table("е=e ё=ë ж=ž й=j х=h ц=c ч=č ш=š щ=ŝ ъ=ʺ ы=y ь=ʹ э=è ю=û я=â"),
    # Order 310 of the Ministry of the Interior of Russia, 1997.
    "mvd-1997": _table(
        "е=e ё=e ж=zh й=y х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya", "е=ye ё=ye"
    ),
    # Soviet passports for abroad, after French pronunciation.
    "french": _table("е=e ё=e ж=j й=i у=ou х=kh ц=ts ч=tch ш=ch щ=chtch ъ= ы=y ь= э=e ю=iou я=ia"),
    "lacinka": _table(
        "г=h е=ie ё=io ж=ž й=j л=ł х=ch ц=c ч=č ш=š ы=y ь=\u0301 э=e ю=iu я=ia '= ў=ŭ",
        "е=je ё=jo ю=ju я=ja",
    ),
}
FROM_BE = ("icao-be", "passport-be", "bgn-be", "instruction", "lacinka")
FROM_RU = (
    *("icao-ru", "bgn-ru", "gost-52535", "gost-7.79-b", "gost-7.79-a", "mvd-1997"),
    "french",
)


def latin(name: str, way: str) -> str:
    """The name (Cyrillic, capitalised) by the table."""
    return re.sub(r"[\w']+", lambda found: _word(found.group(), way), name)


def _word(word: str, way: str) -> str:
    letters, soft = _TABLES[way]
    out, before = "", ""
    for letter in word.lower():
        opened = not before or before in _VOWELS + "ьъ'ў"
        out += soft[letter] if opened and letter in soft else letters.get(letter, letter)
        before = letter
    out = _AFTER.get(way, str)(out)
    return out[:1].upper() + out[1:] if word[0].isupper() else out


def _acutes(word: str) -> str:
    """Softness as instruction and Łacinka write it: ś, ć, ź, ń, and l of ль."""
    return re.sub("([scznlł])\u0301", lambda found: _ACUTE[found[1]], word).replace("\u0301", "")


_ACUTE = {"s": "ś", "c": "ć", "z": "ź", "n": "ń", "l": "ĺ", "ł": "l"}


def _lacinka(word: str) -> str:
    return re.sub("łi?(?=[aeou])", _soft_l, re.sub("łi(?![aeou])", "li", _acutes(word)))


def _soft_l(found: re.Match[str]) -> str:
    return "l" if found.group().endswith("i") else "ł"


def _french(word: str) -> str:
    word = re.sub("g(?=[eiy])", "gu", word)
    word = re.sub("(?<=[aeiouy])s(?=[aeiouy])", "ss", word)
    word = re.sub("ii$", "i", word)
    return re.sub("in$", "ine", word)


def _cz(word: str) -> str:
    return re.sub("cz(?=[eijy])", "c", word)


_AFTER: dict[str, Callable[[str], str]] = {
    "instruction": _acutes,
    "lacinka": _lacinka,
    "french": _french,
    "gost-7.79-b": _cz,
}
