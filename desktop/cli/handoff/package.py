"""``skryniactl package``: decide what goes, write it, verify it, open it."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.console import Console
from desktop.cli.declare import Command, Noun
from desktop.cli.handoff.package_messages import (
    answer_verified,
    inspect,
    inspect_arguments,
    list_packages,
    package_file,
    print_plan,
)
from desktop.cli.handoff.target import add_purpose
from desktop.cli.interrupt import Interruptible
from desktop.cli.session import find_card, find_interview, opened
from desktop.cli.usage import one_of
from desktop.i18n import N_, _
from desktop.model.consent.purpose import Purpose
from desktop.model.version import RecordKind

if TYPE_CHECKING:
    from desktop.crypto.age import Identity
    from desktop.handoff.identity.trust import Trust
    from desktop.handoff.sending.plan import PackagePlan
    from desktop.vault import Vault


def _recipient_arguments(parser: argparse.ArgumentParser) -> None:
    """To whom something goes, and what for."""
    parser.add_argument(
        "--to",
        required=True,
        metavar=_("CARD"),
        help=_("The recipient: the name on a trusted card, or the beginning of its fingerprint."),
    )
    add_purpose(parser)


def _plan_arguments(parser: argparse.ArgumentParser) -> None:
    _recipient_arguments(parser)
    parser.add_argument(
        "--interview",
        action="append",
        metavar=_("INTERVIEW"),
        help=_("Only this interview; may be given again. Without it, all that have something new."),
    )
    parser.add_argument(
        "--again", action="store_true", help=_("Also what the recipient has confirmed before.")
    )
    parser.add_argument(
        "--without",
        type=_about_nobody,
        action="append",
        default=[],
        metavar=_("KIND"),
        help=_(
            "Leave out this kind, such as place; may be given again. Otherwise, what is "
            "about nobody and new to the recipient is sent with the rest."
        ),
    )


def _about_nobody(given: str) -> RecordKind:
    """A kind whose records rest on no interview; argparse refuses any other."""
    from desktop.vault.kinds.all import KINDS
    from desktop.vault.kinds.kind import AboutNobody

    return RecordKind(one_of(given, [k.name for k in KINDS if isinstance(k.grounds, AboutNobody)]))


def _plan(vault: Vault, arguments: argparse.Namespace) -> PackagePlan:
    from desktop.handoff.sending.selection import plan_package

    named = arguments.interview
    ids = [find_interview(vault, one).id for one in named] if named else None
    recipient = find_card(vault, arguments.to)
    purpose = Purpose(arguments.purpose)
    again, without = arguments.again, arguments.without
    return plan_package(vault, recipient.fingerprint, purpose, ids, again=again, without=without)


def plan(arguments: argparse.Namespace, console: Console) -> int:
    """Say what would go and what would stay, and why. Writes nothing."""
    from desktop.handoff.sending.along import named

    with opened(arguments) as vault:
        made = _plan(vault, arguments)
        along = named(vault, made.along)
    if arguments.json:
        lists = {
            "going": [replace(each, media=tuple(each.media)) for each in made.going],
            "along": along,
            "staying": list(made.staying),
        }
        console.json({"counts": made.counts, "size": made.size, **lists})
    else:
        print_plan(made, along, console)
    return 0


def _write_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", metavar=_("FOLDER"), type=Path, help=_("The USB stick or folder to save to.")
    )
    _plan_arguments(parser)


def write(arguments: argparse.Namespace, console: Console) -> int:
    """Write a package, read it again, verify it, and only then give it its name."""
    from desktop.handoff.sending.along import named
    from desktop.handoff.sending.leftovers import leftovers_message
    from desktop.handoff.sending.write import write_package

    with opened(arguments) as vault, Interruptible(console.progress) as progress:
        made = _plan(vault, arguments)
        along = named(vault, made.along)
        written = write_package(vault, made, arguments.folder, progress)
    if arguments.json:
        fields = {"package_id": written.package_id, "path": str(written.path)}
        sizes = {"size": written.size, "leftovers": written.leftovers}
        console.json({"ok": True, **fields, **sizes, "counts": made.counts})
        return 0
    print_plan(made, along, console)
    if written.leftovers:
        console.note(leftovers_message(written.leftovers))
    console.line(_("Created and verified: {path}").format(path=written.path))
    return 0


def verify(arguments: argparse.Namespace, console: Console) -> int:
    """Check a package that came for this vault; nothing is written anywhere."""
    from desktop.handoff.receiving.read import verify_package

    with opened(arguments) as vault, Interruptible(console.progress) as progress:
        verified = verify_package(arguments.package, *_reader(vault), progress)
    answer_verified(verified, arguments, console)
    return 0


def _reader(vault: Vault) -> tuple[tuple[Identity, ...], Trust, str]:
    """What a vault opens packages with, whom it trusts, and who it is."""
    from desktop.handoff.identity.trust import trust_vault

    identity = vault.identity
    return (identity.age_identity(),), trust_vault(vault), identity.fingerprint


def _extract_arguments(parser: argparse.ArgumentParser) -> None:
    package_file(parser)
    parser.add_argument(
        "folder", metavar=_("FOLDER"), type=Path, help=_("A folder that does not exist yet.")
    )


def extract(arguments: argparse.Namespace, console: Console) -> int:
    """Verify a package and lay its contents open in a new folder, not encrypted."""
    from desktop.handoff.receiving.extract import extract_package

    with opened(arguments) as vault, Interruptible(console.progress) as progress:
        extract_package(
            arguments.package, *_reader(vault), arguments.folder, vault.unpacking, progress
        )
    console.line(_("Extracted and verified: {path}").format(path=arguments.folder))
    console.note(_("These files are not encrypted."))
    return 0


NOUN = Noun(
    "package",
    N_("Plan, create, verify and open signed, encrypted packages."),
    (
        Command(
            "plan",
            N_("Say what would be sent and what would not, and why."),
            plan,
            _plan_arguments,
            examples=("package plan anna.skrynia --to Office --purpose analyse",),
            json=True,
        ),
        Command(
            "write",
            N_("Create a package, read it again and verify it."),
            write,
            _write_arguments,
            examples=("package write anna.skrynia /media/stick --to Office --purpose analyse",),
            more=N_("Only what consent allows is sent. A file with its final name is complete."),
            json=True,
        ),
        Command(
            "verify",
            N_("Check a package for this vault; change nothing."),
            verify,
            package_file,
            examples=("package verify office.skrynia /media/stick/skrynia-7KQ2-M9XD.age",),
            json=True,
        ),
        Command(
            "extract",
            N_("Verify a package and extract its contents to a folder."),
            extract,
            _extract_arguments,
            examples=("package extract office.skrynia skrynia-7KQ2-M9XD.age opened",),
        ),
        Command(
            "inspect",
            N_("Check a package with a key file and a list of signers, without a vault."),
            inspect,
            inspect_arguments,
            examples=("package inspect skrynia-7KQ2-M9XD.age --key key.txt --signers signers",),
            more=N_(
                "It does not matter to whom the package is addressed, as long as the key opens it."
            ),
            vault=False,
            json=True,
        ),
        Command("list", N_("List packages sent and received."), list_packages, json=True),
    ),
)
