"""``skryniactl photos redact``: cover parts of a picture, or list what was covered."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from desktop.cli.console import Console
from desktop.cli.declare import Command
from desktop.cli.files.photos_checked import media_id_of
from desktop.cli.session import opened
from desktop.cli.usage import number, one_of
from desktop.i18n import N_, _

if TYPE_CHECKING:
    from desktop.media.redacting.keep import Said
    from desktop.media.redacting.parts import Cover

_WHOLE = 10_000


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("photo", metavar=_("PHOTO"), help=_("The file, by its id or SHA-256."))
    parser.add_argument(
        "--box",
        action="append",
        default=[],
        type=_box,
        metavar="X,Y,W,H",
        help=_(
            "Cover this box: left, top, width and height, each in ten-thousandths of the picture "
            "as it is shown. May be given several times."
        ),
    )
    parser.add_argument(
        "--outline",
        action="append",
        default=[],
        type=_outline,
        metavar="'X,Y X,Y X,Y'",
        help=_("Cover what lies within these corners, in the same measure."),
    )
    parser.add_argument(
        "--page", type=number, default=0, metavar="N", help=_("On this page, counted from 1.")
    )
    parser.add_argument(
        "--mosaic",
        action="store_true",
        help=_("With a mosaic in the colours around it, not black."),
    )
    from desktop.messages.redacted import face_and_voice, family, places

    hidden = _("In the new file {what} cannot be recognised any more: you have looked.")
    parser.add_argument("--face", action="store_true", help=hidden.format(what=face_and_voice()))
    parser.add_argument("--places", action="store_true", help=hidden.format(what=places()))
    parser.add_argument("--family", action="store_true", help=hidden.format(what=family()))
    parser.add_argument(
        "--reason",
        type=_reason,
        metavar=_("CODE"),
        help=_("Why: one of {codes}.").format(codes=", ".join(_reasons())),
    )
    parser.add_argument("--note", default="", metavar=_("TEXT"), help=_("More in your words."))


def _reasons() -> tuple[str, ...]:
    from desktop.vocabulary import vocabulary

    return vocabulary("redaction_reason").codes


def _reason(given: str) -> str:
    return one_of(given, _reasons())


def _box(given: str) -> str:
    """The outline of a box; ``ArgumentTypeError`` for what is none, or lies outside."""
    from desktop.model.values.area import Area

    numbers = given.split(",")
    if len(numbers) == 4 and all(each.isdecimal() and len(each) < 6 for each in numbers):
        area = Area(*map(int, numbers))
        if area.is_inside:
            return area.outline
    raise argparse.ArgumentTypeError(_no_part(given))


def _outline(given: str) -> str:
    from desktop.model.values.area import points_of

    try:
        if points_of(given):
            return given
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(_no_part(given))


def _no_part(given: str) -> str:
    return _("“{given}” is no part of a picture: its sides go from 0 to {whole}.").format(
        given=given, whole=_WHOLE
    )


def redact(arguments: argparse.Namespace, console: Console) -> int:
    """Cover the parts, or, where none are given, list what was covered."""
    from desktop.media.redacting.keep import keep_redacted
    from desktop.messages.redacted import kept_told, told
    from desktop.reading.redacted import redacted_here

    covers = _covers(arguments)
    with opened(arguments) as vault:
        media_id = media_id_of(vault, arguments.photo)
        kept = keep_redacted(vault, media_id, covers, _said(arguments)) if covers else None
        here = redacted_here(vault, kept.media.id if kept else media_id)
    if arguments.json:
        console.json({"kept": kept, "of": here.of, "into": here.into})
        return 0
    if kept:
        name = f"{kept.media.original_name} ({kept.media.id})"
        for line in kept_told(name, kept.attached, kept.sealed):
            console.line(line)
    if here:
        console.fields(told(here))
    else:
        console.line(_("Nothing was covered in it, and it was not made of another file."))
    return 0


def _covers(arguments: argparse.Namespace) -> tuple[Cover, ...]:
    from desktop.media.redacting.parts import Cover, Manner

    manner = Manner.MOSAIC if arguments.mosaic else Manner.FILL
    outlines = (*arguments.box, *arguments.outline)
    return tuple(Cover(each, arguments.page, manner) for each in outlines)


def _said(arguments: argparse.Namespace) -> Said:
    from desktop.media.redacting.keep import Said

    it = arguments
    return Said(it.face, it.places, it.family, it.reason or "", it.note.strip())


REDACT = Command(
    "redact",
    N_("Cover parts of a picture in a new file, or list what was covered."),
    redact,
    _arguments,
    examples=(
        "photos redact anna.skrynia 3f1c… --box 4000,1200,900,1300 --face --reason consent",
        "photos redact anna.skrynia 3f1c… --outline '0,0 3000,0 0,2000' --mosaic",
        "photos redact anna.skrynia 3f1c…",
    ),
    more=N_(
        "The original stays as it is. The new file holds the pixels alone, without anything the "
        "original says of itself, and nothing of what was covered. It is attached to the "
        "interviews of the original that are not sealed, and is sent where the original may be "
        "sent. Moving pictures, raw photos, PDF, sound and video are refused with the reason, and "
        "so is what cannot be read whole."
    ),
    json=True,
)
