"""The queue of the vault's thread is filled from several threads at once."""

from __future__ import annotations

import threading
from functools import partial

from PySide6.QtCore import QObject

from desktop.errors import SkryniaError
from ui.job_queue import Job, JobQueue

_THREADS = 4
_EACH = 2000


def test_jobs_put_by_decoder_threads_are_neither_lost_nor_reordered() -> None:
    queue, context = JobQueue(), QObject()
    told: list[tuple[int, int]] = []

    def fill(thread: int) -> None:
        for number in range(_EACH):
            job: Job[object] = Job(
                partial(told.append, (thread, number)), _nobody, _refuse, context
            )
            if thread:
                queue.put_later(job)
            else:
                queue.put_after_all(job) if number % 100 == 0 else queue.put(job)

    threads = [threading.Thread(target=fill, args=(each,)) for each in range(_THREADS)]
    for each in threads:
        each.start()
    for _each in range(_THREADS * _EACH):
        job = queue.take()
        assert job is not None
        job.work()
    for each in threads:
        each.join()
    assert queue.take_short() is None
    for thread in range(_THREADS):
        assert [number for of, number in told if of == thread] == [*range(_EACH)]


def test_only_a_short_job_that_a_person_waits_for_is_waited_for() -> None:
    queue, context = JobQueue(), QObject()

    def job(*, long: bool = False) -> Job[object]:
        return Job(lambda: None, _nobody, _refuse, context, long=long)

    queue.put_later(job())
    assert not queue.has_short()
    queue.put(job())
    assert queue.has_short()
    queue.take_short()
    queue.put(job(long=True))
    queue.put(job())
    assert not queue.has_short(), "it stands behind another long one"


def _nobody(_answer: object) -> None:
    """Nobody is told."""


def _refuse(error: SkryniaError) -> None:
    raise error
