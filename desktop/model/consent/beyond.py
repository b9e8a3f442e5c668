"""What shows more than a consent says: when it is so, and for which reasons it may be all the
same. Plain rules, no I/O.

A print for the work here is held to what the person agreed to for the organisation that keeps the
account; each thing beyond that is named, and somebody chooses why (R1, R2).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop.model.consent.gate import KEEPING, Cell, ConsentBranches, Decided, may_leave
from desktop.model.consent.record import Identification, Refusal
from desktop.model.consent.showing import WHOLE

WORK_HERE: Final[Cell] = KEEPING
"""The cell of the matrix by which what is shown here is measured."""


class Reason(StrEnum):
    """Why something is shown beyond the consent. Noted in the log and said on the paper."""

    FOR_THE_PERSON = "for-the-person"
    ORDER = "order"
    DANGER = "danger"
    WORK_HERE = "work-here"


def may_stand(reason: Reason, refusal: Refusal | None) -> bool:
    """Whether somebody may choose a reason for what a consent refuses so; None: whatever it says.

    Work of the organisation itself is one only where the account may be kept, and the person is
    to be shown in part: it never reaches what the person closed, refused or was not asked.
    """
    return reason is not Reason.WORK_HERE or refusal is Refusal.SHOWN_IN_PART


def reasons_for(refusal: Refusal | None) -> tuple[Reason, ...]:
    """Those that may be chosen, in order."""
    return tuple(reason for reason in Reason if may_stand(reason, refusal))


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of an interview: the person's name, and the files attached to it."""

    with_name: bool
    with_files: bool


def beyond(heads: Iterable[Decided], shown: Shown, answered: bool = True) -> Refusal | None:
    """Why this is more than everything that was decided lets be shown; None where it is not.

    ``heads``: all that are heard; none where no consent was recorded. A withdrawal is named
    before anything else. ``answered``: as of ``ConsentBranches``.
    """
    found = [_beyond_one(head, shown) for head in heads]
    if not found:
        return Refusal.NO_CONSENT_RECORDED
    refused = [refusal for refusal in found if refusal is not None]
    if Refusal.WITHDRAWN in refused:
        return Refusal.WITHDRAWN
    if refused:
        return refused[0]
    return None if answered else Refusal.ONLY_BY_OTHERS


def beyond_branches(branches: ConsentBranches | None, shown: Shown) -> Refusal | None:
    """The same of all that is heard for an interview; None for one without any consent."""
    if branches is None:
        return beyond((), shown)
    return beyond((said for _id, said in branches.heads), shown, branches.answered)


def _beyond_one(head: Decided, shown: Shown) -> Refusal | None:
    decision = may_leave(head, *WORK_HERE)
    if not decision.allowed:
        return decision.refusal
    if not {decision.places, decision.family} <= WHOLE:
        return Refusal.SHOWN_IN_PART
    if shown.with_name and decision.identification is not Identification.FULL_NAME:
        return Refusal.NAME_NOT_AGREED
    return Refusal.PHOTOGRAPH_NOT_AGREED if shown.with_files and not decision.files else None
