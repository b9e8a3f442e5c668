"""How a file came, in words: what is said of it, a label and a value a line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from desktop.formats import format_date
from desktop.i18n import N_, Translator, current_translator
from desktop.model.acquisition import Acquisition, said_in
from desktop.vocabulary import vocabulary

LABELS: Final[Mapping[str, str]] = {
    "device": N_("Device it was on"),
    "handed_over_by": N_("Handed over by"),
    "handed_over_on": N_("Handed over on"),
    "generation": N_("Original or copy"),
    "original_at": N_("Where the original is"),
    "rights": N_("Rights"),
    "may_see": N_("Who may see it"),
    "graphic": N_("Graphic content"),
}
"""The msgid of each field, in the order in which they are shown."""

CODES: Final = ("generation", "graphic")
"""The fields that hold a code of the vocabulary of their name."""

WITHOUT_WORDS: Final = ("handed_over_on", *CODES)
"""What may be told where nobody is to be named: no words of anybody."""


def label(field: str, translator: Translator | None = None) -> str:
    """What a field is called."""
    return (translator or current_translator()).gettext(LABELS[field])


def told(
    acquisition: Acquisition, translator: Translator | None = None
) -> list[tuple[str, str, str]]:
    """What is said: field, label and value, without what is not said."""
    spoken = translator or current_translator()
    said = said_in(acquisition)
    return [
        (field, label(field, spoken), _value(field, said[field], spoken))
        for field in LABELS
        if said[field]
    ]


def _value(field: str, said: str, spoken: Translator) -> str:
    if field in CODES:
        return vocabulary(field).label(said, spoken.language)
    return _day(said, spoken) if field == "handed_over_on" else said


def _day(said: str, spoken: Translator) -> str:
    """The day in words; what is none, as another program wrote it."""
    try:
        return format_date(date.fromisoformat(said), spoken)
    except ValueError:
        return said
