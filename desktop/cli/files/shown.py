"""``skryniactl photos show``: what a photo or file says of itself, and the text of a document."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from desktop.cli.console import Console
from desktop.cli.declare import Command
from desktop.cli.files.photos_checked import media_id_of
from desktop.cli.session import opened
from desktop.i18n import N_, _
from desktop.model.file_text import WITHOUT_PICTURE, TextPiece
from desktop.model.media import Media, MetadataItem


def show(arguments: argparse.Namespace, console: Console) -> int:
    """Facts in a person's words, then the text of an office file, or why it is not shown."""
    from desktop.vocabulary import vocabulary

    with opened(arguments) as vault:
        media_id = media_id_of(vault, arguments.photo)
        media = vault.media.get(media_id)
        metadata = vault.media.metadata(media_id)
        pieces = vault.media.text(media_id)
        waits = vault.pictures.waits(media_id)
    if arguments.json:
        console.json({"media": media, "metadata": metadata, "text": pieces, "waits": waits})
        return 0
    _print_facts(media, metadata, console)
    if not waits and media.problem not in ("", WITHOUT_PICTURE):
        console.line(f"  {vocabulary('media_problem').label(media.problem)}")
    if waits:
        console.note(_("This is read when the picture is created."))
    _print_text(metadata, pieces, console)
    return 0


def _print_facts(media: Media, metadata: Iterable[MetadataItem], console: Console) -> None:
    from desktop.messages import document_says, picture_says
    from desktop.reading.document_says import document_says as of_document
    from desktop.reading.picture_says import picture_says as of_picture

    items = tuple(metadata)
    console.line(media.original_name)
    console.line(f"SHA-256 {media.sha256}")
    for told, warning in (
        (picture_says.told(of_picture(media.captured_at, items)), picture_says.warning()),
        (document_says.told(of_document(items)), document_says.warning()),
    ):
        facts = tuple(told)
        for label, value in facts:
            console.line(f"  {label}: {value}")
        if facts:
            console.note(warning)


def _print_text(
    metadata: Iterable[MetadataItem], pieces: Iterable[TextPiece], console: Console
) -> None:
    from desktop.messages.document_says import dangers, heading, needs_heading
    from desktop.reading.document_says import document_says

    for danger in dangers(document_says(metadata).said):
        console.note(danger)
    before: TextPiece | None = None
    for piece in pieces:
        if before is None or needs_heading(before, piece):
            console.line("")
            console.line(heading(piece))
        if piece.text:
            console.passage(piece.text)
        before = piece


def _argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("photo", metavar=_("PHOTO"), help=_("The file, by its id or SHA-256."))


SHOW = Command(
    "show",
    N_("Show what a photo or file says of itself, and the text of an office file."),
    show,
    _argument,
    examples=("photos show anna.skrynia 3f1c…",),
    json=True,
)
