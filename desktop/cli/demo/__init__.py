"""``skryniactl demo``: the whole journey, once, with the same functions the window uses.

``paths`` what lies where, ``story`` the invented people, ``vaults``, ``account``,
``handover`` the steps in order, ``proofs`` what is shown to hold, ``opening`` what stock
tools need, ``demo_log`` the table.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.console import Console
from desktop.cli.declare import Command
from desktop.cli.demo.demo_log import DemoLog
from desktop.cli.demo.paths import DemoPaths, Wish, prepared
from desktop.cli.interrupt import Interruptible
from desktop.cli.usage import UsageError
from desktop.i18n import N_, _
from desktop.progress import Progress
from desktop.system.files import translate_os_errors

if TYPE_CHECKING:
    from desktop.media.adding.ingest import IngestReport

_MOST = 200


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", metavar=_("DIR"), type=Path, help=_("A new or empty folder for everything.")
    )
    parser.add_argument(
        "--photos",
        metavar=_("FOLDER"),
        type=Path,
        help=_("Photos of your own; without this some are drawn."),
    )
    parser.add_argument(
        "--interviews",
        type=int,
        default=1,
        metavar="N",
        help=_("How many interviews to send (default 1); the photos are spread over them."),
    )
    parser.add_argument(
        "--recipient",
        choices=("pq", "x25519"),
        default="pq",
        help=_("The kind of the organisation's key; age before 1.3 opens x25519 only."),
    )


def demo(arguments: argparse.Namespace, console: Console) -> int:
    """Walk the journey; exit code 0 only when every proof held."""
    if not 1 <= arguments.interviews <= _MOST:
        raise UsageError(_("--interviews takes a number from 1 to {most}.").format(most=_MOST))
    if arguments.photos is not None:
        _refuse_useless(arguments.photos)
    wish = Wish(arguments.photos, arguments.interviews, arguments.recipient == "pq")
    with (
        prepared(arguments.folder) as paths,
        _told_when_it_fails(console),
        Interruptible(console.progress) as progress,
    ):
        return _walk(paths, wish, console, progress)


def _refuse_useless(photos: Path) -> None:
    with translate_os_errors():
        if not photos.is_dir():
            raise UsageError(_("--photos takes a folder that is there."))
        if not any(photos.iterdir()):
            raise UsageError(_("There is nothing in the folder given with --photos."))


@contextmanager
def _told_when_it_fails(console: Console) -> Iterator[None]:
    try:
        yield
    except BaseException:
        console.note(_("The demo did not finish; everything it had created was removed."))
        raise


def _walk(paths: DemoPaths, wish: Wish, console: Console, progress: Progress) -> int:
    from desktop.cli.demo.account import take_accounts
    from desktop.cli.demo.handover import hand_over, print_summary
    from desktop.cli.demo.opening import write_opening
    from desktop.cli.demo.proofs import prove
    from desktop.cli.demo.vaults import exchange_cards, made_vaults
    from desktop.cli.files.photos import print_ingest

    demo_log = DemoLog(console, progress)
    with made_vaults(paths, wish, demo_log) as vaults:
        exchange_cards(vaults, paths, demo_log)
        taken = take_accounts(vaults.researcher, paths, wish, demo_log, progress)
        print_summary(vaults, taken, paths, demo_log)
        written = hand_over(vaults, paths, demo_log, progress)
        prove(vaults, taken, written.package_id, demo_log)
        write_opening(vaults, paths, written.path)
    demo_log.table()
    console.line()
    print_ingest(taken.report, console)
    _closing_message(paths, demo_log, taken.report, console)
    return 0 if demo_log.held and not taken.report.failed and _shown(taken.report) else 1


def _shown(report: IngestReport) -> bool:
    """Whether one picture at least can be looked at."""
    return any(not file.problem and not file.waiting for file in report.added)


def _closing_message(
    paths: DemoPaths, demo_log: DemoLog, report: IngestReport, console: Console
) -> None:
    console.line()
    if not demo_log.held:
        text = _(
            "Problems found: see the table. This is an error in the program; please report it."
        )
    elif report.failed:
        text = _("No problems found in what was added. The files named above were not added.")
    elif not _shown(report):
        text = _(
            "Everything that was added is intact, but not one picture could be shown. The "
            "reasons are named above. If the pictures themselves are not damaged, this is an "
            "error in the program: please report it."
        )
    else:
        text = _(
            "No problems found. Look into {folder}; opening/README.txt says how the package "
            "opens without Skrynia."
        ).format(folder=paths.root)
    console.line(text)
    console.note(_("The passphrases are in passphrases.txt: only a demo does that."))


COMMAND = Command(
    "demo",
    N_("Walk the whole journey once, with invented people, and prove it."),
    demo,
    _arguments,
    examples=(
        "demo /tmp/look",
        "demo /tmp/look --photos ~/DCIM --interviews 3",
        "demo /tmp/look --recipient x25519",
    ),
    more=N_(
        "Two vaults, cards exchanged, an account, photos, a PDF, a package on a USB stick, "
        "received, receipt returned. Then every original is read from the receiving vault "
        "and compared byte by byte, and both custody logs are verified. Exit code 0 only if "
        "no problems were found."
    ),
    vault=False,
)
