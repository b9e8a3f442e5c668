"""An id says of which kind its record is: nobody keeps an owner's record out by another kind."""

from __future__ import annotations

from dataclasses import replace

from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.news import records_with_news
from desktop.home.outlines import Unlaid
from desktop.model.consent import CONSENT_KIND, RecipientKind, Refusal
from desktop.model.handoff import LineReason, Outcome
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.owned_id import consent_id_of, new_owned_id
from desktop.model.person import PERSON_KIND, Person
from desktop.model.place import PLACE_KIND, Place
from desktop.model.version import RecordKind
from tests.authors import card_of
from tests.unit.handoff.ends import Ends, Vaults, interview
from tests.unit.handoff.forge import NOON
from tests.unit.handoff.receiving.test_newer import KEPT, future, let_all_out, take
from tests.unit.handoff.receiving.test_turned_sender import ORDERS
from tests.unit.handoff.receiving.test_whose_word_counts import STRANGER, decision, said, send
from tests.unit.handoff.sender import SENDER
from tests.unit.handoff.sending.test_unread_grounds import left
from tests.unit.model.test_owned_id import alike_to

BREAKS = LineReason.BREAKS_SCHEMA.value
ALIKE = {kind: RecordKind(alike_to(kind)) for kind in (CONSENT_KIND, INTERVIEW_KIND, PERSON_KIND)}
"""Kinds that nobody knows, named so that their mark is that of a known one."""


@ORDERS
def test_the_id_of_an_interview_is_no_place_s(ends: Ends, first: bool) -> None:
    made = interview(ends.researcher)
    if not first:
        receive_package(ends.office, ends.write().path)
    taken = Place(made.id, NOON, (), "unknown")
    assert send(ends, PLACE_KIND, made.id, said(PLACE_KIND, made.id, taken)) == BREAKS
    if first:
        receive_package(ends.office, ends.write().path)
    assert ends.office.interviews.get(made.id).code == made.code
    assert ends.office.places.find(made.id) is None


def test_an_unknown_kind_bears_its_own_mark(ends: Ends) -> None:
    made, event = interview(ends.researcher), RecordKind("event")
    (line,) = take(ends, (event, made.id, future(event, made.id, {})), grounds=(made.id,))
    assert (line.outcome, line.reason) == (Outcome.SET_ASIDE, BREAKS)
    own = new_owned_id(SENDER, event)
    (line,) = take(ends, (event, own, future(event, own, {})), grounds=(made.id,))
    assert (line.outcome, line.reason) == KEPT


@ORDERS
def test_what_is_unread_holds_no_id_of_a_known_kind(ends: Ends, first: bool) -> None:
    """Not that of an interview, of its person, nor of the consent that is withdrawn later."""
    made = interview(ends.researcher)
    ids = {
        INTERVIEW_KIND: made.id,
        PERSON_KIND: made.person_id,
        CONSENT_KIND: consent_id_of(made.id),
    }
    records = [(ALIKE[kind], id_, future(ALIKE[kind], id_, {})) for kind, id_ in ids.items()]
    if not first:
        receive_package(ends.office, ends.write().path)
    for line in take(ends, *records, grounds=(made.id,)):
        assert (line.outcome, line.reason) == KEPT
    if first:
        lines = receive_package(ends.office, ends.write().path).receipt.records
        assert {line.outcome for line in lines} == {Outcome.ACCEPTED}
    assert ends.office.interviews.get(made.id).code == made.code
    assert decision(ends.office, made).allowed
    assert ends.office.versions.count_unread() == len(records)
    ends.researcher.consents.withdraw(made.id, "")
    receive_package(ends.office, ends.write().path)
    assert decision(ends.office, made).refusal is Refusal.WITHDRAWN
    assert ends.office.versions.count_unread() == len(records)


@ORDERS
def test_what_is_unread_under_the_id_of_another_kind_goes_on_by_its_own_grounds(
    ends: Ends, first: bool
) -> None:
    """And takes nothing along that waits there for a card."""
    made = interview(ends.office)
    let_all_out(ends.office, made)
    person_id = made.person_id if first else new_owned_id(SENDER, PERSON_KIND)
    kind = ALIKE[PERSON_KIND]
    person = Person(person_id, NOON, "P-9")
    waits = said(PERSON_KIND, person_id, person, author=STRANGER)
    records = [(kind, person_id, future(kind, person_id, {})), (PERSON_KIND, person_id, waits)]
    unread, waiting = take(ends, *records, grounds=(made.id,))
    assert waiting.reason == LineReason.WAITS_FOR_CARD
    [kept] = ends.office.outlines.kept_unread([unread.item, waiting.item])
    assert kept == Unlaid(kind, person_id, unread.item, (made.id,))
    went = left(ends.office, ends, made.id)
    assert unread.item in went
    if not first:
        assert waiting.item not in went


def test_what_is_unread_under_the_id_of_another_kind_is_no_news_of_it(ends: Ends) -> None:
    """It may never go, and the record would be sent again and again."""
    made, kind = interview(ends.office), ALIKE[INTERVIEW_KIND]
    records = {made.id: INTERVIEW_KIND}
    ends.office.versions.cut(INTERVIEW_KIND, made.id, "sent")
    confirmed = ends.office.versions.head_ids(made.id)
    take(ends, (kind, made.id, future(kind, made.id, {})), grounds=(made.id,))
    assert not records_with_news(ends.office, records, confirmed)
    assert records_with_news(ends.office, records, ())


def test_a_card_is_trusted_whatever_lies_unread_under_the_id_of_a_known_kind(ends: Vaults) -> None:
    """What was written of the known one is cut before, of the other nothing can be."""
    made = interview(ends.researcher)
    receive_package(ends.office, ends.write().path)
    kind = ALIKE[PERSON_KIND]
    data = future(kind, made.person_id, {}, author=STRANGER)
    (line,) = take(ends, (kind, made.person_id, data), grounds=(made.id,))
    assert (line.outcome, line.reason) == KEPT
    person = Person(made.person_id, NOON, "P-1")
    send(ends, PERSON_KIND, person.id, said(PERSON_KIND, person.id, person))
    there = ends.office.people.get(person.id)
    ends.office.people.save(replace(there, note="written here"))
    card = ends.office.cards.add(*card_of(STRANGER))
    ends.office.cards.trust(card.fingerprint, RecipientKind.ORGANISATION)
    assert ends.office.people.get(person.id).note == "written here"
