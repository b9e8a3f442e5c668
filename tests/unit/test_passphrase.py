"""The estimate warns; plain length refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.passphrase import Level, estimate, long_enough


@pytest.mark.parametrize(
    "passphrase",
    ["", "short", "elevenchars", "aaaaaaaaaaaaaaaaaa", "one two six", "a b c d", "abababababab"],
)
def test_too_short_or_one_key_held_is_refused(passphrase: str) -> None:
    assert not estimate(passphrase).accepted


@pytest.mark.parametrize(
    "passphrase", ["twelve chars", "лес рэч дом кот", "Zx9#kLm2!pQw", "ліст папера рака восень"]
)
def test_twelve_characters_or_four_words_are_accepted(passphrase: str) -> None:
    assert estimate(passphrase).accepted


def test_rows_of_the_keyboard_are_weak_in_either_alphabet() -> None:
    for row in ("qwertyuiopas", "йцукенгшщзхъ", "123456789012", "abcdefghijklm"):
        assert estimate(row).level is Level.WEAK, row


def test_more_words_are_stronger_and_the_same_word_again_is_not() -> None:
    assert estimate("paper lamp river seven").level is Level.FAIR
    assert estimate("paper lamp river seven garden").level is Level.STRONG
    assert estimate("paper paper paper paper paper").bits < estimate("paper lamp").bits


def test_a_long_word_counts_as_one_word() -> None:
    assert estimate("electroencephalography").bits < 15


def test_random_characters_count_each() -> None:
    assert estimate("vK7#qX2!mR9z").level is Level.STRONG


@given(st.text(max_size=60))
def test_any_text_has_an_estimate_and_more_of_it_is_never_shorter(text: str) -> None:
    strength = estimate(text)
    assert strength.bits >= 0
    assert strength.accepted == long_enough(text)
    assert estimate(text + " extra words added here").accepted
