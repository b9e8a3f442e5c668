"""Odd values in signed packages, receipts and cards: refused, set aside, or harmless."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop import canonical
from desktop.canonical import NotADocument
from desktop.crypto.sshsig import SigningKey, sign
from desktop.errors import CardRefused, PackageRefused
from desktop.handoff.identity.cards import check_card
from desktop.handoff.receiving.custody_rows import UNREADABLE
from desktop.handoff.receiving.receive import receive_package
from desktop.model.custody import CustodyEvent, CustodyKind
from desktop.model.handoff import LineReason, Outcome
from desktop.model.identity import Card
from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND, Interview, InterviewDocument, Utterance
from desktop.model.media import Attachment
from desktop.model.person import PERSON_KIND, NameForm, Person
from desktop.model.values import bounds
from desktop.model.values.moment import Moment
from desktop.model.version import VersionDocument
from desktop.vault import CARD_NAMESPACE
from tests.unit.handoff.ends import Ends, Vaults, delivered
from tests.unit.handoff.forge import NOON, Forge, hashed
from tests.unit.handoff.sender import Sender, entry_of, make_card, person, version
from tests.unit.handoff.test_receipt import forged, refused
from tests.unit.vault.made import set_aside_of

pytestmark = pytest.mark.rare

ODD_IDS = ("", "../../x", "A" * 36, "a b", "a\n", "\n", "é", "x" * 65, "a/b", "con\\aux", "\u202e")
LONG = "x" * (bounds.TEXT + 1)


def short(value: object) -> str:
    """The beginning of a name of a test: Windows has no environment for a whole one."""
    return repr(value)[:60]


def outcome(ends: Ends | Vaults, kind: Any, record_id: str, body: object) -> tuple[Outcome, str]:
    """What the office makes of one record."""
    record = entry_of(kind, record_id, version(kind, record_id, body))
    path = Sender(ends).package(ends.stick / f"{new_id()}.age", [record])
    (line,) = receive_package(ends.office, path).receipt.records
    return line.outcome, line.reason


SET_ASIDE = (Outcome.SET_ASIDE, LineReason.BREAKS_SCHEMA)
UNREAD = (Outcome.ACCEPTED, LineReason.KEPT_UNREAD)


@pytest.mark.parametrize(
    "changes",
    [
        {"code": LONG},
        {"code": "P-1\0hidden"},
        {"note": "\0"},
        {"born": LONG},
        {"names": (NameForm(LONG),)},
        {"names": (NameForm("a", language="x" * 256),)},
        {"names": tuple(NameForm("a") for _ in range(bounds.FEW + 1))},
    ],
    ids=short,
)
def test_texts_too_long_for_their_field_or_with_a_nul_stay_unread(
    ends: Ends, changes: dict[str, Any]
) -> None:
    record_id, body = person()
    assert outcome(ends, PERSON_KIND, record_id, replace(body, **changes)) == UNREAD
    assert ends.office.people.find(record_id) is None


@pytest.mark.parametrize("end", "\n\v\f\r\x85\u2028\u2029", ids=ascii)
def test_a_text_on_one_line_that_has_two_stays_unread(ends: Vaults, end: str) -> None:
    """A list or a terminal would show a row more than there are records."""
    record_id, body = person()
    for changes in ({"code": f"P-1{end}P-2"}, {"names": (NameForm(f"a{end}"),)}):
        assert outcome(ends, PERSON_KIND, record_id, replace(body, **changes)) == UNREAD
    assert outcome(ends, PERSON_KIND, record_id, replace(body, note=f"a{end}b"))[1] == ""
    assert ends.office.people.get(record_id).note == f"a{end}b"


@pytest.mark.parametrize("odd", ODD_IDS, ids=short)
def test_ids_that_are_no_ids_stay_unread(ends: Ends, odd: str) -> None:
    record_id = new_id()
    plain = Interview(record_id, NOON, "W-9", new_id())
    for body in (
        InterviewDocument(replace(plain, person_id=odd)),
        InterviewDocument(plain, utterances=(Utterance(odd),)),
        InterviewDocument(plain, attachments=(Attachment(odd, new_id()),)),
        InterviewDocument(plain, attachments=(Attachment(new_id(), odd),)),
    ):
        assert outcome(ends, INTERVIEW_KIND, record_id, body) == UNREAD
    assert ends.office.versions.heads(record_id) == []


def test_a_million_items_stay_unread(ends: Ends) -> None:
    record_id = new_id()
    plain = Interview(record_id, NOON, "W-9", new_id())
    many = tuple(Attachment("a", "b") for _ in range(bounds.MANY + 1))
    body = InterviewDocument(plain, attachments=many)
    assert outcome(ends, INTERVIEW_KIND, record_id, body) == UNREAD


def test_a_version_with_very_many_parents_is_set_aside(ends: Ends) -> None:
    record_id, body = person()
    plain = canonical.to_plain(body)
    parents = [f"{number:064x}" for number in range(bounds.PARENTS + 1)]
    for many, expected in ((parents, SET_ASIDE), (parents[1:], (Outcome.ACCEPTED, ""))):
        data = canonical.encode(
            {**canonical.to_plain(_document(record_id, plain)), "parents": many}
        )
        path = Sender(ends).package(
            ends.stick / f"{new_id()}.age", [entry_of(PERSON_KIND, record_id, data)]
        )
        (line,) = receive_package(ends.office, path).receipt.records
        assert (line.outcome, line.reason) == expected


def _document(record_id: str, body: object) -> Any:
    return canonical.to_plain(canonical.decode(version(PERSON_KIND, record_id, body), dict))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"code":"P-9"', b'"code":"P-9","code":"P-9"'),
        (b'"code":"P-9"', b'"code":"\\u0050-9"'),
        (b'"code":"P-9"', b'"code":"\\ud800"'),
        (b'"code":"P-9"', b'"code":"\xed\xa0\x80"'),
        (b'"code":"P-9"', b'"code":1.0'),
        (b'"offset_minutes":60', b'"offset_minutes":60.0'),
        (b'"offset_minutes":60', b'"offset_minutes":6e1'),
        (b'"offset_minutes":60', b'"offset_minutes":1e400'),
        (b'"offset_minutes":60', b'"offset_minutes":NaN'),
        (b'"offset_minutes":60', b'"offset_minutes":-0'),
        (b'"offset_minutes":60', b'"offset_minutes":060'),
        (b'"offset_minutes":60', b'"offset_minutes":true'),
        (b'"offset_minutes":60', b'"offset_minutes":' + b"9" * 5000),
        (b'"names":[]', b'"names":' + b"[" * 40 + b"]" * 40),
        (b'"names":[]', b'"names":' + b"[" * 900 + b"]" * 900),
        (b'"names":[]', b'"names":' + b'{"a":' * 900 + b"1" + b"}" * 900),
        (b'"names":[]', b'"names":' + b"[" * 900 + b"1234567890123456" + b"]" * 900),
        (b'"names":[]', b'"names":' + b"[" * 100_000),
    ],
    ids=lambda each: repr(each[:40]),
)
def test_json_of_another_spelling_number_or_depth_is_set_aside(
    ends: Ends, old: bytes, new: bytes
) -> None:
    record_id, body = person()
    data = version(PERSON_KIND, record_id, body)
    assert old in data
    record = entry_of(PERSON_KIND, record_id, data.replace(old, new))
    path = Sender(ends).package(ends.stick / "x.age", [record])
    (line,) = receive_package(ends.office, path).receipt.records
    assert (line.outcome, line.reason) == SET_ASIDE


@pytest.mark.parametrize("depth", [bounds.DEPTH + 1, 200, 900])
def test_what_is_nested_too_deep_is_no_document_of_any_type(depth: int) -> None:
    data = b"[" * depth + b"]" * depth
    with pytest.raises(NotADocument):
        canonical.decode(data, list)
    for kind in (dict, Person):
        with pytest.raises(NotADocument):
            canonical.decode(b'{"a":' + data + b"}", kind)


@pytest.mark.parametrize("depth", [bounds.DEPTH, bounds.DEPTH + 1])
@pytest.mark.parametrize("spared", ["", "version"])
def test_the_document_itself_counts_among_what_is_nested(depth: int, spared: str) -> None:
    """Whether a field with a default is there or not."""
    inside: dict[str, Any] = {}
    for _ in range(depth - 2):
        inside = {"a": inside}
    plain = canonical.to_plain(
        VersionDocument(PERSON_KIND, new_id(), (), "a", NOON, "sent", "0" * 32, inside)
    )
    plain.pop(spared, None)
    data = canonical.encode(plain)
    if depth <= bounds.DEPTH:
        assert canonical.decode(data, VersionDocument).body == inside
    else:
        with pytest.raises(NotADocument, match="deep"):
            canonical.decode(data, VersionDocument)


# --- moments ----------------------------------------------------------------------------------


@pytest.mark.parametrize("utc", ["0001-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"])
@pytest.mark.parametrize("offset", [-10_080, -1440, -1, 0, 1, 1440, 10_080])
def test_the_first_and_last_moment_can_be_listed_and_told(
    ends: Vaults, utc: str, offset: int
) -> None:
    record_id, body = person()
    moment = Moment(utc, offset)
    made = replace(body, created_at=moment)
    assert outcome(ends, PERSON_KIND, record_id, made) == (Outcome.ACCEPTED, "")
    assert ends.office.people.get(record_id).created_at == moment
    (line,) = ends.office.people.summaries()
    assert line.id == record_id
    assert moment.local().strftime("%Y-%m-%d %H:%M %z")


# --- packages, receipts, cards ----------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"package_id": "../x"},
        {"confirmed": ("../x",)},
        {"confirmed": ("a" * 65,)},
        {"recipient_kind": "every body"},
        {"version": 0},
        {"version": -1},
        {"format": "x" * 256},
    ],
    ids=short,
)
def test_a_package_of_odd_values_is_refused(tmp_path: Path, changes: dict[str, Any]) -> None:
    forge = Forge()
    path = forge.write(tmp_path / "x.age", forge.of(**changes))
    with pytest.raises(PackageRefused):
        forge.verify(path)


@pytest.mark.parametrize("name", ["x" * 201, "a\0b", LONG], ids=len)
def test_the_name_of_a_party_is_short(tmp_path: Path, name: str) -> None:
    forge = Forge()
    sender = replace(forge.document.sender, name=name)
    path = forge.write(tmp_path / "x.age", forge.of(sender=sender))
    with pytest.raises(PackageRefused):
        forge.verify(path)


@pytest.mark.parametrize("version", [0, -1, -(2**53) + 1])
def test_a_receipt_of_a_version_that_never_was_is_refused(ends: Ends, version: int) -> None:
    receipt = ends.office.packages.get_received(delivered(ends).package_id).receipt
    refused(ends, forged(ends, receipt, version=version), "never released")


@pytest.mark.parametrize("changes", [{"receipt_id": "../x"}, {"receipt_id": ""}], ids=short)
def test_a_receipt_of_odd_values_is_refused(ends: Ends, changes: dict[str, Any]) -> None:
    receipt = ends.office.packages.get_received(delivered(ends).package_id).receipt
    refused(ends, forged(ends, receipt, **changes), "breaks its schema")


@pytest.mark.parametrize("version", [0, -1, 2])
def test_a_card_of_another_version_is_refused(version: int) -> None:
    document, signature = _card(lambda made: replace(made, version=version))
    with pytest.raises(CardRefused):
        check_card(document, signature)


@pytest.mark.parametrize("name", ["", " ", "x" * 201, "a\nb", "a\0", "\u202etxt.exe", "\u2066"])
def test_a_card_whose_name_hides_something_reaches_no_vault(ends: Ends, name: str) -> None:
    document, signature = _card(lambda made: replace(made, name=name))
    with pytest.raises(CardRefused):
        ends.office.cards.add(document, signature)


def _card(change: Callable[[Card], Card]) -> tuple[bytes, bytes]:
    key = SigningKey.generate()
    document, _ = make_card(key, str(Forge().identity.recipient))
    changed = canonical.encode(change(canonical.decode(document, Card)))
    return changed, sign(changed, key, CARD_NAMESPACE)


# --- custody ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"seq": 2**63},
        {"seq": 2**53},
        {"seq": 0},
        {"seq": -1},
        {"id": "../x"},
        {"agent": "a b"},
        {"agent": "x" * 65},
        {"object_kind": "con"},
        {"object_kind": "../x"},
        {"previous": "0"},
        {"detail": {str(number): "" for number in range(bounds.DETAILS + 1)}},
        {"at": Moment("no date", 0)},
    ],
    ids=lambda each: repr(each)[:40],
)
def test_a_custody_row_of_odd_values_is_set_aside(ends: Ends, changes: dict[str, Any]) -> None:
    record_id, body = person()
    record = entry_of(PERSON_KIND, record_id, version(PERSON_KIND, record_id, body))
    sender = Sender(ends)
    agent = sender.sender.public_key.fingerprint
    sound = CustodyEvent(
        1, new_id(), NOON, agent, CustodyKind.CREATION, "person", record_id, "0" * 64, "0" * 64
    )
    lines = [hashed(sound), hashed(replace(sound, **changes))]
    custody = b"\n".join(canonical.encode(line) for line in lines)
    path = sender.package(ends.stick / "x.age", [record], custody=custody)
    received = receive_package(ends.office, path)
    assert received.custody_set_aside == 1
    assert [row[1] for row in set_aside_of(ends.office, received.receipt.package_id)] == [
        UNREADABLE
    ]
    assert ends.office.custody.received(record_id) == [lines[0]]


def test_a_signed_card_of_an_odd_key_is_refused() -> None:
    for changes in ({"recipient": "age1" + "x" * 5000}, {"signing_key": "ssh-ed25519 \n"}):
        with pytest.raises(CardRefused):
            check_card(*_card(lambda made, changes=changes: replace(made, **changes)))  # type: ignore[misc]
