"""``skryniactl names``: what is to be decided about names before something leaves."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from desktop.cli.console import Console
from desktop.cli.declare import Command, Noun
from desktop.cli.handoff.target import add_target, target_of
from desktop.cli.interrupt import Interruptible
from desktop.cli.interview import add_interview
from desktop.cli.session import find_interview, opened
from desktop.cli.usage import given_file
from desktop.i18n import N_, _, ngettext
from desktop.model.name_decision import Choice

if TYPE_CHECKING:
    from desktop.model.interview import Interview
    from desktop.progress import Progress
    from desktop.showing import Spot
    from desktop.showing.form import Form
    from desktop.showing.looking import Looked
    from desktop.vault import Vault


def _check_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "interviews",
        nargs="+",
        metavar=_("INTERVIEW"),
        help=_("The interviews: their codes or their ids."),
    )
    add_target(parser)
    parser.add_argument(
        "--decisions",
        type=given_file,
        metavar=_("FILE"),
        help=_(
            "The JSON that this command printed, with “replace”, “keep” or “ask” filled in as "
            "“choice” and, where it differs, “instead”."
        ),
    )


def check(arguments: argparse.Namespace, console: Console) -> int:
    """List every place to be decided; with a file, record what it says first. 1 while one waits."""
    from desktop.showing.filled_in import read_filled

    filled = read_filled(arguments.decisions.read_bytes()) if arguments.decisions else None
    with opened(arguments) as vault, Interruptible(console.progress) as progress:
        found = list(_looked(vault, arguments, progress))
        passed = 0
        if filled is not None:
            with vault.transaction():
                found, passed = _recorded(vault, found, filled)
    left = sum(len(looked.open) for _interview, looked in found)
    if arguments.json:
        listed = [_listed(interview, looked) for interview, looked in found]
        console.json({"ok": not left, "open": left, "passed_over": passed, "interviews": listed})
        return 1 if left else 0
    for interview, looked in found:
        _print(interview, looked, console)
    if passed:
        console.note(
            ngettext(
                "{count} decision was passed over: what it is about is not there any more.",
                "{count} decisions were passed over: what they are about is not there any more.",
                passed,
            ).format(count=passed)
        )
    return 1 if left else 0


def _looked(
    vault: Vault, arguments: argparse.Namespace, progress: Progress
) -> Iterator[tuple[Interview, Looked]]:
    from desktop.handing_out import form_for
    from desktop.handoff.sending.read_first import read_first
    from desktop.showing.looking import look

    target = target_of(vault, arguments)
    for interview in [find_interview(vault, named) for named in arguments.interviews]:
        form = form_for(vault, interview.id, target)
        read_first(vault, [interview.id], form.recipient, progress)
        yield interview, look(vault, interview.id, form, progress)


def _recorded(
    vault: Vault, found: list[tuple[Interview, Looked]], filled: Any
) -> tuple[list[tuple[Interview, Looked]], int]:
    """What is to be decided once the file counts, and how many of its decisions do not."""
    from desktop.showing.deciding import keep

    now, passed = [], 0
    for interview, looked in found:
        decided, gone = filled.of(looked)
        now.append((interview, keep(vault, looked, decided) if decided else looked))
        passed += gone
    return now, passed


def _listed(interview: Interview, looked: Looked) -> dict[str, Any]:
    return {
        "id": interview.id,
        "code": interview.code,
        "form": looked.form.key,
        "spots": [_spot(each, looked) for each in looked.spots],
    }


def _spot(spot: Spot, looked: Looked) -> dict[str, Any]:
    decided, elsewhere = looked.decided.get(spot.key), looked.elsewhere.get(spot.key)
    replaced = decided is not None and decided.choice is Choice.REPLACE
    return {
        "key": spot.key,
        "choice": decided.choice.value if decided else "",
        "instead": decided.instead if decided and replaced else spot.instead,
        "decided_elsewhere": elsewhere.choice.value if elsewhere else "",
        "sort": spot.sort.value,
        "words": spot.words,
        "sentence": spot.sentence,
        "at": spot.at,
        "kind": spot.kind,
        "record_id": spot.record_id,
        "path": spot.path,
        "unread": spot.unread,
    }


def _print(interview: Interview, looked: Looked, console: Console) -> None:
    from desktop.messages.names import not_looked_through
    from desktop.vocabulary import vocabulary

    every, left = len(looked.spots), len(looked.open)
    said = ngettext("{count} place", "{count} places", every).format(count=every)
    open_here = _("to decide: {count}").format(count=left)
    console.line(f"{interview.code}: {said}, {open_here}")
    sorts = vocabulary("spot_sort")
    for spot in looked.spots:
        console.line(f"  {sorts.label(spot.sort.value)}: {spot.words}")
        console.line(f"    {_said(spot, looked)}")
        if spot.sentence != spot.words:
            console.passage(spot.sentence, "    ")
        if spot.unread:
            console.line(f"    {not_looked_through()}")


def _said(spot: Spot, looked: Looked) -> str:
    decided = looked.decided.get(spot.key)
    if decided is None:
        return _("open; proposed: {words}").format(words=spot.instead or _("held back"))
    if decided.choice is Choice.REPLACE:
        return _("replaced: {words}").format(words=decided.instead or _("held back"))
    return _("kept as it is") if decided.choice is Choice.KEEP else _("the person is to be asked")


def table(arguments: argparse.Namespace, console: Console) -> int:
    """Print which words were replaced by what, for each form; the log tells that it was."""
    from desktop.model.custody import CustodyKind
    from desktop.showing.form import form_of_key
    from desktop.showing.looking import look
    from desktop.vault.kinds.all import CHOSEN

    with opened(arguments) as vault:
        interview = find_interview(vault, arguments.interview)
        keys = vault.name_decisions.forms(interview.id)
        found = [look(vault, interview.id, form_of_key(key)) for key in keys]
        vault.custody.append(
            CustodyKind.DISCLOSURE, CHOSEN, interview.id, {"what": "replacements listed"}
        )
    rows = [
        (_shown_as(looked.form), spot.words, decided.instead or _("held back"))
        for looked in found
        for spot in looked.spots
        if (decided := looked.decided.get(spot.key)) and decided.choice is Choice.REPLACE
    ]
    console.table((_("Shown as"), _("What was said"), _("Instead")), list(dict.fromkeys(rows)))
    console.note(_("This table says who is meant. It is for the organisation alone."))
    return 0


def _shown_as(form: Form) -> str:
    """To whom, and what is shown to them only in part."""
    from desktop.vocabulary import vocabulary

    said = [("recipient_kind", form.recipient), ("identification", form.named)]
    said += [("places", form.places)] if form.hides_places else []
    said += [("family", form.family)] if form.hides_family else []
    return " · ".join(vocabulary(name).label(code) for name, code in said)


NOUN = Noun(
    "names",
    N_("Decide about names before something leaves, and list what was replaced."),
    (
        Command(
            "check",
            N_("List each place that waits for a decision, or record decisions from a file."),
            check,
            _check_arguments,
            examples=("names check anna.skrynia I-0001 --to UN --purpose un-mechanism --json",),
            more=N_("Nothing leaves while one of these places is open."),
            json=True,
        ),
        Command(
            "table",
            N_("List what was replaced in an interview; it is noted in the log."),
            table,
            add_interview,
            examples=("names table anna.skrynia I-0001",),
        ),
    ),
)
