"""What the dialogs share that write an interview's papers into a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QWidget

from desktop.errors import Cancelled, SkryniaError
from desktop.i18n import _
from desktop.reports.brought import bring
from ui.interviews.draft import Draft
from ui.tasks import JobHandle
from ui.widgets.dialogs.form_dialog import FormDialog
from ui.widgets.progress_panel import ProgressPanel
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.progress import Progress
    from desktop.vault import Vault

T = TypeVar("T")


class PaperDialog(FormDialog):
    """Stays until the file is written, so that what happened is said where it was asked."""

    def __init__(self, parent: QWidget, draft: Draft, title: str) -> None:
        super().__init__(parent, draft.context.worker, title)
        self._draft = draft
        self._job: JobHandle | None = None
        self.progress = ProgressPanel(self._cancel)

    def set_pages(self, work: Callable[[Vault, Progress], T], done: Callable[[T], None]) -> None:
        """Let the vault's thread write the file, and show how far it is."""

        def brought(vault: Vault, progress: Progress) -> T:
            bring(progress)
            return work(vault, progress)

        self.begin()
        self.progress.begin(_("Creating the PDF…"))
        self._job = self._draft.context.worker.run_long(
            brought, self.progress.report, done, self._stopped, self
        )

    def say_saved(self, title: str, more: str = "") -> None:
        """The file is there: say so, and that whoever has it can read it."""
        self.end()
        self.done_with()
        said = _(
            "It is not encrypted: whoever has the file can read it. This was noted in the log."
        )
        self.banner.say(Tone.ATTENTION, title, said + more)
        self.back_button.setFocus()

    def end(self) -> None:
        """The file is written, or nothing is."""
        self._job = None
        self.progress.end()
        super().end()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _stopped(self, error: SkryniaError) -> None:
        if isinstance(error, Cancelled):
            self.end()
            self.banner.say(Tone.INFO, _("Stopped."), _("Nothing was saved."))
        else:
            self.refused(error)
