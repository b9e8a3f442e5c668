"""What is taken in is what was signed, and nothing happens twice."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop import canonical
from desktop.errors import (
    Cancelled,
    NotAddressedToUs,
    NotARecipient,
    PackageRefused,
    RevokedSigner,
    SkryniaError,
    UnknownSigner,
)
from desktop.handoff.receiving import batches
from desktop.handoff.receiving.receive import dry_run, receive_package
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.media.decoding.pictures import make_pictures
from desktop.model.consent import Purpose
from desktop.model.handoff import LineReason, Outcome
from desktop.model.identity import Party
from desktop.model.ids import new_id
from desktop.model.interview import InterviewDocument, Utterance
from desktop.model.person import PERSON_KIND
from desktop.model.version import RecordVersion
from desktop.progress import UNSTOPPABLE
from tests.examples import examples
from tests.homes.either import HOMES
from tests.support import make_vault
from tests.unit.handoff.ends import (
    ACCOUNT,
    USE,
    Ends,
    either_ends,
    interview,
    introduce,
    state_of,
)
from tests.unit.handoff.forge import Forge
from tests.unit.handoff.sender import Sender, entry_of, person, version

PHOTO = b"invented photo" * 9000


# --- the plain way --------------------------------------------------------------------------


def test_a_dry_run_says_what_would_come_and_changes_nothing(ends: Ends) -> None:
    interview(ends.researcher, files=[PHOTO])
    written = ends.write()
    before = state_of(ends.office)
    arrival = dry_run(ends.office, written.path)
    assert state_of(ends.office) == before
    assert arrival.sender == Party(ends.researcher.identity.fingerprint, "researcher")
    assert (arrival.counts.new_files, arrival.counts.interviews) == (1, 1)
    assert arrival.received is False
    receive_package(ends.office, written.path)
    again = dry_run(ends.office, written.path)
    assert (again.received, again.counts.new_records, again.counts.new_files) == (True, 0, 0)


def test_the_last_word_before_a_received_package_is_recorded_says_that_nothing_stops_it_any_more(
    ends: Ends,
) -> None:
    """Whoever stops it there all the same has everything, and gets the receipt the next time."""
    made = interview(ends.researcher, files=[PHOTO])
    path = ends.write().path
    told: list[int] = []

    def cancelled(done: int, total: int, what: str) -> None:
        told.append(total)
        if total == UNSTOPPABLE:
            raise Cancelled

    with pytest.raises(Cancelled):
        receive_package(ends.office, path, cancelled)
    assert (told[-1], told.count(UNSTOPPABLE)) == (UNSTOPPABLE, 1)
    assert ends.office.packages.received() == []
    received = receive_package(ends.office, path)
    assert {line.outcome for line in received.receipt.records} == {Outcome.ALREADY_THERE}
    assert received.again is False
    assert ends.office.interviews.document(made.id) == ends.researcher.interviews.document(made.id)
    kept = ends.office.packages.get_received(received.receipt.package_id)
    assert kept.receipt == received.receipt
    assert len(kept.document.records) == len(received.receipt.records)


def test_every_word_and_every_byte_arrives(ends: Ends) -> None:
    made = interview(ends.researcher, files=[PHOTO])
    received = receive_package(ends.office, ends.write().path)
    assert {line.outcome for line in received.lines} == {Outcome.ACCEPTED}
    assert ends.office.interviews.document(made.id) == ends.researcher.interviews.document(made.id)
    consent = ends.office.consents.for_interview(made.id)
    assert consent == ends.researcher.consents.for_interview(made.id)
    media = ends.office.media.by_hash(hashlib.sha256(PHOTO).hexdigest())
    assert media is not None
    assert b"".join(ends.office.media.read(media.id)) == PHOTO
    assert media == ends.researcher.media.get(media.id)
    assert ends.office.custody.verify().intact


def test_pictures_of_what_came_wait_and_leave_its_record_as_it_was_sent(ends: Ends) -> None:
    interview(ends.researcher, files=[PHOTO])
    receive_package(ends.office, ends.write().path)
    (row,) = ends.office.pictures.rows()
    came = ends.office.pictures.at(row)
    assert came is not None
    assert came.size == len(PHOTO)
    make_pictures(ends.office)
    assert ends.office.pictures.waiting() == 0
    assert ends.office.media.get(came.id) == came


def test_a_sealed_interview_arrives_with_its_seal(ends: Ends) -> None:
    made = interview(ends.researcher)
    sealed = ends.researcher.interviews.seal(made.id)
    receive_package(ends.office, ends.write().path)
    seal = ends.office.versions.seal_of(sealed.id)
    assert seal is not None
    assert seal.signer == ends.researcher.identity.fingerprint


def test_receiving_twice_changes_nothing_and_gives_the_same_receipt(ends: Ends) -> None:
    interview(ends.researcher, files=[PHOTO])
    path = ends.write().path
    first = receive_package(ends.office, path)
    before = state_of(ends.office)
    second = receive_package(ends.office, path)
    assert (second.receipt, second.again) == (first.receipt, True)
    assert state_of(ends.office) == before


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each item in a transaction of its own, as on a slow machine."""
    monkeypatch.setattr(batches, "LONGEST", -1.0)


