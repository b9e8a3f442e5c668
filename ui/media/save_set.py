"""Saving a whole set of files out of the vault, with its names, order and times."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.errors import Cancelled, SkryniaError
from desktop.i18n import _, ngettext
from desktop.messages.errors import explain
from desktop.messages.saved_sets import why_left_out
from desktop.model.consent import Refusal
from desktop.model.consent.beyond import Reason, reasons_for
from desktop.vocabulary import vocabulary
from ui.interviews.labels import beyond_message
from ui.messages import say_error
from ui.shell.room import RoomContext
from ui.tasks import JobHandle
from ui.widgets.banner import Banner
from ui.widgets.dialogs.file_picker import pick_folder
from ui.widgets.progress_panel import ProgressPanel
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.media.exporting.export_set import SetWritten
    from desktop.progress import Progress
    from desktop.vault import Vault

_NAMED: Final = 8
"""Files left behind that are named; the rest is counted."""


class SavingSets(QObject):
    """Saves one set at a time for a page, which shows ``panel`` and is told by ``banner``."""

    def __init__(self, page: QWidget, context: RoomContext, banner: Banner) -> None:
        super().__init__(page)
        self._page, self._context, self._banner = page, context, banner
        self._job: JobHandle | None = None
        self.panel = ProgressPanel(self._cancel)

    def ask(self, set_id: str) -> None:
        """Ask for a folder; before that why, where consent does not let all of it be shown. Nothing
        while another one is asked about or on its way."""
        if self._job is not None:
            return

        def beyond(vault: Vault, progress: Progress) -> Refusal | None:
            from desktop.media.exporting.export_set import set_beyond

            return set_beyond(vault, vault.sets.get(set_id), progress)

        self.panel.begin(_("Checking consent"))
        self._job = self._context.worker.run_long(
            beyond,
            self.panel.report,
            lambda refusal: self._ask_why(set_id, refusal),
            self._not_asked,
            self,
        )

    def _not_asked(self, error: SkryniaError) -> None:
        self._end()
        if not isinstance(error, Cancelled):
            say_error(self._banner, error)

    def _ask_why(self, set_id: str, refusal: Refusal | None) -> None:
        self._end()
        if refusal is None:
            self._pick(set_id, None)
            return
        what_to_do = _(
            "Not all of its files may be shown. They can be left out, or saved for one of these "
            "reasons, which is noted in the log."
        )
        self._banner.say(Tone.ATTENTION, beyond_message(refusal), what_to_do)
        self._banner.offer(_("Leave them out"), partial(self._pick, set_id, None))
        for reason in reasons_for(refusal):
            label = vocabulary("print_reason").label(reason.value)
            self._banner.offer(label, partial(self._pick, set_id, reason))

    def _pick(self, set_id: str, reason: Reason | None) -> None:
        title = _("Where should the set be saved?")
        pick_folder(
            self._page, title, lambda folder: self.save(set_id, folder, reason), _("Save here")
        )

    def save(self, set_id: str, folder: Path, reason: Reason | None = None) -> None:
        """Write the set into a new folder there; nothing while another one is on its way."""
        if self._job is not None:
            return

        def work(vault: Vault, progress: Progress) -> SetWritten:
            from desktop.media.exporting.export_set import export_set

            return export_set(vault, set_id, folder, progress, reason)

        self._banner.clear()
        self.panel.begin(_("Saving the set"))
        self._job = self._context.worker.run_long(
            work, self.panel.report, self._saved, self._stopped, self
        )

    def _saved(self, written: SetWritten) -> None:
        self._end()
        count = len(written.files)
        said = ngettext("{count} file saved in {name}.", "{count} files saved in {name}.", count)
        lines = [_("They are not encrypted there: whoever has the folder can see them.")]
        lines += _left_out(written)
        if not written.listed:
            lines.append(_("There was no room for SHA256SUMS, the list of checksums."))
        said = said.format(count=count, name=written.folder.name)
        if written.stopped is not None:
            said = f"{_broke_off(written.stopped)} {said}"
        self._banner.say(Tone.ATTENTION, said, "\n".join(lines))

    def _stopped(self, error: SkryniaError) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self._banner.say(Tone.INFO, _("Stopped."), _("What was saved before is in the folder."))
        else:
            say_error(self._banner, error)

    def _end(self) -> None:
        self._job = None
        self.panel.end()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()


def _broke_off(error: SkryniaError) -> str:
    return _("Stopped.") if isinstance(error, Cancelled) else explain(error).text


def _left_out(written: SetWritten) -> list[str]:
    """The files that stayed and why, a line each, and how many more there are."""
    if not written.stayed:
        return []
    left = [f"• {each.name}: {why_left_out(each)}" for each in written.stayed[:_NAMED]]
    lines = [_("Left out:"), *left]
    rest = len(written.stayed) - len(left)
    if rest > 0:
        lines.append(ngettext("• and {count} more", "• and {count} more", rest).format(count=rest))
    return lines
