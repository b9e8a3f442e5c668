"""What the consent gate looks at, for many interviews at once (R1, R2)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from desktop import canonical
from desktop.model.consent import (
    Answer,
    Cell,
    Consent,
    ConsentAnswer,
    ConsentBranches,
    Identification,
    Purpose,
    RecipientKind,
    Standing,
    when_decided,
)
from desktop.model.moment import Moment
from desktop.progress import Pause, no_pause, paced
from desktop.vault.store.among import AMONG, among
from desktop.vault.store.connection import Database, Row
from desktop.vault.versions.bound import refuse_older_consents
from desktop.vault.versions.many import sole_heads
from desktop.vault.versions.rows import heads

_MANY: Final = 4000
"""Consents that are put together between two safe points."""


def standings(
    db: Database, interview_ids: Collection[str], cells: Sequence[Cell], pause: Pause = no_pause
) -> dict[str, ConsentBranches]:
    """The consent decided last for each interview that has any, with all its branches.

    ``DamagedVault`` where the vault shows older versions of consents than were written last.
    ``cells``: the answers that are read at least. A few queries, and two more for each consent
    whose branches are not simply the version that the working tables are equal to.
    """
    refuse_older_consents(db)
    rows = _decided_last(db, interview_ids, pause)
    ids = [row[1] for row in rows.values()]
    said, sole = _answers(db, ids, cells, pause), sole_heads(db, ids, pause)
    known = _Standings()
    found = {}
    for interview_id, (_interview, id_, _given, utc, offset) in paced(rows.items(), pause, _MANY):
        current = known.of(utc, offset, said.get(id_, ""))
        branches = ((sole[id_], current),) if id_ in sole else _branches(db, id_)
        found[interview_id] = ConsentBranches(current, branches)
    return found


class _Standings:
    """One object for all consents that say the same, however many do."""

    def __init__(self) -> None:
        self._known: dict[tuple[str | None, int, str], Standing] = {}

    def of(self, utc: str | None, offset: int, said: str) -> Standing:
        """When it was withdrawn, if it was, and the lines of its answers."""
        key = (utc, offset, said)
        if key not in self._known:
            withdrawn = Moment(utc, offset) if utc else None
            answers = tuple(_answer(*line.split(" ")) for line in said.splitlines())
            self._known[key] = Standing(withdrawn, answers)
        return self._known[key]


def _decided_last(db: Database, interview_ids: Collection[str], pause: Pause) -> dict[str, Row]:
    """The row of the consent that counts for each interview, by the interview's id."""
    found: dict[str, Row] = {}
    for row in among(db, _CONSENTS, interview_ids, pause):
        known = found.get(row[0])
        if known is None or _age(known) < _age(row):
            found[row[0]] = row
    return found


def _age(row: Row) -> tuple[str, bool, str]:
    return when_decided(row[1], row[2], row[3])


def _answers(
    db: Database, consent_ids: Collection[str], cells: Sequence[Cell], pause: Pause
) -> dict[str, str]:
    """The answers in these cells of each consent, a line each, in their order."""
    sql = _ANSWERS.format(cells=" OR ".join(["(purpose = ? AND recipient = ?)"] * len(cells)))
    wanted = tuple(part.value for cell in cells for part in cell)
    said: dict[str, str] = {}
    # What was said is said by many: each text is held once.
    texts: dict[str, str] = {}
    for consent_id, line in among(db, sql, consent_ids, pause, wanted):
        text = said.get(consent_id, "") + line
        said[consent_id] = texts.setdefault(text, text)
    return said


_CONSENTS: Final = (
    "SELECT interview_id, id, given_utc, withdrawn_utc, withdrawn_offset FROM consent"  # noqa: S608
    f" WHERE interview_id {AMONG}"
)
_ANSWERS: Final = (
    "SELECT consent_id, purpose || ' ' || recipient || ' ' || answer || ' ' || identification"  # noqa: S608
    " || char(10) FROM consent_answer"
    f" WHERE consent_id {AMONG} AND ({{cells}}) ORDER BY consent_id, position"
)


def _answer(purpose: str, recipient: str, answer: str, identification: str) -> ConsentAnswer:
    return ConsentAnswer(
        Purpose(purpose), RecipientKind(recipient), Answer(answer), Identification(identification)
    )


def _branches(db: Database, consent_id: str) -> tuple[tuple[str, Standing], ...]:
    bodies = (
        (head.id, canonical.from_plain(head.document.body, Consent))
        for head in heads(db, consent_id)
    )
    return tuple((id_, Standing(body.withdrawn_at, body.answers)) for id_, body in bodies)
