"""``skryniactl photos check``, ``custody`` and ``certificate``: originals are read again, and what
became of one is listed, or put on paper."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.console import Console
from desktop.cli.declare import Command
from desktop.cli.interrupt import Interruptible
from desktop.cli.reasons import add_reason, reason_of
from desktop.cli.session import opened
from desktop.errors import FileExists
from desktop.i18n import LANGUAGES, N_, _, current_language

if TYPE_CHECKING:
    from desktop.model.fixity import FixityReport
    from desktop.reading.file_custody import FileEvent
    from desktop.vault import Vault


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--today",
        action="store_true",
        help=_(
            "Read only what is due today: done every day, the whole vault is read once a month."
        ),
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


def _photo_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("photo", metavar=_("PHOTO"), help=_("The file, by its id or SHA-256."))


def custody(arguments: argparse.Namespace, console: Console) -> int:
    """List what became of a file since it came: this vault's log by number, others' apart."""
    from desktop.messages.acquired import told
    from desktop.messages.file_custody import unlisted_told, when
    from desktop.messages.fixity import result_told
    from desktop.reading.file_custody import read_file_custody

    with opened(arguments) as vault:
        found = read_file_custody(vault, media_id_of(vault, arguments.photo))
    if arguments.json:
        console.json({"custody": found})
        return 0
    console.fields(
        [
            (_("Name"), found.media.original_name),
            (_("Attached to"), ", ".join(found.attached)),
            *((label, value) for each in found.acquired for _field, label, value in told(each)),
            (_("Last check"), f"{when(found.checked.at)}. {result_told(found.checked)}"),
        ]
    )
    _table(found.events, console)
    if found.elsewhere:
        console.line(_("What others’ logs say of it; not verified here:"))
        _table(found.elsewhere, console)
    if found.unlisted:
        console.line(unlisted_told(found.unlisted))
    return 0


def _table(events: Sequence[FileEvent], console: Console) -> None:
    from desktop.messages.file_custody import how, what_happened, when

    console.table(
        (_("When"), _("What"), _("By"), _("More")),
        [(when(e.row.at), what_happened(e), e.by, how(e)) for e in events],
    )


def _certificate_arguments(parser: argparse.ArgumentParser) -> None:
    _photo_argument(parser)
    parser.add_argument("target", metavar=_("FILE"), type=Path, help=_("The PDF to save."))
    parser.add_argument(
        "--language",
        choices=tuple(LANGUAGES),
        help=_("Language of the page (default: the language of messages)."),
    )
    add_reason(
        parser,
        _("Why it may show more than the consent allows; noted in the log and on the paper."),
    )


def certificate(arguments: argparse.Namespace, console: Console) -> int:
    """Verify a file and the log, and write what they say; exit code 1 where something is wrong."""
    from desktop.reports.printing import write_certificate

    if os.path.lexists(arguments.target):
        raise FileExists("something stands where the file should go")
    with opened(arguments) as vault, Interruptible(console.progress) as progress:
        holds = write_certificate(
            vault,
            media_id_of(vault, arguments.photo),
            arguments.target,
            arguments.language or current_language(),
            reason=reason_of(arguments),
            progress=progress,
        )
    console.line(_("Saved: {path}").format(path=arguments.target))
    console.note(_("The PDF is not encrypted, and a printer may keep a copy."))
    if not holds:
        console.line(_("It says that something is not as it was."))
    return 0 if holds else 1


def media_id_of(vault: Vault, named: str) -> str:
    """The id of a file, by its SHA-256 or any id; ``NoSuchRecord``."""
    by_hash = vault.media.by_hash(named.lower())
    return by_hash.id if by_hash else vault.media.get(named).id


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

CUSTODY = Command(
    "custody",
    N_("List what happened to a photo or file since it came."),
    custody,
    _photo_argument,
    examples=("photos custody anna.skrynia 3f1c…",),
    json=True,
)

CERTIFICATE = Command(
    "certificate",
    N_("Save a certificate of a photo or file as PDF: checksums and chain of custody."),
    certificate,
    _certificate_arguments,
    examples=("photos certificate anna.skrynia 3f1c… certificate.pdf --language be",),
    more=N_(
        "The file and the custody log are verified first. The page names no account and nobody "
        "the file was sent to. Exit code 1 if something is not as it was; the page says so."
    ),
)
