"""The journey in a process that cannot reach a network, and that never tries.

Three traps of different makers: an audit hook in every Python process of the tree, a network
namespace with nothing in it (where the system lets us make one), and strace on every
process. Each has its positive control.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Silent:
    """The demo, walked with every trap that this machine has set at once."""

    trap: Path
    trace: Path | None


@pytest.fixture(scope="module")
def silent(tmp_path_factory: pytest.TempPathFactory) -> Silent:
    root = tmp_path_factory.mktemp("silent")
    world, trap = trapped(root)
    trace = root / "trace" if tool("strace") else None
    namespace = [str(tool("unshare")), "--net"] if _can_unshare() else []
    prefix = [*namespace, *(watch.sockets_to(trace) if trace else [])]
    run = world.run(["-m", "desktop", "demo", root / "out"], prefix=prefix)
    assert run.code == 0, run.said
    return Silent(trap, trace)


def test_the_journey_asks_no_python_socket(silent: Silent) -> None:
    """The processes that decode pictures choose their own import path; strace sees them."""
    assert sprung(silent.trap) == []


@needs_strace
def test_the_kernel_saw_no_socket_of_any_family(silent: Silent) -> None:
    assert silent.trace is not None
    assert silent.trace.exists()
    assert watch.socket_families(silent.trace) == set()


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
def test_the_kernel_sees_an_attempt(tmp_path: Path) -> None:
    world, log = World(tmp_path / "world"), tmp_path / "trace"
    world.run(["-c", ASK], prefix=watch.sockets_to(log))
    assert "AF_INET" in watch.socket_families(log)


@needs_namespace
def test_in_the_namespace_nothing_is_reached(tmp_path: Path) -> None:
    world = World(tmp_path / "world")
    run = world.run(["-c", ASK], prefix=[str(tool("unshare")), "--net"])
    assert run.code != 0
    assert "unreachable" in run.err.lower()
