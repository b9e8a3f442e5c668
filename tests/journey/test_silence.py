"""The journey in a process that cannot reach a network, and that never tries.

Three traps of different makers are set around one walk of the demo: an audit hook in every
Python process of the tree, a network namespace with nothing in it (where the system lets us
make one), and strace on every process. Each has its positive control.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journey import watch
from tests.journey.conftest import Walked
from tests.journey.support import World, tool
from tests.journey.traps import may_unshare, sprung, trapped, without_network

ASK = "import socket; socket.create_connection(('127.0.0.1', 9), 1)"

needs_strace = pytest.mark.skipif(tool("strace") is None, reason="strace is not installed")
needs_namespace = pytest.mark.skipif(
    not may_unshare(), reason="this user may not make a network namespace"
)


@pytest.mark.rare
def test_the_journey_asks_no_python_socket(x25519_demo: Walked) -> None:
    """The processes that decode pictures choose their own import path; strace sees them."""
    assert x25519_demo.trap is not None
    assert sprung(x25519_demo.trap) == []


@pytest.mark.rare
@needs_strace
def test_the_kernel_saw_no_socket_of_any_family(x25519_demo: Walked) -> None:
    assert x25519_demo.trace is not None
    assert x25519_demo.trace.exists()
    assert watch.socket_families(x25519_demo.trace) == set()


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
    run = world.run(["-c", ASK], prefix=without_network())
    assert run.code != 0
    assert "unreachable" in run.err.lower()
