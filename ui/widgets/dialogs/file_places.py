"""The places beside the list of a file dialog: sticks, phones, a person's own folders by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, QStandardPaths, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from desktop.i18n import N_, _
from desktop.system.stick_watch import Seen, StickWatch
from desktop.system.sticks import stick_title, unfit
from ui.scale import TARGET
from ui.sticks import Sticks, place_message
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


@dataclass(frozen=True, slots=True)
class _Entry:
    """A folder that is a click away; one on a stick that does not ``answer`` is not."""

    name: str
    folder: Path
    icon: str
    answers: bool = True


class FilePlaces(QListWidget):
    """``chosen(Path)`` by a click or Enter. Sticks stand first, and come and go by themselves; one
    that does not answer cannot be chosen. ``told(str)``: of the folder that the dialog shows, how
    much room there is and what it does not take; "" while it does not answer."""

    chosen = Signal(object)
    told = Signal(str)

    def __init__(self, watch: StickWatch | None = None) -> None:
        super().__init__()
        self._here: Path | None = None
        self._places: list[_Entry] = []
        self.setAccessibleName(_("Places"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setIconSize(QSize(20, 20))
        self.itemClicked.connect(self._choose)
        self._sticks = Sticks(self, watch)
        self._sticks.changed.connect(self._show)
        self._show(Seen())

    def mark(self, folder: Path) -> None:
        """The dialog shows this folder now."""
        self._here = folder
        self._sticks.ask_about(folder)
        self._mark()
        self._tell(self._sticks.seen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the marked place."""
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._choose(item)
        else:
            super().keyPressEvent(event)

    def _show(self, seen: Seen) -> None:
        """Renew the list where it is otherwise: only the room on a stick changes all the time."""
        places = [*_sticks(seen), *_phones(seen), *_own()]
        if places != self._places:
            self._places = places
            self.clear()
            for each in places:
                self.addItem(_item(each))
            self._mark()
        self._tell(seen)

    def _mark(self) -> None:
        folders = [each.folder for each in self._places]
        self.setCurrentRow(folders.index(self._here) if self._here in folders else -1)

    def _tell(self, seen: Seen) -> None:
        place = seen.places.get(self._here) if self._here is not None else None
        self.told.emit(place_message(place, unfit(place, 0)) if place is not None else "")

    def _choose(self, item: QListWidgetItem) -> None:
        if item.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.chosen.emit(Path(item.data(_PATH)))


def _sticks(seen: Seen) -> Iterator[_Entry]:
    for stick in seen.sticks:
        yield _Entry(stick_title(stick), stick.path, "stick", stick.path in seen.places)


def _phones(seen: Seen) -> Iterator[_Entry]:
    for phone in seen.phones:
        yield _Entry(phone.name, phone.path, "picture")


def _own() -> Iterator[_Entry]:
    for where, name, icon in _OWN:
        folder = Path(QStandardPaths.writableLocation(where))
        if where is _Where.HomeLocation or (folder.is_dir() and folder != Path.home()):
            yield _Entry(_(name), folder, icon)


def _item(entry: _Entry) -> QListWidgetItem:
    item = QListWidgetItem(current().icon(entry.icon), entry.name)
    item.setData(_PATH, str(entry.folder))
    item.setSizeHint(QSize(0, TARGET))
    if entry.answers:
        # Else what looks like HTML in the name of a stick is laid out as such.
        item.setToolTip(Qt.convertFromPlainText(str(entry.folder)))
    else:
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setToolTip(_("It does not answer."))
    return item
