"""Excel workbooks (ECMA-376 part 1, section 18): sheets in order, cells by row, as they were saved.

A formula is shown by the value that was saved with it. A number that is formatted as a day or a
time is shown as one (ISO 8601), by the workbook's own calendar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from desktop.media.office.bounds import Enough
from desktop.media.office.events import Event, Is
from desktop.media.office.packed import Package
from desktop.media.office.pictures import Pictures
from desktop.media.office.told import CELL, Told
from desktop.model.file_text import MOST_TEXT, Part

_TIMES: Final = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""Formats that every workbook has, of days and times (section 18.8.30)."""
_QUOTED: Final = re.compile(r"\"[^\"]*\"|\[(?!h|m|s)[^\]]*\]|\\.|_.|\*.", re.IGNORECASE)
_OF_TIME: Final = re.compile(r"[dmyhs]", re.IGNORECASE)
_COLUMN: Final = re.compile(r"([A-Z]{1,3})\d*")
_MOST_STRINGS: Final = 500_000
_MOST_FORMATS: Final = 70_000
_MOST_COLUMNS: Final = 16_384
_WIDEST_GAP: Final = 30
"""Empty cells that are shown between two, at most."""
_FIRST_DAY, _FIRST_DAY_1904 = datetime(1899, 12, 30, tzinfo=UTC), datetime(1904, 1, 1, tzinfo=UTC)
_LAST_DAY: Final = 2_958_465
_HEADERS: Final = {
    "oddHeader": Part.HEADER, "evenHeader": Part.HEADER, "firstHeader": Part.HEADER,
    "oddFooter": Part.FOOTER, "evenFooter": Part.FOOTER, "firstFooter": Part.FOOTER,
}  # fmt: skip
_CODES: Final = re.compile(r"&(?:\"[^\"]*\"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d+|[A-Z])")


def read(package: Package, main: str, pictures: Pictures, told: Told) -> None:
    """Each sheet with its cells, headers, comments and pictures."""
    book = _Book(package, main)
    for name, member, hidden in book.sheets:
        if hidden:
            told.count("HiddenSheets")
        told.begin(Part.SHEET, name)
        _Sheet(package, book, told).tell(member)
        for relation in package.relations(member).values():
            if relation.outside:
                continue
            if relation.kind in ("comments", "threadedComment"):
                _comments(package.events(relation.target), told)
            elif relation.kind == "drawing":
                _drawing(package, relation.target, pictures, told)


class _Book:
    """What all sheets of a workbook refer to."""

    def __init__(self, package: Package, main: str) -> None:
        self.first_day = _FIRST_DAY
        self.sheets: list[tuple[str, str, bool]] = []
        self.strings: list[str] = []
        self.is_time: list[bool] = []
        relations = package.relations(main)
        for event in package.events(main):
            if event.what is not Is.START:
                continue
            said = event.attributes
            if event.name == "workbookPr" and said.get("date1904", "0") in ("1", "true"):
                self.first_day = _FIRST_DAY_1904
            elif event.name == "sheet" and said.get("r:id", "") in relations:
                hidden = said.get("state", "visible") != "visible"
                self.sheets.append((said.get("name", ""), relations[said["r:id"]].target, hidden))
        for relation in relations.values():
            if relation.kind == "sharedStrings":
                self._read_strings(package.events(relation.target))
            elif relation.kind == "styles":
                self.is_time = _formats_of_time(package.events(relation.target))

    def _read_strings(self, events: Iterable[Event]) -> None:
        held = 0
        for text in _texts(events, "si"):
            held += len(text)
            if held > 8 * MOST_TEXT or len(self.strings) >= _MOST_STRINGS:
                return
            self.strings.append(text)

    def shown(self, value: str, kind: str, style: str) -> str:
        """What a cell says, of its value, type and style."""
        if kind == "s":
            at = int(value) if value.isdecimal() and len(value) < 8 else -1
            return self.strings[at] if 0 <= at < len(self.strings) else ""
        if kind == "b":
            return "TRUE" if value == "1" else "FALSE"
        if kind in ("", "n") and style.isdecimal() and len(style) < 6:
            number = int(style)
            if number < len(self.is_time) and self.is_time[number]:
                return self._time(value)
        return value

    def _time(self, value: str) -> str:
        try:
            days = float(value)
        except ValueError:
            return value
        if not 0 <= days <= _LAST_DAY:
            return value
        at = self.first_day + timedelta(seconds=round(days * 86400))
        if days < 1:
            return f"{at:%H:%M:%S}"
        return f"{at:%Y-%m-%d}" if days == int(days) else f"{at:%Y-%m-%d %H:%M:%S}"


