"""The script of a name, from its letters."""

from __future__ import annotations

import pytest

from desktop.model.values.script import likely_language, script_of
from desktop.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Вязынь", "Cyrl"),
        ("№ 4 «Вязынь»", "Cyrl"),
        ("4 Viazyń", "Latn"),
        ("თბილისი", "Geor"),
        ("", "Cyrl"),
        ("№ 4", "Cyrl"),
        ("東京 Tokyo", "Latn"),
    ],
)
def test_the_first_letter_of_a_known_script_says_it(text: str, script: str) -> None:
    assert script_of(text) == script
    assert script in vocabulary("script").codes


def test_what_has_no_letters_is_of_the_script_asked_for() -> None:
    assert script_of("12", otherwise="Latn") == "Latn"


@pytest.mark.parametrize(
    ("script", "here", "language"),
    [("Cyrl", "en", "be"), ("Cyrl", "ru", "ru"), ("Cyrl", "be", "be"), ("Latn", "en", "en")],
)
def test_no_english_name_is_written_in_cyrillic(script: str, here: str, language: str) -> None:
    assert likely_language(script, here) == language
