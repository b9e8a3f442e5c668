"""``skryniactl card``: who we are, and whom we know and trust."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.cli.console import Console, yes_no
from desktop.cli.declare import Command, Noun
from desktop.cli.interrupt import Interruptible
from desktop.cli.session import find_card, opened, when
from desktop.cli.usage import UsageError, given_file
from desktop.errors import DigitsDiffer
from desktop.i18n import N_, _
from desktop.model.identity import CardKind


def show(arguments: argparse.Namespace, console: Console) -> int:
    """Our own card: what others compare, and the line that ssh-keygen checks us with."""
    from desktop.handoff.identity.cards import check_card, signers_line

    with opened(arguments) as vault:
        signed = vault.identity.card()
    own = check_card(signed.document, signed.signature)
    line = signers_line(own)
    if arguments.json:
        fields = {"fingerprint": own.fingerprint, "digits": own.digits, "allowed_signers": line}
        console.json({"card": own.card, **fields})
        return 0
    console.fields(
        [
            (_("Name"), own.card.name),
            (_("Fingerprint"), own.fingerprint),
            (_("Safety number"), own.digits),
            (_("Recipient"), own.card.recipient),
            (_("Signing key"), own.card.signing_key),
            (_("Line for allowed_signers"), line),
        ]
    )
    return 0


def _target(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", metavar=_("FILE"), type=Path, help=_("The file to save to."))


def save(arguments: argparse.Namespace, console: Console) -> int:
    """Write our card to a file for somebody else."""
    from desktop.handoff.identity.cards import save_card

    with opened(arguments) as vault:
        save_card(vault, arguments.target)
    console.line(_("Card saved: {path}").format(path=arguments.target))
    return 0


def _card_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar=_("CARD"), type=given_file, help=_("The card's file."))


def add(arguments: argparse.Namespace, console: Console) -> int:
    """Take in somebody's card; it counts for nothing until it is trusted."""
    from desktop.handoff.identity.cards import load_card

    with opened(arguments) as vault:
        theirs = load_card(arguments.file)
        if theirs.fingerprint == vault.identity.fingerprint:
            raise UsageError(_("This is the card of this vault itself. It is for the others."))
        known = vault.cards.add(theirs.document, theirs.signature)
    console.fields(
        [
            (_("Name"), theirs.card.name),
            (_("Fingerprint"), theirs.fingerprint),
            (_("Safety number"), theirs.digits),
        ]
    )
    if known.usable:
        console.note(_("This card is trusted here already; it stays so."))
        return 0
    console.note(
        _(
            "The card is kept, and not trusted yet. Compare the digits with the other side by "
            "voice or face to face, then: skryniactl card trust"
        )
    )
    return 0


_KINDS = [kind.value for kind in CardKind]


def _add_kind(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as",
        dest="kind",
        required=True,
        choices=_KINDS,
        metavar=_("KIND"),
        help=_(
            "Type of recipient: {kinds}. Consent is asked for each type; you decide, not the card."
        ).format(kinds=", ".join(_KINDS)),
    )


def _trust_arguments(parser: argparse.ArgumentParser) -> None:
    _named_card(parser)
    _add_kind(parser)
    parser.add_argument(
        "--digits",
        metavar=_("DIGITS"),
        help=_("The digits as the other side gave them; without this you are asked."),
    )


def _named_card(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "card",
        metavar=_("CARD"),
        help=_("The card: its name, its fingerprint, or how the fingerprint begins."),
    )


def trust(arguments: argparse.Namespace, console: Console) -> int:
    """Trust a card after its digits were compared."""
    with opened(arguments) as vault, Interruptible(console.progress) as progress:
        known = find_card(vault, arguments.card)
        _compare(known.fingerprint, arguments.digits, console)
        vault.cards.trust(known.fingerprint, CardKind(arguments.kind), progress)
    console.line(_("Trusted: {name}").format(name=known.card.name))
    return 0


def _compare(fingerprint: str, given: str | None, console: Console) -> None:
    """``DigitsDiffer`` unless the digits of the other side are those of the card here."""
    from desktop.crypto.sshsig import digits

    if given is None:
        # One group alone is soon found by somebody who makes keys until it fits.
        question = _("Type all the digits as the other side reads them out: ")
        given = console.ask(question)
    if given is None:
        raise UsageError(_("There is no terminal to compare the digits on. Use --digits."))
    if "".join(given.split()) != "".join(digits(fingerprint).split()):
        raise DigitsDiffer("the digits are not those of the card")


