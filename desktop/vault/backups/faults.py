"""What did not hold in a vault when it was backed up, one by one: the same is asked about once."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from typing import Final

from desktop.vault.file.check import CheckReport

_MOST: Final = 20_000
"""A manifest is small; what does not go into it is asked about at each run."""
_LENGTH: Final = 16


def faults_of(report: CheckReport) -> frozenset[str]:
    """Each finding as 16 hex digits that tell it from another one."""
    return frozenset(_digest(part, each) for part, each in _found(report))


def faults_kept(found: frozenset[str], known: frozenset[str]) -> tuple[str, ...]:
    """Those to keep beside a backup: with what was found also what was known before, for as long as
    anything is found, as findings are worded in the language of the day."""
    return tuple(sorted(found)[:_MOST] + sorted(known - found)[: _room(found)]) if found else ()


def _room(found: Collection[str]) -> int:
    return max(0, _MOST - len(found))


def _found(report: CheckReport) -> Iterator[tuple[str, str]]:
    for part in report.parts:
        named = report.custody.problems if part == "custody" else getattr(report, part)
        yield from ((part, each) for each in named)


def _digest(part: str, named: str) -> str:
    return hashlib.sha256(f"{part}\0{named}".encode()).hexdigest()[:_LENGTH]
