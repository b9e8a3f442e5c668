"""``skryniactl vault``: make a vault, look at it, check it, back it up, restore it."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.console import Console
from desktop.cli.declare import Command, Noun
from desktop.cli.interrupt import Interruptible
from desktop.cli.removing import add_yes, confirm
from desktop.cli.session import note_amiss, opened
from desktop.cli.usage import UsageError, text
from desktop.cli.vaults.passphrase import (
    add_new_passphrase_options,
    add_passphrase_options,
    read_first_passphrase,
    read_new_passphrase,
)
from desktop.cli.vaults.travel import TRAVEL
from desktop.cli.vaults.unlocking import (
    by_passphrase,
    read_secret,
)
from desktop.cli.vaults.vault_copies import (
    backup,
    backup_arguments,
    recover,
    recover_arguments,
    restore,
    restore_arguments,
)
from desktop.cli.vaults.vault_rescue import COMMAND as RESCUE
from desktop.cli.vaults.vault_rescue import rescue_hint
from desktop.i18n import N_, _
from desktop.model.identity import Role, is_display_name

if TYPE_CHECKING:
    from desktop.crypto.secret import Secret, WithPassphrase
    from desktop.vault import CheckReport


def _name(given: str) -> str:
    if not is_display_name(text(given)):
        raise argparse.ArgumentTypeError(_("a name has 1 to 200 visible characters"))
    return given


def _new_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("vault", metavar=_("VAULT"), type=Path, help=_("The folder to create."))
    add_passphrase_options(parser)
    parser.add_argument(
        "--name",
        required=True,
        type=_name,
        help=_("Your name or pseudonym, as on your card."),
    )
    parser.add_argument(
        "--role",
        choices=[role.value for role in Role],
        default=Role.RESEARCHER.value,
        help=_("Your role (default: researcher)."),
    )
    parser.add_argument(
        "--recipient",
        choices=("pq", "x25519"),
        default="pq",
        help=_(
            "The kind of key others encrypt to: pq is safe against quantum computers and is "
            "the default; x25519 opens with age before 1.3."
        ),
    )


def new(arguments: argparse.Namespace, console: Console) -> int:
    """Make a vault with its owner's identity."""
    from desktop.vault import Owner, create_vault

    passphrase = read_first_passphrase(arguments)
    owner = Owner(arguments.name, Role(arguments.role), arguments.recipient == "pq")
    with create_vault(arguments.vault, passphrase, owner) as vault:
        console.line(_("The vault is ready: {folder}").format(folder=vault.folder))
        console.line(_("Your fingerprint: {text}").format(text=vault.identity.fingerprint))
    console.note(
        _(
            "Only this passphrase unlocks the vault. Create a recovery sheet now, or a forgotten "
            "passphrase means a lost vault: skryniactl way add-sheet"
        )
    )
    return 0


def info(arguments: argparse.Namespace, console: Console) -> int:
    """Say whose vault it is and how much it holds."""
    from desktop.handoff.naming import unread_message, waiting_message
    from desktop.messages.ways_in import way_called
    from desktop.vault.file.older_messages import told_at_opening
    from desktop.vocabulary import counted

    with opened(arguments) as vault:
        records = vault.counts()
        sent, received = vault.packages.count_sent(), vault.packages.count_received()
        party = vault.identity.party()
        head = vault.custody.head()
        ways = vault.ways_in.all()
        unread, waiting = vault.versions.count_unread(), vault.versions.count_waiting()
        result = {
            "vault_id": vault.vault_id,
            "owner": party,
            "opens_with": [{"kind": way.kind, "known": way.known} for way in ways],
            "counts": dict(records) | {"packages_sent": sent, "packages_received": received},
            "custody": head,
            "older": {
                "decides": vault.older,
                "at_update": vault.older_at_update,
                "at_rescue": vault.older_at_rescue,
            },
            "lost": vault.unlooked,
            "unread": unread,
            "waiting": waiting,
        }
        told = told_at_opening(vault.older, vault.older_at_update, vault.older_at_rescue)
    if arguments.json:
        console.json(result)
        return 0
    console.fields(
        [
            (_("Owner"), party.name),
            (_("Fingerprint"), party.fingerprint),
            (_("Id"), vault.vault_id),
            (_("Opens with"), ", ".join(way_called(way.kind, way.known) for way in ways)),
            *counted(records),
            (_("Packages sent"), sent),
            (_("Packages received"), received),
            (_("Custody log"), _("{rows} entries").format(rows=head.seq)),
        ]
    )
    if unread:
        console.line(unread_message(unread))
    if waiting:
        console.line(waiting_message(waiting))
    for sentence in told or ():
        console.line(sentence)
    return 0


