"""What a keyboard or a copy hides in a word does not hide the word."""

from __future__ import annotations

import pytest

from desktop.names.letters import plain, words


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Яд\u00adві\u200bга\u2060", "ядвіга"),
        ("Дар′я", "дар'я"),
        ("Дар‛я", "дар'я"),
        ("Ядвiга", "ядвіга"),
        ("Aлексей", "алексей"),
        ("Яно\u0301вич", "янович"),
        ("и\u0306од", "йод"),
        ("ＪＡＤＷＩＧＡ", "jadwiga"),
        ("שָׁלוֹם", "שלום"),
        ("Ručainskaja", "ručainskaja"),
    ],
)
def test_a_word_is_read_as_it_is_meant(written: str, meant: str) -> None:
    assert plain(written) == meant


def test_a_short_i_and_a_short_u_stay_letters_of_their_own() -> None:
    assert plain("Андрей") != plain("Андреи")
    assert plain("Кавалёў") != plain("Кавалёу")


def test_words_say_where_they_were_written() -> None:
    text = "Да Дар’і Ру\u00adчаінскай-Кот, 12."
    assert [text[each.start : each.end] for each in words(text)] == [
        "Да", "Дар’і", "Ру\u00adчаінскай", "Кот",
    ]  # fmt: skip
