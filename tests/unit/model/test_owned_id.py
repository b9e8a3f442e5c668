"""Ids that say whose they are."""

from __future__ import annotations

import uuid

from hypothesis import given
from hypothesis import strategies as st

from desktop.model.ids import new_id
from desktop.model.owned_id import belongs_to, consent_id_of, is_owned, new_owned_id

OURS, THEIRS = "SHA256:ours", "SHA256:theirs"


def test_an_id_belongs_to_who_made_it_and_to_nobody_else() -> None:
    ids = {new_owned_id(OURS) for _ in range(200)}
    assert len(ids) == 200
    for made in ids:
        assert uuid.UUID(made).version == 8
        assert uuid.UUID(made).variant == uuid.RFC_4122
        assert str(uuid.UUID(made)) == made
        assert belongs_to(made, OURS)
        assert not belongs_to(made, THEIRS)


@given(st.text(max_size=40))
def test_what_is_no_such_id_belongs_to_nobody(text: str) -> None:
    for each in (text, new_id(), new_owned_id(OURS).upper()):
        assert not is_owned(each)
        assert not belongs_to(each, OURS)


@given(st.integers(0, 121))
def test_no_other_bit_leaves_an_id_whose_it_was(bit: int) -> None:
    made = uuid.UUID(new_owned_id(OURS))
    changed = uuid.UUID(int=made.int ^ 1 << bit if bit < 62 else made.int ^ 1 << (bit + 6))
    assert not belongs_to(str(changed), OURS)


def test_the_consent_of_an_interview_has_one_id() -> None:
    interview = new_owned_id(OURS)
    assert consent_id_of(interview) == consent_id_of(interview) != consent_id_of(new_owned_id(OURS))
    assert uuid.UUID(consent_id_of(interview)).version == 8
    known = consent_id_of("00000000-0000-8000-8000-000000000000")
    assert known == "22e28d9e-7519-8eeb-a599-4e67bc868102"
