"""``skryniactl place``: add a place, list places, show one, remove one."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.cli import removing
from desktop.cli.console import Console
from desktop.cli.declare import Command, Noun, list_arguments
from desktop.cli.session import find_place, opened, when
from desktop.cli.usage import one_of, text
from desktop.i18n import N_, _, pgettext
from desktop.model.place import PLACE_KIND, Place, PlaceName
from desktop.model.values.coordinates import normal_form
from desktop.model.values.script import script_of

if TYPE_CHECKING:
    from desktop.vault import Vault
    from desktop.vault.records.places import PlaceSummary


def _name(given: str) -> str:
    """A form of a name; argparse refuses an empty one."""
    if not text(given).strip():
        raise argparse.ArgumentTypeError(_("a name cannot be empty"))
    return given.strip()


def _kind(given: str) -> str:
    """A code of the vocabulary; argparse refuses any other and names them all."""
    from desktop.vocabulary import vocabulary

    return one_of(given, vocabulary("facility_kind").codes)


def _coordinates(given: str) -> str:
    """Their normal form; argparse refuses what cannot be read."""
    try:
        return normal_form(text(given))
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("this cannot be read as coordinates: latitude, then longitude, as in 53.9006, 27.559")
        ) from None


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--name",
        dest="names",
        type=_name,
        action="append",
        required=True,
        metavar=_("TEXT"),
        help=_("A form of its name; again for each other form. The first is shown in lists."),
    )
    parser.add_argument(
        "--language", default="be", metavar=_("CODE"), help=_("Of these names (default be).")
    )
    parser.add_argument(
        "--kind",
        type=_kind,
        default="unknown",
        metavar=_("CODE"),
        help=_("What it is: sizo, colony, police, locality… A wrong code lists them all."),
    )
    parser.add_argument("--address", default="", metavar=_("TEXT"), help=_("Its address."))
    parser.add_argument(
        "--coordinates",
        type=_coordinates,
        default="",
        metavar=_("TEXT"),
        help=_("Latitude, then longitude, in any usual form."),
    )
    parser.add_argument(
        "--part-of", metavar=_("PLACE"), help=_("The place it is in: a name or its id.")
    )
    parser.add_argument(
        "--note",
        default="",
        metavar=_("TEXT"),
        help=_("Places are sent with any package. Write nothing about people here."),
    )


def add(arguments: argparse.Namespace, console: Console) -> int:
    """A new place, also where another one goes by the same name."""
    names = [PlaceName(name, script_of(name), arguments.language) for name in arguments.names]
    with opened(arguments) as vault, vault.transaction():
        part_of = find_place(vault, arguments.part_of).id if arguments.part_of else ""
        made = replace(
            vault.places.new(names, arguments.kind),
            address=arguments.address,
            coordinates=arguments.coordinates,
            part_of=part_of,
            note=arguments.note,
        )
        vault.places.save(made)
    if arguments.json:
        console.json({"ok": True, "place": made})
    else:
        console.line(_("Added: {name} ({id})").format(name=made.display_name, id=made.id))
    return 0


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--filter",
        default="",
        metavar=_("TEXT"),
        help=_("Only those with this in a form of the name, in any spelling."),
    )
    parser.add_argument("--kind", type=_kind, metavar=_("CODE"), help=_("Only those of this kind."))
    list_arguments(parser)


def list_places(arguments: argparse.Namespace, console: Console) -> int:
    """By name, a page at a time."""
    from desktop.vault.records.places import PlaceFilter

    wanted = PlaceFilter(text=arguments.filter, kind=arguments.kind or "")
    with opened(arguments) as vault:
        total = vault.places.count(wanted)
        found = vault.places.summaries(wanted, arguments.offset, arguments.limit)
    if arguments.json:
        console.json({"total": total, "offset": arguments.offset, "places": found})
        return 0
    _print_list(found, console)
    if len(found) < total:
        console.note(_("{shown} of {total} are shown.").format(shown=len(found), total=total))
    return 0


def _print_list(found: list[PlaceSummary], console: Console) -> None:
    from desktop.vocabulary import vocabulary

    kinds = vocabulary("facility_kind")
    console.table(
        (pgettext("of a place", "Name"), _("Kind of place"), _("Part of"), _("Id")),
        [(", ".join(row.names), kinds.label(row.kind), row.within, row.id) for row in found],
    )


def _show_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "place", metavar=_("PLACE"), help=_("The place: a form of its name, or its id.")
    )


def show(arguments: argparse.Namespace, console: Console) -> int:
    """Everything that is known of one place."""
    with opened(arguments) as vault:
        place = find_place(vault, arguments.place)
        way, parts = _way_to(vault, place), vault.places.parts(place.id)
    if arguments.json:
        console.json(place)
        return 0
    print_place(place, way, parts, console)
    return 0


def _way_to(vault: Vault, place: Place) -> str:
    """From the outermost place inwards; the id alone where that place is not here."""
    within = vault.places.within(place)
    names = [outer.display_name or outer.id for outer in reversed(within)]
    return " › ".join(names) or place.part_of


def print_place(place: Place, way: str, parts: list[PlaceSummary], console: Console) -> None:
    """For a person to read; what holds nothing is left out. ``way``: where it lies, in words."""
    from desktop.vocabulary import vocabulary

    pairs = [
        *_names(place),
        (_("Id"), place.id),
        (_("Kind of place"), vocabulary("facility_kind").label(place.kind)),
        (_("Address"), place.address),
        (_("Coordinates"), place.coordinates),
        (_("Part of"), way),
        (_("Places in it"), "\n".join(", ".join(part.names) or part.id for part in parts)),
        (_("Note"), place.note),
        (_("Created"), when(place.created_at)),
    ]
    console.fields([(label, value) for label, value in pairs if value != ""])


def _names(place: Place) -> Iterator[tuple[str, str]]:
    from desktop.vocabulary import vocabulary

    for nth, name in enumerate(place.names):
        said = (
            name.text,
            vocabulary("script").label(name.script),
            vocabulary("language").label(name.language),
            vocabulary("place_name_kind").label(name.kind),
        )
        yield ("" if nth else pgettext("of a place", "Name")), " · ".join(said)


def _remove_arguments(parser: argparse.ArgumentParser) -> None:
    _show_arguments(parser)
    removing.add_yes(parser)


def remove(arguments: argparse.Namespace, console: Console) -> int:
    """A place in which no other lies."""
    with opened(arguments) as vault:
        place = find_place(vault, arguments.place)
        return removing.remove(vault, PLACE_KIND, place.id, arguments, console)


NOUN = Noun(
    "place",
    N_("Add places, list them, show one; remove one made by mistake."),
    (
        Command(
            "add",
            N_("Add a place: a facility or a locality."),
            add,
            _add_arguments,
            examples=(
                "place add anna.skrynia --name Вязынь --kind locality",
                "place add anna.skrynia --name 'РАУС' --kind police --part-of Вязынь "
                "--coordinates '53.9006, 27.5590'",
            ),
            json=True,
        ),
        Command(
            "list",
            N_("List places, by name."),
            list_places,
            _list_arguments,
            examples=("place list anna.skrynia --filter вязынь --json",),
            json=True,
        ),
        Command(
            "show",
            N_("Print everything that is known of a place."),
            show,
            _show_arguments,
            examples=("place show anna.skrynia Вязынь",),
            json=True,
        ),
        Command(
            "remove",
            N_("Remove a place created by mistake that no other place is in."),
            remove,
            _remove_arguments,
            examples=("place remove anna.skrynia Вязынь",),
            more=removing.MORE,
            json=True,
        ),
    ),
)
