"""Choosing files and folders, with our own words, leaving no history on disk.

Qt's own dialog is used everywhere: the system's one writes what was chosen to lists of
recent files. Qt's in turn keeps the last folder and the history under «QtProject», in a
file of the configuration folder or in the Windows registry. On systems with a file that is
led into nothing before a dialog is made; on Windows the group is removed after it closed.

Places, icons and the preview are ours: ``file_places.py``, ``file_icons.py``, ``file_preview.py``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QDir, QSettings, QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHeaderView,
    QLineEdit,
    QListView,
    QSplitter,
    QToolButton,
    QTreeView,
    QWidget,
)

from desktop.i18n import _
from ui.theme import current
from ui.widgets.dialogs.file_facts import word_facts
from ui.widgets.dialogs.file_icons import FileIcons, NoIcons
from ui.widgets.dialogs.file_places import FilePlaces
from ui.widgets.dialogs.file_preview import FilePreview
from ui.widgets.label import text_label
from ui.widgets.no_history import keep_no_history
from ui.widgets.screen_fit import keep_on_screen

Files = Callable[[list[Path]], None]
OneFile = Callable[[Path], None]

_SIZE = (920, 560)
_PLACES, _PREVIEW = 190, 210
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
    _give_icons(dialog)
    _take_icons(dialog)
    _give_places(dialog)
    _give_columns_room(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.destroyed.connect(_forget)
    dialog.open()
    keep_on_screen(dialog)
    return dialog


def _give_columns_room(dialog: QFileDialog) -> None:
    """Names take what is left; size and date stand whole.

    The kind is left out: Qt says it in English, and the name ends in it anyway.
    """
    parts = dialog.findChild(QSplitter, "splitter")
    if parts is not None:
        preview = _PREVIEW if parts.findChild(FilePreview) else 0
        parts.setSizes([_PLACES, 0, _SIZE[0] - _PLACES - preview, preview])
    table = dialog.findChild(QTreeView, "treeView")
    if table is None:
        return
    word_facts(table)
    table.setColumnHidden(_KIND, True)
    header = table.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)


def _give_places(dialog: QFileDialog) -> None:
    """Ours in place of Qt's, which bear the names of their folders, and a preview where a picture
    may be chosen."""
    parts, old = dialog.findChild(QSplitter, "splitter"), dialog.findChild(QListView, "sidebar")
    if parts is None or old is None:
        return
    places = FilePlaces()
    old.hide()
    parts.insertWidget(0, places)
    places.chosen.connect(lambda folder: dialog.setDirectory(str(folder)))
    places.mark(Path(dialog.directory().absolutePath()))
    dialog.directoryEntered.connect(lambda name: places.mark(Path(name)))
    _say_room(dialog, places)
    if _may_be_pictures(dialog):
        preview = FilePreview()
        parts.addWidget(preview)
        dialog.currentChanged.connect(preview.show_file)
        dialog.finished.connect(preview.close_decoder)


def _say_room(dialog: QFileDialog, places: FilePlaces) -> None:
    """Where something is saved: how much room there is, and that nothing can be saved there."""
    layout = dialog.layout()
    if dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave and isinstance(layout, QGridLayout):
        room = text_label("", "small", "quiet")
        layout.addWidget(room, layout.rowCount(), 0, 1, layout.columnCount())
        places.told.connect(room.setText)


def _may_be_pictures(dialog: QFileDialog) -> bool:
    opens = dialog.acceptMode() is QFileDialog.AcceptMode.AcceptOpen
    files = dialog.fileMode() is not QFileDialog.FileMode.Directory
    kinds = " ".join(dialog.nameFilters())
    return opens and files and ("(*)" in kinds or "*.jpg" in kinds)


def _give_icons(dialog: QFileDialog) -> None:
    """Qt's own arrows are black, and nobody sees them in the dark; its folders are of another
    decade."""
    for kind, name in ((QTreeView, "treeView"), (QListView, "listView")):
        shown = dialog.findChild(kind, name)
        if shown is not None:
            shown.setItemDelegate(FileIcons(shown))
    where = dialog.findChild(QComboBox, "lookInCombo")
    if where is not None:
        where.setIconSize(QSize(0, 0))
    for name, icon in _ICONS.items():
        button = dialog.findChild(QToolButton, name)
        if button is not None:
            button.setIcon(current().icon(icon))
            button.setIconSize(QSize(20, 20))


def _take_icons(dialog: QFileDialog) -> None:
    """The pictures that a desktop's theme puts on buttons, and those of the names on offer."""
    for box in dialog.findChildren(QDialogButtonBox):
        for pressed in box.buttons():
            pressed.setIcon(QIcon())
    for typed in dialog.findChildren(QLineEdit, "fileNameEdit"):
        popup = typed.completer().popup()
        if popup is not None:
            popup.setItemDelegate(NoIcons(popup))


def _forget() -> None:
    if sys.platform == "win32":
        settings = QSettings(QSettings.Scope.UserScope, "QtProject")
        settings.remove(_GROUP)
