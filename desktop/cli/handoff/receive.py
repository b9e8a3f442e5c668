"""``skryniactl receive``: take in a package."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.console import Console
from desktop.cli.declare import Command
from desktop.cli.handoff.receipt import written_message
from desktop.cli.interrupt import Interruptible
from desktop.cli.session import opened, when
from desktop.cli.usage import UsageError, given_file
from desktop.errors import NotWritable, SkryniaError
from desktop.i18n import N_, _
from desktop.model.handoff import Outcome
from desktop.system.files import translate_os_errors

if TYPE_CHECKING:
    from desktop.handoff.receipt import WrittenReceipt
    from desktop.handoff.receiving.receive import Arrival, Received
    from desktop.progress import Progress
    from desktop.vault import Vault


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "package", metavar=_("PACKAGE"), type=given_file, help=_("The package's file.")
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help=_("Verify and say what would change; change nothing."),
    )
    parser.add_argument(
        "--receipt", metavar=_("FOLDER"), type=Path, help=_("Save the signed receipt there.")
    )


def receive(arguments: argparse.Namespace, console: Console) -> int:
    """Verify a package, merge it, and answer with a receipt. 1 where an item was set aside."""
    if arguments.dry_run and arguments.receipt is not None:
        raise UsageError(_("A dry run receives nothing, so there is no receipt to save."))
    with opened(arguments) as vault, Interruptible(console.progress) as progress:
        if arguments.dry_run:
            return _look(vault, arguments, console, progress)
        return _take(vault, arguments, console, progress)


def _look(vault: Vault, arguments: argparse.Namespace, console: Console, progress: Progress) -> int:
    from desktop.handoff.receiving.receive import dry_run

    arrival = dry_run(vault, arguments.package, progress)
    if arguments.json:
        document = arrival.verified.document
        fields = {"counts": arrival.counts, "received": arrival.received, "log": arrival.log}
        console.json({"ok": True, "sender": arrival.sender, "document": document, **fields})
    else:
        _print_arrival(arrival, console)
    return 0


def _print_arrival(arrival: Arrival, console: Console) -> None:
    from desktop.vocabulary import counted, vocabulary

    counts = arrival.counts
    console.fields(
        [
            (_("From"), f"{arrival.sender.name} ({arrival.sender.fingerprint})"),
            (_("Created"), when(arrival.written_at)),
            (_("Purpose"), vocabulary("purpose").label(arrival.purpose.value)),
            (_("Interviews"), counts.interviews),
            *counted(counts.records),
            (_("Withdrawn consents"), counts.withdrawals),
            (_("New records"), counts.new_records),
            (_("Records already there"), counts.known_records),
            (_("New photos and files"), counts.new_files),
            (_("Photos and files already there"), counts.known_files),
        ]
    )
    _print_course(arrival.log.value, console)
    if arrival.received:
        console.line(_("This package was received before."))
    console.note(_("Nothing was changed."))


def _print_course(code: str, console: Console) -> None:
    from desktop.messages.sender_log import course_told

    title, text = course_told(code)
    if title:
        console.line(f"{title}: {text}")


def _take(vault: Vault, arguments: argparse.Namespace, console: Console, progress: Progress) -> int:
    from desktop.handoff.intake import take_in
    from desktop.media.decoding.outcome import no_decoder

    with translate_os_errors():
        if arguments.receipt is not None and not arguments.receipt.is_dir():
            raise NotWritable("the folder for the receipt is not there")
    received = take_in(vault, arguments.package, progress, lambda: console.note(no_decoder()))
    if not arguments.json:
        _print_received(received, console)
    receipt = _answer(vault, received, arguments.receipt, console)
    aside = [line for line in received.lines if line.outcome is Outcome.SET_ASIDE]
    if arguments.json:
        fields = {"again": received.again, "receipt": received.receipt}
        written = str(receipt.path) if receipt else None
        console.json({"ok": not aside, **fields, "receipt_file": written})
    elif receipt is not None:
        console.line(written_message(receipt))
    return 1 if aside else 0


def _answer(
    vault: Vault, received: Received, folder: Path | None, console: Console
) -> WrittenReceipt | None:
    """Write the receipt where one is wanted; what refuses it does not undo the receiving."""
    from desktop.handoff.receipt import write_receipt

    if folder is None:
        return None
    try:
        return write_receipt(vault, received.receipt.package_id, folder)
    except SkryniaError:
        console.note(_("The package was accepted. Only its receipt was not saved:"))
        raise


def _print_received(received: Received, console: Console) -> None:
    from desktop.handoff.naming import (
        custody_set_aside_message,
        notable_message,
        overtaken_message,
    )
    from desktop.vocabulary import vocabulary

    if received.again:
        console.line(_("This package was received before. Nothing was changed."))
    outcomes = vocabulary("outcome")
    counted = Counter(line.outcome for line in received.lines)
    console.fields([(outcomes.label(outcome.value), n) for outcome, n in counted.items()])
    for notable in received.notable:
        console.line("  {} {}".format(*notable_message(notable)))
    _print_course(received.receipt.sender_log, console)
    if received.custody_set_aside:
        console.line(custody_set_aside_message(received.custody_set_aside))
    for withdrawal in received.withdrawals:
        if withdrawal.closed:
            _print_withdrawal(withdrawal.name, len(withdrawal.sent_on), console)
        else:
            console.line(overtaken_message(withdrawal.name))
    console.line(_("Package: {id}").format(id=received.receipt.package_id))


def _print_withdrawal(interview: str, sent_on: int, console: Console) -> None:
    console.line(
        _(
            "Consent was withdrawn for {interview}: it may no longer be used for anything. "
            "Packages sent on from here that contain it: {count}."
        ).format(interview=interview, count=sent_on)
    )


COMMAND = Command(
    "receive",
    N_("Verify a package and accept it into the vault."),
    receive,
    _arguments,
    examples=("receive office.skrynia /media/stick/skrynia-7KQ2-M9XD.age --receipt /media/stick",),
    more=N_(
        "Receiving the same package again changes nothing and gives the same receipt. Exit "
        "code 1 if an item was not accepted (set aside); the rest was accepted."
    ),
    json=True,
)
