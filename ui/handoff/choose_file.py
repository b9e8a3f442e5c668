"""A sheet on which a file is dropped, from which it is chosen, and that finds it on a stick."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.model.identity import only_shown
from desktop.system.stick_watch import Seen, StickWatch, Wanted
from desktop.system.sticks import stick_title, stick_under
from ui.sticks import Sticks
from ui.widgets.buttons import primary_button
from ui.widgets.dialogs.file_picker import pick_file
from ui.widgets.drop_mark import DropMark
from ui.widgets.empty_state import EmptyState
from ui.widgets.heading import SectionHeading
from ui.widgets.layouts import column
from ui.widgets.lists.list_pane import ListPane
from ui.widgets.lists.rows import Row, RowsModel
from ui.widgets.sheet import Sheet

_HEIGHT = 280
_MOST_ROWS = 3


class ChooseFile(QWidget):
    """``chosen(Path)`` for exactly one file that is there; folders are passed over.

    ``wanted``: by its name, whether a file that lies on a stick is shown to be opened. Nothing is
    opened, and nothing of it read, before a person says so.
    """

    chosen = Signal(object)

    def __init__(
        self, title: str, text: str, action: str, kind: str, wanted: Wanted,
        watch: StickWatch | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._action, self._kind = action, kind
        self.setAcceptDrops(True)
        self.setAccessibleName(title)
        self.choose_button = primary_button(action, self._choose, "folder")
        sheet = Sheet(column(EmptyState("inbox", title, text, self.choose_button), margin=4))
        sheet.setMinimumHeight(_HEIGHT)
        self._sticks = Sticks(self, watch or StickWatch(wanted=wanted))
        self._sticks.changed.connect(self._see)
        self._model = RowsModel(self)
        self.found = ListPane(_("Found on USB sticks"), self._model)
        self.found.setProperty("plain", "true")
        self.found.leads_on(lambda key: self.chosen.emit(Path(key)))
        heading = SectionHeading(_("Found on USB sticks"))
        self._on_sticks = Sheet(column(heading, self.found, gap=2, margin=6))
        self.setLayout(column(sheet, self._on_sticks, gap=4))
        self._on_sticks.hide()
        self.setFocusProxy(self.choose_button)
        self.mark = DropMark(self, _("Drop here: nothing is accepted yet"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one local file."""
        if _one_file(event) is not None:
            event.acceptProposedAction()
            self.mark.begin()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """It is elsewhere now."""
        self.mark.end()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand on the file that was dropped."""
        self.mark.end()
        path = _one_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.chosen.emit(path)

    def _see(self, seen: Seen) -> None:
        marked = self.found.chosen_key
        rows = [_row(path, seen) for path in seen.files]
        self._model.set_rows(rows)
        self.found.follow_rows(_MOST_ROWS)
        keys = [row.key for row in rows]
        self.found.show_row(marked if marked in keys else "".join(keys[:1]))
        self._on_sticks.setVisible(bool(rows))

    def _choose(self) -> None:
        pick_file(self, self._action, [self._kind], self.chosen.emit)


def _row(path: Path, seen: Seen) -> Row:
    stick = stick_under(path, seen.sticks)
    return Row(str(path), only_shown(path.name), stick_title(stick) if stick is not None else "")


def _one_file(event: QDropEvent) -> Path | None:
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.is_file() else None
