"""One spelling for words that people write in several ways, for searching only.

Nothing that is stored or shown goes through here. Folded are, and no more than these:

- case (Unicode casefold) and compatibility forms (NFKD);
- marks above and below letters: ё→е, ў→у, ŭ→u, š→s, ć→c, ė→e, a stress mark→nothing. й
  stays, since it is a letter of its own to every reader;
- letters with a stroke, which have no mark to take off: ł→l, đ→d, ø→o;
- ґ→г, which Belarusian and Ukrainian print both ways;
- apostrophes inside a word, in all their forms, left out: сям'я, сям’я→сямя;
- what nobody sees in a word: soft hyphens, zero widths, directions;
- letters of two scripts in one word, which only look as they should: a Latin i in Iрына.

A word is one of letters and digits: what an underscore joins, as in the names of files, is two.

Łacinka and Cyrillic find each other by ``widening.py``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from desktop.names.letters import APOSTROPHES, HIDDEN, visible
from desktop.names.letters import plain as one_script

FOLDING = f"4 of Unicode {unicodedata.unidata_version}"
"""Which folding this is, for what is kept folded: to be counted up when ``fold`` or
``tokens`` changes."""

_SHORT_I = "и\u0306"
_STROKES = {"ł": "l", "đ": "d", "ø": "o", "ґ": "г"}
_OTHERS = re.compile(f"[łđøґ{APOSTROPHES}]")
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
_WORD = re.compile(r"[^\W_]+")
_WITHIN = rf"[{APOSTROPHES}{HIDDEN}\u0300-\u036f]"
_WRITTEN = re.compile(rf"[^\W_]+(?:{_WITHIN}+[^\W_]+)*[\u0300-\u036f]*")
_LATIN, _CYRILLIC = "[a-z\u00df-\u024f]", "[\u0400-\u052f]"
_IS_LATIN = re.compile(_LATIN)
_TWO_SCRIPTS = re.compile(f"{_LATIN}{_CYRILLIC}|{_CYRILLIC}{_LATIN}")


def fold(text: str) -> str:
    """The text in its folded spelling; words stay apart where they were apart."""
    plain = text.casefold()
    if not text.isascii() and _IS_LATIN.search(plain) and _TWO_SCRIPTS.search(plain):
        plain = _WORD.sub(lambda found: one_script(found.group()), text)
    for alphabet, letters in _ALPHABETS:
        if alphabet.fullmatch(plain):
            # The same as below, in a fifth of the time.
            for marked, bare in letters:
                plain = plain.replace(marked, bare)
            return plain
    if not text.isascii():
        plain = visible(plain)
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
    return map(re.Match.span, _WRITTEN.finditer(text))
