"""Ids that say whose they are, and of which kind of record."""

from __future__ import annotations

import uuid
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.model.consent import CONSENT_KIND
from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.owned_id import (
    PACKAGE,
    Owned,
    belongs_to,
    consent_id_of,
    is_in_place,
    is_marked,
    is_of_kind,
    new_owned_id,
)
from desktop.vault.kinds.all import KINDS

OURS, THEIRS = "SHA256:ours", "SHA256:theirs"
NAMES = (*(kind.name for kind in KINDS), PACKAGE)


@pytest.mark.parametrize("kind", NAMES)
def test_an_id_belongs_to_who_made_it_and_to_nobody_else(kind: str) -> None:
    ids = {new_owned_id(OURS, kind) for _ in range(50)}
    assert len(ids) == 50
    for made in ids:
        assert uuid.UUID(made).version == 8
        assert uuid.UUID(made).variant == uuid.RFC_4122
        assert str(uuid.UUID(made)) == made
        assert belongs_to(made, OURS, kind)
        assert not belongs_to(made, THEIRS, kind)
        assert Owned(made, kind).says_whose


def test_no_two_known_kinds_share_a_mark() -> None:
    """Otherwise the id of one could be taken for a record of the other."""
    for kind in NAMES:
        made = new_owned_id(OURS, kind)
        assert [each for each in NAMES if is_of_kind(made, each)] == [kind]
        assert [each for each in NAMES if belongs_to(made, OURS, each)] == [kind]


def test_a_name_with_the_mark_of_another_kind_owns_nothing_of_it() -> None:
    made = new_owned_id(OURS, INTERVIEW_KIND)
    alike = alike_to(INTERVIEW_KIND)
    assert is_of_kind(made, alike)
    assert not belongs_to(made, OURS, alike)


def alike_to(kind: str) -> str:
    """Another name with the mark of this kind, as whoever looks for one finds it."""
    made = new_owned_id(OURS, kind)
    names = ("".join(letters) for letters in product("abcdefgh", repeat=6))
    return next(name for name in names if is_of_kind(made, name))


@given(st.text(max_size=40))
def test_what_is_no_such_id_belongs_to_nobody(text: str) -> None:
    for each in (text, new_id(), new_owned_id(OURS, INTERVIEW_KIND).upper()):
        assert not is_marked(each)
        assert not is_of_kind(each, INTERVIEW_KIND)
        assert not belongs_to(each, OURS, INTERVIEW_KIND)


@given(st.integers(0, 121))
def test_no_other_bit_leaves_an_id_whose_it_was(bit: int) -> None:
    made = uuid.UUID(new_owned_id(OURS, INTERVIEW_KIND))
    changed = uuid.UUID(int=made.int ^ 1 << bit if bit < 62 else made.int ^ 1 << (bit + 6))
    assert not belongs_to(str(changed), OURS, INTERVIEW_KIND)


def test_the_consent_of_an_interview_has_one_id() -> None:
    interview, other = (new_owned_id(OURS, INTERVIEW_KIND) for _ in range(2))
    assert consent_id_of(interview) == consent_id_of(interview) != consent_id_of(other)
    assert uuid.UUID(consent_id_of(interview)).version == 8
    assert is_of_kind(consent_id_of(interview), CONSENT_KIND)
    known = consent_id_of("00000000-0000-8000-8000-000000000000")
    assert known == "6ae9a96b-e97f-8f50-8eeb-c3c3c26d4a7b"


def test_only_of_ids_of_before_nobody_can_tell_where_a_consent_lies() -> None:
    interview, before = new_owned_id(OURS, INTERVIEW_KIND), new_id()
    for each in (interview, before):
        assert is_in_place(consent_id_of(each), each)
    assert is_in_place(new_id(), before)
    assert not is_in_place(new_id(), interview)
    assert not is_in_place(consent_id_of(interview), before)
    assert not is_in_place(new_owned_id(OURS, CONSENT_KIND), before)
