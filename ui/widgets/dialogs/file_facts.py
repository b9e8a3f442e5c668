"""Size and date of a file in Qt's dialog, worded as everywhere else in the program."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import (
    QFileSystemModel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from desktop.formats import format_date_time, format_size

_SIZE, _DATE = 1, 3
"""Qt's columns."""


def word_facts(table: QTreeView) -> None:
    """Show both in ``table`` in the language in force."""
    facts = _Facts(table)
    for column in (_SIZE, _DATE):
        table.setItemDelegateForColumn(column, facts)


class _Facts(QStyledItemDelegate):
    """Asks the model what it read of the files already: nothing is read to be drawn."""

    def initStyleOption(  # noqa: N802
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt says 433.21 KiB and 30 11 2026 04:15."""
        super().initStyleOption(option, index)
        model = index.model()
        if not isinstance(model, QFileSystemModel) or not option.text:
            return
        if index.column() == _SIZE:
            option.text = format_size(model.size(index))
        else:
            seconds = model.lastModified(index).toSecsSinceEpoch()
            option.text = format_date_time(datetime.fromtimestamp(seconds, UTC).astimezone())
