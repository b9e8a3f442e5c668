"""The journey in a process that cannot reach a network, and that never tries.

Three traps of different makers: an audit hook in every Python process of the tree, a network
namespace with nothing in it (where the system lets us make one), and strace on every
process. Each has its positive control.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.journey import watch
from tests.journey.support import World, tool

TRAP = Path(__file__).resolve().parent / "trap"
ASK = "import socket; socket.create_connection(('127.0.0.1', 9), 1)"


def _can_unshare() -> bool:
    path = tool("unshare")
    if path is None:
        return False
    return subprocess.run([path, "--net", "true"], capture_output=True, check=False).returncode == 0


needs_strace = pytest.mark.skipif(tool("strace") is None, reason="strace is not installed")
needs_namespace = pytest.mark.skipif(
    not _can_unshare(), reason="this user may not make a network namespace"
)


def trapped(root: Path) -> tuple[World, Path]:
    """A world whose Python processes refuse sockets, and the trap's log."""
    log = root / "trap.log"
    plain = World(root / "world")
    path = f"{TRAP}:{plain.env()['PYTHONPATH']}"
    return World(plain.root, {"PYTHONPATH": path, "SKRYNIA_TRAP": str(log)}), log


def sprung(log: Path) -> list[str]:
    """The network events that were asked for."""
    lines = log.read_text().splitlines()
    assert any(line.endswith(" armed") for line in lines), "the trap was never set"
    return [line for line in lines if not line.endswith(" armed")]


def armed(log: Path) -> set[str]:
    """Process ids in which the trap was set."""
    lines = log.read_text().splitlines()
    return {line.split()[0] for line in lines if line.endswith(" armed")}


def test_the_journey_asks_no_python_socket(tmp_path: Path) -> None:
    world, log = trapped(tmp_path)
    run = world.skryniactl("demo", tmp_path / "out")
    assert run.code == 0, run.said
    assert sprung(log) == []
    # The processes that decode pictures are watched too.
    assert len(armed(log)) > 1


def test_the_trap_springs(tmp_path: Path) -> None:
    world, log = trapped(tmp_path)
    run = world.run(["-c", ASK])
    assert run.code != 0
    assert "the network was asked for" in run.err
    assert any("socket." in line for line in sprung(log))


def test_the_trap_springs_in_a_child_too(tmp_path: Path) -> None:
    world, log = trapped(tmp_path)
    world.run(["-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {ASK!r}])"])
    assert any("socket." in line for line in sprung(log))


@needs_strace
def test_the_kernel_saw_no_socket(tmp_path: Path) -> None:
    world, log = World(tmp_path / "world"), tmp_path / "trace"
    run = world.run(["-m", "desktop", "demo", tmp_path / "out"], prefix=watch.sockets_to(log))
    assert run.code == 0, run.said
    assert watch.socket_families(log) == set()


@needs_strace
def test_the_kernel_sees_an_attempt(tmp_path: Path) -> None:
    world, log = World(tmp_path / "world"), tmp_path / "trace"
    world.run(["-c", ASK], prefix=watch.sockets_to(log))
    assert "AF_INET" in watch.socket_families(log)


@needs_namespace
def test_the_journey_needs_no_network_to_be_there(tmp_path: Path) -> None:
    world = World(tmp_path / "world")
    prefix = [str(tool("unshare")), "--net"]
    run = world.run(["-m", "desktop", "demo", tmp_path / "out"], prefix=prefix)
    assert run.code == 0, run.said


@needs_namespace
def test_in_the_namespace_nothing_is_reached(tmp_path: Path) -> None:
    world = World(tmp_path / "world")
    run = world.run(["-c", ASK], prefix=[str(tool("unshare")), "--net"])
    assert run.code != 0
    assert "unreachable" in run.err.lower()
