"""What a place has to hold besides the words, where a search asks for a kind of record, or for
interviews of some days, a language or some people."""

from __future__ import annotations

from desktop.model.version import RecordKind
from desktop.vault.kinds.all import BY_NAME, KINDS
from desktop.vault.kinds.kind import Grounds
from desktop.vault.records.summaries import InterviewFilter, ids
from desktop.vault.search.narrowing import Narrowing, Rule
from desktop.vault.store.among import listed
from desktop.vault.store.reader import Reader


def rule(db: Reader, narrowing: Narrowing) -> Rule:
    """The rule for what a narrowing lets through."""
    sql, values = "", []
    if narrowing.kind is not None:
        sql, values = " AND e.kind IN (SELECT value FROM json_each(?))", [_hits(narrowing.kind)]
    if narrowing.of_interviews:
        sql += " AND o.id IN (SELECT value FROM json_each(?))"
        values.append(listed(_within(db, narrowing)))
    return Rule(sql, tuple(values))


def _hits(kind: RecordKind) -> str:
    return listed(BY_NAME[kind].hits if kind in BY_NAME else ())


def _within(db: Reader, narrowing: Narrowing) -> set[str]:
    """The ids of the interviews it asks for, and of all that rests on them."""
    chosen = InterviewFilter(
        language=narrowing.language or None,
        people=narrowing.people,
        since=narrowing.since or None,
        until=narrowing.until or None,
    )
    interviews = ids(db, chosen)
    found = set(interviews)
    for kind in KINDS:
        if isinstance(kind.grounds, Grounds) and kind.hits and not kind.grounds.chosen:
            found |= {each.record_id for each in kind.grounds.resting(db, interviews)}
    return found
