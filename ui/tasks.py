"""One worker thread owns the open vault; results come back on the GUI thread.

Every vault call of the window goes through one :class:`VaultWorker`, so the vault needs no
locks and the window never waits. Jobs run first in, first out, but for those that nobody
waits for (:meth:`VaultWorker.read_later`): they let all others pass. A *long* job is cut into
short transactions and reports between two of them (``desktop/progress.py``); each report
stands at a safe point, so the worker answers the short jobs queued meanwhile right there: a
search slips in while a package is being written.

Callbacks run on the GUI thread and die with their ``context``: when the page or dialog that
asked is gone, its answer is dropped. An error a user can meet (``SkryniaError``) goes
to ``failed``; any other exception is a bug and goes to the crash hook.
"""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from desktop.errors import Cancelled, SkryniaError
from desktop.progress import Progress, Waited, Waiting
from desktop.system.freed_memory import give_back
from desktop.system.own_memory import overwrite_at_hand
from ui.job_queue import Job, JobQueue

if TYPE_CHECKING:
    from desktop.vault import Vault

T = TypeVar("T")

OnProgress = Callable[[int, int, str], None]
OnFailed = Callable[[SkryniaError], None]

_BETWEEN_REPORTS = 0.05
_LONGEST_STOP = 15.0

IMPORTING: Final = threading.RLock()
"""Held by who imports, off the thread of the window or in its spare moments, what comes later.

A thread that begins inside a package holds its module and waits for the package, one that begins
at the package waits for the module; Python then gives one of them a module that is half made, and
opening a vault ended in an ``ImportError``."""


def import_the_vault() -> None:
    """All of it, before a thread takes anything from within; at once where it is there."""
    with IMPORTING:
        import desktop.vault  # noqa: F401


