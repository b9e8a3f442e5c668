"""Which reader takes a file, and what comes out of it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from desktop.media.formats.sniff import media_type_of
from desktop.media.office import open_document, pdf, properties, rtf, sheet, slides, word
from desktop.media.office.bounds import Budget, Closed, Enough, NotReadable
from desktop.media.office.events import DocumentType
from desktop.media.office.packed import Package
from desktop.media.office.pictures import Pictures
from desktop.media.office.told import Told
from desktop.media.office.unread import tell_unread
from desktop.model.file_text import TextPiece
from desktop.model.media import MetadataItem

_OOXML: Final = "application/vnd.openxmlformats-officedocument."
_KINDS: Final = {
    "word": (f"{_OOXML}wordprocessingml.document", word.read),
    "excel": (f"{_OOXML}spreadsheetml.sheet", sheet.read),
    "powerpoint": (f"{_OOXML}presentationml.presentation", slides.read),
}
_BY_TYPE: Final = (
    ("wordprocessingml", "word"), ("ms-word", "word"), ("spreadsheetml", "excel"),
    ("ms-excel", "excel"), ("presentationml", "powerpoint"), ("ms-powerpoint", "powerpoint"),
)  # fmt: skip
"""What the type of the main part holds, and whose it is: of documents, templates and those with
macros."""
_RICH_TEXT: Final = "application/rtf"
_OPEN: Final = "application/vnd.oasis.opendocument."
_OPEN_KINDS: Final = ("text", "spreadsheet", "presentation", "graphics")
_MACROS: Final = ("vbaProject.bin", "Basic/script-lc.xml", "Scripts/")
_BROKEN: Final = (
    NotReadable, OSError, ValueError, LookupError, ArithmeticError, struct.error, zlib.error,
    zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, MemoryError,
)  # fmt: skip
_Reads = Callable[[Package, str, Pictures, Told], None]


@dataclass(frozen=True, slots=True)
class Document:
    """What was read. ``whole``: it could be read as what it is; else only facts are there."""

    media_type: str
    facts: tuple[MetadataItem, ...] = ()
    pieces: tuple[TextPiece, ...] = ()
    whole: bool = True
    is_closed: bool = False
    """Whether it asks for a passphrase."""
    is_refused: bool = False
    """Whether it was not read because it brings a document type of its own."""


def prepare() -> None:
    """Load what a file may ask for, by reading a small one: later nothing can be loaded."""
    rtf.prepare()
    pdf.prepare()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", f"{_OPEN}text")
        package.writestr("content.xml", '<?xml version="1.0"?><a xmlns="b">č</a>')
    document_of(made.getvalue())


def document_of(data: bytes, *, with_text: bool = True) -> Document | None:
    """What an office file says; None of a file that is none that is read here. ``with_text``: else
    only what it is."""
    if data.startswith(b"{\\rtf"):
        return _rich_text(data) if with_text else Document(_RICH_TEXT)
    if data.startswith(pdf.START):
        return _pdf(data) if with_text else Document(pdf.MEDIA_TYPE)
    return _packed(data, with_text=with_text) if data.startswith(b"PK\x03\x04") else None


def picture_of(data: bytes, number: int) -> bytes:
    """The bytes of a picture in an office file, as it numbers them from 1; b"" for none."""
    try:
        if data.startswith(b"{\\rtf"):
            found = rtf.picture(data, number)
            return found if media_type_of(found[:16]).startswith("image/") else b""
        return _packed_picture(data, number) if data.startswith(b"PK\x03\x04") else b""
    except (Enough, *_BROKEN):
        return b""


def _rich_text(data: bytes) -> Document:
    told, cut = Told(), False
    try:
        rtf.read(data, Budget(), told)
    except Enough:
        cut = True
    told.end(cut=cut)
    return Document(_RICH_TEXT, tuple(told.facts), tuple(told.pieces))


def _pdf(data: bytes) -> Document:
    told = Told()
    return _finished(pdf.MEDIA_TYPE, told, lambda: pdf.read(data, Budget(), told))


def _packed(data: bytes, *, with_text: bool) -> Document | None:
    told = Told()
    try:
        package = Package(data, Budget())
        kind = _kind(package)
    except (Enough, *_BROKEN):
        return None
    if kind is None:
        return None
    media_type, read, main = kind
    if not with_text:
        return Document(media_type)
    pictures = Pictures(package)
    return _finished(
        media_type, told, lambda: _read(package, media_type, read, main, pictures, told)
    )


def _finished(media_type: str, told: Told, read: Callable[[], bool]) -> Document:
    """What was told when ``read`` ends, in whichever way; it says whether there is more."""
    cut = broken = closed = refused = False
    try:
        cut = read()
    except Enough:
        cut = True
    except Closed:
        closed = True
    except _BROKEN as error:
        broken = True
        refused = isinstance(error, DocumentType)
    said = told.said_something
    told.end(cut=cut or (broken and said))
    return Document(
        media_type,
        tuple(told.facts),
        tuple(told.pieces),
        whole=not broken or said,
        is_closed=closed,
        is_refused=refused and not said,
    )


def _read(
    package: Package, media_type: str, read: _Reads, main: str, pictures: Pictures, told: Told
) -> bool:
    """Tell all of it that is read; whether there is more."""
    is_open = media_type.startswith(_OPEN)
    if is_open and open_document.is_encrypted(package):
        told.fact("Encrypted", "yes")
        raise Closed
    (properties.of_open_document if is_open else properties.of_ooxml)(package, told)
    _warn(package, main, told)
    read(package, main, pictures, told)
    for number in pictures.others():
        told.picture(number)
    if pictures.drawings:
        told.fact("DrawingsNotShown", str(pictures.drawings))
    return tell_unread(package, told)


def _warn(package: Package, main: str, told: Told) -> None:
    """What a program that opens the file might start or fetch. Here nothing of it is."""
    if any(each.endswith(_MACROS[0]) or each.startswith(_MACROS[1:]) for each in package.names()):
        told.fact("Macros", "yes")
    outside = [each for each in package.relations(main).values() if each.outside] if main else []
    fetched = [each.target for each in outside if each.kind != "hyperlink"]
    if fetched:
        told.fact("AsksForElsewhere", ", ".join(fetched))
    if any("/embeddings/" in f"/{each}" or each.startswith("Object ") for each in package.names()):
        told.fact("EmbeddedObjects", "yes")


def _kind(package: Package) -> tuple[str, _Reads, str] | None:
    """Media type, reader and main part; None of a zip that is no office file."""
    if package.has("mimetype"):
        said = package.start("mimetype", 100).decode("ascii", "replace").strip()
        rest = said.removeprefix(_OPEN)
        base = rest.removesuffix("-template")
        return (said, open_document.read, "") if said != rest and base in _OPEN_KINDS else None
    if not package.has("[Content_Types].xml"):
        return None
    for relation in package.relations("").values():
        if relation.kind == "officeDocument" and not relation.outside:
            named = _type_of(package, relation.target)
            known = next((kind for sign, kind in _BY_TYPE if sign in named), "")
            if known:
                return (*_KINDS[known], relation.target)
    return None


def _type_of(package: Package, member: str) -> str:
    for event in package.events("[Content_Types].xml"):
        if event.attributes.get("PartName", "").lstrip("/") == member:
            return event.attributes.get("ContentType", "").lower()
    return ""


def _packed_picture(data: bytes, number: int) -> bytes:
    """The text is walked through once more: it says which picture has which number."""
    package = Package(data, Budget())
    kind = _kind(package)
    if kind is None:
        return b""
    pictures = Pictures(package)
    try:
        kind[1](package, kind[2], pictures, Told())
    except (Enough, NotReadable):
        name = pictures.called(number)
    else:
        pictures.others()
        name = pictures.called(number)
    return package.picture(name) or b"" if name else b""
