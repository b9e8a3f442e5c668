"""The custody of one file, in a person's words: what happened, and why or how it came out."""

from __future__ import annotations

from desktop.formats import format_date_time, format_size
from desktop.i18n import Translator, current_language, translator_for
from desktop.model.custody import CustodyKind
from desktop.model.fixity import FixityResult
from desktop.model.values.moment import Moment
from desktop.model.written_out import CERTIFICATE, FILE, NOT_FINISHED
from desktop.reading.file_custody import FileEvent
from desktop.vocabulary import vocabulary


def spoken_in(translator: Translator | None) -> Translator:
    """The one that is given, or that of the language of messages."""
    return translator or translator_for(current_language())


def what_happened(event: FileEvent, translator: Translator | None = None) -> str:
    """In a few words."""
    spoken = spoken_in(translator)
    _, detail = spoken.gettext, event.row.detail
    if event.row.kind is CustodyKind.INGESTION and event.package:
        return _("Arrived in a package")
    if event.row.kind is CustodyKind.TRANSFER:
        return _("Sent in a package")
    if event.row.kind is CustodyKind.REPLICATION and detail.get("to") == FILE:
        return _("Original saved as a file")
    if detail.get("what") == CERTIFICATE:
        return _("Certificate saved as a file")
    return vocabulary("custody_kind").label(event.row.kind.value, spoken.language)


def how(event: FileEvent, translator: Translator | None = None, *, to_whom: bool = True) -> str:
    """With whom, in which package, why, and what came out; "" where there is no more to say.
    ``to_whom``: whether recipients are named."""
    spoken = spoken_in(translator)
    said = [
        _package(event, spoken, to_whom),
        _size(event, spoken),
        _result(event, spoken),
        _reason(event, spoken),
    ]
    if event.row.detail.get(FILE) == NOT_FINISHED:
        said.append(spoken.gettext("Not finished: no file was left."))
    return " ".join(filter(None, said))


def _package(event: FileEvent, spoken: Translator, to_whom: bool) -> str:
    _ = spoken.gettext
    if not event.package:
        return ""
    said = []
    if event.other and event.came:
        said.append(_("From {name}.").format(name=event.other))
    elif event.other and to_whom:
        said.append(_("To {name}.").format(name=event.other))
    if event.receipt is not None:
        receipt = _("Receipt of {moment}.").format(moment=when(event.receipt, spoken))
        said.append(receipt)
    elif event.ours and not event.came:
        said.append(_("No receipt yet."))
    return " ".join((*said, _("Package {id}.").format(id=event.package)))


def _size(event: FileEvent, spoken: Translator) -> str:
    size = event.row.detail.get("size", "")
    return f"{format_size(int(size), spoken)}." if size.isdecimal() else ""


def _result(event: FileEvent, spoken: Translator) -> str:
    _, detail = spoken.gettext, event.row.detail
    if event.row.kind is not CustodyKind.FIXITY_CHECK:
        return ""
    if detail.get("result") == FixityResult.GOOD:
        return _("Both checksums are those taken when it came.")
    parts = detail.get("bytes", "")
    wrong = _("Not as it came: bytes {parts}.") if parts else _("Not as it came.")
    return wrong.format(parts=parts)


def _reason(event: FileEvent, spoken: Translator) -> str:
    reason = event.row.detail.get("reason", "")
    reasons = vocabulary("print_reason")
    if reason not in reasons.codes:
        return ""
    said = spoken.gettext("Reason: {reason}.")
    return said.format(reason=reasons.label(reason, spoken.language))


def when(moment: Moment, translator: Translator | None = None) -> str:
    """Date and time by the clock of that device, with its offset from UTC."""
    spoken = spoken_in(translator)
    east = moment.offset_minutes
    hours, minutes = divmod(abs(east), 60)
    offset = f"{'-' if east < 0 else '+'}{hours:02}:{minutes:02}"
    return f"{format_date_time(moment.local(), spoken)} (UTC{offset})"


def whose_clock(event: FileEvent, translator: Translator | None = None) -> str:
    """Whose device's clock a row was dated by."""
    _ = spoken_in(translator).gettext
    return _("this device") if event.ours else _("device of {name}").format(name=event.by)
