"""What is said before and after a vault is left behind for a journey, in a person's words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.i18n import _
from desktop.messages.backup_made import (
    as_it_is_told,
)
from desktop.messages.holding import stays_told

if TYPE_CHECKING:
    from desktop.vault.backups.create import Made
    from desktop.vault.travel import Left


def not_hidden() -> tuple[str, ...]:
    """What a vault that was left behind does not keep from whoever examines the computer."""
    return (
        _("that Skrynia is on this computer, and when it was used;"),
        _("encrypted remains on a flash disk, which a laboratory may find and nobody opens;"),
        _("other backups: they open with your passphrase, so leave them at home;"),
        _("packages, PDFs and files that were saved outside of the vault;"),
        _("what you know: whoever is made to talk can name who holds the shares."),
    )


def leaving_told(folder: Path, backup: Path, made: Made) -> str:
    """What somebody has to know before a vault that is in ``backup`` is destroyed in ``folder``."""
    said = _(
        "Everything in {folder} will be destroyed, its keys first. The backup {backup} was read "
        "back whole. It opens by what others hold, and not by your passphrase: without them nobody "
        "can bring the vault back."
    ).format(folder=folder, backup=backup)
    return "\n".join((said, *as_it_is_told(made)))


def left_told(folder: Path, left: Left) -> tuple[str, ...]:
    """What is to be known by who leaves without the vault that was in ``folder``."""
    told = [
        _(
            "Give the backup to somebody who does not go with you, or send it ahead. It opens "
            "by the shares or at the organisation only."
        ),
        _(
            "Whoever examines this computer may still see that Skrynia was used and that a vault "
            "was here, and a laboratory may find encrypted remains on a flash disk; nobody opens "
            "them."
        ),
    ]
    if left.stays:
        told.append(stays_told(folder, left.stays))
    if left.elsewhere:
        folders = ", ".join(left.elsewhere)
        told.append(
            _("Backups that open with your passphrase are also here: {folders}").format(
                folders=folders
            )
        )
    told.append(
        _(
            "Only folders of daily backups are known here. Copies of the whole vault, and what "
            "somebody else copied, are not: they open with your passphrase."
        )
    )
    return tuple(told)
