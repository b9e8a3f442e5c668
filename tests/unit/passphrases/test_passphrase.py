"""The estimate warns; plain length, and what everybody tries first, refuses."""

from __future__ import annotations

import secrets
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.i18n import LANGUAGES
from desktop.passphrases.generator import FEWEST_WORDS, MOST_WORDS, bits_of, generated
from desktop.passphrases.strength import Level, estimate, long_enough
from desktop.passphrases.words import WORDS, words_of

each_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.mark.parametrize(
    "passphrase",
    ["", "short", "elevenchars", "aaaaaaaaaaaaaaaaaa", "one two six", "a b c d", "abababababab"],
)
def test_too_short_or_one_key_held_is_refused(passphrase: str) -> None:
    assert estimate(passphrase).level is Level.TOO_SHORT


@pytest.mark.parametrize(
    "passphrase", ["лес рэч дом кот", "Zx9#kLm2!pQw", "ліст папера рака восень"]
)
def test_twelve_characters_or_four_words_are_accepted(passphrase: str) -> None:
    assert estimate(passphrase).accepted


@pytest.mark.parametrize(
    "passphrase",
    [
        *("qwertyuiopas", "йцукенгшщзхъ", "123456789012", "abcdefghijklm"),
        *("парольпароль", "Жыве Беларусь", "password1234", "наташа1985наташа"),
    ],
)
def test_what_is_tried_first_is_refused_in_either_alphabet(passphrase: str) -> None:
    assert estimate(passphrase).level is Level.TRIED_FIRST


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("gfhjkmgfhjkm", "парольпароль"), ("зфыыцщкв1234", "password1234")],
)
def test_the_other_alphabet_of_the_keyboard_hides_nothing(typed: str, meant: str) -> None:
    assert estimate(typed).level is Level.TRIED_FIRST
    assert estimate(typed).bits <= estimate(meant).bits + 8


def test_more_words_are_stronger_and_the_same_word_again_is_not() -> None:
    assert estimate("paper lamp river seven").level is Level.FAIR
    assert estimate("paper lamp river seven garden").level is Level.FAIR
    assert estimate("paper lamp river seven garden stone cloud").level is Level.STRONG
    assert estimate("paper paper paper paper paper").bits < estimate("paper lamp").bits


def test_a_long_word_counts_as_one_word() -> None:
    assert estimate("electroencephalography").bits < 15


@pytest.mark.parametrize("address", ["anna.kavalskaya@gmail.com", "minsk.office@spring96.org"])
def test_an_address_is_no_strong_passphrase(address: str) -> None:
    assert estimate(address).level in (Level.WEAK, Level.FAIR)


def test_random_characters_count_each() -> None:
    assert estimate("vK7#qX2!mR9z").level is Level.STRONG


def test_what_lies_behind_the_first_characters_counts_too() -> None:
    start = "цягнік спыніўся каля нашай старой хаты"
    assert estimate(f"{start} увечары зімою").bits > estimate(start).bits


@settings(max_examples=30)
@given(st.text(max_size=60))
def test_any_text_has_an_estimate_and_is_the_same_composed_and_not(text: str) -> None:
    strength = estimate(text)
    assert strength.bits >= 0
    assert strength.accepted == (long_enough(text) and strength.bits >= 28)
    for form in ("NFC", "NFD"):
        assert estimate(unicodedata.normalize(form, text)).bits == strength.bits


@each_language
def test_a_list_has_so_many_words_that_nobody_mistakes(language: str) -> None:
    words = words_of(language)
    assert len(words) == len({word[:4] for word in words}) == WORDS
    assert list(words) == sorted(words)
    assert all(3 <= len(word) <= 9 and word.islower() and word.isalpha() for word in words)
    assert not any(after.startswith(word) for word, after in pairwise(words))
    ours = {"be": "ищъё"[:3], "ru": "ўі", "en": ""}[language]
    assert not set("".join(words)) & set(ours)


@each_language
def test_a_generated_passphrase_is_strong_and_said_for_what_it_is(language: str) -> None:
    made = {generated(language) for _ in range(8)}
    assert len(made) == 8
    for passphrase in made:
        strength = estimate(passphrase)
        assert strength.level is Level.STRONG
        assert strength.bits <= bits_of(7)
        assert set(passphrase.split()) <= set(words_of(language))


@pytest.mark.parametrize("words", [FEWEST_WORDS - 1, MOST_WORDS + 1])
def test_too_few_or_too_many_words_are_refused(words: int) -> None:
    with pytest.raises(ValueError, match="6 to 12"):
        generated("be", words)


def test_each_word_is_drawn_anew_from_the_whole_list(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []

    def one_after_another(words: tuple[str, ...]) -> str:
        drawn.append(len(words))
        return words[len(drawn) * 101 % WORDS]

    monkeypatch.setattr(secrets, "choice", one_after_another)
    generated("be", 8)
    assert drawn == [WORDS] * 8


def test_words_that_by_chance_are_easy_are_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """As they were drawn once, and called fair: 52 bits instead of 70."""
    easy = "лошадь дрель йод йод рысь дрель винт"
    good = "шторм кресло вагон полка сахар йод опека"
    assert estimate(easy).level is Level.FAIR
    drawn = iter(f"{easy} {easy} {good}".split())
    monkeypatch.setattr(secrets, "choice", lambda _words: next(drawn))
    assert generated("ru") == good


@pytest.mark.parametrize(
    "line",
    [
        "Я помню чудное мгновенье",
        "япомнючудноемгновенье",
        "Z gjvy. xelyjt vuyjdtymt",
        "Мой родны кут, як ты мне мілы!",
        "Мороз и солнце! День чудесный",
        "to be or not to be",
        "ещ иу щк тще ещ иу",
        "OurFatherWhoArtInHeaven",
    ],
)
def test_a_line_that_many_know_by_heart_is_tried_first(line: str) -> None:
    assert estimate(line).level is Level.TRIED_FIRST


def test_what_stands_beside_a_known_line_counts_for_itself() -> None:
    line = estimate("Мой родны кут")
    assert line.bits < estimate("Мой родны кут 7 жорсткіх аўторкаў").bits < 60
    assert estimate("сем слоў без сувязі рака").level is Level.STRONG
