"""The gate asked twice about one package: when its records are taken, and before it is named."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desktop.handoff.sending.gate import check_still_holds
from desktop.handoff.sending.plan import PackagePlan
from desktop.progress import Progress, no_progress

if TYPE_CHECKING:
    from desktop.home.roles import Deciding


class GateKept:
    """The gate's word on a plan, from when its records are taken to when its file is named.

    Asked at both ends, in the second case in the transaction that records the package: a
    consent withdrawn while it was being written stops it. Where not one row was written in
    between but by the writing itself (:meth:`own`), the first answer is the second.
    """

    def __init__(
        self, vault: Deciding, plan: PackagePlan, progress: Progress = no_progress
    ) -> None:
        """``ConsentRefused`` when a consent, or who the recipient is, is not as planned."""
        self._vault, self._plan = vault, plan
        self._seen = vault.rows_written
        check_still_holds(vault, plan, progress)

    @contextmanager
    def own(self) -> Iterator[None]:
        """A transaction of the package's own, which changes nothing that the gate looks at."""
        before = self._vault.rows_written
        with self._vault.transaction():
            yield
        self._seen += self._vault.rows_written - before

    def ask_again(self) -> None:
        """``ConsentRefused`` as at first, where anything at all was written since."""
        if self._vault.rows_written != self._seen:
            check_still_holds(self._vault, self._plan)
