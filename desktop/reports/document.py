"""Pages, footers, bookmarks and the document's properties.

The same story gives the same bytes: no clock, no random id, no name of a machine. The story
is set twice, because the footer of the first page says how many there are.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

from desktop.model.moment import Moment
from desktop.reports.fonts import SANS, register_fonts
from desktop.reports.glyphs import in_base_face
from desktop.reports.setting import paragraph, printable
from desktop.reports.styles import BOTTOM, LEFT, MEASURE, MM, NUMBERS, PAGE, QUIET, RIGHT, TOP

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Flowable


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself. ``title`` is a code, never a name (it shows in lists).

    ``footer`` gives the line at the foot of page ``(number, of)``.
    """

    title: str
    language: str
    made_at: Moment
    footer: Callable[[int, int], str]


Story = Callable[[], Sequence["Flowable"]]


def set_document(story: Story, properties: Properties) -> bytes:
    """The PDF. ``story`` is called twice and has to give fresh flowables each time."""
    from reportlab import rl_config

    register_fonts()
    # Streams as bytes: written out in letters, as is its default, pictures take a quarter more.
    rl_config.useA85 = 0
    pages = _Build(properties, 0).run(story())[1]
    return _Build(properties, pages).run(story())[0]


def section(title: str) -> Flowable:
    """A heading that is also a bookmark."""
    heading = paragraph(title, "section")
    heading.bookmark = printable(title)
    return heading


class _Build:
    """One setting of the story."""

    def __init__(self, properties: Properties, pages: int) -> None:
        self._properties = properties
        self._pages = pages

    def run(self, story: Sequence[Flowable]) -> tuple[bytes, int]:
        from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

        out = io.BytesIO()
        template = BaseDocTemplate(
            out,
            pagesize=PAGE,
            invariant=1,
            lang=self._properties.language,
            title=printable(self._properties.title),
            author="",
            subject="",
            creator="Skrynia",
            producer="Skrynia",
            initialFontName=SANS,
        )
        height = PAGE[1] - TOP - BOTTOM
        frame = Frame(LEFT, BOTTOM, MEASURE, height, 0, 0, 0, 0)
        template.addPageTemplates(PageTemplate("page", [frame], onPage=self._footer))
        template.beforeDocument = lambda: self._begin(template.canv)
        template.afterFlowable = lambda flowable: _bookmark(template.canv, flowable)
        template.build(list(story))
        return out.getvalue(), template.page

    def _begin(self, canvas: Canvas) -> None:
        canvas._doc._timeStamp = _RecordTime(self._properties.made_at)
        # The file's id is then a digest of its pages alone, whatever the environment says.
        canvas._doc.signature = hashlib.sha256()
        canvas.showOutline()

    def _footer(self, canvas: Canvas, template: Any) -> None:
        text = self._properties.footer(template.page, self._pages)
        canvas.saveState()
        canvas.setFont(SANS, 7.5)
        canvas.setFillColor(QUIET)
        canvas.drawString(
            LEFT + NUMBERS, BOTTOM - 12 * MM, _fitting(canvas, in_base_face(printable(text)))
        )
        canvas.restoreState()


def _fitting(canvas: Canvas, text: str) -> str:
    """``text`` as far as the line is wide."""
    room = PAGE[0] - LEFT - NUMBERS - RIGHT
    if canvas.stringWidth(text, SANS, 7.5) <= room:
        return text
    while text and canvas.stringWidth(text + "…", SANS, 7.5) > room:
        text = text[:-1]
    return text + "…"


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
