"""``skryniactl photos beside``: which files belong together, and that a person says otherwise."""

from __future__ import annotations

import argparse

from desktop.cli.console import Console
from desktop.cli.declare import Command
from desktop.cli.files.photos_checked import media_id_of
from desktop.cli.session import opened
from desktop.i18n import N_, _


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("photo", metavar=_("PHOTO"), help=_("The file, by its id or SHA-256."))
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--to",
        metavar=_("PHOTO"),
        help=_("It belongs to this file: from now on it is sent only where both may go."),
    )
    which.add_argument("--alone", action="store_true", help=_("It belongs to no other file."))


def beside(arguments: argparse.Namespace, console: Console) -> int:
    """Say to which file one belongs, or, without an option, list what belongs to it."""
    from desktop.messages.beside import told

    with opened(arguments) as vault:
        media = vault.media.get(media_id_of(vault, arguments.photo))
        changed = False
        if arguments.to or arguments.alone:
            other = media_id_of(vault, arguments.to) if arguments.to else ""
            changed = vault.companions.say(media.id, other)
        found = vault.companions.beside(media.id)
    if arguments.json:
        console.json({"changed": changed, "file": media, "beside": found._asdict()})
        return 0
    if found.goes_with or found.with_it:
        console.fields(told(found))
    else:
        console.line(_("No other file belongs to it."))
    return 0


BESIDE = Command(
    "beside",
    N_("List which files belong to one: film, raw photo, side-car; or say it."),
    beside,
    _arguments,
    examples=(
        "photos beside anna.skrynia 3f1c…",
        "photos beside anna.skrynia 77aa… --to 3f1c…",
        "photos beside anna.skrynia 77aa… --alone",
    ),
    more=N_(
        "Where files belong together is seen when they are added: by their names in one folder, "
        "by their names and the moment in which both were changed, by the number that a phone "
        "wrote into both, or, of ProofMode, by the checksum in a name. What belongs to a picture "
        "is sent only where the picture may be sent, too. What was said by --to is taken back by "
        "--alone."
    ),
    json=True,
)
