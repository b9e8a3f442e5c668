"""One thread owns the vault; answers come back on the GUI thread and die with who asked."""

from __future__ import annotations

import platform
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.errors import Cancelled, SkryniaError, WrongPassphrase
from desktop.progress import Progress
from desktop.vault import Vault, open_vault
from desktop.vault.file.beside import beside
from tests.bench.memory_held import resident
from tests.support import PASSPHRASE
from tests.ui.conftest import no_error
from ui.tasks import VaultWorker


@pytest.fixture
def worker() -> Iterator[VaultWorker]:
    made = VaultWorker()
    yield made
    made.stop()


@pytest.fixture
def open_worker(worker: VaultWorker, vault_folder: Path, qtbot: QtBot) -> VaultWorker:
    opened: list[bool] = []
    worker.start(
        lambda: open_vault(vault_folder, PASSPHRASE), lambda: opened.append(True), no_error, worker
    )
    qtbot.waitUntil(lambda: bool(opened))
    return worker


def test_work_runs_elsewhere_and_answers_here(open_worker: VaultWorker, qtbot: QtBot) -> None:
    where: list[threading.Thread] = []
    answers: list[tuple[str, threading.Thread]] = []

    def work(vault: Vault) -> str:
        where.append(threading.current_thread())
        return vault.vault_id

    open_worker.run(
        work,
        lambda found: answers.append((found, threading.current_thread())),
        no_error,
        open_worker,
    )
    qtbot.waitUntil(lambda: bool(answers))
    assert where[0] is not threading.main_thread()
    assert answers[0][1] is threading.main_thread()
    assert answers[0][0]


def test_what_the_world_refused_goes_tono_errored(
    worker: VaultWorker, vault_folder: Path, qtbot: QtBot
) -> None:
    errors: list[SkryniaError] = []
    worker.start(
        lambda: open_vault(vault_folder, "not this one at all"),
        lambda: pytest.fail("opened"),
        errors.append,
        worker,
    )
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], WrongPassphrase)


def test_rows_half_read_by_what_was_refused_are_put_away_where_they_were_read(
    open_worker: VaultWorker, qtbot: QtBot
) -> None:
    closed: list[threading.Thread] = []

    def rows(vault: Vault) -> Iterator[object]:
        try:
            yield from vault._db.rows("SELECT 1 UNION SELECT 2")
        finally:
            closed.append(threading.current_thread())

    def work(vault: Vault) -> None:
        half = rows(vault)
        next(half)
        raise Cancelled("stopped")

    before: list[int] = []
    open_worker.run(
        work,
        lambda _: pytest.fail("done"),
        lambda _error: before.append(len(closed)),
        open_worker,
    )
    qtbot.waitUntil(lambda: bool(before))
    assert before == [1]
    assert closed[0] is not threading.main_thread()


