"""The gate asked twice about one package: when its records are taken, and before it is named."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from desktop.handoff.sending.gate import check_still_holds
from desktop.handoff.sending.plan import PackagePlan
from desktop.progress import Progress, no_progress

if TYPE_CHECKING:
    from desktop.home.roles import Deciding


_LOOKS: Final = 3
"""Times that the gate is asked again before the last, in the transaction: while people decide."""


class GateKept:
    """The gate's word on a plan, from when its records are taken to when its file is named.

    Asked at both ends, in the second case in the transaction that records the package: a
    consent withdrawn while it was being written stops it. Where nothing that the gate decides by
    was written in between but by the writing itself (:meth:`own`), the first answer is the
    second.
    """

    def __init__(
        self, vault: Deciding, plan: PackagePlan, progress: Progress = no_progress
    ) -> None:
        """``ConsentRefused`` when a consent, or who the recipient is, is not as planned."""
        self._vault, self._plan = vault, plan
        self._ask(progress)

    @contextmanager
    def own(self) -> Iterator[None]:
        """A transaction of the package's own, which changes nothing that the gate looks at."""
        as_seen, before = not self._written_since(), self._vault.rows_written
        with self._vault.transaction():
            yield
        if as_seen:
            self._seen = self._vault.outlines.decided_by()
        self._own_rows += self._vault.rows_written - before

    @property
    def others_wrote(self) -> bool:
        """Whether anybody but the package wrote anything since the gate began to look: what it
        looked at may be another than what was cut."""
        return self._vault.rows_written != self._rows + self._own_rows

    def ask_beforehand(self, progress: Progress) -> None:
        """:meth:`ask_again` while other work goes on, and a cancel is answered: what was written
        since is looked at here, so that the last word has little to look at."""
        for _look in range(_LOOKS):
            if self._written_since():
                self._ask(progress)

    def ask_again(self) -> None:
        """``ConsentRefused`` as at first, where anything it rests on was written since."""
        if self._written_since():
            self._ask(no_progress)

    def _written_since(self) -> bool:
        return self._vault.outlines.decided_by() != self._seen

    def _ask(self, progress: Progress) -> None:
        self._rows, self._own_rows = self._vault.rows_written, 0
        self._seen = self._vault.outlines.decided_by()
        check_still_holds(self._vault, self._plan, progress)
