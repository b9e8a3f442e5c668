"""``skryniactl interview``: list interviews, show one, remove one made by mistake."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.cli import removing
from desktop.cli.console import Console
from desktop.cli.declare import Command, Noun, list_arguments
from desktop.cli.session import find_interview, opened, when
from desktop.i18n import N_, _
from desktop.model.attached import Held, held_as, leaves_bytes_open
from desktop.model.interview import (
    INTERVIEW_KIND,
    Basis,
    Interview,
    InterviewDocument,
    PriorAccount,
    State,
    Utterance,
)

if TYPE_CHECKING:
    from desktop.vault import InterviewSummary


def add_interview(parser: argparse.ArgumentParser) -> None:
    """The interview a command is about."""
    parser.add_argument(
        "interview", metavar=_("INTERVIEW"), help=_("The interview: its code or its id.")
    )


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--state", choices=[state.value for state in State], help=_("Only those in this state.")
    )
    list_arguments(parser)


def list_interviews(arguments: argparse.Namespace, console: Console) -> int:
    """Newest first, a page at a time."""
    from desktop.vault import InterviewFilter

    wanted = InterviewFilter(state=State(arguments.state) if arguments.state else None)
    with opened(arguments) as vault:
        total = vault.interviews.count(wanted)
        found = vault.interviews.summaries(wanted, arguments.offset, arguments.limit)
    if arguments.json:
        console.json({"total": total, "offset": arguments.offset, "interviews": found})
        return 0
    _print_list(found, console)
    if len(found) < total:
        console.note(_("{shown} of {total} are shown.").format(shown=len(found), total=total))
    return 0


def _print_list(found: list[InterviewSummary], console: Console) -> None:
    console.table(
        (_("Code"), _("Person"), _("State"), _("Language"), _("Created"), _("Files"), _("Id")),
        [
            (
                row.code,
                row.person_label,
                _state(row),
                row.language,
                when(row.created_at),
                row.files,
                row.id,
            )
            for row in found
        ],
    )


def _state(row: InterviewSummary) -> str:
    """In which state it is, or in which form it came."""
    from desktop.vocabulary import vocabulary

    if row.shown_as:
        return vocabulary("shown_as").label(row.shown_as)
    return vocabulary("interview_state").label(row.state.value)


def show(arguments: argparse.Namespace, console: Console) -> int:
    """The plan and the account. Safety notes stay in the window: they are never printed."""
    with opened(arguments) as vault:
        document = vault.interviews.document(find_interview(vault, arguments.interview).id)
        held = [held_as(each, vault.media.find(each.media_id)) for each in document.attachments]
    if arguments.json:
        console.json(document)
        return 0
    print_document(document, console, held)
    return 0


def print_document(document: InterviewDocument, console: Console, held: Sequence[Held]) -> None:
    """For a person to read; what holds nothing is left out. ``held``: of each file, in order."""
    pairs = [*_plan(document.interview), *_times(document.interview), *_files(document, held)]
    console.fields([(label, value) for label, value in pairs if value != ""])
    for utterance in document.utterances:
        _print_utterance(utterance, console)


def _plan(interview: Interview) -> list[tuple[str, object]]:
    from desktop.vocabulary import vocabulary

    asked = interview.prior_accounts_answer.value
    return [
        (_("Code"), interview.code),
        (_("Id"), interview.id),
        (_("Shown as"), vocabulary("shown_as").label(interview.shown_as)),
        (_("Original interview"), interview.derived_from),
        (_("State"), vocabulary("interview_state").label(interview.state.value)),
        (_("Mode"), vocabulary("interview_mode").label(interview.mode.value)),
        (_("Why a full account"), interview.full_reason),
        (_("Language"), vocabulary("language").label(interview.language)),
        (_("Planned for"), interview.planned_for),
        (_("Place"), vocabulary("place_kind").label(interview.place_kind)),
        (_("How"), vocabulary("modality").label(interview.modality)),
        (_("Interviewers"), interview.interviewers),
        (_("Interpreter"), interview.interpreter),
        (_("Others present"), interview.others_present),
        (_("Purpose"), interview.purpose),
        (_("Already known"), interview.already_known),
        (_("Accounts given before"), vocabulary("prior_accounts").label(asked)),
        *(("", _earlier(account)) for account in interview.prior_accounts),
        (_("Read back in"), vocabulary("language").label(interview.read_back_language)),
        (_("After reading back"), interview.read_back_note),
    ]


def _earlier(account: PriorAccount) -> str:
    form = (_("recorded") if account.recorded else "", _("signed") if account.signed else "")
    parts = (account.given_to, account.given_on, *form, account.note)
    return " · ".join(part for part in parts if part)


def _times(interview: Interview) -> list[tuple[str, object]]:
    return [
        (_("Created"), when(interview.created_at)),
        (_("Opened"), when(interview.opened_at)),
        (_("Ended"), when(interview.closed_at)),
    ]


def _files(document: InterviewDocument, held: Sequence[Held]) -> list[tuple[str, object]]:
    instead = {
        Held.SAME: "",
        Held.ANOTHER: _("Another file arrived in its place and is not shown."),
        Held.AWAY: _("This file is not in this vault."),
    }
    rows = []
    for each, here in zip(document.attachments, held, strict=True):
        is_open = leaves_bytes_open(each, document.interview.state)
        seal = _("The seal does not name the checksum of this file.") if is_open else ""
        rows.append(("", " · ".join(filter(None, (each.caption, instead[here], seal)))))
    return [(_("Photos and files"), len(rows)), *rows]


def _print_utterance(utterance: Utterance, console: Console) -> None:
    from desktop.vocabulary import vocabulary

    parts = [
        vocabulary("utterance_kind").label(utterance.kind.value),
        vocabulary("speaker").label(utterance.speaker.value),
        utterance.language,
    ]
    if utterance.basis is not Basis.NOT_STATED:
        basis = vocabulary("basis").label(utterance.basis.value)
        parts.append(f"{basis} {utterance.basis_source}".strip())
    console.line()
    console.line(f"[{' · '.join(parts)}]")
    console.passage(utterance.text)


def _remove_arguments(parser: argparse.ArgumentParser) -> None:
    add_interview(parser)
    removing.add_yes(parser)


def remove(arguments: argparse.Namespace, console: Console) -> int:
    """An interview in which nobody has told or decided anything yet."""
    with opened(arguments) as vault:
        found = find_interview(vault, arguments.interview)
        return removing.remove(vault, INTERVIEW_KIND, found.id, arguments, console)


NOUN = Noun(
    "interview",
    N_("List interviews; show one; remove one made by mistake."),
    (
        Command(
            "list",
            N_("List interviews, newest first."),
            list_interviews,
            _list_arguments,
            examples=("interview list anna.skrynia --state sealed --json",),
            json=True,
        ),
        Command(
            "show",
            N_("Print an interview's plan and account."),
            show,
            add_interview,
            examples=("interview show anna.skrynia WAW-003",),
            more=N_("Notes on safety and contact are not shown here: they are only in the window."),
            json=True,
        ),
        Command(
            "remove",
            N_("Remove an interview made by mistake; its files stay in the vault."),
            remove,
            _remove_arguments,
            examples=("interview remove anna.skrynia WAW-004",),
            more=removing.MORE,
            json=True,
        ),
    ),
)
