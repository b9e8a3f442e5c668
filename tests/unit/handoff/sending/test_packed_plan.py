"""What a plan holds as bytes comes back as it was, and is small."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.handoff.format.kind_numbers import KINDS
from desktop.handoff.sending.all_looked import AllLooked, kept
from desktop.handoff.sending.confirmed import Digests
from desktop.handoff.sending.looked import Follows, Kept, Looked, packed_kept, packed_versions
from desktop.handoff.sending.made import Made
from desktop.handoff.sending.packed import contents, count, entries, pack
from desktop.handoff.sending.plan import Notice
from desktop.model.consent import Identification, Refusal
from desktop.model.consent.showing import Family, Places
from desktop.model.handoff import MediaEntry, Staying
from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.media import MEDIA_KIND
from desktop.model.person import PERSON_KIND

DIGESTS = st.binary(min_size=32, max_size=32).map(bytes.hex)
IDS = st.one_of(
    st.uuids().map(str), st.text(max_size=40), st.uuids().map(lambda id_: str(id_).upper())
)
FILES = st.lists(st.tuples(IDS, DIGESTS, st.integers(0, 2**53 - 1)), max_size=6)
SHA = "0f" * 32


@given(files=FILES)
def test_files_come_back_as_they_were_whatever_their_ids_look_like(
    files: list[tuple[str, str, int]],
) -> None:
    packed = pack(files)
    assert entries(packed, lambda id_: (id_,)) == tuple(
        MediaEntry(*file, (file[0],)) for file in files
    )
    assert count(packed) == len(files)
    assert list(contents(packed)) == [(bytes.fromhex(digest), size) for _, digest, size in files]


def test_a_file_takes_56_bytes() -> None:
    packed = pack((new_id(), SHA, 1) for _ in range(10))
    assert isinstance(packed, bytes)
    assert len(packed) == 560


def looked(id_: str, **others: Any) -> Looked:
    said = Identification.CODE, True, Places.REGION, Family.AS_SAID, False
    made = Looked(id_, "W-1", None, *said, packed_versions([SHA]))
    return made._replace(**others)


@given(ids=st.lists(IDS, unique=True, max_size=12), absent=IDS)
def test_interviews_are_found_by_their_ids_in_the_order_given(ids: list[str], absent: str) -> None:
    given_ = [
        looked(id_, follows=(Follows(n % 2, f"P-{n}", n > 4),), told=n % 2 > 0)
        for n, id_ in enumerate(ids)
    ]
    held = AllLooked(given_)
    assert (list(held), list(held.all()), len(held)) == (ids, given_, len(ids))
    assert [held[id_] for id_ in ids] == given_
    if absent not in ids:
        assert absent not in held
        with pytest.raises(KeyError):
            held[absent]


def test_what_stays_keeps_its_names() -> None:
    names = [
        Kept(KINDS.index(MEDIA_KIND), new_id(), "фота 1.jpg", Refusal.PHOTOGRAPH_NOT_AGREED),
        Kept(KINDS.index(PERSON_KIND), new_id(), 'a "quoted"\n name', Refusal.NAME_NOT_AGREED),
    ]
    made = next(AllLooked([looked(new_id(), kept=packed_kept(names))]).all())
    assert made.stays() == [
        Staying(MEDIA_KIND, *names[0][1:]),
        Staying(PERSON_KIND, *names[1][1:]),
    ]
    assert made.left_behind() == [each.id for each in names]
    refused = looked("x", refusal=Refusal.WITHDRAWN)
    stays = Staying(INTERVIEW_KIND, "x", "W-1", Refusal.WITHDRAWN)
    assert refused.stays() == [stays]
    assert list(refused.left_behind()) == ["x"]


def test_versions_come_back_in_their_order() -> None:
    versions = tuple(f"{n:064x}" for n in (3, 1, 2))
    assert looked("x", consents=packed_versions(versions)).consent_versions == versions


def test_notices_come_back() -> None:
    notices = [Notice(new_id(), f"W-{n}", (SHA,), withdrawn=n > 1) for n in range(3)]
    assert kept(notices, Notice) == notices


def test_what_is_made_when_looked_at_equals_a_sequence_of_the_same() -> None:
    doubled = Made(range(3), lambda n: 2 * n)
    assert (list(doubled), doubled[-1], list(doubled[1:])) == ([0, 2, 4], 4, [2, 4])
    assert doubled == (0, 2, 4)
    assert doubled != (0, 2)
    assert doubled != 7


def test_digests_are_told_apart_by_each_digit_of_their_first_half() -> None:
    known = Digests()
    known.add_all([SHA])
    assert SHA in known
    assert known.hold_all([SHA, SHA])
    for place in range(32):
        other = SHA[:place] + "a" + SHA[place + 1 :]
        assert other not in known
        assert not known.hold_all([SHA, other])
