"""While a name to be protected is typed: which entry of the register may have it already.

Two entries of one person stand for two people in what leaves: N-3 and N-7 would be two.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.errors import SkryniaError
from desktop.i18n import _
from desktop.model.protected import ProtectedName
from ui.widgets.elided import ElidedButton
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row
from ui.widgets.lists.rows import joined

if TYPE_CHECKING:
    from desktop.vault import Vault
    from ui.tasks import VaultWorker

_PAUSE: Final = 250
"""Milliseconds after the last letter."""


class KnownNotice(QWidget):
    """``chose(protected_id)`` when it is the entry that is there."""

    chose = Signal(str)

    def __init__(self, worker: VaultWorker, name: QLineEdit) -> None:
        super().__init__()
        self._worker = worker
        self._asked = ""
        self._entry_id = ""
        self.button = ElidedButton(self._choose, "eye-off")
        hint = _("Another spelling of it is found anyway. A second code would make two people.")
        self._hint = paragraph(hint, "small", "quiet")
        said = paragraph(_("May be protected already"), "small", "strong")
        self.setLayout(column(said, row(self.button, None), self._hint, gap=1))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._look)
        name.textChanged.connect(self._ask)
        self.hide()

    def _ask(self, name: str) -> None:
        self._asked = name.strip()
        self.hide()
        self._timer.start()

    def _look(self) -> None:
        asked = self._asked
        if asked:
            told = partial(self._told, asked)
            self._worker.run(lambda vault: _find(vault, asked), told, self._unknown, self)

    def _told(self, asked: str, entry: ProtectedName | None) -> None:
        if asked != self._asked or entry is None:
            return
        self._entry_id = entry.id
        self.button.say(joined(entry.instead, entry.display_name))
        self.show()

    def _unknown(self, _error: SkryniaError) -> None:
        """Nothing is proposed; what is typed is kept from nothing by it."""

    def _choose(self) -> None:
        self.chose.emit(self._entry_id)


def _find(vault: Vault, name: str) -> ProtectedName | None:
    return vault.protected.with_form(name) or vault.protected.for_text(name)
