"""The gutter of the account: what each utterance is, in two short lines beside its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextBlock

from desktop.model.interview import Utterance
from desktop.model.values.moment import Moment
from ui.interviews.account.blocks import head_of, id_of
from ui.widgets.lists.rows import joined

_BAR = 2
_BAR_TO_WORDS = 12
_LABEL_TO_WORDS = 24
_LEADING = 4


@dataclass(frozen=True, slots=True)
class Beside:
    """What is said of one utterance: whose words, when, and how it is known."""

    label: str
    time: str
    detail: str


Describe = Callable[[Utterance, Moment | None], Beside]


@dataclass(frozen=True, slots=True)
class Gutter:
    """How the gutter is painted, and who puts an utterance into two short lines.

    ``width`` in pixels, from the edge of the page to the words. ``set_before``: lines that were
    measured.
    """

    width: int
    describe: Describe
    font: QFont
    small_font: QFont
    ink: QColor
    current: QColor
    set_before: dict[Beside, tuple[str, str]] = field(default_factory=dict, compare=False)

    @property
    def room(self) -> int:
        """Pixels for a line of the label."""
        return self.width - _LABEL_TO_WORDS

    def lines(self, beside: Beside) -> tuple[str, str]:
        """The two lines. The time goes up where it fits, so that how it is known stays whole."""
        if beside not in self.set_before:
            self.set_before[beside] = self._measured(beside)
        return self.set_before[beside]

    def _measured(self, beside: Beside) -> tuple[str, str]:
        first = joined(beside.time, beside.label)
        if QFontMetrics(self.font).horizontalAdvance(first) <= self.room:
            return first, beside.detail
        return beside.label, joined(beside.time, beside.detail)


def paint_beside(
    painter: QPainter,
    block: QTextBlock,
    box: QRectF,
    gutter: Gutter,
    said_at: Mapping[str, Moment | None],
    current: bool,
) -> None:
    """Paint what belongs beside one block; ``box`` is where it stands in the view.

    A bar marks the utterance the cursor stands in; the label stands at its first block.
    """
    if current:
        bar = QRectF(gutter.width - _BAR_TO_WORDS, box.top(), _BAR, box.height())
        painter.fillRect(bar, gutter.current)
    previous = block.previous()
    if previous.isValid() and id_of(previous) == id_of(block):
        return
    first, second = gutter.lines(told(block, gutter, said_at))
    upper, lower = baselines(block, box, gutter)
    painter.setPen(gutter.ink)
    _paint_line(painter, gutter, gutter.font, first, upper)
    _paint_line(painter, gutter, gutter.small_font, second, lower)


def baselines(block: QTextBlock, box: QRectF, gutter: Gutter) -> tuple[float, float]:
    """Where the two lines beside a block stand."""
    line = block.layout().lineAt(0)
    upper = box.top() + line.y() + line.ascent()
    return upper, upper + gutter.small_font.pixelSize() + _LEADING


def told(block: QTextBlock, gutter: Gutter, said_at: Mapping[str, Moment | None]) -> Beside:
    """What is said beside an utterance; the time only where it is another than before."""
    head = head_of(block)
    beside = gutter.describe(head, said_at.get(head.id))
    before = block.previous()
    if not before.isValid():
        return beside
    above = head_of(before)
    same = gutter.describe(above, said_at.get(above.id)).time == beside.time
    return replace(beside, time="") if same else beside


def _paint_line(
    painter: QPainter, gutter: Gutter, font: QFont, words: str, baseline: float
) -> None:
    painter.setFont(font)
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, gutter.room)
    painter.drawText(QPointF(gutter.room - metrics.horizontalAdvance(shown), baseline), shown)
