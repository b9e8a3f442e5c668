"""D-Bus: a connection that asks many things at once, and what brings accessibility up."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
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
_REGISTRY = DBusAddress("/org/a11y/atspi/registry", REGISTRY_NAME, REGISTRY_NAME)
_FOCUS_EVENT = "object:state-changed:focused"
_FOCUS_RULE = (
    "type='signal',interface='org.a11y.atspi.Event.Object',member='StateChanged',arg0='focused'"
)
_AT_ONCE = 1000
_SERIAL_AT = 8
"""Where in the bytes of a message its number stands."""


class Refused(NamedTuple):
    """The answer that is an error: an object that has ended, a thing it does not do."""

    error: str


class Bus:
    """A connection to the bus at ``address``.

    ``focused``: sender and path of what told last that it has the focus, once somebody asked to
    :meth:`hear_the_focus`.
    """

    def __init__(self, address: str) -> None:
        self.focused: tuple[str, str] | None = None
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

    def hear_the_focus(self) -> None:
        """Be told from now on by programs, as a screen reader is, where the focus goes."""
        listening = new_method_call(_REGISTRY, "RegisterEvent", "s", (_FOCUS_EVENT,))
        rule = new_method_call(message_bus, "AddMatch", "s", (_FOCUS_RULE,))
        for answer in self.ask_all([listening, rule]):
            assert not isinstance(answer, Refused), answer.error

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
        asked = b"".join(map(_numbered, questions, serials))
        self._connection.sock.sendall(asked)
        waiting, found = set(serials), {}
        while waiting:
            message = self._connection.receive(timeout=LONGEST)
            serial = message.header.fields.get(HeaderFields.reply_serial)
            if serial in waiting:
                waiting.discard(serial)
                found[serial] = _body(message)
            elif message.header.message_type is MessageType.signal:
                self._hear(message)
        return [found[serial] for serial in serials]

    def _hear(self, signal: Message) -> None:
        told = signal.header.fields
        if told.get(HeaderFields.member) == "StateChanged" and signal.body[:2] == ("focused", 1):
            self.focused = (told[HeaderFields.sender], told[HeaderFields.path])


def _numbered(question: Message, serial: int) -> bytes:
    """A question as it is sent; many are asked again and again, and are written out once."""
    written = _written(question)
    return written[:_SERIAL_AT] + serial.to_bytes(4, "little") + written[_SERIAL_AT + 4 :]


@lru_cache(maxsize=20_000)
def _written(question: Message) -> bytes:
    written: bytes = question.serialise(1)
    return written


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
