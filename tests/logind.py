"""A bus of one's own with logind on it, as far as python-dbusmock plays it: a program takes real
inhibitors there, which are open files, and is told of sleep, lock and waking."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any

from jeepney import DBusAddress, Message, new_method_call

from tests.walk.bus import Bus, Refused

NAME = "org.freedesktop.login1"
_PYTHON = "/usr/bin/python3"
"""The system's: python-dbusmock comes from there, as the binding that it stands on has no wheel."""
_PATH = "/org/freedesktop/login1"
_MANAGER = DBusAddress(_PATH, NAME, f"{NAME}.Manager")
_MOCK = "org.freedesktop.DBus.Mock"


@cache
def is_there() -> bool:
    """Whether this machine has what plays logind."""
    try:
        asked = subprocess.run([_PYTHON, "-c", "import dbusmock"], capture_output=True, check=False)
        daemon = subprocess.run(["dbus-daemon", "--version"], capture_output=True, check=False)
    except OSError:
        return False
    return asked.returncode == 0 == daemon.returncode


class Logind:
    """Speaks to the player. ``address``: of the bus."""

    def __init__(self, address: str, bus: Bus) -> None:
        self.address, self._bus = address, bus

    def inhibitors(self) -> list[tuple[str, str, str]]:
        """What is held up at this moment, by whom, and how."""
        [found] = self._ask(new_method_call(_MANAGER, "ListInhibitors"))
        return [(what, who, mode) for what, who, _why, mode, _uid, _pid in found]

    def add_session(self, name: str, user: str) -> None:
        """Log somebody in."""
        self._do(_PATH, "AddSession", "ssusb", name, "seat0", 1000, user, True)

    def sleep(self, begins: bool) -> None:
        """Tell everybody that the computer is about to sleep, or woke."""
        self._tell(_PATH, f"{NAME}.Manager", "PrepareForSleep", "b", [("b", begins)])

    def lock(self, session: str) -> None:
        """Ask for a session to be locked, as ``loginctl lock-session`` does."""
        self._tell(f"{_PATH}/session/{session}", f"{NAME}.Session", "Lock", "", [])

    def say_locked(self, session: str) -> None:
        """The desktop of a session says that its screen is locked."""
        hint = {"LockedHint": ("b", True)}
        path = f"{_PATH}/session/{session}"
        self._do(path, "UpdateProperties", "sa{sv}", f"{NAME}.Session", hint)

    def show_screen_saver(self, active: bool) -> None:
        """The desktop's locker says that it begins or ends."""
        saver = "org.freedesktop.ScreenSaver"
        self._tell(_PATH, saver, "ActiveChanged", "b", [("b", active)])

    def _tell(
        self, path: str, interface: str, signal: str, signature: str, body: list[tuple[str, object]]
    ) -> None:
        self._do(path, "EmitSignal", "sssav", interface, signal, signature, body)

    def _do(self, path: str, method: str, signature: str, *body: object) -> None:
        self._ask(new_method_call(DBusAddress(path, NAME, _MOCK), method, signature, body))

    def _ask(self, question: Message) -> list[Any]:
        answer = self._bus.ask(question)
        assert not isinstance(answer, Refused), answer.error
        return list(answer)


@contextmanager
def private_bus() -> Iterator[str]:
    """The address of a bus that nobody else knows; it ends with the block."""
    told, tell = os.pipe()
    with ExitStack() as ends:
        command = ["dbus-daemon", "--session", "--nofork", f"--print-address={tell}"]
        quiet = subprocess.DEVNULL
        daemon = subprocess.Popen(command, pass_fds=[tell], stdin=quiet, stderr=quiet)
        ends.callback(_end, daemon)
        os.close(tell)
        with os.fdopen(told) as answer:
            yield answer.readline().strip()


@contextmanager
def logind() -> Iterator[Logind]:
    """A bus with logind; both end with the block."""
    with private_bus() as address:
        env = {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": address}
        command = [_PYTHON, "-m", "dbusmock", "--system", "--template", "logind"]
        quiet = subprocess.DEVNULL
        player = subprocess.Popen(command, env=env, stdin=quiet, stdout=quiet, stderr=quiet)
        try:
            with Bus(address) as bus:
                bus.wait_for_name(NAME)
                yield Logind(address, bus)
        finally:
            _end(player)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait()
