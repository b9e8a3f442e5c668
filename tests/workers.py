"""What the workers of pytest-xdist take from the row of tests, one after the other."""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

_GROUPS = ("tests/journey/", "tests/ui/test_watchdog.py")


class Scheduling(LoadScopeScheduling):  # type: ignore[misc]
    """Test by test, but the journey as one, and the watchdog: their tests look at what is made
    once.

    In place of xdist's own ``loadgroup``, whose groups pytest 9.2 silently undoes
    (pytest-xdist issue 1386). The largest group begins first.
    """

    def _split_scope(self, nodeid: str) -> str:
        return next((group for group in _GROUPS if nodeid.startswith(group)), nodeid)
