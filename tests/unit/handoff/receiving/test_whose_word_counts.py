"""What a trusted sender may not do with somebody else's records, in whatever order it arrives."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest

from desktop import canonical
from desktop.crypto.sshsig import sign
from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.gate import ask
from desktop.home.seals import SEAL_NAMESPACE
from desktop.model.consent import (
    CONSENT_KIND,
    Answer,
    Consent,
    ConsentAnswer,
    Decision,
    Purpose,
    RecipientKind,
    Refusal,
)
from desktop.model.interview import INTERVIEW_KIND, Interview, State, Utterance
from desktop.model.owned_id import consent_id_of
from desktop.model.person import PERSON_KIND
from desktop.model.values.moment import Moment
from desktop.model.version import RecordKind, VersionDocument
from tests.authors import invented, key_of
from tests.homes.either import EitherHome
from tests.support import asked, named_in_full
from tests.unit.handoff.ends import USE, Ends, interview
from tests.unit.handoff.forge import NOON
from tests.unit.handoff.sender import SENDER, Sender, entry_of

FAR = Moment("9999-01-01T00:00:00.000Z", 0)
STRANGER = invented("stranger")


def said(
    kind: RecordKind,
    record_id: str,
    body: object,
    parents: Collection[str] = (),
    author: str = SENDER,
) -> bytes:
    """A version, dated 9999, that goes on from any others."""
    plain = canonical.to_plain(body)
    document = VersionDocument(
        kind, record_id, tuple(sorted(parents)), author, FAR, "sent", "0" * 32, plain
    )
    return canonical.encode(document)


def send(
    ends: Ends, kind: RecordKind, record_id: str, data: bytes, seal: bytes | None = None
) -> str:
    """What the office's receipt says of one version from a trusted sender."""
    sender = Sender(ends)
    path = sender.package(ends.stick / f"{hash(data)}.age", [entry_of(kind, record_id, data)], seal)
    (line,) = receive_package(ends.office, path).receipt.records
    return line.reason or line.outcome.value


def decision(home: EitherHome, made: Interview, purpose: Purpose = USE) -> Decision:
    kind = RecipientKind.PUBLIC if purpose is Purpose.PUBLISH else RecipientKind.ORGANISATION
    return ask(home, [made.id], purpose, kind)[made.id].decision


def all_yes(made: Interview) -> Consent:
    cells = [(USE, RecipientKind.ORGANISATION), (Purpose.PUBLISH, RecipientKind.PUBLIC)]
    answers = tuple(ConsentAnswer(*cell, Answer.YES) for cell in cells)
    return Consent(consent_id_of(made.id), made.id, FAR, answers=answers)


@pytest.mark.parametrize("first", [True, False], ids=["first", "last"])
def test_nobody_else_widens_a_consent_or_undoes_a_withdrawal(ends: Ends, first: bool) -> None:
    made = interview(ends.researcher)
    wide = said(CONSENT_KIND, consent_id_of(made.id), all_yes(made))
    if first:
        send(ends, CONSENT_KIND, consent_id_of(made.id), wide)
    receive_package(ends.office, ends.write().path)
    if not first:
        send(ends, CONSENT_KIND, consent_id_of(made.id), wide)
    assert decision(ends.office, made).allowed
    assert decision(ends.office, made, Purpose.PUBLISH).refusal is not None
    ends.researcher.consents.withdraw(made.id, "")
    receive_package(ends.office, ends.write().path)
    heads = ends.office.versions.head_ids(consent_id_of(made.id))
    again = said(CONSENT_KIND, consent_id_of(made.id), all_yes(made), heads)
    send(ends, CONSENT_KIND, consent_id_of(made.id), again)
    for purpose in (USE, Purpose.PUBLISH):
        assert decision(ends.office, made, purpose).refusal is Refusal.WITHDRAWN
    consent = ends.office.consents.for_interview(made.id)
    assert consent is not None
    assert consent.withdrawn_at is not None


