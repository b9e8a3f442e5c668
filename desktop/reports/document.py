"""Pages, bookmarks and the document's properties.

The same story gives the same bytes: no clock, no random id, no name of a machine.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC
from functools import partial
from typing import TYPE_CHECKING, Final

from desktop.model.values.moment import Moment
from desktop.reports.fonts import SANS, register_fonts
from desktop.reports.setting import paragraph, printable
from desktop.reports.styles import BOTTOM, LEFT, MEASURE, MM, PAGE, TOP
from desktop.system.imported import import_beside

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, Flowable

    from desktop.reports.footers import Footer

_PARTS: Final = (
    "reportlab.lib.utils",
    "reportlab.pdfbase.pdfdoc",
    "reportlab.pdfgen.canvas",
    "reportlab.pdfbase.ttfonts",
    "reportlab.platypus.paragraph",
    "reportlab.platypus",
)
"""Of ReportLab; imported in a fifth of a second, half of that for one of them."""


_ROOM: Final = 50 * MM
"""Heading, head of the table, and some of its rows."""


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself. ``title`` is a code, never a name (it shows in lists).

    ``mark``: the lines that stand under the text of each page; none on what stays here.
    """

    title: str
    language: str
    made_at: Moment
    footer: Footer
    mark: tuple[str, ...] = ()


def set_document(
    story: Callable[[], Iterable[Flowable]],
    properties: Properties,
    pause: Callable[[], None] = lambda: None,
) -> bytes:
    """The PDF. ``story`` is called once, when the fonts are there.

    ``pause`` is called again and again, so that whoever waits for the thread gets a turn.
    """
    import_beside(_PARTS, pause)
    pause()
    from reportlab import rl_config

    from desktop.reports.footers import FootedCanvas

    register_fonts(pause)
    # Streams as bytes: written out in letters, as is its default, pictures take a quarter more.
    rl_config.useA85 = 0
    out = io.BytesIO()
    template = _template(out, properties)
    template.beforeDocument = lambda: _begin(template.canv, properties.made_at)
    template.afterFlowable = lambda flowable: _placed(template.canv, flowable, pause)
    told = []
    for flowable in story():
        told.append(flowable)
        pause()
    made = partial(FootedCanvas, properties.footer, properties.mark)
    template.build(told, canvasmaker=made)
    return out.getvalue()


def section(title: str) -> Flowable:
    """A heading that is also a bookmark."""
    heading = paragraph(title, "section")
    heading.bookmark = printable(title)
    return heading


def section_of_rows(title: str) -> list[Flowable]:
    """A heading above a table of any length, with room for a few rows. Kept with the table, as
    other headings are with what follows, it would move all of it to the next page."""
    from reportlab.platypus import CondPageBreak

    heading = section(title)
    heading.keepWithNext = 0
    return [CondPageBreak(_ROOM), heading]


def _template(out: io.BytesIO, properties: Properties) -> BaseDocTemplate:
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    template = BaseDocTemplate(
        out,
        pagesize=PAGE,
        invariant=1,
        lang=properties.language,
        title=printable(properties.title),
        author="",
        subject="",
        creator="Skrynia",
        producer="Skrynia",
        initialFontName=SANS,
    )
    frame = Frame(LEFT, BOTTOM, MEASURE, PAGE[1] - TOP - BOTTOM, 0, 0, 0, 0)
    page = PageTemplate("page", [frame], onPage=lambda canvas, _template: canvas.dress())
    template.addPageTemplates(page)
    return template


def _begin(canvas: Canvas, made_at: Moment) -> None:
    canvas._doc._timeStamp = _RecordTime(made_at)
    # The file's id is then a digest of its pages alone, whatever the environment says.
    canvas._doc.signature = hashlib.sha256()
    canvas.showOutline()


def _placed(canvas: Canvas, flowable: Flowable, pause: Callable[[], None]) -> None:
    _bookmark(canvas, flowable)
    pause()


def _bookmark(canvas: Canvas, flowable: Flowable) -> None:
    title = getattr(flowable, "bookmark", None)
    if title is not None:
        key = f"section-{canvas.getPageNumber()}-{title}"
        canvas.bookmarkPage(key)
        canvas.addOutlineEntry(title, key, level=0)


class _RecordTime:
    """A record's own time, in UTC, where ReportLab would put the time of printing."""

    def __init__(self, moment: Moment) -> None:
        utc = moment.local().astimezone(UTC)
        self.t = utc.timestamp()
        self.lt = utc.timetuple()
        self.tzname = "UTC"
        self.YMDhms = tuple(self.lt)[:6]
        self.dhh = self.dmm = 0
