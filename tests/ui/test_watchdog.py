"""While any long job runs over a full vault, a short one is answered in a blink.

2,000 interviews of 1,500 words; too slow for every run, so in ``make test-all``. What counts is
the processor time that the vault's thread spends between the asking and the answer (the cores
are shared); the clock on the wall is held to no more than a person's patience.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.handoff.intake import take_in
from desktop.handoff.receiving.receive import dry_run
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.media.adding.ingest import add_files
from desktop.model.consent import Purpose
from desktop.model.consent.beyond import Reason
from desktop.model.interview import State
from desktop.progress import Progress
from desktop.reports.printing import write_certificate, write_held, write_summary
from desktop.vault import InterviewFilter, Vault, open_vault
from tests.bench.growth.build import make
from tests.bench.growth.interviews import Shape, write
from tests.bench.growth.photos import photos
from tests.screenshots.material import introduce
from tests.support import PASSPHRASE, make_vault
from tests.ui.conftest import no_error
from ui.tasks import VaultWorker

pytestmark = [pytest.mark.rare, pytest.mark.slow]

INTERVIEWS: Final = 2000
SHAPE: Final = Shape(photos=1, octets=4000)
BLINK: Final = 0.1
PATIENCE: Final = 3.0
_ARRIVING: Final = 50
_ASKED_EVERY_MS: Final = 5
_LONG_MS: Final = 240_000

Job = Callable[[Vault, Progress, Path], object]


def check(vault: Vault, progress: Progress, _folder: Path) -> None:
    assert vault.check(progress).intact


def check_the_photos(vault: Vault, progress: Progress, _folder: Path) -> None:
    assert vault.fixity.check_all(progress).intact


def certify(vault: Vault, progress: Progress, folder: Path) -> None:
    (photo,) = vault.media.all(limit=1)
    reason = Reason.ORDER
    assert write_certificate(
        vault, photo.id, folder / "c.pdf", "en", reason=reason, progress=progress
    )


def backup(vault: Vault, progress: Progress, folder: Path) -> None:
    vault.backup(folder / "backup.skrynia", progress)


def renew_the_search(vault: Vault, progress: Progress, _folder: Path) -> None:
    vault.renew_index(progress)


def plan(vault: Vault, progress: Progress, _folder: Path) -> None:
    assert plan_package(vault, _card(vault, "office"), Purpose.KEEP, progress=progress).going


def write_everything(vault: Vault, progress: Progress, folder: Path) -> None:
    to = _card(vault, "office")
    planned = plan_package(vault, to, Purpose.KEEP, again=True, progress=progress)
    write_package(vault, planned, folder, progress)


def look_at_a_package(vault: Vault, progress: Progress, folder: Path) -> None:
    assert not dry_run(vault, folder / "arriving.age", progress).received


def receive(vault: Vault, progress: Progress, folder: Path) -> None:
    """With the small pictures that are made after it."""
    assert not take_in(vault, folder / "arriving.age", progress).again


def add_photos(vault: Vault, progress: Progress, folder: Path) -> None:
    chosen = vault.interviews.summaries(InterviewFilter(state=State.UNDER_WAY), limit=1)[0]
    assert len(add_files(vault, [folder / "card"], chosen.id, progress).added) == 100


def add_a_film(vault: Vault, progress: Progress, folder: Path) -> None:
    assert len(add_files(vault, [folder / "film.mp4"], progress=progress).added) == 1


def print_summary(vault: Vault, progress: Progress, folder: Path) -> None:
    chosen = vault.interviews.summaries(InterviewFilter(state=State.UNDER_WAY), limit=1)[0]
    write_summary(vault, chosen.id, folder / "summary.pdf", "be", progress=progress)


def copy_all(vault: Vault, progress: Progress, folder: Path) -> None:
    chosen = vault.interviews.summaries(InterviewFilter(state=State.UNDER_WAY), limit=1)[0]
    write_held(vault, chosen.person_id, folder / "all.pdf", "be", Reason.ORDER, progress)


JOBS: Final = (
    *(check, backup, plan, write_everything, look_at_a_package, receive, add_photos),
    *(add_a_film, print_summary, copy_all, renew_the_search, check_the_photos, certify),
)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The vaults, closed: ``researcher``, full, and what comes to it: a package, photos."""
    folder = tmp_path_factory.mktemp("full")
    make(folder, INTERVIEWS, SHAPE)
    _make_package(folder)
    with (folder / "film.mp4").open("wb") as film:
        film.writelines(number.to_bytes(8, "big") * (1 << 17) for number in range(80))
    (folder / "card").mkdir()
    for photo in photos(range(10**6, 10**6 + 100), 20_000, "nobody"):
        (folder / "card" / photo.media.original_name).write_bytes(photo.data)
    return folder


