"""The journeys' own instruments find what they are for: otherwise their silence says nothing."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import pytest

from tests.journey import watch
from tests.journey.canaries import ENCODINGS, find_in_bytes, find_in_files
from tests.journey.support import World, tool

CANARY = "zqCanary7F3A-Канарэйка"

needs_strace = pytest.mark.skipif(tool("strace") is None, reason="strace is not installed")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_canary_is_found_in_every_width(encoding: str) -> None:
    assert find_in_bytes(b"\0" + CANARY.encode(encoding) + b"\xff", [CANARY], "here")


@pytest.mark.parametrize("pack", [zlib.compress, gzip.compress])
def test_a_deflated_canary_is_found(pack: object) -> None:
    assert callable(pack)
    data = b"some header" + pack(b"x" * 100 + CANARY.encode()) + b"trailer"
    [found] = find_in_bytes(data, [CANARY], "here")
    assert found.form.startswith("deflated")


def test_a_canary_in_a_file_name_or_folder_name_is_found(tmp_path: Path) -> None:
    folder = tmp_path / CANARY
    folder.mkdir()
    (folder / "plain").write_bytes(b"nothing")
    assert {found.place for found in find_in_files([tmp_path], [CANARY])} == {
        str(folder),
        str(folder / "plain"),
    }


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(bytes(range(256)) * 100)
    assert find_in_files([tmp_path], [CANARY]) == []


@needs_strace
def test_the_watch_sees_a_file_that_was_written_and_deleted_again(tmp_path: Path) -> None:
    world, log = World(tmp_path / "world"), tmp_path / "trace"
    gone = world.temp / "gone"
    script = (
        f"import os; f = open({str(gone)!r}, 'w', encoding='utf-16-le'); "
        f"f.write('before {CANARY} after'); f.close(); os.remove({str(gone)!r})"
    )
    assert world.run(["-c", script], prefix=watch.writes_to(log)).code == 0
    assert not gone.exists()
    assert gone in watch.written_files(log)
    assert bytes(gone) in watch.named_paths(log)
    assert watch.canaries_written(log, [CANARY]) == [(CANARY, str(gone))]


@needs_strace
def test_the_watch_follows_child_processes(tmp_path: Path) -> None:
    world, log = World(tmp_path / "world"), tmp_path / "trace"
    target = world.temp / "child"
    inner = f"open({str(target)!r}, 'w').write('{CANARY}')"
    script = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {inner!r}])"
    assert world.run(["-c", script], prefix=watch.writes_to(log)).code == 0
    assert (CANARY, str(target)) in watch.canaries_written(log, [CANARY])


@needs_strace
def test_the_watch_sees_what_is_written_outside_on_a_disk_and_in_memory(tmp_path: Path) -> None:
    world, log = World(tmp_path / "world"), tmp_path / "trace"
    inside, outside = world.temp / "inside", tmp_path / "outside"
    script = f"[open(p, 'w').write('x') for p in {[str(inside), str(outside), '/dev/null']}]"
    assert world.run(["-c", script], prefix=watch.writes_to(log)).code == 0
    assert {inside, outside} <= watch.written_files(log)
    assert watch.written_outside(log, world.root) == {outside}


_CHANGES = """
import os, socket, sys
os.mkdir("made"); os.rmdir("made")
os.close(os.open("cut", os.O_RDWR | os.O_CREAT)); os.truncate("cut", 3)
os.rename("cut", "named")
folder = os.open(".", os.O_RDONLY)
os.unlink("named", dir_fd=folder)
os.close(os.memfd_create("held"))
for refused in (os.rmdir, os.unlink, lambda name: open(name, "r+")):
    try: refused("never there")
    except OSError: pass
open(sys.executable, "rb").close()
with socket.socket(socket.AF_UNIX) as called:
    called.bind("called"); called.listen()
    with socket.socket(socket.AF_UNIX) as caller: caller.connect("called")
"""


@needs_strace
def test_the_watch_sees_what_is_made_renamed_cut_and_removed_and_nothing_refused(
    tmp_path: Path,
) -> None:
    world, log = World(tmp_path / "world"), tmp_path / "trace"
    assert world.run(["-c", _CHANGES], prefix=watch.writes_and_sockets_to(log)).code == 0
    names = {"made", "cut", "named"}
    memory = Path("/memfd:held")
    assert watch.touched(log, world.work) == {*(world.work / name for name in names), memory}
    assert watch.called(log) == {b"called"}
