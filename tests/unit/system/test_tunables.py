"""A program that keeps nothing at hand begins once more for it, and once only."""

from __future__ import annotations

import os
import platform
import subprocess
import sys

import pytest

from desktop.system.tunables import merged

on_glibc = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps them so")
PROGRAM = """
import os, sys
sys.stdout.write("begun\\n")
sys.stdout.flush()
from desktop.system.tunables import keep_nothing_at_hand
if "as-it-is" not in sys.argv:
    keep_nothing_at_hand()
import ctypes
from desktop.system.own_memory import keep_to_ourselves
keep_to_ourselves()
process = ctypes.CDLL(None)
process.malloc.restype = ctypes.c_void_p
process.free.argtypes = (ctypes.c_void_p,)
for size in (40, 200, 1000):
    pieces = [process.malloc(size) for _ in range(5)]
    for piece in pieces:
        ctypes.memset(piece, 0x41, size)
    for piece in pieces:
        process.free(piece)
    again = [process.malloc(size) for _ in range(5)]
    print(sum(ctypes.string_at(piece, size - 8).count(b"A" * 16) for piece in again))
print(sys.argv[1:], [each for each in os.environ if "SKRYNIA_BEGUN" in each],
      os.environ.get("GLIBC_TUNABLES"))
"""


def said(*words: str, **environment: str) -> list[str]:
    line = [sys.executable, "-c", PROGRAM, *words]
    env = {key: value for key, value in os.environ.items() if key != "GLIBC_TUNABLES"} | environment
    done = subprocess.run(line, capture_output=True, check=True, text=True, env=env, timeout=30)
    return done.stdout.splitlines()


@on_glibc
def test_a_piece_that_was_freed_is_not_handed_on_as_it_was() -> None:
    begun, *before, _told = said("as-it-is")
    assert begun == "begun"
    assert all(int(each) > 0 for each in before)
    assert said("a file.age") == ["begun", "begun", "0", "0", "0", "['a file.age'] [] None"]


@on_glibc
def test_what_was_asked_of_glibc_otherwise_stays_for_the_program_and_its_children() -> None:
    asked = "glibc.malloc.check=0"
    told = said(GLIBC_TUNABLES=f"{asked}:glibc.malloc.tcache_count=3")
    assert told == ["begun", "begun", "0", "0", "0", f"[] [] {asked}"]


@on_glibc
def test_a_start_that_has_it_already_is_the_only_one() -> None:
    asked = "glibc.malloc.tcache_count=0"
    assert said(GLIBC_TUNABLES=asked) == ["begun", "0", "0", "0", f"[] [] {asked}"]


@on_glibc
def test_the_number_of_another_process_keeps_none_from_beginning() -> None:
    assert said(SKRYNIA_BEGUN="1")[:2] == ["begun", "begun"]


@pytest.mark.parametrize(
    ("asked", "value"),
    [
        ("", "glibc.malloc.tcache_count=0"),
        ("glibc.malloc.tcache_count=7", "glibc.malloc.tcache_count=0"),
        ("glibc.cpu.x=1:", "glibc.cpu.x=1:glibc.malloc.tcache_count=0"),
    ],
)
def test_ours_replaces_one_of_its_name_alone(asked: str, value: str) -> None:
    assert merged(asked) == value
