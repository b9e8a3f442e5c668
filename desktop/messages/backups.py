"""What keeps a backup from being made or restored, and what is said of backups, in a person's
words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from desktop import errors
from desktop.formats import format_date_time
from desktop.i18n import N_, _, ngettext
from desktop.messages.ways_in import way_called

if TYPE_CHECKING:
    from desktop.model.way_in import WayIn
    from desktop.vault.backups.check import PlaceReport

Telling: TypeAlias = "tuple[type[errors.SkryniaError], Callable[[Any], Iterable[str]]]"
"""A kind of error, and sentences about what one of that kind knows."""
_MOST_NAMED: Final = 20
BACKUPS: Final[Mapping[type[errors.SkryniaError], tuple[str, str, str]]] = {
    errors.DamagedBackup: (
        N_("This backup is not valid"),
        N_(
            "Its files are damaged or from two different times. Nothing was restored, and it was "
            "left as it is."
        ),
        N_(
            "Choose an older backup. If this is a copy of a vault's folder, copy that again as it "
            "was at one time, vault.db-wal included; if there is none, open a copy of this one: "
            "what is intact in it can be read."
        ),
    ),
    errors.NoBackupsHere: (
        N_("There is no such backup here"),
        N_("This folder contains no backups, or none of this name. Nothing was changed."),
        N_("Choose the folder that ends in .backups, and one of the backups listed in it."),
    ),
    errors.WhichBackup: (
        N_("Choose which backup to restore"),
        N_("The newest one is not taken before you choose it. Nothing was restored."),
        N_("Choose the backup to restore by its name."),
    ),
    errors.OfDamagedVault: (
        N_("The newest backup is of a damaged vault"),
        N_("The vault was damaged already when it was made. Nothing was restored."),
        N_("Choose the backup to restore by its name."),
    ),
    errors.UnreadBackups: (
        N_("Not every backup here can be read"),
        N_("The newest one may be among those that cannot be read. Nothing was restored."),
        N_("Choose the backup to restore by its name."),
    ),
    errors.RenamedBackup: (
        N_("The folder of this backup was renamed"),
        N_("The backup in it is another one than the name says. Nothing was restored."),
        N_("Choose it again under its own date, or choose another one."),
    ),
    errors.NotWhole: (
        N_("The vault is damaged"),
        N_("It was not backed up. Older backups stay as they are, and none is removed for this."),
        N_(
            "Check the vault. You can back it up as it is; backups made before the damage are "
            "kept all the same."
        ),
    ),
    errors.UnreadVault: (
        N_("The vault is damaged and cannot be backed up"),
        N_("A part of it cannot be read. Older backups stay as they are, and none was removed."),
        N_(
            "Copy the whole folder of the vault. Then restore an older backup into a new folder, "
            "or save what can still be read of the vault."
        ),
    ),
    errors.OneOfBackups: (
        N_("This is only one part of a folder of backups"),
        N_("Its photos and files are kept elsewhere in that folder. Nothing was changed."),
        N_("Choose the folder that ends in .backups, two levels up; then choose this backup."),
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
    errors.ChooseWays: (
        N_("Choose who can open the backup"),
        N_("Several people or organisations could. Nothing was changed."),
        N_("Choose whom you give it to, and can reach later; on the command line with --way ID."),
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
        "goes from every backup in this folder that can be read.",
        "It may still contain {count} records that were removed since. Back up there again: they "
        "then go from every backup in this folder that can be read.",
        count,
    ).format(count=count)


def unread_named(names: Sequence[str]) -> str:
    """Which generations do not read."""
    return _("Cannot be read: {names}.").format(names=", ".join(names))


def true_name_told(error: errors.RenamedBackup) -> tuple[str, ...]:
    """Which backup it is whose folder was renamed; () where it is not known."""
    if error.made is None:
        return ()
    said = _("It was made on {time}, and its name was {name}.")
    return (said.format(time=format_date_time(error.made.local()), name=error.name),)


def which_told(error: errors.WhichBackup) -> str:
    """Which backup to restore instead of the newest, and how."""
    name, whole = error.newest, error.whole
    if whole == name:
        return _newest_told(name)
    if not whole:
        return _(
            "{name} was made of the damaged vault, and there is no backup of the undamaged vault "
            "here. Choose it to restore it as it is; on the command line with --backup {name}."
        ).format(name=name)
    return _(
        "{name} was made of the damaged vault; the newest of the undamaged vault is {whole}. "
        "Choose one of them; on the command line with --backup and its name."
    ).format(name=name, whole=whole)


def _newest_told(name: str) -> str:
    return _(
        "The newest that can be read is {name}. Choose it to restore it; on the command line with "
        "--backup {name}."
    ).format(name=name)


def checked_told(report: PlaceReport) -> tuple[str, list[str]]:
    """How a check of a folder of backups ended, and sentences about it: what to do last."""
    count = len(report.generations)
    newer = sum(each.newer for each in report.generations)
    damaged = sum(not each.holds for each in report.generations) - newer
    if report.intact:
        return _("No problems found."), [_read_whole(count), *_oddities(report)]
    if report.of_damaged and not report.damage and not newer:
        advice = BACKUPS[errors.NotWhole][2]
        told = [_read_whole(count), *_oddities(report), _(advice)]
        return _(BACKUPS[errors.OfDamagedVault][0]), told
    told = [*_oddities(report)]
    told += [_damaged_backups(damaged)] if damaged or not count else []
    lost = report.missing + report.damaged
    told += [_lost_in_backups(lost)] if lost else []
    if newer and not report.damage:
        return _("Not every backup could be checked"), [_newer_backups(newer)]
    told += [_newer_backups(newer)] if newer else []
    return _("Problems found in these backups"), [
        *told,
        _("Copy this folder as it is, back up into a new one, and check the disk or USB stick."),
    ]


def _read_whole(count: int) -> str:
    return ngettext(
        "{count} backup was read whole, with all its photos and files.",
        "{count} backups were read whole, with all their photos and files.",
        count,
    ).format(count=count)


def _oddities(report: PlaceReport) -> list[str]:
    """What keeps no backup from being restored, and is to be known."""
    renamed = sum(bool(each.called) for each in report.generations)
    amiss = sum(bool(each.amiss) for each in report.generations)
    told = []
    if renamed:
        said = ngettext(
            "The folder of {count} backup was renamed. The date shown is its real one; the next "
            "backup there restores its name.",
            "The folders of {count} backups were renamed. The dates shown are their real ones; the "
            "next backup there restores their names.",
            renamed,
        )
        told.append(said.format(count=renamed))
    if amiss:
        said = ngettext(
            "{count} backup was made of the vault when it was damaged already.",
            "{count} backups were made of the vault when it was damaged already.",
            amiss,
        )
        told.append(said.format(count=amiss))
    return told


def names_unproven() -> str:
    """Of a list that is made before anything is unlocked."""
    return _(
        "Nothing was unlocked: these dates are in the names of the folders, and anyone who had "
        "them could change these. A check of the backups shows the real dates."
    )


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


def as_it_was_told() -> str:
    """Of a vault that was restored as it was when it was damaged already."""
    return _(
        "The vault was damaged already when this backup was made. An older backup may be whole: "
        "restore that too, and compare."
    )


def ways_told(error: errors.ChooseWays) -> tuple[str, ...]:
    """The ways of which some are to be chosen, each with the beginning of its id."""
    return tuple(f"{way_named(each)} ({each.slot_id[:8]})." for each in error.ways)


def way_named(way: WayIn) -> str:
    """A way that others hold: what it is, who keeps it, and where."""
    parts = (way_called(way.kind, way.known), way.person, way.label)
    return ", ".join(part for part in parts if part)


MORE_OF_BACKUPS: Final[tuple[Telling, ...]] = (
    (errors.RenamedBackup, true_name_told),
    (errors.NotWhole, lambda error: error.findings),
    (errors.ChooseWays, ways_told),
)
"""What is said behind what happened."""
