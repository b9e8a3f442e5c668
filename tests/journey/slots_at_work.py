"""A process that changes the ways into a vault until it is killed, and says what it begins.

``python -m tests.journey.slots_at_work`` serves jobs as ``tests/forks.py`` says.
"""

from __future__ import annotations

import os
import random
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType
from typing import Any, Final

from desktop.crypto.slots.document import check_of
from desktop.crypto.slots.passphrase import PassphraseSlot
from desktop.vault import Vault, open_vault
from desktop.vault.file.folder import read_slots
from tests.forks import say, serve
from tests.support import CHEAP_COST
from tests.ways_in import MAKERS

_WATCHED: Final = (
    "vault/records/ways_in.py", "vault/file/folder.py", "vault/store/transactions.py",
    "system/files.py", "crypto/slots/document.py", "system/renaming.py",
)  # fmt: skip


@dataclass(frozen=True)
class Job:
    """``own``: the passphrase; ``line``: kill yourself at this line of ours, 0 to be killed."""

    folder: str
    own: str
    seed: int
    line: int


def work(asked: Mapping[str, Any]) -> None:
    """Change the ways in at random, without end."""
    job = Job(**asked)
    chance = random.Random(job.seed)
    vault, own = open_vault(Path(job.folder), job.own), job.own
    if job.line:
        sys.settrace(dying_at(job.line))
    for number in range(1000):
        own = STEPS[chance.choice(list(STEPS))](vault, own, chance, f"{job.seed}-{number}")
        say(done=check_of(read_slots(vault.folder).slots[0]))


def dying_at(line: int) -> Callable[[FrameType, str, Any], Any]:
    """Traces lines of what writes slots, and kills the process at one of them."""
    left = line

    def traced(_frame: FrameType, event: str, _value: Any) -> Any:
        nonlocal left
        left -= event == "line"
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        return traced

    def called(frame: FrameType, _event: str, _value: Any) -> Any:
        return traced if frame.f_code.co_filename.endswith(_WATCHED) else None

    return called


def add(vault: Vault, own: str, chance: random.Random, name: str) -> str:
    kind = chance.choice(list(MAKERS))
    say(begin="add", person=name)
    vault.ways_in.add(own, MAKERS[kind], name, "somewhere")
    return own


def revoke(vault: Vault, own: str, chance: random.Random, _name: str) -> str:
    others = vault.ways_in.all()[1:]
    if others:
        way = chance.choice(others)
        say(begin="revoke", person=way.person)
        vault.ways_in.revoke(own, way.slot_id)
    return own


def change(vault: Vault, own: str, _chance: random.Random, name: str) -> str:
    say(begin="change", new=f"passphrase {name}")
    vault.ways_in.change(own, f"passphrase {name}", CHEAP_COST)
    return f"passphrase {name}"


def raise_cost(vault: Vault, own: str, _chance: random.Random, _name: str) -> str:
    mine = read_slots(vault.folder).slots[0]
    assert isinstance(mine, PassphraseSlot)
    say(begin="change", new=own)
    vault.ways_in.raise_cost(own, replace(mine.kdf.cost, memory_kib=mine.kdf.memory_kib + 8))
    return own


STEPS: Final = {"add": add, "revoke": revoke, "change": change, "raise": raise_cost}

if __name__ == "__main__":
    serve(work)
