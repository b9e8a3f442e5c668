"""What the tests of showing are made of: an account, forms, and decisions about all of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from desktop.model.consent import Identification, RecipientKind
from desktop.model.consent.showing import Family, Places
from desktop.model.ids import new_id
from desktop.model.interview import InterviewDocument, State, Utterance
from desktop.showing import Choice, Decided, Entry, Form, Register, Spot, spots, texts_of
from desktop.vault.kinds.interview import INTERVIEW
from tests import every_field

BY_CODE: Final = Form(RecipientKind.UN_MECHANISM, Identification.CODE)
FULL: Final = replace(BY_CODE, named=Identification.FULL_NAME)
LEAST: Final = Form(RecipientKind.PUBLIC, Identification.NOTHING, Places.NOTHING, Family.NOTHING)
JADVIHA: Final = Entry("e-1", ("Ядвіга Ручаінская",), "N-1")
REGISTER: Final = Register((JADVIHA,))


def account(*said: str, language: str = "be") -> InterviewDocument:
    """An interview that is under way, in which this was said, a turn each, and nothing else."""
    filled = every_field.document()
    interview = replace(
        filled.interview,
        id=new_id(),
        person_id=new_id(),
        code="I-0001",
        state=State.UNDER_WAY,
        language=language,
        full_reason="",
        interviewers="",
        interpreter="",
        others_present="",
        purpose="",
        already_known="",
        prior_accounts=(),
        read_back_note="",
    )
    turns = tuple(Utterance(f"u-{n}", text=text, language=language) for n, text in enumerate(said))
    return InterviewDocument(interview, turns)


def spots_of(
    document: InterviewDocument, form: Form = BY_CODE, register: Register = REGISTER
) -> tuple[Spot, ...]:
    """All that is to be decided in it."""
    return spots(
        INTERVIEW.name, document.interview.id, texts_of(INTERVIEW, document), register, form
    )


def all_replaced(found: Iterable[Spot]) -> dict[str, Decided]:
    """Each replaced as it is proposed."""
    return {each.key: Decided(each.key, Choice.REPLACE, each.instead) for each in found}


def derived_ids(document: InterviewDocument) -> dict[str, str]:
    """Ids for what an interview names."""
    return {each: new_id() for each in (document.interview.id, document.interview.person_id)}


def said_in(document: InterviewDocument) -> str:
    """All turns, a line each."""
    return "\n".join(each.text for each in document.utterances)
