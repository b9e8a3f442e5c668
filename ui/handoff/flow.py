"""The frame of a path: the way back, a title, and the page of the step one is at."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.errors import SkryniaError
from desktop.i18n import _
from ui.messages import say_error
from ui.shell.room import RoomContext
from ui.tasks import JobHandle
from ui.widgets.banner import Banner
from ui.widgets.buttons import bare_button
from ui.widgets.focus import focus_first
from ui.widgets.heading import PageHeading
from ui.widgets.layouts import column, holding, row
from ui.widgets.progress_panel import ProgressPanel
from ui.widgets.sheet import ScrolledPage


class HandoffPath(QWidget):
    """Base of the handoff's paths. ``left`` fires when the person goes back to the landing.

    One long job at a time: :meth:`begin_job` shows its progress, and any error a
    user can meet is said in ``banner``, in place, with nothing lost.
    """

    left = Signal()

    def __init__(self, context: RoomContext, title: str) -> None:
        super().__init__()
        self.context = context
        self._job: JobHandle | None = None
        self.banner = Banner()
        self.progress = ProgressPanel(self._cancel)
        self.back_button = bare_button(_("Send and receive"), self._leave, "arrow-left")
        self.heading = PageHeading(title)
        self.steps = QStackedWidget()
        self._above = column(row(self.back_button, None), self.heading, gap=2)
        body = column(self._above, self.banner, self.progress, self.steps, None, gap=4)
        self.setLayout(column(ScrolledPage(holding(body))))
        QShortcut(QKeySequence("Escape"), self, self.step_back)

    def put_above(self, widget: QWidget) -> None:
        """Add something under the heading that stays through all steps."""
        self._above.addWidget(widget)

    def show_step(self, page: QWidget) -> None:
        """Replace the step on the screen; what it said of itself is gone."""
        self.banner.clear()
        while (before := self.steps.currentWidget()) is not None:
            self.steps.removeWidget(before)
            before.deleteLater()
        self.steps.addWidget(page)
        focus_first(page)

    def take_focus(self) -> None:
        """Put the focus into the step, past the way back."""
        focus_first(self.steps)

    def take_file(self, path: Path) -> None:
        """A file the program was given for this path; one that takes none passes it over."""

    def put_down(self) -> None:
        """Another page takes this place; what is not saved is handed over first."""

    def step_back(self) -> None:
        """Escape: out of the path, or of what a step opened within it."""
        self._leave()

    @property
    def busy(self) -> bool:
        """Whether a job is running."""
        return self._job is not None

    def begin_job(self, what: str, job: JobHandle) -> None:
        """Show a long job that was just asked for; the step cannot be used meanwhile."""
        self.banner.clear()
        self._job = job
        self.progress.begin(what)
        self.steps.setEnabled(False)
        self.back_button.setEnabled(False)

    def end_job(self) -> None:
        """The job has answered."""
        self._job = None
        self.progress.end()
        self.steps.setEnabled(True)
        self.back_button.setEnabled(True)

    def refuse(self, error: SkryniaError) -> None:
        """Show the error; the step stays as it was filled in."""
        self.end_job()
        say_error(self.banner, error)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _leave(self) -> None:
        if not self.busy:
            self.left.emit()