def _make_package(folder: Path) -> None:
    """``arriving.age``: a package from a third vault."""
    with (
        open_vault(folder / "researcher.skrynia", PASSPHRASE) as vault,
        make_vault(folder, "sender") as sender,
    ):
        introduce(vault, sender)
        for number in range(_ARRIVING):
            write(sender, 2 * INTERVIEWS + number, SHAPE)
        to = vault.identity.fingerprint
        planned = plan_package(sender, to, Purpose.KEEP, again=True)
        write_package(sender, planned, folder).path.rename(folder / "arriving.age")


@pytest.fixture
def worker(full: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[VaultWorker]:
    """The vault's thread, with a copy of the full vault open in it."""
    shutil.copytree(full, tmp_path / "full")
    made, opened = VaultWorker(), list[bool]()
    folder = tmp_path / "full" / "researcher.skrynia"
    made.start(lambda: open_vault(folder, PASSPHRASE), lambda: opened.append(True), no_error, made)
    qtbot.waitUntil(lambda: bool(opened))
    yield made
    made.stop()


class Watchdog:
    """Asks the vault's thread for nothing much, again and again; keeps the longest wait.

    ``worked`` and ``waited``: seconds of that thread's processor time, and on the wall.
    """

    def __init__(self, worker: VaultWorker) -> None:
        self.worked, self.waited, self.answers = 0.0, 0.0, 0
        self._worker, self._thread, self._asking = worker, 0, False
        self._timer = QTimer(worker)
        self._timer.timeout.connect(self._ask)
        self._timer.start(_ASKED_EVERY_MS)

    def stop(self) -> None:
        """Ask no more."""
        self._timer.stop()

    def _ask(self) -> None:
        if self._asking:
            return
        self._asking = True
        work, wall = _work_of(self._thread), time.perf_counter()

        def answer(_vault: Vault) -> tuple[float, float, int]:
            thread = threading.get_ident()
            return _work_of(thread) - work, time.perf_counter() - wall, thread

        self._worker.run(answer, self._take, no_error, self._worker)

    def _take(self, answer: tuple[float, float, int]) -> None:
        worked, waited, thread = answer
        self._asking = False
        if self._thread:
            self.worked, self.waited = max(worked, self.worked), max(waited, self.waited)
            self.answers += 1
        self._thread = thread


def _work_of(thread: int) -> float:
    """Seconds of processor time a thread has used; the clock where the system does not tell."""
    if not hasattr(time, "pthread_getcpuclockid"):
        return time.perf_counter()
    return time.clock_gettime(time.pthread_getcpuclockid(thread)) if thread else 0.0


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.__name__)
def test_a_short_job_is_answered_in_a_blink_beside(
    job: Job, worker: VaultWorker, tmp_path: Path, qtbot: QtBot
) -> None:
    ended: list[bool] = []
    watchdog = Watchdog(worker)
    qtbot.waitUntil(lambda: watchdog.answers > 0)
    worker.run_long(
        lambda vault, progress: job(vault, progress, tmp_path / "full"),
        lambda *_: None,
        lambda _: ended.append(True),
        no_error,
        worker,
    )
    qtbot.waitUntil(lambda: bool(ended), timeout=_LONG_MS)
    watchdog.stop()
    assert watchdog.answers > 5
    assert watchdog.worked < BLINK, f"held the thread for {watchdog.worked * 1000:.0f} ms"
    assert watchdog.waited < PATIENCE


def _card(vault: Vault, name: str) -> str:
    [to] = [known.fingerprint for known in vault.cards.all() if known.card.name == name]
    return to
