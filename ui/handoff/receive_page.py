"""Receiving a package: choose or drop it → look before anything is taken in → take it in →
write the receipt for its sender."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.formats import format_date_time
from desktop.i18n import _, ngettext
from desktop.messages.sender_log import ALARMING, course_told, log_row
from desktop.model.handoff import Outcome
from desktop.model.ids import is_package_file
from desktop.vocabulary import counted, vocabulary
from ui.handoff.choose_file import ChooseFile
from ui.handoff.flow import HandoffPath
from ui.handoff.package_rows import interviews_message, written_receipt_message
from ui.shell.room import RoomContext
from ui.widgets.buttons import Button, primary_button, quiet_button
from ui.widgets.dialogs.save_dialog import SaveDialog
from ui.widgets.facts import facts
from ui.widgets.heading import SectionHeading
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row
from ui.widgets.sheet import Sheet
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.handoff.receipt import WrittenReceipt
    from desktop.handoff.receiving.read import VerifiedPackage
    from desktop.handoff.receiving.receive import Arrival, Received
    from desktop.progress import Progress
    from desktop.vault import Vault


_EACH: Final = 50
"""Withdrawals that stand each by itself."""


class ReceivePage(HandoffPath):
    """The path from a file to a receipt."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context, _("Receive a package"))
        self._path = Path()
        self._looked: VerifiedPackage | None = None
        self._package_id = self._receipt_name = ""
        self.take_button: Button | None = None
        self.receipt_button: Button | None = None
        self._ask_for_file()

    def take_file(self, path: Path) -> None:
        """A package."""
        self.look(path)

    def look(self, path: Path) -> None:
        """Verify the whole file and say what it would bring; nothing is changed."""
        self._path = path

        def work(vault: Vault, progress: Progress) -> Arrival:
            from desktop.handoff.receiving.receive import dry_run

            return dry_run(vault, path, progress)

        job = self.context.worker.run_long(
            work, self.progress.report, self._show_arrival, self.refuse, self
        )
        self.begin_job(_("Checking the package"), job)

    def take_in(self) -> None:
        """Take the package in, item by item. After a refusal it is verified anew."""
        path, looked, self._looked = self._path, self._looked, None

        def work(vault: Vault, progress: Progress) -> Received:
            from desktop.handoff.receiving.receive import receive_package

            return receive_package(vault, path, progress, looked)

        job = self.context.worker.run_long(
            work, self.progress.report, self._show_received, self.refuse, self
        )
        self.begin_job(_("Accepting the package"), job)

    def write_receipt(self, folder: Path) -> None:
        """Write the signed receipt into ``folder``."""
        package_id = self._package_id

        def work(vault: Vault, progress: Progress) -> WrittenReceipt:
            from desktop.handoff.receipt import write_receipt

            return write_receipt(vault, package_id, folder, progress)

        job = self.context.worker.run_long(
            work, self.progress.report, self._receipt_written, self.refuse, self
        )
        self.begin_job(_("Saving the receipt"), job)

    def _ask_for_file(self) -> None:
        step = ChooseFile(
            _("Drop the package here, or choose it"),
            _("It is a file like skrynia-7KQ2-M9XD.age on the USB stick. Nothing is accepted yet."),
            _("Choose the package…"),
            _("Packages (*.age)"),
            is_package_file,
        )
        step.chosen.connect(self.look)
        self.choose = step
        self.show_step(step)

    def _show_arrival(self, arrival: Arrival) -> None:
        self.end_job()
        self._looked = arrival.verified
        self._package_id = arrival.verified.document.package_id
        self.take_button = primary_button(_("Accept package"), self.take_in)
        back = quiet_button(_("Choose another"), self._ask_for_file)
        sheet = column(
            SectionHeading(
                _("What arrived"),
                _("The signature is valid, the contents are unchanged and addressed to you."),
            ),
            facts(_arrival_facts(arrival)),
            row(back, None, self.take_button),
            gap=4,
            margin=6,
        )
        self.show_step(Sheet(sheet))
        self.take_button.setFocus()
        self._say_of(arrival)

    def _say_of(self, arrival: Arrival) -> None:
        again = _("This package was received before.")
        if arrival.log.value in ALARMING:
            title, text = course_told(arrival.log.value)
            told = f"{text} {again}" if arrival.received else text
            self.banner.say(Tone.ATTENTION, title, told)
        elif arrival.received:
            self.banner.say(
                Tone.INFO,
                again,
                _(
                    "Accepting it again reads what could not be read or shown then. You can "
                    "save its receipt once more."
                ),
            )

    def _show_received(self, received: Received) -> None:
        from desktop.handoff.receipt import receipt_file

        self.end_job()
        self._receipt_name = receipt_file(received.receipt)
        self.receipt_button = primary_button(_("Save the receipt…"), self._ask_for_folder)
        sheet = column(
            SectionHeading(
                _("Package accepted"),
                _("The sender knows only once the signed receipt comes back."),
            ),
            facts(_received_facts(received)),
            *map(paragraph, _custody(received) + _withdrawals(received)),
            row(None, self.receipt_button),
            gap=4,
            margin=6,
        )
        self.show_step(Sheet(sheet))
        self.receipt_button.setFocus()
        if received.receipt.sender_log in ALARMING:
            self.banner.say(Tone.ATTENTION, *course_told(received.receipt.sender_log))

    def _ask_for_folder(self) -> None:
        title, start = _("Where should the receipt be saved?"), self._path.parent
        SaveDialog(self, title, self._receipt_name, self.write_receipt, start=start).open()

    def _receipt_written(self, written: WrittenReceipt) -> None:
        self.end_job()
        self.banner.say(Tone.SAFE, *written_receipt_message(written))
        if self.receipt_button is not None:
            self.receipt_button.setFocus()


