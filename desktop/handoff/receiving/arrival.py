"""What a package would bring, and what became of it: the words the two ends of receiving use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from desktop.handoff.naming import Notable
from desktop.handoff.receiving.read import VerifiedPackage
from desktop.model.consent import Purpose
from desktop.model.handoff import ReceiptDocument, ReceiptLine
from desktop.model.identity import Party
from desktop.model.sending.log_course import Course
from desktop.model.values.moment import Moment
from desktop.model.version import RecordKind

if TYPE_CHECKING:
    from desktop.home.packages import SentSummary


@dataclass(frozen=True, slots=True)
class ArrivalCounts:
    """What a package would bring: new here, and here already.

    ``records``: how many of each kind are in it, but interviews and files, however many versions
    of each.
    ``withdrawals``: consents in it whose withdrawal is new here; each closes its interview to
    every use, unless another consent was decided later.
    """

    new_records: int
    known_records: int
    new_files: int
    known_files: int
    interviews: int
    withdrawals: int
    records: Mapping[RecordKind, int]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A package looked at before anything is taken in. ``received``: it was, earlier. ``log``: how
    the sender's custody log went on, as far as the document tells; of one that was received, as its
    receipt says."""

    verified: VerifiedPackage
    sender: Party
    purpose: Purpose
    written_at: Moment
    counts: ArrivalCounts
    received: bool
    log: Course = Course.AS_BEFORE


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A withdrawal that arrived, and the packages in which the interview went on from here.

    ``code``: what the interview is called here; "" where the interview itself never came.
    ``closed``: whether the interview is closed by it; not where a consent that is held here
    was decided later.
    """

    interview_id: str
    sent_on: tuple[SentSummary, ...]
    code: str = ""
    closed: bool = True

    @property
    def name(self) -> str:
        """What to call the interview: its code, or its id where there is none."""
        return self.code or self.interview_id


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a package. ``again``: it had been received before; nothing changed.

    ``custody_set_aside``: custody events in it that do not hold and were not kept.
    ``notable``: the lines with a reason, and what each is about.
    """

    receipt: ReceiptDocument
    withdrawals: tuple[Withdrawal, ...]
    again: bool
    custody_set_aside: int = 0
    notable: tuple[Notable, ...] = ()

    @property
    def lines(self) -> Iterator[ReceiptLine]:
        """Every item of the package and what became of it, one after the other."""
        return chain(self.receipt.records, self.receipt.media)
