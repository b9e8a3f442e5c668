"""Where to look: a kind of record, days, a language, people."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.model.version import RecordKind


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a hit has to be of; every part that is set must hold.

    ``kind``: of record. The others ask for interviews, and let through these and what rests on
    them, people and files. ``since`` and ``until``: the days, "YYYY-MM-DD", between which one is
    planned for or was begun, both included. ``language``: in which it is led. ``people``: ids of
    those it is with.
    """

    kind: RecordKind | None = None
    since: str = ""
    until: str = ""
    language: str = ""
    people: frozenset[str] | None = None

    @property
    def of_interviews(self) -> bool:
        """Whether it asks for certain interviews."""
        return bool(self.since or self.until or self.language) or self.people is not None


EVERYWHERE = Narrowing()


@dataclass(frozen=True, slots=True)
class Rule:
    """What a place has to hold besides the words: a condition of ``search_entry e`` and
    ``object o``, begun with AND, and its values."""

    sql: str = ""
    values: tuple[str, ...] = ()
