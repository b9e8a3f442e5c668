"""Progress of a long job: what is being done, how much is left, and Cancel."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.i18n import _, ngettext
from desktop.progress import UNSTOPPABLE
from ui.widgets.buttons import Button, quiet_button
from ui.widgets.label import text_label
from ui.widgets.layouts import column, row

_STEPS = 1000
_BEFORE_GUESSING = 2.0


class ProgressPanel(QWidget):
    """Fed by ``report`` (the ``on_progress`` of a long job). Hidden until it begins."""

    def __init__(self, cancel: Callable[[], None]) -> None:
        super().__init__()
        self._cancel = cancel
        self._since = 0.0
        self._held: tuple[QWidget, ...] = ()
        self._before: QWidget | None = None
        self._what = text_label("", "strong")
        self._left = text_label("", "small", "quiet")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.cancel_button: Button = quiet_button(_("Cancel"), self._stop)
        above = row(self._what, None, self._left, gap=4)
        whole = row(column(above, self._bar, gap=2), self.cancel_button, gap=4)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.hide()

    def begin(self, what: str, *held: QWidget) -> None:
        """Show that something began whose length is not known yet. ``held``: what cannot be
        pressed until it ends; where one of these has the focus, *Cancel* has it meanwhile."""
        self._since = time.monotonic()
        self._bar.setRange(0, 0)
        self.cancel_button.setEnabled(True)
        self._left.clear()
        self._say(what)
        self.show()
        here = self.window().focusWidget()
        self._held, self._before = held, here if here in held else None
        if self._before is not None:
            self.cancel_button.setFocus()
        for each in held:
            each.setEnabled(False)

    def report(self, done: int, total: int, what: str) -> None:
        """Show how far it is; ``done`` and ``total`` in any one unit."""
        self._say(what)
        if total == UNSTOPPABLE:
            self._cannot_be_stopped()
        if total <= 0:
            return
        self._bar.setRange(0, _STEPS)
        self._bar.setValue(min(_STEPS, done * _STEPS // total))
        self._left.setText(self._time_left(done, total))

    def _cannot_be_stopped(self) -> None:
        self._bar.setRange(0, 0)
        self._left.clear()
        self.cancel_button.setEnabled(False)

    def end(self) -> None:
        """Hide again; the focus goes back where somebody has not moved it on."""
        for each in self._held:
            each.setEnabled(True)
        stayed = self.cancel_button.hasFocus() or not self.cancel_button.isEnabled()
        if self._before is not None and stayed:
            self._before.setFocus()
        self._held, self._before = (), None
        self.hide()

    def _say(self, what: str) -> None:
        self._what.setText(what)
        self._bar.setAccessibleName(what)

    def _stop(self) -> None:
        self.cancel_button.setEnabled(False)
        self._left.setText(_("Stopping…"))
        self._cancel()

    def _time_left(self, done: int, total: int) -> str:
        if not self.cancel_button.isEnabled():
            return _("Stopping…")
        spent = time.monotonic() - self._since
        if done <= 0 or spent < _BEFORE_GUESSING or done >= total:
            return _("{percent} %").format(percent=done * 100 // total)
        return time_left(spent * (total - done) / done)


def time_left(seconds: float) -> str:
    """A span of time as a person would say it: never more exact than it can be known."""
    if seconds < 10:
        return _("a few seconds left")
    if seconds < 90:
        rounded = round(seconds / 10) * 10
        return _("about {seconds} seconds left").format(seconds=rounded)
    minutes = round(seconds / 60)
    return ngettext("about {minutes} minute left", "about {minutes} minutes left", minutes).format(
        minutes=minutes
    )
