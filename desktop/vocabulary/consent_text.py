"""The text that is read out before a person decides (R1; Murad Code; GDPR 7 and 13)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from desktop.resources import resource_bytes

CONSENT_TEXT_VERSION = "consent-1"
TEXT_LANGUAGES = ("be", "ru", "en")


@dataclass(frozen=True, slots=True)
class ConsentText:
    """A version of the text in one language: what a consent records as read out."""

    version: str
    language: str
    text: str


def consent_text(language: str) -> ConsentText:
    """The text in ``language``, or the English one where it is not translated.

    The ``language`` of the result says which it is: that, and not what was asked for, is
    what the consent records.
    """
    return _load(language if language in TEXT_LANGUAGES else "en")


@cache
def _load(language: str) -> ConsentText:
    name = f"consent/{CONSENT_TEXT_VERSION}.{language}.txt"
    return ConsentText(CONSENT_TEXT_VERSION, language, resource_bytes(name).decode("utf-8"))
