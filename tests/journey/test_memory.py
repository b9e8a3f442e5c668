"""After a lock nothing of what was typed, read or unlocked is in the memory of the window.

The memory is read from outside, whole: keys, passphrases right and wrong, an account that was
opened and one that was typed, and what was searched for, in every encoding that anything here
uses. What this cannot see stands in ``docs/threat-model.md``.
"""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from desktop.crypto.key_file import encode_key_file, new_key_file
from desktop.crypto.secret import PassphraseWithFile
from desktop.crypto.shares import split
from desktop.crypto.sheet_code import ALPHABET, groups_of, new_code
from desktop.crypto.slots import derive_subkey
from desktop.crypto.slots.making import by_escrow, by_shares, by_sheet
from desktop.model.identity import Role
from desktop.model.interview import Utterance
from desktop.settings import Settings, save_settings
from desktop.vault import Owner, create_vault, open_vault
from desktop.vault import Vault as OpenVault
from desktop.vault.file.folder import read_slots
from tests.journey.canaries import ENCODINGS
from tests.journey.held_window import MASK
from tests.support import CHEAP_COST, open_interview
from tests.ways_in import by_typing

pytestmark = [
    pytest.mark.rare,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows a process's memory so"),
]
RIGHT = "залаташка зюзялька Lqntern Kvietyzm"
WRONG = "няправільны Kvazimodny"
READ = "Канарэйка-Выпрабаванне Zzyzx"
TYPED = "Бразготалка Qwxvb шурпаты"
FOLDER = "Kufrachak.skrynia"
SEARCHED = "шуканец Pqrtvz"
NEW = "жвірблянка Xylqvort мздрынка"
BESIDE = "прыдаткоўка Vlymzuq"
_EACH = 8
"""Of the words of a share: a search for each would take minutes."""
PAGE = bytes(4096)
DATABASE_KEY = b"skrynia vault database v1"


@dataclass(frozen=True, slots=True)
class Vault:
    """A closed vault, the interview in it, and its secrets by what they are."""

    folder: Path
    interview: str
    secrets: dict[str, bytes]


@pytest.fixture
def made(tmp_path: Path) -> Vault:
    owner = Owner("researcher", Role.RESEARCHER)
    with create_vault(tmp_path / FOLDER, RIGHT, owner, CHEAP_COST) as vault:
        interview, folder = open_interview(vault), vault.folder
        words = Utterance("u1", text=f"{READ} {'слова ' * 200}")
        vault.interviews.save_utterances(interview.id, [words])
        secrets = secrets_of(vault)
    save_settings(Settings(language="be", theme="light").with_vault(folder))
    return Vault(folder, interview.id, secrets | keys_to(folder, RIGHT))


def secrets_of(vault: OpenVault) -> dict[str, bytes]:
    """Secrets of its owner."""
    identity = vault.identity
    return {
        "signing key": identity._signing_key.seed,
        "age identity": identity.age_identity().secret,
    }


def keys_to(folder: Path, passphrase: str) -> dict[str, bytes]:
    """Keys of a closed vault."""
    key = read_slots(folder).unlock(passphrase)
    return {"vault key": key, "database key": derive_subkey(key, DATABASE_KEY)}


@contextmanager
def window() -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "tests.journey.held_window"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, bufsize=0) as process:
        try:
            yield process
        finally:
            process.kill()


def lead(process: subprocess.Popen[bytes], do: str, **what: Any) -> list[str]:
    """What the step tells, unmasked."""
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps({"do": do, **what}).encode() + b"\n")
    said, _blank, told = process.stdout.readline().partition(b" ")
    assert said == b"done", do
    masked = map(bytes.fromhex, json.loads(told) or ())
    return [bytes(byte ^ MASK for byte in each).decode() for each in masked]


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
        wanted |= written(text.split(), text.casefold().split())
    return wanted


def written(*words: Iterable[str]) -> dict[str, bytes]:
    """Each in every encoding, by what it is."""
    every = {word for each in words for word in each}
    return {f"{word} in {each}": word.encode(each) for word in every for each in ENCODINGS}


def pairs(words: list[str]) -> list[str]:
    """Some two by two: each stands in a list that the program brings along."""
    return [" ".join(pair) for pair in list(pairwise(words))[::_EACH]]


def told_apart(groups: Iterable[str]) -> list[str]:
    """Those of a code that no window holds anyway: its letters stand there in a row."""
    return [group for group in groups if group not in ALPHABET]


def found_in(process: subprocess.Popen[bytes], wanted: dict[str, bytes]) -> set[str]:
    """What stands in the memory that the process wrote to itself."""
    found = set[str]()
    maps = Path(f"/proc/{process.pid}/maps").read_text(encoding="utf-8").splitlines()
    with Path(f"/proc/{process.pid}/mem").open("rb", 0) as memory:
        for start, end in map(bounds, filter(is_written, maps)):
            memory.seek(start)
            try:
                data = memory.read(end - start) or b""
            except OSError as error:
                if error.errno != errno.EIO:
                    raise
                continue  # given back since the list was read
            data = without_noughts(data)
            found |= {name for name, needle in wanted.items() if needle in data}
    return found


