"""What somebody sends very much of keeps nobody from deciding, nor from sending."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from desktop import canonical
from desktop.crypto.sshkey import PublicKey
from desktop.errors import RecordTooLong
from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.room import STRANGERS, Room
from desktop.home.versions import new_version, read_document, to_cut
from desktop.model.consent import CONSENT_KIND, Identification, Purpose, Refusal
from desktop.model.ids import new_id
from desktop.model.owned_id import consent_id_of
from desktop.model.place import PLACE_KIND, Place, PlaceName
from desktop.model.values import bounds
from desktop.model.version import RecordKind
from tests.authors import arrive, authorship
from tests.support import asked
from tests.unit.handoff.ends import USE, Ends, Vaults, decide, interview, sent, yes
from tests.unit.handoff.forge import NOON
from tests.unit.handoff.receiving.test_whose_word_counts import all_yes, decision, said
from tests.unit.handoff.sender import SENDER

MORE_THAN_PARENTS = bounds.PARENTS + 40


def test_who_decides_over_more_versions_than_one_has_room_for_settles_all(ends: Vaults) -> None:
    """The versions that it settles need not be here to be named."""
    made = interview(ends.researcher)
    own = consent_id_of(made.id)
    others = [f"{number:064x}" for number in range(2 * MORE_THAN_PARENTS)]
    before = ends.researcher.versions.head_ids(own)
    shown = ends.researcher.consents.for_interview(made.id)
    assert shown is not None
    ends.researcher.consents.settle(shown, others, "she said so")
    (last,) = ends.researcher.versions.heads(own)
    assert ends.researcher.versions.head_ids(own) == {last.id}
    cut = [each.document for each in ends.researcher.versions.history(own)]
    assert {parent for each in cut for parent in each.parents} >= {*others, *before}
    assert all(len(each.parents) <= bounds.PARENTS for each in cut)


@pytest.mark.rare
def test_a_person_decides_whoever_withdrew_however_often(ends: Ends) -> None:
    made = interview(ends.researcher)
    receive_package(ends.office, ends.write().path)
    own = consent_id_of(made.id)
    for number in range(MORE_THAN_PARENTS):
        gone = replace(all_yes(made), withdrawn_at=NOON, withdrawn_reason=f"{number}")
        arrive(ends.office, said(CONSENT_KIND, own, gone))
    assert decision(ends.office, made).refusal is Refusal.WITHDRAWN
    shown = ends.office.consents.for_interview(made.id)
    assert shown is not None
    ends.office.consents.decide(asked(ends.office, all_yes(made)), shown)
    assert decision(ends.office, made).allowed
    ends.office.consents.withdraw(made.id, "she called")
    assert ends.office.versions.heads(own)[-1].document.body["withdrawn_reason"] == "she called"


def test_more_unknown_kinds_than_a_package_has_room_for_go_with_the_next(ends: Vaults) -> None:
    made = interview(ends.researcher)
    named = yes(USE, Identification.FULL_NAME)
    decide(ends.researcher, made, named, yes(Purpose.KEEP), yes(Purpose.PHOTOGRAPH))
    unknown = set()
    for number in range(bounds.UNKNOWN_KINDS + 3):
        kind = RecordKind("later-" + "".join(chr(97 + int(digit)) for digit in str(number)))
        arriving = ends.researcher.versions.read(said(kind, new_id(), {}))
        by = authorship(arriving.version.data, SENDER)
        ends.researcher.versions.take_in(replace(arriving, grounds=(made.id,)), by, "flood")
        unknown.add(arriving.version.id)
    first = {entry.version_id for entry in sent(ends, ends.write()).records}
    assert len(first & unknown) == bounds.UNKNOWN_KINDS
    assert first - unknown


def test_strangers_leave_room_for_whoever_is_known() -> None:
    def key(number: int) -> PublicKey:
        return PublicKey((number + 2).to_bytes(32, "little"))

    known = key(STRANGERS)
    room = Room({known.fingerprint})
    assert all(room.has(PLACE_KIND, key(number)) for number in range(STRANGERS))
    assert not room.has(PLACE_KIND, key(STRANGERS + 1))
    assert room.has(PLACE_KIND, known)
    assert room.has(PLACE_KIND, key(0)), "who has a place keeps it"


@pytest.mark.rare
@pytest.mark.parametrize("inside", ["body", "envelope"])
def test_unknown_fields_make_no_version_that_is_too_large_to_send(inside: str) -> None:
    """A place goes with every package: one that is edited here would keep all of them back."""
    place = Place(new_id(), NOON, (PlaceName("Town"),), note="x" * 9_000)
    plain = json.loads(said(PLACE_KIND, place.id, replace(place, note="")))
    (plain["body"] if inside == "body" else plain)["later"] = "x" * (bounds.RECORD - 8_000)
    base = read_document(canonical.encode(plain))
    assert len(base.data) < bounds.RECORD
    body = to_cut(base, place)
    version = new_version(PLACE_KIND, place.id, body, (base.id,), SENDER, "sent", base=base)
    assert len(version.data) < bounds.RECORD
    assert version.document.body == canonical.to_plain(place)


@pytest.mark.rare
def test_a_record_that_no_package_has_room_for_is_said_to_be_too_long(ends: Vaults) -> None:
    interview(ends.researcher)
    long = "я" * (bounds.TEXT - 1)
    place = ends.researcher.places.new((PlaceName("Town"),))
    ends.researcher.places.save(replace(place, note=long, address=long, coordinates="я" * 9_000))
    with pytest.raises(RecordTooLong):
        ends.write()
    assert list(ends.stick.iterdir()) == []
