"""What a newer program wrote: nothing of it is lost, nothing believed that is not understood, and
what it closes is closed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from desktop import canonical
from desktop.handoff.receiving.receive import dry_run, receive_package
from desktop.handoff.sending.gate import ask
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.home.versions import new_version, read_document
from desktop.model.consent import CONSENT_KIND, Purpose, RecipientKind, Refusal
from desktop.model.handoff import LineReason, Outcome, ReceiptLine
from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND, Interview
from desktop.model.newer import Closes
from desktop.model.person import PERSON_KIND
from desktop.model.values.moment import Moment
from desktop.model.version import RecordKind, VersionDocument
from desktop.vault import Vault
from tests.homes.either import EitherHome
from tests.support import make_vault
from tests.unit.handoff.ends import USE, Ends, interview, introduce, receipted
from tests.unit.handoff.forge import NOON
from tests.unit.handoff.sender import SENDER, Sender, entry_of, person

pytestmark = pytest.mark.rare

KEPT = (Outcome.ACCEPTED, LineReason.KEPT_UNREAD)
EVENT = RecordKind("event")
LATER = Moment("2036-01-01T00:00:00.000Z", 0)
FUTURE: tuple[Mapping[str, Any], ...] = (
    {"needs": ["masks"]},
    {"version": 2},
    {"derived_from": new_id()},
    {"shown_as": "initials"},
    {"body": {"all": "new"}},
)


def future(kind: RecordKind, record_id: str, said: object, **envelope: Any) -> bytes:
    """A version as a newer program may write it."""
    plain = canonical.to_plain(
        VersionDocument(kind, record_id, (), SENDER, LATER, "sent", "0" * 32, {})
    )
    return canonical.encode({**plain, "body": canonical.to_plain(said), **envelope})


def take(
    ends: Ends, *records: tuple[RecordKind, str, bytes], grounds: tuple[str, ...] = ()
) -> list[ReceiptLine]:
    """Let the office receive these from a trusted sender."""
    entries = [entry_of(kind, id_, data, *grounds) for kind, id_, data in records]
    path = Sender(ends).package(ends.stick / f"{new_id()}.age", entries)
    return list(receive_package(ends.office, path).receipt.records)


def refusal(home: EitherHome, made: Interview) -> Refusal | None:
    return ask(home, [made.id], USE, RecipientKind.ORGANISATION)[made.id].decision.refusal


def held(ends: Ends) -> Interview:
    """An interview that the office holds with its consent."""
    made = interview(ends.researcher)
    receipted(ends, ends.write())
    assert refusal(ends.office, made) is None
    return made


def consent_of(home: EitherHome, made: Interview) -> tuple[str, dict[str, Any], list[str]]:
    """Id, body and heads of the consent to an interview."""
    consent = home.consents.for_interview(made.id)
    assert consent is not None
    heads = sorted(home.versions.head_ids(consent.id))
    return consent.id, canonical.to_plain(consent), heads


# --- records ----------------------------------------------------------------------------------


@pytest.mark.parametrize("envelope", FUTURE, ids=lambda each: next(iter(each)))
def test_a_record_that_is_not_understood_is_kept_and_counted(
    ends: Ends, envelope: Mapping[str, Any]
) -> None:
    record_id, body = person()
    data = future(PERSON_KIND, record_id, body, **envelope)
    (line,) = take(ends, (PERSON_KIND, record_id, data))
    assert (line.outcome, line.reason) == KEPT
    assert ends.office.people.find(record_id) is None
    assert ends.office.versions.get(line.item).data == data
    assert ends.office.versions.count_unread() == 1
    (line,) = take(ends, (PERSON_KIND, record_id, data))
    assert (line.outcome, line.reason) == (Outcome.ALREADY_THERE, LineReason.KEPT_UNREAD)


def test_unknown_fields_are_read_past_and_survive_an_edit_nested_and_in_lists(ends: Ends) -> None:
    record_id, body = person()
    plain = canonical.to_plain(body) | {"height": 170}
    plain["created_at"]["zone"] = "Europe/Minsk"
    form = {"text": "Алеся", "script": "Cyrl", "language": "be", "kind": "own-use"}
    plain["names"] = [form | {"stress": 3}, form | {"text": "Aliesia"}]
    data = future(PERSON_KIND, record_id, plain, embargo={"until": "2030"})
    (line,) = take(ends, (PERSON_KIND, record_id, data))
    assert (line.outcome, line.reason) == (Outcome.ACCEPTED, "")
    there = ends.office.people.get(record_id)
    assert [each.text for each in there.names] == ["Алеся", "Aliesia"]
    ends.office.people.save(_with_note(there))
    cut = ends.office.versions.cut(PERSON_KIND, record_id, "sent")
    assert cut.document.parents == (line.item,)
    assert cut.document.body["note"] == "edited here"
    assert cut.document.body["height"] == 170
    assert cut.document.body["created_at"]["zone"] == "Europe/Minsk"
    assert cut.document.body["names"][0]["stress"] == 3
    assert "stress" not in cut.document.body["names"][1]
    assert canonical.unknown_fields(cut.data, VersionDocument) == {"embargo": {"until": "2030"}}
    assert not ends.office.versions.would_differ(PERSON_KIND, record_id)


def test_unknown_fields_of_what_closes_survive_a_decision() -> None:
    closes = Closes((new_id(),))
    plain = canonical.to_plain(closes) | {"paused": [1]}
    base = read_document(future(CONSENT_KIND, new_id(), {}, closes=plain))
    body: dict[str, Any] = {}
    said = CONSENT_KIND, base.document.record_id, body, (base.id,), SENDER, "sent"
    assert b'"paused":[1]' in new_version(*said, closes, base).data
    assert b"paused" not in new_version(*said, None, base).data


def _with_note(there: Any) -> Any:
    return type(there)(**{**{n: getattr(there, n) for n in there.__slots__}, "note": "edited here"})


def test_a_code_that_is_not_known_keeps_its_record_unread(ends: Ends) -> None:
    record_id, body = person()
    data = future(PERSON_KIND, record_id, canonical.to_plain(body) | {"kind": "crowd"})
    (line,) = take(ends, (PERSON_KIND, record_id, data))
    assert (line.outcome, line.reason) == KEPT


def test_a_newer_version_of_what_is_here_leaves_shown_what_is_understood(ends: Ends) -> None:
    record_id, body = person()
    (first,) = take(ends, (PERSON_KIND, record_id, future(PERSON_KIND, record_id, body)))
    newer = future(PERSON_KIND, record_id, body, needs=["masks"], parents=[first.item])
    (second,) = take(ends, (PERSON_KIND, record_id, newer))
    assert ends.office.people.get(record_id) == body
    assert ends.office.versions.head_ids(record_id) == {second.item}
    assert [each.id for each in ends.office.versions.heads(record_id)] == [first.item]
    again = canonical.to_plain(body) | {"note": "understood"}
    third = future(PERSON_KIND, record_id, again, parents=[second.item])
    take(ends, (PERSON_KIND, record_id, third))
    assert ends.office.people.get(record_id).note == "understood"


def test_a_derived_version_is_never_laid_over_what_it_came_from(ends: Ends) -> None:
    made = held(ends)
    (head,) = ends.office.versions.head_ids(made.id)
    before = ends.office.interviews.document(made.id)
    plain = canonical.to_plain(before)
    plain["interview"]["purpose"] = "without names"
    shown = future(INTERVIEW_KIND, made.id, plain, derived_from=made.id, parents=[head])
    (line,) = take(ends, (INTERVIEW_KIND, made.id, shown))
    assert (line.outcome, line.reason) == KEPT
    assert ends.office.interviews.document(made.id) == before


# --- consents ---------------------------------------------------------------------------------


@pytest.mark.parametrize("envelope", FUTURE, ids=lambda each: next(iter(each)))
def test_a_consent_whose_newest_head_is_unread_closes_its_interview(
    ends: Ends, envelope: Mapping[str, Any]
) -> None:
    made = held(ends)
    consent_id, body, parents = consent_of(ends.office, made)
    unread = future(CONSENT_KIND, consent_id, body, parents=parents, **envelope)
    (line,) = take(ends, (CONSENT_KIND, consent_id, unread), grounds=(made.id,))
    assert (line.outcome, line.reason) == KEPT
    assert refusal(ends.office, made) is Refusal.KEPT_UNREAD
    readable = future(CONSENT_KIND, consent_id, body, parents=[line.item])
    take(ends, (CONSENT_KIND, consent_id, readable), grounds=(made.id,))
    assert refusal(ends.office, made) is None


@pytest.mark.parametrize("envelope", FUTURE, ids=lambda each: next(iter(each)))
def test_a_withdrawal_in_the_envelope_acts_whatever_the_body_says(
    ends: Ends, envelope: Mapping[str, Any]
) -> None:
    made = held(ends)
    consent_id, body, _heads = consent_of(ends.office, made)
    closes = {"interviews": [made.id], "withdrawn_at": canonical.to_plain(NOON), "erased_at": None}
    unread = future(CONSENT_KIND, consent_id, body, closes=closes, **envelope)
    path = Sender(ends).package(
        ends.stick / "x.age", [entry_of(CONSENT_KIND, consent_id, unread, made.id)]
    )
    assert dry_run(ends.office, path).counts.withdrawals == 1
    received = receive_package(ends.office, path)
    (line,) = received.receipt.records
    assert (line.outcome, line.reason) == (Outcome.ACCEPTED, LineReason.WITHDRAWN)
    assert [each.interview_id for each in received.withdrawals] == [made.id]
    assert refusal(ends.office, made) is Refusal.WITHDRAWN
    shown = ends.office.consents.for_interview(made.id)
    assert shown is not None
    assert shown.withdrawn_at == NOON


def test_envelope_and_body_that_differ_close_either_way(ends: Ends) -> None:
    made = held(ends)
    consent_id, body, _heads = consent_of(ends.office, made)
    open_ = {"interviews": [made.id], "withdrawn_at": None, "erased_at": None}
    said = body | {"withdrawn_at": canonical.to_plain(NOON)}
    data = future(CONSENT_KIND, consent_id, said, closes=open_)
    (line,) = take(ends, (CONSENT_KIND, consent_id, data), grounds=(made.id,))
    assert line.reason == LineReason.WITHDRAWN
    assert refusal(ends.office, made) in (Refusal.WITHDRAWN, Refusal.KEPT_UNREAD)


def test_answers_of_codes_that_are_not_known_stay_and_let_nothing_out(ends: Ends) -> None:
    made = held(ends)
    consent_id, body, parents = consent_of(ends.office, made)
    for row in body["answers"]:
        row["identification"] = "mask"
    body["answers"].append(
        {"purpose": "teach", "recipient": "school", "answer": "perhaps", "identification": "code"}
    )
    data = future(CONSENT_KIND, consent_id, body, parents=parents)
    (line,) = take(ends, (CONSENT_KIND, consent_id, data), grounds=(made.id,))
    assert line.reason in ("", LineReason.WAITS_FOR_CARD)
    assert refusal(ends.office, made) is Refusal.NOT_UNDERSTOOD
    asked = ask(ends.office, [made.id], type(USE)("teach"), RecipientKind.PUBLIC)
    assert not asked[made.id].decision.allowed


def test_a_tombstone_closes_an_interview_and_lets_no_other_version_out(ends: Ends) -> None:
    made = held(ends)
    gone = {"interviews": [], "withdrawn_at": None, "erased_at": canonical.to_plain(NOON)}
    data = future(INTERVIEW_KIND, made.id, {}, closes=gone)
    take(ends, (INTERVIEW_KIND, made.id, data))
    assert refusal(ends.office, made) is Refusal.WITHDRAWN
    assert set(ends.office.versions.erased([made.id])) == {made.id}


# --- kinds that nobody here knows, and how they go on -------------------------------------------


@pytest.fixture
def partner(ends: Ends, tmp_path: Path) -> Any:
    with make_vault(tmp_path, "partner") as made:
        introduce(ends.office, made)
        introduce(made, ends.office)
        yield made


@pytest.mark.parametrize("goes", [True, False], ids=["everything", "no photographs"])
def test_a_record_of_an_unknown_kind_goes_on_only_where_everything_may(
    ends: Ends, partner: Vault, goes: bool
) -> None:
    made = held(ends)
    consent = ends.office.consents.for_interview(made.id)
    assert consent is not None
    record_id = new_id()
    data = future(EVENT, record_id, {"what": "unheard of"})
    (line,) = take(ends, (EVENT, record_id, data), grounds=(made.id,))
    assert (line.outcome, line.reason) == KEPT
    if not goes:
        keep_photographs(ends.office, made)
    plan = plan_package(ends.office, partner.identity.fingerprint, USE)
    written = write_package(ends.office, plan, ends.stick)
    received = receive_package(partner, written.path)
    assert (line.item in {each.item for each in received.receipt.records}) is goes
    assert partner.versions.count_unread() == int(goes)
    if goes:
        assert partner.versions.data(line.item) == data


def let_all_out(home: EitherHome, made: Interview) -> None:
    """Let a person here decide that everything may leave, under the full name."""
    consent = home.consents.for_interview(made.id)
    assert consent is not None
    plain = canonical.to_plain(consent)
    for row in plain["answers"]:
        if row["answer"] == "yes":
            row["identification"] = "full-name"
    home.consents.save(canonical.from_plain(plain, type(consent)), "asked again")


def keep_photographs(home: EitherHome, made: Interview) -> None:
    """Let a person here decide that no photograph may leave."""
    consent = home.consents.for_interview(made.id)
    assert consent is not None
    plain = canonical.to_plain(consent)
    for row in plain["answers"]:
        if row["purpose"] == Purpose.PHOTOGRAPH:
            row["answer"] = "no"
    home.consents.save(canonical.from_plain(plain, type(consent)), "asked again")


def test_an_unread_decision_of_an_unknown_kind_closes_what_its_envelope_names(ends: Ends) -> None:
    made, record_id = held(ends), new_id()
    closes = {"interviews": [made.id], "withdrawn_at": None, "erased_at": None}
    take(
        ends,
        (EVENT, record_id, future(EVENT, record_id, {"x": 1}, closes=closes)),
        grounds=(made.id,),
    )
    assert refusal(ends.office, made) is Refusal.KEPT_UNREAD
