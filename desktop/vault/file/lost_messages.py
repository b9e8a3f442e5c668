"""What is told of saves that were finished and are not in the vault."""

from __future__ import annotations

from desktop.formats import format_date_time
from desktop.i18n import _, ngettext
from desktop.model.values.moment import Moment
from desktop.vault.file.lost import Lost


def lost_title() -> str:
    """The first sentence."""
    return _("What was saved last is missing from this vault")


def lost_advice(lost: Lost) -> str:
    """How much it is, and what to do."""
    return " ".join(
        (
            lost_told(lost),
            _(
                "A disk did not keep it, or an older copy of a file was put in its place. "
                "Everything else can be read, and work can go on. Look through what was "
                "written last, and write down again what is missing. If there is a newer "
                "backup, restore it to another folder and compare. The custody log has "
                "recorded this."
            ),
        )
    )


def lost_told(lost: Lost) -> str:
    """How many saves are missing, and of when."""
    saves = _("Missing: some saves")
    if lost.saves:
        saves = ngettext("Missing: {count} save", "Missing: {count} saves", lost.saves).format(
            count=lost.saves
        )
    if lost.since is None or lost.until is None:
        return f"{saves}."
    return _("{saves}, after {since}, the last one at {until}.").format(
        saves=saves, since=_when(lost.since), until=_when(lost.until)
    )


def _when(moment: Moment) -> str:
    """On the clock of this computer: when a save was made is kept without its zone."""
    return format_date_time(moment.local().astimezone())
