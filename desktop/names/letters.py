"""Letters as they are meant: what a keyboard, a web page or a copy hides in a word is taken out.

й and и stay two letters here, and so do ё and е, ў and у: what sounds alike is for
``sounds.py``. Places in the text are kept: each ``Word`` says where it was written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

APOSTROPHES = "'’‘ʼʹʻ‛′`´＇"
_DOUBLE = '"”“″ʺ'
"""Between two letters an apostrophe as well: what BGN/PCGN and ISO 9 write for ъ."""
HIDDEN = (
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
    "\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_IS_HIDDEN = re.compile(f"[{HIDDEN}]")
_POINTS = "\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
"""Vowel marks of Hebrew and Arabic."""
_STRESS = re.compile("[\u0300\u0301\u0340\u0341]")
_APOSTROPHE = re.compile(f"[{APOSTROPHES}{_DOUBLE}]")
_WORD = re.compile(
    rf"[^\W\d_](?:[\w{HIDDEN}{_POINTS}\u0300-\u036f]|[{APOSTROPHES}{_DOUBLE}](?=[^\W\d_]))*"
)
_LATIN_AS_CYRILLIC = dict(zip("aceiopxyvkmhtbs", "асеіорхуѵкмнтьѕ", strict=True))
for _odd in "vbhmtks":
    _LATIN_AS_CYRILLIC.pop(_odd)
_LATIN_CAPITALS = dict(zip("ABCEHIKMOPTXY", "АВСЕНІКМОРТХУ", strict=True))
_TO_CYRILLIC = str.maketrans({**_LATIN_AS_CYRILLIC, **_LATIN_CAPITALS, "ë": "ё", "ï": "ї"})
_TO_LATIN = str.maketrans(
    {small: latin for latin, small in {**_LATIN_AS_CYRILLIC, **_LATIN_CAPITALS}.items()}
)
_LOOK_ALIKES = str.maketrans(
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧΪοαρνικ\u0251\u0261\u04c0\u04cf",
    "ABEZHIKMNOPTYXÏoapvikagIi",
)
"""Of Greek, of phonetic and of Caucasian letters, as the Latin ones they look like."""
_HAS_LOOK_ALIKE = re.compile("[\u0370-\u03ff\u0251\u0261\u04c0\u04cf]")
_LOOKS_CYRILLIC = re.compile("[ABCEHIKMOPTXY]{2,}")
_SCANNED = re.compile(r"(?<!\d)[036]+(?!\d)")
_DIGITS = str.maketrans("036", "озб")
"""What a scan makes of О, З and б."""
_CYRILLIC = re.compile("[\u0400-\u052f]")
_AS_IT_IS = re.compile("[А-яЁёІіЎў]+")
"""Words that hide nothing: most of them."""
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


_SHORT = 1 << 14
"""Characters of a text whose words are kept for who reads it next."""


class Word(NamedTuple):
    """A word of a text: ``text[start:end]`` as it is written, and ``plain`` as it is meant.

    ``is_capital``: whether it begins with a capital letter.
    """

    start: int
    end: int
    written: str
    plain: str
    is_capital: bool


def visible(text: str) -> str:
    """The text without characters that nobody sees: soft hyphens, zero widths, directions."""
    return text if text.isascii() else _IS_HIDDEN.sub("", text)


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> str:
    """The text in small letters, one form a letter, one apostrophe, one script a word.

    Compatibility forms (NFKC) and stress marks go; a Latin i in a Cyrillic word becomes і, and
    the other way. A composed й, ё, ў and Łacinka's letters stay themselves.
    """
    if _AS_IT_IS.fullmatch(text):
        return text.casefold()
    text = visible(text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _APOSTROPHE.sub("'", text))
        text = re.sub(f"[{_POINTS}]", "", text)
        if _HAS_LOOK_ALIKE.search(text):
            text = re.sub(r"[\w']+", lambda found: _without_look_alikes(found.group()), text)
        if _CYRILLIC.search(text):
            text = _unstressed(text)
            text = re.sub(r"[\w']+", lambda found: _one_script(found.group()), text)
    return _APOSTROPHE.sub("'", text.casefold())


def words(text: str) -> Iterator[Word]:
    """The words of a text in order; a hyphen parts two words, an apostrophe does not."""
    return iter(words_of_short(text)) if len(text) <= _SHORT else _words(text)


@lru_cache(maxsize=4)
def words_of_short(text: str) -> tuple[Word, ...]:
    """As ``words``: whoever looks for several things in one text reads it once."""
    return tuple(_words(text))


def _words(text: str) -> Iterator[Word]:
    mixed = _CYRILLIC.search(text) is not None
    for found in _WORD.finditer(text):
        written = found.group()
        meant = _cyrillic_capitals(text, found) if mixed and written.isascii() else written
        start, end = found.span()
        yield Word(start, end, written, plain(meant), written[0].isupper())


def _cyrillic_capitals(text: str, found: re.Match[str]) -> str:
    """POCA beside Cyrillic words: Latin capitals that each look like a Cyrillic one."""
    written = found.group()
    if not _LOOKS_CYRILLIC.fullmatch(written):
        return written
    around = text[max(0, found.start() - 3) : found.start()] + text[found.end() : found.end() + 3]
    return written.translate(_TO_CYRILLIC) if _CYRILLIC.search(around) else written


def bare(word: Word) -> Word:
    """The word without the English genitive behind it: Maria's is Maria."""
    if word.plain.endswith("'s") and not is_cyrillic(word.plain):
        at = max(map(word.written.rfind, APOSTROPHES + _DOUBLE))
        return word._replace(
            end=word.start + at, written=word.written[:at], plain=word.plain.removesuffix("'s")
        )
    return word


def is_cyrillic(word: str) -> bool:
    """Whether the word (``plain``) is written in Cyrillic letters."""
    return _CYRILLIC.search(word) is not None


def _unstressed(text: str) -> str:
    """Without stress marks on Cyrillic letters; й, ё, ў stay composed."""
    apart = _STRESS.sub("", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", apart)


def _without_look_alikes(word: str) -> str:
    """A word in which letters of two scripts stand, without those that only look like others."""
    meant = word.translate(_LOOK_ALIKES)
    ours = _CYRILLIC.search(word) or _LATIN.search(word)
    return meant if ours and not _HAS_LOOK_ALIKE.search(meant) else word


def _one_script(word: str) -> str:
    cyrillic, latin = len(_CYRILLIC.findall(word)), len(_LATIN.findall(word))
    if not cyrillic:
        return word
    if cyrillic + latin > 2 and not latin:
        word = _SCANNED.sub(lambda found: found.group().translate(_DIGITS), word)
    ways = [(_TO_CYRILLIC, _LATIN), (_TO_LATIN, _CYRILLIC)]
    for wanted, other in ways if cyrillic >= latin else reversed(ways):
        turned = word.translate(wanted)
        if not other.search(turned):
            return turned
    return word
