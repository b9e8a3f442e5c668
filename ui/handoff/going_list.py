"""The interviews that may go, each with a tick, however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QListView

from desktop.i18n import _
from desktop.vocabulary import vocabulary
from ui.handoff.package_rows import files_message
from ui.scale import TARGET
from ui.widgets.lists.rows import joined

if TYPE_CHECKING:
    from desktop.handoff.sending.looked import Looked
    from desktop.handoff.sending.offer import Selection

_Index = QModelIndex | QPersistentModelIndex
_MOST_SHOWN = 10
_FLAGS = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable


class GoingModel(QStringListModel):
    """Rows made when they are looked at; Qt counts them by itself, as so many empty texts.

    ``ticked(interview id, whether it goes)`` when a person ticks or unticks one.
    """

    ticked = Signal(str, bool)

    def __init__(self, selection: Selection) -> None:
        super().__init__()
        self._rows = selection.offer.may_go
        self._selection = selection
        self.setStringList([""] * len(self._rows))

    def show_selection(self, selection: Selection) -> None:
        """Tick what is in it; the interviews are those of the same offer."""
        self._selection = selection
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def flags(self, index: _Index) -> Qt.ItemFlag:  # noqa: ARG002
        """A row can be chosen and ticked, not edited."""
        return _FLAGS

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a row, its tick and its height."""
        looked = self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None
        if looked is None:
            return None
        if role == Qt.ItemDataRole.CheckStateRole:
            out = looked.id in self._selection.left_out
            return Qt.CheckState.Unchecked if out else Qt.CheckState.Checked
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, TARGET)
        return self._words(looked) if role == Qt.ItemDataRole.DisplayRole else None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a tick from the list."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.ticked.emit(self._rows[index.row()].id, _is_checked(value))
        return True

    def _words(self, looked: Looked) -> str:
        shown = vocabulary("identification").label(looked.identification.value)
        chosen = self._selection
        in_vain = looked.id not in chosen.left_out and not chosen.goes(looked)
        return joined(
            looked.code,
            shown,
            "" if looked.decision.as_told else _("Pseudonymised"),
            files_message(looked.file_count),
            _("Nothing new to send.") if in_vain else "",
        )


class GoingList(QListView):
    """Shows a :class:`GoingModel`, as high as its rows and no higher than ten."""

    def __init__(self, model: GoingModel) -> None:
        super().__init__()
        self.setAccessibleName(_("Interviews to be sent"))
        self.setProperty("ticks", "true")
        self.setProperty("plain", "true")
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setModel(model)
        model.setParent(self)
        self.setFixedHeight(min(model.rowCount(), _MOST_SHOWN) * TARGET + 4)


def _is_checked(value: object) -> bool:
    """Qt gives the state as a number, a test as itself."""
    return Qt.CheckState(value) is Qt.CheckState.Checked
