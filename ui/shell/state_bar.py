"""The line at the bottom, always there: saved state, time to lock, «Offline»."""

from __future__ import annotations

from datetime import datetime

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from desktop.errors import SkryniaError
from desktop.formats import format_time
from desktop.i18n import _, ngettext
from desktop.messages.errors import explain
from ui.scale import space, with_text
from ui.widgets.label import text_label
from ui.widgets.layouts import row
from ui.widgets.picture import Picture

_HEIGHT = 32
_TEXT_HEIGHT = 22
_NOTE_MS = 4000
_MINUTE = 60
LOCKS_SOON = 30
"""Seconds: from here on the time to the lock is not to be missed."""


class BottomBar(QWidget):
    """Implements ``ui.shell.room.StateBar``."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "fold")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(max(_HEIGHT, with_text(_TEXT_HEIGHT)))
        self._picture = Picture("check", 16, "moss")
        self._state = text_label(_("Everything is saved"), "small")
        self._note = text_label("", "small", "quiet")
        self.time_left = text_label("", "small", "quiet")
        offline = text_label(_("Offline"), "small", "quiet")
        offline.setToolTip(_("Skrynia never uses a network."))
        self._clock, link = Picture("clock", 16, "quiet"), Picture("offline", 16, "quiet")
        self.locks_soon = False
        line = row(self._picture, self._state, self._note, None, self._clock, self.time_left, gap=2)
        line.addSpacing(space(4))
        line.addWidget(link)
        line.addWidget(offline)
        line.setContentsMargins(space(4), 0, space(4), 0)
        self.setLayout(line)
        self._saved_at: datetime | None = None
        self._unsaved: dict[int, SkryniaError | None] = {}
        self._drafts: set[int] = set()
        self._watched: set[int] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._note.clear)

    def saving(self, who: QObject) -> None:
        """Words were typed in ``who`` that are not in the vault yet."""
        self._unsaved[self._watch(who)] = None
        self._say_worst()

    def saved(self, who: QObject, at: datetime) -> None:
        """Everything typed in ``who`` was in the vault at this local time."""
        self._saved_at = at
        self._unsaved.pop(id(who), None)
        self._say_worst()

    def not_saved(self, who: QObject, error: SkryniaError) -> None:
        """Writing it failed; why stands beside it, and both stay."""
        self._unsaved[self._watch(who)] = error
        self._say_worst()

    def waiting(self, who: QObject, waits: bool) -> None:
        """What is typed in ``who`` is a draft and no decision: said instead of «Saved»."""
        if waits:
            self._drafts.add(self._watch(who))
        else:
            self._drafts.discard(id(who))
        self._say_worst()

    def _watch(self, who: QObject) -> int:
        """What stands for ``who`` until it is gone."""
        key = id(who)
        if key not in self._watched:
            self._watched.add(key)
            who.destroyed.connect(lambda: self._is_gone(key))
        return key

    def _is_gone(self, key: int) -> None:
        self._watched.discard(key)
        self._drafts.discard(key)
        self._unsaved.pop(key, None)
        if shiboken6.isValid(self):
            self._say_worst()

    def _say_worst(self) -> None:
        """The worst that is true of anybody: not saved, not yet saved, a draft, saved."""
        failed = next((error for error in self._unsaved.values() if error is not None), None)
        if failed is not None:
            why = explain(failed)
            self._say("attention", "brick", _("Not saved: {why}").format(why=why.title), why.text)
        elif self._unsaved:
            self._say("pen", "quiet", _("Saving…"))
        else:
            self._say_saved()

    def _say_saved(self) -> None:
        time = format_time(self._saved_at) if self._saved_at else ""
        if self._drafts:
            said = _("Kept as a draft {time}, not recorded yet") if time else _("Not recorded yet")
            self._say("attention", "amber", said.format(time=time))
        else:
            said = _("Saved {time}") if time else _("Everything is saved")
            self._say("check", "moss", said.format(time=time))

    def note(self, text: str) -> None:
        """Say something passing."""
        self._note.setText(f"·  {text}")
        self._timer.start(_NOTE_MS)

    def show_time_left(self, seconds: int) -> None:
        """Say when the vault locks by itself; in the last half minute it is amber."""
        self.time_left.setText(lock_message(seconds))
        if self.locks_soon is not (soon := seconds <= LOCKS_SOON):
            self.locks_soon = soon
            self._clock.show_icon("clock", "amber" if soon else "quiet")
            self.time_left.setProperty("textStyle", "small strong" if soon else "small quiet")
            self.time_left.style().unpolish(self.time_left)
            self.time_left.style().polish(self.time_left)

    @property
    def state(self) -> str:
        """The saved state as it stands there."""
        return self._state.text()

    def _say(self, icon: str, colour: str, text: str, more: str = "") -> None:
        self._picture.show_icon(icon, colour)
        self._state.setText(text)
        self._state.setToolTip(more)
        self._state.setAccessibleName(text)


def lock_message(seconds: int) -> str:
    """«Locks in 5 minutes», by the minute until the last one."""
    if seconds >= _MINUTE:
        minutes = (seconds + _MINUTE - 1) // _MINUTE
        text = ngettext("Locks in {count} minute", "Locks in {count} minutes", minutes)
        return text.format(count=minutes)
    return ngettext("Locks in {count} second", "Locks in {count} seconds", seconds).format(
        count=seconds
    )
