"""What is missing to record a decision about consent, in a person's words. A part of
``error_messages.py``; the form says the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from desktop.i18n import N_, gettext
from desktop.model.consent_missing import Missing

_TOLD: Final[Mapping[Missing, str]] = {
    Missing.ANSWER: N_("Not one use is answered. Ask the person first."),
    Missing.READING: N_(
        "A yes counts once the text was read out. Read it out, then press “I have read it out”."
    ),
    Missing.SHOWN: N_(
        "How the person is shown was not asked yet: below the uses, for all at once."
    ),
    Missing.HOW_GIVEN: N_("How consent was given is not said yet."),
    Missing.SIGNED_DETAILS: N_(
        "In writing and not read out by you: note below how the person read the text and decided."
    ),
}
_READ_ANOTHER: Final = N_(
    "A yes counts for the text that was read out, and another one stands here. Read it out, then "
    "press “I have read it out”."
)


def lacking_told(missing: Iterable[str], read_another: bool = False) -> list[str]:
    """What is to be done first, a line each, in the language in force. ``missing``: values of
    ``Missing``; ``read_another``: a text was read out, and it is not the one that is shown."""
    told = {**_TOLD, Missing.READING: _READ_ANOTHER} if read_another else _TOLD
    return [gettext(told[Missing(each)]) for each in missing]