def _formats_of_time(events: Iterable[Event]) -> list[bool]:
    """Of each style of cells, whether it shows a number as a day or a time."""
    own: dict[str, bool] = {}
    found: list[bool] = []
    inside = False
    for event in events:
        if event.name == "cellXfs":
            inside = event.what is Is.START
        elif event.what is Is.START and event.name == "numFmt":
            code = _QUOTED.sub("", event.attributes.get("formatCode", ""))
            own[event.attributes.get("numFmtId", "")] = bool(_OF_TIME.search(code))
        elif event.what is Is.START and event.name == "xf" and inside:
            number = event.attributes.get("numFmtId", "")
            usual = number.isdecimal() and len(number) < 4 and int(number) in _TIMES
            found.append(own.get(number, usual))
        if len(found) > _MOST_FORMATS:
            break
    return found


def _texts(events: Iterable[Event], element: str) -> Iterator[str]:
    """The text in each of these elements, without how its words are read aloud (``rPh``)."""
    words: list[str] = []
    inside, aloud = False, 0
    for event in events:
        if event.name == "rPh" and event.what is not Is.TEXT:
            aloud += 1 if event.what is Is.START else -1
        elif event.what is Is.TEXT:
            if inside and not aloud:
                words.append(event.name)
        elif event.name == "t":
            inside = event.what is Is.START
        elif event.name == element and event.what is Is.END:
            yield "".join(words)
            words = []


class _Sheet:
    """The cells of one sheet."""

    def __init__(self, package: Package, book: _Book, told: Told) -> None:
        self._package, self._book, self._told = package, book, told
        self._row: list[str] = []
        self._text = ""
        self._takes = False
        self._cell: tuple[int, str, str] = (0, "", "")
        self._behind: list[tuple[Part, str]] = []

    def tell(self, member: str) -> None:
        for event in self._package.events(member):
            if event.what is Is.TEXT:
                if self._takes:
                    self._text += event.name
            elif event.what is Is.START:
                self._start(event)
            else:
                self._end(event.name)
        for part, text in self._behind:
            self._told.one(part, "", text)

    def _start(self, event: Event) -> None:
        name, said = event.name, event.attributes
        if name == "row":
            self._row = []
        elif name == "c":
            column = _column(said.get("r", ""), len(self._row))
            self._cell, self._text = (column, said.get("t", ""), said.get("s", "")), ""
        elif name in ("v", "t") or name in _HEADERS:
            self._takes = True

    def _end(self, name: str) -> None:
        if name in ("v", "t"):
            self._takes = False
        elif name == "c":
            self._put()
        elif name == "row":
            self._told.line(CELL.join(self._row))
        elif name in _HEADERS:
            self._takes = False
            text = _CODES.sub(" ", self._text).strip()
            if text:
                self._behind.append((_HEADERS[name], text))
            self._text = ""

    def _put(self) -> None:
        column, kind, style = self._cell
        text = self._book.shown(self._text.strip(), kind, style)
        self._text = ""
        if not text:
            return
        missing = min(column - len(self._row), _WIDEST_GAP)
        self._row += [""] * max(0, missing)
        self._row.append(" ".join(text.split("\n")))
        if len(self._row) > _MOST_COLUMNS:
            raise Enough


def _column(reference: str, otherwise: int) -> int:
    """The number of a column, from 0, of a reference such as ``AB12``."""
    found = _COLUMN.match(reference)
    if found is None:
        return otherwise
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _comments(events: Iterable[Event], told: Told) -> None:
    """Comments of cells, each with where it stands and, in the older kind, who wrote it."""
    authors: list[str] = []
    where, who, words, inside = "", "", list[str](), ""
    for event in events:
        if event.what is Is.START:
            if event.name in ("comment", "threadedComment"):
                where, words = event.attributes.get("ref", ""), []
                at = event.attributes.get("authorId", "")
                who = authors[int(at)] if at.isdecimal() and int(at) < len(authors) else ""
                who = who or event.attributes.get("dT", "")
            inside = event.name
        elif event.what is Is.TEXT:
            if inside == "author":
                authors.append(event.name)
            elif inside in ("t", "text"):
                words.append(event.name)
        else:
            inside = ""
            if event.name in ("comment", "threadedComment"):
                told.one(Part.COMMENT, ", ".join(filter(None, (where, who))), "".join(words))
                told.count("Comments", who)


def _drawing(package: Package, member: str, pictures: Pictures, told: Told) -> None:
    """Text boxes and pictures that lie on a sheet."""
    relations = package.relations(member)
    words: list[str] = []
    described, inside = "", False
    for event in package.events(member):
        if event.what is Is.TEXT and inside:
            words.append(event.name)
        elif event.what is Is.START and event.name == "cNvPr":
            described = event.attributes.get("descr", "")
        elif event.what is Is.START and event.name == "blip":
            relation = relations.get(event.attributes.get("r:embed", ""))
            number = pictures.number(relation.target) if relation and not relation.outside else 0
            if number:
                told.picture(number, described)
            described = ""
        elif event.name == "t":
            inside = event.what is Is.START
        elif event.name == "p" and event.what is Is.END:
            told.line("".join(words))
            words = []
