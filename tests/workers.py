"""What the workers of pytest-xdist take from the row of tests, one after the other."""

from __future__ import annotations

from typing import Any

from xdist.scheduler import LoadScopeScheduling

_GROUPS = ("tests/journey/", "tests/ui/test_watchdog.py")
_BY_FILE = ("tests/unit/", "tests/second_reader/")


class Scheduling(LoadScopeScheduling):  # type: ignore[misc]
    """The journey and the watchdog as one, the unit tests file by file: what a file makes once, or
    reads of the program, is made by one worker, and put away once. The rest test by test.

    In place of xdist's own ``loadgroup``, whose groups pytest 9.2 silently undoes
    (pytest-xdist issue 1386). The largest group begins first; single tests fill up the end.
    """

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(_BY_FILE):
            return nodeid.partition("::")[0]
        return next((group for group in _GROUPS if nodeid.startswith(group)), nodeid)

    def mark_test_complete(self, node: Any, item_index: int, duration: float = 0) -> None:
        """Forget groups that are done: xdist counts all it gave a worker, after each test."""
        super().mark_test_complete(node, item_index, duration)
        groups = self.assigned_work[node]
        group = self._split_scope(self.registered_collections[node][item_index])
        if all(groups[group].values()):
            del groups[group]
