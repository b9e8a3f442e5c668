"""What a check of photos and files found, in a person's words."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.formats import format_date_time, format_number, format_size
from desktop.i18n import Translator, current_translator
from desktop.model.fixity import Checked, FixityReport, FixityResult, Run
from desktop.model.values.moment import Moment

_SPANS = 5
"""Parts that a sentence names; more are counted."""


def result_told(checked: Checked, translator: Translator | None = None) -> str:
    """What the last check said of one file, and when it was last good, where it is not."""
    spoken = translator or current_translator()
    _ = spoken.gettext
    if checked.is_good:
        return _("Every byte is as it came.")
    good = _when(checked.good, spoken)
    last = _("It was last checked and good on {moment}.").format(moment=good)
    return f"{_what(checked, spoken)} {last}"


def _what(checked: Checked, spoken: Translator) -> str:
    _ = spoken.gettext
    if checked.result is FixityResult.CHECKSUM:
        return _(
            "The checksums kept in the vault were changed; the bytes are those of the last good "
            "check."
        )
    if not checked.wrong:
        return _("The bytes are not those that came in; which of them is not known.")
    parts = _parts(checked, spoken)
    if checked.result is FixityResult.UNREADABLE:
        return _("Cannot be read, because a page of the vault is damaged: {parts}.").format(
            parts=parts
        )
    return _("Not as they came: {parts}.").format(parts=parts)


def _parts(checked: Checked, spoken: Translator) -> str:
    """By byte, as other programs count, and by piece, as the vault keeps them."""
    one = spoken.gettext("bytes {first} to {last} (piece {number})")
    named = [
        one.format(
            first=format_number(each.first, spoken),
            last=format_number(each.last, spoken),
            number=format_number(each.piece, spoken),
        )
        for each in checked.wrong[:_SPANS]
    ]
    left = len(checked.wrong) - _SPANS
    if left > 0:
        named.append(
            spoken.ngettext("and {count} more", "and {count} more", left).format(count=left)
        )
    return "; ".join(named)


def wrong_told(checked: Checked) -> str:
    """A line of a list of files that are not as they came."""
    return f"{checked.name}: {result_told(checked)}"


def wrong_title(wrong: Sequence[Checked]) -> str:
    """Above such a list."""
    count = len(wrong)
    said = current_translator().ngettext(
        "{count} photo or file is not as it came",
        "{count} photos or files are not as they came",
        count,
    )
    return said.format(count=count)


def what_to_do() -> str:
    """What a person does about files that are not as they came."""
    return current_translator().gettext(
        "Remove nothing, and keep this vault as it is. A backup from before may have the file "
        "whole: restore it beside this vault and compare. So may the device it came from, and "
        "whoever it was sent to."
    )


def how_they_are(report: FixityReport) -> str:
    """How many there are, and since when it is known that they are whole."""
    spoken = current_translator()
    _ = spoken.gettext
    count = report.originals
    if report.since is None:
        return _("No photos or files yet.")
    files = spoken.ngettext("{count} photo or file.", "{count} photos and files.", count).format(
        count=format_number(count, spoken)
    )
    if report.wrong:
        return files
    since = _("Each was found whole on {moment} or later.")
    said = [files, since.format(moment=_when(report.since, spoken))]
    if report.unread:
        said.append(
            spoken.ngettext(
                "{count} was not read again since it came.",
                "{count} were not read again since they came.",
                report.unread,
            ).format(count=format_number(report.unread, spoken))
        )
    return " ".join(said)


def run_told(run: Run) -> str:
    """What a check read, and when."""
    spoken = current_translator()
    read = spoken.ngettext(
        "{count} photo or file read ({size}).", "{count} photos and files read ({size}).", run.files
    )
    read = read.format(count=format_number(run.files, spoken), size=format_size(run.octets, spoken))
    ended = spoken.gettext("Last check: {moment}.")
    when = _when(run.ended or run.began, spoken)
    return f"{ended.format(moment=when)} {read}"


def going_on(run: Run) -> str:
    """Of a check that has not ended."""
    spoken = current_translator()
    said = spoken.gettext(
        "Being read now: {done} of {total}. It goes on whenever nobody waits for anything, and "
        "after a lock where it was."
    )
    done, total = (format_size(each, spoken) for each in (run.octets, run.share))
    return said.format(done=done, total=total)


def _when(moment: Moment, spoken: Translator) -> str:
    return format_date_time(moment.local(), spoken)
