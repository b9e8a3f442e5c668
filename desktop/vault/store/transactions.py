"""The transaction of a connection, and the pieces inside it that may fail alone.

Most callers need no more than that their piece happens wholly or not at all, together with
whatever it is part of: it joins the transaction that is open, at no cost. A savepoint is for
who means to catch an error and go on (:meth:`Transactions.attempt`). With the journal in
memory each RELEASE inside another savepoint walks everything written since that one began, so
a savepoint around each of 300,000 writes never ended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Protocol, TypeVar

from desktop.vault.store.met import Met
from desktop.vault.store.touched import Touched

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Bracket:
    """The statements around a piece that is undone alone."""

    begin: str
    commit: str
    undo: tuple[str, ...]


_OUTERMOST: Final = _Bracket("BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",))
_MUCH_LEFT: Final = 300
"""Things left for the end of a transaction that are worth doing before it: some 20 ms of work.
Each time the full-text index gets a segment more, which it has to merge."""
_INNER: Final = _Bracket(
    "SAVEPOINT attempt", "RELEASE attempt", ("ROLLBACK TO attempt", "RELEASE attempt")
)


class Nested(Protocol):
    """What is collected piece by piece, and forgotten with a piece that is undone."""

    def begin(self) -> None:
        """A piece begins."""

    def commit(self) -> None:
        """The innermost piece ended well."""

    def roll_back(self) -> None:
        """The innermost piece never happened."""


class Counting(Protocol):
    """What hears of commits. None of those behind them may raise."""

    def count(self, saves: bool) -> None:
        """Called last in each transaction, behind the keeping of the sums. ``saves``: whether
        anything is saved by it; else it signs what was."""

    def committed(self, waited: bool) -> None:
        """It is committed; whether that waited for the disk."""

    def close(self) -> None:
        """The connection is closed."""


class _Joined:
    """A piece inside a transaction that happens or fails with it; entered many times over."""

    def __init__(self, fail: Callable[[], None]) -> None:
        self._fail = fail

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self._fail()


class Transactions:
    """``execute`` runs a statement; ``is_open`` asks SQLite whether it holds a transaction;
    ``refuse`` raises where what was done so far must not be committed."""

    def __init__(
        self,
        execute: Callable[[str], object],
        is_open: Callable[[], bool],
        refuse: Callable[[], None],
    ) -> None:
        self._execute, self._is_open, self._refuse = execute, is_open, refuse
        self._depth = 0
        self._failed = False
        self._joined = _Joined(self._fail)
        self._at_end: list[tuple[Callable[[list[Any]], None], Any]] = []
        self.touched, self.met = Touched(), Met()
        self._nested: list[Nested] = [self.touched, self.met]
        self._last: list[Callable[[], None]] = []
        self._committed: list[Callable[[], None]] = []
        self._behind: list[Callable[[], None]] = []

    def follow(self, nested: Nested, write: Callable[[], None]) -> None:
        """Let ``nested`` hear of every piece from now on, outside of any; ``write`` runs last in
        the outermost, behind what was left for its end."""
        self._nested.append(nested)
        self._last.append(write)

    def count(self, last: Callable[[], None], committed: Callable[[], None]) -> None:
        """Run ``last`` in the outermost behind what :meth:`follow` was given until now, and
        ``committed``, which must not raise, once that is committed."""
        self._last.append(last)
        self._committed.append(committed)

    def behind_each(self, job: Callable[[], None]) -> None:
        """Run ``job``, which must not raise, behind each outermost transaction that was
        committed, when none is open any more."""
        self._behind.append(job)

    @property
    def open(self) -> bool:
        """Whether a transaction is open."""
        return self._depth > 0

    @property
    def lost(self) -> bool:
        """Whether SQLite undid all of the open transaction by itself (disk full, device gone).

        A statement would then commit alone, and what was before it is not there.
        """
        return self._depth > 0 and not self._is_open()

    def transaction(self) -> AbstractContextManager[None]:
        """All of it or nothing; inside another one, together with it.

        An inner one that fails takes the whole with it, even where somebody caught the error:
        half a piece must not be committed. ``RuntimeError`` then, at the end.
        """
        return self._joined if self._depth else self._outermost()

    def attempt(self) -> AbstractContextManager[None]:
        """All of it or nothing, and undone alone when it fails: the caller may go on."""
        return self._bracket(_INNER) if self._depth else self._outermost()

    def at_end(self, job: Callable[[list[T]], None], item: T) -> None:
        """Give ``item`` to ``job``, together with all others that this transaction has for it,
        before it commits; at once where none is open. It goes with the piece it belongs to.

        For what is cheaper for many than one by one; and for the full-text index: at each
        savepoint and at each statement that may be undone SQLite brings what was written to it
        so far into a segment of its own (fts5_main.c, ``fts5SavepointMethod``), which costs more
        than the statement.
        """
        if self.open:
            self._at_end.append((job, item))
        else:
            job([item])

    def catch_up(self) -> None:
        """Do now what was left for the end of the open transaction, where it became much: a number
        of things, as what is cheaper for many than one by one is done seldom however slow the
        machine is. Not inside a piece that may be undone alone, as nothing of what it left may be
        done before it."""
        if self._depth == 1 and len(self._at_end) >= _MUCH_LEFT:
            self._do_left()

    def _fail(self) -> None:
        self._failed = True

    @contextmanager
    def _outermost(self) -> Iterator[None]:
        with self._bracket(_OUTERMOST):
            yield
        for job in self._behind:
            job()

    @contextmanager
    def _bracket(self, statements: _Bracket) -> Iterator[None]:
        self._execute(statements.begin)
        self._depth += 1
        for each in self._nested:
            each.begin()
        before, jobs = self._failed, len(self._at_end)
        try:
            yield
            self._refuse_failed()
            self._finish()
            self._execute(statements.commit)
        except BaseException:
            del self._at_end[jobs:]
            for each in self._nested:
                each.roll_back()
            # Where the undoing fails, nothing around this piece may be committed.
            self._failed = self._depth > 1
            self._undo(statements.undo)
            self._failed = before
            raise
        else:
            for each in self._nested:
                each.commit()
            if self._depth == 1:
                for committed in self._committed:
                    committed()
        finally:
            self._depth -= 1

    def _finish(self) -> None:
        """What was left for the end of the outermost, and what that leaves for it in turn."""
        if self._depth == 1:
            self._do_left()
            for write in self._last:
                write()

    def _do_left(self) -> None:
        while self._at_end:
            items: dict[Callable[[list[Any]], None], list[Any]] = {}
            for job, item in self._at_end:
                items.setdefault(job, []).append(item)
            self._at_end.clear()
            for job, given in items.items():
                job(given)

    def _refuse_failed(self) -> None:
        self._refuse()
        if self._failed:
            raise RuntimeError("a piece of this transaction failed, and its error was caught")

    def _undo(self, statements: tuple[str, ...]) -> None:
        """Roll back, unless SQLite has done so by itself (disk full, device gone)."""
        for statement in statements:
            if self._is_open():
                self._execute(statement)
