"""What the workers of pytest-xdist take from the row of tests, one after the other."""

from __future__ import annotations

from typing import Any

from xdist.scheduler import LoadScopeScheduling

_GROUPS = (
    "tests/journey/",
    "tests/unit/handoff/test_gate.py",
    "tests/unit/test_architecture.py",
    "tests/ui/test_watchdog.py",
    "tests/unit/sample/test_sample.py",
    "tests/unit/vault/test_costs.py",
)


class Scheduling(LoadScopeScheduling):  # type: ignore[misc]
    """Test by test, but the journey as one, what reads the source of the program, the watchdog,
    the sample, and what records cost: their tests look at what is made once.

    In place of xdist's own ``loadgroup``, whose groups pytest 9.2 silently undoes
    (pytest-xdist issue 1386). The largest group begins first.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((group for group in _GROUPS if nodeid.startswith(group)), nodeid)

    def mark_test_complete(self, node: Any, item_index: int, duration: float = 0) -> None:
        """Forget groups that are done: xdist counts all it gave a worker, after each test."""
        super().mark_test_complete(node, item_index, duration)
        groups = self.assigned_work[node]
        group = self._split_scope(self.registered_collections[node][item_index])
        if all(groups[group].values()):
            del groups[group]