@pytest.mark.usefixtures("one_by_one")
def test_an_interrupted_intake_goes_on_where_it_stopped(ends: Ends) -> None:
    interview(ends.researcher, files=[PHOTO, b"second"])
    path = ends.write().path

    def cancel(done: int, total: int, what: str) -> None:
        if what.startswith("Accepting") and ends.office.media.count():
            raise Cancelled

    with pytest.raises(Cancelled):
        receive_package(ends.office, path, cancel)
    assert ends.office.packages.received() == []
    received = receive_package(ends.office, path)
    assert {line.outcome for line in received.receipt.records} == {Outcome.ALREADY_THERE}
    assert [line.outcome for line in received.receipt.media] == [Outcome.ACCEPTED] * 2
    assert ends.office.custody.verify().intact


@pytest.mark.parametrize("home", HOMES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(6))
@given(order=st.permutations(range(3)), repeat=st.integers(0, 2))
def test_packages_in_any_order_and_again_end_in_the_same_archive(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], repeat: int, home: str
) -> None:
    ends = either_ends(tmp_path_factory.mktemp("order"), home, home)
    made = interview(ends.researcher, files=[PHOTO])
    paths = []
    for text in ("one", "two", "three"):
        words = (*ends.researcher.interviews.utterances(made.id), Utterance(new_id(), text=text))
        ends.researcher.interviews.save_utterances(made.id, words)
        paths.append(ends.write().path)
    for place in [*order, order[repeat]]:
        receive_package(ends.office, paths[place])
    assert len(ends.office.versions.heads(made.id)) == 1
    assert ends.office.interviews.document(made.id) == ends.researcher.interviews.document(made.id)
    ends.close()


def test_work_done_at_both_ends_stays_as_two_branches(ends: Ends) -> None:
    made = interview(ends.researcher)
    receive_package(ends.office, ends.write().path)
    for vault, text in ((ends.office, "office"), (ends.researcher, "field")):
        words = (*vault.interviews.utterances(made.id), Utterance(new_id(), text=text))
        vault.interviews.save_utterances(made.id, words)
    receive_package(ends.office, ends.write().path)
    heads = ends.office.versions.heads(made.id)
    assert len(heads) == 2
    said = {text for head in heads for text in texts(head)}
    assert said == {ACCOUNT, "office", "field"}


def texts(head: RecordVersion) -> list[str]:
    document = canonical.from_plain(head.document.body, InterviewDocument)
    return [utterance.text for utterance in document.utterances]


# --- withdrawal -----------------------------------------------------------------------------


def test_a_dry_run_tells_of_withdrawals_that_would_be_acted_on(ends: Ends) -> None:
    made = interview(ends.researcher)
    first = ends.write().path
    assert dry_run(ends.office, first).counts.withdrawals == 0
    receive_package(ends.office, first)
    ends.researcher.consents.withdraw(made.id, "no longer")
    path = ends.write().path
    assert dry_run(ends.office, path).counts.withdrawals == 1
    receive_package(ends.office, path)
    assert dry_run(ends.office, path).counts.withdrawals == 0


def test_a_withdrawal_closes_the_interview_at_the_office_and_names_where_it_went_on(
    ends: Ends, tmp_path: Path
) -> None:
    made = interview(ends.researcher)
    receive_package(ends.office, ends.write().path)
    with make_vault(tmp_path, "partner") as partner:
        introduce(ends.office, partner)
        plan = plan_package(ends.office, partner.identity.fingerprint, USE)
        onward = write_package(ends.office, plan, ends.stick)
        ends.researcher.consents.withdraw(made.id, "no longer")
        received = receive_package(ends.office, ends.write().path)
        again = plan_package(ends.office, partner.identity.fingerprint, USE)
    assert [line.reason for line in received.receipt.records if line.reason] == [
        LineReason.WITHDRAWN
    ]
    (withdrawal,) = received.withdrawals
    assert (withdrawal.interview_id, withdrawal.name) == (made.id, made.code)
    assert [package.package_id for package in withdrawal.sent_on] == [onward.package_id]
    assert again.going == ()
    assert [notice.withdrawn for notice in again.notices] == [True]
    consent = ends.office.consents.for_interview(made.id)
    assert consent is not None
    assert consent.withdrawn_at is not None


