"""What a PDF says of itself, what is noted on its pages, and what another program might do with it.

Objects are taken as they stand in the file: of a kind nobody promised, and in rings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pypdf import PageObject, PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    NullObject,
    StreamObject,
    TextStringObject,
)

from desktop.media.office.addresses import readable
from desktop.media.office.told import Told
from desktop.model.file_text import Part

_INFO: Final = {
    "/Title": "Title", "/Author": "Author", "/Subject": "Subject", "/Keywords": "Keywords",
    "/Creator": "Program", "/Producer": "Producer", "/CreationDate": "Created",
    "/ModDate": "Modified",
}  # fmt: skip
"""ISO 32000-2, section 14.3.3."""
_LEFT: Final = ("/Trapped",)
"""What is for printers."""
_TIME: Final = re.compile(
    r"D?:?(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:(Z)[\d']*|([+-]\d\d)'?(\d\d)?'?)?\s*"
)
"""ISO 32000-2, section 7.9.4."""
_ELSEWHERE: Final = ("/Launch", "/GoToR", "/SubmitForm", "/ImportData", "/GoToE")
_MOST_OWN: Final = 40
_MOST_NAMED: Final = 20
_MOST_NOTES: Final = 500
_DEEPEST: Final = 20
_WIDEST: Final = 2000


def properties(reader: PdfReader) -> Iterator[tuple[str, str]]:
    """Key and value of what stands in its information dictionary."""
    info = dictionary(reader.trailer.get("/Info"))
    for key in list(info)[:_MOST_OWN]:
        if key in _LEFT:
            continue
        said = text(info.get(key))
        yield _INFO.get(key, f"Own: {key[1:]}"), time(said) if key.endswith("Date") else said


def packet(reader: PdfReader) -> bytes:
    """XMP of the whole file; b"" for none."""
    held = dictionary(reader.trailer.get("/Root")).get("/Metadata")
    stream = held.get_object() if held is not None else None
    return stream.get_data() if isinstance(stream, StreamObject) else b""


def time(said: str) -> str:
    """As ISO 8601 writes it, with the offset that was written; what is no time as it stands."""
    found = _TIME.fullmatch(said)
    if found is None:
        return said
    year, month, day, hour, minute, second, utc, hours, minutes = found.groups()
    offset = utc or (f"{hours}:{minutes or '00'}" if hours else "")
    return f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{offset}"


class Says:
    """Gathers what is noted on pages, and what the file would have done or fetched."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._links: dict[str, None] = {}
        self._elsewhere: dict[str, None] = {}
        self._inside: dict[str, None] = {}
        self._scripts = False
        self._notes = 0

    def catalog(self, reader: PdfReader) -> None:
        """What happens when it is opened, and the files inside."""
        root = dictionary(reader.trailer.get("/Root"))
        self._acts(root)
        names = dictionary(root.get("/Names"))
        self._scripts = self._scripts or "/JavaScript" in names
        for each in _leaves(names.get("/EmbeddedFiles")):
            self._file(each)
        for other in array(root.get("/AF")):
            self._file(dictionary(other))

    def page(self, page: PageObject) -> None:
        """Notes, filled-in fields and addresses, in the order in which they lie on the page."""
        self._acts(page)
        for each in array(page.get("/Annots"))[:_WIDEST]:
            self._note(dictionary(each))

    def end(self) -> None:
        """Say the dangers."""
        if self._scripts:
            self._told.fact("Scripts", "yes")
        if self._inside:
            self._told.fact("EmbeddedObjects", "yes")
        for key, named in (
            ("AsksForElsewhere", self._elsewhere),
            ("FilesInside", self._inside),
            ("Links", self._links),
        ):
            self._told.fact(key, ", ".join(filter(None, named)))

    def _note(self, note: DictionaryObject) -> None:
        self._acts(note)
        kind = note.get("/Subtype")
        if kind == "/FileAttachment":
            self._file(dictionary(note.get("/FS")))
        if kind == "/Widget":
            value = text(note.get("/V")) or text(dictionary(note.get("/Parent")).get("/V"))
            self._told.line(value)
            return
        words, who = text(note.get("/Contents")), text(note.get("/T"))
        if words and kind not in ("/Link", "/Popup") and self._notes < _MOST_NOTES:
            self._notes += 1
            when = time(text(note.get("/M")) or text(note.get("/CreationDate")))
            self._told.one(Part.COMMENT, ", ".join(filter(None, (who, when))), words)
            self._told.count("Comments", who)

    def _acts(self, holder: DictionaryObject) -> None:
        """What a program would do at this place: by itself, or when somebody clicks."""
        for key in ("/A", "/OpenAction"):
            self._act(dictionary(holder.get(key)))
        more = dictionary(holder.get("/AA"))
        for key in list(more)[:_MOST_NAMED]:
            self._act(dictionary(more.get(key)))

    def _act(self, action: DictionaryObject) -> None:
        for _again in range(_DEEPEST):
            kind = action.get("/S")
            if kind == "/URI":
                _name(self._links, readable(text(action.get("/URI"))))
            elif kind in ("/JavaScript", "/Rendition") and "/JS" in action:
                self._scripts = True
            elif kind in _ELSEWHERE:
                _name(self._elsewhere, _target(action))
            if "/Next" not in action:
                return
            action = dictionary(action.get("/Next"))

    def _file(self, named: DictionaryObject) -> None:
        _name(self._inside, text(named.get("/UF")) or text(named.get("/F")) or "?")


def dictionary(held: object) -> DictionaryObject:
    """What is held, where it is a dictionary; else an empty one."""
    found = held.get_object() if hasattr(held, "get_object") else held
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def array(held: object) -> list[object]:
    """What is held, where it is an array; else nothing."""
    found = held.get_object() if hasattr(held, "get_object") else held
    return list(found) if isinstance(found, ArrayObject) else []


def text(held: object) -> str:
    """What is held, where it is words; of a name or a number these as they stand."""
    found = held.get_object() if hasattr(held, "get_object") else held
    if isinstance(found, ByteStringObject):
        return bytes(found).decode("latin-1")
    if isinstance(found, TextStringObject):
        return str(found)
    if found is None or isinstance(found, NullObject | ArrayObject | DictionaryObject):
        return ""
    return str(found)


def _target(action: DictionaryObject) -> str:
    held = action.get("/F") or action.get("/Win")
    named = dictionary(held)
    return text(named.get("/UF")) or text(named.get("/F")) or text(held) or "?"


def _name(among: dict[str, None], named: str) -> None:
    if len(among) < _MOST_NAMED:
        among.setdefault(named)


def _leaves(held: object) -> Iterator[DictionaryObject]:
    """The values of a name tree (ISO 32000-2, section 7.9.6), each knot of it once."""
    waiting, seen = [dictionary(held)], 0
    while waiting and seen < _WIDEST:
        knot = waiting.pop()
        seen += 1
        yield from map(dictionary, array(knot.get("/Names"))[1:_WIDEST:2])
        waiting += map(dictionary, array(knot.get("/Kids"))[: _WIDEST - len(waiting)])
