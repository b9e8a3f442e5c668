"""Very long paragraphs, cut where the page breaks them into lines anyhow.

ReportLab breaks all that is left of a paragraph anew on every page it runs over, so an
answer of forty thousand words without a line end would take minutes. Lines are filled
greedily: a piece that starts where a line starts is broken exactly as the whole was.
"""

from __future__ import annotations

from collections.abc import Callable

_LONG = 6000
"""Characters of a paragraph that is worth cutting."""
_LINES = 60
"""Lines of a piece, about two pages."""


def in_pieces(text: str, break_lines: Callable[[str], list[int]]) -> list[str]:
    """``text`` in pieces that, set one below the other, look like the whole.

    ``break_lines`` says of each line how many characters it holds, white space left out.
    A word that is itself broken over lines is never cut.
    """
    if len(text) < _LONG:
        return [text]
    gaps = _gaps(text)
    cuts, seen, since = [0], 0, 0
    for characters in break_lines(text):
        seen, since = seen + characters, since + 1
        if since >= _LINES and seen in gaps:
            cuts.append(gaps[seen])
            since = 0
    pieces = [text[i:j].strip() for i, j in zip(cuts, [*cuts[1:], None], strict=True)]
    return [piece for piece in pieces if piece] or [text]


def solid(text: str) -> int:
    """How many characters ``text`` holds, the white space between words left out."""
    return sum(not _parts_words(sign) for sign in text)


def _parts_words(sign: str) -> bool:
    return sign.isspace() and sign != "\N{NO-BREAK SPACE}"


def _gaps(text: str) -> dict[int, int]:
    """Where lines may end: characters before it without white space, and its index."""
    found: dict[int, int] = {}
    seen = 0
    for index, sign in enumerate(text):
        if _parts_words(sign):
            found.setdefault(seen, index)
        else:
            seen += 1
    return found
