"""While somebody is named in a form: who in the vault may be that person, in a quiet line each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.errors import SkryniaError
from desktop.i18n import _
from desktop.messages.likeness import interviewed_message, reasons_message
from ui.widgets.elided import ElidedButton
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, empty, row
from ui.widgets.lists.rows import joined

if TYPE_CHECKING:
    from desktop.vault import Vault
    from desktop.vault.records.likely import Candidate, Interviewed
    from ui.tasks import VaultWorker

_PAUSE: Final = 250
"""Milliseconds after the last letter."""
_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class _Asked:
    """``name``: as it was typed; ``person_id``: of somebody who is known, or ""."""

    name: str = ""
    person_id: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    """``read``: whether all names were read by then. ``interviewed``: of the one who is known."""

    read: bool = True
    candidates: tuple[Candidate, ...] = ()
    code: str = ""
    interviewed: Interviewed | None = None


class LikelyNotice(QWidget):
    """``chose(person_id, code)`` when it is somebody who is here already."""

    chose = Signal(str, str)

    def __init__(self, worker: VaultWorker) -> None:
        super().__init__()
        self._worker = worker
        self._asked = _Asked()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._look)
        self._box = column(gap=1)
        self.setLayout(self._box)
        self.hide()

    def ask(self, name: str) -> None:
        """Look for who may bear this name; "" for nobody."""
        self._ask(_Asked(name=name.strip()))

    def ask_about(self, person_id: str) -> None:
        """Say of somebody who is known when they were interviewed; "" of nobody."""
        self._ask(_Asked(person_id=person_id))

    def _ask(self, asked: _Asked) -> None:
        if asked != self._asked:
            self._asked = asked
            self._show(_Found())
            self._timer.start()

    def _look(self) -> None:
        asked = self._asked
        if asked != _Asked():
            told = partial(self._told, asked)
            self._worker.run(partial(_find, asked), told, self._unknown, self)

    def _told(self, asked: _Asked, found: _Found) -> None:
        if asked != self._asked:
            return
        if not found.read:
            told = partial(self._told, asked)
            self._worker.read_later(partial(_find, asked), told, self._unknown, self)
            return
        self._show(found)

    def _unknown(self, _error: SkryniaError) -> None:
        """Nobody is proposed; what is typed is not kept from anything by it."""

    def _show(self, found: _Found) -> None:
        empty(self._box)
        known = interviewed_message(found.interviewed, found.code)
        if known:
            self._box.addWidget(paragraph(known, "small"))
        if found.candidates:
            self._box.addWidget(paragraph(_("May be the same person"), "small", "strong"))
        for each in found.candidates[:_SHOWN]:
            self._box.addLayout(self._row(each))
        self.setVisible(bool(known or found.candidates))

    def _row(self, each: Candidate) -> QHBoxLayout:
        person = each.person
        button = ElidedButton(partial(self.chose.emit, person.id, person.code), "people")
        button.say(joined(person.code, each.name))
        why = reasons_message(each.likeness.reasons)
        interviewed = interviewed_message(each.interviewed, person.code)
        line = row(button, paragraph(joined(why, interviewed), "small"), gap=2)
        line.setStretch(1, 1)
        return line


def _find(asked: _Asked, vault: Vault) -> _Found:
    """On the vault's thread: a step of reading names, or the answer."""
    if asked.person_id:
        person = vault.people.find(asked.person_id)
        code = person.code if person else ""
        return _Found(code=code, interviewed=vault.likely.interviewed(asked.person_id))
    if not vault.likely.is_read:
        vault.likely.go_on()
        return _Found(read=False)
    return _Found(candidates=vault.likely.to([asked.name]))
