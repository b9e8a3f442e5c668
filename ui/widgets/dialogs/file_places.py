"""The places beside the list of a file dialog: sticks, and the person's own folders by name."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, QStandardPaths, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from desktop.i18n import N_, _
from desktop.stick_watch import Seen, StickWatch
from desktop.sticks import stick_title
from ui.scale import TARGET
from ui.sticks import Sticks
from ui.theme import current

_Where = QStandardPaths.StandardLocation
_OWN: Final = (
    (_Where.HomeLocation, N_("Home folder"), "home"),
    (_Where.DesktopLocation, N_("Desktop"), "desktop"),
    (_Where.DocumentsLocation, N_("Documents"), "file"),
    (_Where.PicturesLocation, N_("Pictures"), "picture"),
    (_Where.DownloadLocation, N_("Downloads"), "download"),
)
_PATH: Final = Qt.ItemDataRole.UserRole


class FilePlaces(QListWidget):
    """``chosen(Path)`` by a click or Enter. Sticks stand first, and come and go by themselves; one
    that does not answer cannot be chosen."""

    chosen = Signal(object)

    def __init__(self, watch: StickWatch | None = None) -> None:
        super().__init__()
        self._here: Path | None = None
        self.setAccessibleName(_("Places"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setIconSize(QSize(20, 20))
        self.itemClicked.connect(self._choose)
        self._sticks = Sticks(self, watch)
        self._sticks.changed.connect(self._show)
        self._show(Seen())
        self._sticks.start()

    def mark(self, folder: Path) -> None:
        """The dialog shows this folder now."""
        self._here = folder
        places = [Path(self.item(at).data(_PATH)) for at in range(self.count())]
        self.setCurrentRow(places.index(folder) if folder in places else -1)

    def stop(self) -> None:
        """The dialog is closed: look for sticks no more."""
        self._sticks.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the marked place."""
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._choose(item)
        else:
            super().keyPressEvent(event)

    def _show(self, seen: Seen) -> None:
        self.clear()
        for stick in seen.sticks:
            item = self._add(stick_title(stick), stick.path, "stick")
            if stick.path not in seen.places:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                item.setToolTip(_("It does not answer."))
        for where, name, icon in _OWN:
            folder = Path(QStandardPaths.writableLocation(where))
            if where is _Where.HomeLocation or (folder.is_dir() and folder != Path.home()):
                self._add(_(name), folder, icon)
        if self._here is not None:
            self.mark(self._here)

    def _add(self, name: str, folder: Path, icon: str) -> QListWidgetItem:
        item = QListWidgetItem(current().icon(icon), name)
        item.setData(_PATH, str(folder))
        item.setSizeHint(QSize(0, TARGET))
        # Else what looks like HTML in the name of a stick is laid out as such.
        item.setToolTip(Qt.convertFromPlainText(str(folder)))
        self.addItem(item)
        return item

    def _choose(self, item: QListWidgetItem) -> None:
        if item.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.chosen.emit(Path(item.data(_PATH)))
