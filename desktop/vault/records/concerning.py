"""Everything here that concerns one person: what is linked to them, and where their names stand.

What is linked follows from the grounds of the kinds (``Kind.grounds``): a person's interviews, and
all that rests on these but what stays in the house: that is as much about somebody else. A kind
that says it is about nobody is not looked into by links, only by names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from desktop.errors import NoSuchRecord
from desktop.home.outlines import Unlaid
from desktop.model.version import RecordKind
from desktop.progress import Pause, no_pause
from desktop.vault.kinds.all import BY_NAME, KIND_OF_HIT, KINDS
from desktop.vault.kinds.kind import Grounds, Kind
from desktop.vault.search.search import Search
from desktop.vault.store.connection import Database
from desktop.vault.versions.unread import resting


@dataclass(frozen=True, slots=True)
class Linked:
    """A record that is linked to a person: its body, and what else is held of it, by a name."""

    kind: RecordKind
    record_id: str
    called: str
    body: object
    beside: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Named:
    """A record of others in which a name stands; ``times``: how often, all its forms counted."""

    kind: RecordKind
    record_id: str
    called: str
    times: int


class Concerning:
    """Looks into one vault."""

    def __init__(self, db: Database, search: Search) -> None:
        self._db, self._search = db, search

    def linked(
        self, kind: RecordKind, record_id: str, pause: Pause = no_pause
    ) -> tuple[Linked, ...]:
        """The record itself and what rests on the interviews it rests on, in the order of
        ``KINDS``. An office that was sent an account by code has no record of the person, and all
        that rests on the interviews; ``NoSuchRecord`` where there is neither. ``pause``: at each
        record."""
        itself = self._linked(BY_NAME[kind], record_id)
        interviews = self._interviews(BY_NAME[kind], record_id, pause)
        found = [itself] if itself else []
        for each, id_ in self._resting(interviews):
            pause()
            linked = self._linked(each, id_) if (each.name, id_) != (kind, record_id) else None
            found += [linked] if linked else []
        if not found:
            raise NoSuchRecord("no record of this kind has this id")
        return tuple(found)

    def unread(
        self, kind: RecordKind, record_id: str, pause: Pause = no_pause
    ) -> tuple[Unlaid, ...]:
        """What a newer program wrote that came as resting on the same interviews, and that nobody
        here can read."""
        interviews = self._interviews(BY_NAME[kind], record_id, pause)
        return tuple(resting(self._db, interviews))

    def naming(
        self, names: Iterable[str], apart: Collection[str], pause: Pause = no_pause
    ) -> tuple[Named, ...]:
        """The records, but those with the ids ``apart``, in which a name stands letter for letter
        as a word of its own, the newest first. Only what the search knows is looked into."""
        times = Counter[tuple[RecordKind, str]]()
        for name in dict.fromkeys(names):
            for hit, record_id, count in self._search.written(name, pause):
                if record_id not in apart:
                    times[KIND_OF_HIT[hit].name, record_id] += count
        return tuple(
            Named(kind, id_, BY_NAME[kind].called(self._db, id_), count)
            for (kind, id_), count in times.items()
        )

    def _interviews(self, kind: Kind[Any], record_id: str, pause: Pause) -> tuple[str, ...]:
        grounds = kind.grounds
        if not isinstance(grounds, Grounds):
            return ()
        return tuple(dict.fromkeys(grounds.of(self._db, [record_id], pause).get(record_id, ())))

    def _resting(self, interviews: Collection[str]) -> Iterator[tuple[Kind[Any], str]]:
        for kind in KINDS:
            grounds = kind.grounds
            if not isinstance(grounds, Grounds) or grounds.in_house:
                continue
            if grounds.chosen:
                yield from ((kind, each) for each in interviews)
            else:
                followers = grounds.resting(self._db, interviews)
                yield from ((kind, id_) for id_ in dict.fromkeys(f.record_id for f in followers))

    def _linked(self, kind: Kind[Any], record_id: str) -> Linked | None:
        body = kind.load(self._db, record_id)
        if body is None:
            return None
        called = kind.called(self._db, record_id)
        beside = kind.held_beside(self._db, record_id)
        return Linked(kind.name, record_id, called, body, beside)
