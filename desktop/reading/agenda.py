"""What Home shows of a vault: what waits for whoever works here, from the records alone.

Every list holds what it shows first, and how many there are. What the records do not say is not
there: whether somebody looked at what arrived, say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from desktop.errors import DamagedVault, NoSuchRecord
from desktop.home.packages import ReceivedSummary, SentSummary
from desktop.model.consent import Answer, ConsentAnswer
from desktop.model.fixity import Checked
from desktop.model.identity import KnownCard, Role
from desktop.model.kept_draft import Unfinished
from desktop.model.phases import OpenPoint, Phase, open_points
from desktop.model.values.moment import Moment
from desktop.model.way_in import ON_PAPER
from desktop.reading.opened import read_opened
from desktop.vault.records.waiting import MOST

if TYPE_CHECKING:
    from desktop.model.person import Person
    from desktop.names.match import Reason
    from desktop.vault import InterviewSummary, Vault

T = TypeVar("T")
S = TypeVar("S")

FIRST: Final = 5
"""How much of each list is read, where nobody asks for more."""
_LATELY: Final = timedelta(days=14)
_BACKUP_EVERY: Final = timedelta(days=14)
_TRY_EVERY: Final = timedelta(days=30)
_ELSEWHERE: Final = "escrow"


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """The first of a list, and how many are in all of it. ``more``: there are more than that."""

    count: int = 0
    first: tuple[T, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Planned:
    """An interview that is planned. ``overdue``: its day has passed."""

    interview: InterviewSummary
    overdue: bool


@dataclass(frozen=True, slots=True)
class UnderWay:
    """An interview that was begun and not sealed, with what is open in each of its phases but
    safety, of which that would say something."""

    interview: InterviewSummary
    open: Mapping[Phase, tuple[OpenPoint, ...]]


@dataclass(frozen=True, slots=True)
class AskAgain:
    """An interview of somebody who wants to be asked later about these uses."""

    interview: InterviewSummary
    uses: tuple[ConsentAnswer, ...]


@dataclass(frozen=True, slots=True)
class ToTell:
    """An interview whose consent was withdrawn, or that may be used for less than when it was sent,
    and the names of those who have it and were not told."""

    interview: InterviewSummary
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person as they stand in a list. ``name``: the first form, or the code."""

    id: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class MayBeOne:
    """Two people who may be one. ``reasons``: codes of why; none of two about whom decisions
    contradict each other."""

    one: Somebody
    other: Somebody
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class BackupDue:
    """Something was written since the last backup, which is long ago. ``last``: None for never."""

    last: Moment | None


@dataclass(frozen=True, slots=True)
class WayDue:
    """A way back from a forgotten passphrase that was not tried for a month. ``kind``: of its slot,
    "" where there is none yet. ``last``: when it was tried or made; None where nobody knows."""

    kind: str = ""
    last: Moment | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """All of it. ``empty``: there is nothing in the vault yet. ``to_save`` is for a researcher, who
    hands over what was sealed; ``arrived`` for an organisation. ``wrong``: the photos and files
    that are not as they came."""

    role: Role
    empty: bool
    planned: Listed[Planned]
    under_way: Listed[UnderWay]
    to_save: Listed[InterviewSummary]
    no_receipt: Listed[SentSummary]
    ask_again: Listed[AskAgain]
    to_tell: Listed[ToTell]
    to_resolve: Listed[InterviewSummary]
    may_be_one: Listed[MayBeOne]
    arrived: Listed[ReceivedSummary]
    receipts_owed: Listed[ReceivedSummary]
    forms: Listed[Unfinished]
    cards: Listed[KnownCard]
    backup: BackupDue | None = None
    way: WayDue | None = None
    wrong: tuple[Checked, ...] = ()


