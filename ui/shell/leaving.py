"""Closing the window: words are saved first; one question when something would be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMainWindow

from desktop.i18n import _
from ui.tasks import VaultWorker
from ui.widgets.dialogs.confirm import ConfirmDialog, Question, ask

if TYPE_CHECKING:
    from ui.shell.room import Drafts


class LeaveQuestion(QObject):
    """Decides whether the window may close now; otherwise it closes it a little later."""

    def __init__(self, window: QMainWindow, worker: VaultWorker) -> None:
        super().__init__(window)
        self._window = window
        self._worker = worker
        self._decided = False
        self.dialog: ConfirmDialog | None = None

    def may_close(self, drafts: Drafts | None) -> bool:
        """True when nothing holds it; False while words are being saved or a person asked."""
        if self._decided or drafts is None:
            return True
        if not drafts.unsaved() and not self._worker.is_busy:
            return True
        drafts.save_now()
        self._worker.after_all(lambda: self._saved(drafts), self)
        return False

    def _saved(self, drafts: Drafts) -> None:
        if drafts.unsaved():
            self._ask(
                Question(
                    _("Some text could not be saved"),
                    _("What you typed last is only on the screen."),
                    _("If you close now, this text is lost and cannot be recovered."),
                    _("Close without them"),
                )
            )
        elif self._worker.is_busy:
            self._ask(
                Question(
                    _("Work is still in progress"),
                    _("If you close now, it stops as soon as that is safe."),
                    _("What was finished before is kept; the rest can be started again."),
                    _("Stop and close"),
                )
            )
        else:
            self._close()

    def _ask(self, question: Question) -> None:
        self.dialog = ask(self._window, question, self._close)

    def _close(self) -> None:
        self._decided = True
        self._window.close()
        QApplication.quit()
