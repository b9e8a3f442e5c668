"""Packages as lines of a list: to or from whom, when, and what became of them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from desktop.formats import format_date, format_date_time
from desktop.i18n import _, ngettext
from desktop.model.handoff import Outcome, PackageDocument
from desktop.model.version import RecordKind
from desktop.vocabulary import vocabulary
from ui.widgets.lists.rows import Row, joined
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.vault import ReceivedPackage, SentPackage


def sent_row(package: SentPackage) -> Row:
    """A package that was written here, with the state of its receipt."""
    tag, tone = _receipt_state(package)
    return Row(
        package.package_id,
        package.recipient_name,
        joined(contents(package.document), _received_when(package), package.doubt),
        format_date_time(package.document.written_at.local()),
        tag,
        tone,
    )


def received_row(package: ReceivedPackage) -> Row:
    """A package that was taken in, with what was set aside of it."""
    lines = (*package.receipt.records, *package.receipt.media)
    aside = Counter(line.outcome for line in lines)[Outcome.SET_ASIDE]
    return Row(
        package.package_id,
        package.document.sender.name,
        contents(package.document),
        format_date_time(package.received_at.local()),
        set_aside_message(aside) if aside else _("Taken in whole"),
        Tone.ATTENTION if aside else Tone.SAFE,
    )


def contents(document: PackageDocument) -> str:
    """What is in a package: purpose, interviews, files."""
    interviews = len({e.record_id for e in document.records if e.kind is RecordKind.INTERVIEW})
    purpose = vocabulary("purpose").label(document.purpose.value)
    return joined(purpose, interviews_message(interviews), files_message(len(document.media)))


def interviews_message(count: int) -> str:
    """«3 interviews» in the language in force."""
    return ngettext("{count} interview", "{count} interviews", count).format(count=count)


def files_message(count: int) -> str:
    """«5 files» in the language in force."""
    return ngettext("{count} file", "{count} files", count).format(count=count)


def set_aside_message(count: int) -> str:
    """How many items were not taken in."""
    return ngettext("{count} item set aside", "{count} items set aside", count).format(count=count)


def _receipt_state(package: SentPackage) -> tuple[str, Tone]:
    if not package.certain:
        return _("Perhaps sent"), Tone.ATTENTION
    if package.receipted_at is None:
        return _("No receipt yet"), Tone.INFO
    aside = Counter(line.outcome for line in package.lines)[Outcome.SET_ASIDE]
    if aside:
        return set_aside_message(aside), Tone.ATTENTION
    return _("Receipted"), Tone.SAFE


def _received_when(package: SentPackage) -> str:
    """The day is long and matters least: it stands last, and whole in the tooltip."""
    if package.receipted_at is None:
        return ""
    return _("Received, {when}").format(when=format_date(package.receipted_at.local().date()))
