"""What went wrong with what a person decided, and what is missing to record it, in a person's
words. A part of ``errors.py``; the form says the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from desktop import errors
from desktop.i18n import N_, gettext
from desktop.model.consent.missing import Missing

CONSENT: Final[Mapping[type[errors.SkryniaError], tuple[str, str, str]]] = {
    errors.BeyondConsent: (
        N_("This shows more than the consent allows"),
        N_("Nothing was saved."),
        N_("Choose a reason: it is noted in the log and printed on the first page."),
    ),
    errors.ConsentRefused: (
        N_("Consent does not allow any of this to be sent"),
        N_("For this purpose and this recipient nobody of those chosen has said yes."),
        N_("Choose others, or ask the persons again."),
    ),
    errors.DecisionIncomplete: (
        N_("The decision is not complete"),
        N_("Nothing was recorded."),
        N_("Ask the person for what is missing, then save it again."),
    ),
    errors.RecordOvertaken: (
        N_("Another decision was recorded meanwhile"),
        N_("It arrived after this one was started, so nothing was overwritten."),
        N_("Go through the answers again, then save them."),
    ),
}

_TOLD: Final[Mapping[Missing, str]] = {
    Missing.ANSWER: N_("Not one use is answered. Ask the person first."),
    Missing.READING: N_(
        "A yes applies only after the text was read out. Read it out, then press “I have "
        "read it out”."
    ),
    Missing.SHOWN: N_(
        "How the person is shown was not asked yet: below the uses, for all at once."
    ),
    Missing.HOW_GIVEN: N_("How consent was given is not said yet."),
    Missing.SIGNED_DETAILS: N_(
        "In writing and not read out by you: note below how the person read the text and decided."
    ),
    Missing.WHERE_SAID: N_(
        "This interview came pseudonymised. More can be agreed to only where the person’s own "
        "words are kept."
    ),
    Missing.REASON: N_("How that is known is not filled in yet. It is sent with the decision."),
}
_READ_ANOTHER: Final = N_(
    "A yes applies to the text that was read out, and this is another one. Read it out, then "
    "press “I have read it out”."
)


def lacking_told(missing: Iterable[str], read_another: bool = False) -> list[str]:
    """What is to be done first, a line each, in the language in force. ``missing``: values of
    ``Missing``; ``read_another``: a text was read out, and it is not the one that is shown."""
    told = {**_TOLD, Missing.READING: _READ_ANOTHER} if read_another else _TOLD
    return [gettext(told[Missing(each)]) for each in missing]
