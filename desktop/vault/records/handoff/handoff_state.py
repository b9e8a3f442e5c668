"""What has become of one interview: sent when and to whom, receipted, and what is news."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.model.values.moment import Moment
from desktop.vault.records.derived_ids import AS_SHOWN
from desktop.vault.store.connection import Database
from desktop.vault.versions.working_state import working_state


@dataclass(frozen=True, slots=True)
class Delivery:
    """One package the interview went out in.

    ``receipted_at``: when the recipient's receipt was imported; ``outcome`` is what it says
    of the interview ("accepted", "already-there", "set-aside"), empty before.
    """

    package_id: str
    recipient: str
    recipient_name: str
    written_at: Moment
    receipted_at: Moment | None
    outcome: str


@dataclass(frozen=True, slots=True)
class HandoffState:
    """``sent``: newest first. ``news``: written since it was last sent, or never sent.
    ``received_in``: ids of the packages it came here in."""

    sent: tuple[Delivery, ...]
    news: bool
    received_in: tuple[str, ...]


_SENT = (
    "WITH went AS MATERIALIZED (SELECT s.package_id, i.item, s.recipient,"  # noqa: S608
    " s.recipient_name AS name, s.written_utc, s.written_offset,"
    " coalesce(i.outcome, '') AS outcome"
    " FROM package_record k JOIN package_item i USING (package_id, item)"
    f" JOIN package_sent s USING (package_id) WHERE k.record_id {AS_SHOWN})"
    " SELECT went.package_id, recipient, name, written_utc, written_offset,"
    " max(r.imported_utc), r.imported_offset, outcome"
    " FROM went LEFT JOIN receipt r USING (package_id)"
    " GROUP BY went.package_id, item ORDER BY written_utc DESC, went.package_id"
)


def handoff_state(db: Database, interview_id: str) -> HandoffState:
    """The state of one interview."""
    rows = db.all(_SENT, (interview_id,))
    sent = tuple(
        Delivery(
            package_id,
            recipient,
            name,
            Moment(utc, offset),
            Moment(receipted, receipted_offset) if receipted else None,
            outcome,
        )
        for package_id, recipient, name, utc, offset, receipted, receipted_offset, outcome in rows
    )
    return HandoffState(sent, _news(db, interview_id), _received_in(db, interview_id))


def _news(db: Database, interview_id: str) -> bool:
    state = working_state(db, interview_id)
    if state is None or state.edited or state.version_id is None:
        return True
    sent = (
        "SELECT 1 FROM package_record CROSS JOIN package_sent USING (package_id)"
        " WHERE record_id = ?1 AND item = ?2"
        " UNION ALL SELECT 1 FROM derived JOIN package_record ON record_id = derived_id"
        " CROSS JOIN package_sent USING (package_id)"
        " WHERE source_id = ?1 AND made_of = ?2 AND item = version_id LIMIT 1"
    )
    return db.one(sent, (interview_id, state.version_id)) is None


def _received_in(db: Database, interview_id: str) -> tuple[str, ...]:
    rows = db.all(
        "SELECT DISTINCT arrived_in FROM record_version"
        " WHERE record_id = ? AND arrived_in IS NOT NULL ORDER BY arrived_in",
        (interview_id,),
    )
    return tuple(package_id for (package_id,) in rows)
