"""``skryniactl vault rescue``: what can be read of a damaged vault, saved into a new one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from desktop.cli.console import Console
from desktop.cli.declare import Command
from desktop.cli.interrupt import Interruptible
from desktop.cli.vaults.unlocking import read_secret
from desktop.i18n import N_, _


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", metavar=_("FOLDER"), type=Path, help=_("The new vault's folder."))
    parser.add_argument(
        "--keys",
        metavar=_("BACKUP"),
        type=Path,
        help=_("Take keys.json from this backup of the vault; its passphrase is asked for."),
    )


def rescue_hint() -> str:
    """What to do with a damaged vault of which there is no backup."""
    return _("Without a backup, save what can still be read: skryniactl vault rescue")


def rescue(arguments: argparse.Namespace, console: Console) -> int:
    """Save what can be read; exit code 1 where it is not everything."""
    from desktop.vault.rescue.messages import advice, damaged, missing, saved
    from desktop.vault.rescue.rescue import rescue as save

    secret = read_secret(arguments)
    with Interruptible(console.progress) as progress:
        found = save(arguments.vault, arguments.target, secret, progress, arguments.keys)
    if arguments.json:
        console.json({"ok": found.whole, "rescued": found})
        return 0 if found.whole else 1
    console.line(_("Saved into {folder}").format(folder=arguments.target))
    for sentence in (saved(found), damaged(found), *missing(found), advice(found)):
        if sentence:
            console.line(sentence)
    return 0 if found.whole else 1


COMMAND: Final = Command(
    "rescue",
    N_("Save what can still be read of a damaged vault into a new one."),
    rescue,
    _arguments,
    more=N_(
        "For a vault that does not open or in which a check found damage, where no backup is as "
        "new. The damaged vault is only read. Everything whose pages are whole is saved; what is "
        "missing, and what is there in part, is listed and stays marked. Exit code 1 if not "
        "everything was saved."
    ),
    examples=("vault rescue anna.skrynia rescued.skrynia",),
    json=True,
)