def test_a_bug_goes_to_the_crash_hook_on_the_gui_thread(
    open_worker: VaultWorker, qtbot: QtBot
) -> None:
    caught: list[tuple[type[BaseException], threading.Thread]] = []
    sys.excepthook = lambda kind, _error, _trace: caught.append((kind, threading.current_thread()))
    open_worker.run(lambda _vault: 1 // 0, lambda _: pytest.fail("done"), no_error, open_worker)
    qtbot.waitUntil(lambda: bool(caught))
    assert caught == [(ZeroDivisionError, threading.main_thread())]


def test_an_answer_dies_with_its_context(open_worker: VaultWorker, qtbot: QtBot) -> None:
    context = QObject()
    answers: list[bool] = []
    released = threading.Event()
    open_worker.run(lambda _vault: released.wait(5), answers.append, no_error, context)
    shiboken6.delete(context)
    released.set()
    after: list[bool] = []
    open_worker.after_all(lambda: after.append(True), open_worker)
    qtbot.waitUntil(lambda: bool(after))
    assert answers == []


def test_short_questions_are_answered_inside_a_long_job(
    open_worker: VaultWorker, qtbot: QtBot
) -> None:
    order: list[str] = []
    asked = threading.Event()

    def long(_vault: Vault, progress: Progress) -> None:
        asked.wait(5)
        progress(1, 2, "half")
        order.append("long ends")

    ended: list[bool] = []
    open_worker.run_long(long, lambda *_: None, lambda _: ended.append(True), no_error, open_worker)
    open_worker.run(lambda _vault: order.append("short"), lambda _: None, no_error, open_worker)
    asked.set()
    qtbot.waitUntil(lambda: bool(ended))
    assert order == ["short", "long ends"]


class Order:
    """What ran, in order, while the thread is held until all of it is queued."""

    def __init__(self, worker: VaultWorker) -> None:
        self.worker = worker
        self.ran: list[str] = []
        self.release = threading.Event()
        worker.run(lambda _vault: self.release.wait(5), lambda _: None, no_error, worker)

    def run(self, name: str) -> None:
        self.worker.run(lambda _vault: self.ran.append(name), lambda _: None, no_error, self.worker)

    def read_later(self, name: str) -> None:
        self.worker.read_later(
            lambda _vault: self.ran.append(name), lambda _: None, no_error, self.worker
        )


def test_a_search_passes_a_burst_of_thumbnails(open_worker: VaultWorker, qtbot: QtBot) -> None:
    order = Order(open_worker)
    for number in range(20):
        order.read_later(f"thumbnail {number}")
    order.run("search")
    order.release.set()
    qtbot.waitUntil(lambda: len(order.ran) == 21)
    assert order.ran == ["search", *(f"thumbnail {number}" for number in range(20))]


def test_writes_keep_their_order_whatever_stands_between(
    open_worker: VaultWorker, qtbot: QtBot
) -> None:
    order = Order(open_worker)
    for number in range(10):
        order.run(f"write {number}")
        order.read_later(f"count {number}")
    order.release.set()
    qtbot.waitUntil(lambda: len(order.ran) == 20)
    assert order.ran == [f"write {n}" for n in range(10)] + [f"count {n}" for n in range(10)]


def test_what_can_wait_slips_into_a_long_job_too(open_worker: VaultWorker, qtbot: QtBot) -> None:
    asked = threading.Event()
    order: list[str] = []

    def long(_vault: Vault, progress: Progress) -> None:
        asked.wait(5)
        progress(1, 2, "half")
        order.append("long ends")

    ended: list[bool] = []
    open_worker.run_long(long, lambda *_: None, lambda _: ended.append(True), no_error, open_worker)
    open_worker.read_later(
        lambda _vault: order.append("count"), lambda _: None, no_error, open_worker
    )
    open_worker.run(lambda _vault: order.append("search"), lambda _: None, no_error, open_worker)
    asked.set()
    qtbot.waitUntil(lambda: bool(ended))
    assert order == ["search", "count", "long ends"]


def test_everything_is_answered_before_the_vault_is_closed(
    open_worker: VaultWorker, qtbot: QtBot
) -> None:
    """A count that came after the vault was closed would be a bug."""
    order = Order(open_worker)
    order.read_later("count")
    order.run("write")
    after: list[str] = []
    open_worker.after_all(lambda: after.extend(order.ran), open_worker)
    order.read_later("late count")
    closed: list[bool] = []
    open_worker.close(lambda: closed.append(True), open_worker)
    order.release.set()
    qtbot.waitUntil(lambda: bool(closed))
    assert set(after) >= {"count", "write"}
    assert set(order.ran) == {"count", "write", "late count"}


def test_closing_waits_for_the_long_job_before_it(open_worker: VaultWorker, qtbot: QtBot) -> None:
    held = threading.Event()
    found: list[str] = []

    def long(vault: Vault, progress: Progress) -> str:
        held.wait(5)
        progress(1, 2, "half")
        return str(vault.custody.head().seq)

    closed: list[bool] = []
    open_worker.run_long(long, lambda *_: None, found.append, no_error, open_worker)
    open_worker.close(lambda: closed.append(True), open_worker)
    held.set()
    qtbot.waitUntil(lambda: bool(closed))
    assert found, "the vault was open until the job had ended"


def test_cancelling_stops_at_the_next_safe_point(open_worker: VaultWorker, qtbot: QtBot) -> None:
    steps: list[int] = []
    errors: list[SkryniaError] = []
    started = threading.Event()
    cancelled = threading.Event()

    def long(_vault: Vault, progress: Progress) -> None:
        for step in range(100):
            progress(step, 100, "steps")
            steps.append(step)
            started.set()
            cancelled.wait(5)

    handle = open_worker.run_long(
        long, lambda *_: None, lambda _: pytest.fail("done"), errors.append, open_worker
    )
    assert started.wait(5)
    handle.cancel()
    cancelled.set()
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], Cancelled)
    assert steps == [0]
    assert not open_worker.is_busy


