"""An edit is laid over what is stored now, field by field."""

from __future__ import annotations

from dataclasses import replace

from desktop.model.merge.laid_over import laid_over
from desktop.model.person import Person
from desktop.model.values.moment import Moment

BEFORE = Person("p-1", Moment.now(), "P-0001")


def test_a_field_that_was_not_edited_stays_as_it_is_stored_now() -> None:
    there = replace(BEFORE, note="arrived in a package")
    edited = replace(BEFORE, born="1985")
    assert laid_over(there, BEFORE, edited) == replace(there, born="1985")


def test_where_both_changed_one_field_the_edit_wins() -> None:
    there, edited = replace(BEFORE, note="arrived"), replace(BEFORE, note="typed")
    assert laid_over(there, BEFORE, edited) == edited


def test_a_field_emptied_by_hand_is_empty() -> None:
    before = replace(BEFORE, note="wrong")
    assert laid_over(before, before, BEFORE) == BEFORE
