"""``skryniactl receive``: take in a package."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.cli.console import Console
from desktop.cli.declare import Command
from desktop.cli.interrupt import Interruptible
from desktop.cli.session import opened
from desktop.i18n import N_, _


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("package", metavar=_("PACKAGE"), type=Path, help=_("The package's file."))
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help=_("Verify and say what would change; change nothing."),
    )
    parser.add_argument(
        "--receipt", metavar=_("FOLDER"), type=Path, help=_("Write the signed receipt there.")
    )


def receive(arguments: argparse.Namespace, console: Console) -> int:
    """Verify a package, merge it, and answer with a receipt."""
    raise NotImplementedError


COMMAND = Command(
    "receive",
    N_("Verify a package and take it into the vault."),
    receive,
    _arguments,
    examples=("receive office.skrynia /media/stick/skrynia-7KQ2-M9XD.age --receipt /media/stick",),
    more=N_("Receiving the same package again changes nothing and gives the same receipt."),
    json=True,
)
