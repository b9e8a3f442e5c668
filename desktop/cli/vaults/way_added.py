"""The ``add-`` commands of ``skryniactl way``: each makes one more way to unlock the vault."""

from __future__ import annotations

import argparse
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.cli import removing
from desktop.cli.console import Console
from desktop.cli.session import find_card, note_amiss
from desktop.cli.usage import UsageError, given_file, number, text
from desktop.cli.vaults.passphrase import add_new_passphrase_options, read_new_passphrase
from desktop.cli.vaults.unlocking import read_secret
from desktop.i18n import LANGUAGES, _, current_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.crypto.secret import Secret
    from desktop.crypto.shares import Sharing
    from desktop.crypto.slots.making import Make
    from desktop.model.way_in import WayIn
    from desktop.vault import Vault

SHOWN_OF_ID: Final = 8
"""Letters of the id of a way that people are shown."""


@contextmanager
def opened_with(arguments: argparse.Namespace) -> Iterator[tuple[Vault, Secret | str]]:
    """The vault, and what opened it: a change of its ways asks for that again."""
    from desktop.vault import open_vault

    secret = read_secret(arguments)
    with open_vault(arguments.vault, secret) as vault:
        note_amiss(vault, arguments)
        yield vault, secret


def _whose(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--person",
        type=text,
        metavar=_("NAME"),
        help=_("Whose it is, or who keeps it (default: the owner of the vault)."),
    )
    parser.add_argument(
        "--kept",
        type=text,
        metavar=_("TEXT"),
        help=_("Where it is kept, in your words. This stands in the vault only."),
    )


def _add(
    vault: Vault, secret: Secret | str, make: Make, arguments: argparse.Namespace, person: str = ""
) -> WayIn:
    whose = arguments.person or person or vault.identity.name
    return vault.ways_in.add(secret, make, whose, arguments.kept or "")


def _told(way: WayIn, arguments: argparse.Namespace, console: Console) -> int:
    from desktop.messages.ways_in import way_called

    if arguments.json:
        console.json({"ok": True, "way": way})
    else:
        said = _("Added: {kind}, {person} ({id})")
        short = way.slot_id[:SHOWN_OF_ID]
        console.line(said.format(kind=way_called(way.kind), person=way.person, id=short))
    return 0


def passphrase_arguments(parser: argparse.ArgumentParser) -> None:
    """The passphrase, its second part, and whose it is."""
    add_new_passphrase_options(parser)
    _whose(parser)


def add_passphrase(arguments: argparse.Namespace, console: Console) -> int:
    """One more passphrase, of another person; with a key file where one is named."""
    from desktop.crypto.slots.making import by_passphrase

    with opened_with(arguments) as (vault, secret):
        way = _add(vault, secret, by_passphrase(read_new_passphrase(arguments)), arguments)
    if arguments.new_key_file is not None or arguments.new_hardware_key:
        console.note(
            _("Every other passphrase still opens this vault alone: way list, way revoke.")
        )
    return _told(way, arguments, console)


def key_file_target(parser: argparse.ArgumentParser) -> None:
    """Where it goes."""
    parser.add_argument("target", metavar=_("FILE"), type=Path, help=_("The key file to save."))


def new_key_file(arguments: argparse.Namespace, console: Console) -> int:
    """Save a key file that opens nothing yet."""
    from desktop.crypto.key_file import new_key_file as random_key_file
    from desktop.vault.file.secret_files import save_key_file

    save_key_file(arguments.target, random_key_file())
    console.line(_("Key file saved: {path}").format(path=arguments.target))
    console.note(_("Keep it apart from the laptop, and a copy of it elsewhere."))
    return 0


def key_file_arguments(parser: argparse.ArgumentParser) -> None:
    """Which file, and whose it is."""
    parser.add_argument(
        "file",
        metavar=_("KEY-FILE"),
        type=given_file,
        help=_("A key file: way new-key-file saves one."),
    )
    _whose(parser)


def add_key_file(arguments: argparse.Namespace, console: Console) -> int:
    """Let a key file alone open an organisation's vault."""
    from desktop.crypto.slots.making import by_key_file
    from desktop.vault.file.secret_files import load_key_file

    file = load_key_file(arguments.file)
    with opened_with(arguments) as (vault, secret):
        way = _add(vault, secret, by_key_file(file), arguments)
    console.note(_("Whoever has this file and the vault can read everything."))
    return _told(way, arguments, console)


