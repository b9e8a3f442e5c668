"""The one hook: a job on the vault's thread, the worker, the shell, ``Page.changed``."""

from __future__ import annotations

from PySide6.QtCore import QThread

from desktop.model.changes import Changes
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.person import PERSON_KIND
from tests.ui.conftest import MakeProgram, no_error
from ui.shell.room import Page, Room, RoomContext


class Listening(Page):
    """Keeps what it is told, and on which thread."""

    def __init__(self, _context: RoomContext) -> None:
        super().__init__()
        self.told: list[Changes] = []
        self.threads: list[QThread] = []

    def changed(self, changes: Changes) -> None:
        self.told.append(changes)
        self.threads.append(QThread.currentThread())


def test_a_page_is_told_what_a_job_changed(make_program: MakeProgram) -> None:
    program = make_program([Room("listening", "Listening", "people", Listening)])
    program.unlock()
    shell = program.controller.shell
    assert shell is not None
    page = shell.page("listening")
    assert isinstance(page, Listening)
    made: list[str] = []
    worker = program.controller.worker
    worker.run(lambda vault: vault.people.count(), lambda _count: None, no_error, page)
    worker.run(lambda vault: vault.people.new("P-0001").id, made.append, no_error, page)
    program.wait(lambda: bool(page.told))
    [changes] = page.told
    assert changes.touches(PERSON_KIND, made[0])
    assert not changes.of(INTERVIEW_KIND)
    assert page.threads == [page.thread()]
