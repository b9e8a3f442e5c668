"""What ``skryniactl package`` says of plans and packages, and packages without a vault."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.console import Console
from desktop.cli.interrupt import Interruptible
from desktop.cli.session import opened, when
from desktop.cli.usage import UsageError, given_file
from desktop.errors import AgeFormatError
from desktop.formats import format_size
from desktop.i18n import _, pgettext

if TYPE_CHECKING:
    from desktop.crypto.age import Identity
    from desktop.handoff.receiving.read import VerifiedPackage
    from desktop.handoff.sending.along import Named
    from desktop.handoff.sending.plan import PackagePlan
    from desktop.vault import ReceivedSummary, SentSummary, Vault


def package_file(parser: argparse.ArgumentParser) -> None:
    """The package a command is about."""
    parser.add_argument(
        "package", metavar=_("PACKAGE"), type=given_file, help=_("The package's file.")
    )


def print_plan(made: PackagePlan, along: Sequence[Named], console: Console) -> None:
    """What goes, and what stays with its reason."""
    from desktop.vocabulary import counted, vocabulary

    shown, why = vocabulary("identification"), vocabulary("refusal")
    if made.nothing_new:
        console.line(_("Nothing new to send."))
    console.table(
        (_("Will be sent"), _("Identified by"), _("Files")),
        [(g.code, shown.label(g.decision.identification.value), len(g.media)) for g in made.going],
    )
    if made.counts.records:
        console.line()
        console.table((_("Sent with them"), _("How many")), counted(made.counts.records))
    if along:
        console.line()
        kinds = vocabulary("record_kind")
        rows = [(kinds.label(each.kind), each.called) for each in along]
        console.table((_("Sent along"), pgettext("of a place", "Name")), rows)
    if made.notices:
        console.line()
        console.table((_("Only the change of consent"),), [(n.code,) for n in made.notices])
    if made.staying:
        console.line()
        console.table(
            (_("Will not be sent"), _("Why")),
            [(s.label, why.label(s.refusal.value)) for s in made.staying],
        )
    console.line()
    console.line(_("About {size}.").format(size=format_size(made.size)))


def answer_verified(
    verified: VerifiedPackage, arguments: argparse.Namespace, console: Console
) -> None:
    """Who sent what, when and why: in JSON or in words."""
    if arguments.json:
        fields = {"sender": verified.sender, "tagmanifest_sha256": verified.tagmanifest_sha256}
        console.json({"ok": True, **fields, "document": verified.document})
        return
    from desktop.messages.sender_log import log_row
    from desktop.vocabulary import vocabulary

    document = verified.document
    console.line(_("The package is intact, and signed by somebody trusted."))
    console.fields(
        [
            (_("From"), f"{verified.sender.name} ({verified.sender.fingerprint})"),
            (_("To"), ", ".join(party.name for party in document.recipients)),
            (_("Created"), when(document.written_at)),
            (_("Purpose"), vocabulary("purpose").label(document.purpose.value)),
            (_("Records"), len(document.records)),
            (_("Photos and files"), len(document.media)),
            (_("Size"), format_size(verified.octets)),
            (_("Package"), document.package_id),
            *log_row(document.log),
        ]
    )


def inspect_arguments(parser: argparse.ArgumentParser) -> None:
    """A package, the age identities that open it, and whose signatures count."""
    package_file(parser)
    parser.add_argument(
        "--key",
        required=True,
        metavar=_("FILE"),
        type=given_file,
        help=_("A file of age identities, as saved by card export-key."),
    )
    parser.add_argument(
        "--signers",
        required=True,
        metavar=_("FILE"),
        type=given_file,
        help=_("Whose signatures are accepted, in the form of ssh-keygen's allowed_signers."),
    )


def inspect(arguments: argparse.Namespace, console: Console) -> int:
    """Verify a package with a key file, as somebody without a vault would."""
    from desktop.handoff.format.layout import PACKAGE_NAMESPACE
    from desktop.handoff.identity.trust import trust_allowed_signers
    from desktop.handoff.receiving.read import verify_package

    trust = trust_allowed_signers(_read(arguments.signers), PACKAGE_NAMESPACE)
    with Interruptible(console.progress) as progress:
        verified = verify_package(
            arguments.package, _identities(_read(arguments.key)), trust, None, progress
        )
    answer_verified(verified, arguments, console)
    return 0


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(_("A file named on the command line cannot be read as text.")) from error


def _identities(text: str) -> tuple[Identity, ...]:
    from desktop.crypto.age import parse_identity

    lines = [line.strip() for line in text.splitlines()]
    try:
        found = tuple(parse_identity(line) for line in lines if line and not line.startswith("#"))
    except AgeFormatError:
        found = ()
    if not found:
        raise UsageError(_("The file given with --key contains no age key."))
    return found


def list_packages(arguments: argparse.Namespace, console: Console) -> int:
    """What was sent, with the receipts that came back, and what was received."""
    with opened(arguments) as vault:
        sent, received = _sent(vault), _received(vault)
        names = {card.fingerprint: card.card.name for card in vault.cards.all()}
        if arguments.json:
            whole = {
                "sent": [vault.packages.get_sent(each.package_id) for each in sent],
                "received": [vault.packages.get_received(each.package_id) for each in received],
            }
            console.json(whole)
            return 0
    _print_sent(sent, console)
    console.line()
    _print_received(received, names, console)
    return 0


def _sent(vault: Vault) -> list[SentSummary]:
    return vault.packages.sent(0, vault.packages.count_sent())


def _received(vault: Vault) -> list[ReceivedSummary]:
    return vault.packages.received(0, vault.packages.count_received())


def _print_sent(sent: Sequence[SentSummary], console: Console) -> None:
    console.table(
        (_("Sent"), _("To"), _("File"), _("Receipt"), _("Set aside")),
        [
            (
                when(package.written_at),
                package.recipient_name,
                package.file_name,
                when(package.receipted_at),
                package.set_aside,
            )
            for package in sent
        ],
    )
    for package in sent:
        if package.doubt:
            console.line(f"{package.file_name}: {package.doubt}")


def _print_received(
    received: Sequence[ReceivedSummary], names: dict[str, str], console: Console
) -> None:
    console.table(
        (_("Received"), _("From"), _("Package")),
        [(when(p.received_at), names.get(p.sender, p.sender), p.package_id) for p in received],
    )
