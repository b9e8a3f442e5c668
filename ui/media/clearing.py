"""Deleting files from the stick, card or phone they came from, asked for and confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.errors import Cancelled, SkryniaError
from desktop.i18n import _
from desktop.messages import clearing
from ui.messages import say_error
from ui.shell.room import RoomContext
from ui.tasks import JobHandle
from ui.widgets.banner import Banner
from ui.widgets.dialogs.confirm import Question, ask
from ui.widgets.progress_panel import ProgressPanel
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.media.clear_source import Cleared
    from desktop.media.ingest import Ingested
    from desktop.progress import Progress
    from desktop.vault import Vault


class ClearingSource(QObject):
    """For a page, which shows ``panel`` and is told by ``banner``. ``files``: what lies on another
    medium than the vault and came in just now."""

    def __init__(self, page: QWidget, context: RoomContext, banner: Banner) -> None:
        super().__init__(page)
        self._page, self._context, self._banner = page, context, banner
        self._job: JobHandle | None = None
        self.files: tuple[Ingested, ...] = ()
        self.panel = ProgressPanel(self._cancel)

    def ask(self) -> None:
        """Say what goes, and what deleting is worth there, and ask."""
        question = Question(
            title=clearing.question(len(self.files)),
            what=clearing.what_goes(),
            comes_back=clearing.about_flash(),
            action=_("Delete them there"),
        )
        ask(self._page, question, self.clear)

    def clear(self) -> None:
        """Delete them; nothing while that is on its way."""
        files = self.files
        if self._job is not None or not files:
            return

        def work(vault: Vault, progress: Progress) -> Cleared:
            from desktop.media.clear_source import clear_source

            return clear_source(vault, files, progress)

        self._banner.clear()
        self.panel.begin(_("Deleting from where it came"))
        self._job = self._context.worker.run_long(
            work, self.panel.report, self._cleared, self._stopped, self
        )

    def _cleared(self, cleared: Cleared) -> None:
        self._end()
        self.files = ()
        lines = [f"• {each}" for each in clearing.left_there(cleared)]
        tone = Tone.ATTENTION if lines else Tone.INFO
        said = "\n".join((*lines, clearing.about_flash()))
        self._banner.say(tone, clearing.deleted(cleared), said)

    def _stopped(self, error: SkryniaError) -> None:
        self._end()
        if isinstance(error, Cancelled):
            kept = _("What was not deleted by then is where it was.")
            self._banner.say(Tone.INFO, _("Stopped."), kept)
        else:
            say_error(self._banner, error)

    def _end(self) -> None:
        self._job = None
        self.panel.end()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
