"""Copies of a vault, and the way back into one: ``vault backup``, ``restore`` and ``recover``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.console import Console
from desktop.cli.interrupt import Interruptible
from desktop.cli.session import find_way, note_amiss, opened
from desktop.cli.usage import UsageError, text
from desktop.cli.vaults.passphrase import add_new_passphrase_options, new_passphrase
from desktop.cli.vaults.unlocking import (
    add_escrow_option,
    add_unlocking_options,
    by_passphrase,
    read_secret,
)
from desktop.i18n import _
from desktop.model.way_in import BY_PASSPHRASE

if TYPE_CHECKING:
    from desktop.crypto.secret import Secret
    from desktop.model.way_in import WayIn
    from desktop.progress import Progress
    from desktop.vault import Vault
    from desktop.vault.file.giving_back import Forgotten, GivenBack, New
    from desktop.vault.file.restore import Restored


def recover_arguments(parser: argparse.ArgumentParser) -> None:
    """Who kept the key, the new passphrase, and whose it is."""
    add_escrow_option(parser)
    add_new_passphrase_options(parser)
    parser.add_argument(
        "--person",
        type=text,
        default="",
        metavar=_("NAME"),
        help=_("Who will use the new passphrase (default: the owner)."),
    )
    one = parser.add_mutually_exclusive_group()
    one.add_argument(
        "--forgotten",
        type=text,
        metavar=_("WAY"),
        help=_(
            "The forgotten passphrase, which is revoked: its id or the name of its person "
            "(default: the only one that this person has)."
        ),
    )
    one.add_argument(
        "--keep-passphrases",
        action="store_true",
        help=_("Revoke no passphrase: the forgotten one still unlocks the vault."),
    )


def recover(arguments: argparse.Namespace, console: Console) -> int:
    """Set a new passphrase where the old one is forgotten, by another way to unlock the vault."""
    if arguments.escrow is None and by_passphrase(arguments):
        raise UsageError(_("Give one of --recovery-code, --shares or --escrow VAULT."))
    secret = read_secret(arguments)
    back = given_back(arguments, secret, new_passphrase(arguments))
    return _say_given_back(back, arguments, console)


def given_back(arguments: argparse.Namespace, secret: Secret | str, new: New) -> GivenBack:
    """Let ``new`` open the vault; ``secret`` opens it, or the vault of who kept its key."""
    from desktop.crypto.secret import as_secret
    from desktop.vault import open_vault
    from desktop.vault.file.giving_back import give_back, give_back_kept

    forgotten = _forgotten(arguments)
    if arguments.escrow is None:
        return give_back(
            arguments.vault, as_secret(secret), new, arguments.person, forgotten=forgotten
        )
    with open_vault(arguments.escrow, secret) as keeper:
        note_amiss(keeper, arguments)
        return give_back_kept(keeper, arguments.vault, new, arguments.person, forgotten=forgotten)


def _say_given_back(back: GivenBack, arguments: argparse.Namespace, console: Console) -> int:
    if arguments.json:
        console.json({"ok": True, "owner": back.owner, "way": back.way, "revoked": back.revoked})
    else:
        print_given_back(back, console)
    return 0


def print_given_back(back: GivenBack, console: Console, *, journey: bool = False) -> None:
    """Who can open the vault now, and what else still does. ``journey``: it was packed for one,
    so what is not with others is gone."""
    console.line(_("The new passphrase unlocks the vault of {name}.").format(name=back.owner.name))
    _say_revoked(back.revoked, console, journey=journey)


def _forgotten(arguments: argparse.Namespace) -> Forgotten:
    """Which passphrase goes, by what was given. What the vault says of its ways is told with it."""
    from desktop.vault.file.giving_back import each_is_kept, their_only_passphrase

    def chosen(vault: Vault, person: str) -> WayIn | None:
        note_amiss(vault, arguments)
        if arguments.keep_passphrases:
            return each_is_kept(vault, person)
        if arguments.forgotten is None:
            return their_only_passphrase(vault, person)
        return find_way(vault, arguments.forgotten, BY_PASSPHRASE)

    return chosen


def _say_revoked(way: WayIn | None, console: Console, *, journey: bool) -> None:
    from desktop.messages.ways_in import way_called

    if way is not None:
        said = _("Revoked: {kind}, {person}")
        console.line(said.format(kind=way_called(way.kind, way.known), person=way.person))
        console.note(_("Backups and copies made before still open by it."))
    if journey:
        still = _(
            "What others held for the journey still unlocks it. Revoke what may be in wrong hands: "
            "way revoke"
        )
    elif way is None:
        still = _(
            "What unlocked it before still does. Revoke what may be in other hands: way revoke"
        )
    else:
        still = _("The other ways still unlock it. Revoke what may be in other hands: way revoke")
    console.note(still)


def backup_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the copy goes."""
    parser.add_argument(
        "target", metavar=_("FOLDER"), type=Path, help=_("The new folder of the copy.")
    )


