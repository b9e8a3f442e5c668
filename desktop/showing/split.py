"""Protected names whose letters do not stand together as a word: broken at the end of a line, with
marks or signs between them, letter by letter, run into each other, or in a file's name or a link.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final, Protocol

from desktop.names.spans import Span

_SHORTEST, _LONGEST = 5, 64
"""Letters of a name that is looked for so: a shorter one stands in too many words."""
_LEAST: Final = 3
"""Letters of each word where nothing parts two."""

_LETTER: Final = r"[^\W\d_]"
_BROKEN: Final = re.compile(rf"{_LETTER}+[-\u2010\u00ad]\s+{_LETTER}+")
_BY_LETTER: Final = re.compile(rf"(?<!\w)(?:{_LETTER}[\s.,_*·|/—–-]{{1,3}}){{4,63}}{_LETTER}(?!\w)")
_TOKEN: Final = re.compile(r"\S+")
_ODD: Final = re.compile(
    rf"(?<!\S)\S*?(?:{_LETTER}(?:[^\s\w]|[\d_])+{_LETTER}|[^\W\d_A-ZА-ЯЁІЎҐ][A-ZА-ЯЁІЎҐ])\S*"
)
"""A word with anything but letters inside, or with a capital behind a small letter."""
_ESCAPED: Final = re.compile("(?:%[0-9A-Fa-f]{2})+")
_WRITTEN_AS: Final = re.compile(r"%[0-9A-Fa-f]{2}|&#?\w{2,8};")
"""What a link or a page writes in place of letters."""
_BESIDE: Final = re.compile(rf"{_LETTER}+(?:_|\d)|(?:_|\d){_LETTER}+")
_PART: Final = re.compile(rf"{_LETTER}{{2,}}")
_RUN_TOGETHER: Final = re.compile(rf"(?<={_LETTER})(?=[A-ZА-ЯЁІЎҐ])(?<![A-ZА-ЯЁІЎҐ])")


class Names(Protocol):
    """What says where a protected name stands in words."""

    def spans(self, text: str) -> list[Span[str]]:
        """Where one may stand, in order."""


def split_names(text: str, names: Names) -> Iterator[tuple[int, int, Span[str]]]:
    """(start, end, what was found) of each place in whose letters alone a name stands."""
    yield from _by_letter(text, names)
    for start, end in (*_odd_words(text), *_matches(_BROKEN, text)):
        found = _name_in(text[start:end], names)
        if found is not None:
            yield start, end, found
    yield from _in_numbers(text, names)
    yield from _written_otherwise(text, names)


def _in_numbers(text: str, names: Names) -> Iterator[tuple[int, int, Span[str]]]:
    """Names that a digit or a low line stands beside: IMG_Ruchainskaya_2020.jpg."""
    for token in _TOKEN.finditer(text) if _BESIDE.search(text) else ():
        if _BESIDE.search(token.group()):
            for start, end in (part.span() for part in _PART.finditer(text, *token.span())):
                found = _name_in(text[start:end], names, shortest=2)
                if found is not None:
                    yield start, end, found


def _written_otherwise(text: str, names: Names) -> Iterator[tuple[int, int, Span[str]]]:
    """Names in a link or a piece of a page: %D0%9D, &#1053;, whole."""
    for token in _TOKEN.finditer(text) if _WRITTEN_AS.search(text) else ():
        if _WRITTEN_AS.search(token.group()):
            meant = html.unescape(_ESCAPED.sub(_unescaped, token.group()))
            for found in names.spans(meant)[:1]:
                yield *token.span(), found


def _unescaped(escaped: re.Match[str]) -> str:
    return bytes.fromhex(escaped.group().replace("%", "")).decode("utf-8", "replace")


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in pattern.finditer(text))


def _odd_words(text: str) -> Iterator[tuple[int, int]]:
    """Each such word without the signs around it."""
    for found in _ODD.finditer(text):
        start, end = found.span()
        while not text[start].isalpha():
            start += 1
        while not text[end - 1].isalpha():
            end -= 1
        yield start, end


def _name_in(written: str, names: Names, shortest: int = _SHORTEST) -> Span[str] | None:
    letters = "".join(filter(str.isalpha, written))
    if not shortest <= len(letters) <= _LONGEST:
        return None
    for each in dict.fromkeys((letters, _RUN_TOGETHER.sub(" ", letters))):
        found = _whole(each, names)
        if found is not None:
            return found
    return None


def _by_letter(text: str, names: Names) -> Iterator[tuple[int, int, Span[str]]]:
    """Names whose letters stand one by one: a word, or two of which nothing says where one ends."""
    for start, end in _matches(_BY_LETTER, text):
        found = _name_in(text[start:end], names) or _two_words(text[start:end], names)
        if found is not None:
            yield start, end, found


def _two_words(written: str, names: Names) -> Span[str] | None:
    letters = "".join(filter(str.isalpha, written))
    lasts = {n for n in range(_LEAST, len(letters) - _LEAST + 1) if _whole(letters[n:], names)}
    for n in sorted(lasts):
        found = _whole(f"{letters[:n]} {letters[n:]}", names)
        if found is not None:
            return found
    return None


def _whole(written: str, names: Names) -> Span[str] | None:
    """What is found where all of this is one name."""
    found = names.spans(written)
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(written))
    return found[0] if whole else None
