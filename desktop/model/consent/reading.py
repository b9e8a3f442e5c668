"""Which text a person heard before they decided (R29). A reading is one of exactly that text: in
another language, of another version, by another organisation or with other names in it, it is
another, and what the person agreed to after the first says nothing of it. Plain rules, no I/O.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from desktop.model.consent.record import Consent
from desktop.model.values.bounds import READ_TEXT
from desktop.model.values.moment import Moment

READING: Final = ("text_language", "text_version", "text_read", "read_out_at")
"""Fields of a consent that say together what was read out and when; never one without another."""


def was_read(consent: Consent, text: str) -> bool:
    """Whether exactly this text, with the names in it, is the one that was read out last."""
    return consent.read_out_at is not None and consent.text_read == text[:READ_TEXT]


def read_out(consent: Consent, language: str, version: str, text: str, at: Moment) -> Consent:
    """The consent with this text read out in this language; ``version``: which one it is."""
    return replace(
        consent,
        text_language=language,
        text_version=version,
        text_read=text[:READ_TEXT],
        read_out_at=at,
    )


def reading_of(consent: Consent) -> dict[str, Any]:
    """What was read out and when, by field."""
    return {name: getattr(consent, name) for name in READING}
