"""What closes an interview, and what opens it again (receiving, Kept unread)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.second_reader import owned

from .sealing import OTHER, READER, SENDER, Signer
from .writer import (
    CONSENT,
    INTERVIEW,
    LATER,
    LATEST,
    PLACE,
    Draft,
    consent_body,
    dump,
    outcome_of,
    uid,
    version,
)

UNREAD = "kept-unread"


def test_a_consent_about_an_interview_not_listed_for_it() -> None:
    draft = Draft()
    body = consent_body(uid(7))
    item = draft.add_record("consent", body["id"], body, [INTERVIEW])
    assert outcome_of(draft.read(), item) == ("set-aside", "rests-on-others")


OTHERS_CONSENT = owned.consent_of(uid(7))


@pytest.mark.parametrize("record", [uid(3), OTHERS_CONSENT], ids=["says-nothing", "another's"])
def test_a_consent_whose_id_does_not_follow(record: str) -> None:
    """It is set aside, unless it is withdrawn, which closes all the same."""
    draft = Draft()
    item = draft.add_record("consent", record, consent_body(consent=record), [INTERVIEW])
    assert outcome_of(draft.read(), item) == ("set-aside", "rests-on-others")
    assert draft.read().closed == set()
    draft = Draft()
    body = consent_body(consent=record, withdrawn_at=LATER)
    item = draft.add_record("consent", record, body, [INTERVIEW])
    assert outcome_of(draft.read(), item) == ("accepted", "withdrawn")
    assert draft.read().closed == {INTERVIEW}


def _unread_consent(record: str, closes: Any, **more: Any) -> Draft:
    draft = Draft()
    given: dict[str, Any] = {"closes": closes, "needs": ["masks"], **more}
    draft.add_record("consent", record, {"id": record}, [INTERVIEW], **given)
    return draft


def _closes(*interviews: str, **more: Any) -> dict[str, Any]:
    return {"interviews": list(interviews), "withdrawn_at": None, "erased_at": None, **more}


UNREAD_CONSENTS: dict[str, tuple[str, bool, Draft]] = {
    "names-it": ("kept-unread", True, _unread_consent(CONSENT, _closes(INTERVIEW))),
    "names-none": ("kept-unread", True, _unread_consent(CONSENT, None)),
    "names-none-old-id": ("rests-on-others", False, _unread_consent(uid(3), None)),
    "old-id": ("rests-on-others", False, _unread_consent(uid(3), _closes(INTERVIEW))),
    "names-another": ("rests-on-others", False, _unread_consent(CONSENT, _closes(uid(7)))),
    "names-two": ("rests-on-others", False, _unread_consent(CONSENT, _closes(INTERVIEW, uid(7)))),
    "withdrawn": (
        "withdrawn",
        True,
        _unread_consent(CONSENT, _closes(INTERVIEW, withdrawn_at=LATER)),
    ),
    "withdrawn-old-id": (
        "withdrawn",
        True,
        _unread_consent(uid(3), _closes(INTERVIEW, withdrawn_at=LATER)),
    ),
    "erased": ("kept-unread", True, _unread_consent(CONSENT, _closes(INTERVIEW, erased_at=LATER))),
}


@pytest.mark.parametrize("name", UNREAD_CONSENTS)
def test_a_consent_that_nobody_here_can_read(name: str) -> None:
    reason, closes, draft = UNREAD_CONSENTS[name]
    result = draft.read()
    assert [v.reason for v in result.records] == [reason]
    assert result.closed == ({INTERVIEW} if closes else set())


def test_a_withdrawal_in_a_body_that_nobody_here_can_read() -> None:
    draft = Draft()
    body = {"id": CONSENT, "withdrawn_at": "some day"}
    draft.add_record("consent", CONSENT, body, [INTERVIEW])
    result = draft.read()
    assert [v.reason for v in result.records] == ["withdrawn"]
    assert result.closed == {INTERVIEW}


def test_what_closes_another_thing_than_its_body_is_kept_unread() -> None:
    draft = Draft()
    more: dict[str, Any] = {"closes": _closes(INTERVIEW, withdrawn_at=LATER)}
    draft.add_record("consent", CONSENT, consent_body(), [INTERVIEW], **more)
    assert [v.reason for v in draft.read().records] == ["withdrawn"]
    draft = Draft()
    draft.add_record("consent", CONSENT, consent_body(), [INTERVIEW], closes={})
    assert [v.reason for v in draft.read().records] == ["kept-unread"]
    draft = Draft()
    draft.add_record("consent", CONSENT, consent_body(), [INTERVIEW], closes=_closes(INTERVIEW))
    assert [v.reason for v in draft.read().records] == [""]


def test_what_is_kept_unread_stands_in_nobodys_place() -> None:
    """A withdrawal that only it names stays."""
    draft = Draft()
    gone = draft.add_consent(withdrawn_at=LATER)
    draft.document["consents"].clear()
    more: dict[str, Any] = {"needs": ["masks"], "parents": [gone]}
    unread = draft.add_record("consent", CONSENT, consent_body(), [INTERVIEW], **more)
    assert draft.read().closed == {INTERVIEW}
    body = consent_body(given_at=LATEST)
    draft.add_record("consent", CONSENT, body, [INTERVIEW], parents=[unread])
    assert draft.read().closed == {INTERVIEW}
    both = sorted([gone, unread])
    draft.add_record("consent", CONSENT, body, [INTERVIEW], parents=both, salt="1" * 32)
    assert draft.read().closed == set()


def _withdrawn_by(withdraws: Signer, opens: Signer) -> Draft:
    interview = owned.new("interview", SENDER.fingerprint, bytes(8))
    consent = owned.consent_of(interview)
    draft = Draft()
    body = consent_body(interview, withdrawn_at=LATER)
    gone = draft.add_record("consent", consent, body, [interview], by=withdraws)
    more: dict[str, Any] = {"by": opens, "parents": [gone]}
    draft.add_record("consent", consent, consent_body(interview), [interview], **more)
    return draft


@pytest.mark.parametrize(
    ("withdraws", "opens", "revoked", "closed"),
    [
        (OTHER, SENDER, [], False),
        (OTHER, OTHER, [], False),
        (OTHER, OTHER, [OTHER], True),
        (SENDER, OTHER, [], True),
        (SENDER, READER, [], False),
        (OTHER, READER, [], False),
    ],
    ids=["owner", "same", "same-late", "another", "here", "here-of-another"],
)
def test_who_opens_again(
    withdraws: Signer, opens: Signer, revoked: list[Signer], closed: bool
) -> None:
    result = _withdrawn_by(withdraws, opens).read(revoked=revoked)
    assert bool(result.closed) == closed


@pytest.mark.parametrize(("also", "closed"), [([], False), ([OTHER], True)])
def test_a_person_here_goes_on_from_a_strangers_unread(also: list[Signer], closed: bool) -> None:
    draft = Draft()
    more: dict[str, Any] = {"needs": ["masks"], "closes": _closes(INTERVIEW)}
    unread = draft.add_record("consent", CONSENT, {}, [INTERVIEW], by=OTHER, **more)
    on: dict[str, Any] = {"by": READER, "parents": [unread]}
    draft.add_record("consent", CONSENT, consent_body(), [INTERVIEW], **on)
    assert bool(draft.read(also=also).closed) == closed


def test_tombstones() -> None:
    """Of an interview anybody's is heard; of another record the owner's."""
    draft = Draft()
    draft.add_consent()
    closes: dict[str, Any] = {"closes": _closes(erased_at=LATER)}
    draft.add_record("interview", INTERVIEW, {}, [INTERVIEW], by=OTHER, **closes)
    theirs = owned.new("place", SENDER.fingerprint, bytes(8))
    draft.add_record("place", theirs, {}, [], by=OTHER, **closes)
    result = draft.read()
    assert result.closed == result.erased == {INTERVIEW}
    draft.add_record("place", theirs, {}, [], **closes)
    draft.add_record("place", PLACE, {}, [], by=OTHER, **closes)
    assert draft.read().erased == {INTERVIEW, theirs, PLACE}


def test_a_tombstone_is_for_ever() -> None:
    """Neither its owner nor a person here goes on from it."""
    interview = owned.new("interview", SENDER.fingerprint, bytes(8))
    consent = owned.consent_of(interview)
    for kind, record in (("consent", consent), ("person", uid(2))):
        draft = Draft()
        draft.add_consent(interview)
        closes: dict[str, Any] = {"closes": _closes(interview, erased_at=LATER), "by": OTHER}
        gone = draft.add_record(kind, record, {}, [interview], **closes)
        for by in (SENDER, OTHER, READER):
            on: dict[str, Any] = {"by": by, "parents": [gone]}
            draft.add_record("consent", consent, consent_body(interview), [interview], **on)
        assert draft.read().closed == {interview}


def test_only_a_direct_child_opens_again() -> None:
    draft = _withdrawn_by(OTHER, OTHER)
    opened = draft.document["records"].pop()
    path = f"data/records/consent/{opened['record_id']}/{opened['version_id']}.json"
    del draft.files[path]
    gone = draft.document["records"][0]["version_id"]
    [interview] = draft.document["records"][0]["grounds"]
    body = consent_body(interview, withdrawn_at=LATEST)
    consent = opened["record_id"]
    on: dict[str, Any] = {"parents": [gone], "by": READER}
    again = draft.add_record("consent", consent, consent_body(interview), [interview], **on)
    assert draft.read().closed == set()
    more: dict[str, Any] = {"by": OTHER}
    second = draft.add_record("consent", consent, body, [interview], **more)
    assert draft.read().closed == {interview}
    over: dict[str, Any] = {"parents": [again], "by": SENDER}
    draft.add_record("consent", consent, consent_body(interview), [interview], **over)
    assert draft.read().closed == {interview}
    last: dict[str, Any] = {"parents": [second], "by": SENDER}
    draft.add_record("consent", consent, consent_body(interview), [interview], **last)
    assert draft.read().closed == set()


@pytest.mark.parametrize("names", [False, True])
def test_only_a_consent_that_names_a_withdrawal_opens_again(names: bool) -> None:
    """Whatever its date."""
    draft = Draft()
    gone = draft.add_record("consent", CONSENT, consent_body(withdrawn_at=LATER), [INTERVIEW])
    again = consent_body(given_at=LATEST)
    parents = [gone] if names else []
    octets = dump(version("consent", CONSENT, again, parents=parents))
    draft.add_record("consent", CONSENT, None, [INTERVIEW], octets=octets)
    assert draft.read().closed == (set() if names else {INTERVIEW})


def test_what_a_newer_program_decided_closes() -> None:
    draft = Draft()
    closes = {"interviews": [INTERVIEW], "withdrawn_at": None, "erased_at": None}
    octets = dump(version("consent", CONSENT, {"new": 1}, closes=closes, needs=["masks"]))
    item = draft.add_record("consent", CONSENT, None, [INTERVIEW], octets=octets)
    assert outcome_of(draft.read(), item) == ("accepted", UNREAD)
    assert draft.read().closed == {INTERVIEW}
