"""What the consent gate looks at, for many interviews at once (R1, R2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from desktop import canonical
from desktop.model.consent import (
    Answer,
    Cell,
    Consent,
    ConsentAnswer,
    Identification,
    Purpose,
    RecipientKind,
    Standing,
)
from desktop.model.moment import Moment
from desktop.progress import Pause, no_pause, paced
from desktop.vault.records.consents import decided
from desktop.vault.store.among import AMONG, among
from desktop.vault.store.connection import Database, Row
from desktop.vault.versions.many import sole_heads
from desktop.vault.versions.rows import heads

_MANY: Final = 4000
"""Consents that are put together between two safe points."""


@dataclass(frozen=True, slots=True)
class ConsentBranches:
    """``current``: what the working tables hold; ``heads``: version id → what that branch says,
    oldest first."""

    current: Standing
    heads: Mapping[str, Standing]


def standings(
    db: Database, interview_ids: Collection[str], cells: Sequence[Cell], pause: Pause = no_pause
) -> dict[str, ConsentBranches]:
    """The consent decided last for each interview that has any, with all its branches.

    ``cells``: the answers that are read at least. A few queries, and two more for each consent
    whose branches are not simply the version that the working tables are equal to.
    """
    rows = _decided_last(db, interview_ids, pause)
    ids = [row[1] for row in rows.values()]
    answers, sole = _answers(db, ids, cells, pause), sole_heads(db, ids, pause)
    found = {}
    for interview_id, (_interview, id_, _given, utc, offset) in paced(rows.items(), pause, _MANY):
        current = Standing(Moment(utc, offset) if utc else None, answers.get(id_, ()))
        branches = {sole[id_]: current} if id_ in sole else _branches(db, id_)
        found[interview_id] = ConsentBranches(current, branches)
    return found


def _decided_last(db: Database, interview_ids: Collection[str], pause: Pause) -> dict[str, Row]:
    """The row of the consent that counts for each interview, by the interview's id."""
    found: dict[str, Row] = {}
    for row in among(db, _CONSENTS, interview_ids, pause):
        known = found.get(row[0])
        if known is None or _age(known) < _age(row):
            found[row[0]] = row
    return found


def _age(row: Row) -> tuple[str, bool, str]:
    return decided(row[1], row[2], row[3])


def _answers(
    db: Database, consent_ids: Collection[str], cells: Sequence[Cell], pause: Pause
) -> dict[str, tuple[ConsentAnswer, ...]]:
    """The answers in these cells of each consent, in their order."""
    sql = _ANSWERS.format(cells=" OR ".join(["(purpose = ? AND recipient = ?)"] * len(cells)))
    wanted = tuple(part.value for cell in cells for part in cell)
    said: defaultdict[str, tuple[Row, ...]] = defaultdict(tuple)
    for row in among(db, sql, consent_ids, pause, wanted):
        said[row[0]] += (row[1:],)
    # What was said is said by many: each set of answers is read once.
    read = {rows: tuple(_answer(*row) for row in rows) for rows in set(said.values())}
    return {consent_id: read[rows] for consent_id, rows in said.items()}


_CONSENTS: Final = (
    "SELECT interview_id, id, given_utc, withdrawn_utc, withdrawn_offset FROM consent"  # noqa: S608
    f" WHERE interview_id {AMONG}"
)
_ANSWERS: Final = (
    "SELECT consent_id, purpose, recipient, answer, identification FROM consent_answer"  # noqa: S608
    f" WHERE consent_id {AMONG} AND ({{cells}}) ORDER BY consent_id, position"
)


def _answer(purpose: str, recipient: str, answer: str, identification: str) -> ConsentAnswer:
    return ConsentAnswer(
        Purpose(purpose), RecipientKind(recipient), Answer(answer), Identification(identification)
    )


def _branches(db: Database, consent_id: str) -> dict[str, Standing]:
    bodies = {
        head.id: canonical.from_plain(head.document.body, Consent) for head in heads(db, consent_id)
    }
    return {id_: Standing(body.withdrawn_at, body.answers) for id_, body in bodies.items()}