def _arrival_facts(arrival: Arrival) -> list[tuple[str, str]]:
    counts = arrival.counts
    new = ngettext("{count} new", "{count} new", counts.new_records)
    files = ngettext("{count} new", "{count} new", counts.new_files)
    known = _("{new}, {known} already here")
    return [
        (_("From"), arrival.sender.name),
        (_("Created"), format_date_time(arrival.written_at.local())),
        (_("For what"), vocabulary("purpose").label(arrival.purpose.value)),
        *log_row(arrival.verified.document.log),
        (_("Interviews"), interviews_message(counts.interviews)),
        *((kind, str(count)) for kind, count in counted(counts.records)),
        (_("Withdrawn consents"), str(counts.withdrawals)),
        (
            _("Record versions"),
            known.format(new=new.format(count=counts.new_records), known=counts.known_records),
        ),
        (
            _("Photos and files"),
            known.format(new=files.format(count=counts.new_files), known=counts.known_files),
        ),
    ]


def _received_facts(received: Received) -> list[tuple[str, str]]:
    from desktop.handoff.naming import notable_rows

    counted = Counter(line.outcome for line in received.lines)
    outcomes = vocabulary("outcome")
    told = [(outcomes.label(outcome.value), str(counted[outcome])) for outcome in Outcome]
    return told + notable_rows(received.notable)


def _custody(received: Received) -> list[str]:
    from desktop.handoff.naming import custody_set_aside_message

    count, code = received.custody_set_aside, received.receipt.sender_log
    quiet = "" if code in ALARMING else course_told(code)[1]
    return [*filter(None, [quiet]), *([custody_set_aside_message(count)] if count else [])]


def _withdrawals(received: Received) -> list[str]:
    from desktop.handoff.naming import overtaken_message

    told = [
        _withdrawal(each.name, len(each.sent_on)) if each.closed else overtaken_message(each.name)
        for each in received.withdrawals
    ]
    # Each is told; very many in one label, so that the window shows them at once.
    return [*told[:_EACH], *filter(None, ["\n".join(told[_EACH:])])]


def _withdrawal(interview: str, sent_on: int) -> str:
    if not sent_on:
        return _(
            "Consent to interview {interview} was withdrawn: from now on it may not be used "
            "for anything. It had not been sent on from here."
        ).format(interview=interview)
    return ngettext(
        "Consent to interview {interview} was withdrawn: from now on it may not be used for "
        "anything. It had been sent on from here in {count} package; tell its recipient.",
        "Consent to interview {interview} was withdrawn: from now on it may not be used for "
        "anything. It had been sent on from here in {count} packages; tell their recipients.",
        sent_on,
    ).format(interview=interview, count=sent_on)
