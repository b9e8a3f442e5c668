"""After a lock nothing of what was typed, read or unlocked is in the memory of the window.

The memory is read from outside, whole: keys, passphrases right and wrong, an account that was
opened and one that was typed, and what was searched for, in every encoding that anything here
uses. What this cannot see stands in ``docs/threat-model.md``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop.crypto.slots import derive_subkey
from desktop.model.identity import Role
from desktop.model.interview import Utterance
from desktop.settings import Settings, save_settings
from desktop.vault import Owner, create_vault
from desktop.vault.file.folder import read_slots
from tests.journey.canaries import ENCODINGS
from tests.support import CHEAP_COST, open_interview

pytestmark = [
    pytest.mark.rare,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows a process's memory so"),
]
RIGHT = "залатая зязюля lantern Kvietyzm"
WRONG = "няправільны Kvazimodny"
READ = "Канарэйка-Выпрабаванне Zzyzx"
TYPED = "Бразготалка Qwxvb шурпаты"
FOLDER = "Kufrachak.skrynia"
SEARCHED = "шуканец Pqrtvz"
DATABASE_KEY = b"skrynia vault database v1"


@dataclass(frozen=True, slots=True)
class Vault:
    """A closed vault, the interview in it, and its secrets by what they are."""

    interview: str
    secrets: dict[str, bytes]


@pytest.fixture
def made(tmp_path: Path) -> Vault:
    owner = Owner("researcher", Role.RESEARCHER)
    with create_vault(tmp_path / FOLDER, RIGHT, owner, CHEAP_COST) as vault:
        interview, folder = open_interview(vault), vault.folder
        words = Utterance("u1", text=f"{READ} {'слова ' * 200}")
        vault.interviews.save_utterances(interview.id, [words])
        identity = vault.identity
        secrets = {
            "signing key": identity._signing_key.seed,
            "age identity": identity.age_identity().secret,
        }
    save_settings(Settings(language="be", theme="light").with_vault(folder))
    key = read_slots(folder).unlock(RIGHT)
    keys = {"vault key": key, "database key": derive_subkey(key, DATABASE_KEY)}
    return Vault(interview.id, secrets | keys)


@contextmanager
def window() -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "tests.journey.held_window"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, bufsize=0) as process:
        try:
            yield process
        finally:
            process.kill()


def lead(process: subprocess.Popen[bytes], do: str, **what: Any) -> None:
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps({"do": do, **what}).encode() + b"\n")
    assert process.stdout.readline() == b"done\n", do


def write(process: subprocess.Popen[bytes], text: str) -> None:
    for letter in text:
        lead(process, "key", letter=letter)


def needles(secrets: dict[str, bytes]) -> dict[str, bytes]:
    """What must not be there, by what it is; of a text each word, also as a search folds it."""
    wanted = dict(secrets)
    for name, key in secrets.items():
        wanted |= {
            f"{name} in digits": key.hex().encode(),
            f"{name} as text": key.hex().encode("utf-16-le"),
        }
    for text in (RIGHT, WRONG, READ, TYPED, SEARCHED):
        for word in {*text.split(), *text.casefold().split()}:
            wanted |= {f"{word} in {each}": word.encode(each) for each in ENCODINGS}
    return wanted


def found_in(process: subprocess.Popen[bytes], wanted: dict[str, bytes]) -> set[str]:
    """What stands in the memory that the process wrote to itself."""
    found = set[str]()
    maps = Path(f"/proc/{process.pid}/maps").read_text(encoding="utf-8").splitlines()
    with Path(f"/proc/{process.pid}/mem").open("rb", 0) as memory:
        for start, end in map(bounds, filter(is_written, maps)):
            memory.seek(start)
            data = memory.read(end - start) or b""
            found |= {name for name, needle in wanted.items() if needle in data}
    return found


def is_written(line: str) -> bool:
    return line.split()[1].startswith("rw")


def bounds(line: str) -> list[int]:
    return [int(each, 16) for each in line.split()[0].split("-")]


def test_nothing_is_left_in_memory_after_a_lock(made: Vault) -> None:
    wanted = needles(made.secrets)
    # It is on the list of known vaults: that it is found shows that the rest would be.
    wanted[FOLDER] = FOLDER.encode()
    with window() as process:
        lead(process, "ask")
        write(process, WRONG)
        lead(process, "unlock")
        lead(process, "ask")
        write(process, RIGHT)
        lead(process, "unlock")
        lead(process, "go", room="interviews", interview=made.interview, phase="account")
        write(process, TYPED)
        lead(process, "search")
        write(process, SEARCHED)
        lead(process, "find")
        for room in ("people", "places", "media", "handoff", "protected", "settings"):
            lead(process, "go", room=room)
        lead(process, "lock")
        assert found_in(process, wanted) == {FOLDER}
