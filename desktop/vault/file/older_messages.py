"""What is told of a vault in which something is not what was written last."""

from __future__ import annotations

from desktop.i18n import _
from desktop.vault.file.lost import Lost
from desktop.vault.file.lost_messages import lost_advice, lost_title


def older_title() -> str:
    """The first sentence, of a vault in which what decides is older."""
    return _("Parts of this vault are older than what was written last")


def older_advice() -> str:
    """What that means, and what to do."""
    return _(
        "An older copy of a part of its file was put back, or a disk lost what was written. "
        "So nothing can be sent from this vault, and nothing can be written in interviews. "
        "Everything can be read, and a withdrawal can be recorded. Copy the whole folder "
        "unchanged, check the vault (the check names what differs), and restore a backup."
    )


def at_update_title() -> str:
    """The first sentence, of a vault in which something was older when the program was updated."""
    return _("Something here was older than what was written last")


def at_update_advice() -> str:
    """What that means, and what to do."""
    return _(
        "It was found when the program was updated. Check the vault: the check names what it "
        "was. Compare that with a backup before you rely on it."
    )


def at_rescue_title() -> str:
    """The first sentence, of a vault that was rescued, and not whole."""
    return _("Not everything here is as it was written last before the rescue")


def at_rescue_advice() -> str:
    """What that means, and what to do."""
    return _(
        "Check the vault: the check names what is marked. Compare that with a backup before you "
        "rely on it."
    )


def sends_nothing() -> str:
    """Of a rescued vault in which what decides is marked: why nothing leaves, and what to do."""
    return _(
        "What decides about sending was damaged: contact cards, consents, or what names and files "
        "belong to. What is here may be an older decision, so nothing can be sent from this vault, "
        "and nothing can be written in interviews. Everything can be read, and a withdrawal can be "
        "recorded. To go on, restore the newest backup and enter there what only this vault has. "
        "Where there is no backup, create a new vault for new interviews and keep this one for "
        "reading."
    )


def what_older_means() -> str:
    """Of a copy that reads whole: what becomes of it."""
    return _(
        "The whole copy can be read, and there is nothing newer of these. A check of the "
        "copy names them again, and where they decide what may be sent, nothing can be sent "
        "from it."
    )


def told_at_opening(
    decides: bool, at_update: bool, at_rescue: bool = False, lost: Lost | None = None
) -> tuple[str, str] | None:
    """What is said of a vault that was just opened, and what that means; None where nothing is.
    A check reads all of it, opening does not: much may be older in a vault of which this says
    nothing."""
    title, advice = "", []
    if at_rescue:
        title = at_rescue_title()
        advice = [sends_nothing()] if decides else [at_rescue_advice()]
    elif decides:
        title, advice = older_title(), [older_advice()]
    if lost is not None:
        title, advice = title or lost_title(), [*advice, lost_advice(lost)]
    if not title and at_update:
        title, advice = at_update_title(), [at_update_advice()]
    return (title, "\n".join(advice)) if title else None
