"""What a choice among the interviews of an offer means for each of them, and comes to in all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from desktop.handoff.format.kind_numbers import KINDS
from desktop.handoff.sending.looked import Follows, Looked
from desktop.handoff.sending.overlaps import Key
from desktop.handoff.sending.packed import entries
from desktop.handoff.sending.plan import Going, Item
from desktop.progress import Pause, no_pause, paced

if TYPE_CHECKING:
    from desktop.handoff.sending.offer import Offer

MANY: Final = 2000
"""Interviews that are counted between two safe points."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What a selection comes to. ``derived``: how many of the interviews do not go as they were
    told; ``octets``: of the originals; ``records``: of each kind of ``KINDS``, what goes with
    interviews."""

    interviews: int = 0
    derived: int = 0
    files: int = 0
    octets: int = 0
    notices: int = 0
    staying: int = 0
    already_there: int = 0
    records: tuple[int, ...] = (0,) * len(KINDS)

    def changed(self, before: Totals, after: Totals) -> Totals:
        """These, where a part of them came to ``before`` and now comes to ``after``."""
        plain = {
            name: getattr(self, name) - getattr(before, name) + getattr(after, name)
            for name in self.__dataclass_fields__
            if name != "records"
        }
        each = zip(self.records, before.records, after.records, strict=True)
        return replace(self, **plain, records=tuple(now - b + a for now, b, a in each))


class Chosen:
    """What leaving some out means for one interview at a time."""

    def __init__(self, offer: Offer, left_out: frozenset[str]) -> None:
        self._offer, self._left_out = offer, left_out
        self._wholes: dict[str, bool] = {}

    def here(self, looked: Looked) -> bool:
        """Whether it was chosen."""
        return looked.id not in self._left_out

    def candidate(self, looked: Looked) -> bool:
        """Whether it was chosen and may leave."""
        return looked.allowed and looked.id not in self._left_out

    def told_alone(self, looked: Looked) -> bool:
        """Whether its consent travels without it."""
        return looked.told and not self.candidate(looked)

    def goes(self, looked: Looked) -> bool:
        """Whether it may leave and anything of it is news."""
        return self.candidate(looked) and self._offer.fresh(looked)

    def travels(self, follows: Follows) -> bool:
        """Whether a record travels where its interview goes: it is news to the recipient, and
        what it tells of others goes or is there too."""
        return (self._offer.again or follows.news) and self._whole(follows.id)

    def _whole(self, record_id: str) -> bool:
        whole = self._offer.whole
        if record_id not in whole.needs:
            return True
        if record_id not in self._wholes:
            self._wholes[record_id] = whole.goes(record_id, self._left_out)
        return self._wholes[record_id]

    def going(self, looked: Looked) -> Going:
        """How an interview goes that does."""

        def grounds(record_id: str) -> tuple[str, ...]:
            return self._offer.several.get(record_id) or (looked.id,)

        return Going(
            interview_id=looked.id,
            code=looked.code,
            consent_versions=looked.consent_versions,
            decision=looked.decision,
            records=tuple(
                Item(KINDS[each.kind], each.id, grounds(each.id))
                for each in looked.follows
                if self.travels(each)
            ),
            media=entries(looked.files, grounds),
        )

    def holds_first(self, key: Key, met: set[Key], alone: bool) -> bool:
        """Whether what has this key counts here: with the first of the chosen that hold it.

        ``met``: the keys that counted before, of those that several interviews hold. ``alone``:
        whether it counts where no other interview holds it.
        """
        holders = self._offer.overlaps.holders.get(key)
        if holders is None:
            return alone
        if key in met or self._left_out.issuperset(holders):
            return False
        met.add(key)
        return True


def totals_of(chosen: Chosen, parts: Iterable[Looked], pause: Pause = no_pause) -> Totals:
    """What these come to: they themselves and what goes with them, each of it once."""
    tally = _Tally(chosen)
    for each in paced(parts, pause, MANY):
        tally.add(each)
    return tally.totals()


class _Tally:
    """Counts interviews, and what they have in common with others once."""

    def __init__(self, chosen: Chosen) -> None:
        self._chosen = chosen
        self._candidates = self._goes = self._derived = self._alone = 0
        self._files = self._octets = self._kept = 0
        self._records = [0] * len(KINDS)
        self._met: set[Key] = set()

    def add(self, looked: Looked) -> None:
        """One more interview."""
        chosen = self._chosen
        here, goes = chosen.here(looked), chosen.goes(looked)
        self._candidates += chosen.candidate(looked)
        self._goes += goes
        self._derived += goes and not looked.decision.as_told
        self._alone += chosen.told_alone(looked)
        if here and not looked.shares:
            self._files += looked.file_count
            self._octets += looked.octets
        for digest, size in looked.contents() if looked.shares else ():
            if chosen.holds_first(digest, self._met, here):
                self._files += 1
                self._octets += size
        for follows in looked.follows:
            if chosen.travels(follows):
                self._records[follows.kind] += chosen.holds_first(follows.id, self._met, goes)
        for record_id in looked.left_behind():
            self._kept += chosen.holds_first(record_id, self._met, here)

    def totals(self) -> Totals:
        """What was added comes to."""
        return Totals(
            interviews=self._goes,
            derived=self._derived,
            files=self._files,
            octets=self._octets,
            notices=self._alone,
            staying=self._kept,
            already_there=self._candidates - self._goes,
            records=tuple(self._records),
        )
