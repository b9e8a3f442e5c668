"""The withdrawals that a package brings, and whom they have to be told to."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from desktop.errors import DamagedVault
from desktop.handoff.receiving.arrival import Withdrawal
from desktop.model.custody import CustodyKind
from desktop.model.handoff import LineReason, Outcome, RecordEntry
from desktop.progress import Pause
from desktop.vault.kinds.all import CHOSEN

if TYPE_CHECKING:
    from desktop.home.roles import Receiving


class Withdrawals:
    """Those of one package, each interview once."""

    def __init__(self, vault: Receiving, package_id: str) -> None:
        self._vault, self._package_id = vault, package_id
        self._interviews: dict[str, None] = {}

    @property
    def interviews(self) -> AbstractSet[str]:
        """Those that this package was told to close until now."""
        return self._interviews.keys()

    def close(self, entry: RecordEntry, interview_ids: Iterable[str], outcome: Outcome) -> str:
        """Tell the log of a withdrawal that was just taken in; its reason for the receipt.

        Where an intake was stopped after it, the next try finds it here already and tells of
        it all the same: nobody was told before.
        """
        brought = self._vault.versions.arrived_in(entry.version_id) == self._package_id
        if not brought:
            return ""
        for interview_id in interview_ids:
            if outcome is Outcome.ACCEPTED:
                said = {str(entry.kind): entry.record_id, "state": "withdrawn"}
                detail = {**said, "package": self._package_id}
                self._vault.custody.append(CustodyKind.CONSENT, CHOSEN, interview_id, detail)
            self._interviews[interview_id] = None
        return LineReason.WITHDRAWN.value

    def told(self, pause: Pause) -> tuple[Withdrawal, ...]:
        """All of them, now that everything is taken in: what they close, and who got the
        interviews from here."""
        if not self._interviews:
            return ()
        open_again = self._open_again(pause)
        return tuple(self._told(each, each not in open_again) for each in self._interviews)

    def _told(self, interview_id: str, closed: bool) -> Withdrawal:
        sent_on = tuple(self._vault.packages.sent_with(interview_id))
        code = self._vault.called(CHOSEN, interview_id)
        return Withdrawal(interview_id, sent_on, code, closed)

    def _open_again(self, pause: Pause) -> Collection[str]:
        """Those for which another consent was decided later, which came before or beside."""
        try:
            found = self._vault.outlines.standings(self._interviews.keys(), (), pause)
        except DamagedVault:
            return ()  # nothing leaves such a vault
        return [each for each, branches in found.items() if not branches.withdrawn]
