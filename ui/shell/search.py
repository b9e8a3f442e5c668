"""One search field over everything: type, see, go there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.errors import SkryniaError
from desktop.i18n import _
from ui.scale import space, with_text
from ui.shell.found_list import FoundList
from ui.shell.room import Navigate, Room
from ui.shell.search_filters import Filters
from ui.widgets.layouts import row
from ui.widgets.picture import Picture

if TYPE_CHECKING:
    from desktop.vault import Vault
    from desktop.vault.search.search import Found, Hit
    from ui.tasks import VaultWorker

_PAUSE_MS = 120
_MOST = 50
_SHORTEST = 2
_WIDTH = 520
_GLASS = 18
_WORDS_OF = ("utterance", "attachment", "file-text")
"""The kinds of hit that are opened at their words: one field holds the whole text."""


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
        self._asked: tuple[str, Filters] | None = None
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
        self.found = FoundList(self, rooms)
        self.found.chosen.connect(self._go)
        self.found.left.connect(self._come_back)
        self.found.filters.changed.connect(self._ask_soon)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(self._ask_soon)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move in the list below, Enter goes there, Escape goes back where one was."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.leave()
            self._go_back()
        elif not self.found.take_key(key):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The list goes with the focus, but not to its own filters."""
        super().focusOutEvent(event)
        if self.found.holds(QApplication.focusWidget()):
            return
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
        self.found.filters.clear()
        self._hits = []
        self.found.hide()

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        """The list goes when its filters are left for anything but the field."""
        if not self.found.holds(before) or now in {None, self} or self.found.holds(now):
            return
        self.found.hide()
        self.left.emit()

    def _come_back(self) -> None:
        """From the filters."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

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

    def _ask_soon(self, _text: str = "") -> None:
        self._pause.start()

    def _ask(self) -> None:
        text, filters = self.text().strip(), self.found.filters.value
        if len(text) < _SHORTEST:
            self.found.hide()
            return

        asked = self._asked = (text, filters)

        def find(vault: Vault) -> Found | None:
            """None where other words were typed before the vault had time for these."""
            if asked != self._asked:
                return None
            return vault.search.look(text, _MOST, filters.narrowing(vault))

        self._worker.run(find, lambda found: self._show(asked, found), self._failed, self)

    def _show(self, asked: tuple[str, Filters], found: Found | None) -> None:
        if found is None or asked != (self.text().strip(), self.found.filters.value):
            return
        self._hits = list(found.hits)
        self.found.show_found(found)

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


def destination(hit: Hit, rooms: Iterable[Room]) -> tuple[str, dict[str, str]] | None:
    """The room and the location in it where a hit is looked at; None where no room shows it."""
    for room in rooms:
        if hit.kind in room.finds:
            location = {room.shows: hit.record_id}
            if hit.kind != room.shows:
                location[hit.kind] = hit.place_id
            if hit.kind in _WORDS_OF and any(hit.at):
                location |= {"within": str(hit.at[0]), "to": str(hit.at[1])}
            return room.key, location
    return None
