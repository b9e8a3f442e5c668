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

_SHORT_I = "и\u0306"
_APOSTROPHES = dict.fromkeys(map(ord, "'’ʼ‘`´ʹ"))
_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ґ": "г"}) | _APOSTROPHES
_MARKS = re.compile("[\u0300-\u036f\u0483-\u0487]+")
_WORD = re.compile(r"\w+(?:['’ʼ‘`´ʹ\u0300-\u036f]+\w+)*[\u0300-\u036f]*")
_NO_LETTER = re.compile(r"\W+")


def fold(text: str) -> str:
    """The text in its folded spelling; words stay apart where they were apart."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    if not plain.isascii():
        plain = _MARKS.sub("", plain.replace(_SHORT_I, "й"))
    return plain.translate(_LETTERS)


def words(text: str) -> list[tuple[int, int, str]]:
    """The words of a text: (start, end, folded word), in code points of ``text`` as it is.

    A folded word holds letters and digits only, and is never empty.
    """
    found = (
        (m.start(), m.end(), _NO_LETTER.sub("", fold(m.group()))) for m in _WORD.finditer(text)
    )
    return [place for place in found if place[2]]


def folded_words(text: str) -> str:
    """The folded words of a text with single spaces between: what the index takes."""
    return " ".join(word for _, _, word in words(text))
