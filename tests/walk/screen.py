"""A desktop of one's own: X server, window manager, session bus, accessibility bus.

Everything started here is ended here, and nothing of the desktop that may be running beside
it is touched.
"""

from __future__ import annotations

import os
import re
import select
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Self

from PIL import Image, ImageGrab

from tests.walk.bus import REGISTRY_NAME, Bus, accessibility_bus, say_that_somebody_listens
from tests.walk.patience import LONGEST, wait_until
from tests.walk.tree import Box

LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
REGISTRY = Path("/usr/libexec/at-spi2-registryd")
_PLAIN_DPI = 96
_PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Look:
    """A screen: its size in its own pixels, and how much larger than usual things are drawn."""

    width: int
    height: int
    scale: float = 1.0

    @property
    def name(self) -> str:
        """As folders are named: ``1920x1080-150``."""
        size = f"{self.width}x{self.height}"
        return size if self.scale == 1 else f"{size}-{self.scale:.0%}".removesuffix("%")


class Desktop:
    """Runs while it is entered. ``folder`` keeps the logs and the sockets."""

    def __init__(self, look: Look, folder: Path) -> None:
        self.look = look
        self._folder = folder
        self._display = ""
        self._env = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(folder)}
        self._ends = ExitStack()

    @property
    def environment(self) -> Mapping[str, str]:
        """What a program needs to find this desktop."""
        return self._env

    @property
    def inside(self) -> Box:
        """The whole screen."""
        return Box(0, 0, self.look.width, self.look.height)

    def frame(self) -> Box:
        """The window that has the keyboard, with the frame that the window manager draws."""
        window = self.run("xdotool", "getactivewindow").strip()
        told = self.run("xwininfo", "-id", window, "-frame")
        wanted = ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height")
        values = [re.search(rf"{name}:\s+(-?\d+)", told) for name in wanted]
        return Box(*(int(value[1]) for value in values if value))

    def picture(self) -> Image.Image:
        """The whole screen as it is now."""
        return ImageGrab.grab(xdisplay=self._display)

    def run(self, *command: str) -> str:
        """Run a small tool of the desktop; what it said."""
        done = subprocess.run(
            command, env=self._env, capture_output=True, check=True, timeout=LONGEST, text=True
        )
        return done.stdout

    def start(self, command: Sequence[str], name: str, **env: str) -> subprocess.Popen[bytes]:
        """Start a program that is ended with the desktop; ``NAME.log`` keeps what it says."""
        return self._start(command, name, {**self._env, **env})

    def log(self, name: str) -> str:
        """What the program started under this name has said so far."""
        return (self._folder / f"{name}.log").read_text("utf-8", errors="replace")

    def __enter__(self) -> Self:
        """Bring everything up, in the order in which a login does."""
        with ExitStack() as upon_failure:
            upon_failure.callback(self._ends.close)
            self._bring_up()
            upon_failure.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End everything, the last that was started first."""
        self._ends.close()

    def _bring_up(self) -> None:
        runtime = self._folder / "run"
        runtime.mkdir(mode=0o700)
        self._env |= {"XDG_RUNTIME_DIR": str(runtime), "GSETTINGS_BACKEND": "memory"}
        self._display = f":{self._start_telling(self._x_server, 'xvfb')}"
        self._env |= {"DISPLAY": self._display, "XDG_SESSION_TYPE": "x11"}
        self._draw_larger()
        self._start(["openbox", "--sm-disable"], "openbox", self._env)
        wait_until(self._is_managed, "the window manager")
        session = self._start_telling(self._session_bus, "session-bus")
        self._env["DBUS_SESSION_BUS_ADDRESS"] = session
        self._bring_accessibility_up(session)

    def _bring_accessibility_up(self, address: str) -> None:
        self._start([str(LAUNCHER), "--launch-immediately"], "accessibility-bus", self._env)
        with Bus(address) as session:
            self.accessibility = self._ends.enter_context(Bus(accessibility_bus(session)))
            self._start([str(REGISTRY)], "accessibility-registry", self._env)
            self.accessibility.wait_for_name(REGISTRY_NAME)
            self.accessibility.hear_the_focus()
            say_that_somebody_listens(session)

    def _x_server(self, tell: int) -> list[str]:
        size = f"{self.look.width}x{self.look.height}x24"
        options = ["-noreset", "-nolisten", "tcp", "-dpi", str(_PLAIN_DPI), "-displayfd", str(tell)]
        return ["Xvfb", "-screen", "0", size, *options]

    def _session_bus(self, tell: int) -> list[str]:
        return ["dbus-daemon", "--session", "--nofork", f"--print-address={tell}"]

    def _draw_larger(self) -> None:
        """Set the resolution as a desktop's settings for a fine screen do."""
        if self.look.scale != 1:
            dpi = f"Xft.dpi:\t{round(_PLAIN_DPI * self.look.scale)}\n"
            self.run("xprop", "-root", "-format", "RESOURCE_MANAGER", "8s", "-set",
                     "RESOURCE_MANAGER", dpi)  # fmt: skip

    def _is_managed(self) -> bool:
        return "window id" in self.run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK")

    def _start_telling(self, command: Callable[[int], list[str]], name: str) -> str:
        """Start a program that writes one line to a descriptor when it is ready; the line."""
        told, tell = os.pipe()
        with os.fdopen(told, "rb", buffering=0) as answer:
            try:
                self._start(command(tell), name, self._env, tell)
            finally:
                os.close(tell)
            return _line(answer, name)

    def _start(
        self, command: Sequence[str], name: str, env: Mapping[str, str], *passed: int
    ) -> subprocess.Popen[bytes]:
        with (self._folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                command, env=dict(env), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                cwd=self._folder, pass_fds=passed,
            )  # fmt: skip
        self._ends.callback(_end, process)
        return process


def _line(answer: FileIO, name: str) -> str:
    line = b""
    while not line.endswith(b"\n"):
        assert select.select([answer], [], [], LONGEST)[0], f"{name} did not start"
        piece = answer.read(256)
        assert piece, f"{name} ended: see its log"
        line += piece
    return line.decode().strip()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(_PATIENCE)