def backup(arguments: argparse.Namespace, console: Console) -> int:
    """Write an encrypted copy, opened and checked after writing."""
    with opened(arguments) as vault, Interruptible(console.progress) as progress:
        older = vault.backup(arguments.target, progress)
    console.line(_("Backed up and checked: {path}").format(path=arguments.target))
    note_older(older, console)
    return 0


def note_older(names: tuple[str, ...], console: Console) -> None:
    """Say of a copy that is whole, and yet not what was written last."""
    from desktop.vault.file.check_messages import older
    from desktop.vault.file.older_messages import what_older_means

    if names:
        console.note(older(names))
        console.note(what_older_means())


def restore_arguments(parser: argparse.ArgumentParser) -> None:
    """From where, to where, and by what it opens."""
    parser.add_argument("backup", metavar=_("BACKUP"), type=Path, help=_("The backup's folder."))
    parser.add_argument("vault", metavar=_("VAULT"), type=Path, help=_("The folder to create."))
    add_unlocking_options(parser).add_argument(
        "--unchecked",
        action="store_true",
        help=_("Copy a backup without its passphrase; then nothing in it is checked."),
    )
    recover_arguments(parser)


def restore(arguments: argparse.Namespace, console: Console) -> int:
    """Lay a backup down as a new vault; it opens as it did then. Where a way back opens it, a new
    passphrase is set at once."""
    secret = None if arguments.unchecked else read_secret(arguments)
    new = new_passphrase(arguments) if _by_a_way_back(arguments, secret) else None
    with Interruptible(console.progress) as progress:
        found = _restored(arguments, secret, progress)
    _print_restored(arguments, found, console)
    if new is not None and secret is not None:
        return _say_given_back(given_back(arguments, secret, new), arguments, console)
    return 0


def _by_a_way_back(arguments: argparse.Namespace, secret: Secret | str | None) -> bool:
    if arguments.unchecked and arguments.escrow:
        raise UsageError(_("--escrow opens the backup, and --unchecked does not."))
    return secret is not None and opened_by_a_way_back(arguments)


def opened_by_a_way_back(arguments: argparse.Namespace) -> bool:
    """Whether it is not a passphrase of the vault that opens it."""
    return arguments.escrow is not None or not by_passphrase(arguments)


def _restored(
    arguments: argparse.Namespace, secret: Secret | str | None, progress: Progress
) -> Restored:
    from desktop.vault import open_vault, restore_backup
    from desktop.vault.file.giving_back import restore_kept

    if arguments.escrow is None or secret is None:
        return restore_backup(arguments.backup, arguments.vault, secret, progress)
    with open_vault(arguments.escrow, secret) as keeper:
        return restore_kept(keeper, arguments.backup, arguments.vault, progress)


def _print_restored(arguments: argparse.Namespace, found: Restored, console: Console) -> None:
    from desktop.vault.file.restored_messages import newest_told

    if arguments.unchecked:
        said = _("Copied, not checked: {folder}. Open it and look whether everything is there.")
    else:
        said = _("Restored and checked: {folder}")
    console.line(said.format(folder=arguments.vault))
    if found.newest:
        console.line(newest_told(found.newest))
    note_older(found.older, console)
    from desktop.messages.ways_in import ways_of_a_backup

    console.note(ways_of_a_backup())
