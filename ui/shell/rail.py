"""The left rail: the rooms, with how much is in each; a strip where one thing is open alone."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.formats import format_number
from desktop.i18n import _, gettext
from ui.scale import space, with_text
from ui.shell.room import SETTINGS, Room
from ui.widgets.buttons import Button, on_click
from ui.widgets.choices.one_of import OneOf
from ui.widgets.label import text_label
from ui.widgets.layouts import column, row
from ui.widgets.picture import Picture

_WIDTH = 216
_NARROW = 56
"""Icons alone, with the titles as tooltips."""
_STRIP = 48
"""The same beside what has the window for itself."""
_HEIGHT = 40
_TEXT_HEIGHT = 23
_ICON = 20
_AROUND = _ICON + space(14)
"""What of a line is neither title nor count: the icon, the margins, the gaps."""


class Rail(QWidget):
    """One line a room; settings stand apart at the bottom.

    ``chosen(key)``: another room is wanted; ``again()``: the one in front was pressed once more.
    ``unfold``, ``search``, ``lock``: what the strip offers instead of what it took away.
    """

    chosen = Signal(str)
    again = Signal()
    unfold = Signal()
    search = Signal()
    lock = Signal()

    def __init__(self, rooms: Iterable[Room]) -> None:
        super().__init__()
        self.setProperty("ground", "fold")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(with_text(_WIDTH))
        self.setAccessibleName(_("Sections"))
        self._one = OneOf(self)
        self._one.chosen.connect(self.chosen)
        self._lines = {room.key: self._line(room) for room in rooms}
        upper = [line for key, line in self._lines.items() if key != SETTINGS]
        lower = [line for key, line in self._lines.items() if key == SETTINGS]
        self._name = text_label("Skrynia", "lead", "strong")
        self._heading = _heading(self._name)
        self._back = _StripButton("list", _("Show the list (Ctrl+B)"), self.unfold)
        self._only_in_strip = (
            self._back,
            _StripButton("search", _("Search everything (Ctrl+K)"), self.search),
            _StripButton("lock", _("Lock"), self.lock),
        )
        self._only_in_strip[2].setToolTip(_("Lock the vault (Ctrl+L)"))
        top = (self._heading, self._back)
        self._whole = column(*top, *upper, None, *self._only_in_strip[1:], *lower, gap=1)
        self.setLayout(self._whole)
        self._narrow = self._strip = False
        self._show_width()

    def show_chosen(self, key: str) -> None:
        """Mark the room in front, without firing ``chosen``."""
        self._one.set_value(key)

    def show_narrow(self, narrow: bool) -> None:
        """Show icons alone, because the window has no width to give away, or titles again."""
        self._narrow = narrow
        self._show_width()

    def show_strip(self, strip: bool) -> None:
        """Be a strip beside what has the window for itself, or a rail again."""
        if strip is not self._strip:
            self._strip = strip
            self._show_width()

    def _show_width(self) -> None:
        icons = self._strip or self._narrow
        side = space(1) if self._strip else space(2)
        edge = space(1) if self._strip else space(3)
        self._whole.setContentsMargins(side, edge, side, space(3))
        narrow = _STRIP if self._strip else _NARROW
        self.setFixedWidth(narrow if icons else with_text(_WIDTH))
        self._name.setVisible(not icons)
        self._heading.setVisible(not self._strip)
        for button in self._only_in_strip:
            button.setVisible(self._strip)
        for line in self._lines.values():
            line.show_narrow(icons)

    def show_count(self, key: str, count: int) -> None:
        """Say how much is in a room."""
        self._lines[key].tell_count(count)

    def holds_focus(self) -> bool:
        """Whether somebody is going through the rooms here, by mouse or arrows."""
        return any(line.hasFocus() for line in (*self._lines.values(), *self._only_in_strip))

    def line(self, key: str) -> Button:
        """The line of one room."""
        return self._lines[key]

    def _line(self, room: Room) -> _Line:
        line = _Line(room)
        # Before the press checks it: a line that is checked then was pressed once more.
        line.pressed.connect(lambda: self.again.emit() if line.isChecked() else None)
        self._one.add(room.key, line)
        return line


class _Line(Button):
    """Icon, title and count inside a button; the inner labels let the mouse through."""

    def __init__(self, room: Room) -> None:
        super().__init__("", "rail")
        self._title = gettext(room.title)
        self.setFixedHeight(_height())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._count = text_label("", "small", "quiet")
        self._label = text_label(self._title)
        parts = (Picture(room.icon, _ICON), self._label, self._count)
        inner = row(parts[0], parts[1], None, parts[2], gap=2)
        inner.setContentsMargins(space(2), 0, space(2), 0)
        self.setLayout(inner)
        for part in parts:
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(self._title)

    def tell_count(self, count: int) -> None:
        self._count.setText(format_number(count))
        self._count.setVisible(self._label.isVisibleTo(self) and self._has_room())
        self.setAccessibleName(f"{self._title}, {format_number(count)}")

    def show_narrow(self, narrow: bool) -> None:
        self._label.setVisible(not narrow)
        self._count.setVisible(not narrow and self._has_room())
        self.setToolTip(self._title if narrow else "")

    def sizeHint(self) -> QSize:
        return QSize(_NARROW - space(4), _height())

    def _has_room(self) -> bool:
        """Whether the count stands beside the title: a long title is never cut for it."""
        words = self._label.sizeHint().width() + self._count.sizeHint().width()
        return words + _AROUND <= with_text(_WIDTH)


class _StripButton(Button):
    """A square with an icon alone; ``name`` is its tooltip and accessible name."""

    def __init__(self, icon: str, name: str, pressed: SignalInstance) -> None:
        super().__init__("", "icon", icon)
        on_click(self, pressed.emit)
        self.setToolTip(name)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return QSize(_STRIP - space(2), _HEIGHT)


def _height() -> int:
    """Pixels of a line. Its title is one line: at 200 percent it has room without growing twice,
    so that every room is still reached on a low screen."""
    return max(_HEIGHT, with_text(_TEXT_HEIGHT))


def _heading(name: QWidget) -> QWidget:
    line = row(Picture("chest", 24, "cornflower"), name, None, gap=2)
    line.setContentsMargins(space(2), space(1), space(2), space(3))
    holder = QWidget()
    holder.setLayout(line)
    return holder
