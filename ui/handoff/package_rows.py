"""Packages as lines of a list: to or from whom, when, and what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.formats import format_date_time
from desktop.i18n import _, ngettext
from desktop.messages.sender_log import ALARMING, course_told
from desktop.model.consent import Purpose
from desktop.vocabulary import vocabulary
from ui.widgets.lists.rows import Row, joined
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.handoff.receipt import WrittenReceipt
    from desktop.vault import ReceivedSummary, SentSummary


def sent_row(package: SentSummary) -> Row:
    """A package that was written here, with the state of its receipt."""
    tag, tone = _receipt_state(package)
    return Row(
        package.package_id,
        package.recipient_name,
        joined(contents(package), package.doubt),
        format_date_time(package.written_at.local()),
        tag,
        tone,
    )


def received_row(package: ReceivedSummary) -> Row:
    """A package that was taken in, with what was set aside of it, or what its sender's log tells
    where somebody has to be asked about that."""
    tag, tone = _received_state(package)
    return Row(
        package.package_id,
        package.sender_name,
        contents(package),
        format_date_time(package.received_at.local()),
        tag,
        tone,
    )


def contents(package: SentSummary | ReceivedSummary) -> str:
    """What is in a package: purpose, interviews, files."""
    return contents_message(package.purpose, package.interviews, package.files)


def contents_message(purpose: Purpose, interviews: int, files: int) -> str:
    """«Analyse · 3 interviews · 5 files» in the language in force."""
    label = vocabulary("purpose").label(purpose.value)
    return joined(label, interviews_message(interviews), files_message(files))


def interviews_message(count: int) -> str:
    """«3 interviews» in the language in force."""
    return ngettext("{count} interview", "{count} interviews", count).format(count=count)


def files_message(count: int) -> str:
    """«5 files» in the language in force."""
    return ngettext("{count} file", "{count} files", count).format(count=count)


def set_aside_message(count: int) -> str:
    """How many items were not taken in."""
    return ngettext("{count} item not accepted", "{count} items not accepted", count).format(
        count=count
    )


def written_receipt_message(written: WrittenReceipt) -> tuple[str, str]:
    """What is said once a receipt lies where the sender gets it: a title and a sentence."""
    said = (
        _("The receipt was saved there before: {name}")
        if written.again
        else _("The receipt is saved: {name}")
    )
    return (
        said.format(name=written.path.name),
        _("It is signed by you, and only the sender can open it. Give it to the sender."),
    )


def _receipt_state(package: SentSummary) -> tuple[str, Tone]:
    if not package.certain:
        return _("Perhaps sent"), Tone.ATTENTION
    if package.receipted_at is None:
        return _("No receipt yet"), Tone.INFO
    if package.set_aside:
        return set_aside_message(package.set_aside), Tone.ATTENTION
    return _("Receipt received"), Tone.SAFE


def _received_state(package: ReceivedSummary) -> tuple[str, Tone]:
    if package.sender_log in ALARMING:
        return course_told(package.sender_log)[0], Tone.ATTENTION
    if package.set_aside:
        return set_aside_message(package.set_aside), Tone.ATTENTION
    return _("All accepted"), Tone.SAFE
