"""Our icons in the lists of Qt's file dialog.

Painted by a delegate, on the thread of the window: Qt asks a provider of icons on a thread of its
own, where Python must not be waited for.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QFileSystemModel, QStyledItemDelegate, QStyleOptionViewItem

from desktop.media.decoding.peek import is_picture
from ui.theme import current


class FileIcons(QStyledItemDelegate):
    """A folder, a picture, or any other file."""

    def initStyleOption(  # noqa: N802  # Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Put our icon in place of Qt's."""
        super().initStyleOption(option, index)
        model = index.model()
        if index.column() == 0 and isinstance(model, QFileSystemModel):
            option.icon = current().icon(_icon(model, index))


class NoIcons(QStyledItemDelegate):
    """The names that are offered below the field for one: they are read, and no picture helps."""

    def initStyleOption(  # noqa: N802  # Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Leave out Qt's icon, and its room."""
        super().initStyleOption(option, index)
        option.features &= ~QStyleOptionViewItem.ViewItemFeature.HasDecoration


def _icon(model: QFileSystemModel, index: QModelIndex | QPersistentModelIndex) -> str:
    if model.isDir(index):
        return "folder"
    return "picture" if is_picture(Path(model.fileName(index))) else "file"
