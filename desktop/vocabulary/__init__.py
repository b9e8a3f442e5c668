"""Controlled terms with labels in every language of the program, and the consent text.

The terms are data (``resources/vocabularies``), so that an organisation can read, check and
correct them without reading code. Codes are what records hold; labels are what people see.
"""

from __future__ import annotations

from desktop.vocabulary.consent_text import (
    CONSENT_TEXT_VERSION,
    TEXT_LANGUAGES,
    ConsentText,
    consent_text,
)
from desktop.vocabulary.terms import NAMES, Term, Vocabulary, counted, vocabulary

__all__ = [
    "CONSENT_TEXT_VERSION",
    "NAMES",
    "TEXT_LANGUAGES",
    "ConsentText",
    "Term",
    "Vocabulary",
    "consent_text",
    "counted",
    "vocabulary",
]
