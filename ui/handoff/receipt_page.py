"""Importing a receipt: what the other side signed for, beside what was sent."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.formats import format_date_time
from desktop.i18n import _
from desktop.messages.sender_log import told_by_receipt
from desktop.model.handoff import Outcome
from desktop.model.ids import is_receipt_file
from desktop.vocabulary import vocabulary
from ui.handoff.choose_file import ChooseFile
from ui.handoff.flow import HandoffPath
from ui.handoff.package_rows import contents_message
from ui.shell.room import RoomContext
from ui.widgets.buttons import Button, primary_button
from ui.widgets.facts import facts
from ui.widgets.heading import SectionHeading
from ui.widgets.layouts import column, row
from ui.widgets.sheet import Sheet
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.handoff.receipt import ImportedReceipt
    from desktop.model.handoff import PackageDocument
    from desktop.progress import Progress
    from desktop.vault import Vault


class ReceiptPage(HandoffPath):
    """Choose or drop the file; the signature is checked against what was sent."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context, _("Import a receipt"))
        self.done_button: Button | None = None
        self.choose = ChooseFile(
            _("Drop the receipt here, or choose it"),
            _("It is named after the package and ends in -receipt.age."),
            _("Choose the receipt…"),
            _("Receipts (*-receipt.age)"),
            is_receipt_file,
        )
        self.choose.chosen.connect(self.take)
        self.show_step(self.choose)

    def take_file(self, path: Path) -> None:
        """A receipt."""
        self.take(path)

    def take(self, path: Path) -> None:
        """Check the receipt and settle every item it signs for."""

        def work(vault: Vault, progress: Progress) -> ImportedReceipt:
            from desktop.handoff.receipt import import_receipt

            return import_receipt(vault, path, progress)

        job = self.context.worker.run_long(
            work, self.progress.report, self._show, self.refuse, self
        )
        self.begin_job(_("Checking the receipt"), job)

    def _show(self, receipt: ImportedReceipt) -> None:
        self.end_job()
        self.done_button = primary_button(_("Done"), self.left.emit)
        page = column(
            SectionHeading(_("The receipt is valid"), _contents(receipt.package.document)),
            facts(_facts(receipt)),
            row(None, self.done_button),
            gap=4,
            margin=6,
        )
        self.show_step(Sheet(page))
        self.done_button.setFocus()
        self._say(receipt)

    def _say(self, receipt: ImportedReceipt) -> None:
        title, text = told_by_receipt(receipt.document.sender_log)
        if title:
            self.banner.say(Tone.ATTENTION, title, text)
        elif receipt.again:
            self.banner.say(Tone.INFO, _("This receipt was imported before. Nothing changed."))
        elif receipt.set_aside:
            self.banner.say(
                Tone.ATTENTION,
                _("Not everything was accepted."),
                _("What was not accepted is still here and can be sent again."),
            )
        else:
            self.banner.say(Tone.SAFE, _("Everything that was sent has arrived."))


def _contents(document: PackageDocument) -> str:
    return contents_message(document.purpose, document.interviews, len(document.media))


def _facts(receipt: ImportedReceipt) -> list[tuple[str, str]]:
    from desktop.handoff.naming import notable_rows

    document, outcomes = receipt.document, vocabulary("outcome")
    return [
        (_("Signed by"), document.receiver.name),
        (_("Received there"), format_date_time(document.received_at.local())),
        (outcomes.label(Outcome.ACCEPTED.value), str(receipt.accepted)),
        (outcomes.label(Outcome.SET_ASIDE.value), str(receipt.set_aside)),
        *notable_rows(receipt.notable),
    ]
