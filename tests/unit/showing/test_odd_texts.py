"""Texts made to take for ever: what they cost grows with their length and no faster."""

from __future__ import annotations

import time

import pytest

from desktop.names.forgetting import forget
from desktop.showing import FieldText, Register, spots
from desktop.showing.pieces import pieces
from desktop.vault.kinds.interview import INTERVIEW
from tests.unit.showing.made import JADVIHA, LEAST

ODD = {
    "letters": "а",
    "stress marks": "а\u0301",
    "soft hyphens": "Я\u00ad",
    "dots": ".",
    "digits": "1",
    "numbers": "12-",
    "addresses": "a.b_",
    "blanks": " ",
    "line ends": "-\n",
    "letter by letter": "я ",
    "born": "нарадз",
    "born, words": "нарадз ",
    "a name": "Ядвіга ",
    "a name, unbroken": "Ядвіга-",
    "capitals": "Ааа ",
}
_SHORT, _LONG = 8_000, 64_000
_TIMES = 40
"""Eight times the text; five times more for a machine with other things to do."""


def seconds(text: str) -> float:
    forget()
    register = Register((JADVIHA,))
    begun = time.process_time()
    spots(INTERVIEW.name, "i", [FieldText("utterances/u/text", text)], register, LEAST)
    return time.process_time() - begun


@pytest.mark.rare
@pytest.mark.parametrize("odd", ODD)
def test_a_text_eight_times_as_long_takes_about_eight_times_as_long(odd: str) -> None:
    one = (ODD[odd] * _LONG)[:_LONG]
    assert seconds(one) < 0.1 + _TIMES * seconds(one[:_SHORT])


@pytest.mark.parametrize("odd", ODD)
def test_the_pieces_of_a_text_are_the_text(odd: str) -> None:
    text = (f"{ODD[odd] * 5_000} Прыйшла Ядвіга. " * 3)[:60_000]
    found = list(pieces(text))
    assert "".join(piece for _start, piece in found) == text
    assert all(text.startswith(piece, start) for start, piece in found)
    assert max(len(piece) for _start, piece in found) <= 8_000