def _passphrase_arguments(parser: argparse.ArgumentParser) -> None:
    add_new_passphrase_options(parser)
    parser.add_argument(
        "--alone",
        action="store_true",
        help=_("From now on without the key file or hardware key that belonged to it."),
    )


def passphrase(arguments: argparse.Namespace, console: Console) -> int:
    """Change the passphrase; nothing is encrypted anew. Its second part stays, unless another one
    or none is asked for."""
    from desktop.vault import open_vault

    if not by_passphrase(arguments):
        raise UsageError(
            _("This changes the passphrase that you know. For a forgotten one: vault recover")
        )
    old = read_secret(arguments)
    with open_vault(arguments.vault, old) as vault:
        note_amiss(vault, arguments)
        new = read_new_passphrase(arguments)
        vault.ways_in.change(old, new if arguments.alone else _as_before(old, new))
    console.line(_("The passphrase was changed."))
    console.note(_("Backups made before still open with the old one."))
    return 0


def _as_before(old: Secret | str, new: WithPassphrase) -> WithPassphrase:
    """``new`` with the second part of ``old``, where it has none of its own."""
    from desktop.crypto.secret import Passphrase, PassphraseWithFile, PassphraseWithHardware

    if isinstance(new, Passphrase) and isinstance(
        old, (PassphraseWithFile, PassphraseWithHardware)
    ):
        return replace(old, text=new.text)
    return new


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--renew-search",
        action="store_true",
        help=_("Before that, rebuild the search index from the records."),
    )


def check(arguments: argparse.Namespace, console: Console) -> int:
    """Read everything and say what does not hold; exit code 1 where something does not."""
    with opened(arguments) as vault, Interruptible(console.progress) as progress:
        if arguments.renew_search:
            vault.renew_index(progress)
        report = vault.check(progress)
    good = report.intact and not report.unlooked
    if arguments.json:
        console.json({"ok": good, "report": report})
    else:
        _print_check(report, console)
    return 0 if good else 1


def _print_check(report: CheckReport, console: Console) -> None:
    from desktop.vault.file.check_messages import checked, findings

    console.line(checked(report))
    for sentence in findings(report):
        console.line(sentence)
    console.line(_after_check(report))
    if set(report.parts) - {"older", "found"}:
        console.line(rescue_hint())


def _after_check(report: CheckReport) -> str:
    if report.intact and not report.unlooked:
        return _("No problems found.")
    if report.intact:
        return _(
            "What is here is intact, but what was saved last is missing. Record it again, look at "
            "the consents, and confirm it: skryniactl consent looked-at"
        )
    if report.parts == ("found",):
        return _(
            "Problems found only in the search. Check again with --renew-search to rebuild it."
        )
    return _("Problems found. Leave this vault as it is and open a backup beside it.")


def _destroy_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("vault", metavar=_("VAULT"), type=Path, help=_("The vault's folder."))
    add_yes(parser)


def _move_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("vault", metavar=_("VAULT"), type=Path, help=_("The vault's folder."))
    parser.add_argument(
        "target", metavar=_("FOLDER"), type=Path, help=_("The new folder of the vault.")
    )


