"""Consent as a kind of record: it rests on its interview, and a withdrawn one ends it."""

from __future__ import annotations

from collections.abc import Collection

from desktop.model.consent import CONSENT_KIND, Consent, ConsentAnswer
from desktop.model.precedence import Finality
from desktop.vault.kinds.interview import called as called_interview
from desktop.vault.kinds.kind import Grounds, Kind, Plain, Resting
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


def _called(db: Reader, consent_id: str) -> str:
    """The code of its interview."""
    consent = CONSENTS.get(db, consent_id)
    return called_interview(db, consent.interview_id) if consent else ""


def _grounds(db: Reader, ids: Collection[str]) -> Resting:
    rows = among(db, f"SELECT id, interview_id FROM consent WHERE id {AMONG}", ids)  # noqa: S608
    return {consent_id: (interview_id,) for consent_id, interview_id in rows}


CONSENT: Kind[Consent] = Kind(
    name=CONSENT_KIND,
    body=Consent,
    # It travels wherever its interview was sent, most of all where it lets nothing out any more.
    grounds=Grounds(_grounds, lambda _decision: True, lambda consent: (consent.interview_id,)),
    free_text=(
        "Consent.interpreter",
        "Consent.capacity_note",
        "Consent.withdrawn_reason",
    ),
    table=CONSENTS,
    rows={"consent": "id", "consent_answer": "consent_id"},
    record_id=lambda consent: consent.id,
    load=CONSENTS.get,
    lay=CONSENTS.put,
    called=_called,
    finality=_finality,
)
