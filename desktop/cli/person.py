"""``skryniactl person``: list people, remove one made by mistake."""

from __future__ import annotations

import argparse

from desktop.cli import removing
from desktop.cli.console import Console
from desktop.cli.declare import Command, Noun
from desktop.cli.session import find_person, opened
from desktop.cli.usage import number
from desktop.i18n import N_, _, pgettext
from desktop.model.person import PERSON_KIND


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--filter",
        default="",
        metavar=_("TEXT"),
        help=_("Only those with this in a form of the name, in any spelling."),
    )
    parser.add_argument(
        "--limit", type=number, default=100, metavar="N", help=_("At most N (default 100).")
    )
    parser.add_argument(
        "--offset", type=number, default=0, metavar="N", help=_("Leave out the first N.")
    )


def list_people(arguments: argparse.Namespace, console: Console) -> int:
    """By code, a page at a time."""
    from desktop.vault.records.people import PersonFilter

    wanted = PersonFilter(text=arguments.filter)
    with opened(arguments) as vault:
        total = vault.people.count(wanted)
        found = vault.people.summaries(wanted, arguments.offset, arguments.limit)
    if arguments.json:
        console.json({"total": total, "offset": arguments.offset, "people": found})
        return 0
    console.table(
        (_("Code"), pgettext("of a person", "Name"), _("Id")),
        [(row.code, ", ".join(row.names), row.id) for row in found],
    )
    if len(found) < total:
        console.note(_("{shown} of {total} are shown.").format(shown=len(found), total=total))
    return 0


def _remove_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "person", metavar=_("PERSON"), help=_("The person: their code or their id.")
    )
    removing.add_yes(parser)


def remove(arguments: argparse.Namespace, console: Console) -> int:
    """A person whom no interview names."""
    with opened(arguments) as vault:
        person = find_person(vault, arguments.person)
        return removing.remove(vault, PERSON_KIND, person.id, arguments, console)


NOUN = Noun(
    "person",
    N_("List people; remove one made by mistake."),
    (
        Command(
            "list",
            N_("List people, by code."),
            list_people,
            _list_arguments,
            examples=("person list anna.skrynia --filter ганна --json",),
            json=True,
        ),
        Command(
            "remove",
            N_("Remove a person made by mistake, whom no interview is with."),
            remove,
            _remove_arguments,
            examples=("person remove anna.skrynia P-004",),
            more=removing.MORE,
            json=True,
        ),
    ),
)