def paper_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the PDF goes, in which language, and whose it is."""
    parser.add_argument("target", metavar=_("FILE"), type=Path, help=_("The PDF to save."))
    parser.add_argument(
        "--language",
        choices=tuple(LANGUAGES),
        help=_("Language that comes first on the page (default: the language of messages)."),
    )
    parser.add_argument(
        "--not-asked-back",
        action="store_true",
        help=_("Do not ask for a part of it; then try it yourself: way rehearse"),
    )
    _whose(parser)


@contextmanager
def _on_paper(target: Path, console: Console) -> Iterator[None]:
    """The PDF is there inside; whatever goes wrong there removes it again."""
    try:
        console.note(_("Saved: {path}").format(path=target))
        console.note(_("Print it, then delete the file: whoever reads it can open the vault."))
        yield
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def add_sheet(arguments: argparse.Namespace, console: Console) -> int:
    """Print a recovery sheet; it counts once a part of it was typed back."""
    from desktop.cli.typed import ask_back_code
    from desktop.crypto.sheet_code import new_code
    from desktop.crypto.slots.making import by_sheet
    from desktop.reports.recovery_saved import save_sheet

    code = new_code()
    with opened_with(arguments) as (vault, secret):
        save_sheet(vault, code, arguments.target, arguments.language or current_language())
        with _on_paper(arguments.target, console):
            if not arguments.not_asked_back:
                ask_back_code(code)
            way = _add(vault, secret, by_sheet(code), arguments)
        if not arguments.not_asked_back:
            way = vault.ways_in.rehearse(code)
    return _told(way, arguments, console)


def shares_arguments(parser: argparse.ArgumentParser) -> None:
    """How many, and where they go."""
    paper_arguments(parser)
    parser.add_argument(
        "--needed", type=number, required=True, metavar="M", help=_("How many open the vault.")
    )
    parser.add_argument(
        "--of", type=number, required=True, metavar="N", help=_("How many there are, at most 16.")
    )


def add_shares(arguments: argparse.Namespace, console: Console) -> int:
    """Print recovery shares, a page each; they count once a word of each was typed back."""
    from desktop.cli.typed import ask_back_shares
    from desktop.crypto.secret import Shares
    from desktop.crypto.slots.making import by_shares
    from desktop.reports.recovery_saved import save_shares

    sharing = _split(arguments)
    with opened_with(arguments) as (vault, secret):
        save_shares(vault, sharing, arguments.target, arguments.language or current_language())
        with _on_paper(arguments.target, console):
            if not arguments.not_asked_back:
                ask_back_shares(sharing)
            way = _add(vault, secret, by_shares(sharing), arguments)
        if not arguments.not_asked_back:
            way = vault.ways_in.rehearse(Shares(sharing.words))
    return _told(way, arguments, console)


def _split(arguments: argparse.Namespace) -> Sharing:
    from desktop.crypto.shares import split

    try:
        return split(arguments.needed, arguments.of)
    except ValueError:
        raise UsageError(
            _("There are 2 to 16 shares; 2 or more are needed, and no more than there are.")
        ) from None


def escrow_arguments(parser: argparse.ArgumentParser) -> None:
    """With whom it is left."""
    parser.add_argument(
        "card",
        metavar=_("CARD"),
        type=text,
        help=_("A trusted card: its name, its fingerprint, or how the fingerprint begins."),
    )
    parser.add_argument("--kept", type=text, metavar=_("TEXT"), help=_("A note for yourself."))
    removing.add_yes(parser)


def add_escrow(arguments: argparse.Namespace, console: Console) -> int:
    """Leave the key of the vault with somebody whose card is trusted."""
    from desktop.crypto.age.keys import parse_recipient
    from desktop.crypto.slots.making import by_escrow
    from desktop.handoff.sending.gate import usable_card

    with opened_with(arguments) as (vault, secret):
        known = usable_card(vault, find_card(vault, arguments.card).fingerprint)
        if not arguments.yes:
            console.note(_("They can then open this vault, or any copy of it, without you."))
            question = _("Leave the key of this vault with {name}? Type yes: ")
            removing.confirm(question.format(name=known.card.name), console)
        make = by_escrow(parse_recipient(known.card.recipient))
        way = vault.ways_in.add(secret, make, known.card.name, arguments.kept or "")
    return _told(way, arguments, console)
