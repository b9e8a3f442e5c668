"""Saving an original out of the vault: byte for byte, never over another file (R12)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.errors import Cancelled, SkryniaError
from desktop.i18n import _
from ui.messages import say_error
from ui.shell.room import RoomContext
from ui.tasks import JobHandle
from ui.widgets.banner import Banner
from ui.widgets.dialogs.file_picker import pick_folder
from ui.widgets.progress_panel import ProgressPanel
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.progress import Progress
    from desktop.vault import Vault


class SavingOriginals(QObject):
    """Saves one original at a time for a page, which shows ``panel`` and is told by ``banner``.

    A large one takes minutes onto a stick: the panel says how far it is and stops it.
    ``working``: whether one is on its way.
    """

    working = Signal(bool)

    def __init__(self, page: QWidget, context: RoomContext, banner: Banner) -> None:
        super().__init__(page)
        self._page, self._context, self._banner = page, context, banner
        self._job: JobHandle | None = None
        self.panel = ProgressPanel(self._cancel)

    def ask(self, media_id: str) -> QFileDialog:
        """Ask for a folder, and write the original there."""
        return pick_folder(
            self._page,
            _("Save original as…"),
            lambda folder: self.save(media_id, folder),
            _("Save here"),
        )

    def save(self, media_id: str, folder: Path) -> None:
        """Write the original into this folder; nothing while another one is on its way."""
        if self._job is not None:
            return

        def work(vault: Vault, progress: Progress) -> Path:
            from desktop.media.export import export_original

            return export_original(vault, media_id, folder, progress)

        self._banner.clear()
        self.panel.begin(_("Saving the original"))
        self.working.emit(True)
        self._job = self._context.worker.run_long(
            work, self.panel.report, self._saved, self._stopped, self
        )

    def _saved(self, path: Path) -> None:
        self._end()
        self._banner.say(
            Tone.ATTENTION,
            _("Saved as {name}.").format(name=path.name),
            _("It is not encrypted there: whoever has the file can see it."),
        )

    def _stopped(self, error: SkryniaError) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self._banner.say(Tone.INFO, _("Stopped."), _("No file was left in the folder."))
        else:
            say_error(self._banner, error)

    def _end(self) -> None:
        self._job = None
        self.panel.end()
        self.working.emit(False)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
