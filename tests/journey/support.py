"""Journeys in processes of their own: a home that is theirs alone, watched from outside.

The window's journey, canary and silence tests use the same helpers as the command line's::

    world = World(tmp_path)                       # home, temp folder, working folder
    run = world.run(["-m", "desktop", "demo", str(tmp_path / "out")])
    assert run.code == 0, run.err

``watch`` says what a process tree wrote and which sockets it asked for (strace);
``canaries`` searches bytes for what must not be in them; ``trap`` is a folder for
``PYTHONPATH`` that makes every Python process in the tree refuse sockets.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_KEPT = ("PATH", "LANG", "LD_LIBRARY_PATH", "QT_QPA_PLATFORM", "SYSTEMROOT")


@dataclass(frozen=True, slots=True)
class Run:
    """A finished process: exit code and what it said."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """Both streams, for a failing assertion."""
        return f"exit code {self.code}\n{self.out}\n{self.err}"


@dataclass(frozen=True, slots=True)
class World:
    """Folders that stand for a person's whole machine, below ``root``."""

    root: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for folder in (self.home, self.temp, self.work):
            folder.mkdir(parents=True, exist_ok=True)

    @property
    def home(self) -> Path:
        """HOME, with all XDG folders in it."""
        return self.root / "home"

    @property
    def temp(self) -> Path:
        """TMPDIR, TEMP and TMP."""
        return self.root / "temp"

    @property
    def work(self) -> Path:
        """The working folder."""
        return self.root / "work"

    def env(self) -> dict[str, str]:
        """A small environment that points nowhere outside."""
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        homes = {name: str(self.home) for name in ("HOME", "USERPROFILE")}
        homes |= {name: str(self.temp) for name in ("TMPDIR", "TEMP", "TMP")}
        xdg = {
            f"XDG_{name}": str(self.home / folder)
            for name, folder in {
                "CONFIG_HOME": ".config",
                "DATA_HOME": ".local/share",
                "STATE_HOME": ".local/state",
                "CACHE_HOME": ".cache",
                "RUNTIME_DIR": ".run",
            }.items()
        }
        python = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        return {**kept, **homes, **xdg, **python, **self.environment}

    def run(
        self,
        python_arguments: Sequence[str | Path],
        *,
        prefix: Sequence[str | Path] = (),
        passphrase: str = "",
        seconds: float = 300,
    ) -> Run:
        """Run this Python with ``python_arguments``, the passphrase on standard input.

        ``prefix``: a command that runs it (``strace``, ``unshare``).
        """
        done = subprocess.run(
            [*map(str, prefix), sys.executable, *map(str, python_arguments)],
            input=(passphrase + "\n").encode() if passphrase else b"",
            capture_output=True,
            cwd=self.work,
            env=self.env(),
            timeout=seconds,
            check=False,
        )
        out, err = (stream.decode("utf-8", "replace") for stream in (done.stdout, done.stderr))
        return Run(done.returncode, out, err)

    def skryniactl(self, *arguments: str | Path, passphrase: str = "") -> Run:
        """Run the command line; a passphrase goes in by file descriptor 0."""
        given = ("--passphrase-fd", "0") if passphrase else ()
        return self.run(["-m", "desktop", *arguments, *given], passphrase=passphrase)

    def cheap_skryniactl(self, *arguments: str | Path) -> Run:
        """The same, but vaults that it makes open in microseconds."""
        return self.run(["-m", "tests.cheap", *arguments])


def tool(name: str) -> str | None:
    """The path of a stock tool, or None where it is not installed."""
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.exists() else shutil.which(name)
