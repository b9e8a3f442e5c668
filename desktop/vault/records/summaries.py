"""The list of interviews, page by page: one row each, in milliseconds at 20,000."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from desktop.errors import DamagedVault
from desktop.model.consent import Answer
from desktop.model.interview import State
from desktop.model.values.moment import Moment
from desktop.vault.kinds.interview import INTERVIEWS_HELD
from desktop.vault.records.consent_states import ConsentState, ConsentStates, recorded_state
from desktop.vault.search.filtering import holding
from desktop.vault.store.among import listed
from desktop.vault.store.connection import Database, Reader, Row
from desktop.vault.versions.many import going_on_from_others
from desktop.vault.versions.rows import NO_CHILD


class HandoffStage(StrEnum):
    """How far an interview has come on its way to others.

    NEWS: it was sent, and written since. RECEIVED: it came here in a package.
    """

    NOT_SENT = "not-sent"
    SENT = "sent"
    RECEIPTED = "receipted"
    NEWS = "news"
    RECEIVED = "received"


@dataclass(frozen=True, slots=True)
class InterviewFilter:
    """Which interviews to list; every part that is set must hold.

    ``text``: a part of the code or of a form of the person's name, or names in any spelling
    (``desktop.vault.search.filtering``). ``people``: ids of those it is with. ``since`` and
    ``until``: "YYYY-MM-DD", the days between which it is planned for or was begun, both included.
    """

    state: State | None = None
    person_id: str | None = None
    language: str | None = None
    text: str = ""
    people: frozenset[str] | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class InterviewSummary:
    """One row of the list. ``files``: how many are attached. ``has_branches``: two versions
    stand side by side and a person has to choose. ``shown_as``: as of ``Interview``."""

    id: str
    code: str
    person_id: str
    person_label: str
    state: State
    language: str
    created_at: Moment
    opened_at: Moment | None
    planned_for: str
    consent: ConsentState
    files: int
    handoff: HandoffStage
    has_branches: bool
    shown_as: str = ""


_LABEL = (
    "coalesce((SELECT n.text FROM name_form n WHERE n.person_id = i.person_id AND n.position = 0),"
    " (SELECT p.code FROM person p WHERE p.id = i.person_id), '')"
)
_DAY = (
    "CASE WHEN i.planned_for != '' THEN i.planned_for ELSE date(coalesce(i.opened_utc,"
    " i.created_utc), coalesce(i.opened_offset, i.created_offset) || ' minutes') END"
)
"""The day that the list shows."""
# The consent decided last; the same order as ``Consents.for_interview``.
_CONSENT = (
    "SELECT c.id FROM consent c WHERE c.interview_id = ids.id ORDER BY"
    " coalesce(c.withdrawn_utc, c.given_utc) DESC, c.withdrawn_utc IS NOT NULL DESC, c.id DESC"
    " LIMIT 1"
)
# Both from an index alone, but for versions with a child: a version's row lies behind its whole
# document.
_HEADS = f"SELECT count(*) FROM record_version v WHERE v.record_id = i.id AND {NO_CHILD}"  # noqa: S608
_ARRIVED = "SELECT max(v.arrived_in IS NOT NULL) FROM record_version v WHERE v.record_id = i.id"
_AS_SHOWN = "IN (SELECT i.id UNION ALL SELECT derived_id FROM derived WHERE source_id = i.id)"
_ROWS = f"""
SELECT i.id, i.code, i.person_id, {_LABEL}, i.state, i.language, i.created_utc,
    i.created_offset, i.opened_utc, i.opened_offset, i.planned_for,
    (SELECT withdrawn_utc IS NOT NULL FROM consent WHERE id = page.consent_id),
    (SELECT restricted_utc IS NOT NULL FROM consent WHERE id = page.consent_id),
    (SELECT count(*) FROM consent_answer WHERE consent_id = page.consent_id),
    (SELECT count(*) FROM consent_answer WHERE consent_id = page.consent_id AND answer = ?),
    (SELECT count(*) FROM attachment a WHERE a.interview_id = i.id),
    (SELECT count(*) FROM package_record k CROSS JOIN package_sent USING (package_id)
        WHERE k.record_id {_AS_SHOWN}),
    (SELECT count(*) FROM package_record k JOIN package_item USING (package_id, item)
        WHERE k.record_id {_AS_SHOWN} AND outcome IN ('accepted', 'already-there')),
    (SELECT w.edited OR NOT (EXISTS (SELECT 1 FROM package_record k
        CROSS JOIN package_sent USING (package_id)
        WHERE k.record_id = i.id AND k.item = w.version_id)
        OR EXISTS (SELECT 1 FROM derived d JOIN package_record k
        ON k.record_id = d.derived_id AND k.item = d.version_id
        CROSS JOIN package_sent USING (package_id)
        WHERE d.source_id = i.id AND d.made_of = w.version_id))
        FROM working_state w WHERE w.record_id = i.id),
    ({_ARRIVED}), ({_HEADS}), i.shown_as
