"""What stands behind each interview of a list, in a word, and never in a wider one than the gate's.

What the tables show is enough where one line of decisions is all there is; of the few others, the
gate's own reading is asked, for all of a page at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.errors import DamagedVault
from desktop.model.consent import Refusal
from desktop.vault.records.standings import standings

if TYPE_CHECKING:
    from desktop.model.consent import ConsentBranches
    from desktop.vault.records.lone_consents import LoneConsents
    from desktop.vault.store.connection import Database


class ConsentState(StrEnum):
    """What stands behind an interview, in a word.

    YES: every answer recorded is yes; PARTIAL: some are; NONE: no consent, or no yes in it.
    RESTRICTED: it is kept and used for nothing. OTHERS: somebody decided beside what is shown, or
    a newer program did, and nobody who may has settled it.
    """

    YES = "yes"
    PARTIAL = "partial"
    NONE = "none"
    RESTRICTED = "restricted"
    OTHERS = "others"
    WITHDRAWN = "withdrawn"


def recorded_state(withdrawn: bool, restricted: bool, answers: int, agreed: int) -> ConsentState:
    """What the decision that is shown comes to. ``answers``: how many were recorded; ``agreed``:
    how many of them are yes."""
    if withdrawn:
        return ConsentState.WITHDRAWN
    if restricted:
        return ConsentState.RESTRICTED
    if not agreed:
        return ConsentState.NONE
    return ConsentState.YES if agreed == answers else ConsentState.PARTIAL


class ConsentStates:
    """Those of one vault."""

    def __init__(self, db: Database, lone: LoneConsents) -> None:
        self._db, self._lone = db, lone

    def beside(self) -> Iterator[tuple[str, ConsentState]]:
        """As :meth:`narrowed`, of all interviews about which several decided."""
        several: Collection[str] = ()
        with suppress(DamagedVault):
            several = self._lone.several()
        yield from self.narrowed(several)

    def narrowed(self, interview_ids: Collection[str]) -> Iterator[tuple[str, ConsentState]]:
        """The interviews about which something counts beside what is shown, with what they come
        to then; none of a vault that does not hold what was decided last, which a check names."""
        with suppress(DamagedVault):
            asked = [each for each in interview_ids if not self._lone.none_beside(each)]
            found = standings(self._db, asked, ()) if asked else {}
            for interview_id, branches in found.items():
                state = _beside(branches)
                if state is not None:
                    yield interview_id, state


def _beside(branches: ConsentBranches) -> ConsentState | None:
    said = [each for _id, each in branches.heads]
    if branches.withdrawn:
        return ConsentState.WITHDRAWN
    if any(each.held_back is Refusal.RESTRICTED for each in said):
        return ConsentState.RESTRICTED
    if len(said) > 1 or not branches.answered or any(each.unread for each in said):
        return ConsentState.OTHERS
    return None