class JobHandle:
    """A long job that was asked for; ``cancel`` stops it at its next safe point."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the job to stop; its ``failed`` gets ``Cancelled``. Twice does no harm."""
        self._cancelled.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody asked to stop."""
        return self._cancelled.is_set()

    def raise_if_cancelled(self) -> None:
        """Raise ``Cancelled`` once somebody asked to stop."""
        if self.is_cancelled:
            raise Cancelled("stopped by the person")


class VaultWorker(QObject):
    """The thread that opens, uses and closes the vault. Lives on the GUI thread itself.

    Signals: ``busy(bool)`` when the first long job is queued and when the last has ended;
    ``changed(Changes)`` with what a job wrote, after its answer was given.
    """

    busy = Signal(bool)
    changed = Signal(object)
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._vault: Vault | None = None
        self._queue = JobQueue()
        self._handles: list[JobHandle] = []
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._serve, name="vault", daemon=True)
        self._thread.start()

    # -- asked on the GUI thread (``read_later``: on any) --------------------------------

    def start(
        self,
        open_fn: Callable[[], Vault],
        done: Callable[[], None],
        failed: OnFailed,
        context: QObject,
    ) -> None:
        """Open or create a vault on the thread and keep it for every later job."""

        def work() -> None:
            import_the_vault()
            vault = open_fn()
            self._close_vault()
            self._vault = vault

        # It counts as long, so that no vault is swapped under a job in progress.
        self._queue.put_after_all(Job(work, lambda _: done(), failed, context, long=True))

    def run(
        self,
        fn: Callable[[Vault], T],
        done: Callable[[T], None],
        failed: OnFailed,
        context: QObject,
    ) -> None:
        """Run a short job with the open vault and answer ``done`` or ``failed``."""
        self._put(Job(lambda: fn(self._open_vault()), done, failed, context))

    def read_later(
        self,
        fn: Callable[[Vault], T],
        done: Callable[[T], None],
        failed: OnFailed,
        context: QObject,
    ) -> None:
        """Run a short job that nobody waits for: thumbnails, counts, pictures made behind.

        It reads, or writes only what no job that a person waits for depends on the order of.
        It runs when nothing else is asked for, and before the vault is closed. May be asked on
        any thread; ``done`` and ``failed`` are called on the GUI thread all the same.
        """
        job = Job(lambda: fn(self._open_vault()), done, failed, context)
        self._queue.put_later(job)  # type: ignore[arg-type]  # as in _put

    def run_long(
        self,
        fn: Callable[[Vault, Progress], T],
        on_progress: OnProgress,
        done: Callable[[T], None],
        failed: OnFailed,
        context: QObject,
    ) -> JobHandle:
        """Run a job that reports progress; at most 20 reports a second come through."""
        return self._put_long(
            lambda progress: fn(self._open_vault(), progress), on_progress, done, failed, context
        )

    def run_without_vault(
        self,
        fn: Callable[[Progress], T],
        on_progress: OnProgress,
        done: Callable[[T], None],
        failed: OnFailed,
        context: QObject,
    ) -> JobHandle:
        """Run a long job that needs no open vault (making the sample, restoring a backup)."""

        def work(progress: Progress) -> T:
            import_the_vault()
            return fn(progress)

        return self._put_long(work, on_progress, done, failed, context)

    def ask_aside(self, ask: Callable[[], T], done: Callable[[T], None], context: QObject) -> None:
        """Ask a file system what may never be answered (a stick, a dead share), on a thread of
        its own. ``ask`` needs no vault, and raises nothing."""

        def work() -> None:
            answer = ask()
            with suppress(RuntimeError):  # the window may be gone by now
                self._answer(context, partial(done, answer))

        threading.Thread(target=work, name="aside", daemon=True).start()

    def after_all(self, done: Callable[[], None], context: QObject) -> None:
        """Answer ``done`` after every short job queued so far has been answered."""
        self._queue.put_after_all(Job(_nothing, lambda _: done(), _raise_error, context))

    def close(self, done: Callable[[], None], context: QObject) -> None:
        """Close the vault after everything queued so far; then answer ``done``.

        The thread goes on: ``start`` may open the same or another vault.
        """
        # Long for the same reason as in ``start``.
        job: Job[object] = Job(
            self._close_vault, lambda _: done(), _raise_error, context, long=True
        )
        self._queue.put_after_all(job)

    def cancel_all(self) -> None:
        """Ask every long job to stop at its next safe point."""
        for handle in tuple(self._handles):
            handle.cancel()

    @property
    def is_busy(self) -> bool:
        """Whether a long job runs or waits."""
        return bool(self._handles)

    def stop(self) -> None:
        """Stop long jobs, finish short ones, close the vault and end the thread; waits."""
        self.cancel_all()
        self._queue.put_after_all(None)
        self._thread.join(_LONGEST_STOP)

    # -- on the worker thread ------------------------------------------------------------

    def _serve(self) -> None:
        while (job := self._queue.take()) is not None:
            self._do(job)
        self._close_vault()

    def _do(self, job: Job[object]) -> None:
        try:
            result = job.work()
        except SkryniaError as error:
            _let_go(error)
            self._answer(job.context, partial(job.failed, error))
        except Exception:  # noqa: BLE001
            # A bug: the crash hook belongs to the GUI thread.
            self._answered.emit(partial(_report_crash, sys.exc_info()[1]))
        else:
            self._answer(job.context, partial(job.done, result))
        self._tell_changes()
        if job.long:
            # What it took is free only now: its answer is given. Closing the vault is one too.
            if self._vault is not None:
                self._vault.let_go()
            give_back()

    def _tell_changes(self) -> None:
        """A job that failed may have committed something before: it is told all the same."""
        changes = self._vault.take_changes() if self._vault is not None else None
        if changes:
            self._answered.emit(partial(self.changed.emit, changes))

    def _answer(self, context: QObject, call: Callable[[], None]) -> None:
        self._answered.emit(partial(_call_in, context, call))

    def _open_vault(self) -> Vault:
        if self._vault is None:
            raise RuntimeError("a job needs the vault, but none is open")
        return self._vault

    def _close_vault(self) -> None:
        vault, self._vault = self._vault, None
        if vault is not None:
            vault.close()
            # Before the answer: who locked may be told that nothing is left.
            del vault
            overwrite_at_hand()

    def _progress(self, handle: JobHandle, tell: OnProgress) -> Progress:
        """What a long job calls between two transactions: stop, answer others, report."""
        last = 0.0

        def progress(done: int, total: int, what: str) -> None:
            nonlocal last
            # First, for a job that was stopped passes safe points too until it has ended.
            while (job := self._queue.take_short()) is not None:
                self._do(job)
            handle.raise_if_cancelled()
            now = time.monotonic()
            if now - last >= _BETWEEN_REPORTS or done >= total:
                last = now
                tell(done, total, what)

        waits = Waiting(lambda: handle.is_cancelled or self._queue.has_short())
        return Waited(progress, waits)

    # -- between the two -----------------------------------------------------------------

    def _put(self, job: Job[T]) -> None:
        self._queue.put(job)  # type: ignore[arg-type]  # a queue of jobs of any answer

    def _put_long(
        self,
        fn: Callable[[Progress], T],
        on_progress: OnProgress,
        done: Callable[[T], None],
        failed: OnFailed,
        context: QObject,
    ) -> JobHandle:
        handle = JobHandle()

        def tell(now: int, total: int, what: str) -> None:
            self._answer(context, partial(on_progress, now, total, what))

        def work() -> T:
            try:
                handle.raise_if_cancelled()
                return fn(self._progress(handle, tell))
            finally:
                self._answered.emit(lambda: self._forget(handle))

        self._handles.append(handle)
        if len(self._handles) == 1:
            self.busy.emit(True)
        self._put(Job(work, done, failed, context, long=True))
        return handle

    def _forget(self, handle: JobHandle) -> None:
        self._handles.remove(handle)
        if not self._handles:
            self.busy.emit(False)

    def _deliver(self, call: Callable[[], None]) -> None:
        call()


def _call_in(context: QObject, call: Callable[[], None]) -> None:
    """Call unless whoever asked is gone."""
    if shiboken6.isValid(context):
        call()


def _report_crash(error: BaseException | None) -> None:
    if error is not None:
        sys.excepthook(type(error), error, error.__traceback__)


def _let_go(error: BaseException | None) -> None:
    """Have what the calls held that failed go on this thread: rows half read belong to it."""
    while error is not None:
        traceback.clear_frames(error.__traceback__)
        error = error.__context__


def _nothing() -> None:
    """The work of a job that only marks a place in the queue."""


def _raise_error(error: SkryniaError) -> None:
    raise error
