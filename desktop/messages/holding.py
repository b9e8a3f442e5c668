"""What keeps a vault from being opened, or written to, in a person's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from desktop import errors
from desktop.errors import Holder
from desktop.formats import format_date_time
from desktop.i18n import N_, _

HOLDING: Final[Mapping[type[errors.SkryniaError], tuple[str, str, str]]] = {
    errors.VaultInUse: (
        N_("The vault is already open"),
        N_("Another window or command has it open."),
        N_("Close it there, and try again."),
    ),
    errors.VaultReadOnly: (
        N_("This vault is open for reading only"),
        N_("It lies on a medium that cannot be written to. Nothing was changed."),
        N_("To change something, copy the vault's folder to the laptop and open the copy."),
    ),
    errors.DeletionBegun: (
        N_("The deletion of this vault was begun and did not end"),
        N_(
            "Its keys were taken away to be destroyed: by Delete, by leaving it behind for a "
            "journey, or by moving it to another disk, where it is whole."
        ),
        N_(
            "To end it, delete the vault again, or use: skryniactl vault delete. Only if it is to "
            "be kept after all, restore a backup into a new folder."
        ),
    ),
    errors.WithinVault: (
        N_("This is the folder of a vault or of backups"),
        N_(
            "Nothing was written: what lies there would be taken for a part of it, and be lost or "
            "left behind with it."
        ),
        N_("Choose a folder that lies outside of every vault and its backups."),
    ),
    errors.CopyFirst: (
        N_("This vault has to be copied first"),
        N_(
            "It lies on a medium that cannot be written to, and was not closed properly or was "
            "made by an earlier version of Skrynia: opening it would change it."
        ),
        N_("Copy the whole folder to the laptop and open the copy."),
    ),
}
"""A part of ``errors.py``."""


def read_only_told() -> tuple[str, str]:
    """What is said above a vault that was opened for reading."""
    title, happened, to_do = HOLDING[errors.VaultReadOnly]
    return _(title), f"{_(happened)} {_(to_do)}"


def held_told(holder: Holder) -> str:
    """By which computer and since when, in local time."""
    since = format_date_time(holder.since.local())
    if holder.here:
        return _("It has been open on this computer since {time} (process {number}).").format(
            time=since, number=holder.process
        )
    if not holder.computer:
        return _("It has been open on another computer since {time}.").format(time=since)
    return _("It has been open on the computer “{name}” since {time}.").format(
        name=holder.computer, time=since
    )


def destroying_told() -> str:
    """What somebody has to know before a vault is destroyed."""
    return _(
        "Everything in this vault will be gone, and nobody can bring it back. Backups and "
        "packages elsewhere are not touched."
    )


def destroyed_told() -> str:
    """What is true of a vault that was destroyed, and what is not."""
    return _(
        "Its keys were destroyed first, so that nobody can open what may be left on the disk. A "
        "flash disk or a USB stick can keep overwritten data for a while, where only a laboratory "
        "could read the key slots, and would still need the passphrase or another way to unlock."
    )


def stays_told(folder: Path, stays: Sequence[str]) -> str:
    """Of what lies in ``folder`` and was no part of the vault that was destroyed; "" where nothing
    does. ``stays``: its names."""
    if not stays:
        return ""
    return _(
        "The folder {folder} is still there, because it contains more than the vault: {names}. "
        "Nobody looked into that. A copy of the vault in it still opens."
    ).format(folder=folder, names=", ".join(stays))