@pytest.mark.usefixtures("one_by_one")
def test_a_withdrawal_is_told_although_the_intake_was_stopped_right_after_it(ends: Ends) -> None:
    made = interview(ends.researcher)
    receive_package(ends.office, ends.write().path)
    ends.researcher.consents.withdraw(made.id, "no longer")
    path = ends.write().path

    def cancel(done: int, total: int, what: str) -> None:
        consent = ends.office.consents.for_interview(made.id)
        if what.startswith("Accepting") and consent and consent.withdrawn_at:
            raise Cancelled

    with pytest.raises(Cancelled):
        receive_package(ends.office, path, cancel)
    received = receive_package(ends.office, path)
    assert [each.interview_id for each in received.withdrawals] == [made.id]
    reasons = [line.reason for line in received.receipt.records if line.reason]
    assert reasons == [LineReason.WITHDRAWN]
    told = [e for e in ends.office.custody.events(made.id) if e.detail.get("state") == "withdrawn"]
    assert len(told) == 1


# --- what is refused --------------------------------------------------------------------------


def test_a_package_from_nobody_known_or_a_revoked_sender_changes_nothing(ends: Ends) -> None:
    interview(ends.researcher)
    path = ends.write().path
    before = state_of(ends.office)
    ends.office.cards.revoke(ends.researcher.identity.fingerprint)
    with pytest.raises(RevokedSigner):
        receive_package(ends.office, path)
    assert state_of(ends.office)[1:] == before[1:]
    stranger = Forge(identity=ends.office.identity.age_identity())
    entries = stranger.of(recipients=(ends.office.identity.party(),))
    with pytest.raises(UnknownSigner):
        receive_package(ends.office, stranger.write(ends.stick / "x.age", entries))


def test_a_package_for_somebody_else_changes_nothing(ends: Ends, tmp_path: Path) -> None:
    interview(ends.researcher)
    with make_vault(tmp_path, "other") as other:
        introduce(other, ends.researcher)
        with pytest.raises(NotARecipient):
            receive_package(other, ends.write().path)
        sender = Sender(ends)
        entries = sender.of(recipients=(other.identity.party(),))
        before = state_of(ends.office)
        with pytest.raises(NotAddressedToUs):
            receive_package(ends.office, sender.write(ends.stick / "y.age", entries))
        assert state_of(ends.office) == before


def test_another_package_under_an_id_received_before_is_refused(ends: Ends) -> None:
    sender = Sender(ends)
    first_id, first = person()
    record = entry_of(PERSON_KIND, first_id, version(PERSON_KIND, first_id, first))
    received = receive_package(ends.office, sender.package(ends.stick / "x.age", [record]))
    sender.records = [record[1]]
    document = replace(
        sender.document,
        package_id=received.receipt.package_id,
        purpose=Purpose.PUBLISH,
        recipients=(ends.office.identity.party(),),
        records=(sender.resting(*record),),
    )
    entries = sender.entries(sender.payload(document), document.package_id)
    with pytest.raises(PackageRefused, match="same id"):
        receive_package(ends.office, sender.write(ends.stick / "y.age", entries))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(30))
@given(place=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255), cut=st.booleans())
def test_any_damage_leaves_the_vault_as_it_was(
    ends: Ends, place: float, flip: int, cut: bool
) -> None:
    if not ends.researcher.interviews.count():
        interview(ends.researcher, files=[PHOTO])
        ends.write()
    whole = next(path for path in ends.stick.iterdir() if path.suffix == ".age").read_bytes()
    data = bytearray(whole)
    at = int(place * len(data))
    data[at] ^= flip
    damaged = ends.stick / "damaged"
    damaged.write_bytes(whole[:at] if cut else bytes(data))
    before = state_of(ends.office)
    with pytest.raises(SkryniaError):
        receive_package(ends.office, damaged)
    assert state_of(ends.office) == before
