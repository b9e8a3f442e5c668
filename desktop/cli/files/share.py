"""``skryniactl photos share``: a smaller copy of a picture, without anything but its pixels."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.cli.console import Console
from desktop.cli.declare import Command
from desktop.cli.files.photos_checked import media_id_of
from desktop.cli.files.target_folder import add_why
from desktop.cli.reasons import reason_of
from desktop.cli.session import opened
from desktop.i18n import N_, _

_PRESETS = ("small", "medium", "large")
_SAID = ("width", "height", "sha256", "original_sha256", "incomplete")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder",
        metavar=_("FOLDER"),
        type=Path,
        help=_("Where to save the copy: a folder that is there."),
    )
    parser.add_argument("photo", metavar=_("PHOTO"), help=_("The file, by its id or SHA-256."))
    parser.add_argument(
        "--size",
        choices=_PRESETS,
        default="medium",
        help=_("The longer side in pixels: small 1024, medium 2048 (the usual one), large 4096."),
    )
    add_why(parser)


def share(arguments: argparse.Namespace, console: Console) -> int:
    """Save the copy, and say by what it and the original are known again."""
    from desktop.media.exporting.share import share_copy

    why = reason_of(arguments)
    with opened(arguments) as vault:
        media_id = media_id_of(vault, arguments.photo)
        made = share_copy(vault, media_id, arguments.folder, arguments.size, why)
    if arguments.json:
        said = {name: getattr(made, name) for name in _SAID}
        console.json({"path": str(made.path), **said})
        return 0
    console.line(_("Saved: {path}").format(path=made.path))
    console.fields(
        [
            (_("Pixels"), f"{made.width} × {made.height}"),
            (_("SHA-256 of the copy"), made.sha256),
            (_("SHA-256 of the original"), made.original_sha256),
        ]
    )
    if made.incomplete:
        console.note(_("Not all of the picture could be read."))
    console.note(
        _("These files are not encrypted. It is noted in the custody log that they were saved.")
    )
    return 0


SHARE = Command(
    "share",
    N_("Save a smaller copy of a picture without its metadata, not encrypted."),
    share,
    _arguments,
    examples=(
        "photos share anna.skrynia /media/stick 3f1c…",
        "photos share anna.skrynia /media/stick 3f1c… --size small",
    ),
    more=N_(
        "The copy holds the pixels alone: no place, time, camera or name is written in it. Its "
        "name is made of the checksum of the original. Faces and places stay to be seen: cover "
        "them first with photos redact."
    ),
    json=True,
)
