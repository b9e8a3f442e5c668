"""Signed documents from outside whose text means nothing are refused where they are decoded."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import canonical
from desktop.canonical import NotADocument
from desktop.errors import CardRefused, PackageRefused
from desktop.handoff.identity.cards import read_card
from desktop.handoff.receiving.receive import receive_package
from desktop.home.custody import hash_of
from desktop.model.consent import Consent
from desktop.model.custody import CustodyEvent, CustodyKind
from desktop.model.handoff import LineReason, PackageDocument, ReceiptDocument
from desktop.model.identity import Card
from desktop.model.interview import InterviewDocument
from desktop.model.media import Media
from desktop.model.person import PERSON_KIND, Person
from desktop.model.values.moment import Moment
from desktop.model.version import VersionDocument
from tests.every_field import filled
from tests.unit.handoff.ends import Ends, delivered
from tests.unit.handoff.forge import NOON, Forge
from tests.unit.handoff.sender import Sender, entry_of, person, version
from tests.unit.handoff.test_cards import card, signed
from tests.unit.handoff.test_receipt import forged, refused

HASH = "0" * 64
ODD_UTC = (
    "", "yesterday", "2026-11-22", "2026-11-22T12:00:00Z", "2026-11-22T12:00:00.000+00:00",
    "2026-02-30T12:00:00.000Z", "2023-02-29T12:00:00.000Z", "1900-02-29T12:00:00.000Z",
    "2026-13-01T12:00:00.000Z", "0000-01-01T12:00:00.000Z", "2026-11-22T24:00:00.000Z",
    "2026-11-22T12:00:60.000Z", "2026-W01-1T12:00:00.000Z", "2026-11-22T12:00:00.000Z\n",
    "٢٠٢٦-11-22T12:00:00.000Z",
)  # fmt: skip
ODD_OFFSETS = (10_081, -10_081, 2**31, 2**63, 2**200)
ODD = [*(Moment(utc, 60) for utc in ODD_UTC), *(Moment(NOON.utc, each) for each in ODD_OFFSETS)]
KINDS = (
    PackageDocument, ReceiptDocument, Card, VersionDocument, CustodyEvent,
    InterviewDocument, Consent, Person, Media,
)  # fmt: skip


def full(kind: type) -> Any:
    """A document with every moment in it; a version holds its body as plain JSON."""
    if kind is CustodyEvent:
        return CustodyEvent(1, "e", NOON, "a", CustodyKind.CREATION, "person", "p", HASH, HASH)
    if kind is not VersionDocument:
        return filled(kind)
    body = canonical.to_plain(filled(Person))
    return VersionDocument(PERSON_KIND, "p", (), "a", NOON, "sent", "0" * 32, body)


def moments(value: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where a moment stands in a plain document."""
    if isinstance(value, dict) and value.keys() == {"utc", "offset_minutes"}:
        yield place
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in parts:
        if isinstance(part, dict | list):
            yield from moments(part, (*place, key))


def spoiled(plain: Any, place: tuple[str | int, ...], moment: Moment) -> Any:
    """The document with another moment at one place."""
    made = copy.deepcopy(plain)
    inner = made
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = canonical.to_plain(moment)
    return made


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("moment", ODD, ids=repr)
def test_a_moment_that_is_no_date_is_no_document(kind: type, moment: Moment) -> None:
    plain = canonical.to_plain(full(kind))
    places = [place for place in moments(plain) if place[0] != "body"]
    assert places
    assert canonical.from_plain(plain, kind) == full(kind)
    for place in places:
        with pytest.raises(NotADocument):
            canonical.decode(canonical.encode(spoiled(plain, place, moment)), kind)


dates = st.datetimes().map(lambda at: f"{at.isoformat(timespec='seconds')}.000Z")


@given(st.text("0123456789-:.TZ+ ", max_size=26) | dates)
def test_what_is_decoded_as_a_moment_can_be_told(utc: str) -> None:
    data = canonical.encode(Moment(utc, -600))
    try:
        moment = canonical.decode(data, Moment)
    except NotADocument:
        return
    assert Moment.of(moment.local()).utc == utc


@given(st.datetimes())
def test_every_moment_a_clock_shows_is_decoded(at: Any) -> None:
    utc = f"{at.isoformat(timespec='milliseconds')}Z"
    assert canonical.decode(canonical.encode(Moment(utc, 0)), Moment).utc == utc


@pytest.mark.parametrize("number", [2**53, -(2**53), 2**63, 2**200])
def test_a_number_that_a_reader_of_json_would_round_is_no_document(number: int) -> None:
    event = CustodyEvent(number, "e", NOON, "a", CustodyKind.CREATION, "x", "x", "", "")
    with pytest.raises(NotADocument):
        canonical.decode(canonical.encode(event), CustodyEvent)


# --- through every layer, validly signed --------------------------------------------------------


def test_a_signed_package_whose_moment_is_no_date_is_refused(tmp_path: Path) -> None:
    forge = Forge()
    path = forge.write(tmp_path / "p.age", forge.of(written_at=Moment("no date", 60)))
    with pytest.raises(PackageRefused):
        forge.verify(path)


def test_a_signed_receipt_whose_moment_is_no_date_is_refused(ends: Ends) -> None:
    receipt = ends.office.packages.get_received(delivered(ends).package_id).receipt
    odd = forged(ends, receipt, received_at=Moment("no date", 60))
    refused(ends, odd, "breaks its schema")


def test_a_signed_card_whose_moment_is_no_date_is_refused() -> None:
    with pytest.raises(CardRefused):
        read_card(signed(card(created_at=Moment("no date", 60))))


def test_a_record_whose_moment_is_no_date_stays_unread(ends: Ends) -> None:
    record_id, body = person()
    data = version(PERSON_KIND, record_id, replace(body, created_at=Moment("no date", 60)))
    path = Sender(ends).package(ends.stick / "x.age", [entry_of(PERSON_KIND, record_id, data)])
    received = receive_package(ends.office, path)
    assert [line.reason for line in received.receipt.records] == [LineReason.KEPT_UNREAD]
    assert ends.office.people.all() == []


def test_a_custody_row_with_a_number_no_table_holds_is_set_aside(ends: Ends) -> None:
    record_id, body = person()
    entry = entry_of(PERSON_KIND, record_id, version(PERSON_KIND, record_id, body))
    event = CustodyEvent(2**63, "e", NOON, "a", CustodyKind.CREATION, "person", record_id, "", "")
    line = canonical.encode(replace(event, hash=hash_of(event)))
    path = Sender(ends).package(ends.stick / "x.age", [entry], custody=line)
    received = receive_package(ends.office, path)
    assert received.custody_set_aside == 1
    assert ends.office.custody.received(record_id) == []