def _kind_arguments(parser: argparse.ArgumentParser) -> None:
    _named_card(parser)
    _add_kind(parser)


def change_kind(arguments: argparse.Namespace, console: Console) -> int:
    """Say that a trusted party is another type of recipient than was thought."""
    from desktop.vocabulary import vocabulary

    kinds = vocabulary("card_kind")
    with opened(arguments) as vault:
        before = find_card(vault, arguments.card)
        after = vault.cards.change_kind(before.fingerprint, CardKind(arguments.kind))
    console.fields(
        [
            (_("Name"), after.card.name),
            (_("Before"), kinds.label(before.kind.value)),
            (_("Now"), kinds.label(after.kind.value)),
        ]
    )
    console.note(_("What was sent before stays with the recipient."))
    return 0


def revoke(arguments: argparse.Namespace, console: Console) -> int:
    """Stop trusting a card; packages signed with it are refused from now on."""
    with opened(arguments) as vault:
        known = find_card(vault, arguments.card)
        vault.cards.revoke(known.fingerprint)
    console.line(_("No longer trusted: {name}").format(name=known.card.name))
    return 0


def list_cards(arguments: argparse.Namespace, console: Console) -> int:
    """Everybody whose card is here."""
    with opened(arguments) as vault:
        cards = vault.cards.all()
    if arguments.json:
        console.json({"cards": cards})
        return 0
    from desktop.vocabulary import vocabulary

    kinds = vocabulary("card_kind")
    console.table(
        (_("Name"), _("Kind"), _("Trusted"), _("Revoked"), _("Fingerprint")),
        [
            (
                c.card.name,
                kinds.label(c.kind.value) if c.trusted_at else "",
                yes_no(c.usable),
                when(c.revoked_at),
                c.fingerprint,
            )
            for c in cards
        ],
    )
    return 0


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    _target(parser)
    parser.add_argument("--yes", action="store_true", help=_("Do not ask again."))


def export_key(arguments: argparse.Namespace, console: Console) -> int:
    """Write the age identity that opens every package to us, for use without Skrynia."""
    from desktop.handoff.identity.age_key import export_age_key

    with opened(arguments) as vault:
        _knowingly(arguments, console)
        export_age_key(vault, arguments.target)
    console.line(_("Key saved: {path}").format(path=arguments.target))
    console.note(
        _("Keep it where you would keep the records themselves, and destroy it after use.")
    )
    return 0


def _knowingly(arguments: argparse.Namespace, console: Console) -> None:
    if arguments.yes:
        return
    console.note(
        _(
            "This saves the key to a file without a passphrase. Whoever has the file can "
            "read every package ever sent to you. This is noted in the custody log."
        )
    )
    answer = console.ask(_("Save it? Type yes: "))
    if answer is None:
        raise UsageError(_("There is no terminal to ask on. Use --yes."))
    if answer.casefold() not in {"yes", _("yes").casefold()}:
        raise UsageError(_("Nothing was saved."))


NOUN = Noun(
    "card",
    N_("Show your contact card; add, compare and trust those of others."),
    (
        Command("show", N_("Show your own card and its fingerprint."), show, json=True),
        Command(
            "save",
            N_("Save your card to a file for somebody else."),
            save,
            _target,
            examples=("card save anna.skrynia anna.skrynia-card",),
        ),
        Command(
            "add",
            N_("Add somebody's card, not trusted yet."),
            add,
            _card_file,
            examples=("card add anna.skrynia office.skrynia-card",),
        ),
        Command(
            "trust",
            N_("Trust a card after comparing its digits with the other side."),
            trust,
            _trust_arguments,
            examples=("card trust anna.skrynia SHA256:q1w2 --as organisation",),
        ),
        Command(
            "kind",
            N_("Change the type of recipient that a trusted card is."),
            change_kind,
            _kind_arguments,
            examples=("card kind anna.skrynia SHA256:q1w2 --as partner-organisation",),
        ),
        Command("revoke", N_("Stop trusting a card."), revoke, _named_card),
        Command("list", N_("List the cards that are here."), list_cards, json=True),
        Command(
            "export-key",
            N_("Save the key that opens your packages without Skrynia."),
            export_key,
            _export_arguments,
            examples=("card export-key office.skrynia key.txt",),
        ),
    ),
)
