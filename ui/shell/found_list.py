"""What the search found, and where it looks, floating below its field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from desktop.errors import SkryniaError
from desktop.i18n import _
from desktop.messages.errors import explain
from desktop.messages.found_in import title
from ui.scale import space, with_text
from ui.shell.room import Room
from ui.shell.search_filters import FilterRow
from ui.widgets.label import text_label
from ui.widgets.layouts import column
from ui.widgets.lists.list_pane import ListPane
from ui.widgets.lists.rows import Row, RowsModel

if TYPE_CHECKING:
    from desktop.vault.search.search import Found, Hit

_TALLEST = 420
_WIDTH = 660
_MOST_SAID = 8
"""Other spellings that are named."""


class FoundList(QFrame):
    """Floats inside the rooms: no window of its own, so that it goes with them when the vault is
    locked. ``chosen``: Enter, or a click on a row. ``left``: Escape: back to the field."""

    chosen = Signal()
    left = Signal()

    def __init__(self, field: QWidget, rooms: Sequence[Room]) -> None:
        super().__init__(field)
        self._field = field
        self._over = field
        self.setProperty("sheet", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.filters = FilterRow(rooms)
        self._model = RowsModel(self)
        self.list = ListPane(_("What was found"), self._model)
        self.list.setProperty("plain", "true")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(lambda _index: self.chosen.emit())
        self.said = text_label("", "small", "quiet")
        self.said.setWordWrap(True)
        self.said.setIndent(space(2))
        self._inner = column(self.filters, self.said, self.list, gap=2, margin=2)
        self.setLayout(self._inner)
        self.hide()

    def float_over(self, parent: QWidget) -> None:
        """Float inside this widget, which holds the field, and go when it goes."""
        self._over = parent
        self.setParent(parent)
        self.filters.come_after(self._field)
        self.hide()

    def holds(self, widget: QWidget | None) -> bool:
        """Whether the widget is here, or the list of a choice that is open here."""
        while widget is not None and widget is not self:
            widget = widget.parentWidget()
        return widget is self

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the filters leave: arrows, Enter and Escape are those of the field."""
        if not self.take_key(event.key()):
            super().keyPressEvent(event)

    def take_key(self, key: int) -> bool:
        """Whether the key did something here."""
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.isVisible():
            self.move_by(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return False
        return True

    def show_found(self, found: Found) -> None:
        """Show these, the first one chosen, or say that there are none."""
        self._model.set_rows([_row(number, hit) for number, hit in enumerate(found.hits)])
        self.list.show_row("0")
        self._say(self._told(found))

    def show_failure(self, error: SkryniaError) -> None:
        """Say why there is no answer."""
        self._model.set_rows(())
        self._say(explain(error).title)

    def move_by(self, rows: int) -> None:
        """Choose the next or the one before."""
        chosen = self.list.currentIndex().row() + rows
        self.list.show_row(str(max(0, min(self._model.rowCount() - 1, chosen))))
        self.list.scrollTo(self.list.currentIndex())

    def _told(self, found: Found) -> str:
        wrong, also = self.filters.value.wrong, found.also[:_MOST_SAID]
        more = ("…",) if len(found.also) > _MOST_SAID else ()
        parts = (
            _("“{words}” is not a day, and was ignored.").format(words=wrong) if wrong else "",
            "" if found.hits else _("Nothing was found"),
            _("Also found as: {words}").format(words=", ".join((*also, *more))) if also else "",
            _("More places were found than are shown: one more word narrows them.")
            if found.more
            else "",
            _("Not every place was looked at: there may be more.") if found.unread else "",
            _("Some words are not found in their other spellings yet.") if found.learning else "",
            _("Not everything in the vault is found yet: some of it is still being read.")
            if found.waiting
            else "",
        )
        return "\n".join(filter(None, parts))

    def _say(self, words: str) -> None:
        rows = self._model.rowCount()
        self.said.setText(words)
        self.said.setVisible(bool(words))
        self.list.setVisible(bool(rows))
        self.list.setFixedHeight(min(_TALLEST, self.list.height_of_row * rows))
        corner = self._field.mapTo(self._over, QPoint(0, self._field.height() + 4))
        self.move(corner)
        width = min(max(self._field.width(), with_text(_WIDTH)), self._over.width() - corner.x())
        self._inner.activate()
        self.resize(width, self._inner.totalHeightForWidth(width))
        self.show()
        self.raise_()


def _row(number: int, hit: Hit) -> Row:
    return Row(str(number), title(hit), hit.excerpt, marks=hit.marks)
