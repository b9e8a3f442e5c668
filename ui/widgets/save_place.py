"""Where a file is to be saved: the sticks that are plugged in, or a folder; nothing is written.

What is marked is shown with its folder, the file's name, its size and the room there is; what
keeps the file from being saved there is said before anybody tries.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.formats import format_size
from desktop.i18n import _
from desktop.system.stick_watch import Seen, StickWatch
from desktop.system.sticks import Place, Stick, Unfit, stick_title, stick_under, unfit
from ui.sticks import Sticks, room_message, shown_file_system, unfit_message
from ui.widgets.banner import Banner
from ui.widgets.buttons import quiet_button
from ui.widgets.dialogs.file_picker import pick_folder
from ui.widgets.facts import Facts
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row
from ui.widgets.lists.list_pane import ListPane
from ui.widgets.lists.rows import Row, RowsModel
from ui.widgets.tone import Tone

_MOST_ROWS = 3


class SavePlace(QWidget):
    """``changed`` when another place is marked, or something about it is otherwise.

    ``name``: of the file or folder that will be saved; ``size``: its bytes, 0 for very few;
    ``largest``: of a folder, the bytes of its largest file.
    ``start``: a folder that is marked at first.
    """

    changed = Signal()

    def __init__(
        self, title: str, name: str, size: int, start: Path | None = None,
        watch: StickWatch | None = None, largest: int | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._title, self._name, self._size, self._largest = title, name, size, largest
        self._before: tuple[Stick, ...] = ()
        self._folder: Path | None = start
        self._marked: Path | None = start
        self._sticks = Sticks(self, watch)
        self._sticks.changed.connect(self._see)
        self._model = RowsModel(self)
        self.list = ListPane(_("USB sticks and folders"), self._model)
        self.list.setProperty("plain", "true")
        self.list.opened.connect(self._mark)
        self._none = paragraph("", "quiet")
        self.folder_button = quiet_button(_("Choose a folder…"), self._choose_folder, "folder")
        self.facts = Facts()
        self.banner = Banner()
        self.setLayout(
            column(
                self.list, self._none, row(self.folder_button, None), self.facts, self.banner, gap=4
            )
        )
        self.setFocusProxy(self.folder_button)
        self._ask()
        self._show()

    @property
    def folder(self) -> Path | None:
        """What is marked and takes the file; None where nothing is."""
        place = self._place()
        return self._marked if place is not None and self._why(place) is None else None

    @property
    def on_stick(self) -> Stick | None:
        """The stick on which the marked folder lies, if it lies on one."""
        return stick_under(self._marked, self._sticks.seen.sticks) if self._marked else None

    def rename(self, name: str) -> None:
        """The file will be called otherwise."""
        self._name = name
        self._show()

    def choose(self, folder: Path) -> None:
        """Mark a folder; nothing is written."""
        self._marked = self._folder = folder
        self._ask()
        self._show()

    def _choose_folder(self) -> None:
        start = self._marked or self._folder
        pick_folder(self, self._title, self.choose, _("Choose this folder"), start)

    def _ask(self) -> None:
        self._sticks.ask_about(*([self._folder] if self._folder else []))

    def _mark(self, key: str) -> None:
        self._marked = Path(key)
        self._say()

    def _see(self, seen: Seen) -> None:
        before, self._before = self._before, seen.sticks
        paths = [stick.path for stick in seen.sticks]
        if self._marked not in (*paths, self._folder):
            self._marked = None
        if self._marked is None and len(paths) == 1 and before != seen.sticks:
            self._marked = paths[0]
        self._show()

    def _show(self) -> None:
        self._model.set_rows(self._rows())
        self.list.follow_rows(_MOST_ROWS)
        self.list.setVisible(self._model.rowCount() > 0)
        self.list.show_row(str(self._marked) if self._marked else "")
        said = _("No USB stick was found. Plug one in, or choose a folder.")
        self._none.setText(said if self._sticks.known else _("Looking for USB sticks…"))
        self._none.setVisible(not self._sticks.seen.sticks and self._marked is None)
        self._say()

    def _rows(self) -> list[Row]:
        sticks = self._sticks.seen.sticks
        rows = [self._row(stick.path, stick_title(stick), stick.file_system) for stick in sticks]
        if self._folder is not None and self._folder not in [stick.path for stick in sticks]:
            rows.append(self._row(self._folder, self._folder.name or str(self._folder), ""))
        return rows

    def _row(self, folder: Path, title: str, file_system: str) -> Row:
        place = self._sticks.seen.places.get(folder)
        if place is None:
            return Row(str(folder), title, str(folder), shown_file_system(file_system))
        why = self._why(place)
        return Row(
            str(folder),
            title,
            room_message(place),
            shown_file_system(file_system or place.file_system),
            unfit_message(why)[0] if why else "",
            Tone.ATTENTION if why else Tone.INFO,
        )

    def _why(self, place: Place) -> Unfit | None:
        return unfit(place, self._size, self._largest)

    def _place(self) -> Place | None:
        return self._sticks.seen.places.get(self._marked) if self._marked else None

    def _say(self) -> None:
        """What will be saved where; and what keeps it from being saved there."""
        place, why = self._place(), None
        if self._marked is not None:
            size = _("about {size}").format(size=format_size(self._size)) if self._size else ""
            self.facts.show_pairs(
                (
                    (_("Folder"), str(self._marked)),
                    (_("File name"), self._name),
                    (_("Size"), size),
                    (_("Free space"), format_size(place.free) if place else ""),
                )
            )
            why = self._why(place) if place else None
        self.facts.setVisible(self._marked is not None)
        if why is not None:
            self.banner.say(Tone.ATTENTION, *unfit_message(why))
        elif self._marked in self._sticks.seen.silent:  # and not while it is only now being asked
            said = _("This folder does not answer, or is not there.")
            self.banner.say(Tone.INFO, said, _("Choose another one, or wait a moment."))
        else:
            self.banner.clear()
        self.changed.emit()
