"""What is still open in an interview, by phase; each line leads to where it is done."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.i18n import _, gettext
from desktop.messages.phases import TITLES, point_message
from desktop.model.opened import Opened
from desktop.model.phases import Phase, Point, open_points
from ui.scale import space, with_text
from ui.widgets.buttons import Button, on_click
from ui.widgets.label import paragraph, text_label
from ui.widgets.layouts import column, empty
from ui.widgets.sheet import Scrolled

_WIDTH = 248
_ABOVE = 8
"""Pixels above and below the words of a line: one of them is a target of the usual height."""

Line = tuple[Phase, Point, str]


def open_lines(opened: Opened, undecided: Collection[Phase]) -> list[Line]:
    """All that is open, in the order of the phases, in words; the seal itself aside."""
    lines: list[Line] = [
        (phase, each.point, point_message(each))
        for phase, points in open_points(opened).items()
        for each in points
        if each.point is not Point.SEAL
    ]
    known = {(phase, point) for phase, point, _said in lines}
    for phase in Phase:
        unsaved = (phase, Point.CONSENT_UNSAVED)
        if phase in undecided and unsaved not in known:
            lines.append((*unsaved, _("Answers not recorded yet")))
    return sorted(lines, key=lambda line: list(Phase).index(line[0]))


class OpenList(QWidget):
    """The lines, each a button. ``wanted(Phase, Point)``: somebody wants to do it now."""

    wanted = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] | None = None
        self._column = column(gap=0)
        self.setLayout(self._column)

    def tell(self, opened: Opened, undecided: Collection[Phase]) -> None:
        """Renew the lines; while they are the same nothing is made anew under a hand."""
        lines = open_lines(opened, undecided)
        if lines == self._lines:
            return
        self._lines = lines
        empty(self._column)
        above: Phase | None = None
        for phase, point, said in lines:
            if phase is not above:
                above = phase
                self._column.addWidget(_title(gettext(TITLES[phase])))
            self._column.addWidget(self._button(phase, point, said))
        if not lines:
            self._column.addWidget(paragraph(_("Nothing is open."), "quiet"))

    @property
    def lines(self) -> list[Line]:
        """What is open, as it stands there."""
        return list(self._lines or ())

    def _button(self, phase: Phase, point: Point, said: str) -> Button:
        button = _LineButton(said[:1].upper() + said[1:], gettext(TITLES[phase]))
        on_click(button, lambda: self.wanted.emit(phase, point))
        return button


class _LineButton(Button):
    """A button whose words break their lines; they let the mouse through."""

    def __init__(self, said: str, of: str) -> None:
        super().__init__("", "line")
        words = paragraph(said, "small")
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._inside = column(words)
        self._inside.setContentsMargins(space(2), _ABOVE, space(2), _ABOVE)
        self.setLayout(self._inside)
        self.setAccessibleName(f"{of}: {said}")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()


class StillOpen(QWidget):
    """The list beside the work, under its heading."""

    wanted = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(with_text(_WIDTH))
        self.list = OpenList()
        self.list.wanted.connect(self.wanted)
        heading = text_label(_("Still open"), "strong")
        heading.setIndent(space(2))
        inner = QWidget()
        inside = column(heading, self.list, None, gap=2)
        inside.setContentsMargins(space(3), space(4), space(3), space(4))
        inner.setLayout(inside)
        self.setLayout(column(Scrolled(inner)))
        self.setAccessibleName(_("Still open"))

    def tell(self, opened: Opened, undecided: Collection[Phase]) -> None:
        """Renew the list."""
        self.list.tell(opened, undecided)


def _title(text: str) -> QWidget:
    title = text_label(text, "small", "quiet")
    title.setIndent(space(2))
    title.setContentsMargins(0, space(2), 0, 0)
    return title
