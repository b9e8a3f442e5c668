"""``skryniactl report``: what is printed."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.cli.console import Console
from desktop.cli.declare import Command, Noun
from desktop.cli.interview import add_interview
from desktop.cli.session import find_interview, opened
from desktop.i18n import LANGUAGES, N_, _


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_interview(parser)
    parser.add_argument("target", metavar=_("FILE"), type=Path, help=_("The PDF to write."))
    parser.add_argument(
        "--language",
        choices=tuple(LANGUAGES),
        help=_("Language of headings (default: the language of messages)."),
    )


def interview(arguments: argparse.Namespace, console: Console) -> int:
    """Write the PDF summary of an interview; the person stands there by code."""
    from desktop.reports import write_summary

    with opened(arguments) as vault:
        found = find_interview(vault, arguments.interview)
        write_summary(vault, found.id, arguments.target, arguments.language)
    console.line(_("Written: {path}").format(path=arguments.target))
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
            more=N_("The person is named by code only."),
        ),
    ),
)
