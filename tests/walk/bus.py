"""D-Bus: a connection that asks many things at once, and what brings accessibility up."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Any, NamedTuple, Self

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    Properties,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.walk.patience import LONGEST, wait_until

LAUNCHER_NAME = "org.a11y.Bus"
REGISTRY_NAME = "org.a11y.atspi.Registry"
_LAUNCHER = DBusAddress("/org/a11y/bus", LAUNCHER_NAME, LAUNCHER_NAME)
_STATUS = _LAUNCHER.with_interface("org.a11y.Status")
_AT_ONCE = 400


class Refused(NamedTuple):
    """The answer that is an error: an object that has ended, a thing it does not do."""

    error: str


class Bus:
    """A connection to the bus at ``address``."""

    def __init__(self, address: str) -> None:
        self._connection: DBusConnection = open_dbus_connection(address)

    def ask(self, question: Message) -> Any:
        """The body of the answer, or :class:`Refused`."""
        return self.ask_all([question])[0]

    def ask_all(self, questions: Sequence[Message]) -> list[Any]:
        """The answers in the order of the questions, which are all on their way at once."""
        answers: list[Any] = []
        for start in range(0, len(questions), _AT_ONCE):
            answers += self._ask_some(questions[start : start + _AT_ONCE])
        return answers

    def wait_for_name(self, name: str) -> None:
        """Wait until a program owns this name, without starting one."""

        def owned() -> bool:
            question = new_method_call(message_bus, "NameHasOwner", "s", (name,))
            return bool(self.ask(question)[0])

        wait_until(owned, f"{name} on the bus")

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def __enter__(self) -> Self:
        """The connection, until the end of the block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the connection."""
        self.close()

    def _ask_some(self, questions: Sequence[Message]) -> list[Any]:
        serials = [next(self._connection.outgoing_serial) for _question in questions]
        for serial, question in zip(serials, questions, strict=True):
            self._connection.send(question, serial=serial)
        waiting, found = set(serials), {}
        while waiting:
            message = self._connection.receive(timeout=LONGEST)
            serial = message.header.fields.get(HeaderFields.reply_serial)
            if serial in waiting:
                waiting.discard(serial)
                found[serial] = _body(message)
        return [found[serial] for serial in serials]


def _body(message: Message) -> Any:
    if message.header.message_type is MessageType.error:
        return Refused(message.header.fields.get(HeaderFields.error_name, ""))
    return message.body


def accessibility_bus(session: Bus) -> str:
    """The address of the bus that screen readers use, once its launcher is there."""
    session.wait_for_name(LAUNCHER_NAME)
    [address] = session.ask(new_method_call(_LAUNCHER, "GetAddress"))
    return str(address)


def say_that_somebody_listens(session: Bus) -> None:
    """What a screen reader says at its start: programs offer their trees from now on."""
    for name in ("IsEnabled", "ScreenReaderEnabled"):
        answer = session.ask(Properties(_STATUS).set(name, "b", True))
        assert not isinstance(answer, Refused), f"{name}: {answer.error}"
