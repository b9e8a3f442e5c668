"""One package that was sent or received: what is in it, and what its receipt says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.formats import format_date_time, format_size
from desktop.home.packages import doubt_message
from desktop.i18n import _
from desktop.messages.sender_log import ALARMING, course_told
from desktop.model.handoff import Outcome
from desktop.vocabulary import counted, vocabulary
from ui.handoff.flow import HandoffPath
from ui.handoff.package_rows import written_receipt_message
from ui.shell.room import INTERVIEWS, RoomContext
from ui.widgets.buttons import Button, primary_button, quiet_button
from ui.widgets.dialogs.save_dialog import SaveDialog
from ui.widgets.facts import facts
from ui.widgets.heading import SectionHeading
from ui.widgets.layouts import column, row
from ui.widgets.lists.list_pane import ListPane
from ui.widgets.lists.rows import Row, RowsModel, joined
from ui.widgets.sheet import Sheet
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.handoff.detail import InterviewWithin, PackageDetail
    from desktop.handoff.receipt import WrittenReceipt
    from desktop.progress import Progress
    from desktop.vault import Vault

_MOST_ROWS = 5


class PackagePage(HandoffPath):
    """``sent``: whether it was sent from here; else it was received. ``receipt_asked``: the
    receipt of a package that was sent has come, and is to be imported."""

    receipt_asked = Signal()

    def __init__(self, context: RoomContext, package_id: str, *, sent: bool) -> None:
        super().__init__(context, _("Package sent") if sent else _("Package received"))
        self.package_id, self.sent = package_id, sent
        self.detail: PackageDetail | None = None
        self.receipt_button: Button | None = None
        self._read()

    def write_receipt(self, folder: Path) -> None:
        """Save the signed receipt of a received package into ``folder``."""
        package_id = self.package_id

        def work(vault: Vault, progress: Progress) -> WrittenReceipt:
            from desktop.handoff.receipt import write_receipt

            return write_receipt(vault, package_id, folder, progress)

        job = self.context.worker.run_long(
            work, self.progress.report, self._receipt_written, self.refuse, self
        )
        self.begin_job(_("Saving the receipt"), job)

    def _read(self) -> None:
        package_id, sent = self.package_id, self.sent

        def work(vault: Vault, progress: Progress) -> PackageDetail:
            from desktop.handoff.detail import received_detail, sent_detail

            def pause() -> None:
                progress(0, 1, _("Reading the package"))

            return (sent_detail if sent else received_detail)(vault, package_id, pause)

        job = self.context.worker.run_long(
            work, self.progress.report, self._show, self.refuse, self
        )
        self.begin_job(_("Reading the package"), job)

    def _show(self, detail: PackageDetail) -> None:
        self.end_job()
        self.detail = detail
        self.heading.say(*self._title(detail))
        parts = column(self._receipt(detail), self._contents(detail), gap=4)
        page = QWidget()
        page.setLayout(parts)
        self.show_step(page)
        if not detail.certain:
            self.banner.say(Tone.ATTENTION, _("Perhaps sent"), doubt_message())
        title, text = course_told(detail.sender_log)
        if title:
            tone = Tone.ATTENTION if detail.sender_log in ALARMING else Tone.INFO
            self.banner.say(tone, title, text)
        if self.receipt_button is not None:
            self.receipt_button.setFocus()

    def _title(self, detail: PackageDetail) -> tuple[str, str]:
        said = _("Package for {name}") if self.sent else _("Package from {name}")
        return said.format(name=detail.name), detail.file_name

    def _contents(self, detail: PackageDetail) -> Sheet:
        within = detail.interviews
        model = RowsModel()
        model.set_rows([_row(each) for each in within])
        self.list = ListPane(_("Interviews in the package"), model)
        self.list.setProperty("plain", "true")
        model.setParent(self.list)
        self.list.leads_on(self._open)
        self.list.follow_rows(_MOST_ROWS)
        self.list.show_row(within[0].id if within else "")
        sheet = Sheet(
            column(
                SectionHeading(_("What is in it")),
                facts(self._facts(detail)),
                self.list,
                gap=4,
                margin=6,
            )
        )
        self.list.setVisible(bool(within))
        return sheet

    def _facts(self, detail: PackageDetail) -> list[tuple[str, str]]:
        written = format_date_time(detail.written_at.local())
        recipient = vocabulary("recipient_kind").label(detail.recipient_kind.value)
        size = (_("Size"), format_size(detail.size)) if detail.size else ("", "")
        return [
            (_("For what"), vocabulary("purpose").label(detail.purpose.value)),
            (_("Type of recipient"), recipient),
            (_("Saved on") if self.sent else _("Created"), written),
            size if self.sent else ("", ""),
            (
                _("Contents"),
                joined(*(f"{kind}: {count}" for kind, count in counted(detail.records))),
            ),
        ]

    def _receipt(self, detail: PackageDetail) -> Sheet:
        outcomes = vocabulary("outcome")
        told = [
            (outcomes.label(outcome.value), str(detail.outcomes[outcome]))
            for outcome in Outcome
            if detail.outcomes.get(outcome)
        ]
        return Sheet(
            column(
                SectionHeading(_("Receipt"), self._receipt_message(detail)),
                facts([*self._answered(detail), *told, *_notable(detail)]),
                row(None, self._way_on()),
                gap=4,
                margin=6,
            )
        )

    def _receipt_message(self, detail: PackageDetail) -> str:
        if not self.sent:
            return _("The sender knows only once the signed receipt comes back.")
        if detail.answered_at is None:
            return _("No receipt yet: it is not known here what arrived.")
        return _("Signed by the recipient: what arrived, and what was accepted.")

    def _answered(self, detail: PackageDetail) -> list[tuple[str, str]]:
        if detail.answered_at is None:
            return []
        when = format_date_time(detail.answered_at.local())
        if self.sent:
            return [(_("Receipt imported"), when)]
        return [(_("Received"), when), (_("File name"), detail.receipt_name)]

    def _way_on(self) -> Button:
        if self.sent:
            self.receipt_button = quiet_button(_("Import a receipt"), self.receipt_asked.emit)
        else:
            save = primary_button(_("Save receipt…"), self._ask_for_folder, "receipt")
            self.receipt_button = save
        return self.receipt_button

    def _ask_for_folder(self) -> None:
        if self.detail is not None:
            title = _("Where should the receipt be saved?")
            SaveDialog(self, title, self.detail.receipt_name, self.write_receipt).open()

    def _receipt_written(self, written: WrittenReceipt) -> None:
        self.end_job()
        self.banner.say(Tone.SAFE, *written_receipt_message(written))
        if self.receipt_button is not None:
            self.receipt_button.setFocus()

    def _open(self, interview_id: str) -> None:
        detail = self.detail
        here = {each.id for each in detail.interviews if each.code} if detail else set()
        if interview_id in here:
            self.context.navigate(INTERVIEWS, interview=interview_id)


def _row(each: InterviewWithin) -> Row:
    shown = vocabulary("identification").label(each.identification.value)
    files = _("with photos and files") if each.files else ""
    if each.code:
        return Row(each.id, each.code, shown, files)
    return Row(each.id, _("An interview that is not here"), shown, files)


def _notable(detail: PackageDetail) -> list[tuple[str, str]]:
    from desktop.handoff.naming import notable_rows

    return notable_rows(detail.notable)
