"""No field is lost on the way from one vault to another, and what stays at home stays there."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop.handoff.receiving.receive import receive_package
from desktop.model.consent import (
    Answer,
    Consent,
    ConsentAnswer,
    Identification,
    Purpose,
    RecipientKind,
)
from desktop.model.consent.showing import FaceAndVoice, Family, Places
from desktop.model.interview import InterviewDocument, Safety
from desktop.model.media import Media
from desktop.model.person import Person
from desktop.vault import Vault
from tests import every_field
from tests.support import open_interview
from tests.unit.handoff.ends import USE, Vaults, add_file

_LEFT_AS_IT_IS = {
    "Consent.withdrawn_at": "sent when it is taken back, see below",
    "Consent.withdrawn_reason": "sent when it is taken back, see below",
    "Consent.restricted_at": "the same: nothing else leaves by then",
    "Consent.restricted_reason": "the same",
    "Interview.derived_from": "in the words that were said, see test_derived.py",
    "Interview.shown_as": "the same",
    "Media.width": "no picture: these bytes are no photo",
    "Media.height": "no picture: these bytes are no photo",
    "Media.captured_at": "no picture: these bytes are no photo",
    "Media.problem": "set when a file is taken in, see tests/unit/media",
}
"""What the records sent below leave at its default, so that its loss would not be noticed."""


@dataclass(frozen=True)
class Carried:
    """The records of one interview that travel."""

    document: InterviewDocument
    person: Person
    consent: Consent
    media: tuple[Media, ...]


def test_every_field_that_travels_arrives(ends: Vaults) -> None:
    interview_id = _write_everything(ends.researcher)
    sent = _carried(ends.researcher, interview_id)
    every_field.check("What is sent here", every_field.left_out(sent), _LEFT_AS_IT_IS)
    receive_package(ends.office, ends.write().path)
    arrived = _carried(ends.office, interview_id)
    lost = every_field.differing(sent, arrived)
    assert lost == set(), f"lost on the way: {sorted(lost)} (desktop/handoff, desktop/vault)"


def test_every_field_of_a_withdrawal_arrives(ends: Vaults) -> None:
    interview_id = _write_everything(ends.researcher)
    receive_package(ends.office, ends.write().path)
    consent = ends.researcher.consents.for_interview(interview_id)
    assert consent is not None
    restricted = replace(consent, restricted_at=every_field.AT, restricted_reason="disputed")
    ends.researcher.consents.save(restricted)
    ends.researcher.consents.withdraw(interview_id, "taken back")
    receive_package(ends.office, ends.write().path)
    withdrawn = ends.researcher.consents.for_interview(interview_id)
    assert withdrawn is not None
    assert withdrawn.restricted_at is not None
    assert withdrawn.withdrawn_at is not None
    assert ends.office.consents.for_interview(interview_id) == withdrawn


def test_nothing_of_the_screening_travels(ends: Vaults) -> None:
    interview_id = _write_everything(ends.researcher)
    receive_package(ends.office, ends.write().path)
    assert ends.office.interviews.safety(interview_id) == Safety(interview_id)


def _write_everything(vault: Vault) -> str:
    """A sealed interview with something in every field; its id."""
    planned = open_interview(vault)
    media = add_file(vault, b"no photo", every_field.word("Media.original_name"))
    own = {name: getattr(planned, name) for name in ("id", "person_id")}
    vault.interviews.save(replace(every_field.interview(), **own))
    vault.interviews.save_safety(replace(every_field.safety(), interview_id=planned.id))
    document = every_field.document()
    vault.interviews.save_utterances(planned.id, document.utterances)
    named = {"media_id": media.id, "sha256": media.sha256}
    attached = (replace(each, **named) for each in document.attachments)
    vault.interviews.save_attachments(planned.id, tuple(attached))
    vault.people.save(replace(every_field.person(), id=planned.person_id))
    consent = vault.consents.for_interview(planned.id)
    assert consent is not None
    own = {"id": consent.id, "interview_id": planned.id, "answers": _ANSWERS}
    vault.consents.save(replace(every_field.consent(), **own), "asked")
    vault.interviews.seal(planned.id)
    return planned.id


_ANSWERS = tuple(
    ConsentAnswer(
        purpose,
        RecipientKind.ORGANISATION,
        Answer.YES,
        Identification.FULL_NAME,
        FaceAndVoice.AS_THEY_ARE,
        Places.AS_SAID,
        Family.AS_SAID,
    )
    for purpose in (Purpose.KEEP, USE, Purpose.PHOTOGRAPH)
)


def _carried(vault: Vault, interview_id: str) -> Carried:
    document = vault.interviews.document(interview_id)
    consent = vault.consents.for_interview(interview_id)
    assert consent is not None
    return Carried(
        document,
        vault.people.get(document.interview.person_id),
        consent,
        tuple(vault.media.get(each.media_id) for each in document.attachments),
    )
