"""One search field over everything: type, see, go there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QWidget

from desktop.errors import SkryniaError
from desktop.i18n import _
from desktop.messages.errors import explain
from ui.scale import space, with_text
from ui.shell.room import Navigate, Room
from ui.widgets.label import text_label
from ui.widgets.layouts import column, row
from ui.widgets.lists.list_pane import ListPane
from ui.widgets.lists.rows import Row, RowsModel
from ui.widgets.picture import Picture

if TYPE_CHECKING:
    from desktop.vault import Vault
    from desktop.vault.search.search import Hit
    from ui.tasks import VaultWorker

_PAUSE_MS = 120
_MOST = 50
_SHORTEST = 2
_TALLEST = 420
_WIDTH = 520
_GLASS = 18


class SearchField(QLineEdit):
    """Asks the vault a moment after each key; an answer that came too late is dropped.

    ``left``: the focus went elsewhere.
    """

    left = Signal()

    def __init__(self, worker: VaultWorker, navigate: Navigate, rooms: Sequence[Room]) -> None:
        super().__init__()
        self._worker = worker
        self._rooms = tuple(rooms)
        self._navigate = navigate
        self._hits: list[Hit] = []
        self._asked = ""
        self._before: QWidget | None = None
        self.setPlaceholderText(_("Search everything   Ctrl+K"))
        self.setAccessibleName(_("Search everything"))
        self.setMaximumWidth(with_text(_WIDTH))
        self.setClearButtonEnabled(False)
        glass = Picture("search", _GLASS, "quiet")
        glass.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inner = row(glass, None, gap=0)
        inner.setContentsMargins(space(2) + 2, 0, 0, 0)
        self.setLayout(inner)
        self.setTextMargins(_GLASS + space(1), 0, 0, 0)
        self.found = FoundList(self)
        self.found.list.clicked.connect(lambda _index: self._go())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(lambda _text: self._pause.start())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move in the list below, Enter goes there, Escape goes back where one was."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.found.isVisible():
            self.found.move_by(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go()
        elif key == Qt.Key.Key_Escape:
            self.leave()
            self._go_back()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The list goes with the focus."""
        super().focusOutEvent(event)
        self.found.hide()
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.left.emit()

    def enter(self) -> None:
        """Take the focus, with what stands here chosen, to be typed over."""
        before = QApplication.focusWidget()
        if before is not None and before is not self:
            self._before = before
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def leave(self) -> None:
        """Forget the search."""
        self._pause.stop()
        self.clear()
        self._hits = []
        self.found.hide()

    def _go_back(self) -> None:
        """To what had the focus before; it may be gone or hidden by now."""
        if (
            self._before is not None
            and shiboken6.isValid(self._before)
            and self._before.isVisible()
        ):
            self._before.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.focusNextChild()

    def _ask(self) -> None:
        text = self.text().strip()
        if len(text) < _SHORTEST:
            self.found.hide()
            return

        self._asked = text

        def find(vault: Vault) -> list[Hit] | None:
            """None where other words were typed before the vault had time for these."""
            return vault.search.find(text, _MOST) if text == self._asked else None

        self._worker.run(find, lambda hits: self._show(text, hits), self._failed, self)

    def _show(self, text: str, hits: list[Hit] | None) -> None:
        if hits is None or text != self.text().strip():
            return
        self._hits = hits
        self.found.show_hits(hits)

    def _failed(self, error: SkryniaError) -> None:
        self._hits = []
        self.found.show_failure(error)

    def _go(self) -> None:
        number = self.found.list.currentIndex().row()
        if not 0 <= number < len(self._hits):
            return
        there = destination(self._hits[number], self._rooms)
        self.leave()
        if there is not None:
            room, location = there
            self._navigate(room, **location)


class FoundList(QFrame):
    """What was found, floating below the field inside the rooms: no window of its own, so that
    it goes with them when the vault is locked."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._field = field
        self._over = field
        self.setProperty("sheet", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._model = RowsModel(self)
        self.list = ListPane(_("What was found"), self._model)
        self.list.setProperty("plain", "true")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing = text_label("", "quiet")
        self._nothing.setIndent(space(3))
        self.setLayout(column(self._nothing, self.list, gap=1, margin=1))
        self.hide()

    def float_over(self, parent: QWidget) -> None:
        """Float inside this widget, which holds the field, and go when it goes."""
        self._over = parent
        self.setParent(parent)
        self.hide()

    def show_hits(self, hits: list[Hit]) -> None:
        """Show these, the first one chosen, or say that there are none."""
        rows = [Row(str(n), hit.title, hit.excerpt) for n, hit in enumerate(hits)]
        self._model.set_rows(rows)
        self.list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self._nothing.setText(_("Nothing was found"))
        self.list.show_row("0")
        self._float_below_field(len(rows))

    def show_failure(self, error: SkryniaError) -> None:
        """Say why there is no answer."""
        self._model.set_rows(())
        self.list.hide()
        self._nothing.show()
        self._nothing.setText(explain(error).title)
        self._float_below_field(0)

    def move_by(self, rows: int) -> None:
        """Choose the next or the one before."""
        chosen = self.list.currentIndex().row() + rows
        self.list.show_row(str(max(0, min(self._model.rowCount() - 1, chosen))))
        self.list.scrollTo(self.list.currentIndex())

    def _float_below_field(self, count: int) -> None:
        self.move(self._field.mapTo(self._over, QPoint(0, self._field.height() + 4)))
        height = min(_TALLEST, self.list.sizeHintForRow(0) * count + 12) if count else 56
        self.resize(max(self._field.width(), _WIDTH), height)
        self.show()
        self.raise_()


def destination(hit: Hit, rooms: Iterable[Room]) -> tuple[str, dict[str, str]] | None:
    """The room and the location in it where a hit is looked at; None where no room shows it."""
    for room in rooms:
        if hit.kind in room.finds:
            location = {room.shows: hit.record_id}
            if hit.kind != room.shows:
                location[hit.kind] = hit.place_id
            return room.key, location
    return None
