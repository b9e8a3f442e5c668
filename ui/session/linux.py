"""Lock and sleep on Linux: logind on the system's bus, the screen's locker on the session's.

Sleep is held up by logind's *delay* inhibitor, an open file: the computer sleeps once it is
closed, or after logind's own limit (five seconds unless set otherwise). After waking, a new one
is taken. <https://www.freedesktop.org/wiki/Software/systemd/inhibit/>
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

from ui.session.bus import session_bus
from ui.session.watch import SessionWatch

_LOGIND: Final = "org.freedesktop.login1"
_MANAGER: Final = ("/org/freedesktop/login1", f"{_LOGIND}.Manager")
_SESSION: Final = f"{_LOGIND}.Session"
_PROPERTIES: Final = "org.freedesktop.DBus.Properties"
_LOCKERS: Final = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)
"""Who tells by ``ActiveChanged`` that the screen is locked; KDE is the first."""
_PATIENCE_MS: Final = 5_000
_Answered = Callable[[QDBusMessage], None]
_WHAT, _WHY = "sleep:shutdown", "Typed words are saved and the vault is locked"


def buses() -> tuple[QDBusConnection, QDBusConnection]:
    """The system's bus and the session's; one that is not there is not connected."""
    return QDBusConnection.systemBus(), session_bus()


class LinuxSession(SessionWatch):
    """Hears logind and the lockers of the known desktops."""

    def __init__(
        self, system: QDBusConnection, session: QDBusConnection, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._system, self._session = system, session
        self._inhibitor: int | None = None
        self._asked: dict[QDBusPendingCallWatcher, _Answered] = {}
        self._resting = self._rested = self._listens = False

    @property
    def holds_up_sleep(self) -> bool:
        """Whether the computer waits for :meth:`put_away` before it sleeps."""
        return self._inhibitor is not None

    def start(self) -> None:
        """Listen, and take the inhibitor."""
        if self._listens:
            return
        self._listens = True
        for bus, *rest in self._signals():
            if bus.isConnected():
                bus.connect(*rest)
        if self._system.isConnected():
            self._inhibit()
        else:
            self._know(False)

    def put_away(self) -> None:
        """Close the inhibitor, where the computer waits for that."""
        self._rested = self._resting
        if self._rested:
            self._let_go()

    def stop(self) -> None:
        """Close the inhibitor and hear nothing any more."""
        if self._listens:
            self._listens = False
            for bus, *rest in self._signals():
                bus.disconnect(*rest)
            self._let_go()

    def _signals(self) -> list[tuple[Any, ...]]:
        told, changed = SLOT("_told(QDBusMessage)"), SLOT("_changed(QDBusMessage)")
        path, manager = _MANAGER
        return [
            (self._system, _LOGIND, path, manager, "PrepareForSleep", self, told),
            (self._system, _LOGIND, path, manager, "PrepareForShutdown", self, told),
            (self._system, _LOGIND, "", _SESSION, "Lock", self, told),
            (self._system, _LOGIND, "", _PROPERTIES, "PropertiesChanged", self, changed),
            *((self._session, "", "", each, "ActiveChanged", self, told) for each in _LOCKERS),
        ]

    @Slot(QDBusMessage)
    def _told(self, message: QDBusMessage) -> None:
        begins = message.arguments()[:1] == [True]
        if message.member() == "Lock":
            self._ask_whose(message.path())
        elif message.member() == "ActiveChanged":
            if begins:
                self.locked.emit()
        elif begins:
            self._resting = True
            self.sleeping.emit()
        else:
            self._resting = self._rested = False
            self._inhibit()
            self.awake.emit()

    @Slot(QDBusMessage)
    def _changed(self, message: QDBusMessage) -> None:
        """Perhaps a desktop said of its session that it is locked."""
        if message.arguments()[:1] != [_SESSION]:
            return
        hint = QDBusMessage.createMethodCall(_LOGIND, message.path(), _PROPERTIES, "Get")
        hint.setArguments([_SESSION, "LockedHint"])
        path = message.path()
        self._ask(hint, lambda said: self._ask_whose(path) if _value(said) is True else None)

    def _ask_whose(self, session: str) -> None:
        """Lock where the session is this person's; where nobody can say, too."""
        name = QDBusMessage.createMethodCall(_LOGIND, session, _PROPERTIES, "Get")
        name.setArguments([_SESSION, "Name"])

        def answered(said: QDBusMessage) -> None:
            if _value(said) in (None, getpass.getuser()):
                self.locked.emit()

        self._ask(name, answered)

    def _inhibit(self) -> None:
        if self._inhibitor is not None or not self._listens:
            return
        wanted = QDBusMessage.createMethodCall(_LOGIND, *_MANAGER, "Inhibit")
        wanted.setArguments([_WHAT, "Skrynia", _WHY, "delay"])
        self._ask(wanted, self._take)

    def _take(self, said: QDBusMessage) -> None:
        held = said.arguments()[0] if _is_answer(said) else None
        self._know(held is not None)
        if held is not None:
            self._let_go()
            # The file is ours from here on: Qt would close it with the message.
            self._inhibitor = held.takeFileDescriptor()
            if self._rested or not self._listens:
                self._let_go()

    def _let_go(self) -> None:
        held, self._inhibitor = self._inhibitor, None
        if held is not None:
            os.close(held)

    def _ask(self, question: QDBusMessage, answered: _Answered) -> None:
        call = QDBusPendingCallWatcher(self._system.asyncCall(question, _PATIENCE_MS), self)
        self._asked[call] = answered
        call.finished.connect(self._answer)

    def _answer(self, call: QDBusPendingCallWatcher) -> None:
        self._asked.pop(call)(call.reply())
        call.deleteLater()


def _is_answer(said: QDBusMessage) -> bool:
    return said.type() is QDBusMessage.MessageType.ReplyMessage and bool(said.arguments())


def _value(said: QDBusMessage) -> object:
    """The value of a property; None where there is none."""
    return said.arguments()[0].variant() if _is_answer(said) else None