def assert_gone(process: subprocess.Popen[bytes], wanted: dict[str, bytes]) -> None:
    """Nothing is there but what shows that the rest would be found: the name of the folder is on
    the list of known vaults."""
    assert found_in(process, wanted | {FOLDER: FOLDER.encode()}) == {FOLDER}


def without_noughts(data: bytes) -> bytes:
    """Without its empty pages: most are, and each needle would be looked for in them."""
    pages = (data[at : at + len(PAGE)] for at in range(0, len(data), len(PAGE)))
    return b"".join(page for page in pages if page != PAGE)


def is_written(line: str) -> bool:
    return line.split()[1].startswith("rw")


def bounds(line: str) -> list[int]:
    return [int(each, 16) for each in line.split()[0].split("-")]


def test_nothing_is_left_in_memory_after_a_lock(made: Vault) -> None:
    wanted = needles(made.secrets)
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
        assert_gone(process, wanted)


def test_a_group_that_stands_in_every_window_is_not_looked_for() -> None:
    """A last group was CDEFG once: it is in the memory of a window that was just started."""
    assert told_apart(["CDEFG", "C8K2X"]) == ["C8K2X"]


def test_nothing_is_left_of_what_is_typed_shown_and_drawn_to_unlock_it(made: Vault) -> None:
    """The code of a sheet that is typed and of one that is shown, a passphrase that is drawn, and
    one that is typed after a way back."""
    code = new_code()
    with open_vault(made.folder, RIGHT) as vault:
        vault.ways_in.add(RIGHT, by_sheet(code))
    wanted = needles(made.secrets) | written(told_apart(groups_of(code)), NEW.split())
    wanted["code"] = code.data
    with window() as process:
        lead(process, "ask")
        write(process, RIGHT)
        lead(process, "unlock")
        lead(process, "paper", kind="sheet")
        write(process, RIGHT)
        wanted |= written(told_apart(lead(process, "shown")))
        [drawn] = lead(process, "draw")
        wanted |= written(map(" ".join, pairwise(drawn.split())))
        lead(process, "lock")
        assert_gone(process, wanted)
        lead(process, "other", way="recovery-sheet")
        write(process, " ".join(groups_of(code)))
        lead(process, "unlock")
        lead(process, "anew")
        write(process, NEW)
        lead(process, "lock")
        assert_gone(process, wanted)


def test_nothing_is_left_of_shares_and_a_key_file(made: Vault, tmp_path: Path) -> None:
    """Shares that are typed and ones that are shown, and what a chosen file holds."""
    sharing, file, path = split(2, 3), new_key_file(), tmp_path / "of-a-stick"
    path.write_bytes(encode_key_file(file))
    with open_vault(made.folder, RIGHT) as vault:
        vault.ways_in.add(RIGHT, by_shares(sharing))
        vault.ways_in.add(RIGHT, by_typing(PassphraseWithFile(BESIDE, file)))
    shares = [share.split() for share in sharing.words[:2]]
    wanted = needles(made.secrets | {"shared": sharing.master, "key file": file.data})
    wanted |= written(BESIDE.split(), *map(pairs, shares))
    with window() as process:
        lead(process, "ask")
        lead(process, "other", way="passphrase-and-file", file=str(path))
        write(process, BESIDE)
        lead(process, "unlock")
        lead(process, "paper", kind="shares")
        write(process, RIGHT)
        shown = lead(process, "shown")
        labels = [f"{at} · {word}" for at, word in enumerate(shown, 1)]
        wanted |= written(pairs(shown), labels[::_EACH])
        lead(process, "lock")
        assert_gone(process, wanted)
        lead(process, "other", way="recovery-shares")
        write(process, " ".join(word[:4] for word in shares[0]))
        lead(process, "add")
        write(process, " ".join(word[:4] for word in shares[1]))
        lead(process, "unlock")
        lead(process, "lock")
        assert_gone(process, wanted)


def test_nothing_is_left_of_a_vault_that_was_opened_for_its_owner(
    made: Vault, tmp_path: Path
) -> None:
    """Its key is not the open vault's, and its passphrase is typed by somebody else."""
    with open_vault(made.folder, RIGHT) as keeper:
        recipient = keeper.identity.age_identity().recipient
    theirs, owner = tmp_path / "theirs.skrynia", Owner("Danuta", Role.RESEARCHER)
    with create_vault(theirs, BESIDE, owner, CHEAP_COST) as vault:
        vault.ways_in.add(BESIDE, by_escrow(recipient))
        secrets = {f"their {name}": key for name, key in secrets_of(vault).items()}
    secrets |= {f"their {name}": key for name, key in keys_to(theirs, BESIDE).items()}
    wanted = needles(made.secrets | secrets) | written(NEW.split())
    with window() as process:
        lead(process, "ask")
        write(process, RIGHT)
        lead(process, "unlock")
        lead(process, "left", folder=str(theirs), place=str(tmp_path))
        write(process, NEW)
        lead(process, "again")
        write(process, NEW)
        lead(process, "give")
        lead(process, "lock")
        assert_gone(process, wanted)
    [restored] = set(tmp_path.glob("*.skrynia")) - {theirs, made.folder}
    open_vault(restored, NEW).close()
