"""How the custody log of a package's sender goes on from what came before, in a person's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop.formats import format_date_time
from desktop.i18n import N_, _
from desktop.model.sending.log_course import Course, LogTold

ALARMING: Final = (Course.FORK.value, Course.CONTRADICTS.value)
"""Codes of receipts after which somebody has to be asked."""

_TOLD: Final[Mapping[str, tuple[str, str]]] = {
    Course.RESTORED.value: (
        N_("A restored vault"),
        N_(
            "The sender's vault was restored from a backup, or made anew of what could be read of "
            "a damaged one. Its custody log goes on behind all you received."
        ),
    ),
    Course.OLDER_BACKUP.value: (
        N_("A vault restored to an older state"),
        N_(
            "The sender's vault was restored from a backup, or made anew of what could be read of "
            "a damaged one, and its custody log lacks entries that you were told of. What the "
            "sender added in that time may be missing there: tell the sender what you have."
        ),
    ),
    Course.FORK.value: (
        N_("Two copies of the sender's vault"),
        N_(
            "This package comes from a copy of the sender's vault that another copy had already "
            "replaced. Perhaps it took long to arrive, or an old laptop is in use again, or "
            "somebody else has it. Ask the sender in person or by telephone which computer it is "
            "from before you rely on it."
        ),
    ),
    Course.CONTRADICTS.value: (
        N_("The sender's log does not match"),
        N_(
            "The custody log of the sender names other entries than earlier packages did. Perhaps "
            "the folder of the vault was copied and both are used, or somebody changed the log. "
            "Ask the sender in person or by telephone before you rely on this package."
        ),
    ),
}
_TO_THE_SENDER: Final[Mapping[str, tuple[str, str]]] = {
    Course.FORK.value: (
        N_("Two copies of your vault are in use"),
        N_(
            "The recipient got packages in your name from two copies of your vault. Use one of "
            "them only. If you have one only, somebody else has the other: warn your recipients."
        ),
    ),
    Course.CONTRADICTS.value: (
        N_("Your custody log does not match"),
        N_(
            "The recipient was told other entries of your custody log earlier. Perhaps the folder "
            "of your vault was copied and both are used: use one of them only. Check the vault, "
            "and tell the recipient whether this package is yours."
        ),
    ),
}


def course_told(code: str) -> tuple[str, str]:
    """What a receiver is told: a few words and a sentence; both "" where nothing is to be said."""
    title, text = _TOLD.get(code, ("", ""))
    return (_(title), _(text)) if title else ("", "")


def told_by_receipt(code: str) -> tuple[str, str]:
    """What a sender is told whose recipient saw this; both "" where nothing is to be said."""
    title, text = _TO_THE_SENDER.get(code, ("", ""))
    return (_(title), _(text)) if title else ("", "")


def log_row(log: LogTold) -> list[tuple[str, str]]:
    """A row about a package of a restored or rescued vault: what it says of itself; none of
    another."""
    at = log.restored_at
    if at is None:
        return []
    return [(_("Vault restored"), format_date_time(at.local()))]
