"""What keeps a backup from being made or restored, and what is said of backups, in a person's
words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop import errors
from desktop.i18n import N_, _, ngettext
from desktop.messages.holding import stays_told

if TYPE_CHECKING:
    from desktop.vault.backups.check import PlaceReport
    from desktop.vault.travel import Left

_MOST_NAMED: Final = 20
BACKUPS: Final[Mapping[type[errors.SkryniaError], tuple[str, str, str]]] = {
    errors.NoBackupsHere: (
        N_("There is no such backup here"),
        N_("This folder contains no backups, or none of this name. Nothing was changed."),
        N_("Choose the folder that ends in .backups, and one of the backups listed in it."),
    ),
    errors.UnreadBackups: (
        N_("Not every backup here can be read"),
        N_("The newest one may be among those that cannot be read. Nothing was restored."),
        N_("Choose the backup to restore by its name."),
    ),
    errors.OtherVaultsBackups: (
        N_("These are backups of another vault"),
        N_("The backups of two vaults are never mixed, so nothing was written."),
        N_("Choose another name or another folder for the backups of this vault."),
    ),
    errors.OtherCopysBackups: (
        N_("A backup in this folder has more than this vault"),
        N_(
            "It was made of another copy of this vault, or of a newer state than the one that was "
            "restored. Nothing was written, so that nothing of it is lost."
        ),
        N_("Choose a new folder for the backups of this copy, and keep the other folder."),
    ),
    errors.NoWayBack: (
        N_("Nobody could open it for you"),
        N_(
            "The vault has neither recovery shares nor a key left with an organisation. Nothing "
            "was changed."
        ),
        N_("Add one of these under Ways to unlock, and hand it over before you leave."),
    ),
    errors.OpenOtherwise: (
        N_("Older backups are in this folder"),
        N_("They open with the passphrase that you carry with you. Nothing was changed."),
        N_("Choose a new folder, and leave the older one at home."),
    ),
    errors.ChangedMeanwhile: (
        N_("The vault was opened and changed meanwhile"),
        N_("Something was written to it after it was backed up, so it was not deleted."),
        N_("Back it up again before you leave it behind."),
    ),
    errors.BackupsInUse: (
        N_("These backups are in use"),
        N_("Another window or command makes, checks or restores backups in this folder."),
        N_("Wait until it has finished, and try again."),
    ),
}
"""A part of ``errors.py``."""


def segment_told(began: int) -> str:
    """Of a log that a restored or rescued vault went on with, from row ``began``."""
    return _(
        "From entry {number} on this is the log of a vault that was restored from a backup, or "
        "made anew of what could be read of a damaged one. The vault before it may have gone on "
        "too: its log then has the same entries before, and others from there on. That is no "
        "forgery."
    ).format(number=began)


def still_holds(count: int) -> str:
    """Of a place that was not cleared of ``count`` removals yet."""
    return ngettext(
        "It may still contain {count} record that was removed since. Back up there again: it then "
        "goes from every backup in this folder.",
        "It may still contain {count} records that were removed since. Back up there again: they "
        "then go from every backup in this folder.",
        count,
    ).format(count=count)


def damaged_told(count: int) -> str:
    """Of originals that the vault holds no whole bytes of."""
    return ngettext(
        "{count} photo or file in the vault is damaged and is not in this backup. Older backups "
        "may have it: check the vault.",
        "{count} photos or files in the vault are damaged and are not in this backup. Older "
        "backups may have them: check the vault.",
        count,
    ).format(count=count)


def unread_named(names: Sequence[str]) -> str:
    """Which generations do not read."""
    return _("Cannot be read: {names}.").format(names=", ".join(names))


def newest_told(name: str) -> str:
    """How to restore the newest of those that read."""
    return _(
        "The newest that can be read is {name}. Choose it to restore it; on the command line with "
        "--backup {name}."
    ).format(name=name)


def unread_told(names: Sequence[str]) -> str:
    """Of generations that do not read."""
    count = len(names)
    said = ngettext(
        "{count} older backup in this folder cannot be read. It stays as it is, and so does every "
        "photo and file stored there.",
        "{count} older backups in this folder cannot be read. They stay as they are, and so does "
        "every photo and file stored there.",
        count,
    )
    return f"{said.format(count=count)} {unread_named(names)}"


def cleared_told(count: int) -> str:
    """Of generations that something was removed from."""
    return ngettext(
        "What was removed from the vault was removed from {count} older backup too.",
        "What was removed from the vault was removed from {count} older backups too.",
        count,
    ).format(count=count)


def checked_told(report: PlaceReport) -> tuple[str, list[str]]:
    """How a check of a folder of backups ended, and sentences about it: what to do last."""
    count = len(report.generations)
    newer = sum(each.newer for each in report.generations)
    damaged = sum(not each.holds for each in report.generations) - newer
    if report.intact:
        said = ngettext(
            "{count} backup was read whole, with all its photos and files.",
            "{count} backups were read whole, with all their photos and files.",
            count,
        )
        return _("No problems found."), [said.format(count=count)]
    told = [_damaged_backups(damaged)] if damaged or not count else []
    lost = report.missing + report.damaged
    told += [_lost_in_backups(lost)] if lost else []
    if newer and not report.damage:
        return _("Not every backup could be checked"), [_newer_backups(newer)]
    told += [_newer_backups(newer)] if newer else []
    return _("Problems found in these backups"), [
        *told,
        _("Copy this folder as it is, back up into a new one, and check the disk or USB stick."),
    ]


def _damaged_backups(count: int) -> str:
    return ngettext(
        "{count} backup is damaged and cannot be restored.",
        "{count} backups are damaged and cannot be restored.",
        count,
    ).format(count=count)


def _newer_backups(count: int) -> str:
    return ngettext(
        "{count} backup was made by a newer version of Skrynia: check and restore it with that.",
        "{count} backups were made by a newer version of Skrynia: check and restore them with "
        "that.",
        count,
    ).format(count=count)


def _lost_in_backups(count: int) -> str:
    return ngettext(
        "{count} photo or file is missing or damaged: backups that contain it are restored "
        "without it.",
        "{count} photos or files are missing or damaged: backups that contain them are restored "
        "without them.",
        count,
    ).format(count=count)


def missing_told(names: Sequence[str]) -> str:
    """Of originals that a restore did not find whole, by the names of their files."""
    count = len(names)
    said = ngettext(
        "{count} photo or file could not be restored: the backup does not contain it whole.",
        "{count} photos or files could not be restored: the backup does not contain them whole.",
        count,
    ).format(count=count)
    told = [*names[:_MOST_NAMED], *(["…"] if count > _MOST_NAMED else [])]
    return f"{said} {', '.join(told)}"


def removed_told(count: int) -> str:
    """Of records that are not in a restored vault because they were removed since."""
    return ngettext(
        "{count} record is not in it, because it was removed from the vault after this backup.",
        "{count} records are not in it, because they were removed from the vault after this "
        "backup.",
        count,
    ).format(count=count)


def journey_told() -> str:
    """Of a vault that was restored from what it was packed into for a journey."""
    return _(
        "It was packed for a journey, so only what others hold unlocks it now: set a new "
        "passphrase. Ways that were left out then are gone, as they were meant to be."
    )


def leaving_told(folder: Path, backup: Path) -> str:
    """What somebody has to know before a vault that is in ``backup`` is destroyed in ``folder``."""
    return _(
        "Everything in {folder} will be destroyed, its keys first. The backup {backup} was read "
        "back whole. It opens by what others hold, and not by your passphrase: without them nobody "
        "can bring the vault back."
    ).format(folder=folder, backup=backup)


def not_hidden() -> tuple[str, ...]:
    """What a vault that was left behind does not keep from whoever examines the computer."""
    return (
        _("that Skrynia is on this computer, and when it was used;"),
        _("encrypted remains on a flash disk, which a laboratory may find and nobody opens;"),
        _("other backups: they open with your passphrase, so leave them at home;"),
        _("packages, PDFs and files that were saved outside of the vault;"),
        _("what you know: whoever is made to talk can name who holds the shares."),
    )


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
