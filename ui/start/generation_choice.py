"""Which of the backups in a folder is to be restored: the newest, unless another one is chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.errors import RenamedBackup, SkryniaError, UnreadBackups, WhichBackup
from desktop.formats import format_date_time
from desktop.i18n import _
from ui.tasks import VaultWorker
from ui.widgets.choices.segmented import SegmentedChoice, segment_width
from ui.widgets.field import Field
from ui.widgets.layouts import empty

if TYPE_CHECKING:
    from desktop.model.values.moment import Moment


@dataclass(frozen=True, slots=True)
class Found:
    """A backup in a folder of several. ``made``: as far as the name of its folder tells it.
    ``folder``: its own, with the key slots of its day. ``unread``: it is known not to read."""

    name: str
    made: Moment | None
    folder: Path
    unread: bool


class GenerationChoice(QWidget):
    """Nothing is seen of it where a folder is one backup by itself. ``opens(folder)``: what the
    chosen one is opened by stands there."""

    opens = Signal(Path)

    def __init__(self, worker: VaultWorker) -> None:
        super().__init__()
        self._worker = worker
        self._asked: Path | None = None
        self._found: dict[str, Found] = {}
        self._chosen = False
        self.choice: SegmentedChoice | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.setVisible(False)

    @property
    def name(self) -> str | None:
        """The chosen backup; None where the folder is one by itself."""
        return self.choice.value if self.choice is not None else None

    @property
    def wanted(self) -> str:
        """The backup that a person chose; "" as long as the newest is only offered."""
        return (self.name or "") if self._chosen else ""

    def refused(self, error: SkryniaError) -> None:
        """Where some do not read, mark them; offer the newest of those that read, of the undamaged
        vault where there is one. Where one is another than the name of its folder said, show it as
        what it is. Who goes on was told."""
        if self._asked is None:
            return
        if isinstance(error, RenamedBackup) and self.name in self._found:
            self._show_renamed(self._asked, self._found[self.name], error)
        if not isinstance(error, WhichBackup):
            return
        unread = {*error.unread} if isinstance(error, UnreadBackups) else set()
        found = [replace(e, unread=e.unread or e.name in unread) for e in self._found.values()]
        self._show(self._asked, tuple(found))
        if self.choice is not None and self.choice.knows(error.offered):
            self.choice.set_value(error.offered)
            self._take(error.offered)

    def called(self, name: str) -> str:
        """When a backup was made, as it stands here."""
        found = self._found.get(name)
        return _when(found) if found is not None else name

    def _show_renamed(self, asked: Path, renamed: Found, error: RenamedBackup) -> None:
        true = replace(renamed, name=error.name, made=error.made)
        found = [true if each is renamed else each for each in self._found.values()]
        self._show(asked, tuple(sorted(found, key=_newest_first)))
        if self.choice is not None and self.choice.knows(true.name):
            self.choice.set_value(true.name)
            self._take(true.name)

    def ask(self, folder: Path) -> None:
        """Look what lies in ``folder``, on a thread of its own: it may be on a stick that hangs."""
        self._asked = folder
        self._clear()

        def take(found: tuple[Found, ...]) -> None:
            if self._asked == folder:
                self._show(folder, found)

        self._worker.ask_aside(lambda: _found(folder), take, self)

    def _clear(self) -> None:
        """A name that stood there is of another folder."""
        empty(self._box)
        self.choice = None
        self._chosen = False
        self.setVisible(False)

    def _take(self, name: str) -> None:
        self._chosen = True
        self.opens.emit(self._found[name].folder)

    def _show(self, folder: Path, found: tuple[Found, ...]) -> None:
        self._clear()
        self._found = {each.name: each for each in found}
        offered = next((each for each in found if not each.unread), found[0]) if found else None
        if offered is not None:
            options = [(each.name, _label(each)) for each in found]
            self.choice = SegmentedChoice(_("Which backup"), options, offered.name, wraps=True)
            self.choice.changed.connect(self._take)
            of_a_date = max(segment_width(_when(each)) for each in found)
            for each in found:
                button = self.choice.button(each.name)
                button.setMinimumWidth(max(of_a_date, button.minimumWidth()))
            said = _("By the names of the folders. Each is checked before it is restored.")
            self._box.addWidget(Field(_("Which backup"), self.choice, said))
        self.setVisible(bool(found))
        self.opens.emit(offered.folder if offered else folder)


def _newest_first(found: Found) -> float:
    return -found.made.local().timestamp() if found.made else 0.0


def _when(found: Found) -> str:
    return format_date_time(found.made.local()) if found.made else found.name


def _label(found: Found) -> str:
    when = _when(found)
    return _("{time} (cannot be read)").format(time=when) if found.unread else when


def _found(folder: Path) -> tuple[Found, ...]:
    """The newest first; () for a backup by itself, and for what does not read."""
    from desktop.vault.backups.place import generations_in, read_place

    try:
        within = read_place(folder).generations_folder
        listed = generations_in(folder)
    except SkryniaError:
        return ()
    return tuple(
        Found(each.name, each.made, within / each.name, each.unread) for each in reversed(listed)
    )
