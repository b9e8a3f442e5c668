"""What a document says of itself, in a person's words, and where in it something stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from desktop.formats import format_date
from desktop.i18n import N_, _, gettext
from desktop.model.file_text import Part, TextPiece
from desktop.reading.document_says import DocumentSays

_LABELS: Final = {
    "Author": N_("Author"),
    "LastSavedBy": N_("Last saved by"),
    "Created": N_("Created (by the file’s words)"),
    "Modified": N_("Last saved (by the file’s words)"),
    "Printed": N_("Last printed (by the file’s words)"),
    "PrintedBy": N_("Printed by"),
    "Company": N_("Organisation"),
    "Manager": N_("Manager"),
    "Title": N_("Title"),
    "Subject": N_("Subject"),
    "Description": N_("Description"),
    "Keywords": N_("Keywords"),
    "Category": N_("Category"),
    "Status": N_("Status"),
    "Language": N_("Language"),
    "Revision": N_("Times saved"),
    "MinutesEdited": N_("Minutes of editing"),
    "TimeEdited": N_("Time of editing"),
    "Program": N_("Software"),
    "Version": N_("Version of the software"),
    "Producer": N_("Made into a PDF by"),
    "Template": N_("Template"),
    "ChangedBy": N_("Changed or commented by"),
    "Insertions": N_("Recorded insertions"),
    "Deletions": N_("Recorded deletions"),
    "Moved": N_("Recorded moves"),
    "Comments": N_("Comments"),
    "HiddenText": N_("Hidden passages (shown here)"),
    "HiddenSheets": N_("Hidden sheets (shown here)"),
    "HiddenSlides": N_("Hidden slides (shown here)"),
    "DrawingsNotShown": N_("Drawings that are not shown"),
    "Pages": N_("Number of pages"),
    "PagesWithoutText": N_("Pages without text"),
    "FilesInside": N_("Files inside"),
    "Links": N_("Addresses it leads to"),
}
"""By the key of what is said, in the order of reading."""
_NAMED: Final = {
    Part.HEADER: N_("At the head of the page"),
    Part.FOOTER: N_("At the foot of the page"),
    Part.FOOTNOTES: N_("Footnotes"),
    Part.BEHIND: N_("Behind the pages: instructions of fields, masters and layouts"),
    Part.TEXT: N_("Text"),
}
_CALLED: Final = {
    Part.SHEET: N_("Sheet “{name}”"),
    Part.SLIDE: N_("Slide {name}"),
    Part.PAGE: N_("Page {name}"),
    Part.NOTES: N_("Notes to slide {name}"),
    Part.COMMENT: N_("Comment: {name}"),
    Part.PICTURE: N_("Picture {name}"),
}
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d)?")


def told(says: DocumentSays) -> Iterator[tuple[str, str]]:
    """Label and value of all that is said; nothing where nothing is."""
    for key, label in _LABELS.items():
        if key in says.said:
            yield gettext(label), _value(says.said[key])
    yield from says.own


def warning() -> str:
    """What all of it is worth."""
    return _("As a program wrote it into the file. Anybody can change it.")


def dangers(said: Mapping[str, str]) -> Iterator[str]:
    """What another program might do with the file and did not happen here; what is not shown."""
    if "Macros" in said:
        yield _("This file holds macros: small programs. None was run.")
    if "Scripts" in said:
        yield _("This file holds scripts: small programs. None was run.")
    if "AsksForElsewhere" in said:
        yield _("This file asks for something from elsewhere: {what}. Nothing was fetched.").format(
            what=said["AsksForElsewhere"]
        )
    if "EmbeddedObjects" in said:
        yield _("Other files are inside this one. They were not opened.")
    if "PagesWithoutText" in said:
        yield _(
            "Pages without text: {number}. A scanned page is a picture: what is written on it is"
            " neither read nor found here."
        ).format(number=said["PagesWithoutText"])
    if "PagesNotRead" in said:
        yield _("Pages that could not be read: {number}.").format(number=said["PagesNotRead"])
    if "Encrypted" in said:
        yield _("This file asks for a passphrase. It cannot be read here.")


def heading(piece: TextPiece) -> str:
    """What stands above a piece of the text of a file."""
    if piece.part is Part.CUT:
        return _("The file goes on. Save the original to read all of it.")
    called = _CALLED.get(piece.part)
    if called is not None and piece.name:
        said = _TIME.sub(lambda found: _value(found.group()), piece.name)
        return gettext(called).format(name=said)
    if piece.part is Part.COMMENT:
        return _("Comment")
    return gettext(_NAMED.get(piece.part, _NAMED[Part.TEXT]))


def needs_heading(before: TextPiece, piece: TextPiece) -> bool:
    """Whether words stand above a piece: the text itself has none, nor has what goes on."""
    if piece.part is Part.TEXT:
        return before.part not in (Part.TEXT, Part.PICTURE)
    return (before.part, before.name) != (piece.part, piece.name)


def marks() -> str:
    """What the signs around changed words say."""
    return _("Recorded changes: ⟦+ these words were put in +⟧, ⟦− these words were taken out −⟧.")


def _value(said: str) -> str:
    """A time as times are written here, by the clock it was written with; all else as it is."""
    found = _TIME.fullmatch(said)
    if found is None:
        return said
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        return said
    if found[1] is None:
        return f"{format_date(at.date())}, {at:%H:%M:%S}"
    zone = "UTC" if found[1] == "Z" else f"UTC{found[1]}"
    return _("{date}, {time} ({zone})").format(
        date=format_date(at.date()), time=f"{at:%H:%M:%S}", zone=zone
    )
