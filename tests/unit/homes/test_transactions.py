"""All of a piece or nothing of it, in every home."""

from __future__ import annotations

import pytest

from tests.homes.either import EitherHome


def codes(home: EitherHome) -> list[str]:
    return sorted(person.code for person in home.people.all())


def test_what_failed_never_was(field: EitherHome) -> None:
    field.people.new("P-1", ())
    head = field.custody.head()
    with pytest.raises(ZeroDivisionError), field.transaction():
        field.people.new("P-2", ())
        raise ZeroDivisionError
    assert codes(field) == ["P-1"]
    assert field.custody.head() == head


def test_an_inner_piece_that_failed_takes_the_whole_with_it(field: EitherHome) -> None:
    with pytest.raises(RuntimeError), field.transaction():
        field.people.new("P-1", ())
        with pytest.raises(ZeroDivisionError), field.transaction():
            raise ZeroDivisionError
    assert codes(field) == []


def test_an_attempt_is_undone_alone(field: EitherHome) -> None:
    with field.transaction():
        field.people.new("P-1", ())
        with pytest.raises(ZeroDivisionError), field.attempt():
            field.people.new("P-2", ())
            raise ZeroDivisionError
        field.people.new("P-3", ())
    assert codes(field) == ["P-1", "P-3"]


def test_no_write_leaves_the_number_of_rows_written_as_it_was(field: EitherHome) -> None:
    person = field.people.new("P-1", ())
    before = field.rows_written
    assert field.people.get(person.id) == person
    assert field.rows_written == before
    field.people.new("P-2", ())
    assert field.rows_written != before
