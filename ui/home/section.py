"""One list of what waits: a heading with how much, the first rows, and a way to more."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.i18n import _, gettext
from ui.home.rows import ACTIONS, Place, Told
from ui.scale import space
from ui.widgets.buttons import bare_button
from ui.widgets.label import text_label
from ui.widgets.layouts import column, row, rule
from ui.widgets.lists.acts import opening
from ui.widgets.lists.list_pane import ListPane
from ui.widgets.lists.rows import RowsModel

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class SectionList(ListPane):
    """Arrows only walk: ``chosen(key)`` fires on a click or Enter. ``beyond(1)`` or ``(-1)``: an
    arrow leads past the last or the first row."""

    chosen = Signal(str)
    beyond = Signal(int)

    def __init__(self, name: str, model: RowsModel) -> None:
        super().__init__(name, model)
        self._rows = model
        self.setProperty("plain", "true")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda _index: self._choose())
        self.offer(opening(self.chosen.emit))

    def enter_from(self, step: int) -> None:
        """Take the focus, at the first row or, from below, at the last."""
        self.enter_at(0 if step > 0 else self._rows.rowCount() - 1)

    def enter_at(self, place: int) -> None:
        """Take the focus at this row, or at the last where there are fewer."""
        self.setFocus(Qt.FocusReason.TabFocusReason)
        self.setCurrentIndex(self._rows.index(min(place, self._rows.rowCount() - 1)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """An arrow at the end goes on in the next list; Enter is an act of the row."""
        step = _STEPS.get(Qt.Key(event.key()), 0)
        edge = {1: self._rows.rowCount() - 1, -1: 0}.get(step)
        if step and self.currentIndex().row() == edge:
            self.beyond.emit(step)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """One row is marked on the page: that which Enter opens."""
        super().focusOutEvent(event)
        stays = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if event.reason() not in stays:
            self.setCurrentIndex(QModelIndex())

    def _choose(self) -> None:
        if self.chosen_key:
            self.chosen.emit(self.chosen_key)


class Section(QWidget):
    """``go(place)``: where a row leads that was chosen, or what is done with all of them.
    ``more(field)``: the rest of the list is wanted."""

    go = Signal(object)
    more = Signal(str)

    def __init__(self, field: str, title: str) -> None:
        super().__init__()
        self._told: Told | None = None
        self._title = text_label(title, "lead", "strong")
        self._count = text_label("", "quiet")
        self._model = RowsModel(self)
        self.list = SectionList(title, self._model)
        self.list.chosen.connect(self._choose)
        self.more_button = bare_button(
            _("Show more"), lambda: self.more.emit(field), "chevron-down"
        )
        heading = row(self._title, self._count, None, gap=2)
        # Beside the title, both would be wider than a narrow window.
        below = row(self.more_button, None, *self._action(field))
        self.setLayout(column(heading, rule(), self.list, below, gap=1))
        self.hide()

    def tell(self, told: Told | None) -> None:
        """Show these rows, keeping the marked one marked; None for nothing that waits."""
        self._told = told
        place, key = self.list.currentIndex().row(), self.list.chosen_key
        lines = told.lines if told else ()
        self._model.set_rows([line.row for line in lines])
        if told:
            self._count.setText(told.count)
            self.list.follow_rows(len(lines))
            self.more_button.setVisible(told.left_out)
            if self.list.hasFocus():
                here = self._model.place_of(key)
                kept = here if here >= 0 else min(place, len(lines) - 1)
                self.list.setCurrentIndex(self._model.index(max(kept, 0)))
        self.setVisible(told is not None)

    @property
    def room(self) -> str:
        """Where all of it is listed."""
        return self._told.lines[0].leads.room if self._told else ""

    @property
    def rows(self) -> tuple[str, ...]:
        """What is shown, a line each, as a screen reader says it."""
        return tuple(line.row.spoken for line in self._told.lines) if self._told else ()

    def _action(self, field: str) -> list[QWidget]:
        if field not in ACTIONS:
            return []
        said, place = ACTIONS[field]
        button = bare_button(gettext(said), self._going(place))
        button.setContentsMargins(0, 0, space(1), 0)
        return [button]

    def _going(self, place: Place) -> Callable[[], None]:
        return lambda: self.go.emit(place)

    def _choose(self, key: str) -> None:
        lines = self._told.lines if self._told else ()
        for line in lines:
            if line.row.key == key:
                self.go.emit(line.leads)
                return
