"""Which text a person heard before they decided (R29). A reading is one of exactly that text: in
another language, of another version, by another organisation or with other names in it, it is
another, and what the person agreed to after the first says nothing of it. Plain rules, no I/O.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from desktop.model.consent.record import Consent
from desktop.model.values.bounds import READ_TEXT
from desktop.model.values.moment import Moment

READING: Final = ("text_language", "text_version", "text_read", "read_out_at")
"""Fields of a consent that say together what was read out and when; never one without another."""


@dataclass(frozen=True, slots=True)
class SpokenText:
    """A text as it is read out, with the names in it. ``version``: which one it is; ``missing``:
    what nobody has said, by key: as long as there is any, it cannot be read out."""

    version: str
    language: str
    text: str
    missing: tuple[str, ...] = ()


def was_read(consent: Consent, spoken: SpokenText) -> bool:
    """Whether exactly this text, with the names in it, is the one that was read out last."""
    if consent.read_out_at is None or spoken.missing:
        return False
    read = (consent.text_version, consent.text_language, consent.text_read)
    return read == (spoken.version, spoken.language, spoken.text[:READ_TEXT])


def read_out(consent: Consent, spoken: SpokenText, at: Moment) -> Consent:
    """The consent with this text read out."""
    return replace(
        consent,
        text_language=spoken.language,
        text_version=spoken.version,
        text_read=spoken.text[:READ_TEXT],
        read_out_at=at,
    )


def reading_of(consent: Consent) -> dict[str, Any]:
    """What was read out and when, by field."""
    return {name: getattr(consent, name) for name in READING}
