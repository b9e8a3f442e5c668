"""``skryniactl home``: what waits for whoever works here."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from desktop.cli.console import Console
from desktop.cli.declare import Command
from desktop.cli.session import opened
from desktop.cli.usage import number
from desktop.i18n import N_, _, gettext
from desktop.model.identity import KnownCard
from desktop.model.kept_draft import Unfinished
from desktop.model.version import RecordKind

if TYPE_CHECKING:
    from desktop.model.fixity import Checked
    from desktop.reading.agenda import Agenda, AskAgain, MayBeOne, Planned, ToTell, UnderWay
    from desktop.vault import InterviewSummary, ReceivedSummary, SentSummary

_PART: Final = " · "


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--limit", type=number, default=5, metavar="N", help=_("At most N of each (default 5).")
    )


def show(arguments: argparse.Namespace, console: Console) -> int:
    """What Home shows in the window."""
    from desktop.reading.agenda import read_agenda

    with opened(arguments) as vault:
        vault.likely.finish()
        agenda = read_agenda(vault, first=arguments.limit)
    if arguments.json:
        console.json(agenda)
    else:
        _print(agenda, arguments.limit, console)
    return 0


def _print(agenda: Agenda, limit: int, console: Console) -> None:
    from desktop.messages.agenda import (
        HEADINGS,
        backup_message,
        count_message,
        nothing_message,
        order_of,
        way_message,
    )

    said = agenda.backup is not None or agenda.way is not None or bool(agenda.wrong)
    _print_wrong(agenda.wrong, limit, console)
    for field in order_of(agenda.role):
        listed = getattr(agenda, field)
        if listed.count:
            said = True
            console.line(f"{gettext(HEADINGS[field])} ({count_message(listed)})")
            for each in listed.first:
                console.line("  " + _PART.join(filter(None, _LINES[field](each))))
    if agenda.backup is not None:
        console.line(backup_message(agenda.backup))
    if agenda.way is not None:
        console.line(way_message(agenda.way)[0])
    if not said:
        console.line(nothing_message())


def _print_wrong(wrong: Sequence[Checked], limit: int, console: Console) -> None:
    """First, as the window says it above the rooms: nothing that waits is as urgent."""
    from desktop.messages.fixity import what_to_do, wrong_title, wrong_told

    if wrong:
        console.line(wrong_title(wrong))
        for each in wrong[:limit]:
            console.line(f"  {wrong_told(each)}")
        console.line(what_to_do())


def _interview(interview: InterviewSummary) -> tuple[str, ...]:
    from desktop.vocabulary import vocabulary

    state = vocabulary("interview_state").label(interview.state.value)
    return interview.code, interview.person_label, state


def _planned(planned: Planned) -> tuple[str, ...]:
    from desktop.messages.agenda import planned_message

    return planned.interview.code, planned.interview.person_label, planned_message(planned)


def _under_way(under_way: UnderWay) -> tuple[str, ...]:
    from desktop.messages.agenda import open_message

    interview = under_way.interview
    return interview.code, interview.person_label, open_message(under_way)


def _ask_again(ask_again: AskAgain) -> tuple[str, ...]:
    from desktop.messages.agenda import ask_again_message

    interview = ask_again.interview
    return interview.code, interview.person_label, ask_again_message(ask_again)


def _to_tell(to_tell: ToTell) -> tuple[str, ...]:
    from desktop.messages.agenda import to_tell_message

    return to_tell.interview.code, to_tell.interview.person_label, to_tell_message(to_tell)


def _may_be_one(pair: MayBeOne) -> tuple[str, ...]:
    from desktop.messages.agenda import may_be_one_message, people_message

    return people_message(pair), may_be_one_message(pair)


def _sent(package: SentSummary) -> tuple[str, ...]:
    from desktop.messages.agenda import saved_message

    return package.recipient_name, saved_message(package), package.file_name


def _received(package: ReceivedSummary) -> tuple[str, ...]:
    from desktop.messages.agenda import received_message

    return package.sender_name, received_message(package), package.package_id


def _form(form: Unfinished) -> tuple[str, ...]:
    from desktop.vocabulary import vocabulary

    kind = RecordKind(form.form.partition("/")[0])
    return vocabulary("record_kind").label(kind), form.called


def _card(card: KnownCard) -> tuple[str, ...]:
    return card.card.name, card.fingerprint


_LINES: Final[Mapping[str, Callable[[Any], tuple[str, ...]]]] = {
    "planned": _planned,
    "under_way": _under_way,
    "to_save": _interview,
    "no_receipt": _sent,
    "ask_again": _ask_again,
    "to_tell": _to_tell,
    "to_resolve": _interview,
    "may_be_one": _may_be_one,
    "arrived": _received,
    "receipts_owed": _received,
    "forms": _form,
    "cards": _card,
}

COMMAND = Command(
    "home",
    N_("Show what waits: planned, to finish, to send, to answer."),
    show,
    _arguments,
    examples=("home work.skrynia", "home work.skrynia --json"),
    json=True,
)
