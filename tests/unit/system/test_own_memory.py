"""What is freed is overwritten, nobody reads the process, and caches of words are emptied."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.names import match  # noqa: F401  # keeps words
from desktop.system import forgetting
from desktop.vault.search import outline  # noqa: F401  # keeps words

DESKTOP = Path(forgetting.__file__).parents[1]
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux shows a process its memory")
HARDENED = """
import ctypes
from desktop.bugreport import harden_process
harden_process()
import resource
print(ctypes.CDLL(None).prctl(3), resource.getrlimit(resource.RLIMIT_CORE)[0])
"""
FREED = """
import ctypes, gc, sys
from pathlib import Path
from desktop.system.own_memory import keep_to_ourselves, overwrite_freed

keep_to_ourselves()
if len(sys.argv) > 1:
    overwrite_freed = lambda: None
process = ctypes.CDLL(None)
process.prctl(4, 1, 0, 0, 0)

def mark(number):
    return bytes(reversed(b"tra%03decanary" % number))

# Of sizes from the smallest object to what the C library holds; every other one stays.
kept = [[mark(size % 7) * (size // 8) for size in range(8, 480, 8)] for _ in range(200)]
wanted = mark(3)[::-1]
freed, kept = kept[::2], kept[1::2]
del freed
gc.collect()
kept = [each[0] for each in kept]
overwrite_freed()
found = 0
with open("/proc/self/mem", "rb", 0) as memory:
    for line in Path("/proc/self/maps").read_text().splitlines():
        if line.split()[1].startswith("rw"):
            start, end = (int(each, 16) for each in line.split()[0].split("-"))
            memory.seek(start)
            found += (memory.read(end - start) or b"").count(bytes(reversed(wanted)))
print(found)
"""
ENDS = """
import ctypes, sys, threading
from pathlib import Path
from desktop.system.own_memory import keep_to_ourselves, overwrite_freed

keep_to_ourselves()
if len(sys.argv) > 1:
    overwrite_freed = lambda: None
process = ctypes.CDLL(None)
process.prctl(4, 1, 0, 0, 0)
process.malloc.restype = ctypes.c_void_p
process.free.argtypes = (ctypes.c_void_p,)

def leave():
    # A short word at the end of pieces of every size; the last is freed first.
    sizes = [size for size in range(24, 2000, 16) for _ in range(40)]
    pieces = [(process.malloc(size), size) for size in sizes]
    for piece, size in pieces:
        for at, letter in enumerate((0x6E, 0x61, 0x72, 0x79, 0x7A, 0x78)):
            ctypes.memset(piece + size - 7 + at, letter, 1)
    for piece, _size in reversed(pieces[::2] + pieces[1::2]):
        process.free(piece)

leave()
other = threading.Thread(target=leave)
other.start()
other.join()
overwrite_freed()
wanted = bytes(reversed((0x78, 0x7A, 0x79, 0x72, 0x61, 0x6E)))
found = 0
with open("/proc/self/mem", "rb", 0) as memory:
    for line in Path("/proc/self/maps").read_text().splitlines():
        if line.split()[1].startswith("rw"):
            start, end = (int(each, 16) for each in line.split()[0].split("-"))
            memory.seek(start)
            found += (memory.read(end - start) or b"").count(wanted)
print(found)
"""

BEHIND = """
import ctypes, sys
from pathlib import Path
from desktop.system.own_memory import keep_to_ourselves, overwrite_freed, take_cleared_places

keep_to_ourselves()
if len(sys.argv) == 1:
    take_cleared_places()
process = ctypes.CDLL(None)
process.prctl(4, 1, 0, 0, 0)

def word():
    return "".join(chr(code - 1) for code in (0x6F, 0x62, 0x73, 0x7A, 0x7B, 0x79))

# Texts of which the end is a word, and shorter ones of the same size of place that outlive them.
texts = [f"{number:>33}{word()}" for number in range(20_000)]
texts = None
held = [f"{number:>26}" for number in range(20_000)]
overwrite_freed()
wanted = word().encode()
found = 0
with open("/proc/self/mem", "rb", 0) as memory:
    for line in Path("/proc/self/maps").read_text().splitlines():
        if line.split()[1].startswith("rw"):
            start, end = (int(each, 16) for each in line.split()[0].split("-"))
            memory.seek(start)
            found += (memory.read(end - start) or b"").count(wanted)
print(found)
"""


def said(code: str, *words: str) -> list[int]:
    done = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, check=True, text=True
    )
    return [int(each) for each in done.stdout.split()]


@on_linux
def test_no_core_is_written_and_nobody_reads_the_process() -> None:
    assert said(HARDENED) == [0, 0]


@on_linux
def test_what_python_freed_is_overwritten() -> None:
    [before], [after] = said(FREED, "not"), said(FREED)
    assert before > 1000
    # A few pieces are of the search itself, and those that were kept.
    assert after < before / 20


@on_linux
def test_the_ends_of_what_the_c_library_freed_are_overwritten() -> None:
    [before], [after] = said(ENDS, "not"), said(ENDS)
    assert before > 1000
    # Some lie where this process searches by now.
    assert after < before / 100


@on_linux
def test_no_word_is_left_behind_a_small_text_that_took_its_place() -> None:
    [before], [after] = said(BEHIND, "not"), said(BEHIND)
    assert before > 1000
    # What this process searches for, and where it reads.
    assert after < 10


def test_every_cache_with_a_size_lies_where_it_is_found() -> None:
    """At the top of a module of the core or in a class there; in a function nobody finds it."""
    for source in DESKTOP.rglob("*.py"):
        text = source.read_text("utf-8")
        if "lru_cache(" in text and source.stem != "forgetting":
            tree = ast.parse(text)
            inner = [each.body for each in tree.body if isinstance(each, ast.ClassDef)]
            found = [each for body in (tree.body, *inner) for each in body if is_kept(each)]
            assert found == [each for each in ast.walk(tree) if is_kept(each)], source.name
            assert text.count("lru_cache(") == len(found), source.name


def is_kept(node: ast.AST) -> bool:
    made = node.decorator_list if isinstance(node, ast.FunctionDef) else []
    made = [node.value] if isinstance(node, ast.Assign) else made
    return any("lru_cache(" in ast.unparse(each) for each in made)


def test_what_was_asked_is_forgotten() -> None:
    outlines = [each for each in forgetting.sized_caches() if each.__module__.endswith("outline")]
    outlines[0]("канарэйка")
    assert outlines[0].cache_info().currsize
    forgetting.forget_words()
    assert not any(each.cache_info().currsize for each in forgetting.sized_caches())
