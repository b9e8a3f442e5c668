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
            unlooked_told(),
        )
    )


def unlooked_told() -> str:
    """Why nothing leaves a vault that misses saves, and until when."""
    return _(
        "A withdrawal of consent may be missing: until somebody has looked at the consents and "
        "confirmed it, nothing is sent from here (news of a withdrawal neither), and no summary "
        "or original is written outside the vault."
    )


def looked_title() -> str:
    """The question before it is said that the consents were looked at."""
    return _("Did you look at the consents?")


def looked_what() -> str:
    """What is meant by that."""
    return _(
        "What was saved last is missing, and a withdrawal or a narrower answer may be among it. "
        "Only if whoever recorded consents here has looked at them, on paper or from memory, and "
        "has recorded again what was missing, may anything be sent."
    )


def looked_stays() -> str:
    """What follows from it."""
    return _("The custody log records that you said so. It cannot be taken back.")


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
