"""How a file came: the options by which it is said, and ``skryniactl photos acquired``."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING

from desktop.cli.console import Console
from desktop.cli.declare import Command
from desktop.cli.photos_checked import media_id_of
from desktop.cli.session import opened
from desktop.cli.usage import day
from desktop.i18n import N_, _

if TYPE_CHECKING:
    from desktop.vault import Vault


def add_options(parser: argparse.ArgumentParser) -> None:
    """What may be said of files; what is left out is not said."""
    text = _("TEXT")
    parser.add_argument(
        "--from-device", dest="device", metavar=text, help=_("The device the files were on.")
    )
    parser.add_argument("--handed-over-by", metavar=text, help=_("Who handed them over."))
    parser.add_argument(
        "--handed-over-on", type=day, metavar=_("DAY"), help=_("The day they were handed over.")
    )
    _choice(parser, "generation", ("original", "copy", "not-known"), _("What they are."))
    parser.add_argument("--original-at", metavar=text, help=_("Where the original stays."))
    parser.add_argument("--rights", metavar=text, help=_("Whose the rights are."))
    parser.add_argument(
        "--may-see",
        metavar=text,
        help=_("Who may see them: a word to colleagues. What is sent is decided by consent."),
    )
    graphic = parser.add_mutually_exclusive_group()
    said = _("Whether they show graphic content.")
    graphic.add_argument("--graphic", dest="graphic", action="store_const", const="yes", help=said)
    graphic.add_argument(
        "--not-graphic", dest="graphic", action="store_const", const="no", help=said
    )


def _choice(parser: argparse.ArgumentParser, field: str, codes: tuple[str, ...], said: str) -> None:
    group = parser.add_mutually_exclusive_group()
    for code in codes:
        group.add_argument(f"--{code}", dest=field, action="store_const", const=code, help=said)


def said_by(arguments: argparse.Namespace) -> Mapping[str, str]:
    """By field, what the options say; an empty text takes back what was said."""
    from desktop.model.acquisition import SAID
    from desktop.model.values.plain_text import one_line

    given = {field: getattr(arguments, field) for field in SAID}
    return {field: one_line(said) for field, said in given.items() if said is not None}


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("photo", metavar=_("PHOTO"), help=_("The file, by its id or SHA-256."))
    add_options(parser)
    parser.add_argument(
        "--all",
        action="store_true",
        help=_("Say it of all files that came in the same import."),
    )


def acquired(arguments: argparse.Namespace, console: Console) -> int:
    """Say how a file came, or, without an option, list what is said."""
    said = said_by(arguments)
    with opened(arguments) as vault:
        media_id = media_id_of(vault, arguments.photo)
        files = _files(vault, media_id) if arguments.all else (media_id,)
        changed = vault.acquisitions.say(files, said) if said else 0
        found = vault.acquisitions.of_file(media_id)
    if arguments.json:
        console.json({"changed": changed, "acquired": found})
        return 0
    from desktop.messages.acquired import told

    for each in found:
        console.fields([(label, value) for _field, label, value in told(each)])
    if not any(each.says_anything for each in found):
        console.line(_("Nobody has said where this file comes from."))
    return 0


def _files(vault: Vault, media_id: str) -> tuple[str, ...]:
    return vault.acquisitions.together(media_id) or (media_id,)


ACQUIRED = Command(
    "acquired",
    N_("Say where a file comes from, or list what was said."),
    acquired,
    _arguments,
    examples=(
        "photos acquired anna.skrynia 3f1c…",
        "photos acquired anna.skrynia 3f1c… --copy --original-at 'with the person' --all",
    ),
    json=True,
)
