"""Rich text (Microsoft's RTF 1.9.1): words in reading order, in whatever code page they are.

Control words are read one by one and nothing is kept of what is passed over, so that a hostile file
costs time in proportion to its length. Embedded objects are passed over and named.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from desktop.media.office.bounds import DEEPEST, Budget, Enough
from desktop.media.office.rows import Rows
from desktop.media.office.told import Told
from desktop.model.file_text import DELETED, INSERTED, MOST_PICTURES, Part

_TOKEN: Final = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])"
    rb"|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.DOTALL,
)
_CHARSETS: Final = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850", 89: "mac_cyrillic",
}  # fmt: skip
"""Code page of a font, by its ``\\fcharset``."""
_PAGES: Final = {
    437: "cp437", 850: "cp850", 852: "cp852", 866: "cp866", 874: "cp874", 932: "cp932",
    936: "gbk", 949: "cp949", 950: "big5", 1250: "cp1250", 1251: "cp1251", 1252: "cp1252",
    1253: "cp1253", 1254: "cp1254", 1255: "cp1255", 1256: "cp1256", 1257: "cp1257",
    1258: "cp1258", 10000: "mac_roman", 10007: "mac_cyrillic", 65001: "utf-8",
}  # fmt: skip
_PAGE_WORDS: Final = {b"mac": "mac_roman", b"pc": "cp437", b"pca": "cp850"}
CODE_PAGES: Final = tuple({*_CHARSETS.values(), *_PAGES.values()})
_SIGNS: Final = {
    b"tab": "\t", b"line": "\n", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’",
    b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•", b"emspace": " ", b"enspace": " ",
    b"qmspace": " ",
}  # fmt: skip
_ASIDE: Final = {
    b"header": Part.HEADER, b"headerl": Part.HEADER, b"headerr": Part.HEADER,
    b"headerf": Part.HEADER, b"footer": Part.FOOTER, b"footerl": Part.FOOTER,
    b"footerr": Part.FOOTER, b"footerf": Part.FOOTER, b"footnote": Part.FOOTNOTES,
    b"annotation": Part.COMMENT,
}  # fmt: skip
_PASSED: Final = frozenset(
    b"colortbl stylesheet listtable listoverridetable revtbl rsidtbl generator filetbl"
    b" themedata colorschememapping datastore latentstyles xmlnstbl pgptbl objdata objclass"
    b" bkmkstart bkmkend nonshppict datafield template listpicture sp sn sv atnref atnicn atnid"
    b" panose falt fontemb fontfile".split()
)
"""Groups of which nobody reads anything."""
_INSTRUCTION: Final = b"fldinst"
_INTO: Final = (b"fonttbl", b"atnauthor", _INSTRUCTION)
_FACTS: Final = {
    b"author": "Author", b"operator": "LastSavedBy", b"title": "Title", b"subject": "Subject",
    b"company": "Company", b"manager": "Manager", b"keywords": "Keywords", b"category": "Category",
    b"doccomm": "Description", b"comment": "Description",
}  # fmt: skip
_TIMES: Final = {b"creatim": "Created", b"revtim": "Modified", b"printim": "Printed"}
_NO_YEAR: Final = 1601
"""What programs write where there is no time."""
_OF_TIME: Final = (b"yr", b"mo", b"dy", b"hr", b"min", b"sec")
_PICTURE: Final = b"{\\pict"
_BRACE: Final = re.compile(rb"[{}]")
_NO_DIGIT: Final = re.compile(rb"[^0-9A-Fa-f]")
_INNER: Final = re.compile(rb"\{[^{}]*\}")
_WORD: Final = re.compile(rb"\\[A-Za-z]{1,32}-?\d{0,10} ?")
_HEAD: Final = 4096
"""Bytes in which the kind of a picture is said."""
_DEEPEST_INNER: Final = 4
_PICTURES: Final = (b"pngblip", b"jpegblip")


@dataclass(frozen=True, slots=True)
class _Group:
    """``into``: what words of it are: "" of the text, a fact, or what is passed over."""

    into: bytes = b""
    passed: bool = False
    font: int = -1
    skip: int = 1
    deleted: bool = False
    inserted: bool = False


def read(data: bytes, budget: Budget, told: Told) -> None:
    """Everything that is written in it."""
    told.begin(Part.TEXT)
    _Reader(budget, told).read(data)


def picture(data: bytes, number: int) -> bytes:
    """The bytes of a picture in the text, from 1; b"" where there is none of this number."""
    found = _placed(data)
    if not 0 < number <= len(found):
        return b""
    digits = _INNER.sub(b"", data[slice(*found[number - 1])])
    for _deeper in range(_DEEPEST_INNER):
        digits = _INNER.sub(b"", digits)
    digits = _NO_DIGIT.sub(b"", _WORD.sub(b"", digits))
    return bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))


def _placed(data: bytes) -> list[tuple[int, int]]:
    """Where what stands in the group of each picture begins and ends."""
    found: list[tuple[int, int]] = []
    at = 0
    while len(found) < MOST_PICTURES and (at := data.find(_PICTURE, at)) >= 0:
        start = at + len(_PICTURE)
        at = _end_of_group(data, start)
        if any(b"\\" + kind in data[start : min(at, start + _HEAD)] for kind in _PICTURES):
            found.append((start, at))
    return found


def _end_of_group(data: bytes, at: int) -> int:
    deep = 1
    for brace in _BRACE.finditer(data, at):
        deep += 1 if brace.group() == b"{" else -1
        if not deep:
            return brace.start()
    return len(data)


class _Reader:
    def __init__(self, budget: Budget, told: Told) -> None:
        self._budget, self._told = budget, told
        self._rows = Rows(told)
        self._groups = [_Group()]
        self._page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._defined = -1
        self._starred = False
        self._to_skip = 0
        self._bytes = bytearray()
        self._words: dict[bytes, list[str]] = {}
        self._time: dict[bytes, int] = {}
        self._in_row = False
        self._surrogate = ""
        self._pictures = 0

    def read(self, data: bytes) -> None:
        at = 0
        while found := _TOKEN.search(data, at):
            self._budget.step()
            at = found.end()
            if found[1] == b"bin":
                at = self._behind_octets(at, int(found[2] or 0), len(data))
            self._token(found)
        self._flush()
        self._rows.end_paragraph()
        if self._in_row:
            self._rows.end_row()

    def _token(self, found: re.Match[bytes]) -> None:
        word, number, digits, sign, brace, text = found.groups()
        if word is not None:
            self._control(word, int(number) if number else None)
        elif digits is not None:
            self._octets(bytes([int(digits, 16)]))
        elif brace is not None:
            self._brace(brace)
        elif sign is not None:
            self._sign(sign)
        elif text is not None and text.strip(b"\0"):
            self._octets(text)

    def _behind_octets(self, at: int, count: int, end: int) -> int:
        """Where what is written goes on behind so many octets of anything."""
        if count > end - at:
            raise Enough
        if count > 0 and not self._groups[-1].passed:
            self._told.count("EmbeddedObjects")
        return at + max(count, 0)

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self._to_skip = 0
        if brace == b"{":
            if len(self._groups) > DEEPEST:
                raise Enough
            self._groups.append(self._groups[-1])
            self._starred = False
        elif len(self._groups) > 1:
            ended = self._groups.pop()
            if ended.into != self._groups[-1].into and not ended.passed:
                self._end_group(ended.into)

    def _end_group(self, into: bytes) -> None:
        words = "".join(self._words.pop(into, ())).strip()
        if into in _FACTS:
            self._told.fact(_FACTS[into], words)
        elif into in _TIMES and self._time.get(b"yr", 0) > _NO_YEAR:
            of = [self._time.get(each, 0) for each in _OF_TIME]
            self._told.fact(_TIMES[into], "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}".format(*of))
            self._time = {}
        elif into in _ASIDE:
            who = "".join(self._words.pop(b"atnauthor", ())).strip()
            comment = into == b"annotation"
            if words:
                self._told.one(_ASIDE[into], who if comment else "", words)
            if comment:
                self._told.count("Comments", who)
        elif into == _INSTRUCTION:
            self._told.behind(words)
        elif into == b"atnauthor" and words:
            self._words[into] = [words]

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._starred = True
        elif sign in b"\\{}":
            self._octets(sign)
        elif sign == b"~":
            self._say(" ")
        elif sign == b"_":
            self._say("-")
        elif sign in b"\r\n":
            self._control(b"par", None)

    def _control(self, word: bytes, number: int | None) -> None:
        self._flush()
        here = self._groups[-1]
        if self._to_skip and word != b"u":
            self._to_skip = 0
        starred, self._starred = self._starred, False
        if self._opens(word, starred) or here.passed:
            return
        if word in _SETTING:
            self._groups[-1] = _SETTING[word](here, number)
        elif word in _SIGNS:
            self._say(_SIGNS[word])
        elif word == b"u":
            self._unicode((number or 0) & 0xFFFF)
        elif word in (b"f", b"fcharset"):
            self._font(word, number or 0)
        else:
            self._of_document(word, number)

    def _of_document(self, word: bytes, number: int | None) -> None:
        if word == b"ansicpg":
            self._page = _PAGES.get(number or 0, self._page)
        elif word in _PAGE_WORDS:
            self._page = _PAGE_WORDS[word]
        elif word in _OF_TIME:
            self._time[word] = min(abs(number or 0), 9999)
        else:
            self._structure(word, number)

    def _opens(self, word: bytes, starred: bool) -> bool:
        """Whether the word says what its group is."""
        here = self._groups[-1]
        if word == b"pict":
            self._groups[-1] = replace(here, passed=True)
            return True
        if word in _PICTURES and here.passed:
            if self._pictures < MOST_PICTURES:
                self._pictures += 1
                self._told.picture(self._pictures)
            return True
        if word == b"object":
            self._told.count("EmbeddedObjects")
            return True
        if word in _PASSED:
            self._groups[-1] = replace(here, passed=True)
            return True
        if word in _ASIDE or word in _FACTS or word in _TIMES or word in _INTO:
            self._groups[-1] = replace(here, into=word, passed=False)
            self._words.pop(word, None)
            return True
        if starred and word not in (b"shppict", b"shpinst", b"shptxt", b"info"):
            self._groups[-1] = replace(here, passed=True)
            return True
        return False

    def _font(self, word: bytes, number: int) -> None:
        here = self._groups[-1]
        if here.into == b"fonttbl":
            if word == b"f":
                self._defined = number
            elif len(self._fonts) < 4000:
                self._fonts[self._defined] = _CHARSETS.get(number, self._page)
        elif word == b"f":
            self._groups[-1] = replace(here, font=number)

    def _structure(self, word: bytes, number: int | None) -> None:
        aside = bool(self._groups[-1].into)
        if word in (b"par", b"sect", b"page"):
            if aside:
                self._say("\n")
            else:
                self._rows.end_paragraph()
        elif word in (b"cell", b"nestcell") and not aside:
            self._end_cell()
        elif word == b"v" and number != 0:
            self._told.count("HiddenText")
        elif word in (b"row", b"nestrow") and self._in_row:
            self._rows.end_row()
            self._in_row = False

    def _end_cell(self) -> None:
        if not self._in_row:
            self._rows.begin_row()
            self._in_row = True
        self._rows.begin_cell()
        self._rows.end_paragraph()
        self._rows.end_cell()

    def _unicode(self, code: int) -> None:
        sign = chr(code)
        if "\ud800" <= sign <= "\udbff":
            self._surrogate = sign
        elif "\udc00" <= sign <= "\udfff":
            pair = (self._surrogate + sign).encode("utf-16-le", "surrogatepass")
            self._surrogate = ""
            self._say(pair.decode("utf-16-le", "replace"))
        else:
            self._say(sign)
        self._to_skip = self._groups[-1].skip

    def _octets(self, octets: bytes) -> None:
        if self._to_skip:
            left = max(0, self._to_skip - len(octets))
            octets, self._to_skip = octets[self._to_skip :], left
        if not self._groups[-1].passed:
            self._bytes += octets

    def _flush(self) -> None:
        if not self._bytes:
            return
        octets = bytes(self._bytes)
        self._bytes.clear()
        page = self._fonts.get(self._groups[-1].font, self._page)
        self._say(octets.decode(page, "replace"))

    def _say(self, words: str) -> None:
        here = self._groups[-1]
        if here.passed or here.into == b"fonttbl":
            return
        if here.deleted:
            words = f"{DELETED[0]}{words}{DELETED[1]}"
        elif here.inserted:
            words = f"{INSERTED[0]}{words}{INSERTED[1]}"
        if here.into:
            self._words.setdefault(here.into, []).append(words)
        else:
            self._rows.say(words)


def _deleted(here: _Group, number: int | None) -> _Group:
    return replace(here, deleted=number != 0)


def _inserted(here: _Group, number: int | None) -> _Group:
    return replace(here, inserted=number != 0)


def _skipping(here: _Group, number: int | None) -> _Group:
    return replace(here, skip=min(max(number if number is not None else 1, 0), 16))


def _plain(here: _Group, _number: int | None) -> _Group:
    return replace(here, font=-1, deleted=False, inserted=False)


_SETTING: Final[Mapping[bytes, Callable[[_Group, int | None], _Group]]] = {
    b"deleted": _deleted,
    b"revised": _inserted,
    b"uc": _skipping,
    b"plain": _plain,
}


def prepare() -> None:
    """Load the code pages: later nothing can be loaded."""
    for name in CODE_PAGES:
        codecs.lookup(name)
