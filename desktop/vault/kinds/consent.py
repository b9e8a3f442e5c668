"""Consent as a kind of record: it rests on its interview, and a withdrawn one ends it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from desktop.home.outlines import Follower, Resting
from desktop.model.consent import CONSENT_KIND, Consent, ConsentAnswer, when_decided
from desktop.model.grounds import as_decision
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.merge.precedence import Finality
from desktop.model.newer import Closes
from desktop.model.owned_id import Owned
from desktop.progress import Pause
from desktop.vault.kinds.interview import called as called_interview
from desktop.vault.kinds.kind import (
    Grounds,
    Kind,
    NeverRemoved,
    Plain,
    derived_by_its_envelope,
)
from desktop.vault.kinds.standing import keep_standing
from desktop.vault.store.among import AMONG, among
from desktop.vault.store.connection import Reader
from desktop.vault.store.table import ChildTable, Table

CONSENTS = Table(
    Consent,
    "consent",
    children={"answers": ChildTable(ConsentAnswer, "consent_answer", "consent_id")},
)


def _finality(body: Plain) -> Finality:
    return Finality.OPEN if body.get("withdrawn_at") is None else Finality.ENDED


def _closes(consent: Consent) -> Closes:
    return Closes((consent.interview_id,), consent.withdrawn_at)


def _called(db: Reader, consent_id: str) -> str:
    """The code of its interview."""
    consent = CONSENTS.get(db, consent_id)
    return called_interview(db, consent.interview_id) if consent else ""


def _grounds(db: Reader, ids: Collection[str], pause: Pause) -> Resting:
    sql = f"SELECT id, interview_id FROM consent WHERE id {AMONG}"  # noqa: S608
    rows = among(db, sql, ids, pause)
    return {consent_id: (interview_id,) for consent_id, interview_id in rows}


def _resting(db: Reader, interview_ids: Collection[str]) -> Iterator[Follower]:
    """Of each interview what was decided last; ``Consents.for_interview`` gives the same."""
    found: dict[str, tuple[str, bool, str]] = {}
    for interview_id, *consent in among(db, _DECISIONS, interview_ids):
        last = when_decided(*consent)
        found[interview_id] = max(found.get(interview_id, last), last)
    return (Follower(each, last[2], "", "") for each, last in found.items())


_DECISIONS: Final = (
    f"SELECT interview_id, id, given_utc, withdrawn_utc FROM consent WHERE interview_id {AMONG}"  # noqa: S608
)


CONSENT: Kind[Consent] = Kind(
    name=CONSENT_KIND,
    body=Consent,
    grounds=Grounds(
        _grounds, as_decision, lambda consent: (consent.interview_id,), resting=_resting
    ),
    free_text=(
        "Consent.text_read",
        "Consent.interpreter",
        "Consent.capacity_note",
        "Consent.decider",
        "Consent.restricted_reason",
        "Consent.withdrawn_reason",
    ),
    table=CONSENTS,
    removed=NeverRemoved("what a person decided is changed by a decision, never taken away"),
    rows={"consent": "id", "consent_answer": "consent_id"},
    record_id=lambda consent: consent.id,
    load=CONSENTS.get,
    lay=CONSENTS.put,
    called=_called,
    called_by_code=True,
    finality=_finality,
    owned_by=lambda body: Owned(str(body["interview_id"]), INTERVIEW_KIND),
    closes=_closes,
    derived_as=derived_by_its_envelope,
    keep=keep_standing,
    beside={"consent_standing": "consent_id"},
)
