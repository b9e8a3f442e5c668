"""``skryniactl sets``: sets of files, their order, and all of one out again."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from desktop.cli import removing
from desktop.cli.console import Console
from desktop.cli.declare import Command, Noun, list_arguments
from desktop.cli.files.photos_checked import media_id_of
from desktop.cli.files.target_folder import add_folder, add_why
from desktop.cli.interrupt import Interruptible
from desktop.cli.reasons import reason_of
from desktop.cli.session import find_set, opened
from desktop.cli.usage import UsageError
from desktop.i18n import N_, _, ngettext
from desktop.model.set import SET_KIND, FileSet, SetFile

if TYPE_CHECKING:
    from desktop.media.exporting.export_set import SetWritten
    from desktop.vault import Vault


def list_sets(arguments: argparse.Namespace, console: Console) -> int:
    """The newest first."""
    with opened(arguments) as vault:
        total = vault.sets.count()
        found = vault.sets.summaries(arguments.offset, arguments.limit)
    if arguments.json:
        console.json({"total": total, "offset": arguments.offset, "sets": found})
        return 0
    console.table((_("Set"), _("Files"), _("Id")), [(s.name, s.count, s.id) for s in found])
    if len(found) < total:
        console.note(_("{shown} of {total} are shown.").format(shown=len(found), total=total))
    return 0


def _set_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("set", metavar=_("SET"), help=_("The set, by its name or id."))


def _photos_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("photos", nargs="+", metavar=_("PHOTO"), help=_("Photos by id or SHA-256."))


def _named_photos(vault: Vault, arguments: argparse.Namespace) -> list[str]:
    return [media_id_of(vault, each) for each in arguments.photos]


def show(arguments: argparse.Namespace, console: Console) -> int:
    """One set with its files, in their order."""
    with opened(arguments) as vault:
        found = find_set(vault, arguments.set)
        names = _names(vault, found)
    if arguments.json:
        console.json({"set": found})
        return 0
    print_set(found, names, console)
    return 0


def print_set(found: FileSet, names: dict[str, str], console: Console) -> None:
    """``names``: by media id, what a file is called here; one that is not here is missing."""
    console.fields([(_("Set"), found.name), (_("Note"), found.note), (_("Id"), found.id)])
    console.table(
        (_("Name"), _("Changed"), _("Id")),
        [(_called(each, names), each.modified_at, each.media_id) for each in found.files],
    )


def _called(file: SetFile, names: dict[str, str]) -> str:
    if file.media_id in names:
        return file.name or names[file.media_id]
    return " ".join(filter(None, (file.name, _("(not here)"))))


def _names(vault: Vault, found: FileSet) -> dict[str, str]:
    files = ((each, vault.media.find(each)) for each in found.media_ids)
    return {media_id: file.original_name for media_id, file in files if file}


def _new_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar=_("NAME"), help=_("What it is called."))
    parser.add_argument("photos", nargs="*", metavar=_("PHOTO"), help=_("Photos by id or SHA-256."))
    parser.add_argument("--note", default="", metavar=_("TEXT"), help=_("A note on it."))


def new(arguments: argparse.Namespace, console: Console) -> int:
    """A new set, also where another one goes by the same name."""
    with opened(arguments) as vault, vault.transaction():
        made = vault.sets.new(
            _name(arguments.name), _named_photos(vault, arguments), arguments.note
        )
    return _changed(made, arguments, console)


def _name(given: str) -> str:
    """Without one nobody finds a set again."""
    name = given.strip()
    if not name:
        raise UsageError(_("A name is needed."))
    return name


def _edit_arguments(parser: argparse.ArgumentParser) -> None:
    _set_argument(parser)
    parser.add_argument("--name", metavar=_("NAME"), help=_("What it is called."))
    parser.add_argument("--note", metavar=_("TEXT"), help=_("A note on it."))


def edit(arguments: argparse.Namespace, console: Console) -> int:
    """Another name or note."""
    from dataclasses import replace

    with opened(arguments) as vault, vault.transaction():
        found = find_set(vault, arguments.set)
        name = found.name if arguments.name is None else _name(arguments.name)
        note = found.note if arguments.note is None else arguments.note
        vault.sets.save(replace(found, name=name, note=note))
        made = vault.sets.get(found.id)
    return _changed(made, arguments, console)


def _files_arguments(parser: argparse.ArgumentParser) -> None:
    _set_argument(parser)
    _photos_argument(parser)


def add(arguments: argparse.Namespace, console: Console) -> int:
    """Put files into a set, behind the others."""
    return _with_photos(lambda vault: vault.sets.put_in, arguments, console)


def take_out(arguments: argparse.Namespace, console: Console) -> int:
    """Take files out of a set; they stay in the vault."""
    return _with_photos(lambda vault: vault.sets.take_out, arguments, console)


def order(arguments: argparse.Namespace, console: Console) -> int:
    """These first, in this order."""
    return _with_photos(lambda vault: vault.sets.put_in_order, arguments, console)


def _with_photos(
    change_of: Callable[[Vault], Callable[[str, Sequence[str]], object]],
    arguments: argparse.Namespace,
    console: Console,
) -> int:
    with opened(arguments) as vault, vault.transaction():
        found = find_set(vault, arguments.set)
        change_of(vault)(found.id, _named_photos(vault, arguments))
        made = vault.sets.get(found.id)
    return _changed(made, arguments, console)


def _changed(made: FileSet, arguments: argparse.Namespace, console: Console) -> int:
    if arguments.json:
        console.json({"ok": True, "set": made})
        return 0
    count = len(made.media_ids)
    said = ngettext("{name}: {count} file ({id})", "{name}: {count} files ({id})", count)
    console.line(said.format(name=made.name, count=count, id=made.id))
    return 0


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    _set_argument(parser)
    add_folder(parser)
    add_why(parser)


def export(arguments: argparse.Namespace, console: Console) -> int:
    """All files of a set; exit code 1 where one stayed behind."""
    from desktop.media.exporting.export_set import export_set

    with opened(arguments) as vault, Interruptible(console.progress) as progress:
        found = find_set(vault, arguments.set)
        written = export_set(vault, found.id, arguments.folder, progress, reason_of(arguments))
    if arguments.json:
        files = [str(path) for path in written.files]
        told = {"folder": str(written.folder), "files": files, "stayed": written.stayed}
        stopped = type(written.stopped).__name__ if written.stopped else ""
        console.json({"ok": not (written.stayed or stopped), **told, "stopped": stopped})
        return 1 if written.stayed or stopped else 0
    _print_written(written, console)
    if written.stopped:
        raise written.stopped
    return 1 if written.stayed else 0


def _print_written(written: SetWritten, console: Console) -> None:
    from desktop.messages.saved_sets import why_left_out

    count = len(written.files)
    said = ngettext("{count} file saved in {folder}", "{count} files saved in {folder}", count)
    console.line(said.format(count=count, folder=written.folder))
    for each in written.stayed:
        why = why_left_out(each)
        console.line(_("  left out: {name} ({reason})").format(name=each.name, reason=why))
    if not written.listed:
        console.note(_("There was no room for SHA256SUMS, the list of checksums."))
    console.note(
        _("These files are not encrypted. It is noted in the custody log that they were saved.")
    )


def _remove_arguments(parser: argparse.ArgumentParser) -> None:
    _set_argument(parser)
    removing.add_yes(parser)


def remove(arguments: argparse.Namespace, console: Console) -> int:
    """A set that nobody was sent; its files stay."""
    with opened(arguments) as vault:
        found = find_set(vault, arguments.set)
        return removing.remove(vault, SET_KIND, found.id, arguments, console)


NOUN = Noun(
    "sets",
    N_("Sets of photos and files: make, fill and order them, save one whole."),
    (
        Command("list", N_("List the sets."), list_sets, list_arguments, json=True),
        Command("show", N_("Show a set with its files."), show, _set_argument, json=True),
        Command(
            "new",
            N_("Make a set of files."),
            new,
            _new_arguments,
            examples=("sets new anna.skrynia 'The court' 3f1c… 77aa…",),
            more=N_("A folder that is added with `photos add` becomes a set by itself."),
            json=True,
        ),
        Command("edit", N_("Change name or note."), edit, _edit_arguments, json=True),
        Command("add", N_("Put files into a set."), add, _files_arguments, json=True),
        Command("take-out", N_("Take files out of a set."), take_out, _files_arguments, json=True),
        Command(
            "order",
            N_("Put these files first, in this order."),
            order,
            _files_arguments,
            json=True,
        ),
        Command(
            "export",
            N_("Save a set with the names, order and times it came with, not encrypted."),
            export,
            _export_arguments,
            examples=("sets export anna.skrynia DCIM /media/stick",),
            more=N_(
                "A file whose consent does not allow it, or that is damaged, is left out and "
                "named; exit code 1. SHA256SUMS lists the others in their order."
            ),
            json=True,
        ),
        Command(
            "remove",
            N_("Remove a set made by mistake; its files stay."),
            remove,
            _remove_arguments,
            more=removing.MORE,
            json=True,
        ),
    ),
)
