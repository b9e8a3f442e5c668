"""Which files belong together, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import _, ngettext
from desktop.vocabulary import vocabulary

if TYPE_CHECKING:
    from desktop.media.exporting.export_together import WrittenTogether
    from desktop.vault.records.companions import Beside, Paired


def told(beside: Beside) -> list[tuple[str, str]]:
    """A label and a value a line: with which file it goes, and which go with it."""
    lines = [(_("Belongs to"), named(each)) for each in beside.goes_with]
    return lines + [(_("With it"), named(each)) for each in beside.with_it]


def named(pair: Paired) -> str:
    """The other file, and how that is known."""
    known = vocabulary("companion_by").label(pair.known_by)
    return f"{pair.media.original_name} ({known})" if known else pair.media.original_name


def paired(count: int) -> str:
    """That so many of the files that came in are kept together with another; "" of none."""
    if not count:
        return ""
    return ngettext(
        "{count} file is kept together with the picture or film it belongs to",
        "{count} files are kept together with the pictures or films they belong to",
        count,
    ).format(count=count)


def stayed(written: WrittenTogether) -> list[str]:
    """What goes with a saved file and was not saved, a line each, and why."""
    reasons = vocabulary("refusal")
    return [
        _("Not saved: {name} ({reason})").format(name=name, reason=reasons.label(refusal.value))
        for name, refusal in written.stayed
    ]
