"""``skryniactl photos check``: read originals again and compare them with their hashes."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from desktop.cli.console import Console
from desktop.cli.declare import Command
from desktop.cli.interrupt import Interruptible
from desktop.cli.session import opened
from desktop.i18n import N_, _

if TYPE_CHECKING:
    from desktop.model.fixity import FixityReport


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--today",
        action="store_true",
        help=_("Read only what is due today: the whole vault is then read once a month."),
    )


def check(arguments: argparse.Namespace, console: Console) -> int:
    """Read originals again; exit code 1 where one is not as it came."""
    with opened(arguments) as vault, Interruptible(console.progress) as progress:
        if arguments.today:
            report = vault.fixity.check_due(progress)
        else:
            report = vault.fixity.check_all(progress)
    if arguments.json:
        console.json({"ok": report.intact, "report": report})
    else:
        _print(report, console)
    return 0 if report.intact else 1


def _print(report: FixityReport, console: Console) -> None:
    from desktop.messages.fixity import (
        how_they_are,
        run_told,
        what_to_do,
        wrong_title,
        wrong_told,
    )

    console.line(how_they_are(report))
    if report.last is not None:
        console.line(run_told(report.last))
    if report.intact:
        console.line(_("No problems found."))
        return
    console.line(wrong_title(report.wrong))
    for each in report.wrong:
        console.line(f"  {wrong_told(each)}")
    console.line(what_to_do())


CHECK = Command(
    "check",
    N_("Read photos and files again, and name what is not as it came."),
    check,
    _check_arguments,
    examples=("photos check anna.skrynia", "photos check anna.skrynia --today"),
    more=N_(
        "Both checksums of each original are computed again. What is wrong is named by file, "
        "bytes and last good check. Stopped, it goes on where it was. Exit code 1 if something "
        "is wrong."
    ),
    json=True,
)