FROM page CROSS JOIN interview i ON i.id = page.id
"""  # noqa: S608
_NEWEST_FIRST = " ORDER BY i.created_utc DESC, i.id"
# Which ones, from an index alone; everything that a row shows is read of these only.
_OF_IDS = f", page AS MATERIALIZED (SELECT ids.id, ({_CONSENT}) AS consent_id FROM ids)\n"  # noqa: S608
_PAGE = (
    "WITH ids AS MATERIALIZED (SELECT i.id FROM interview i{where}{order} LIMIT ? OFFSET ?)"  # noqa: S608
    + _OF_IDS
)
_GIVEN = "WITH ids AS MATERIALIZED (SELECT value AS id FROM json_each(?))" + _OF_IDS  # noqa: S608


def summaries(
    db: Database,
    chosen: InterviewFilter,
    offset: int,
    limit: int,
    heads_of: Callable[[str], Collection[str]],
    consents: ConsentStates,
) -> list[InterviewSummary]:
    """A page of the list, newest first. ``heads_of``: the versions of a record in whose place no
    other stands that may."""
    where, values = _where(db, chosen)
    page = _PAGE.format(where=where, order=_NEWEST_FIRST)
    rows = db.all(page + _ROWS + _NEWEST_FIRST, (*values, limit, offset, Answer.YES.value))
    return list(_found(db, rows, heads_of, consents).values())


def _found(
    db: Database,
    rows: Iterable[Row],
    heads_of: Callable[[str], Collection[str]],
    consents: ConsentStates,
) -> dict[str, InterviewSummary]:
    found = {row[0]: _summary(row) for row in rows}
    for id_ in going_on_from_others(db, found):
        with suppress(DamagedVault):  # which a check names
            found[id_] = replace(found[id_], has_branches=len(heads_of(id_)) > 1)
    for id_, state in consents.narrowed(found):
        found[id_] = replace(found[id_], consent=state)
    return found


def summaries_of(
    db: Database,
    ids: Collection[str],
    heads_of: Callable[[str], Collection[str]],
    consents: ConsentStates,
) -> list[InterviewSummary]:
    """Those of these interviews that are here, in the order of ``ids``. A page of them."""
    rows = db.all(_GIVEN + _ROWS, (listed(ids), Answer.YES.value))
    found = _found(db, rows, heads_of, consents)
    return [found[id_] for id_ in ids if id_ in found]


def count(db: Database, chosen: InterviewFilter) -> int:
    """How many interviews the filter lets through."""
    where, values = _where(db, chosen)
    row = db.one("SELECT count(*) FROM interview i" + where, values)  # noqa: S608
    return int(row[0]) if row else 0


def ids(db: Reader, chosen: InterviewFilter) -> list[str]:
    """The ids of all interviews that the filter lets through."""
    where, values = _where(db, chosen)
    return [id_ for (id_,) in db.all("SELECT i.id FROM interview i" + where, values)]  # noqa: S608


def count_states(db: Database, chosen: InterviewFilter) -> dict[State, int]:
    """How many the filter would let through of each state, whichever state it asks for."""
    where, values = _where(db, replace(chosen, state=None))
    rows = db.all(
        f"SELECT i.state, count(*) FROM interview i{where} GROUP BY i.state",  # noqa: S608
        values,
    )
    return dict.fromkeys(State, 0) | {State(state): number for state, number in rows}


def with_code(db: Database, code: str) -> list[str]:
    """The ids of the interviews with exactly this code; people may give one code twice."""
    return [id_ for (id_,) in db.all("SELECT id FROM interview WHERE code = ?", (code,))]


def _where(db: Reader, chosen: InterviewFilter) -> tuple[str, list[Any]]:
    rules: list[tuple[str, tuple[str | None, ...]]] = [
        ("i.state = ?", (chosen.state.value if chosen.state else None,)),
        ("i.person_id = ?", (chosen.person_id,)),
        ("i.language = ?", (chosen.language,)),
        (
            "i.person_id IN (SELECT value FROM json_each(?))",
            (None if chosen.people is None else listed(chosen.people),),
        ),
        (f"{_DAY} >= ?", (chosen.since,)),
        (f"{_DAY} <= ?", (chosen.until,)),
    ]
    if chosen.text.strip():
        text = holding(db, chosen.text, INTERVIEWS_HELD, "i")
        rules.insert(0, (text.sql, text.values))
    used = [(sql, values) for sql, values in rules if None not in values]
    where = " WHERE " + " AND ".join(sql for sql, _ in used) if used else ""
    return where, [value for _, values in used for value in values]


def _summary(row: Row) -> InterviewSummary:
    id_, code, person_id, label, state, language, utc, offset, *rest = row
    opened, opened_offset, planned_for, *rest = rest
    withdrawn, restricted, answers, agreed, files, sent, receipted, news, arrived, *rest = rest
    heads, shown = rest
    return InterviewSummary(
        id=id_,
        code=code,
        person_id=person_id,
        person_label=label,
        state=State(state),
        language=language,
        created_at=Moment(utc, offset),
        opened_at=None if opened is None else Moment(opened, opened_offset),
        planned_for=planned_for,
        consent=recorded_state(bool(withdrawn), bool(restricted), answers, agreed),
        files=files,
        handoff=_stage(sent, receipted, bool(news), bool(arrived)),
        has_branches=heads > 1,
        shown_as=shown,
    )


def _stage(sent: int, receipted: int, news: bool, arrived: bool) -> HandoffStage:
    if not sent:
        return HandoffStage.RECEIVED if arrived else HandoffStage.NOT_SENT
    if news:
        return HandoffStage.NEWS
    return HandoffStage.RECEIPTED if receipted == sent else HandoffStage.SENT
