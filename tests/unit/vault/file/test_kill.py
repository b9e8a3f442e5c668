"""What was shown as saved is there after the process died at any instant."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.vault import open_vault
from tests.support import PASSPHRASE, make_vault, open_interview
from tests.systems import was_killed

pytestmark = pytest.mark.disk

# Saves one utterance after the other and acknowledges each once the call came back.
WRITER = """
import sys
from pathlib import Path
from desktop.model.interview import Utterance
from desktop.vault import open_vault

passphrase = sys.stdin.readline().rstrip("\\n")
vault = open_vault(Path(sys.argv[1]), passphrase)
words = list(vault.interviews.utterances(sys.argv[2]))
for number in range(len(words), 100_000):
    words.append(Utterance(f"u{number}", text=f"word {number} " * 50))
    vault.interviews.save_utterances(sys.argv[2], words)
    print(number, flush=True)
"""


def write_until_killed(folder: Path, interview_id: str, saves: int) -> int:
    """The number of the last save that was acknowledged before the process died."""
    command = [sys.executable, "-c", WRITER, str(folder), interview_id]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(PASSPHRASE + "\n")
        process.stdin.flush()
        for _ in range(saves):
            process.stdout.readline()
        process.kill()
        last = process.stdout.read().split()
    assert was_killed(process)
    return int(last[-1]) if last else -1


@pytest.mark.rare
@pytest.mark.slow
def test_a_kill_at_any_instant_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    chance = random.Random(3)
    with make_vault(tmp_path) as vault:
        interview = open_interview(vault)
        folder = vault.folder
    stored = 0
    for _ in range(4):
        acknowledged = write_until_killed(folder, interview.id, chance.randrange(1, 25))
        with open_vault(folder, PASSPHRASE) as vault:
            words = vault.interviews.utterances(interview.id)
            assert [u.id for u in words] == [f"u{n}" for n in range(len(words))]
            assert len(words) > acknowledged
            assert len(words) > stored
            assert vault.check().intact
            assert len(vault.search.find("word", 100_000)) == len(words)
            stored = len(words)
