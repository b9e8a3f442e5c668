"""What a process that is confined cannot do, tried out in processes of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.system import confinement

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="walls of Linux")

_TRY = """
import os, socket, sys, threading
from desktop.system.confinement import confine, is_whole
home, port = sys.argv[2], int(sys.argv[3])
PIPE = os.pipe()
walls = confine()
assert is_whole(walls), walls
def read(): print(open(os.path.join(home, "vault.db")).read())
def write(): open(os.path.join(home, "new"), "w").write("x")
def append(): open(os.path.join(home, "vault.db"), "a").write("x")
def names(): print(os.listdir(home))
def remove(): os.unlink(os.path.join(home, "vault.db"))
def rename(): os.rename(os.path.join(home, "vault.db"), os.path.join(home, "other"))
def mode(): os.chmod(os.path.join(home, "vault.db"), 0o777)
def link(): os.symlink("/", os.path.join(home, "root"))
def process(): print(open("/proc/%d/environ" % os.getppid()).read())
def tcp(): socket.socket().connect(("127.0.0.1", port)); print("connected")
def udp(): socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", port))
def local(): socket.socket(socket.AF_UNIX).connect("\\0name")
def pair(): socket.socketpair()
def run(): os.execv("/bin/echo", ["echo", "started"])
def fork(): os.fork()
def spawn(): os.posix_spawn("/bin/echo", ["echo", "started"], {})
def kill(): os.kill(os.getppid(), 15)
def signal():
    import fcntl
    read, write = PIPE
    fcntl.fcntl(read, 10, 15)  # F_SETSIG
    fcntl.fcntl(read, fcntl.F_SETOWN, os.getppid())
    fcntl.fcntl(read, fcntl.F_SETFL, os.O_ASYNC)
    os.write(write, b"x")
def follow():
    import ctypes
    print(ctypes.CDLL(None).ptrace(16, os.getppid(), 0, 0) == 0)
def memory():
    import mmap
    mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC); print("code")
def thread():
    started = threading.Thread(target=print, args=("computed",)); started.start(); started.join()
globals()[sys.argv[1]]()
print("done")
"""
ATTEMPTS = (
    "read", "write", "append", "names", "remove", "rename", "mode", "link", "process", "tcp",
    "udp", "local", "pair", "run", "fork", "spawn", "kill", "signal", "follow",
    "memory",
)  # fmt: skip


def tried(attempt: str, home: Path) -> subprocess.CompletedProcess[str]:
    script = [sys.executable, "-c", _TRY, attempt, str(home), "9"]
    return subprocess.run(script, capture_output=True, text=True, timeout=60, check=False)


@linux_only
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_every_attempt_fails(tmp_path: Path, attempt: str) -> None:
    (tmp_path / "vault.db").write_text("secret", "utf-8")
    ran = tried(attempt, tmp_path)
    assert ran.returncode != 0
    assert "done" not in ran.stdout
    assert "assert is_whole" not in ran.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["vault.db"]
    assert (tmp_path / "vault.db").read_text("utf-8") == "secret"


@linux_only
def test_computing_in_several_threads_goes_on(tmp_path: Path) -> None:
    ran = tried("thread", tmp_path)
    assert ran.stdout.split() == ["computed", "done"]


def test_what_is_not_put_up_is_not_claimed() -> None:
    assert not confinement.is_whole(())
    assert not confinement.is_whole(("job",))


@linux_only
def test_what_is_said_to_be_there_is_put_up(tmp_path: Path) -> None:
    assert confinement.can_be_whole()
    assert tried("thread", tmp_path).returncode == 0
