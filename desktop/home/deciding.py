"""What a decision about consent rests on, in whichever home it is recorded: the text that is read
out there, with the names that stand in it there (R29).

Whoever asks for a decision says which text was read; a home takes that word for its own text alone.
"""

from __future__ import annotations

from desktop.errors import DecisionIncomplete
from desktop.model.consent import Consent
from desktop.model.consent.missing import missing
from desktop.model.consent.reading import SpokenText
from desktop.model.organisation import Organisation
from desktop.vocabulary.consent_text import spoken_text


def text_for(
    consent: Consent, organisation: Organisation, interviewers: str, owner: str
) -> SpokenText:
    """What is read out before this is decided, in the language that it names. ``interviewers``: as
    the interview names them; where it names none, ``owner``, whose home it is, leads it."""
    interviewer = interviewers.strip() or owner
    return spoken_text(organisation, consent.text_language, interviewer, consent.interpreter)


def refuse_incomplete(
    base: Consent | None, consent: Consent, spoken: SpokenText, derived: bool = False
) -> None:
    """``DecisionIncomplete`` where something has to be done before ``consent`` may be recorded over
    ``base``, what stands here of it. ``spoken``: as of :func:`text_for`; ``derived``: it is about
    an interview that came in another form than it was told."""
    lacking = missing(base, consent, spoken, derived=derived)
    if lacking:
        raise DecisionIncomplete(f"missing: {', '.join(lacking)}", missing=lacking)
