"""What keeps a vault from being opened, or written to, in a person's words."""

from __future__ import annotations

from collections.abc import Mapping
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
