"""OpenDocument (ISO/IEC 26300): texts, sheets and slides, which are written in one way.

Cells are shown as they were when they were saved: their own text, or where they have none their
value. Repeated rows are shown once; repeated cells stand for empty columns.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from desktop.media.office.addresses import readable
from desktop.media.office.events import Is
from desktop.media.office.packed import Package
from desktop.media.office.pictures import Pictures
from desktop.media.office.rows import Rows
from desktop.media.office.told import Told
from desktop.media.office.walker import Attributes, Walker
from desktop.model.file_text import DELETED, INSERTED, Part

_PARAGRAPHS: Final = ("p", "h")
_CELLS: Final = ("table-cell", "covered-table-cell")
_MOST_SPACES: Final = 50
_MOST_REPEATED: Final = 20
_HEADERS: Final = {
    "header": Part.HEADER, "header-left": Part.HEADER, "header-first": Part.HEADER,
    "footer": Part.FOOTER, "footer-left": Part.FOOTER, "footer-first": Part.FOOTER,
}  # fmt: skip
_VALUES: Final = ("date-value", "time-value", "string-value", "value", "boolean-value")
_ASIDE: Final = ("annotation", "note", "changed-region")
"""What stands in the middle of a text and is no part of its sentence."""
_LABELS: Final = ("note-citation", "creator-initials", "date-string")


def is_encrypted(package: Package) -> bool:
    """Whether it asks for a passphrase (ISO/IEC 26300-2, section 3.4)."""
    return any(
        event.what is Is.START and event.name == "encryption-data"
        for event in package.events("META-INF/manifest.xml")
    )


def read(package: Package, _main: str, pictures: Pictures, told: Told) -> None:
    """The content, then what stands at the head and foot of its pages."""
    told.begin(Part.TEXT)
    content = _Content(pictures, told)
    content.walk(package, "content.xml")
    _Headers(pictures, told).walk(package, "styles.xml")
    content.tell_links()


class _Aside:
    """A comment, a note or a change, while it is read."""

    def __init__(self, change: str) -> None:
        self.change = change
        self.who = self.when = ""
        self.words: list[str] = []
        self.kind = ""

    def say(self, inner: str, words: str, *, in_paragraph: bool) -> None:
        """Words in the element ``inner``."""
        if inner == "creator":
            self.who += words
        elif inner == "date":
            self.when += words
        elif in_paragraph and inner not in _LABELS:
            self.words.append(words)

    def begin_paragraph(self) -> None:
        if self.words:
            self.words.append("\n")

    @property
    def text(self) -> str:
        return "".join(self.words).strip()

    @property
    def by(self) -> str:
        """Who, and when."""
        return ", ".join(filter(None, (self.who, self.when)))


class _Content(Walker):
    """``content.xml``."""

    def __init__(self, pictures: Pictures, told: Told) -> None:
        super().__init__()
        self._pictures, self.told = pictures, told
        self._rows = Rows(told)
        self._aside: _Aside | None = None
        self._deleted: dict[str, str] = {}
        self._slide = 0
        self._links: dict[str, None] = {}
        self._value, self._repeat, self._said = "", 1, False
        rows = self._rows
        self.starts = {
            "p": lambda _said: self._begin_paragraph(),
            "h": lambda _said: self._begin_paragraph(),
            "s": lambda said: self._sign(" " * _number(said.get("c", "1"), _MOST_SPACES)),
            "tab": lambda _said: self._sign("\t"),
            "line-break": lambda _said: self._sign("\n"),
            "table-row": lambda _said: rows.begin_row(),
            "table": self._table,
            "page": lambda _said: self._page(),
            "notes": lambda _said: told.begin(Part.NOTES, str(self._slide)),
            "change-start": lambda _said: self._sign(INSERTED[0]),
            "change-end": lambda _said: self._sign(INSERTED[1]),
            "change": lambda said: self._sign(self._deleted.get(said.get("change-id", ""), "")),
            "insertion": lambda _said: self._changed("Insertions"),
            "deletion": lambda _said: self._changed("Deletions"),
            "image": self._picture,
            "a": self._link,
        }
        self.ends = {
            "p": self._end_paragraph,
            "h": self._end_paragraph,
            "table-row": rows.end_row,
            "notes": lambda: told.begin(Part.SLIDE, str(self._slide)),
            "annotation": self._end_comment,
            "note": self._end_note,
            "changed-region": self._end_change,
        }
        for name in _ASIDE:
            self.starts[name] = self._begin_aside
        for name in _CELLS:
            self.starts[name], self.ends[name] = self._begin_cell, self._end_cell

    def text(self, words: str) -> None:
        if not self.within or not self.takes():
            return
        in_paragraph = any(each in self.within for each in _PARAGRAPHS)
        if self._aside is not None:
            self._aside.say(self.within[-1], words, in_paragraph=in_paragraph)
        elif in_paragraph:
            self._said = True
            self._rows.say(words)

    def _sign(self, sign: str) -> None:
        if self._aside is not None:
            self._aside.words.append(sign)
        else:
            self._rows.say(sign)

    def _begin_paragraph(self) -> None:
        (self._aside or self._rows).begin_paragraph()

    def _end_paragraph(self) -> None:
        if self._aside is None:
            self._rows.end_paragraph()

    def _table(self, said: Attributes) -> None:
        if "spreadsheet" in self.within:
            self.told.begin(Part.SHEET, said.get("name", ""))

    def _page(self) -> None:
        self._slide += 1
        self.told.begin(Part.SLIDE, str(self._slide))

    def _picture(self, said: Attributes) -> None:
        number = self._pictures.number(said.get("href", "").removeprefix("./"))
        if number:
            self.told.picture(number)

    def _link(self, said: Attributes) -> None:
        target = said.get("href", "")
        if not target.startswith("#"):
            self._links.setdefault(readable(target))

    def tell_links(self) -> None:
        """Where links lead, as a person reads it."""
        self.told.begin(Part.TEXT)
        for each in self._links:
            self.told.line(each)

    def _begin_cell(self, said: Attributes) -> None:
        self._value = next((said[each] for each in _VALUES if said.get(each)), "")
        self._repeat = _number(said.get("number-columns-repeated", "1"), _MOST_REPEATED)
        self._said = False
        self._rows.begin_cell()

    def _end_cell(self) -> None:
        if not self._said and self._value:
            self._rows.begin_paragraph()
            self._rows.say(self._value)
            self._rows.end_paragraph()
        self._rows.end_cell()
        for _again in range(1, self._repeat):
            self._rows.begin_cell()
            self._rows.end_cell()

    def _begin_aside(self, said: Attributes) -> None:
        self._aside = _Aside(said.get("id", ""))

    def _changed(self, kind: str) -> None:
        if self._aside is not None:
            self._aside.kind = kind

    def _ended(self) -> _Aside:
        ended, self._aside = self._aside, None
        return ended or _Aside("")

    def _end_comment(self) -> None:
        ended = self._ended()
        self.told.one(Part.COMMENT, ended.by, ended.text)
        self.told.count("Comments", ended.who)

    def _end_note(self) -> None:
        self.told.one(Part.FOOTNOTES, "", self._ended().text)

    def _end_change(self) -> None:
        ended = self._ended()
        if ended.kind:
            self.told.count(ended.kind, ended.who)
        if ended.kind == "Deletions":
            self._deleted[ended.change] = f"{DELETED[0]}{ended.text}{DELETED[1]}"


class _Headers(_Content):
    """``styles.xml``, of which only headers and footers are read."""

    def __init__(self, pictures: Pictures, told: Told) -> None:
        super().__init__(pictures, told)
        for name, part in _HEADERS.items():
            self.starts[name] = partial(self._begin, part)

    def _begin(self, part: Part, _said: Attributes) -> None:
        self.told.begin(part)

    def takes(self) -> bool:
        return any(each in _HEADERS for each in self.within)


def _number(said: str, most: int) -> int:
    return min(int(said), most) if said.isdecimal() and len(said) < 8 else 1
