"""What does not hold inside a sound package is set aside and named; the rest goes on."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop import canonical
from desktop.crypto.sshsig import SigningKey, sign
from desktop.errors import (
    PackageRefused,
)
from desktop.handoff.format import layout, limits
from desktop.handoff.receiving.custody_rows import (
    ALTERED,
    ANOTHERS,
    BEHIND_HEAD,
    FOREIGN,
    UNREADABLE,
)
from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.model.handoff import LineReason, Outcome
from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND, Interview, InterviewDocument, Utterance
from desktop.model.media import MEDIA_KIND, Attachment, Media
from desktop.model.person import PERSON_KIND
from desktop.vault import SEAL_NAMESPACE
from tests.support import make_vault
from tests.unit.handoff.ends import (
    USE,
    Ends,
    add_file,
    interview,
    introduce,
    state_of,
)
from tests.unit.handoff.forge import HEAD, NOON, hashed, sha256
from tests.unit.handoff.sender import Sender, entry_of, person, signed, version
from tests.unit.vault.made import set_aside_of

PHOTO = b"invented photo" * 9000


# --- what is set aside ------------------------------------------------------------------------


def test_one_bad_record_is_set_aside_and_named_and_the_rest_goes_on(ends: Ends) -> None:
    sender = Sender(ends)
    good_id, good = person()
    bad_id, bad = person()
    records = [
        entry_of(PERSON_KIND, bad_id, b"not json at all"),
        entry_of(PERSON_KIND, bad_id, version(PERSON_KIND, new_id(), bad)),
        entry_of(INTERVIEW_KIND, bad_id, version(PERSON_KIND, bad_id, bad)),
        entry_of(PERSON_KIND, bad_id, b"[" * 5000),
        entry_of(PERSON_KIND, good_id, version(PERSON_KIND, good_id, good)),
    ]
    received = receive_package(ends.office, sender.package(ends.stick / "x.age", records))
    outcomes = [line.outcome for line in received.receipt.records]
    assert outcomes == [Outcome.SET_ASIDE] * 4 + [Outcome.ACCEPTED]
    assert [line.reason for line in received.receipt.records[:4]] == [
        LineReason.BREAKS_SCHEMA,
        LineReason.NOT_AS_LISTED,
        LineReason.NOT_AS_LISTED,
        LineReason.BREAKS_SCHEMA,
    ]
    aside = set_aside_of(ends.office, received.receipt.package_id)
    assert {item for item, _, _ in aside} == {entry.version_id for entry, _ in records[:4]}
    assert {data for _, _, data in aside} == {data for _, data in records[:4]}
    assert ends.office.people.get(good_id) == good
    assert [each.id for each in ends.office.people.all()] == [good_id]


def test_a_record_that_the_manifest_calls_of_another_kind_refuses_the_document(ends: Ends) -> None:
    """The kind stands in the signed document too, be it one that nobody here knows."""
    sender = Sender(ends)
    document = replace(sender.document, recipients=(ends.office.identity.party(),))
    payload = sender.payload(document)
    payload[layout.DOCUMENT] = payload[layout.DOCUMENT].replace(b'"interview"', b'"event"')
    path = sender.write(ends.stick / "x.age", sender.entries(payload, document.package_id))
    before = state_of(ends.office)
    with pytest.raises(PackageRefused, match="not in the manifest"):
        receive_package(ends.office, path)
    assert state_of(ends.office) == before


@pytest.mark.parametrize("flaw", ["other key", "other bytes", "other namespace", "garbage"])
def test_a_record_whose_seal_does_not_hold_is_set_aside_whole(ends: Ends, flaw: str) -> None:
    sender = Sender(ends)
    interview_id = new_id()
    body = InterviewDocument(Interview(interview_id, NOON, "W-9", new_id()))
    author = sender.sender.public_key.fingerprint
    data = version(INTERVIEW_KIND, interview_id, body, author)
    seals = {
        "other key": sign(data, SigningKey.generate(), SEAL_NAMESPACE),
        "other bytes": sign(data + b" ", sender.sender, SEAL_NAMESPACE),
        "other namespace": sign(data, sender.sender, layout.PACKAGE_NAMESPACE),
        "garbage": b"seal",
    }
    record = entry_of(INTERVIEW_KIND, interview_id, data)
    path = sender.package(ends.stick / "x.age", [record], seals[flaw])
    (line,) = receive_package(ends.office, path).receipt.records
    by_another = flaw == "other key"
    reason = LineReason.SEALED_BY_ANOTHER if by_another else LineReason.SEAL_DOES_NOT_HOLD
    assert (line.outcome, line.reason) == (Outcome.SET_ASIDE, reason)
    assert ends.office.interviews.count() == 0


def test_a_file_that_no_record_describes_is_set_aside(ends: Ends) -> None:
    sender = Sender(ends)
    sender.media = [b"undescribed"]
    document = replace(sender.document, records=(), recipients=(ends.office.identity.party(),))
    path = sender.write(
        ends.stick / "x.age", sender.entries(sender.payload(document), document.package_id)
    )
    (line,) = receive_package(ends.office, path).receipt.media
    assert line.outcome is Outcome.SET_ASIDE
    assert ends.office.media.count() == 0


def described(sender: Sender, media: Media, data: bytes) -> Path:
    """A package of one file and the record that describes it."""
    record = entry_of(MEDIA_KIND, media.id, version(MEDIA_KIND, media.id, media))
    sender.media, sender.records = [data], [record[1]]
    plain = sender.document
    entries, authors = signed([(sender.resting(*record), record[1])])
    document = replace(
        plain,
        recipients=(sender.ends.office.identity.party(),),
        records=entries,
        authors=authors,
        media=(replace(plain.media[0], media_id=media.id),),
    )
    whole = sender.entries(sender.payload(document), document.package_id)
    return sender.write(sender.ends.stick / "described.age", whole)


def media_of(data: bytes, media_id: str) -> Media:
    digests = sha256(data), hashlib.sha512(data).hexdigest()
    return Media(media_id, NOON, *digests, len(data), "x.jpg", "image/jpeg")


def test_a_file_that_takes_the_id_of_another_one_here_is_set_aside(ends: Ends) -> None:
    ours = add_file(ends.office, b"ours")
    path = described(Sender(ends), media_of(b"theirs", ours.id), b"theirs")
    (line,) = receive_package(ends.office, path).receipt.media
    assert (line.outcome, line.reason) == (Outcome.SET_ASIDE, LineReason.ID_TAKEN)
    assert b"".join(ends.office.media.read(ours.id)) == b"ours"


@pytest.mark.parametrize("changes", [{"sha512": "0" * 128}, {"sha256": "0" * 64}, {"size": 1}])
def test_a_record_that_names_other_hashes_does_not_describe_the_file(
    ends: Ends, changes: dict[str, Any]
) -> None:
    """Hashes of a record are used for later packages: they must be those of the bytes."""
    media = replace(media_of(b"theirs", new_id()), **changes)
    path = described(Sender(ends), media, b"theirs")
    (line,) = receive_package(ends.office, path).receipt.media
    assert (line.outcome, line.reason) == (Outcome.SET_ASIDE, LineReason.NOT_DESCRIBED)
    assert ends.office.media.count() == 0


TWICE = new_id()


@pytest.mark.parametrize(
    "body",
    [
        {"utterances": (Utterance(TWICE, text="one"), Utterance(TWICE, text="two"))},
        {"attachments": (Attachment(TWICE, "m"), Attachment(TWICE, "m"))},
        {"utterances": (Utterance(""), Utterance(""))},
        {"utterances": (Utterance(new_id(), text="\0"),)},
        {"utterances": (Utterance(new_id(), text="x" * 5_000_000),)},
        {"utterances": tuple(Utterance(new_id()) for _ in range(5000))},
    ],
)
def test_strange_interviews_are_taken_whole_or_set_aside(ends: Ends, body: dict[str, Any]) -> None:
    interview_id = new_id()
    document = InterviewDocument(Interview(interview_id, NOON, "W-9", "nobody"), **body)
    data = version(INTERVIEW_KIND, interview_id, document)
    sender = Sender(ends)
    record = entry_of(INTERVIEW_KIND, interview_id, data)
    (line,) = receive_package(ends.office, sender.package(ends.stick / "x.age", [record])).lines
    if (line.outcome, line.reason) == (Outcome.ACCEPTED, ""):
        assert ends.office.interviews.document(interview_id) == document
    else:
        assert line.reason
        assert ends.office.interviews.count() == 0


def test_the_same_photo_under_another_id_is_not_stored_twice(ends: Ends) -> None:
    add_file(ends.office, PHOTO)
    made = interview(ends.researcher, files=[PHOTO])
    received = receive_package(ends.office, ends.write().path)
    assert [line.outcome for line in received.receipt.media] == [Outcome.ACCEPTED]
    assert ends.office.media.count() == 1
    (attached,) = ends.office.interviews.attachments(made.id)
    assert b"".join(ends.office.media.read(attached.media_id)) == PHOTO


# --- custody ----------------------------------------------------------------------------------


def test_the_senders_own_custody_arrives_and_nobody_elses_goes_on(
    ends: Ends, tmp_path: Path
) -> None:
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
        forwarded = receive_package(partner, write_package(ends.office, plan, ends.stick).path)
        chain = partner.custody.received(file)
    assert forwarded.custody_set_aside == 0
    assert {event.agent for event in chain} == {ends.office.identity.fingerprint}


def test_custody_events_that_do_not_hold_are_set_aside_and_the_rest_kept(ends: Ends) -> None:
    made = interview(ends.researcher)
    told, *_ = ends.researcher.custody.events(made.id)
    sender = Sender(ends)
    body = InterviewDocument(Interview(made.id, NOON, "W-9", new_id()))
    record = entry_of(INTERVIEW_KIND, made.id, version(INTERVIEW_KIND, made.id, body))
    good = hashed(replace(told, agent=sender.sender.public_key.fingerprint))
    lines = [
        canonical.encode(good),
        canonical.encode(replace(good, id=new_id())),
        canonical.encode(told),
        canonical.encode(hashed(replace(good, agent=ends.office.identity.fingerprint))),
        canonical.encode(hashed(replace(good, seq=HEAD.seq))),
        canonical.encode(hashed(replace(good, seq=HEAD.seq + 1))),
        canonical.encode(replace(good, object_id=new_id())),
        b"{}",
        b"",
        b"[" * 100_000,
        canonical.encode(hashed(replace(good, detail={"long": "x" * 20_000}))),
        b" " * limits.CUSTODY_EVENT + canonical.encode(hashed(replace(good, seq=2, id=new_id()))),
    ]
    path = sender.package(ends.stick / "x.age", [record], custody=b"\n".join(lines))
    received = receive_package(ends.office, path)
    assert ends.office.custody.received(made.id) == [good]
    aside = set_aside_of(ends.office, received.receipt.package_id)
    assert received.custody_set_aside == 19
    # Equal parts of the long line are one item of those that lie there.
    reasons = Counter(reason for _, reason, _ in aside)
    assert reasons == {ALTERED: 1, ANOTHERS: 2, BEHIND_HEAD: 2, FOREIGN: 1, UNREADABLE: 8}
