"""A second start on Linux, over the session's bus, where only this person's programs are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QByteArray
from PySide6.QtDBus import QDBus, QDBusConnection, QDBusError, QDBusMessage, QDBusVirtualObject

from ui.session.second_start import PATIENCE_MS, Asked

_PREFIX: Final = "org.skrynia."
_INTERFACE: Final = "org.skrynia.Start"
_PATH: Final = "/org/skrynia/Start"
_SHOW: Final = (_INTERFACE, "Show", "ays")


def hand_over(bus: QDBusConnection, name: str, path: bytes, token: str) -> bool:
    """Ask the one of this name; whether it took it."""
    if not bus.isConnected():
        return False
    question = QDBusMessage.createMethodCall(_PREFIX + name, _PATH, *_SHOW[:2])
    question.setArguments([QByteArray(path), token])
    question.setAutoStartService(False)
    answer = bus.call(question, QDBus.CallMode.Block, PATIENCE_MS)
    return answer.type() is QDBusMessage.MessageType.ReplyMessage


def listen(bus: QDBusConnection, name: str, asked: Asked) -> Callable[[], None]:
    """Take the name, unless somebody has it, and answer."""
    answering = _Answering(asked)
    taken = bus.isConnected() and bus.registerVirtualObject(_PATH, answering)
    if not taken or not bus.registerService(_PREFIX + name):
        answering.deleteLater()
        return _nothing

    def stop() -> None:
        bus.unregisterService(_PREFIX + name)
        bus.unregisterObject(_PATH)
        answering.deleteLater()

    return stop


class _Answering(QDBusVirtualObject):
    """Takes one call with one signature, and refuses every other."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked)
        self._asked = asked

    def introspect(self, _path: str) -> str:
        """Nothing that anybody need know."""
        return ""

    def handleMessage(self, message: QDBusMessage, bus: QDBusConnection) -> bool:  # noqa: N802
        """Answer every call: an unanswered one keeps who asks waiting."""
        asked = (message.interface(), message.member(), message.signature())
        if asked == _SHOW and self._take(*message.arguments()):
            return bus.send(message.createReply())
        return bus.send(message.createErrorReply(QDBusError.ErrorType.InvalidArgs, "refused"))

    def _take(self, path: QByteArray, token: str) -> bool:
        return self._asked.take(bytes(path.data()), token)


def _nothing() -> None:
    """Somebody else has the name, or there is no bus."""
