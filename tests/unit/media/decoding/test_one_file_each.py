"""On Linux no child sees two files: tried with children that a file has taken over."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from desktop.media.decoding import decoder
from desktop.media.decoding.decoder import Decoded, DecoderPool
from desktop.media.decoding.wire import Problem
from tests.unit.media import hostile

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="copies itself on Linux alone"),
    pytest.mark.usefixtures("children_end"),
]

_TAKEN_OVER = """
import fcntl, os, struct, sys, time
from dataclasses import replace
import desktop.media.decoding.decode, desktop.media.decoding.decode_worker as worker
from desktop.media.decoding.wire import Problem, Reply
seen = []

def is_open(number):
    try:
        fcntl.fcntl(number, fcntl.F_GETFD)
    except OSError:
        return False
    return number > 2

def held():
    return [number for number in range(64) if is_open(number)]

def decode(request, data):
    seen.append(data)
    told = Reply(media_type=f"{len(seen)} {len(held())}", problem=Problem.NOT_A_PICTURE)
    yield replace(told, media_type=str(os.getpid()), more=True), b""
    if data == b"more":
        yield told, b""
    if data == b"stay":
        os.closerange(3, 64)
        time.sleep(600)
    if data == b"wait":
        time.sleep(600)
    if data == b"talk":
        for number in held():
            os.write(number, struct.pack(">II", 2**32 - 1, 2**32 - 1))
    yield told, b""

desktop.media.decoding.decode.decode = decode
worker.LONGEST = 4
sys.exit(worker.main())
"""


_LOOKS_BACK = """
import re, sys
from pathlib import Path
import desktop.media.decoding.decode, desktop.media.decoding.decode_worker as worker
import desktop.system.confinement as confinement, desktop.system.own_memory as own_memory
from desktop.media.decoding.wire import Problem, Reply
from desktop.model.media import MetadataItem

# What is found by chance is no matter of the walls.
confinement.forbid_paths, confinement.confine = (lambda: False), (lambda: ())
own_memory.keep_to_ourselves = lambda: None
_MARK = re.compile(rb"Viln[i]a-[0-9]{6}")

def found():
    count, maps = 0, Path("/proc/self/maps").read_text("ascii").splitlines()
    with Path("/proc/self/mem").open("rb", 0) as memory:
        for place, rights in (line.split()[:2] for line in maps if "[v" not in line):
            start, end = (int(side, 16) for side in place.split("-"))
            while rights.startswith("rw") and start < end:
                memory.seek(start)
                held = memory.read(min(1 << 20, end - start))
                count += sum(1 for _ in _MARK.finditer(held))
                start += len(held) or end
    return count

def decode(request, data):
    count = found()
    said = tuple(
        MetadataItem("GPS", str(at), data[at : at + 900].decode())
        for at in range(0, len(data), 900)
    )
    yield Reply(f"{count}", metadata=said[:300], problem=Problem.NOT_A_PICTURE), b""

desktop.media.decoding.decode.decode = decode
sys.exit(worker.main())
"""


def has_ended(process: int) -> bool:
    """Whether it is gone, or runs no more and the system's first process has not heard of it."""
    try:
        said = Path(f"/proc/{process}/stat").read_text("ascii")
    except FileNotFoundError:
        return True
    return said.rpartition(")")[2].split()[0] in "ZX"


def asked(pool: DecoderPool, data: bytes) -> Decoded:
    return pool.submit(data).result(timeout=60)


def test_a_child_knows_nothing_of_the_file_before_and_cannot_hear_of_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(decoder, "command", lambda: [sys.executable, "-P", "-c", _TAKEN_OVER])
    with DecoderPool(workers=1) as pool:
        first = asked(pool, b"first")
        starter = pool._all[0]._process
        # The one file that has been seen, and the pipe for the answer.
        assert [first.media_type, asked(pool, b"second").media_type] == ["1 1", "1 1"]
        assert pool._all[0]._process is starter


@pytest.mark.parametrize("count", [150, 20_000], ids=["a few pages", "a quarter of a megabyte"])
def test_nothing_of_the_file_before_is_in_the_memory_of_a_child(
    monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(decoder, "command", lambda: [sys.executable, "-P", "-c", _LOOKS_BACK])
    marks = b"".join(b"Vilnia-%06d" % number for number in range(count))
    with DecoderPool(workers=1) as pool:
        first, second = asked(pool, marks), asked(pool, b"another file")
        assert int(first.media_type) >= count, "what is there is found"
        assert len(first.metadata) > 1, "the answer was full of it, too"
        assert second.media_type == "0"


def test_nothing_of_our_environment_is_in_the_memory_of_a_child(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(decoder, "command", lambda: [sys.executable, "-P", "-c", _LOOKS_BACK])
    monkeypatch.setenv("SSH_AUTH_SOCK", "/run/Vilnia-000001")
    monkeypatch.setenv("HOME", "/home/Vilnia-000002")
    with DecoderPool(workers=1) as pool:
        assert asked(pool, b"a file").media_type == "0"


@pytest.mark.parametrize("odd", [b"more", b"talk", b"stay", b"wait"])
def test_what_an_odd_child_says_too_much_reaches_no_other_file(
    monkeypatch: pytest.MonkeyPatch, odd: bytes
) -> None:
    monkeypatch.setattr(decoder, "command", lambda: [sys.executable, "-P", "-c", _TAKEN_OVER])
    with DecoderPool(workers=1, seconds=120) as pool:
        asked(pool, b"first")
        starter = pool._all[0]._process
        assert starter is not None
        stopped = asked(pool, odd)
        assert stopped.problem is Problem.DECODER_STOPPED
        assert has_ended(int(stopped.media_type))
        assert asked(pool, b"next").media_type == "1 1"
        assert pool._all[0]._process is not starter


def test_where_a_process_is_not_copied_a_child_is_replaced_after_some_files(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(decoder, "ONE_FILE_EACH", False)
    monkeypatch.setattr(decoder, "_FILES_EACH", 2)
    with DecoderPool(workers=1) as pool:
        seen = []
        for _ in range(4):
            assert asked(pool, hostile.jpeg((8, 8))).problem is None
            seen.append(pool._all[0]._process)
        assert seen[0] is seen[1]
        assert seen[2] is seen[3] is not seen[0]
