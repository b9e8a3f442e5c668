"""The settings in the window: the value in force, a change at a time, saved at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop.errors import StorageError
from desktop.settings import Settings, load_settings, save_settings


class Preferences(QObject):
    """Holds :class:`desktop.settings.Settings`; ``changed`` fires after a change.

    A disk that refuses the file costs the memory of a setting, never the change itself:
    ``save_failed`` tells it, and the value holds until the program ends.
    """

    changed = Signal()
    save_failed = Signal(StorageError)

    def __init__(self, parent: QObject | None = None, path: Path | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._value = load_settings(path)

    @property
    def value(self) -> Settings:
        """The settings in force."""
        return self._value

    def change(self, made_from: Callable[[Settings], Settings]) -> None:
        """Put a new value in force and save it: ``change(lambda s: replace(s, …))``."""
        new = made_from(self._value)
        if new == self._value:
            return
        self._value = new
        try:
            save_settings(new, self._path)
        except StorageError as error:
            self.save_failed.emit(error)
        self.changed.emit()
