"""What is read out before a person decides."""

from __future__ import annotations

import unicodedata

import pytest

from desktop.i18n import LANGUAGES
from desktop.model.consent import Purpose
from desktop.vocabulary import CONSENT_TEXT_VERSION, consent_text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_is_there_and_says_its_language_and_version(language: str) -> None:
    found = consent_text(language)
    assert (found.version, found.language) == (CONSENT_TEXT_VERSION, language)
    assert unicodedata.is_normalized("NFC", found.text)


def test_translations_have_the_same_parts() -> None:
    """A sentence dropped in one language would be a person told less than another."""
    shapes = {
        tuple((part[:1] == "–", part.count("\n")) for part in consent_text(code).text.split("\n\n"))
        for code in LANGUAGES
    }
    assert len(shapes) == 1
    bullets = consent_text("en").text.count("\n–")
    assert bullets == 8
    assert len(Purpose) == 12  # a new purpose must be read out, too: review the text


def test_another_language_falls_back_to_english_and_says_so() -> None:
    assert consent_text("ka").language == "en"
