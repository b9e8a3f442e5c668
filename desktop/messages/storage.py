"""What disks and USB sticks refuse, in a person's words (see ``errors.py``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop import errors
from desktop.errors import SkryniaError
from desktop.i18n import N_

STORAGE: Final[Mapping[type[SkryniaError], tuple[str, str, str]]] = {
    errors.StorageError: (
        N_("Disk error"),
        N_("Reading or writing failed. What was saved before is still there."),
        N_("Check the disk or USB stick, and try again."),
    ),
    errors.DiskFull: (
        N_("There is no room left"),
        N_("The disk or USB stick is full. What was saved before is still there."),
        N_("Free some space or choose another disk, and try again."),
    ),
    errors.NotWritable: (
        N_("This place cannot be used"),
        N_("It is not there, is read-only, or you have no access to it."),
        N_("Put the USB stick back in, create the folder or choose another one, and try again."),
    ),
    errors.FileTooLarge: (
        N_("The file is too large for this USB stick"),
        N_("Its file system allows files of at most 4 GB. No incomplete file was left there."),
        N_("Create it in parts, or choose another USB stick."),
    ),
    errors.VaultTooLong: (
        N_("The vault cannot grow here"),
        N_(
            "Its file is as long as the file system of this disk or USB stick takes: 4 GB. What was"
            " saved before is still there."
        ),
        N_("Copy the vault to a disk with another file system, and go on in the copy."),
    ),
    errors.NotAsWritten: (
        N_("The disk or USB stick does not give back what was written to it"),
        N_("What was saved was read back and is something else. Nothing was left under that name."),
        N_("Save it to another disk or USB stick, and trust this one with nothing more."),
    ),
    errors.NameRefused: (
        N_("This name cannot be used"),
        N_(
            "The name or the whole path, with what is added to it, is longer than can be "
            "used here, or has letters that this disk does not allow. Nothing was changed."
        ),
        N_("Choose a shorter name of plain letters or another folder, and try again."),
    ),
    errors.FileExists: (
        N_("Something with this name already exists"),
        N_("It was not changed; nothing is ever overwritten."),
        N_("Choose another name or folder, or move that file away, and try again."),
    ),
}