def test_what_is_saved_after_a_cancel_does_not_wait_for_a_statement_that_goes_on(
    open_worker: VaultWorker, qtbot: QtBot
) -> None:
    began, saved, ended = threading.Event(), threading.Event(), threading.Event()
    errors: list[SkryniaError] = []

    def work(_told: Progress, stop: threading.Event) -> None:
        began.set()
        assert stop.wait(10)
        assert saved.wait(10), "nothing is answered before the statement ends"
        ended.set()

    handle = open_worker.run_long(
        lambda _vault, progress: beside(work, progress, "checking"),
        lambda *_: None,
        lambda _: pytest.fail("done"),
        errors.append,
        open_worker,
    )
    assert began.wait(5)
    handle.cancel()
    open_worker.run(lambda _vault: saved.set(), lambda _: None, no_error, open_worker)
    qtbot.waitUntil(lambda: bool(errors), timeout=15_000)
    assert isinstance(errors[0], Cancelled)
    assert ended.is_set()


def test_a_job_cancelled_before_it_began_never_begins(
    open_worker: VaultWorker, qtbot: QtBot
) -> None:
    held = threading.Event()
    errors: list[SkryniaError] = []
    open_worker.run(lambda _vault: held.wait(5), lambda _: None, no_error, open_worker)
    handle = open_worker.run_long(
        lambda _vault, _progress: pytest.fail("began"),
        lambda *_: None,
        lambda _: None,
        errors.append,
        open_worker,
    )
    handle.cancel()
    held.set()
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], Cancelled)


def test_reports_are_few_and_the_last_one_comes(open_worker: VaultWorker, qtbot: QtBot) -> None:
    reports: list[int] = []
    ended: list[bool] = []

    def long(_vault: Vault, progress: Progress) -> None:
        for done in range(5001):
            progress(done, 5000, "many")

    open_worker.run_long(
        long,
        lambda done, _total, _what: reports.append(done),
        lambda _: ended.append(True),
        no_error,
        open_worker,
    )
    qtbot.waitUntil(lambda: bool(ended))
    assert reports[-1] == 5000
    assert len(reports) < 500


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc can be measured here")
def test_what_a_long_job_took_goes_back_to_the_system(
    open_worker: VaultWorker, qtbot: QtBot
) -> None:
    held: list[float] = []

    def work(_vault: Vault, _progress: Progress) -> list[bytes]:
        scattered = [b"x" * size for size in range(15_000, 20_000)]
        held.append(resident())
        return scattered[::100]

    kept: list[list[bytes]] = []
    open_worker.run_long(work, lambda *_: None, kept.append, no_error, open_worker)
    # Asked behind it, and answered once the thread has done with it.
    open_worker.run(lambda _vault: held.append(resident()), lambda _: None, no_error, open_worker)
    qtbot.waitUntil(lambda: len(held) == 2 and bool(kept))
    assert held[0] - held[1] > 50, "of 80 MiB"


def test_busy_tells_when_long_work_begins_and_ends(worker: VaultWorker, qtbot: QtBot) -> None:
    told: list[bool] = []
    worker.busy.connect(told.append)
    ended: list[bool] = []
    for _ in range(2):
        worker.run_without_vault(
            lambda progress: progress(1, 1, "one"),
            lambda *_: None,
            lambda _: ended.append(True),
            no_error,
            worker,
        )
    assert worker.is_busy
    qtbot.waitUntil(lambda: len(ended) == 2)
    assert told == [True, False]


def test_stopping_closes_the_vault_and_ends_the_thread(
    open_worker: VaultWorker, vault_folder: Path
) -> None:
    open_worker.stop()
    assert all(thread.name != "vault" or not thread.is_alive() for thread in threading.enumerate())
    open_vault(vault_folder, PASSPHRASE).close()
