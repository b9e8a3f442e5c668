"""What happens wholly or not at all in a home."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol


class Transactions(Protocol):
    """All of a piece or nothing of it."""

    def transaction(self) -> AbstractContextManager[None]:
        """All of it or nothing. An inner one joins the outer: the outermost commits all, and
        nothing where an inner one failed."""

    @property
    def rows_written(self) -> int:
        """A number that no write leaves as it was: whether anything changed since it was read."""


class LongJobs(Transactions, Protocol):
    """For a job of many small steps, which can be done again from the start."""

    def transaction_in_order(self) -> AbstractContextManager[None]:
        """A :meth:`transaction` that may be lost with a power cut, but none before it without
        it: the end of the next :meth:`transaction` waits for both."""

    def catch_up(self) -> None:
        """Write what is left for the end of the open transaction until now, where it is much: its
        end then takes little longer than that of a short one. Outside of any attempt."""

    def attempt(self) -> AbstractContextManager[None]:
        """A piece inside a transaction that is undone alone when it fails: for who goes on."""

    def log_moved_apart(self) -> AbstractContextManager[Callable[[], bool]]:
        """While open, what is given tidies up between two transactions what each would at its
        end; whether there was anything."""
