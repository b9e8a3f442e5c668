"""A draft of consent decides nothing: it comes back as typed, and never wider than that."""

from __future__ import annotations

from dataclasses import replace

from desktop.model.consent import (
    Answer,
    Consent,
    ConsentAnswer,
    DecidedBy,
    Identification,
    Purpose,
    RecipientKind,
    answer_to,
)
from desktop.model.consent.draft import offered
from desktop.model.consent.reading import SpokenText, read_out, reading_of
from desktop.model.consent.showing import Places
from desktop.model.consent.shown_alike import unasked
from desktop.model.kept_draft import KeptDraft
from tests.support import consent_to
from tests.unit.model.consent_cases import NOON

KEEP = (Purpose.KEEP, RecipientKind.ORGANISATION)
ANALYSE = (Purpose.ANALYSE, RecipientKind.ORGANISATION)
LATER, LATEST = "2027-01-01T10:00:00Z", "2027-01-02T10:00:00Z"

BE = SpokenText("consent-2", "be", "Дзякуй")
RU = SpokenText("consent-2", "ru", "Спасибо")


def said(consent: Consent, cell: tuple[Purpose, RecipientKind], answer: Answer) -> Consent:
    """The same consent with this answer in one row."""
    rest = tuple(a for a in consent.answers if (a.purpose, a.recipient) != cell)
    named = ConsentAnswer(*cell, answer, Identification.CODE)
    return replace(consent, answers=(*rest, named))


def test_over_the_same_consent_the_draft_comes_back_as_typed() -> None:
    base = consent_to("i", Purpose.KEEP)
    typed = said(base, ANALYSE, Answer.YES)
    assert offered(KeptDraft(typed, base), base) == typed


def test_an_answer_nobody_touched_never_comes_back_wider() -> None:
    base = said(consent_to("i", Purpose.KEEP), ANALYSE, Answer.YES)
    typed = replace(said(base, KEEP, Answer.NO), interpreter="Volha")
    narrowed = replace(said(base, ANALYSE, Answer.NO), capacity_note="asked again")
    shown = offered(KeptDraft(typed, base), narrowed)
    assert shown is not None
    assert answer_to(shown, *ANALYSE).answer is Answer.NO
    assert answer_to(shown, *KEEP).answer is Answer.NO
    assert (shown.interpreter, shown.capacity_note) == ("Volha", "asked again")


def test_saying_how_the_person_is_shown_brings_no_answer_back() -> None:
    base = said(consent_to("i", Purpose.KEEP), ANALYSE, Answer.YES)
    shown = tuple(replace(each, places=Places.REGION) for each in base.answers)
    found = offered(KeptDraft(replace(base, answers=shown), base), said(base, ANALYSE, Answer.NO))
    assert found is not None
    assert answer_to(found, *ANALYSE).answer is Answer.NO
    assert answer_to(found, *ANALYSE).places is Places.REGION


def test_a_blank_form_takes_no_name_from_what_arrived() -> None:
    blank = replace(consent_to("i"), answers=(unasked(*KEEP), unasked(*ANALYSE)))
    arrived = consent_to("i", Purpose.KEEP)
    found = offered(KeptDraft(replace(blank, interpreter="Volha")), arrived)
    assert found is not None
    assert answer_to(found, *KEEP) == arrived.answers[0]


def test_a_first_draft_is_laid_over_a_consent_that_arrived_meanwhile() -> None:
    blank = replace(consent_to("i"), id="blank", answers=(ConsentAnswer(*KEEP),))
    arrived = said(consent_to("i", Purpose.KEEP), ANALYSE, Answer.NO)
    shown = offered(KeptDraft(said(blank, ANALYSE, Answer.ASK_AGAIN)), arrived)
    assert shown is not None
    assert shown.id == arrived.id
    assert answer_to(shown, *ANALYSE).answer is Answer.ASK_AGAIN


def test_who_decides_is_not_taken_back_by_a_form_that_did_not_ask() -> None:
    blank = replace(consent_to("i"), answers=(unasked(*KEEP),))
    arrived = replace(
        consent_to("i", Purpose.KEEP), decided_by=DecidedBy.WITH_GUARDIAN, interpreter="Jana"
    )
    found = offered(KeptDraft(blank), arrived)
    assert found is not None
    assert (found.decided_by, found.interpreter) == (DecidedBy.WITH_GUARDIAN, "Jana")


def test_what_was_read_out_comes_whole_or_not_at_all() -> None:
    """A time of one reading beside the text of another is a reading that never was."""
    base = consent_to("i", Purpose.KEEP)
    first = read_out(base, BE, base.given_at)
    theirs = read_out(first, RU, replace(NOON, utc=LATER))
    again = read_out(first, BE, replace(NOON, utc=LATEST))
    for typed, expected in ((again, again), (said(first, ANALYSE, Answer.NO), theirs)):
        found = offered(KeptDraft(typed, first), theirs)
        assert found is not None
        assert reading_of(found) == reading_of(expected)


def test_a_withdrawal_recorded_meanwhile_wins_over_the_draft() -> None:
    base = consent_to("i", Purpose.KEEP)
    withdrawn = replace(base, withdrawn_at=base.given_at)
    assert offered(KeptDraft(base, base), withdrawn) is None
    assert offered(KeptDraft(replace(base, id="first")), withdrawn) is None
    anew = replace(base, id="anew")
    assert offered(KeptDraft(anew, withdrawn), withdrawn) == anew
