"""What is taken in is what was signed; the rest is set aside, named, and nothing happens twice."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop import canonical
from desktop.crypto.sshsig import SigningKey, sign
from desktop.errors import (
    Cancelled,
    NotAddressedToUs,
    NotARecipient,
    PackageRefused,
    RevokedSigner,
    SkryniaError,
    UnknownSigner,
)
from desktop.handoff import layout
from desktop.handoff.custody_intake import ALTERED, FOREIGN, UNREADABLE
from desktop.handoff.receive import WITHDRAWN, dry_run, receive_package
from desktop.handoff.selection import plan_package
from desktop.handoff.write import write_package
from desktop.model.consent import Purpose
from desktop.model.handoff import Outcome, RecordEntry
from desktop.model.identity import Card, Party, Role
from desktop.model.ids import new_id
from desktop.model.interview import Interview, InterviewDocument, Utterance
from desktop.model.person import Person
from desktop.model.version import RecordKind, RecordVersion, VersionDocument
from desktop.vault import CARD_NAMESPACE, SEAL_NAMESPACE
from tests.support import make_vault
from tests.unit.handoff.ends import (
    ACCOUNT,
    USE,
    Ends,
    add_file,
    interview,
    introduce,
    make_ends,
    state_of,
)
from tests.unit.handoff.forge import NOON, Forge, sha256

PHOTO = b"invented photo" * 9000


def version(kind: RecordKind, record_id: str, body: object, author: str = "a") -> bytes:
    """A record version as another vault would cut it."""
    document = VersionDocument(
        kind, record_id, (), author, NOON, "sent", "0" * 32, canonical.to_plain(body)
    )
    return canonical.encode(document)


class Sender(Forge):
    """A trusted sender whose packages to the office are made by hand."""

    def __init__(self, ends: Ends) -> None:
        office = ends.office.identity
        super().__init__(sender=SigningKey.generate(), identity=office.age_identity(), media=[])
        self.ends = ends
        card = make_card(self.sender, str(office.age_identity().recipient))
        known = ends.office.cards.add(*card)
        ends.office.cards.trust(known.fingerprint, known.recipient_kind)

    def package(
        self,
        path: Path,
        records: list[tuple[RecordEntry, bytes]],
        seal: bytes | None = None,
        custody: bytes = b"",
    ) -> Path:
        """A package of these records, sound in every layer around them; ``seal`` over the first."""
        ids = {entry.record_id for entry, _ in records if entry.kind is RecordKind.INTERVIEW}
        snapshot = self.document.consents[0]
        document = replace(
            self.document,
            recipients=(self.ends.office.identity.party(),),
            records=tuple(entry for entry, _ in records),
            consents=tuple(replace(snapshot, interview_id=each) for each in sorted(ids)),
        )
        seals = {} if seal is None else {layout.seal_path(records[0][0].version_id): seal}
        payload = {
            layout.DOCUMENT: canonical.encode(document),
            **seals,
            **{layout.record_path(entry): data for entry, data in records},
            layout.CUSTODY: custody,
        }
        return self.write(path, self.entries(payload, document.package_id))


def make_card(key: SigningKey, recipient: str) -> tuple[bytes, bytes]:
    """A card of an invented researcher."""
    card = Card("Invented Sender", Role.RESEARCHER, key.public_key.line(), recipient, NOON)
    document = canonical.encode(card)
    return document, sign(document, key, CARD_NAMESPACE)


def entry_of(kind: RecordKind, record_id: str, data: bytes) -> tuple[RecordEntry, bytes]:
    return RecordEntry(kind, record_id, sha256(data)), data


def person(record_id: str | None = None) -> tuple[str, Person]:
    record_id = record_id or new_id()
    return record_id, Person(record_id, NOON, "P-9")


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


def test_working_copies_are_made_by_who_asks_for_them(ends: Ends) -> None:
    interview(ends.researcher, files=[PHOTO])
    made: list[str] = []
    receive_package(ends.office, ends.write().path, on_media=made.append)
    assert [ends.office.media.get(each).size for each in made] == [len(PHOTO)]


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


def test_an_interrupted_intake_goes_on_where_it_stopped(ends: Ends) -> None:
    interview(ends.researcher, files=[PHOTO, b"second"])
    path = ends.write().path

    def cancel(done: int, total: int, what: str) -> None:
        if what.startswith("Taking") and ends.office.media.count():
            raise Cancelled

    with pytest.raises(Cancelled):
        receive_package(ends.office, path, cancel)
    assert ends.office.packages.received() == []
    received = receive_package(ends.office, path)
    assert {line.outcome for line in received.receipt.records} == {Outcome.ALREADY_THERE}
    assert [line.outcome for line in received.receipt.media] == [
        Outcome.ALREADY_THERE,
        Outcome.ACCEPTED,
    ]
    assert ends.office.custody.verify().intact


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=6)
@given(order=st.permutations(range(3)), repeat=st.integers(0, 2))
def test_packages_in_any_order_and_again_end_in_the_same_archive(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], repeat: int
) -> None:
    ends = make_ends(tmp_path_factory.mktemp("order"))
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
    assert [line.reason for line in received.receipt.records if line.reason] == [WITHDRAWN]
    (withdrawal,) = received.withdrawals
    assert withdrawal.interview_id == made.id
    assert [package.package_id for package in withdrawal.sent_on] == [onward.package_id]
    assert again.going == ()
    assert [notice.withdrawn for notice in again.notices] == [True]
    consent = ends.office.consents.for_interview(made.id)
    assert consent is not None
    assert consent.withdrawn_at is not None


# --- what is set aside ------------------------------------------------------------------------


def test_one_bad_record_is_set_aside_and_named_and_the_rest_goes_on(ends: Ends) -> None:
    sender = Sender(ends)
    good_id, good = person()
    bad_id, bad = person()
    records = [
        entry_of(RecordKind.PERSON, bad_id, b"not json at all"),
        entry_of(RecordKind.PERSON, bad_id, version(RecordKind.PERSON, bad_id, {"added": 1})),
        entry_of(RecordKind.PERSON, bad_id, version(RecordKind.PERSON, new_id(), bad)),
        entry_of(RecordKind.INTERVIEW, bad_id, version(RecordKind.PERSON, bad_id, bad)),
        entry_of(RecordKind.PERSON, bad_id, b"[" * 5000),
        entry_of(RecordKind.PERSON, good_id, version(RecordKind.PERSON, good_id, good)),
    ]
    received = receive_package(ends.office, sender.package(ends.stick / "x.age", records))
    outcomes = [line.outcome for line in received.receipt.records]
    assert outcomes == [Outcome.SET_ASIDE] * 5 + [Outcome.ACCEPTED]
    assert all(line.reason for line in received.receipt.records[:5])
    aside = ends.office.packages.what_was_set_aside(received.receipt.package_id)
    assert {each.item for each in aside} == {entry.version_id for entry, _ in records[:5]}
    assert {each.data for each in aside} == {data for _, data in records[:5]}
    assert ends.office.people.get(good_id) == good
    assert [each.id for each in ends.office.people.all()] == [good_id]


def test_a_record_of_a_kind_unknown_here_is_refused_with_the_document(ends: Ends) -> None:
    """The kind stands in the signed document too: a package that needs a newer reader says so
    there, so nothing of it is half understood."""
    sender = Sender(ends)
    document = replace(sender.document, recipients=(ends.office.identity.party(),))
    payload = sender.payload(document)
    payload[layout.DOCUMENT] = payload[layout.DOCUMENT].replace(b'"interview"', b'"event"')
    path = sender.write(ends.stick / "x.age", sender.entries(payload, document.package_id))
    before = state_of(ends.office)
    with pytest.raises(PackageRefused, match="schema"):
        receive_package(ends.office, path)
    assert state_of(ends.office) == before


@pytest.mark.parametrize("flaw", ["other key", "other bytes", "other namespace", "garbage"])
def test_a_record_whose_seal_does_not_hold_is_set_aside_whole(ends: Ends, flaw: str) -> None:
    sender = Sender(ends)
    interview_id = new_id()
    body = InterviewDocument(Interview(interview_id, NOON, "W-9", new_id()))
    author = sender.sender.public_key.fingerprint
    data = version(RecordKind.INTERVIEW, interview_id, body, author)
    seals = {
        "other key": sign(data, SigningKey.generate(), SEAL_NAMESPACE),
        "other bytes": sign(data + b" ", sender.sender, SEAL_NAMESPACE),
        "other namespace": sign(data, sender.sender, layout.PACKAGE_NAMESPACE),
        "garbage": b"seal",
    }
    record = entry_of(RecordKind.INTERVIEW, interview_id, data)
    path = sender.package(ends.stick / "x.age", [record], seals[flaw])
    (line,) = receive_package(ends.office, path).receipt.records
    assert (line.outcome, line.reason) == (Outcome.SET_ASIDE, "its seal does not hold")
    assert ends.office.interviews.count() == 0


def test_a_file_that_no_record_describes_is_set_aside(ends: Ends) -> None:
    sender = Sender(ends)
    sender.media = [b"undescribed"]
    document = replace(
        sender.document, records=(), consents=(), recipients=(ends.office.identity.party(),)
    )
    path = sender.write(
        ends.stick / "x.age", sender.entries(sender.payload(document), document.package_id)
    )
    (line,) = receive_package(ends.office, path).receipt.media
    assert line.outcome is Outcome.SET_ASIDE
    assert ends.office.media.count() == 0


def test_a_file_that_takes_the_id_of_another_one_here_is_set_aside(ends: Ends) -> None:
    ours = add_file(ends.office, b"ours")
    sender = Sender(ends)
    sender.media = [b"theirs"]
    theirs = replace(ours, sha256=sha256(b"theirs"), size=len(b"theirs"))
    record = entry_of(RecordKind.MEDIA, ours.id, version(RecordKind.MEDIA, ours.id, theirs))
    sender.records = [record[1]]
    document = replace(sender.document, consents=(), recipients=(ends.office.identity.party(),))
    media = (replace(document.media[0], media_id=ours.id),)
    document = replace(document, records=(record[0],), media=media)
    path = sender.write(
        ends.stick / "x.age", sender.entries(sender.payload(document), document.package_id)
    )
    (line,) = receive_package(ends.office, path).receipt.media
    assert (line.outcome, line.reason) == (Outcome.SET_ASIDE, "its id names another file here")
    assert b"".join(ends.office.media.read(ours.id)) == b"ours"


def test_the_same_photo_under_another_id_is_not_stored_twice(ends: Ends) -> None:
    add_file(ends.office, PHOTO)
    made = interview(ends.researcher, files=[PHOTO])
    received = receive_package(ends.office, ends.write().path)
    assert [line.outcome for line in received.receipt.media] == [Outcome.ALREADY_THERE]
    assert ends.office.media.count() == 1
    (attached,) = ends.office.interviews.attachments(made.id)
    assert b"".join(ends.office.media.read(attached.media_id)) == PHOTO


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
    record = entry_of(RecordKind.PERSON, first_id, version(RecordKind.PERSON, first_id, first))
    received = receive_package(ends.office, sender.package(ends.stick / "x.age", [record]))
    sender.records = [record[1]]
    document = replace(
        sender.document,
        package_id=received.receipt.package_id,
        purpose=Purpose.PUBLISH,
        recipients=(ends.office.identity.party(),),
        records=(record[0],),
        consents=(),
    )
    entries = sender.entries(sender.payload(document), document.package_id)
    with pytest.raises(PackageRefused, match="same id"):
        receive_package(ends.office, sender.write(ends.stick / "y.age", entries))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
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


# --- custody ----------------------------------------------------------------------------------


def test_the_chain_of_custody_arrives_and_goes_on_to_the_next(ends: Ends, tmp_path: Path) -> None:
    made = interview(ends.researcher, files=[PHOTO])
    file = ends.researcher.interviews.attachments(made.id)[0].media_id
    first = ends.researcher.custody.events(made.id), ends.researcher.custody.events(file)
    received = receive_package(ends.office, ends.write().path)
    assert received.custody_set_aside == 0
    kept = ends.office.custody.received(made.id), ends.office.custody.received(file)
    assert kept == first
    with make_vault(tmp_path, "partner") as partner:
        introduce(ends.office, partner)
        introduce(partner, ends.office)
        plan = plan_package(ends.office, partner.identity.fingerprint, USE)
        receive_package(partner, write_package(ends.office, plan, ends.stick).path)
        chain = partner.custody.received(file)
    ours, theirs = ends.researcher.identity.fingerprint, ends.office.identity.fingerprint
    assert [event for event in chain if event.agent == ours] == first[1]
    assert [event for event in chain if event.agent == theirs]


def test_custody_events_that_do_not_hold_are_set_aside_and_the_rest_kept(ends: Ends) -> None:
    made = interview(ends.researcher)
    good, *_ = ends.researcher.custody.events(made.id)
    sender = Sender(ends)
    body = InterviewDocument(Interview(made.id, NOON, "W-9", new_id()))
    record = entry_of(RecordKind.INTERVIEW, made.id, version(RecordKind.INTERVIEW, made.id, body))
    lines = [
        canonical.encode(good),
        canonical.encode(replace(good, agent="SHA256:somebody else")),
        canonical.encode(replace(good, object_id=new_id())),
        b"{}",
        b"",
        b"[" * 100_000,
    ]
    path = sender.package(ends.stick / "x.age", [record], custody=b"\n".join(lines))
    received = receive_package(ends.office, path)
    assert ends.office.custody.received(made.id) == [good]
    aside = ends.office.packages.what_was_set_aside(received.receipt.package_id)
    assert received.custody_set_aside == 11
    assert {each.reason for each in aside} == {ALTERED, FOREIGN, UNREADABLE}
