"""Traps for anybody who asks for a network: inside Python, and around the whole process tree."""

from __future__ import annotations

import functools
import subprocess
from pathlib import Path

from tests.journey.support import World, tool

TRAP = Path(__file__).resolve().parent / "trap"


def trapped(root: Path) -> tuple[World, Path]:
    """A world whose Python processes refuse sockets, and the trap's log."""
    log = root / "trap.log"
    plain = World(root / "world")
    path = f"{TRAP}:{plain.env()['PYTHONPATH']}"
    return World(plain.root, {"PYTHONPATH": path, "SKRYNIA_TRAP": str(log)}), log


def sprung(log: Path) -> list[str]:
    """The network events that were asked for."""
    lines = log.read_text(encoding="utf-8").splitlines()
    assert any(line.endswith(" armed") for line in lines), "the trap was never set"
    return [line for line in lines if not line.endswith(" armed")]


@functools.cache
def may_unshare() -> bool:
    """Whether this user may make a network namespace."""
    path = tool("unshare")
    if path is None:
        return False
    return subprocess.run([path, "--net", "true"], capture_output=True, check=False).returncode == 0


def without_network() -> list[str]:
    """A prefix that runs a command where there is no network."""
    return [str(tool("unshare")), "--net"]
