"""``skryniactl report``: what is printed."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.console import Console
from desktop.cli.declare import Command, Noun
from desktop.cli.handoff.target import add_target, target_of
from desktop.cli.interview import add_interview
from desktop.cli.reasons import add_reason, reason_of
from desktop.cli.session import find_interview, find_person, opened
from desktop.errors import FileExists, NoSuchRecord
from desktop.i18n import LANGUAGES, N_, _, current_language
from desktop.model.consent.beyond import Reason, reasons_for

if TYPE_CHECKING:
    from desktop.vault import Vault


def _add_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("target", metavar=_("FILE"), type=Path, help=_("The PDF to save."))


def _arguments(parser: argparse.ArgumentParser) -> None:
    add_interview(parser)
    _add_file(parser)
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
    add_reason(
        parser,
        _("Why it may show more than the consent allows; noted in the log and on the paper."),
    )


def _agreed_arguments(parser: argparse.ArgumentParser) -> None:
    add_interview(parser)
    _add_file(parser)
    parser.add_argument(
        "--language",
        choices=tuple(LANGUAGES),
        help=_("Language of the page (default: the language the text was read out in)."),
    )


def _held_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "person", metavar=_("PERSON"), help=_("The person, or an interview of theirs: code or id.")
    )
    parser.add_argument("target", metavar=_("FILE"), type=Path, help=_("The file to save to."))
    parser.add_argument(
        "--form",
        choices=("pdf", "json"),
        default="pdf",
        help=_("Pages to read, or the records as they are kept (default pdf)."),
    )
    parser.add_argument(
        "--language",
        choices=tuple(LANGUAGES),
        help=_("Language of headings (default: the language of messages)."),
    )
    add_reason(
        parser,
        _("Why it may show more than the consent allows; noted in the log and on the paper."),
        reasons_for(None),
        required=True,
    )


def _target_arguments(parser: argparse.ArgumentParser) -> None:
    add_interview(parser)
    _add_file(parser)
    add_target(parser)
    parser.add_argument(
        "--language",
        choices=tuple(LANGUAGES),
        help=_("Language of headings (default: the language of messages)."),
    )


def recipient(arguments: argparse.Namespace, console: Console) -> int:
    """Write the summary that somebody outside may see, with its mark on each page."""
    from desktop.handing_out import write_for_recipient

    _refuse_occupied(arguments.target)
    language = arguments.language or current_language()
    with opened(arguments) as vault:
        found = find_interview(vault, arguments.interview)
        target = target_of(vault, arguments)
        number = write_for_recipient(
            vault, found.id, arguments.target, language, target, console.progress
        )
    console.line(_("Copy {number}").format(number=number))
    _written(arguments.target, console)
    return 0


def replaced(arguments: argparse.Namespace, console: Console) -> int:
    """Write the table of what is replaced for somebody outside, for the organisation alone."""
    from desktop.handing_out import write_replacements

    _refuse_occupied(arguments.target)
    language = arguments.language or current_language()
    with opened(arguments) as vault:
        found = find_interview(vault, arguments.interview)
        target = target_of(vault, arguments)
        write_replacements(vault, found.id, arguments.target, language, target, console.progress)
    _written(arguments.target, console)
    console.note(_("It tells who is meant by each code: it stays in the organisation."))
    return 0


def held(arguments: argparse.Namespace, console: Console) -> int:
    """Write a copy of all that concerns a person."""
    from desktop.reports.printing import JSON, write_held

    _refuse_occupied(arguments.target)
    form = JSON if arguments.form == "json" else arguments.language or current_language()
    with opened(arguments) as vault:
        person_id = _person_of(vault, arguments.person)
        reason = Reason(arguments.reason)
        write_held(vault, person_id, arguments.target, form, reason, console.progress)
    console.line(_("Saved: {path}").format(path=arguments.target))
    console.note(_("It is not encrypted, and it contains the name and all that was told."))
    return 0


def _person_of(vault: Vault, named: str) -> str:
    """The id of a person, by theirs or by an interview of theirs: where an account came by code,
    nothing else of the person is here."""
    try:
        return find_person(vault, named).id
    except NoSuchRecord:
        return find_interview(vault, named).person_id


def _refuse_occupied(target: Path) -> None:
    if os.path.lexists(target):
        raise FileExists("something stands where the file should go")


def _written(target: Path, console: Console) -> None:
    console.line(_("Saved: {path}").format(path=target))
    console.note(_("The PDF is not encrypted, and a printer may keep a copy."))


def agreed(arguments: argparse.Namespace, console: Console) -> int:
    """Write the page for the person: what they agreed to, and the text that was read to them."""
    from desktop.reports.agreed import page_language
    from desktop.reports.printing import write_agreed

    _refuse_occupied(arguments.target)
    with opened(arguments) as vault:
        found = find_interview(vault, arguments.interview)
        consent = vault.consents.for_interview(found.id)
        language = arguments.language or (page_language(consent) if consent else "en")
        write_agreed(vault, found.id, arguments.target, language, console.progress)
    _written(arguments.target, console)
    return 0


def interview(arguments: argparse.Namespace, console: Console) -> int:
    """Write the PDF summary of an interview; the person stands there by code."""
    from desktop.media.decoding.outcome import not_looked_into
    from desktop.reports.printing import write_summary

    _refuse_occupied(arguments.target)
    language = arguments.language or current_language()
    with opened(arguments) as vault:
        found = find_interview(vault, arguments.interview)
        whole = write_summary(
            vault,
            found.id,
            arguments.target,
            language,
            with_name=arguments.with_name,
            reason=reason_of(arguments),
            progress=console.progress,
        )
    _written(arguments.target, console)
    if not whole:
        console.note(not_looked_into())
    return 0


NOUN = Noun(
    "report",
    N_("Print a summary of an interview, or a page for the person, as PDF."),
    (
        Command(
            "interview",
            N_("Save the PDF summary of an interview."),
            interview,
            _arguments,
            examples=("report interview anna.skrynia WAW-003 WAW-003.pdf --language be",),
            more=N_("The person is named by code only, unless you ask for the name."),
        ),
        Command(
            "recipient",
            N_("Save the PDF summary that a recipient may see."),
            recipient,
            _target_arguments,
            examples=(
                "report recipient anna.skrynia WAW-003 copy.pdf"
                " --to un-mechanism --purpose un-mechanism",
            ),
            more=N_("Names are replaced as was decided; each page says whose copy it is."),
        ),
        Command(
            "replacements",
            N_("Save the table of what is replaced for a recipient."),
            replaced,
            _target_arguments,
            examples=(
                "report replacements anna.skrynia WAW-003 table.pdf"
                " --to un-mechanism --purpose un-mechanism",
            ),
            more=N_("It is for the organisation alone, and is noted in the log."),
        ),
        Command(
            "agreed",
            N_("Save the page for the person: what they agreed to, and their rights."),
            agreed,
            _agreed_arguments,
            examples=("report agreed anna.skrynia WAW-003 for-you.pdf",),
            more=N_("It contains the text that was read to them, and not the account."),
        ),
        Command(
            "held",
            N_("Save a copy of all that concerns a person: what is held about them."),
            held,
            _held_arguments,
            examples=("report held anna.skrynia P-0003 all.pdf --reason for-the-person",),
            more=N_("Others' records that contain the recorded names are listed, not copied."),
        ),
    ),
)
