"""PDF (ISO 32000-2): its text by page, read by pypdf in the child process only (decision 0065).

Of what was written, not of what can be seen: letters in a scanned page are a picture, and the page
is counted as one without text. No script is run, no action taken, no address asked.
"""

from __future__ import annotations

import codecs
import io
import logging
import struct
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from types import FrameType
from typing import Final

from pypdf import PdfReader, overwrite_configuration
from pypdf.errors import DependencyError, DeprecationError, FileNotDecryptedError, PyPdfError

from desktop.media.metadata import packets
from desktop.media.office import pdf_says
from desktop.media.office.bounds import Budget, Closed, Enough, NotReadable
from desktop.media.office.told import Told
from desktop.model.file_text import Part

MEDIA_TYPE: Final = "application/pdf"
START: Final = b"%PDF-"
MOST_PAGES: Final = 2000
_ENDS: Final = b"%%EOF"
_END: Final = b"\nendstream endobj\ntrailer<</Size %d>>\nstartxref\n0\n%%%%EOF\n"
_MOST_OBJECTS: Final = 5000
"""Of a file without its last part: among these its first object is looked for."""
_END_WITHIN: Final = 2048
_MOST_PACKET: Final = 1 << 20
_ASKED_EACH: Final = 2000
_CODES: Final = (
    "ascii", "latin-1", "cp1252", "mac-roman", "utf-8", "utf-16", "utf-16-be", "utf-16-le", "gbk",
    "gb2312", "gb18030", "big5", "big5hkscs", "shift_jis", "euc_jp", "iso2022_jp", "euc_kr",
    "cp949", "hz", "cp950", "cp932", "johab", "unicode_escape", "charmap",
)  # fmt: skip
"""Code pages that fonts of a PDF may name: loaded at the start, as later nothing can be."""
_LOADED_LATE: Final = (
    "_codecs.core_font_metrics", "_page", "_text_extraction", "_utils", "_writer", "filters",
    "generic._appearance_stream", "generic._font", "generic._image_xobject", "types", "xmp",
)  # fmt: skip
"""What pypdf imports where it first needs it."""
BROKEN: Final = (
    PyPdfError, ValueError, LookupError, ArithmeticError, TypeError, AttributeError, ImportError,
    AssertionError, RuntimeError, OSError, EOFError, struct.error, zlib.error, MemoryError,
    DependencyError, DeprecationError,
)  # fmt: skip
"""What pypdf raises of a file that is not as it should be."""
_SMALL: Final = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F 5 0 R"
    b">>>>>>endobj\n4 0 obj<</Length 22>>stream\nBT /F 9 Tf (x) Tj ET  \nendstream endobj\n"
    b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    b"trailer<</Root 1 0 R/Size 6>>\nstartxref\n0\n%%EOF\n"
)


def prepare() -> None:
    """Load what a file may ask for, by reading a small one."""
    overwrite_configuration(jbig2dec_binary=None, disable_legacy_handling=True)
    for name in _CODES:
        codecs.lookup(name)
    for name in _LOADED_LATE:
        import_module(f"pypdf.{name}")
    read(_SMALL, Budget(), Told())


def read(data: bytes, budget: Budget, told: Told) -> bool:
    """Page after page; False, as nothing is left. ``Enough``, ``Closed``, and ``NotReadable`` where
    some or all of it could not be read: what could be was told."""
    # What it warns of names words of the file.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    try:
        _in_time(budget, lambda: _read(data, told))
    except (FileNotDecryptedError, DependencyError):
        told.fact("Encrypted", "yes")
        raise Closed from None
    except BROKEN as error:
        raise NotReadable(type(error).__name__) from None
    if _ENDS not in data[-_END_WITHIN:]:
        raise NotReadable("it breaks off")
    return False


class _Stopped(BaseException):
    """Past its time. No ``Exception``: pypdf goes on behind many of those."""


def _in_time(budget: Budget, act: Callable[[], None]) -> None:
    """pypdf asks nobody while it works, so it is asked at every call it makes."""
    calls, works = 0, True

    def look(_frame: FrameType, _event: str, _arg: object) -> None:
        nonlocal calls
        calls += 1
        if works and calls % _ASKED_EACH == 0 and budget.is_over():
            raise _Stopped

    before = sys.getprofile()
    try:
        sys.setprofile(look)
        act()
    except _Stopped:
        raise Enough from None
    finally:
        works = False
        sys.setprofile(before)


def _read(data: bytes, told: Told) -> None:
    reader, pages, mended = _opened(data)
    says = pdf_says.Says(told)
    try:
        _of_the_whole(reader, says, told)
        told.fact("Pages", str(pages))
        unread = sum(
            not _page(reader, number, says, told) for number in range(min(pages, MOST_PAGES))
        )
    finally:
        says.end()
    if unread:
        told.fact("PagesNotRead", str(unread))
    if pages > MOST_PAGES:
        raise Enough
    if unread or mended:
        raise NotReadable("not whole")


def _opened(data: bytes) -> tuple[PdfReader, int, bool]:
    """A reader, the number of pages, and whether it had to be told where the file ends, as of one
    that breaks off."""
    try:
        reader = PdfReader(io.BytesIO(data))
        return reader, len(reader.pages), False
    except (FileNotDecryptedError, DependencyError):
        raise
    except BROKEN:
        ended = data + _END % min(_MOST_OBJECTS, data.count(b" obj") + 1)
        reader = PdfReader(io.BytesIO(ended))
        return reader, len(reader.pages), True


def _of_the_whole(reader: PdfReader, says: pdf_says.Says, told: Told) -> None:
    """What does not read of it keeps no page from being read."""
    with suppress(*BROKEN):
        for key, value in pdf_says.properties(reader):
            told.fact(key, value)
    with suppress(*BROKEN):
        says.catalog(reader)
    with suppress(*BROKEN):
        told.facts += packets.xmp(pdf_says.packet(reader)[:_MOST_PACKET])


def _page(reader: PdfReader, number: int, says: pdf_says.Says, told: Told) -> bool:
    """The text of a page, counted from 0, then what was noted on it; whether it could be read."""
    told.begin(Part.PAGE, str(number + 1))
    try:
        page = reader.pages[number]
        text = page.extract_text()
        for line in text.splitlines():
            told.line(line)
        if not text.strip():
            told.count("PagesWithoutText")
        says.page(page)
    except (FileNotDecryptedError, DependencyError):
        raise
    except BROKEN:
        return False
    return True
