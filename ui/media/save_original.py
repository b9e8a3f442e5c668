"""Saving an original out of the vault: byte for byte, never over another file (R12)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import Cancelled, SkryniaError
from desktop.i18n import _
from desktop.messages.beside import stayed
from desktop.model.consent import Refusal
from desktop.model.consent.beyond import Reason, reasons_for
from desktop.vocabulary import vocabulary
from ui.interviews.labels import beyond_message
from ui.messages import say_error
from ui.shell.room import RoomContext
from ui.tasks import JobHandle
from ui.widgets.banner import Banner
from ui.widgets.dialogs.save_dialog import SaveDialog
from ui.widgets.progress_panel import ProgressPanel
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.media.exporting.export_together import WrittenTogether
    from desktop.model.media import Media
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

    def ask(self, media_id: str) -> None:
        """Ask for a folder, and save the original there; before that why, where the consent does
        not let it be shown."""

        def beyond(vault: Vault) -> tuple[Media, int, Refusal | None]:
            from desktop.media.exporting.export import original_beyond
            from desktop.media.exporting.export_together import size_together

            size = size_together(vault, media_id)
            return vault.media.get(media_id), size, original_beyond(vault, media_id)

        self._context.worker.run(beyond, lambda found: self._ask_why(*found), self._stopped, self)

    def _ask_why(self, media: Media, size: int, refusal: Refusal | None) -> None:
        if refusal is None:
            self._pick(media, size, None)
            return
        what_to_do = _("It can be saved for one of these reasons, which is noted in the log.")
        self._banner.say(Tone.ATTENTION, beyond_message(refusal), what_to_do)
        for reason in reasons_for(refusal):
            label = vocabulary("print_reason").label(reason.value)
            self._banner.offer(label, partial(self._pick, media, size, reason))

    def _pick(self, media: Media, size: int, reason: Reason | None) -> None:
        from desktop.media.exporting.export import original_name

        title, saved = (
            _("Where should the original be saved?"),
            partial(self._save, media.id, reason),
        )
        SaveDialog(self._page, title, original_name(media), saved, size).open()

    def _save(self, media_id: str, reason: Reason | None, folder: Path) -> None:
        self.save(media_id, folder, reason)

    def save(self, media_id: str, folder: Path, reason: Reason | None = None) -> None:
        """Write the original into this folder, and what belongs to it; nothing while another one
        is on its way."""
        if self._job is not None:
            return

        def work(vault: Vault, progress: Progress) -> WrittenTogether:
            from desktop.media.exporting.export_together import export_together

            return export_together(vault, media_id, folder, progress, reason)

        self._banner.clear()
        self.panel.begin(_("Saving the original"))
        self.working.emit(True)
        self._job = self._context.worker.run_long(
            work, self.panel.report, self._saved, self._stopped, self
        )

    def _saved(self, written: WrittenTogether) -> None:
        self._end()
        lines = [_("It is not encrypted there: whoever has the file can see it.")]
        if written.beside:
            names = ", ".join(each.name for each in written.beside)
            lines.insert(0, _("With it: {names}").format(names=names))
        self._banner.say(
            Tone.ATTENTION,
            _("Saved as {name}.").format(name=written.path.name),
            "\n".join([*lines, *stayed(written)]),
        )

    def _stopped(self, error: SkryniaError) -> None:
        self._end()
        if isinstance(error, Cancelled):
            left = _("What was saved before is in the folder; no file is there in part.")
            self._banner.say(Tone.INFO, _("Stopped."), left)
        else:
            say_error(self._banner, error)

    def _end(self) -> None:
        self._job = None
        self.panel.end()
        self.working.emit(False)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
