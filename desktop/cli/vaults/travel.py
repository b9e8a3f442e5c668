"""``skryniactl vault travel``: a border is crossed without the vault."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.console import Console
from desktop.cli.declare import Command
from desktop.cli.interrupt import Interruptible
from desktop.cli.removing import add_yes, confirm
from desktop.cli.usage import text
from desktop.cli.vaults.unlocking import add_damaged, read_secret
from desktop.errors import AmbiguousName, NoSuchRecord
from desktop.i18n import N_, _

if TYPE_CHECKING:
    from desktop.vault.travel import Packed


def _travel_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "backups", metavar=_("FOLDER"), type=Path, help=_("The new folder of the backup.")
    )
    parser.add_argument(
        "--way",
        type=text,
        action="append",
        default=[],
        metavar=_("ID"),
        help=_(
            "A way to unlock that opens the backup, by the beginning of its id; again for others."
        ),
    )
    add_damaged(parser)
    add_yes(parser)


def _travel(arguments: argparse.Namespace, console: Console) -> int:
    """Back up what only others open, and destroy the vault here."""
    from desktop.messages.backup_made import (
        as_it_is_told,
    )
    from desktop.messages.leaving import left_told
    from desktop.settings import load_settings, save_settings
    from desktop.vault.travel import leave

    secret = read_secret(arguments)

    def sure(packed: Packed) -> None:
        for sentence in as_it_is_told(packed.left.made):
            console.note(sentence)
        if not arguments.yes:
            console.note(_("Backed up and checked. The vault on this computer is deleted now."))
            question = _(
                "Delete the vault {folder} for good, and leave it in the backup {backups} alone? "
                "Type yes: "
            )
            where = arguments.vault.absolute(), arguments.backups.absolute()
            kept = _(
                "The vault was not deleted. All of it is now also in the backup {backups}: keep it "
                "safe, or delete that folder."
            )
            confirm(
                question.format(folder=where[0], backups=where[1]),
                console,
                kept.format(backups=where[1]),
            )

    with Interruptible(console.progress) as progress:
        left = leave(
            arguments.vault,
            secret,
            arguments.backups,
            progress,
            _ways(arguments),
            damaged=arguments.damaged,
            sure=sure,
        )
    save_settings(load_settings().without_vault(arguments.vault.absolute()))
    if arguments.json:
        console.json({"ok": True, "left": left})
        return 0
    console.line(_("Backed up and checked: {path}").format(path=arguments.backups))
    console.line(_("Deleted: {folder}").format(folder=arguments.vault))
    for sentence in left_told(arguments.vault, left):
        console.note(sentence)
    return 0


def _ways(arguments: argparse.Namespace) -> tuple[str, ...]:
    """The ids of the ways that were named; ``AmbiguousName``, ``NoSuchRecord``."""
    from desktop.vault.file.folder import read_slots

    found = []
    ids = [slot.id for slot in read_slots(arguments.vault).slots] if arguments.way else []
    for named in arguments.way:
        begin = [each for each in ids if each.startswith(named)]
        if len(begin) > 1:
            raise AmbiguousName("several ways have ids that begin so")
        if not begin or not named:
            raise NoSuchRecord("no way has this id")
        found += begin
    return tuple(found)


TRAVEL = Command(
    "travel",
    N_("Cross a border without the vault: back it up and delete it here."),
    _travel,
    _travel_arguments,
    more=N_(
        "The backup opens by recovery shares or a key left with an organisation, and not by a "
        "passphrase: whoever crosses the border cannot open it. It is read back whole before the "
        "vault is deleted; you are asked once. Coming back: backup restore with --shares or "
        "--escrow."
    ),
    examples=("vault travel anna.skrynia /media/stick/journey.backups",),
    json=True,
)
