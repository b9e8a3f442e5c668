"""What a killed process left on a stick is removed; nothing else ever is."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.errors import FileExists
from desktop.handoff.sending.leftovers import remove_leftovers
from desktop.system.files import PartialFile
from tests.journey.support import ROOT
from tests.unit.handoff.ends import Vaults, interview

pytestmark = pytest.mark.disk

NAME = "skrynia-7KQ2-M9XD.age.partial"
HALF = b"age-encryption.org/v1\n-> X25519 invented\n" + bytes(5000)

WRITER = """
import sys
from pathlib import Path
from desktop.system.files import PartialFile
with PartialFile(Path(sys.argv[1])) as out:
    out.write(bytes.fromhex(sys.argv[2]))
    out.sync()
    print("writing", flush=True)
    sys.stdin.readline()
    out.commit()
"""


def left(folder: Path, name: str = NAME, data: bytes = HALF) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process in the middle of writing ``skrynia-7KQ2-M9XD.age``."""
    target = str(tmp_path / NAME.removesuffix(".partial"))
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, target, HALF.hex()],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "writing\n"
    yield process
    process.kill()
    process.communicate()


@pytest.mark.parametrize("data", [HALF, b"", b"age-enc", bytes(10_000)])
@pytest.mark.parametrize("name", [NAME, "skrynia-7KQ2-M9XD-receipt.age.partial"])
def test_a_half_file_of_ours_is_removed(tmp_path: Path, name: str, data: bytes) -> None:
    left(tmp_path, name, data)
    assert remove_leftovers(tmp_path) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("skrynia-7KQ2-M9XD.age", HALF),
        ("skrynia-7KQ2-M9XD.partial", HALF),
        ("skrynia-7KQ2-M9XD.age.partial.age", HALF),
        ("skrynia-7kq2-m9xd.age.partial", HALF),
        ("skrynia-7KQ2-M9XDX.age.partial", HALF),
        ("skrynia-7KQ2-M9XI.age.partial", HALF),
        ("holiday.age.partial", HALF),
        (NAME, b"a letter somebody wrote"),
        (NAME, b"\0\0\0 and then words"),
        (NAME, b"age-encryption.org/v2\n"),
    ],
)
def test_a_file_of_anybody_else_is_not_touched(tmp_path: Path, name: str, data: bytes) -> None:
    path = left(tmp_path, name, data)
    assert remove_leftovers(tmp_path) == 0
    assert path.read_bytes() == data


@pytest.mark.parametrize("kind", ["link", "folder", *(["pipe"] if hasattr(os, "mkfifo") else [])])
def test_links_folders_and_pipes_of_that_name_are_not_touched(tmp_path: Path, kind: str) -> None:
    victim = left(tmp_path, "victim")
    place = tmp_path / NAME
    if kind == "link":
        place.symlink_to(victim)
    elif kind == "folder":
        place.mkdir()
    else:
        os.mkfifo(place)
    before = sorted(tmp_path.iterdir())
    assert remove_leftovers(tmp_path) == 0
    assert sorted(tmp_path.iterdir()) == before
    assert victim.read_bytes() == HALF


def test_a_folder_that_cannot_be_read_is_no_reason_to_stop(tmp_path: Path) -> None:
    assert remove_leftovers(tmp_path / "not there") == 0


def test_what_this_process_is_writing_is_not_touched(tmp_path: Path) -> None:
    with PartialFile(tmp_path / NAME.removesuffix(".partial")) as out:
        out.write(HALF)
        out.sync()
        assert remove_leftovers(tmp_path) == 0
        assert out.partial.read_bytes() == HALF
        out.commit()
    assert [path.name for path in tmp_path.iterdir()] == ["skrynia-7KQ2-M9XD.age"]


def test_what_another_process_is_writing_is_not_touched(
    tmp_path: Path, writer: subprocess.Popen[str]
) -> None:
    assert remove_leftovers(tmp_path) == 0
    with pytest.raises(FileExists):
        PartialFile(tmp_path / NAME.removesuffix(".partial"))
    writer.communicate("go on\n")
    assert writer.returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["skrynia-7KQ2-M9XD.age"]
    assert (tmp_path / "skrynia-7KQ2-M9XD.age").read_bytes() == HALF


def test_what_a_killed_process_was_writing_is_removed(
    tmp_path: Path, writer: subprocess.Popen[str]
) -> None:
    writer.kill()
    writer.wait()
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    assert remove_leftovers(tmp_path) == 1
    assert list(tmp_path.iterdir()) == []


def test_writing_a_package_removes_what_an_earlier_one_left_and_says_so(ends: Vaults) -> None:
    left(ends.stick)
    foreign = left(ends.stick, "holiday.age.partial")
    interview(ends.researcher)
    written = ends.write()
    assert written.leftovers == 1
    assert sorted(ends.stick.iterdir()) == sorted([foreign, written.path])
    interview(ends.researcher, "W-002")
    assert ends.write().leftovers == 0
