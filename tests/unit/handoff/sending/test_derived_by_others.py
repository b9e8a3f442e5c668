"""What somebody may claim of an interview that they say was derived, trusted or not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desktop import canonical
from desktop.errors import PackageRefused
from desktop.handoff.receiving.receive import receive_package
from desktop.model.consent import CONSENT_KIND, Answer, Consent, ConsentAnswer, RecipientKind
from desktop.model.consent.record import Identification
from desktop.model.consent.showing import Places
from desktop.model.handoff import ConsentSnapshot, LineReason, Outcome
from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND, Interview, InterviewDocument, State
from desktop.model.owned_id import consent_id_of, new_owned_id
from desktop.model.person import PERSON_KIND, Person
from desktop.model.version import PSEUDONYMISED, VersionDocument
from tests.unit.handoff.ends import USE, Vaults, interview
from tests.unit.handoff.forge import NOON
from tests.unit.handoff.sender import SENDER, Sender, entry_of, version


def own_id() -> str:
    return new_owned_id(SENDER, INTERVIEW_KIND)


def body_of(interview_id: str, **fields: Any) -> InterviewDocument:
    return InterviewDocument(Interview(interview_id, NOON, "W-9", new_id(), **fields))


def derived(
    interview_id: str, source: str, how: str = PSEUDONYMISED, **fields: Any
) -> tuple[Any, bytes]:
    """A version that says that it was derived, in its envelope and, unless told, in its body."""
    said = {"derived_from": source, "shown_as": how} | fields
    data = version(INTERVIEW_KIND, interview_id, body_of(interview_id, **said))
    document = canonical.decode(data, VersionDocument)
    made = canonical.encode(replace(document, derived_from=source, shown_as=how))
    return entry_of(INTERVIEW_KIND, interview_id, made)


def outcome(ends: Vaults, *records: tuple[Any, bytes], **more: Any) -> list[tuple[Outcome, str]]:
    path = Sender(ends).package(ends.stick / f"{new_id()}.age", list(records), **more)
    return [(line.outcome, line.reason) for line in receive_package(ends.office, path).lines]


TAKEN = [(Outcome.ACCEPTED, "")]
BROKEN = [(Outcome.SET_ASIDE, LineReason.BREAKS_SCHEMA)]


def test_one_that_shows_what_is_not_here_is_shown(ends: Vaults) -> None:
    made = own_id()
    assert outcome(ends, derived(made, own_id())) == TAKEN
    assert ends.office.interviews.get(made).is_derived


def test_one_that_claims_a_record_of_ours_is_kept_and_not_shown(ends: Vaults) -> None:
    ours = interview(ends.office)
    assert outcome(ends, derived(own_id(), ours.id)) == TAKEN
    assert ends.office.outlines.interview_ids() == [ours.id]


@pytest.mark.parametrize("first", ["said", "derived"])
def test_one_under_the_id_of_what_was_said_takes_its_place_in_no_order(
    ends: Vaults, first: str
) -> None:
    made = own_id()
    said = entry_of(INTERVIEW_KIND, made, version(INTERVIEW_KIND, made, body_of(made)))
    both = [said, derived(made, own_id())]
    for each in both if first == "said" else reversed(both):
        outcome(ends, each)
    assert not ends.office.interviews.get(made).is_derived


def test_one_under_an_id_of_ours_breaks_the_schema(ends: Vaults) -> None:
    ours = interview(ends.office)
    assert outcome(ends, derived(ours.id, own_id())) == BROKEN


def test_one_of_itself_breaks_the_schema(ends: Vaults) -> None:
    made = own_id()
    assert outcome(ends, derived(made, made)) == BROKEN


@pytest.mark.parametrize(
    "fields",
    [{"derived_from": ""}, {"shown_as": ""}, {"shown_as": "redacted"}, {"state": State.SEALED}],
    ids=str,
)
def test_a_body_that_says_otherwise_breaks_the_schema(ends: Vaults, fields: dict[str, Any]) -> None:
    assert outcome(ends, derived(own_id(), own_id(), **fields)) == BROKEN


def test_a_body_alone_that_says_it_was_derived_breaks_the_schema(ends: Vaults) -> None:
    made = own_id()
    body = body_of(made, derived_from=own_id(), shown_as=PSEUDONYMISED)
    assert outcome(ends, entry_of(INTERVIEW_KIND, made, version(INTERVIEW_KIND, made, body))) == (
        BROKEN
    )


@pytest.mark.parametrize(("source", "shown_as"), [(True, ""), (False, PSEUDONYMISED), (True, "x")])
def test_a_form_that_is_not_known_here_is_kept_unread(
    ends: Vaults, source: bool, shown_as: str
) -> None:
    made = own_id()
    lines = outcome(ends, derived(made, own_id() if source else "", shown_as))
    assert lines == [(Outcome.ACCEPTED, LineReason.KEPT_UNREAD)]
    assert not ends.office.outlines.interview_ids()


def in_part(interview_id: str) -> tuple[Any, bytes]:
    """A consent to show the person by the full name and the region."""
    answer = ConsentAnswer(
        USE, RecipientKind.ORGANISATION, Answer.YES, Identification.FULL_NAME, places=Places.REGION
    )
    consent = Consent(consent_id_of(interview_id), interview_id, NOON, answers=(answer,))
    return entry_of(CONSENT_KIND, consent.id, version(CONSENT_KIND, consent.id, consent))


@pytest.mark.parametrize("order", [1, -1], ids=["consent first", "consent last"])
def test_what_may_be_shown_in_part_does_not_come_as_it_was_told(ends: Vaults, order: int) -> None:
    made = own_id()
    consent = in_part(made)
    said = ConsentSnapshot(made, consent[0].version_id, Identification.FULL_NAME)
    told = entry_of(INTERVIEW_KIND, made, version(INTERVIEW_KIND, made, body_of(made)))
    with pytest.raises(PackageRefused, match="as it was told"):
        outcome(ends, *[consent, told][::order], consents=[said])
    assert outcome(ends, *[consent, derived(made, own_id())][::order], consents=[said]) == 2 * TAKEN


def test_nor_does_the_record_of_who_told_it(ends: Vaults) -> None:
    made, person = own_id(), Person(new_owned_id(SENDER, PERSON_KIND), NOON, "P-1")
    consent = in_part(made)
    said = ConsentSnapshot(made, consent[0].version_id, Identification.FULL_NAME)
    named = entry_of(PERSON_KIND, person.id, version(PERSON_KIND, person.id, person), made)
    with pytest.raises(PackageRefused, match="as it was told"):
        outcome(ends, consent, named, derived(made, own_id()), consents=[said])
