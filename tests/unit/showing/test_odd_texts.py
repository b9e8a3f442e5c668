"""Texts made to take for ever: what they cost grows with their length and no faster."""

from __future__ import annotations

import itertools
import time

import pytest

from desktop.names.forgetting import forget
from desktop.names.spans import Span
from desktop.showing import Entry, FieldText, Register, spots
from desktop.showing.pieces import pieces
from desktop.showing.split import split_names
from desktop.vault.kinds.interview import INTERVIEW
from tests.data.names.people import Invention
from tests.names.corpus import accounts
from tests.slices import sliced
from tests.unit.showing.made import BY_CODE, JADVIHA, LEAST, account, spots_of

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
    "low lines": "Ааа_",
    "digits between": "Аа1",
    "escaped": "%D0%AF",
    "signs, unbroken": "я,",
    "genitives": "a's",
    "letter by letter, other ones": "абвгджзклмнпрстфхц ".replace("", " ").strip() + " ",
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


class Asked:
    """Finds nothing, and counts the characters it was asked about."""

    characters = 0

    def spans(self, text: str) -> list[Span[str]]:
        self.characters += len(text)
        return []


@pytest.mark.parametrize("odd", sliced(list(ODD), *ODD.keys() - {"letters", "born"}))
def test_what_is_asked_about_split_names_grows_with_the_text(odd: str) -> None:
    """A letter is asked about some thirty times at most: once for each end of a word behind it."""
    text = (ODD[odd] * 8_000)[:8_000]
    asked = Asked()
    assert list(split_names(text, asked)) == []
    assert asked.characters <= 40 * len(text)


@pytest.mark.parametrize("odd", ODD)
def test_the_pieces_of_a_text_are_the_text(odd: str) -> None:
    text = (f"{ODD[odd] * 5_000} Прыйшла Ядвіга. " * 3)[:60_000]
    found = list(pieces(text))
    assert "".join(piece for _start, piece in found) == text
    assert all(text.startswith(piece, start) for start, piece in found)
    assert max(len(piece) for _start, piece in found) <= 8_000


@pytest.mark.rare
def test_a_long_account_against_a_long_register() -> None:
    """40,000 words against 1,000 names: some three seconds, and none where nothing changed."""
    said = itertools.cycle(" ".join(told for told, _marks in accounts()).split())
    words = list(itertools.islice(said, 40_000))
    document = account(*(" ".join(words[at : at + 60]) for at in range(0, len(words), 60)))
    invention = Invention("a long register")
    register = Register(
        tuple(Entry(f"e-{n}", (invention.person().two("be"),), f"N-{n}") for n in range(1_000))
    )
    forget()
    begun = time.process_time()
    first = spots_of(document, BY_CODE, register)
    took = time.process_time() - begun
    assert took < 15
    begun = time.process_time()
    assert spots_of(document, BY_CODE, register) == first
    assert time.process_time() - begun < took / 5
