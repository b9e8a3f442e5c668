"""The program on a desktop of its own, started as a person starts it, until they close it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.journey.support import ROOT, World
from tests.walk.atspi import Reader
from tests.walk.patience import LONGEST, wait_until
from tests.walk.person import Person
from tests.walk.screen import Desktop, Look

ALBUMS = ROOT / "build" / "walk"
PROGRAM = Path(sys.executable).with_name("skrynia")
Begin = Callable[[Desktop, dict[str, str]], None]
LOCALES = {"en": "C.UTF-8", "be": "be_BY.UTF-8", "ru": "ru_RU.UTF-8"}
_OF_READING = (
    "qt.accessibility.atspi: Could not find accessible on path",
    "qt.accessibility.atspi: Accessible invalid:",
    "QSpiApplication::",
)
"""What Qt says when something has gone, or goes just now, between two questions of the one who
reads, and when a busy registry of AT-SPI is late to say that nobody else wants a key."""


@contextmanager
def at_work(
    look: Look,
    language: str,
    root: Path,
    album: str,
    who: type[Person] = Person,
    given: Path | None = None,
    begin: Begin | None = None,
    program: Sequence[str] = (str(PROGRAM),),
) -> Iterator[Person]:
    """A person at the running program, which at the end they close and which then is gone.
    ``given``: what it is started with. ``begin``: gets the desktop and the environment that the
    program is started with, which it may add to, before that. ``program``: how it is started."""
    folder = ALBUMS / album
    shutil.rmtree(folder, ignore_errors=True)
    world, desk = World(root / "world"), root / "desk"
    desk.mkdir()
    with Desktop(look, desk) as desktop:
        env = _environment_for(desktop, world, language)
        if begin is not None:
            begin(desktop, env)
        process = desktop.start([*program, *_named(given)], "program", **env)
        person = who(desktop, Reader(desktop.accessibility, look.scale), folder)
        try:
            yield person
            _close(person, process)
        except BaseException:
            person.explain()
            raise
        person.complaints += _said(desktop.log("program"))
    wait_until(lambda: not running(desk), "everything to be ended")


def _environment_for(desktop: Desktop, world: World, language: str) -> dict[str, str]:
    env = {**world.env(), **desktop.environment}
    return env | {"HOME": str(world.home), "LANG": LOCALES[language], "QT_QPA_PLATFORM": "xcb"}


def _named(given: Path | None) -> list[str]:
    return [str(given)] if given is not None else []


def _close(person: Person, process: subprocess.Popen[bytes]) -> None:
    """As the window manager closes a window."""
    person.hands.press("alt+F4")
    code = process.wait(LONGEST)
    if code:
        person.complaints.append(f"the program ended with {code}")


def _said(log: str) -> list[str]:
    return [
        f"said: {line}"
        for line in log.splitlines()
        if line and not any(of_reading in line for of_reading in _OF_READING)
    ]


def running(desk: Path) -> list[str]:
    """The processes that belong to a desktop, by the folder their environment names."""
    mark = f"XDG_RUNTIME_DIR={desk}/".encode()
    return [entry.name for entry in Path("/proc").iterdir() if mark in _environment(entry)]


def _environment(entry: Path) -> bytes:
    try:
        return (entry / "environ").read_bytes() if entry.name.isdecimal() else b""
    except OSError:  # somebody else's, or just ended
        return b""
