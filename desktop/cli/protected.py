"""``skryniactl protected``: the register of protected names."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.cli import removing
from desktop.cli.console import Console
from desktop.cli.declare import Command, Noun, list_arguments
from desktop.cli.session import find_person, opened, when
from desktop.cli.usage import UsageError, one_of, text
from desktop.errors import AmbiguousName, NoSuchRecord
from desktop.i18n import N_, _, pgettext
from desktop.model.protected import From, NameOf, ProtectedName

if TYPE_CHECKING:
    from desktop.vault import Vault

_NEVER_SENT = N_(
    "The list itself is never sent. The check of names finds each of them in any spelling, and "
    "proposes the code or description instead."
)


def _line(given: str) -> str:
    """A form or a code; argparse refuses an empty one."""
    if not text(given).strip():
        raise argparse.ArgumentTypeError(_("this cannot be empty"))
    return given.strip()


def _of(given: str) -> NameOf:
    return NameOf(one_of(given, [each.value for each in NameOf]))


def _from(given: str) -> From:
    return From(one_of(given, [each.value for each in From]))


def _says(parser: argparse.ArgumentParser) -> None:
    """What may be said of an entry, new or changed."""
    parser.add_argument(
        "--name",
        dest="names",
        type=_line,
        action="append",
        default=[],
        metavar=_("TEXT"),
        help=_("A form of the name; again for each other form. Other spellings are found as well."),
    )
    parser.add_argument(
        "--instead",
        type=_line,
        metavar=_("TEXT"),
        help=_("The code or description that stands instead; without it the next code, as N-3."),
    )
    parser.add_argument(
        "--of",
        type=_of,
        metavar=_("CODE"),
        help=_("What is named: person, place or other (default person)."),
    )
    parser.add_argument(
        "--kept-from",
        type=_from,
        metavar=_("CODE"),
        help=_("outside: not shown outside your organisation (default); everyone: nor inside."),
    )
    parser.add_argument("--note", type=text, metavar=_("TEXT"), help=_("A note; it is never sent."))


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    _says(parser)
    parser.add_argument(
        "--person",
        metavar=_("PERSON"),
        help=_("Of a person in this vault, with every name on their page: a code or an id."),
    )


def add(arguments: argparse.Namespace, console: Console) -> int:
    """A new entry; the one there is, of a person who has one."""
    if not arguments.names and not arguments.person:
        raise UsageError(_("Give a --name or a --person."))
    with opened(arguments) as vault:
        person_id = find_person(vault, arguments.person).id if arguments.person else ""
        made = vault.protected.new(
            arguments.names,
            arguments.instead or "",
            of=arguments.of or NameOf.PERSON,
            kept_from=arguments.kept_from or From.OUTSIDE,
            person_id=person_id,
            note=arguments.note or "",
        )
    return _answer(made, arguments, console)


def _answer(entry: ProtectedName, arguments: argparse.Namespace, console: Console) -> int:
    if arguments.json:
        console.json({"ok": True, "protected": entry})
    else:
        said = _("Protected: {name}, instead: {instead} ({id})")
        console.line(said.format(name=entry.display_name, instead=entry.instead, id=entry.id))
    return 0


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--filter",
        default="",
        type=text,
        metavar=_("TEXT"),
        help=_("Only those with this in a form, in what stands instead or in the note."),
    )
    list_arguments(parser)


def list_names(arguments: argparse.Namespace, console: Console) -> int:
    """By name, a page at a time."""
    from desktop.vault.records.protected_names import ProtectedFilter

    wanted = ProtectedFilter(arguments.filter)
    with opened(arguments) as vault:
        total = vault.protected.count(wanted)
        found = vault.protected.summaries(wanted, arguments.offset, arguments.limit)
    if arguments.json:
        console.json({"total": total, "offset": arguments.offset, "protected": found})
        return 0
    console.table(
        (pgettext("of a protected name", "Name"), _("Stands instead"), _("Id")),
        [(", ".join(each.names), each.instead, each.id) for each in found],
    )
    if len(found) < total:
        console.note(_("{shown} of {total} are shown.").format(shown=len(found), total=total))
    return 0


def _one(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "protected",
        type=text,
        metavar=_("NAME"),
        help=_("The entry: a form of the name, what stands instead, or its id."),
    )


def show(arguments: argparse.Namespace, console: Console) -> int:
    """Everything that one entry says."""
    with opened(arguments) as vault:
        entry = find_protected(vault, arguments.protected)
        person = vault.people.find(entry.person_id) if entry.person_id else None
    if arguments.json:
        console.json(entry)
    else:
        print_protected(entry, person.code if person else entry.person_id, console)
    return 0


def print_protected(entry: ProtectedName, person: str, console: Console) -> None:
    """For a person to read; what holds nothing is left out. ``person``: the code of the record."""
    from desktop.vocabulary import vocabulary

    pairs = [
        (pgettext("of a protected name", "Name"), "\n".join(entry.names)),
        (_("Id"), entry.id),
        (_("Stands instead"), entry.instead),
        (_("What is named"), vocabulary("name_of").label(entry.of)),
        (
            pgettext("of a protected name", "Not shown to"),
            vocabulary("kept_from").label(entry.kept_from),
        ),
        (_("Person"), person),
        (_("Note"), entry.note),
        (_("Created"), when(entry.created_at)),
    ]
    console.fields([(label, value) for label, value in pairs if value != ""])


def _change_arguments(parser: argparse.ArgumentParser) -> None:
    _one(parser)
    _says(parser)
    parser.add_argument(
        "--without",
        type=text,
        action="append",
        default=[],
        metavar=_("TEXT"),
        help=_("A form that is protected no longer; again for each other one."),
    )


def change(arguments: argparse.Namespace, console: Console) -> int:
    """What is given; forms are added, and taken away by ``--without``."""
    given = {
        name: value
        for name in ("instead", "of", "kept_from", "note")
        if (value := getattr(arguments, name)) is not None
    }
    with opened(arguments) as vault, vault.transaction():
        entry = find_protected(vault, arguments.protected)
        unknown = [each for each in arguments.without if each not in entry.names]
        if unknown:
            raise UsageError(_("No form of it is {name}.").format(name=unknown[0]))
        kept = [each for each in entry.names if each not in arguments.without]
        names = tuple(dict.fromkeys((*kept, *arguments.names)))
        if not names and not entry.person_id:
            raise UsageError(_("An entry needs at least one form of the name."))
        vault.protected.save(replace(entry, names=names, **given))
        changed = vault.protected.get(entry.id)
    return _answer(changed, arguments, console)


def _remove_arguments(parser: argparse.ArgumentParser) -> None:
    _one(parser)
    removing.add_yes(parser)


def remove(arguments: argparse.Namespace, console: Console) -> int:
    """Protect a name no longer."""
    with opened(arguments) as vault:
        entry = find_protected(vault, arguments.protected)
        if not arguments.yes:
            console.note(_("The name may then be sent as it was said, to whom consent allows it."))
            question = _("End the protection of {name}? Type yes: ")
            removing.confirm(question.format(name=entry.display_name), console)
        vault.protected.remove(entry.id)
    if arguments.json:
        removed = {"kind": "protected-name", "id": entry.id, "called": entry.display_name}
        console.json({"ok": True, "removed": removed})
    else:
        console.line(_("Protected no longer: {name}").format(name=entry.display_name))
    return 0


def find_protected(vault: Vault, named: str) -> ProtectedName:
    """By id, by a whole form in any case, or by what stands instead.

    ``NoSuchRecord`` for none, ``AmbiguousName`` for more than one.
    """
    there = vault.protected.find(named)
    if there is not None:
        return there
    line = named.strip().casefold()
    found = [e for e in vault.protected.all() if line in map(str.casefold, (*e.names, e.instead))]
    if len(found) > 1:
        raise AmbiguousName("several protected names are called so")
    if not found:
        raise NoSuchRecord("no protected name is called so")
    return found[0]


NOUN = Noun(
    "protected",
    N_("Protect names that must not be shown outside; list, change, end it."),
    (
        Command(
            "add",
            N_("Protect a name, or a person of this vault with every name."),
            add,
            _add_arguments,
            examples=(
                "protected add anna.skrynia --name 'Алесь Ветравы' --instead 'her brother'",
                "protected add anna.skrynia --person P-0004",
            ),
            more=_NEVER_SENT,
            json=True,
        ),
        Command(
            "list",
            N_("List protected names."),
            list_names,
            _list_arguments,
            examples=("protected list anna.skrynia --filter алесь --json",),
            json=True,
        ),
        Command(
            "show",
            N_("Print everything that one entry says."),
            show,
            _one,
            examples=("protected show anna.skrynia N-3",),
            json=True,
        ),
        Command(
            "change",
            N_("Add forms to an entry or take them away, or change what stands instead."),
            change,
            _change_arguments,
            examples=("protected change anna.skrynia N-3 --name Алеся --instead 'her brother'",),
            json=True,
        ),
        Command(
            "remove",
            N_("End the protection of a name."),
            remove,
            _remove_arguments,
            examples=("protected remove anna.skrynia N-3",),
            json=True,
        ),
    ),
)
