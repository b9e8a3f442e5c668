"""``skryniactl way``: the ways to unlock a vault, and the ways back where one is forgotten."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, cast

from desktop.cli import removing
from desktop.cli.console import Console
from desktop.cli.declare import Command, Noun
from desktop.cli.session import find_way, note_amiss, opened, when
from desktop.cli.usage import UsageError, text
from desktop.cli.vaults.unlocking import add_escrow_option, by_passphrase, read_secret
from desktop.cli.vaults.way_added import (
    SHOWN_OF_ID,
    add_escrow,
    add_key_file,
    add_passphrase,
    add_shares,
    add_sheet,
    escrow_arguments,
    key_file_arguments,
    key_file_target,
    new_key_file,
    opened_with,
    paper_arguments,
    passphrase_arguments,
    shares_arguments,
)
from desktop.i18n import N_, _

if TYPE_CHECKING:
    from desktop.crypto.secret import WithPassphrase


def list_ways(arguments: argparse.Namespace, console: Console) -> int:
    """Every way, of kinds that are not known here too."""
    from desktop.messages.ways_in import way_listed

    with opened(arguments) as vault:
        ways = vault.ways_in.all()
    if arguments.json:
        console.json({"ways": ways})
        return 0
    console.table(
        (_("Id"), _("Kind"), _("Whose"), _("Where it is kept"), _("Created"), _("Last tried")),
        [
            (
                way.slot_id[:SHOWN_OF_ID],
                way_listed(way),
                way.person,
                way.label,
                when(way.made_at),
                when(way.tried_at) or _("never"),
            )
            for way in ways
        ],
    )
    return 0


def _named_way(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "way",
        metavar=_("WAY"),
        type=text,
        help=_("The id that way list shows, or the name of the person whose it is."),
    )


def _rename_arguments(parser: argparse.ArgumentParser) -> None:
    _named_way(parser)
    parser.add_argument("--person", type=text, metavar=_("NAME"), help=_("Whose it is now."))
    parser.add_argument("--kept", type=text, metavar=_("TEXT"), help=_("Where it is kept now."))


def rename(arguments: argparse.Namespace, console: Console) -> int:
    """Say anew whose it is, or where it is kept."""
    if arguments.person is None and arguments.kept is None:
        raise UsageError(_("Give --person or --kept."))
    with opened(arguments) as vault:
        way = find_way(vault, arguments.way)
        person = way.person if arguments.person is None else arguments.person
        label = way.label if arguments.kept is None else arguments.kept
        vault.ways_in.rename(way.slot_id, person, label)
    console.line(_("Changed: {person}, {kept}").format(person=person, kept=label))
    return 0


def _revoke_arguments(parser: argparse.ArgumentParser) -> None:
    _named_way(parser)
    removing.add_yes(parser)


def revoke(arguments: argparse.Namespace, console: Console) -> int:
    """Let a way open nothing any more; copies that were made before still open by it."""
    from desktop.messages.ways_in import way_called

    with opened_with(arguments) as (vault, secret):
        way = find_way(vault, arguments.way)
        called = way_called(way.kind, way.known)
        if not arguments.yes:
            question = _("Revoke {kind} of {person}? Type yes: ")
            removing.confirm(question.format(kind=called, person=way.person), console)
        vault.ways_in.revoke(secret, way.slot_id)
    console.line(_("Revoked: {kind}, {person}").format(kind=called, person=way.person))
    console.note(_("Backups and copies made before still open by it."))
    return 0


def rehearse(arguments: argparse.Namespace, console: Console) -> int:
    """Try a way: open the vault by it, and note that it works."""
    from desktop.crypto.secret import EscrowIdentity
    from desktop.messages.ways_in import way_called
    from desktop.vault import open_vault

    secret = read_secret(arguments)
    if arguments.escrow is not None:
        with open_vault(arguments.escrow, secret) as keeper:
            secret = EscrowIdentity(keeper.identity.age_identity())
    with open_vault(arguments.vault, secret) as vault:
        note_amiss(vault, arguments)
        way = vault.ways_in.rehearse(secret)
    if arguments.json:
        console.json({"ok": True, "way": way})
    else:
        said = _("It opens the vault: {kind}, {person}")
        console.line(said.format(kind=way_called(way.kind), person=way.person))
    return 0


def raise_cost(arguments: argparse.Namespace, console: Console) -> int:
    """Make a passphrase as slow to guess as this machine can bear."""
    if not by_passphrase(arguments):
        raise UsageError(_("Only a passphrase takes time to check."))
    with opened_with(arguments) as (vault, secret):
        raised = vault.ways_in.raise_cost(cast("WithPassphrase | str", secret))
    if raised:
        console.line(_("Guessing this passphrase now takes longer, and so does unlocking."))
    else:
        console.line(_("Nothing to change: it takes as long as this computer allows."))
    return 0


NOUN = Noun(
    "way",
    N_("Ways to unlock a vault: list, add, try and revoke them; recovery sheets and shares."),
    (
        Command("list", N_("List the ways to unlock the vault."), list_ways, json=True),
        Command(
            "add-sheet",
            N_("Save a recovery sheet: its code opens the vault without the passphrase."),
            add_sheet,
            paper_arguments,
            examples=("way add-sheet anna.skrynia sheet.pdf --kept 'at my sister'",),
            more=N_(
                "It counts once you typed two groups of it back from the paper; otherwise the file "
                "is removed again."
            ),
            json=True,
        ),
        Command(
            "add-shares",
            N_("Save recovery shares for several people: some of them together open the vault."),
            add_shares,
            shares_arguments,
            examples=("way add-shares anna.skrynia shares.pdf --needed 2 --of 3",),
            more=N_("Each share is on a page of its own. Hand each to somebody else."),
            json=True,
        ),
        Command(
            "add-escrow",
            N_("Leave the vault's key with an organisation whose card is trusted."),
            add_escrow,
            escrow_arguments,
            examples=("way add-escrow anna.skrynia Office",),
            more=N_("They can then open it with their own vault: vault recover --escrow"),
            json=True,
        ),
        Command(
            "add-passphrase",
            N_("Add another passphrase, of another person or with a key file."),
            add_passphrase,
            passphrase_arguments,
            examples=(
                "way add-passphrase anna.skrynia --person Danuta",
                "way add-passphrase anna.skrynia --new-key-file /media/stick/anna.key",
            ),
            json=True,
        ),
        Command(
            "new-key-file",
            N_("Save a new key file, the second part of a passphrase."),
            new_key_file,
            key_file_target,
            examples=("way new-key-file /media/stick/anna.key",),
            vault=False,
        ),
        Command(
            "add-key-file",
            N_("Let a key file alone open an organisation's vault, for receiving."),
            add_key_file,
            key_file_arguments,
            examples=("way add-key-file office.skrynia /media/stick/intake.key",),
            json=True,
        ),
        Command(
            "rehearse",
            N_("Try a way to unlock the vault, and note that it works."),
            rehearse,
            add_escrow_option,
            examples=("way rehearse anna.skrynia --recovery-code",),
            json=True,
        ),
        Command(
            "raise-cost",
            N_("Make a passphrase as slow to guess as this computer allows."),
            raise_cost,
            more=N_("For a vault that was created on a slower computer, or years ago."),
            examples=("way raise-cost anna.skrynia",),
        ),
        Command(
            "rename",
            N_("Change whose a way is, or where it is kept."),
            rename,
            _rename_arguments,
            examples=("way rename anna.skrynia 3f9a --kept 'in the safe'",),
        ),
        Command(
            "revoke",
            N_("Revoke a way to unlock the vault."),
            revoke,
            _revoke_arguments,
            examples=("way revoke anna.skrynia 3f9a",),
        ),
    ),
)
