"""What became of one file since it came; verified at a press, and saved as a certificate."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.errors import Cancelled, SkryniaError
from desktop.i18n import LANGUAGE_NAMES, LANGUAGES, _
from desktop.messages.acquired import told
from desktop.messages.file_custody import (
    how,
    unlisted_told,
    what_happened,
    when,
    whose_clock,
)
from desktop.messages.fixity import result_told
from desktop.model.consent.beyond import Reason, reasons_for
from desktop.reading.file_custody import FileCustody, FileEvent, read_file_custody
from desktop.reports.brought import bring
from desktop.vocabulary import vocabulary
from ui.interviews.labels import beyond_message
from ui.messages import say_error
from ui.shell.room import RoomContext
from ui.tasks import JobHandle
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.dialogs.file_picker import save_as
from ui.widgets.dialogs.growing_dialog import GrowingDialog
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row
from ui.widgets.lists.list_pane import ListPane
from ui.widgets.lists.rows import Row, RowsModel, joined
from ui.widgets.progress_panel import ProgressPanel
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.model.consent import Refusal
    from desktop.model.custody import CustodyReport
    from desktop.model.fixity import Checked
    from desktop.progress import Progress
    from desktop.vault import Vault

T = TypeVar("T")
_WIDTH: Final = 860
_HEIGHT: Final = 560


class CustodyDialog(GrowingDialog):
    """One job at a time; what came of it is said where it was asked."""

    def __init__(self, parent: QWidget, context: RoomContext, media_id: str) -> None:
        super().__init__(parent)
        self._context, self._media_id = context, media_id
        self._job: JobHandle | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("Chain of custody"))
        self.resize(_WIDTH, _HEIGHT)
        self.name = paragraph("")
        self.attached = paragraph("", "quiet")
        self.came = paragraph("", "quiet")
        self.last = paragraph("", "quiet")
        self.elsewhere = paragraph("", "quiet")
        self.banner = Banner()
        self.progress = ProgressPanel(self._cancel)
        self.model = RowsModel(self)
        self.list = ListPane(_("What happened to it"), self.model)
        self.verify_button = quiet_button(_("Verify now"), self.verify, "safe")
        self.save_button = primary_button(_("Save certificate…"), self._ask_consent, "print")
        close = quiet_button(_("Close"), self.reject)
        title = paragraph(_("Chain of custody"), "lead", "strong")
        about = column(self.name, self.attached, self.came, self.last, self.elsewhere, gap=1)
        buttons = row(None, close, self.verify_button, self.save_button)
        whole = column(
            title, about, self.list, self.progress, self.banner, buttons, gap=4, margin=6
        )
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self._read()

    def verify(self) -> None:
        """Read the file and the whole log now, and say what they are."""
        media_id = self._media_id

        def work(vault: Vault, progress: Progress) -> tuple[Checked, CustodyReport]:
            return vault.fixity.check_one(media_id, progress), vault.check_log(progress)

        self._begin(_("Checking photos and files"), work, lambda found: self._verified(*found))

    def write(self, language: str, reason: Reason | None, path: Path) -> None:
        """Write the certificate in this language."""
        media_id = self._media_id

        def work(vault: Vault, progress: Progress) -> bool:
            bring(progress)
            from desktop.reports.printing import write_certificate

            return write_certificate(
                vault, media_id, path, language, reason=reason, progress=progress
            )

        self._begin(_("Creating the PDF…"), work, self._written)

    def _read(self) -> None:
        media_id = self._media_id
        self._context.worker.run(
            lambda vault: read_file_custody(vault, media_id), self._show, self._say, self
        )

    def _show(self, custody: FileCustody) -> None:
        self.name.setText(custody.media.original_name)
        codes = ", ".join(custody.attached)
        belongs = _("Attached to: {codes}").format(codes=codes)
        self.attached.setText(belongs if codes else _("Attached to no interview."))
        said = [f"{label}: {value}" for a in custody.acquired for _field, label, value in told(a)]
        self.came.setText(" · ".join(said))
        self.came.setVisible(bool(said))
        last = _("Last check: {moment}.").format(moment=when(custody.checked.at))
        self.last.setText(f"{last} {result_told(custody.checked)}")
        self.elsewhere.setText(_of_others(custody))
        self.elsewhere.setVisible(bool(custody.elsewhere))
        events = custody.by_clock
        self.model.set_rows([_row(at, each) for at, each in enumerate(events)])
        if events:
            self.list.show_row(self.list.chosen_key or str(len(events) - 1))

    def _verified(self, checked: Checked, log: CustodyReport) -> None:
        self._end()
        self._read()
        if not log.intact:
            changed = _(
                "The log was changed. Keep this vault as it is and compare it with a backup."
            )
            self.banner.say(Tone.DANGER, _("Problems found."), changed)
        elif not checked.is_good:
            self.banner.say(Tone.DANGER, _("Problems found."), result_told(checked))
        else:
            whole = _("Both checksums are those taken when it came, and the custody log is intact.")
            self.banner.say(Tone.SAFE, _("No problems found."), whole)

    def _ask_consent(self) -> None:
        media_id = self._media_id

        def beyond(vault: Vault) -> Refusal | None:
            from desktop.media.exporting.export import original_beyond

            return original_beyond(vault, media_id)

        self._context.worker.run(beyond, self._ask_why, self._say, self)

    def _ask_why(self, refusal: Refusal | None) -> None:
        if refusal is None:
            self._ask_language(None)
            return
        what_to_do = _("It can be saved for one of these reasons, which is noted in the log.")
        self.banner.say(Tone.ATTENTION, beyond_message(refusal), what_to_do)
        for reason in reasons_for(refusal):
            label = vocabulary("print_reason").label(reason.value)
            self.banner.offer(label, partial(self._ask_language, reason))

    def _ask_language(self, reason: Reason | None) -> None:
        about = _(
            "The certificate has the file's name, its checksums and what happened to it, without "
            "any account. It will be outside the encrypted vault: think about where to keep it."
        )
        self.banner.say(Tone.INFO, _("In which language?"), about)
        for language in LANGUAGES:
            self.banner.offer(LANGUAGE_NAMES[language], partial(self._pick, language, reason))

    def _pick(self, language: str, reason: Reason | None) -> None:
        saved = partial(self.write, language, reason)
        save_as(self, _("Save certificate…"), "certificate.pdf", [_("PDF (*.pdf)")], saved)

    def _written(self, holds: bool) -> None:
        self._end()
        self._read()
        said = _(
            "It is not encrypted: whoever has the file can read it. This was noted in the log."
        )
        if not holds:
            said = _("It says that something is not as it was.") + " " + said
        self.banner.say(
            Tone.ATTENTION if holds else Tone.DANGER, _("The certificate is saved."), said
        )

    def _begin(
        self, said: str, work: Callable[[Vault, Progress], T], done: Callable[[T], None]
    ) -> None:
        self.banner.clear()
        self.progress.begin(said, self.verify_button, self.save_button)
        self._job = self._context.worker.run_long(work, self.progress.report, done, self._say, self)

    def _end(self) -> None:
        self._job = None
        self.progress.end()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _say(self, error: SkryniaError) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self.banner.say(Tone.INFO, _("Stopped."))
        else:
            say_error(self.banner, error)


def _of_others(custody: FileCustody) -> str:
    """What the rows of others' logs are worth, and how many are not shown."""
    said = _("What others’ logs say is listed with their name, and was not verified here.")
    return f"{said} {unlisted_told(custody.unlisted)}" if custody.unlisted else said


def _row(at: int, event: FileEvent) -> Row:
    by = event.by if event.ours else joined(event.by, whose_clock(event))
    return Row(str(at), what_happened(event), joined(how(event), by), when(event.row.at))
