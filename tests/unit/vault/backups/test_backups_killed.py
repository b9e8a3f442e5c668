"""A backup or a restore that died at any line of ours: what is there is whole, and the next run
goes on. Some kills in every run, thousands in ``make soak``."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.model.media import MEDIA_KIND
from desktop.model.person import PERSON_KIND
from desktop.vault import open_vault
from desktop.vault.backups.check import check_place
from desktop.vault.backups.place import generations_in
from desktop.vault.backups.restore import restore_generation
from tests.examples import examples
from tests.nursery import run_python
from tests.support import PASSPHRASE, make_vault, open_interview
from tests.systems import was_killed
from tests.unit.vault.backups.backed_up import day, originals
from tests.unit.vault.made import add

pytestmark = pytest.mark.disk

KILLED = 12
"""Kills beside the rare tests."""

DYING = """
import os, signal, sys, threading
from pathlib import Path
from desktop.model.values.moment import Moment
from desktop.vault import open_vault
from desktop.vault.backups.restore import restore_generation

folder, job, line = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
passphrase = sys.stdin.readline().rstrip("\\n")
left = line

def traced(frame, event, _value):
    global left
    name = frame.f_code.co_filename
    if "vault/backups" not in name and not name.endswith("crypto/kept_apart.py"):
        return None
    left -= event == "line"
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    return traced

def watched():
    threading.settrace(traced)
    sys.settrace(traced)

place = folder / "researcher.backups"
if job == "restore":
    watched()
    restore_generation(place, folder / "again.skrynia", passphrase)
else:
    with open_vault(folder / "researcher.skrynia", passphrase) as vault:
        watched()
        vault.backups.create(place, now=Moment("2026-03-10T10:00:00.000Z", 0))
        sys.settrace(None)
        threading.settrace(None)
print(line - left)
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with three backups, of which one has to go the day after, something removed since,
    and a new photo in the place of one that nothing names any more."""
    folder = tmp_path_factory.mktemp("whole")
    with make_vault(folder) as vault:
        interview = open_interview(vault)
        for number in range(2):
            photo = add(vault, bytes([number]) * 70_000)
            vault.interviews.attach(interview.id, photo.id)
        person, mistake = vault.people.new("P-99"), add(vault, b"a mistake")
        for number in (7, 9, 9):
            vault.backups.create(folder / "researcher.backups", now=day(number))
        vault.removal.remove(PERSON_KIND, person.id)
        vault.removal.remove(MEDIA_KIND, mistake.id)
        add(vault, bytes(200_000))
    return folder


@pytest.fixture(scope="module")
def lines(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """How many lines of ours each job takes."""
    found: dict[str, int] = {}
    for job in ("create", "restore"):
        folder = _copied(whole, tmp_path_factory.mktemp("lines") / job)
        ended = run_python(DYING, folder, job, 10**9, given=PASSPHRASE)
        found[job] = int(ended.stdout.split()[-1])
    return found


@settings(max_examples=examples(KILLED))
@given(share=st.floats(0, 1))
def test_a_killed_backup_leaves_whole_ones_and_the_next_run_goes_on(
    whole: Path, lines: dict[str, int], tmp_path_factory: pytest.TempPathFactory, share: float
) -> None:
    folder = _copied(whole, tmp_path_factory.mktemp("killed") / "folder")
    _kill(folder, "create", 1 + int(share * (lines["create"] - 2)))
    place = folder / "researcher.backups"
    report = check_place(place, PASSPHRASE)
    assert report.intact, report
    assert len(report.generations) >= 2
    with open_vault(folder / "researcher.skrynia", PASSPHRASE) as vault:
        assert vault.custody.verify().intact
        vault.backups.create(place, now=day(10))
        assert [each.holds for each in vault.backups.places()] == [0]
    assert check_place(place, PASSPHRASE).intact
    assert not [each for each in place.rglob("*") if each.suffix in (".partial", ".new")]
    days = [each.name[:8] for each in generations_in(place)]
    assert [days.count(each) for each in ("20260307", "20260309")] == [1, 1]
    assert set(days) == {"20260307", "20260309", "20260310"}
    assert len(originals(place)) == 3
    shutil.rmtree(folder)


@settings(max_examples=examples(KILLED // 3))
@given(share=st.floats(0, 1))
def test_a_killed_restore_leaves_no_vault_and_the_next_one_is_whole(
    whole: Path, lines: dict[str, int], tmp_path_factory: pytest.TempPathFactory, share: float
) -> None:
    folder = _copied(whole, tmp_path_factory.mktemp("killed") / "folder")
    _kill(folder, "restore", 1 + int(share * (lines["restore"] - 2)))
    again = folder / "again.skrynia"
    if not again.exists():
        restore_generation(folder / "researcher.backups", again, PASSPHRASE)
    assert not list(folder.glob("*.partial"))
    with open_vault(again, PASSPHRASE) as vault:
        assert vault.check().intact
    assert check_place(folder / "researcher.backups", PASSPHRASE).intact
    shutil.rmtree(folder)


def _copied(whole: Path, folder: Path) -> Path:
    shutil.copytree(whole, folder)
    return folder


def _kill(folder: Path, job: str, line: int) -> None:
    ended = run_python(DYING, folder, job, line, given=PASSPHRASE)
    # How often it reports depends on the clock: of the last lines it may have fewer than measured.
    assert was_killed(ended) or ended.stdout, ended.stderr
