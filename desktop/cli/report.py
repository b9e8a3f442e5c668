"""``skryniactl report``: what is printed."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from desktop.cli.console import Console
from desktop.cli.declare import Command, Noun
from desktop.cli.interview import add_interview
from desktop.cli.session import find_interview, opened
from desktop.errors import FileExists
from desktop.i18n import LANGUAGES, N_, _, current_language
from desktop.model.beyond_consent import Reason


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_interview(parser)
    parser.add_argument("target", metavar=_("FILE"), type=Path, help=_("The PDF to write."))
    parser.add_argument(
        "--language",
        choices=tuple(LANGUAGES),
        help=_("Language of headings (default: the language of messages)."),
    )
    parser.add_argument(
        "--with-name",
        action="store_true",
        help=_("Name the person; only for the copy the person keeps."),
    )
    parser.add_argument(
        "--reason",
        choices=[reason.value for reason in Reason],
        help=_("Why it may show more than the consent allows; noted in the log and on the paper."),
    )


def interview(arguments: argparse.Namespace, console: Console) -> int:
    """Write the PDF summary of an interview; the person stands there by code."""
    from desktop.media.outcome import not_looked_into
    from desktop.reports.printing import write_summary

    if os.path.lexists(arguments.target):
        raise FileExists("something stands where the summary should go")
    language = arguments.language or current_language()
    with opened(arguments) as vault:
        found = find_interview(vault, arguments.interview)
        whole = write_summary(
            vault,
            found.id,
            arguments.target,
            language,
            with_name=arguments.with_name,
            reason=Reason(arguments.reason) if arguments.reason else None,
            progress=console.progress,
        )
    console.line(_("Written: {path}").format(path=arguments.target))
    if not whole:
        console.note(not_looked_into())
    console.note(_("The PDF is not encrypted, and a printer may keep a copy."))
    return 0


NOUN = Noun(
    "report",
    N_("Print a summary of an interview as PDF."),
    (
        Command(
            "interview",
            N_("Write the PDF summary of an interview."),
            interview,
            _arguments,
            examples=("report interview anna.skrynia WAW-003 WAW-003.pdf --language be",),
            more=N_("The person is named by code only, unless you ask for the name."),
        ),
    ),
)