def move(arguments: argparse.Namespace, console: Console) -> int:
    """Let the vault lie elsewhere, or under another name."""
    from desktop.vault.file.housing import move_vault

    with Interruptible(console.progress) as progress:
        move_vault(arguments.vault, arguments.target, progress)
    console.line(_("The vault is in {folder} now.").format(folder=arguments.target))
    return 0


def destroy(arguments: argparse.Namespace, console: Console) -> int:
    """Remove a vault for good: its keys first."""
    from desktop.messages.holding import destroyed_told, destroying_told, stays_told
    from desktop.vault.file.housing import destroy_vault

    if not arguments.yes:
        console.note(destroying_told())
        question = _("Delete the vault {name} for good? Type yes: ")
        confirm(question.format(name=arguments.vault.name), console)
    stays = destroy_vault(arguments.vault)
    console.line(_("Deleted: {folder}").format(folder=arguments.vault))
    if stays:
        console.note(stays_told(arguments.vault, stays))
    console.note(destroyed_told())
    return 0


NOUN = Noun(
    "vault",
    N_("Create, inspect, check, back up and restore a vault."),
    (
        Command(
            "new",
            N_("Create a new vault."),
            new,
            _new_arguments,
            examples=("vault new anna.skrynia --name Anna",),
            vault=False,
        ),
        Command("info", N_("Show whose vault it is and what it contains."), info, json=True),
        Command(
            "check",
            N_("Check the whole vault and report every problem."),
            check,
            _check_arguments,
            more=N_(
                "Checks the encrypted pages, the database, the custody log, the hash of "
                "every photo and file, every seal, that everything is what was written last, "
                "and that it is found by the words it contains. Exit code 1 if problems are "
                "found, or if saves are missing and nobody has looked at the consents since."
            ),
            json=True,
        ),
        Command(
            "passphrase",
            N_("Change the passphrase."),
            passphrase,
            _passphrase_arguments,
            examples=("vault passphrase anna.skrynia",),
        ),
        Command(
            "recover",
            N_("Set a new passphrase with a recovery sheet, shares, or a key left with you."),
            recover,
            recover_arguments,
            more=N_(
                "For a forgotten passphrase. Whoever a vault's key was left with opens it with "
                "--escrow and their own vault; both custody logs record it."
            ),
            examples=(
                "vault recover anna.skrynia --recovery-code",
                "vault recover anna.skrynia --shares",
                "vault recover anna.skrynia --escrow office.skrynia",
            ),
            json=True,
        ),
        Command(
            "backup",
            N_("Save an encrypted copy of the vault, and check it."),
            backup,
            backup_arguments,
            examples=("vault backup anna.skrynia /media/stick/copy.skrynia",),
        ),
        Command(
            "restore",
            N_("Restore a vault from a backup."),
            restore,
            restore_arguments,
            more=N_(
                "You are asked for the passphrase of the backup. With it the whole copy is "
                "checked before it gets its name; if problems are found, nothing is left "
                "behind. The folder of a vault whose program was killed can be used too. A "
                "recovery sheet, shares or a key left with you open it as well; then a new "
                "passphrase is asked for at once."
            ),
            examples=(
                "vault restore /media/stick/copy.skrynia anna.skrynia",
                "vault restore /media/stick/copy.skrynia anna.skrynia --recovery-code",
            ),
            vault=False,
        ),
        RESCUE,
        Command(
            "move",
            N_("Move or rename the folder of a vault."),
            move,
            _move_arguments,
            more=N_(
                "Nobody may have it open. To another disk every file is copied and compared "
                "before the old folder is destroyed."
            ),
            examples=("vault move anna.skrynia /media/disk/notes.skrynia",),
            vault=False,
        ),
        Command(
            "delete",
            N_("Delete a vault for good."),
            destroy,
            _destroy_arguments,
            more=N_(
                "Its keys are destroyed first, then its files: nobody opens what may be left, "
                "with the passphrase or without. Backups elsewhere are not touched. You are "
                "asked once."
            ),
            examples=("vault delete anna.skrynia",),
            vault=False,
        ),
        TRAVEL,
    ),
)