@pytest.mark.parametrize("author", [SENDER, STRANGER], ids=["trusted", "stranger"])
def test_anybody_narrows_whatever_date_it_has(ends: Ends, author: str) -> None:
    made = interview(ends.researcher)
    receive_package(ends.office, ends.write().path)
    gone = replace(all_yes(made), withdrawn_at=NOON)
    data = said(CONSENT_KIND, consent_id_of(made.id), gone, author=author)
    assert send(ends, CONSENT_KIND, consent_id_of(made.id), data) == "withdrawn"
    assert decision(ends.office, made).refusal is Refusal.WITHDRAWN


def test_only_who_may_opens_again_by_naming_the_withdrawal(ends: Ends) -> None:
    made = interview(ends.researcher)
    ends.researcher.consents.withdraw(made.id, "")
    withdrawn = ends.researcher.consents.for_interview(made.id)
    anew = asked(ends.researcher, replace(all_yes(made), given_at=Moment.now()))
    ends.researcher.consents.decide(named_in_full(anew), withdrawn)
    assert decision(ends.researcher, made).allowed
    receive_package(ends.office, ends.write().path)
    assert decision(ends.office, made).allowed


def test_a_version_that_only_says_sealed_is_never_shown_as_sealed(ends: Ends) -> None:
    made = interview(ends.researcher)
    ends.researcher.interviews.seal(made.id)
    receive_package(ends.office, ends.write().path)
    sealed = ends.office.interviews.document(made.id)
    words = replace(sealed, utterances=(Utterance("u-1", text="Other words."),))
    heads = ends.office.versions.head_ids(made.id)
    for author in (SENDER, STRANGER):
        data = said(INTERVIEW_KIND, made.id, words, heads, author)
        send(ends, INTERVIEW_KIND, made.id, data)
        assert ends.office.interviews.document(made.id) == sealed
    data = said(INTERVIEW_KIND, made.id, words, heads)
    seal = sign(data, key_of("sender"), SEAL_NAMESPACE)
    send(ends, INTERVIEW_KIND, made.id, data, seal)
    assert ends.office.interviews.document(made.id) == sealed
    assert len(ends.office.versions.head_ids(made.id)) > 1


@pytest.mark.parametrize("first", [True, False], ids=["first", "last"])
def test_an_id_belongs_to_its_first_author(ends: Ends, first: bool) -> None:
    made = interview(ends.researcher)
    person = ends.researcher.people.get(made.person_id)
    theirs = replace(person, code="P-TAKEN")
    data = said(PERSON_KIND, person.id, theirs)
    if first:
        send(ends, PERSON_KIND, person.id, data)
        assert ends.office.people.get(person.id) == theirs
    plan = ends.plan()
    assert plan.counts.interviews == 1
    own = ends.researcher.versions.cut(PERSON_KIND, person.id, "sent")
    by = ends.researcher.versions.signed([own.id])[own.id]
    ends.office.versions.take_in(ends.office.versions.read(own.data), by, "package")
    if not first:
        send(ends, PERSON_KIND, person.id, data)
    assert ends.office.people.get(person.id) == person
    assert len(ends.office.versions.head_ids(person.id)) == 2


def test_what_a_stranger_wrote_is_shown_once_the_card_is_trusted(ends: Ends) -> None:
    made = interview(ends.researcher)
    person = ends.researcher.people.get(made.person_id)
    sealed = replace(made, state=State.PLANNED)
    assert sealed.id == made.id
    data = said(PERSON_KIND, person.id, person, author=STRANGER)
    assert send(ends, PERSON_KIND, person.id, data) == "waits-for-card"
    assert ends.office.people.all() == []
    card = Sender(ends)
    card.sender = key_of("stranger")
    trust(ends.office, "stranger")
    assert ends.office.people.all() == [person]


def trust(home: EitherHome, name: str) -> None:
    """Add and trust the card of an invented author, as a person does."""
    from desktop.crypto.age import KeyKind, generate_identity
    from tests.unit.handoff.sender import make_card

    recipient = str(generate_identity(KeyKind.X25519).recipient)
    known = home.cards.add(*make_card(key_of(name), recipient))
    home.cards.trust(known.fingerprint, RecipientKind.ORGANISATION)
