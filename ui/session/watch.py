"""The one interface to a system's own lock and sleep; behind it a module a system.

A system that tells nothing has this class itself: it hears nothing, and says so.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal


class SessionWatch(QObject):
    """Listens from :meth:`start` until :meth:`stop`.

    ``locked``: the screen of this person was locked. ``sleeping``: the computer is about to sleep
    or to be shut down, and waits until :meth:`put_away`, as long as the system lets it wait.
    ``awake``: it went on. ``heard``: :attr:`hears_sleep` became known.
    """

    locked = Signal()
    sleeping = Signal()
    awake = Signal()
    heard = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hears_sleep: bool | None = None

    @property
    def hears_sleep(self) -> bool | None:
        """Whether the system waits for this program before it sleeps; None while not known."""
        return self._hears_sleep

    def start(self) -> None:
        """Listen from now on; a second time does nothing."""
        self._know(False)

    def put_away(self) -> None:
        """Nothing is open any more: as far as this program goes, the computer may sleep."""

    def stop(self) -> None:
        """Listen no more, and hold up nobody."""

    def _know(self, hears: bool) -> None:
        if hears is not self._hears_sleep:
            self._hears_sleep = hears
            self.heard.emit()


def session_watch(parent: QObject) -> SessionWatch:
    """The watch of this system."""
    if sys.platform == "win32":
        from ui.session.windows import WindowsSession

        return WindowsSession(parent)
    if sys.platform == "darwin":
        from ui.session.macos import MacSession

        return MacSession(parent)
    from ui.session.linux import LinuxSession, buses

    return LinuxSession(*buses(), parent)
