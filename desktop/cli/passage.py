"""``skryniactl passage``: mark words of an account or a part of a file, list and show what was
marked, and say where words are that were worked on."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.cli.console import Console
from desktop.cli.declare import Command, Noun, list_arguments
from desktop.cli.files.photos_checked import media_id_of
from desktop.cli.interview import add_interview
from desktop.cli.session import find_interview, opened, when
from desktop.cli.usage import number, text
from desktop.errors import WordsNotThere
from desktop.i18n import N_, _
from desktop.messages.passages import part_told, stands_told
from desktop.model.anchoring import Spot
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.media import MEDIA_KIND
from desktop.model.passage import ALL, PASSAGE_KIND, Passage
from desktop.model.values.area import Area
from desktop.model.values.moment import Moment
from desktop.model.version import RecordKind

if TYPE_CHECKING:
    from desktop.vault import Vault
    from desktop.vault.records.passages import Placed

_SIDES = 4


def _from_one(given: str) -> int:
    """A number that counts from 1."""
    found = number(given)
    if not found:
        raise ValueError(given)
    return found


def _area(given: str) -> Area:
    """Four whole numbers in ten-thousandths; argparse refuses what is no part of a picture."""
    parts = given.split(",")
    found = Area(*map(int, parts)) if len(parts) == _SIDES else ALL
    if not found.is_inside or min(found.x, found.y) < 0:
        raise argparse.ArgumentTypeError(
            _("this is no area: left, top, width and height in ten-thousandths, as 0,0,5000,5000")
        )
    return found


def _stretch(given: str) -> tuple[int, int]:
    """Begin and end; argparse refuses one that ends before it began."""
    began, _comma, ended = given.partition(",")
    found = number(began), number(ended)
    if found[0] >= found[1]:
        raise ValueError(given)
    return found


def list_passages(arguments: argparse.Namespace, console: Console) -> int:
    """Those of an account, in the order they were made, a page at a time."""
    with opened(arguments) as vault:
        interview = find_interview(vault, arguments.interview)
        total = vault.passages.count_of(interview.id)
        found = vault.passages.of_interview(interview.id, arguments.offset, arguments.limit)
        called = {e.passage.id: vault.called(PASSAGE_KIND, e.passage.id) for e in found}
    if arguments.json:
        console.json({"total": total, "offset": arguments.offset, "passages": found})
        return 0
    console.table(
        (_("Words"), _("State"), _("Id")),
        [
            (called[each.passage.id], stands_told(each.anchor.stands, each.since), each.passage.id)
            for each in found
        ],
    )
    if len(found) < total:
        console.note(_("{shown} of {total} are shown.").format(shown=len(found), total=total))
    return 0


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    add_interview(parser)
    list_arguments(parser)


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    of = parser.add_mutually_exclusive_group(required=True)
    of.add_argument(
        "--interview", metavar=_("INTERVIEW"), help=_("The interview: its code or its id.")
    )
    of.add_argument("--photo", metavar=_("PHOTO"), help=_("A photo or file by id or SHA-256."))
    parser.add_argument(
        "--words",
        type=text,
        default="",
        metavar=_("TEXT"),
        help=_("The words as they stand in the account; of a file, what stands or is said there."),
    )
    parser.add_argument(
        "--turn",
        type=_from_one,
        metavar="N",
        help=_("Only in this turn of the account, counted from 1."),
    )
    parser.add_argument(
        "--page", type=_from_one, default=0, metavar="N", help=_("Of a file: its page, from 1.")
    )
    parser.add_argument(
        "--area",
        type=_area,
        default=ALL,
        metavar=_("AREA"),
        help=_("Of a picture or page: left, top, width, height in ten-thousandths."),
    )
    parser.add_argument(
        "--stretch",
        type=_stretch,
        default=(0, 0),
        metavar=_("STRETCH"),
        help=_("Of sound or film: where it begins and ends, in thousandths of a second."),
    )


def add(arguments: argparse.Namespace, console: Console) -> int:
    """Mark words that stand once, or a part of a file."""
    with opened(arguments) as vault:
        made = _of_account(vault, arguments) if arguments.interview else _of_file(vault, arguments)
    if arguments.json:
        console.json({"ok": True, "passage": made})
    else:
        console.line(_("Marked: {id}").format(id=made.id))
    return 0


def _of_account(vault: Vault, arguments: argparse.Namespace) -> Passage:
    interview = find_interview(vault, arguments.interview)
    turns = [each.id for each in vault.interviews.utterances(interview.id)]
    spots = vault.passages.places_of(interview.id, arguments.words)
    if arguments.turn:
        named = turns[arguments.turn - 1 : arguments.turn]
        spots = tuple(each for each in spots if each.utterance_id in named)
    if len(spots) != 1:
        raise WordsNotThere(f"the words stand at {len(spots)} places")
    return vault.passages.new(interview.id, spots[0])


def _of_file(vault: Vault, arguments: argparse.Namespace) -> Passage:
    began, ended = arguments.stretch
    part = Passage(
        "",
        Moment.now(),
        media_id=media_id_of(vault, arguments.photo),
        page=arguments.page,
        area=arguments.area,
        began_ms=began,
        ended_ms=ended,
        quote=arguments.words,
    )
    return vault.passages.new_of_file(part)


def _passage_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("passage", metavar=_("PASSAGE"), help=_("The passage: its id."))


def show(arguments: argparse.Namespace, console: Console) -> int:
    """What it says, whether it still stands there, and the places to choose from."""
    with opened(arguments) as vault:
        placed = vault.passages.placed(arguments.passage)
        passage = placed.passage
        turns = [each.id for each in vault.interviews.utterances(passage.interview_id)]
        of = vault.called(*_what_it_is_of(passage))
    if arguments.json:
        console.json(placed)
        return 0
    console.fields([(label, value) for label, value in _told(placed, of, turns) if value])
    console.passage(passage.quote)
    return 0


def _what_it_is_of(passage: Passage) -> tuple[RecordKind, str]:
    if passage.is_of_account:
        return INTERVIEW_KIND, passage.interview_id
    return MEDIA_KIND, passage.media_id


def _told(placed: Placed, of: str, turns: Sequence[str]) -> list[tuple[str, str]]:
    passage, anchor = placed.passage, placed.anchor
    state = stands_told(anchor.stands, placed.since) if passage.is_of_account else ""
    places = [_place(number, spot, turns) for number, spot in enumerate(anchor.spots, 1)]
    return [
        (_("Id"), passage.id),
        (_("Of"), of),
        (_("Part of the file"), part_told(passage)),
        (_("State"), state),
        (_("Places"), "\n".join(places)),
        (_("Sealed in version"), passage.version_id),
        (_("Created"), when(passage.created_at)),
    ]


def _place(number: int, spot: Spot, turns: Sequence[str]) -> str:
    turn = turns.index(spot.utterance_id) + 1 if spot.utterance_id in turns else "?"
    return _("{number}: turn {turn}, from sign {start}").format(
        number=number, turn=turn, start=spot.start + 1
    )


def _confirm_arguments(parser: argparse.ArgumentParser) -> None:
    _passage_argument(parser)
    parser.add_argument(
        "--place",
        type=_from_one,
        required=True,
        metavar="N",
        help=_("Which of the places that “show” lists."),
    )


def confirm(arguments: argparse.Namespace, console: Console) -> int:
    """Say where the words are that were worked on."""
    with opened(arguments) as vault, vault.transaction():
        spots = vault.passages.placed(arguments.passage).anchor.spots
        if arguments.place > len(spots):
            raise WordsNotThere("there is no place of this number")
        passage = vault.passages.confirm(arguments.passage, spots[arguments.place - 1])
    if arguments.json:
        console.json({"ok": True, "passage": passage})
    else:
        console.line(_("Confirmed: {id}").format(id=passage.id))
    return 0


NOUN = Noun(
    "passage",
    N_("Mark words of an account or a part of a file; list, show and confirm them."),
    (
        Command(
            "add",
            N_("Mark words of an account, or a part of a file."),
            add,
            _add_arguments,
            examples=(
                "passage add anna.skrynia --interview W-001 --words 'двое ў цывільным' --turn 4",
                "passage add anna.skrynia --photo 3f1c… --page 2 --area 0,0,10000,2500",
            ),
            json=True,
        ),
        Command(
            "list",
            N_("List the passages of an account, and whether their words still stand there."),
            list_passages,
            _list_arguments,
            examples=("passage list anna.skrynia W-001 --json",),
            json=True,
        ),
        Command(
            "show",
            N_("Print a passage, where its words are, and the places to choose from."),
            show,
            _passage_argument,
            examples=("passage show anna.skrynia 6f0c…",),
            json=True,
        ),
        Command(
            "confirm",
            N_("Say at which of several places the words of a passage are."),
            confirm,
            _confirm_arguments,
            examples=("passage confirm anna.skrynia 6f0c… --place 2",),
            json=True,
        ),
    ),
)
