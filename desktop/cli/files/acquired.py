"""How a file came: the options by which it is said, and ``skryniactl photos acquired``."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from desktop.cli.console import Console
from desktop.cli.declare import Command
from desktop.cli.files.photos_checked import media_id_of
from desktop.cli.session import opened
from desktop.cli.usage import past_day
from desktop.i18n import N_, _, ngettext

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
        "--handed-over-on",
        type=past_day,
        metavar=_("DAY"),
        help=_("The day they were handed over."),
    )
    _choice(
        parser,
        "generation",
        {
            "--original": ("original", _("They are originals.")),
            "--copy": ("copy", _("They are copies.")),
            "--not-known": ("not-known", _("Nobody knows whether they are originals or copies.")),
        },
    )
    parser.add_argument("--original-at", metavar=text, help=_("Where the original stays."))
    parser.add_argument("--rights", metavar=text, help=_("Whose the rights are."))
    parser.add_argument(
        "--may-see",
        metavar=text,
        help=_("Who may see them: a word to colleagues. What is sent is decided by consent."),
    )
    _choice(
        parser,
        "graphic",
        {
            "--graphic": ("yes", _("They show graphic content.")),
            "--not-graphic": ("no", _("They show no graphic content.")),
        },
    )


def _choice(
    parser: argparse.ArgumentParser, field: str, options: Mapping[str, tuple[str, str]]
) -> None:
    """One of these at most: by option, the code that it says and its help."""
    group = parser.add_mutually_exclusive_group()
    for option, (code, said) in options.items():
        group.add_argument(option, dest=field, action="store_const", const=code, help=said)


def said_by(arguments: argparse.Namespace) -> Mapping[str, str]:
    """By field, what the options say; an empty text takes back what was said."""
    from desktop.model.acquisition import SAID
    from desktop.model.values.plain_text import one_line

    given = {field: getattr(arguments, field) for field in SAID}
    return {field: one_line(said) for field, said in given.items() if said is not None}


def unsaid(vault: Vault, media_ids: Iterable[str], said: Mapping[str, str]) -> tuple[str, ...]:
    """Of files that were here before: those of which this is not said, each once."""
    from desktop.model.acquisition import with_said

    if not said:
        return ()
    before = ((each, vault.acquisitions.said_of(each)) for each in dict.fromkeys(media_ids))
    return tuple(media_id for media_id, known in before if with_said(known, said) != known)


def tell_unsaid(media_ids: Sequence[str], arguments: argparse.Namespace, console: Console) -> None:
    """That what was said was not kept for these, and by which command it is."""
    if not media_ids:
        return
    told = ngettext(
        "{count} file was already there, and what you said of where it comes from was not kept "
        "for it. To keep it, give the same options to: {command}",
        "{count} files were already there, and what you said of where they come from was not "
        "kept for them. To keep it, give the same options to: {command}",
        len(media_ids),
    )
    words = ("skryniactl", "photos", "acquired", str(arguments.vault), *media_ids)
    console.note(told.format(count=len(media_ids), command=shlex.join(words)))


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("photos", nargs="+", metavar=_("PHOTO"), help=_("Photos by id or SHA-256."))
    add_options(parser)
    parser.add_argument(
        "--all",
        action="store_true",
        help=_("Say it of all files that came in the same import."),
    )


def acquired(arguments: argparse.Namespace, console: Console) -> int:
    """Say how files came, or, without an option, list what is said."""
    said = said_by(arguments)
    with opened(arguments) as vault:
        named = tuple(dict.fromkeys(media_id_of(vault, each) for each in arguments.photos))
        files = _with_all(vault, named) if arguments.all else named
        changed = vault.acquisitions.say(files, said) if said else 0
        found = [(vault.media.get(each), vault.acquisitions.of_file(each)) for each in named]
    if arguments.json:
        console.json({"changed": changed, "acquired": [one for _file, of in found for one in of]})
        return 0
    from desktop.messages.acquired import told

    for media, of_file in found:
        if len(found) > 1:
            console.line(media.original_name)
        for each in of_file:
            console.fields([(label, value) for _field, label, value in told(each)])
        if not any(each.says_anything for each in of_file):
            console.line(_("Nobody has said where this file comes from."))
    return 0


def _with_all(vault: Vault, named: Iterable[str]) -> tuple[str, ...]:
    """These, and all that came in the same imports, each once."""
    came = (vault.acquisitions.together(each) or (each,) for each in named)
    return tuple(dict.fromkeys(media_id for files in came for media_id in files))


ACQUIRED = Command(
    "acquired",
    N_("Say where a file comes from, or list what was said."),
    acquired,
    _arguments,
    examples=(
        "photos acquired anna.skrynia 3f1c…",
        "photos acquired anna.skrynia 3f1c… 77aa… --handed-over-by Anna",
        "photos acquired anna.skrynia 3f1c… --copy --original-at 'with the person' --all",
    ),
    json=True,
)
