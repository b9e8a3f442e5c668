"""``skryniactl receipt``: the signed answer to a package."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.console import Console
from desktop.cli.declare import Command, Noun
from desktop.cli.interrupt import Interruptible
from desktop.cli.session import opened
from desktop.cli.usage import given_file
from desktop.errors import NoSuchRecord
from desktop.i18n import N_, _
from desktop.model.ids import package_name

if TYPE_CHECKING:
    from desktop.handoff.receipt import WrittenReceipt


def _write_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "package", metavar=_("PACKAGE"), help=_("A received package: its id or its file's name.")
    )
    parser.add_argument(
        "folder", metavar=_("FOLDER"), type=Path, help=_("The USB stick or folder to save to.")
    )


def write(arguments: argparse.Namespace, console: Console) -> int:
    """Write the receipt of a package that was received, for its sender alone."""
    from desktop.handoff.receipt import write_receipt

    named = arguments.package.removesuffix(".age")
    with opened(arguments) as vault:
        known = vault.packages.received_ids()
        found = [i for i in known if named in (i, package_name(i))]
        if len(found) != 1:
            raise NoSuchRecord("no package of this id or name was received here")
        written = write_receipt(vault, found[0], arguments.folder)
    console.line(written_message(written))
    return 0


def written_message(written: WrittenReceipt) -> str:
    """Where the receipt lies, and whether it was there before."""
    if written.again:
        return _("This receipt was saved there before: {path}").format(path=written.path)
    return _("Receipt saved: {path}").format(path=written.path)


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar=_("RECEIPT"), type=given_file, help=_("The receipt's file.")
    )


def take_in(arguments: argparse.Namespace, console: Console) -> int:
    """Check a receipt against what was sent, and remember what it confirms."""
    from desktop.handoff.naming import notable_message
    from desktop.handoff.receipt import import_receipt
    from desktop.messages.sender_log import told_by_receipt

    with opened(arguments) as vault, Interruptible(console.progress) as progress:
        imported = import_receipt(vault, arguments.file, progress)
    if arguments.json:
        fields = {"again": imported.again, "accepted": imported.accepted}
        document = imported.document
        console.json({"ok": True, **fields, "set_aside": imported.set_aside, "receipt": document})
        return 0
    if imported.again:
        console.line(_("This receipt was imported before. Nothing changed."))
    console.fields(
        [
            (_("Received by"), imported.document.receiver.name),
            (_("Package"), imported.package.file_name),
            (_("Confirmed"), imported.accepted),
            (_("Set aside"), imported.set_aside),
        ]
    )
    for notable in imported.notable:
        console.line("  {} {}".format(*notable_message(notable)))
    title, text = told_by_receipt(imported.document.sender_log)
    if title:
        console.line(f"{title}: {text}")
    return 0


NOUN = Noun(
    "receipt",
    N_("Save receipts for what was received; import those for what was sent."),
    (
        Command(
            "write",
            N_("Save the signed receipt of a received package."),
            write,
            _write_arguments,
            examples=("receipt write office.skrynia skrynia-7KQ2-M9XD /media/stick",),
        ),
        Command(
            "import",
            N_("Import the receipt of a package that was sent."),
            take_in,
            _import_arguments,
            examples=("receipt import anna.skrynia skrynia-7KQ2-M9XD-receipt.age",),
            json=True,
        ),
    ),
)