def read_agenda(vault: Vault, now: datetime | None = None, first: int = FIRST) -> Agenda:
    """What waits in an open vault. ``now``: with its zone; what is overdue is so by its day.
    ``first``: how many of each list are read."""
    now = now or datetime.now().astimezone()
    waiting, role = vault.waiting, vault.identity.role
    office = role is Role.ORGANISATION
    held = waiting.held()
    to_tell = waiting.to_tell(held)
    cards = [each for each in vault.cards.all() if not each.trusted_at and not each.revoked_at]
    empty = not (vault.interviews.count() or vault.packages.count_received())

    def interviews(ids: Sequence[str]) -> Listed[InterviewSummary]:
        found = vault.interviews.summaries_of(ids[:first])
        return Listed(min(len(ids), MOST), tuple(found), len(ids) > MOST)

    def whole(all_of_it: Sequence[T]) -> Listed[T]:
        count = len(all_of_it)
        return Listed(min(count, MOST), tuple(all_of_it[:first]), count > MOST)

    return Agenda(
        role=role,
        empty=empty,
        planned=_each(
            interviews(waiting.planned(held)),
            lambda one: Planned(one, _is_before(one.planned_for, now.date())),
        ),
        under_way=_each(
            interviews(waiting.under_way(held)), lambda one: UnderWay(one, _open(vault, one.id))
        ),
        to_save=Listed() if office else interviews(waiting.to_save(held)),
        no_receipt=whole(waiting.without_receipt()),
        ask_again=_each(
            interviews(waiting.to_ask_again(held)), lambda one: AskAgain(one, _later(vault, one.id))
        ),
        to_tell=_each(interviews(list(to_tell)), lambda one: ToTell(one, to_tell[one.id])),
        to_resolve=interviews(waiting.to_resolve(held)),
        may_be_one=_may_be_one(vault, first),
        arrived=whole(waiting.arrived_since(Moment.of(now - _LATELY)) if office else ()),
        receipts_owed=whole(waiting.receipts_owed()),
        forms=whole(waiting.forms()),
        cards=whole(cards),
        backup=None if empty else _backup(vault, now),
        way=None if empty or vault.read_only else _way(vault, now),
        wrong=vault.fixity.wrong(),
    )


def _may_be_one(vault: Vault, first: int) -> Listed[MayBeOne]:
    """Contradictions first; then who is likely to be one, as far as names were compared by now."""
    against = vault.sameness.groups().to_resolve
    likely = [pair for pair in vault.likely.waiting() if pair not in against]
    count = len(against) + len(likely)
    found = [
        *(MayBeOne(_somebody(vault, a), _somebody(vault, b)) for a, b in against[:first]),
        *(
            MayBeOne(_listed(each.one), _listed(each.other), each.likeness.reasons)
            for each in vault.likely.pairs(likely[:first])
        ),
    ]
    return Listed(min(count, MOST), tuple(found[:first]), count > MOST)


def _somebody(vault: Vault, person_id: str) -> Somebody:
    person = vault.people.find(person_id)
    return _listed(person) if person else Somebody(person_id, "", "")


def _listed(person: Person) -> Somebody:
    return Somebody(person.id, person.code, person.display_name)


def _open(vault: Vault, interview_id: str) -> Mapping[Phase, tuple[OpenPoint, ...]]:
    with suppress(DamagedVault, NoSuchRecord):  # which a check names
        return _said(open_points(read_opened(vault, interview_id, words=False)))
    return {}


def _said(points: Mapping[Phase, tuple[OpenPoint, ...]]) -> Mapping[Phase, tuple[OpenPoint, ...]]:
    return {phase: found for phase, found in points.items() if found and phase is not Phase.SAFETY}


def _later(vault: Vault, interview_id: str) -> tuple[ConsentAnswer, ...]:
    consent = vault.consents.for_interview(interview_id)
    answers = consent.answers if consent else ()
    return tuple(each for each in answers if each.answer is Answer.ASK_AGAIN)


def _backup(vault: Vault, now: datetime) -> BackupDue | None:
    copied = vault.waiting.copied(vault.vault_id)
    if copied is None:
        return BackupDue(None)
    row, last = copied
    unchanged = vault.custody.head().seq == row
    return None if unchanged or now - last.local() < _BACKUP_EVERY else BackupDue(last)


def _way(vault: Vault, now: datetime) -> WayDue | None:
    """The way back that was not tried for longest; where there is none, it is said once the vault
    is a month old."""
    ways = vault.ways_in.all()
    back = [way for way in ways if way.kind in (*ON_PAPER, _ELSEWHERE)]
    tried = [way for way in back if way.kind in ON_PAPER]
    if not back:
        made = [way.made_at for way in ways if way.made_at is not None]
        return None if any(now - each.local() < _TRY_EVERY for each in made) else WayDue()
    due = [WayDue(way.kind, way.tried_at or way.made_at) for way in tried]
    late = [each for each in due if each.last is None or now - each.last.local() >= _TRY_EVERY]
    return min(late, key=lambda each: each.last.utc if each.last else "", default=None)


def _is_before(day: str, today: date) -> bool:
    """Whether a day that is planned has passed; not of one that nobody here can read."""
    try:
        return date.fromisoformat(day) < today
    except ValueError:
        return False


def _each(found: Listed[S], shown: Callable[[S], T]) -> Listed[T]:
    return Listed(found.count, tuple(map(shown, found.first)), found.more)
