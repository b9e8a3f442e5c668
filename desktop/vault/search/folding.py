"""One spelling for words that people write in several ways, for searching only.

Nothing that is stored or shown goes through here. Folded are, and no more than these:

- case (Unicode casefold) and compatibility forms (NFKD);
- marks above and below letters: ё→е, ў→у, ŭ→u, š→s, ć→c, ė→e, a stress mark→nothing. й
  stays, since it is a letter of its own to every reader;
- letters with a stroke, which have no mark to take off: ł→l, đ→d, ø→o;
- ґ→г, which Belarusian and Ukrainian print both ways;
- apostrophes inside a word, in all their forms, left out: сям'я, сям’я→сямя.

Łacinka and Cyrillic do not find each other yet; that belongs to the matching of names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

FOLDING = f"2 of Unicode {unicodedata.unidata_version}"
"""Which folding this is, for what is kept folded: to be counted up when ``fold`` changes."""

_SHORT_I = "и\u0306"
_STROKES = {"ł": "l", "đ": "d", "ø": "o", "ґ": "г"}
_OTHERS = re.compile("[łđøґ'’ʼ‘`´ʹ]")
_MARKS = re.compile("[\u0300-\u036f\u0483-\u0487]+")
_USUAL = "\x00-_a-~«»„“”—–"
_ALPHABETS = tuple(
    (re.compile(f"[{_USUAL}{small}]*"), (("'", ""), *zip(marked, bare, strict=True)))
    for small, marked, bare in (
        ("а-яёўіїє", "ёўї", "еуі"),
        ("ąćčęłńóśšŭźżž", "ąćčęłńóśšŭźżž", "accelnossuzzz"),
    )
)
"""What nearly all is written in, as small letters, and what becomes of those with a mark."""
_WORD = re.compile(r"\w+")
_WRITTEN = re.compile(r"\w+(?:['’ʼ‘`´ʹ\u0300-\u036f]+\w+)*[\u0300-\u036f]*")


def fold(text: str) -> str:
    """The text in its folded spelling; words stay apart where they were apart."""
    plain = text.casefold()
    for alphabet, letters in _ALPHABETS:
        if alphabet.fullmatch(plain):
            # The same as below, in a fifth of the time.
            for marked, bare in letters:
                plain = plain.replace(marked, bare)
            return plain
    plain = unicodedata.normalize("NFKD", plain)
    if not text.isascii():
        # What a compatibility form stands for has capitals of its own: № is "No".
        small = plain.casefold()
        if small != plain:
            plain = unicodedata.normalize("NFKD", small)
        plain = _MARKS.sub("", plain.replace(_SHORT_I, "й"))
    return _OTHERS.sub(lambda found: _STROKES.get(found.group(), ""), plain)


def tokens(text: str) -> list[str]:
    """The folded words of a text, in order: letters and digits only, never empty."""
    return _WORD.findall(fold(text))


def places(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each word in the text as it is written, in order."""
    return ((found.start(), found.end()) for found in _WRITTEN.finditer(text))
