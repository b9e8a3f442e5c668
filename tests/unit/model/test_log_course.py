"""What packages of one sender tell of the course of their log, in the order in which they came."""

from __future__ import annotations

import hashlib
from typing import Final

import pytest

from desktop.model.custody import CustodyEvent, CustodyHead, CustodyKind, CustodySegment
from desktop.model.sending.log_course import Course, LogTold, course, disagrees, named_rows
from desktop.model.values.moment import Moment

_AT: Final = Moment("2026-03-01T10:00:00.000Z", 60)


def row(seq: int, line: str = "") -> CustodyHead:
    """Row ``seq`` as the instance ``line`` wrote it."""
    return CustodyHead(seq, hashlib.sha256(f"{line} {seq}".encode()).hexdigest())


def restored(instance: str, after: int, line: str = "") -> CustodySegment:
    return CustodySegment(instance, after + 1, row(after, line), _AT)


def told(head: int, *segments: CustodySegment) -> LogTold:
    """What a package says when its sender's newest row is the ``head``th."""
    return LogTold(row(head, segments[-1].instance if segments else ""), segments)


B, C = restored("b", 10), restored("c", 10)
D = restored("d", 20, "b")

SCENES: Final = {
    "the first that is heard": ([], told(5), Course.AS_BEFORE),
    "the first, of a vault restored long ago": ([], told(15, B), Course.AS_BEFORE),
    "the same laptop goes on": ([told(5)], told(9), Course.AS_BEFORE),
    "a package that took long": ([told(9)], told(5), Course.AS_BEFORE),
    "one of before the backup, that took long": ([told(15, B)], told(8), Course.AS_BEFORE),
    "restored from a backup of today": ([told(5), told(10)], told(12, B), Course.RESTORED),
    "and goes on": ([told(10), told(12, B)], told(15, B), Course.AS_BEFORE),
    "restored once more": ([told(15, B)], told(25, B, D), Course.RESTORED),
    "restored from a backup of last week": ([told(14)], told(12, B), Course.OLDER_BACKUP),
    "and goes on, which is no fork": ([told(14), told(12, B)], told(15, B), Course.AS_BEFORE),
    "the lost laptop is heard of again": ([told(10), told(12, B)], told(14), Course.FORK),
    "and the restored copy after it": ([told(12, B), told(14)], told(15, B), Course.FORK),
    "which goes on alone": (
        [told(12, B), told(14), told(15, B)], told(16, B), Course.AS_BEFORE,
    ),
    "restored a second time from one backup": ([told(12, B)], told(13, C), Course.OLDER_BACKUP),
    "and the first copy after it": ([told(12, B), told(13, C)], told(15, B), Course.FORK),
    "an instance that only another's past names": (
        [told(25, B, D)], told(24, B), Course.FORK,
    ),
    "another row under a number that was named": (
        [told(5)], LogTold(row(5, "other")), Course.CONTRADICTS,
    ),
    "a backup of a row that never was": (
        [told(10)], LogTold(row(12, "b"), (CustodySegment("b", 11, row(10, "x"), _AT),)),
        Course.CONTRADICTS,
    ),
    "the same where the lost laptop went on": (
        [told(10), told(14)], LogTold(row(12, "b"), (CustodySegment("b", 11, row(10, "x"), _AT),)),
        Course.CONTRADICTS,
    ),
    "a restore that is not within the log": ([], told(9, B), Course.CONTRADICTS),
    "a restore that begins elsewhere": (
        [], LogTold(row(20), (CustodySegment("b", 13, row(10), _AT),)), Course.CONTRADICTS,
    ),
    "two restores in an order that cannot be": (
        [], told(30, restored("d", 20), restored("b", 10)), Course.CONTRADICTS,
    ),
    "one instance twice": (
        [], told(30, B, restored("b", 20, "b")), Course.CONTRADICTS,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("earlier", "now", "expected"), SCENES.values(), ids=SCENES)
def test_each_scene_is_told_as_what_it_is(
    earlier: list[LogTold], now: LogTold, expected: Course
) -> None:
    assert course(now, earlier) is expected


def event(seq: int, line: str, before: str | None = None) -> CustodyEvent:
    previous = row(seq - 1, line if before is None else before).hash
    return CustodyEvent(
        seq,
        "e",
        _AT,
        "SHA256:x",
        CustodyKind.CREATION,
        "person",
        "p",
        previous,
        row(seq, line).hash,
    )


@pytest.mark.parametrize(
    ("arrived", "expected"),
    [
        (event(5, ""), False),
        (event(5, "other"), True),
        (event(6, "", "other"), True),
        (event(6, "other", ""), False),  # nobody named row 6
        (event(14, "b"), False),
        (event(11, "b", ""), False),
        (event(11, "b", "other"), True),
    ],
)
def test_a_row_is_held_against_what_both_must_have(arrived: CustodyEvent, expected: bool) -> None:
    """A package that says nothing of a restore gives itself away by the rows that it brings."""
    named = named_rows(told(15, B), [told(5), told(14)])
    assert disagrees(arrived, named) is expected
