"""What the rooms need is imported while the start screen stands and a person types.

Module by module, a few milliseconds each, lowest floor first, so that no step brings a long chain
with it; the typeface of accounts is loaded last. Between two steps the window answers. It begins
after the first window was painted, and an unlocking that comes earlier waits for nothing: it
imports what is missing, as before.
"""

from __future__ import annotations

import importlib
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from ui import fonts
from ui.tasks import IMPORTING, import_the_vault

_VAULT: Final = "desktop.vault"
"""Brings a hundred modules at once, 60 ms: imported on a thread, as unlocking imports it too."""

_FLOORS: Final = (
    "desktop.model.values",
    "desktop.model.consent",
    "desktop.model",
    "desktop.vocabulary",
    "desktop.crypto",
    _VAULT,
    "desktop.vault.store",
    "desktop.vault.custody",
    "desktop.vault.versions",
    "desktop.vault.search",
    "desktop.vault.records",
    "desktop.vault.file",
    "desktop.messages",
    "ui.widgets",
    "ui.widgets.choices",
    "ui.widgets.lists",
    "ui.widgets.dialogs",
    "ui.unlocking",
    "ui.shell",
    "ui.interviews.list",
    "ui.interviews.account",
    "ui.interviews.consent",
    "ui.interviews",
    "ui.people",
    "ui.protected",
    "ui.places",
    "ui.media",
    "ui.handoff",
    "ui.home",
    "ui.settings",
)
"""Packages in the order of the architecture. Others come when somebody asks for them."""

_BEGIN_MS: Final = 400
_BETWEEN_MS: Final = 5


class Ahead(QObject):
    """``done`` once everything is imported and made."""

    done = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._names = names()
        self._making: Iterator[Callable[[], object]] = iter((_make_classes, fonts.serif))
        self._beside = threading.Thread(target=import_the_vault, daemon=True)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)
        self._timer.start(_BEGIN_MS)

    def _step(self) -> None:
        self._timer.setInterval(_BETWEEN_MS)
        if self._beside.is_alive():
            return
        if not IMPORTING.acquire(blocking=False):
            return  # somebody unlocks already
        try:
            self._go_on()
        finally:
            IMPORTING.release()

    def _go_on(self) -> None:
        name = next(self._names, "")
        if name == _VAULT:
            self._beside.start()
        elif name:
            importlib.import_module(name)
        elif make := next(self._making, None):
            make()
        else:
            self._timer.stop()
            self.done.emit()


def _make_classes() -> None:
    """Have PySide make every class of widgets, as it does to name the first that Qt made.

    It takes 11 to 17 ms, which the first room would need else: its lists have such a viewport.
    """
    from PySide6.QtWidgets import QScrollArea

    QScrollArea().viewport()


def names() -> Iterator[str]:
    """Every module of the packages above, in their order; a package before its modules."""
    import pkgutil

    for package in _FLOORS:
        yield package
        for module in pkgutil.iter_modules(sys.modules[package].__path__):
            if not module.ispkg:
                yield f"{package}.{module.name}"
