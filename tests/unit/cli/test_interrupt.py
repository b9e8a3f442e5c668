"""Ctrl+C in the middle of a long job: it stops at a safe point, and leaves nothing half done."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.cli.interrupt import Interruptible, termination_unwinds
from desktop.errors import Cancelled
from desktop.model.consent import Purpose, RecipientKind
from desktop.model.identity import Role
from desktop.progress import no_progress
from desktop.vault import open_vault
from tests.journey.support import ROOT
from tests.support import PASSPHRASE, make_closed_vault, make_vault, open_interview
from tests.unit.media import hostile

FILES, FILE_SIZE = 30, 4_000_000


def test_the_first_signal_stops_the_job_at_its_next_report() -> None:
    with Interruptible(no_progress) as progress:
        progress(1, 3, "working")
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(Cancelled):
            progress(2, 3, "working")


def test_the_second_signal_does_not_wait_for_a_report() -> None:
    with Interruptible(no_progress), pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)


def test_signals_mean_afterwards_what_they_meant_before() -> None:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    with Interruptible(no_progress):
        pass
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before


BREAK = getattr(signal, "SIGBREAK", signal.SIGTERM)
"""On Windows Ctrl+Break, and a console that is closed."""


@pytest.mark.parametrize("number", sorted({signal.SIGTERM, BREAK}))
def test_a_termination_unwinds_as_ctrl_c_does(number: signal.Signals) -> None:
    with termination_unwinds(), pytest.raises(KeyboardInterrupt):
        signal.raise_signal(number)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Enough bytes that a job over them takes a while."""
    folder = tmp_path / "photos"
    folder.mkdir()
    chance = random.Random(1)
    for number in range(FILES):
        (folder / f"{number:03}.bin").write_bytes(chance.randbytes(FILE_SIZE))
    return folder


def stopped(
    line: list[str | Path], number: signal.Signals, vaulted: bool = True, until: bytes = b" %"
) -> tuple[int, str]:
    """(exit code, what the terminal showed) of a command stopped once ``until`` is shown.

    The signal goes to the whole process group, as a terminal sends it. ``vaulted``: it is
    given a passphrase. Vaults that it makes open in microseconds.
    """
    master, slave = os.openpty()
    reader, writer = os.pipe()
    os.write(writer, PASSPHRASE.encode() + b"\n")
    os.close(writer)
    passphrase = ["--passphrase-fd", str(reader)] if vaulted else []
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.cheap", *map(str, line), *passphrase],
        stderr=slave,
        stdin=slave,
        stdout=slave,
        cwd=ROOT,
        pass_fds=(reader,),
        start_new_session=True,
    )
    os.close(slave)
    os.close(reader)
    shown = _read(master, until)
    os.killpg(process.pid, number)
    shown += _read(master)
    os.close(master)
    return process.wait(timeout=60), shown.decode()


def _read(master: int, until: bytes | None = None) -> bytes:
    """What the terminal shows, up to ``until`` or the end; Linux ends a pty with EIO."""
    shown = b""
    try:
        while until is None or until not in shown:
            shown += os.read(master, 1024)
    except OSError:
        assert until is None, f"ended before it was stopped: {shown.decode()}"
    return shown


@pytest.mark.parametrize(
    "number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.rare)]
)
def test_adding_photos_keeps_what_was_finished(
    tmp_path: Path, photos: Path, number: signal.Signals
) -> None:
    make_closed_vault(tmp_path)
    vault = tmp_path / "researcher.skrynia"
    code, shown = stopped(["photos", "add", vault, photos], number)
    assert code == 130, shown
    assert "Stopped" in shown
    assert "Traceback" not in shown
    with open_vault(vault, PASSPHRASE) as opened:
        assert opened.media.count() < FILES
        assert opened.check().intact


@pytest.mark.rare
def test_stopping_among_the_pictures_keeps_every_original(tmp_path: Path) -> None:
    """The originals come first: the note says so, and a Ctrl+C after it loses none."""
    folder = tmp_path / "drawn"
    folder.mkdir()
    photo = hostile.jpeg((2400, 1800))
    for number in range(60):
        (folder / f"{number:02}.jpg").write_bytes(photo + b"%d" % number)
    make_closed_vault(tmp_path)
    vault = tmp_path / "researcher.skrynia"
    code, shown = stopped(["photos", "add", vault, folder], signal.SIGINT, until=b"Creating small")
    assert code == 130, shown
    assert "Every original is kept." in shown
    with open_vault(vault, PASSPHRASE) as opened:
        assert opened.media.count() == 60
        assert opened.pictures.waiting() > 0


def test_a_package_that_is_stopped_leaves_no_file_and_no_record(
    tmp_path: Path, photos: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with (
        make_vault(tmp_path) as vault,
        make_vault(tmp_path, "office", Role.ORGANISATION) as office,
    ):
        card = office.identity.card()
        fingerprint = vault.cards.add(card.document, card.signature).fingerprint
        vault.cards.trust(fingerprint, RecipientKind.ORGANISATION)
        interview = open_interview(vault, "W-001", Purpose.ANALYSE, Purpose.PHOTOGRAPH)
        _add(vault, photos, interview.id)
    line: list[str | Path] = ["package", "write", tmp_path / "researcher.skrynia", stick]
    code, shown = stopped([*line, "--to", "office", "--purpose", "analyse"], signal.SIGINT)
    assert code == 130, shown
    assert list(stick.iterdir()) == []
    with open_vault(tmp_path / "researcher.skrynia", PASSPHRASE) as opened:
        assert opened.packages.sent() == []
        assert opened.custody.verify().intact


@pytest.mark.parametrize("folder", [pytest.param("there", marks=pytest.mark.rare), "new/and/deep"])
@pytest.mark.rare
def test_a_demo_that_is_stopped_takes_everything_away_again(
    tmp_path: Path, photos: Path, folder: str
) -> None:
    (tmp_path / "there").mkdir()
    before = sorted(tmp_path.iterdir())
    line: list[str | Path] = ["demo", tmp_path / folder, "--photos", photos]
    code, shown = stopped(line, signal.SIGINT, vaulted=False)
    assert code == 130, shown
    assert "everything it had created was removed" in shown
    assert sorted(tmp_path.iterdir()) == before
    assert list((tmp_path / "there").iterdir()) == []


def _add(vault: object, photos: Path, interview_id: str) -> None:
    from desktop.media.adding.ingest import add_files
    from desktop.vault import Vault

    assert isinstance(vault, Vault)
    assert len(add_files(vault, [photos], interview_id).added) == FILES


def test_a_reader_that_goes_away_is_no_bug(tmp_path: Path) -> None:
    """``skryniactl … | head -1``"""
    with make_vault(tmp_path) as vault, vault.transaction():
        for number in range(2000):
            vault.people.new(f"P-{number}", ())
    passphrase = tmp_path / "passphrase"
    passphrase.write_text(PASSPHRASE, encoding="utf-8")
    line = ["custody", "list", vault.folder, "--passphrase-file", passphrase]
    command = [sys.executable, "-m", "desktop", *map(str, line)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline()
    process.stdout.close()
    notes = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(timeout=60) == 1
    assert [note.split(" (")[0] for note in notes.splitlines()] == [
        "The result could not be output"
    ]
