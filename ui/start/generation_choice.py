"""Which of the backups in a folder is to be restored: the newest, unless another one is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.errors import SkryniaError
from desktop.formats import format_date_time
from desktop.i18n import _
from ui.tasks import VaultWorker
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.field import Field
from ui.widgets.layouts import empty

if TYPE_CHECKING:
    from desktop.model.values.moment import Moment


@dataclass(frozen=True, slots=True)
class Found:
    """A backup in a folder of several. ``folder``: its own, with the key slots of its day."""

    name: str
    made: Moment
    folder: Path


class GenerationChoice(QWidget):
    """Nothing is seen of it where a folder is one backup by itself. ``opens(folder)``: what the
    chosen one is opened by stands there."""

    opens = Signal(Path)

    def __init__(self, worker: VaultWorker) -> None:
        super().__init__()
        self._worker = worker
        self._asked: Path | None = None
        self._found: dict[str, Path] = {}
        self.choice: SegmentedChoice | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.setVisible(False)

    @property
    def name(self) -> str | None:
        """The chosen backup; None where the folder is one by itself."""
        return self.choice.value if self.choice is not None else None

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
        self.setVisible(False)

    def _show(self, folder: Path, found: tuple[Found, ...]) -> None:
        self._clear()
        self._found = {each.name: each.folder for each in found}
        if found:
            options = [(each.name, format_date_time(each.made.local())) for each in found]
            self.choice = SegmentedChoice(_("Which backup"), options, wraps=True)
            self.choice.changed.connect(lambda name: self.opens.emit(self._found[name]))
            self._box.addWidget(Field(_("Which backup"), self.choice))
        self.setVisible(bool(found))
        self.opens.emit(found[0].folder if found else folder)


def _found(folder: Path) -> tuple[Found, ...]:
    """The newest first; () for a backup by itself, and for what does not read."""
    from desktop.vault.backups.place import generations_in, read_place

    try:
        within = read_place(folder).generations_folder
        listed = generations_in(folder)
    except SkryniaError:
        return ()
    return tuple(Found(each.name, each.made, within / each.name) for each in reversed(listed))
