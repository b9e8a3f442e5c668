"""Choosing files and folders, with our own words, leaving no history on disk.

Qt's own dialog is used everywhere: the system's one writes what was chosen to lists of
recent files. Qt's in turn keeps the last folder and the history under «QtProject», in a
file of the configuration folder or in the Windows registry. On systems with a file that is
led into nothing before a dialog is made; on Windows the group is removed after it closed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QDir, QSettings, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHeaderView,
    QSplitter,
    QToolButton,
    QTreeView,
    QWidget,
)

from desktop.i18n import _
from ui.theme import current
from ui.widgets.no_history import keep_no_history
from ui.widgets.screen_fit import keep_on_screen

Files = Callable[[list[Path]], None]
OneFile = Callable[[Path], None]

_SIZE = (820, 520)
_PLACES = 180
_KIND = 2
"""Qt's column for what kind of file it is."""
_GROUP = "FileDialog"
_ICONS = {
    "backButton": "arrow-left",
    "forwardButton": "arrow-right",
    "toParentButton": "arrow-up",
    "newFolderButton": "folder-plus",
    "listModeButton": "tiles",
    "detailModeButton": "list",
}
"""Qt's names for the buttons of its dialog, and our icons for them."""


def pick_files(
    parent: QWidget, title: str, kinds: Sequence[str], chosen: Files, action: str = ""
) -> QFileDialog:
    """Choose one or more files that are there. ``kinds``: "Pictures (*.jpg *.png)"."""
    dialog = _dialog(parent, title, action or _("Choose"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters(list(kinds))
    dialog.filesSelected.connect(lambda names: chosen([Path(name) for name in names]))
    return _opened(dialog)


def pick_file(
    parent: QWidget, title: str, kinds: Sequence[str], chosen: OneFile, action: str = ""
) -> QFileDialog:
    """Choose one file that is there."""
    dialog = _dialog(parent, title, action or _("Choose"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(list(kinds))
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    return _opened(dialog)


def pick_folder(
    parent: QWidget, title: str, chosen: OneFile, action: str = "", start: Path | None = None
) -> QFileDialog:
    """Choose a folder; one may be made in the dialog."""
    dialog = _dialog(parent, title, action or _("Choose this folder"))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    if start is not None:
        dialog.setDirectory(QDir(str(start)))
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    return _opened(dialog)


def save_as(
    parent: QWidget, title: str, name: str, kinds: Sequence[str], chosen: OneFile
) -> QFileDialog:
    """Choose where to write a file; ``name`` is proposed. Qt asks before one is replaced."""
    dialog = _dialog(parent, title, _("Save"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, _("Save"))
    dialog.setNameFilters(list(kinds))
    dialog.selectFile(name)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    return _opened(dialog)


def _dialog(parent: QWidget, title: str, action: str) -> QFileDialog:
    keep_no_history()
    dialog = QFileDialog(parent, title, str(Path.home()))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setOption(QFileDialog.Option.DontUseCustomDirectoryIcons)
    dialog.setHistory([])
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    for label, text in (
        (QFileDialog.DialogLabel.Accept, action),
        (QFileDialog.DialogLabel.Reject, _("Cancel")),
        (QFileDialog.DialogLabel.LookIn, _("Folder:")),
        (QFileDialog.DialogLabel.FileName, _("Name:")),
        (QFileDialog.DialogLabel.FileType, _("Kind:")),
    ):
        dialog.setLabelText(label, text)
    dialog.resize(*_SIZE)
    dialog.setFont(current().font())
    return dialog


def _opened(dialog: QFileDialog) -> QFileDialog:
    _give_columns_room(dialog)
    _give_icons(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.destroyed.connect(_forget)
    dialog.open()
    keep_on_screen(dialog)
    return dialog


def _give_columns_room(dialog: QFileDialog) -> None:
    """Names take what is left; size and date stand whole.

    The kind is left out: Qt says it in English, and the name ends in it anyway.
    """
    places = dialog.findChild(QSplitter, "splitter")
    if places is not None:
        places.setSizes([_PLACES, _SIZE[0] - _PLACES])
    table = dialog.findChild(QTreeView, "treeView")
    if table is None:
        return
    table.setColumnHidden(_KIND, True)
    header = table.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)


def _give_icons(dialog: QFileDialog) -> None:
    """Qt's own arrows are black, and nobody sees them in the dark."""
    for name, icon in _ICONS.items():
        button = dialog.findChild(QToolButton, name)
        if button is not None:
            button.setIcon(current().icon(icon))


def _forget() -> None:
    if sys.platform == "win32":
        settings = QSettings(QSettings.Scope.UserScope, "QtProject")
        settings.remove(_GROUP)
