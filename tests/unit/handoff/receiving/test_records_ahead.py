"""Records that wait for the check of their signatures come back in their order, and few wait."""

from __future__ import annotations

import threading
from collections.abc import Iterable

import pytest

from desktop.handoff.format import limits
from desktop.handoff.receiving.ahead import ReadRecord, RecordsAhead
from desktop.model.handoff import RecordEntry
from desktop.model.person import PERSON_KIND

_SIGNED = b"signed"


def _holds(_entry: RecordEntry, data: bytes) -> bool:
    return data.endswith(_SIGNED)


def _record(number: int, octets: int = 1) -> ReadRecord:
    signed = b"" if number % 3 == 0 else _SIGNED
    return ReadRecord(RecordEntry(PERSON_KIND, f"{number}", ""), bytes(octets) + signed)


def _given(found: Iterable[tuple[ReadRecord, bool]]) -> list[tuple[str, bool]]:
    return [(record.entry.record_id, signed) for record, signed in found]


@pytest.mark.parametrize("count", [0, 1, 15, 16, 17, 100])
def test_every_record_comes_once_in_order_with_its_own_answer(count: int) -> None:
    with RecordsAhead(_holds) as ahead:
        given = [each for n in range(count) for each in _given(ahead.add(_record(n)))]
        given += _given(ahead.rest())
    assert given == [(f"{n}", n % 3 != 0) for n in range(count)]


def test_of_large_records_only_the_one_before_is_held() -> None:
    with RecordsAhead(_holds) as ahead:
        for number in range(4):
            given = _given(ahead.add(_record(number, octets=limits.MIB)))
            assert given == [(f"{n}", n % 3 != 0) for n in [number - 1] if n >= 0]


def test_what_a_check_raises_is_raised_where_its_records_would_come() -> None:
    def fails(_entry: RecordEntry, _data: bytes) -> bool:
        raise RuntimeError("invented")

    with RecordsAhead(fails) as ahead:
        assert _given(ahead.add(_record(0))) == []
        with pytest.raises(RuntimeError, match="invented"):
            _given(ahead.rest())


def test_nothing_is_checked_on_the_thread_that_asks_and_no_thread_is_left() -> None:
    on: set[threading.Thread] = set()

    def holds(_entry: RecordEntry, _data: bytes) -> bool:
        on.add(threading.current_thread())
        return True

    with RecordsAhead(holds) as ahead:
        for number in range(40):
            _given(ahead.add(_record(number)))
        _given(ahead.rest())
    assert len(on) == 1
    assert threading.current_thread() not in on
    assert not on.pop().is_alive()
