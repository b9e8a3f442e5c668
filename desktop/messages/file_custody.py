"""The custody of one file, in a person's words: what happened, and why or how it came out."""

from __future__ import annotations

from desktop.formats import format_date_time, format_number, format_size
from desktop.i18n import Translator, current_translator
from desktop.model.custody import CustodyKind
from desktop.model.fixity import SOURCES_GOING, SOURCES_GONE, FixityResult, Medium
from desktop.model.values.moment import Moment
from desktop.model.written_out import CERTIFICATE, FILE, NOT_FINISHED
from desktop.reading.file_custody import FileEvent
from desktop.vocabulary import vocabulary


def what_happened(event: FileEvent, translator: Translator | None = None) -> str:
    """In a few words."""
    spoken = translator or current_translator()
    _, detail = spoken.gettext, event.said
    if event.row.kind is CustodyKind.INGESTION and event.package:
        return _("Arrived in a package")
    if event.row.kind is CustodyKind.TRANSFER:
        return _("Sent in a package")
    if event.row.kind is CustodyKind.REPLICATION and detail.get("to") == FILE:
        return _("Original saved as a file")
    if detail.get("what") == CERTIFICATE:
        return _("Certificate saved as a file")
    if event.ours and detail.get("what") == SOURCES_GONE:
        return _("Deleted where it came from")
    if event.ours and detail.get("what") == SOURCES_GOING:
        return _("Was to be deleted where it came from; the log does not say that it was")
    return vocabulary("custody_kind").label(event.row.kind.value, spoken.language)


def how(event: FileEvent, translator: Translator | None = None, *, to_whom: bool = True) -> str:
    """With whom, in which package, why, and what came out; "" where there is no more to say.
    ``to_whom``: whether recipients are named."""
    spoken = translator or current_translator()
    said = [
        _package(event, spoken, to_whom),
        _size(event, spoken),
        _result(event, spoken),
        _reason(event, spoken),
        _source(event, spoken),
    ]
    if event.said.get(FILE) == NOT_FINISHED:
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
    size = event.said.get("size", "")
    return f"{format_size(int(size), spoken)}." if size else ""


def _result(event: FileEvent, spoken: Translator) -> str:
    _, detail = spoken.gettext, event.said
    if event.row.kind is not CustodyKind.FIXITY_CHECK or "result" not in detail:
        return ""
    if detail["result"] == FixityResult.GOOD:
        return _("Both checksums are those taken when it came.")
    parts = detail.get("bytes", "")
    wrong = _("Not as it came: bytes {parts}.") if parts else _("Not as it came.")
    return wrong.format(parts=parts)


def _reason(event: FileEvent, spoken: Translator) -> str:
    reason = event.said.get("reason", "")
    reasons = vocabulary("print_reason")
    if reason not in reasons.codes:
        return ""
    said = spoken.gettext("Reason: {reason}.")
    return said.format(reason=reasons.label(reason, spoken.language))


def _source(event: FileEvent, spoken: Translator) -> str:
    """How many went with it where it came from, and whether that was another medium."""
    _, detail = spoken.gettext, event.said
    if detail.get("what") not in (SOURCES_GOING, SOURCES_GONE):
        return ""
    said = []
    if detail.get("files", ""):
        count = int(detail["files"])
        whole = spoken.ngettext("{count} file in all.", "{count} files in all.", count)
        said.append(whole.format(count=format_number(count, spoken)))
    if detail.get("medium") == Medium.ANOTHER:
        said.append(_("It lay on another medium than the vault."))
    elif detail.get("medium") == Medium.OF_THE_VAULT:
        said.append(_("It lay on the same medium as the vault."))
    return " ".join(said)


def when(moment: Moment, translator: Translator | None = None) -> str:
    """Date and time by the clock of that device, with its offset from UTC; in UTC where that is
    none a clock has."""
    local = moment.local()
    return f"{format_date_time(local, translator)} (UTC{local.isoformat()[-6:]})"


def unlisted_told(count: int, translator: Translator | None = None) -> str:
    """Of rows of others' logs that are not listed."""
    spoken = translator or current_translator()
    return spoken.ngettext(
        "{count} older entry of others’ logs is not listed.",
        "{count} older entries of others’ logs are not listed.",
        count,
    ).format(count=format_number(count, spoken))


def whose_clock(event: FileEvent, translator: Translator | None = None) -> str:
    """Whose device's clock a row was dated by."""
    _ = (translator or current_translator()).gettext
    return _("this device") if event.ours else _("device of {name}").format(name=event.by)
