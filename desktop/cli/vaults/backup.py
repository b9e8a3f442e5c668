"""``skryniactl backup``: backups of a vault in one folder, on a disk or a stick."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.console import Console
from desktop.cli.declare import Command, Noun
from desktop.cli.interrupt import Interruptible
from desktop.cli.session import opened, when
from desktop.cli.usage import UsageError, text
from desktop.cli.vaults.passphrase import new_passphrase
from desktop.cli.vaults.unlocking import (
    add_damaged,
    add_unlocking_options,
    read_secret,
)
from desktop.cli.vaults.vault_copies import (
    given_back,
    note_older,
    opened_by_a_way_back,
    print_given_back,
    recover_arguments,
)
from desktop.errors import AmbiguousName, NoSuchRecord
from desktop.i18n import N_, _
from desktop.messages.backup_made import (
    check_offered,
    cleared_told,
    made_told,
)
from desktop.messages.backups import (
    as_it_was_told,
    checked_told,
    journey_told,
    missing_told,
    names_unproven,
    removed_told,
    still_holds,
    unread_named,
)

if TYPE_CHECKING:
    from desktop.crypto.secret import Secret
    from desktop.model.backup_place import BackupPlace
    from desktop.progress import Progress
    from desktop.vault import Vault
    from desktop.vault.backups.check import CheckedGeneration, PlaceReport
    from desktop.vault.backups.create import Made
    from desktop.vault.backups.restore import RestoredGeneration

_SHORTEST: int = 4


def _place_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "backups", metavar=_("FOLDER"), type=Path, help=_("The folder of the backups.")
    )


def _create_arguments(parser: argparse.ArgumentParser) -> None:
    _place_argument(parser)
    parser.add_argument("files", nargs="*", help=argparse.SUPPRESS)
    add_damaged(parser)


def create(arguments: argparse.Namespace, console: Console) -> int:
    """Make a backup: what is new is stored, everything is checked, and what is too old goes."""
    if arguments.files:
        raise UsageError(_("The whole vault is backed up: give one folder for it, and no files."))
    with opened(arguments) as vault, Interruptible(console.progress) as progress:
        made = vault.backups.create(arguments.backups, progress, damaged=arguments.damaged)
    if arguments.json:
        console.json({"ok": made.of_whole, "made": made})
    else:
        _print_made(made, arguments, console)
    return 0 if made.of_whole else 1


def _print_made(made: Made, arguments: argparse.Namespace, console: Console) -> None:
    from desktop.vault.file.older_messages import what_older_means

    console.line(_("Backed up and checked: {path}").format(path=arguments.backups))
    console.fields(
        [
            (_("Name"), made.generation),
            (_("New photos and files"), made.originals),
            (_("Backups in this folder"), made.generations),
        ]
    )
    if made.cleared:
        console.line(cleared_told(made.cleared))
    older = [what_older_means()] if made.older else []
    for sentence in (*made_told(made), *older, *check_offered(made)):
        console.note(sentence)


def list_backups(arguments: argparse.Namespace, console: Console) -> int:
    """The backups in a folder, the newest last; nothing is unlocked for that."""
    from desktop.vault.backups.place import generations_in

    found = generations_in(arguments.backups)
    if arguments.json:
        console.json({"backups": found})
        return 0
    if not found:
        console.line(_("No backup was completed in this folder yet."))
        return 0
    console.table((_("When"), _("Name")), [(when(each.made), each.name) for each in found])
    console.note(names_unproven())
    unread = [each.name for each in found if each.unread]
    if unread:
        console.note(unread_named(unread))
    return 0


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    _place_argument(parser)
    add_unlocking_options(parser)


def check(arguments: argparse.Namespace, console: Console) -> int:
    """Read every backup and every original in a folder; exit code 1 where one does not hold."""
    from desktop.vault.backups.check import check_place

    secret = read_secret(arguments)
    with Interruptible(console.progress) as progress:
        report = check_place(arguments.backups, secret, progress)
    if arguments.json:
        console.json({"ok": report.intact, "report": report})
    else:
        _print_check(report, console)
    return 0 if report.intact else 1


def _print_check(report: PlaceReport, console: Console) -> None:
    console.table(
        (_("When"), _("Name"), _("State")),
        [(when(each.made), each.name, _state(each)) for each in report.generations],
    )
    console.fields(
        [
            (_("Photos and files"), report.originals),
            (_("Missing"), report.missing),
            (_("Damaged"), report.damaged),
        ]
    )
    title, told = checked_told(report)
    console.line(title)
    for sentence in told:
        console.line(sentence)


def _state(each: CheckedGeneration) -> str:
    if each.newer:
        return _("of a newer version")
    if not each.holds:
        return _("damaged")
    if each.lacking:
        return _("photos or files are missing")
    if each.amiss:
        return _("of a damaged vault")
    return _("intact; its name was {name}").format(name=each.called) if each.called else _("intact")


def _restore_arguments(parser: argparse.ArgumentParser) -> None:
    _place_argument(parser)
    parser.add_argument("vault", metavar=_("VAULT"), type=Path, help=_("The folder to create."))
    parser.add_argument(
        "--backup",
        type=text,
        default="",
        metavar=_("NAME"),
        help=_("Which one, by the beginning of its name (default: the newest)."),
    )
    add_unlocking_options(parser)
    recover_arguments(parser)


def restore(arguments: argparse.Namespace, console: Console) -> int:
    """Lay a backup down as a new vault, checked whole before it has its name. Where a way back
    opens it, a new passphrase is set at once."""
    secret = read_secret(arguments)
    new = new_passphrase(arguments) if opened_by_a_way_back(arguments) else None
    with Interruptible(console.progress) as progress:
        found = _restored(arguments, secret, progress)
    if not arguments.json:
        _print_restored(found, arguments, console)
    back = None if new is None else given_back(arguments, secret, new)
    if arguments.json:
        console.json({"ok": _holds(found), "restored": found, "given_back": back})
    elif back is not None:
        print_given_back(back, console, journey=found.journey)
    return 0 if _holds(found) else 1


def _restored(
    arguments: argparse.Namespace, secret: Secret | str, progress: Progress
) -> RestoredGeneration:
    from desktop.vault import open_vault
    from desktop.vault.backups.restore import restore_generation, restore_generation_kept

    which = arguments.backups, arguments.vault
    if arguments.escrow is None:
        return restore_generation(*which, secret, arguments.backup, progress)
    with open_vault(arguments.escrow, secret) as keeper:
        return restore_generation_kept(keeper, *which, arguments.backup, progress)


def _holds(found: RestoredGeneration) -> bool:
    """Whether everything is in it that the backup names, and held when it was made."""
    return not found.missing and not found.findings


def _print_restored(
    found: RestoredGeneration, arguments: argparse.Namespace, console: Console
) -> None:
    console.line(_("Restored and checked: {folder}").format(folder=arguments.vault))
    console.fields([(_("Name"), found.generation), (_("When"), when(found.made))])
    if found.removed:
        console.line(removed_told(found.removed))
    if found.missing:
        console.note(missing_told(found.names))
    note_older(found.older, console)
    if found.findings:
        console.note(as_it_was_told())
        for sentence in found.findings:
            console.note(sentence)
    if found.journey:
        console.note(journey_told())


def places(arguments: argparse.Namespace, console: Console) -> int:
    """Where backups of this vault lie, and which may still hold what was removed."""
    with opened(arguments) as vault:
        found = vault.backups.places()
    if arguments.json:
        console.json({"places": found})
        return 0
    for each in found:
        console.fields(
            [
                (_("Folder"), each.path),
                (_("Id"), each.id),
                (_("Last backup"), when(each.made_at)),
                (_("Backups in this folder"), each.generations),
            ]
        )
        if each.holds:
            console.line(still_holds(each.holds))
    return 0


def _forget_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "id", metavar=_("ID"), type=text, help=_("Of the folder, or how it begins.")
    )


def forget(arguments: argparse.Namespace, console: Console) -> int:
    """Name a folder of backups no more, as one that was lost or destroyed."""
    with opened(arguments) as vault:
        found = _find(vault, arguments.id)
        vault.backups.forget(found.id)
    if arguments.json:
        console.json({"ok": True, "forgotten": found})
        return 0
    console.line(_("No longer listed: {folder}").format(folder=found.path))
    if found.holds:
        console.note(still_holds(found.holds))
    console.note(_("What is in that folder stays there, and opens as it did."))
    return 0


def _find(vault: Vault, named: str) -> BackupPlace:
    found = [
        each
        for each in vault.backups.places()
        if each.id == named or (len(named) >= _SHORTEST and each.id.startswith(named))
    ]
    if len(found) > 1:
        raise AmbiguousName("several backup places have ids that begin so")
    if not found:
        raise NoSuchRecord("no backup place has this id")
    return found[0]


NOUN = Noun(
    "backup",
    N_("Keep backups of a vault in one folder; check and restore them."),
    (
        Command(
            "create",
            N_("Back up the vault into a folder where its older backups are."),
            create,
            _create_arguments,
            more=N_(
                "Photos and files are stored once for all backups in the folder, so that a daily "
                "backup takes little more than what is new. Everything is encrypted, and opens "
                "as the vault does today. 7 daily and 4 weekly backups are kept, up to 12 of the "
                "last day, and what was removed from the vault is removed from all of them. "
                "A damaged vault is backed up with --damaged only, unless this folder has the "
                "damaged photos and files from before. Where damage is found, the exit code is 1."
            ),
            examples=("backup create anna.skrynia /media/stick/anna.backups",),
            json=True,
        ),
        Command(
            "list",
            N_("List the backups in a folder."),
            list_backups,
            _place_argument,
            examples=("backup list /media/stick/anna.backups",),
            vault=False,
            json=True,
        ),
        Command(
            "check",
            N_("Read all backups in a folder and report every problem."),
            check,
            _check_arguments,
            more=N_(
                "You are asked for the passphrase the vault had at the newest backup. Exit code "
                "1 if problems are found."
            ),
            examples=("backup check /media/stick/anna.backups",),
            vault=False,
            json=True,
        ),
        Command(
            "restore",
            N_("Restore a vault from a backup into a new folder."),
            restore,
            _restore_arguments,
            more=N_(
                "You are asked for the passphrase the vault had at that backup. The vault is "
                "checked before it gets its name; if problems are found, nothing is left behind. "
                "Photos and files that are missing or damaged in the folder are counted and the "
                "rest is restored; the exit code is 1 then. With a recovery code, shares or "
                "--escrow a new passphrase is set at once."
            ),
            examples=(
                "backup restore /media/stick/anna.backups anna.skrynia",
                "backup restore /media/stick/anna.backups anna.skrynia --backup 20261130",
                "backup restore /media/stick/anna.backups anna.skrynia --escrow office.skrynia",
            ),
            vault=False,
            json=True,
        ),
        Command(
            "places",
            N_("List the folders that contain backups of this vault."),
            places,
            json=True,
        ),
        Command(
            "forget",
            N_("Remove a folder from this list."),
            forget,
            _forget_arguments,
            examples=("backup forget anna.skrynia 7f3a",),
            json=True,
        ),
    ),
)
