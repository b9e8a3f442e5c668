"""A long paragraph in pieces is set exactly as it would be whole."""

from __future__ import annotations

import textwrap

import pytest

from desktop.reports.long_lines import in_pieces

WIDTH = 70


def broken(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, break_on_hyphens=False)


def measured(text: str) -> list[int]:
    return [len("".join(line.split())) for line in broken(text)]


TEXTS = {
    "words": " ".join(f"слова{number}" for number in range(3000)),
    "a word over many lines": "слова " * 900 + "х" * 9000 + " слова" * 900,
    "one word": "х" * 9000,
    "wide spaces": "слова\u2003другое " * 900,
}


@pytest.mark.parametrize("name", TEXTS)
def test_pieces_are_broken_as_the_whole_was(name: str) -> None:
    text = TEXTS[name]
    pieces = in_pieces(text, measured)
    assert [line for piece in pieces for line in broken(piece)] == broken(text)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_short_text_is_left_alone_and_long_text_is_cut() -> None:
    assert in_pieces("слова " * 500, measured) == ["слова " * 500]
    assert len(in_pieces(TEXTS["words"], measured)) > 3
