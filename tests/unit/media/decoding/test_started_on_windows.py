"""A child of Windows as its starter makes it: two tokens, a job, three streams, little environment;
and what it calls shut when it has tried. Collected on Windows alone (``conftest.py``).
"""

# ruff: noqa: E402

from __future__ import annotations

import os
import sys
from pathlib import Path
from threading import Event

import pytest

assert sys.platform == "win32"

import msvcrt

from desktop.media.decoding import decoder, starting
from desktop.media.decoding.decoder import DecoderPool
from desktop.system.confinement import Wall, is_whole, windows_attempts
from desktop.system.confinement.windows_job import Job
from desktop.system.confinement.windows_start import _without_launcher, start
from desktop.system.windows_calls import kernel32
from tests.systems import said_behind_walls, started_behind_walls
from tests.unit.media import hostile

DENIED, MISSING = 0xC0000022, 0xC0000034


def test_a_child_is_handed_three_streams_and_what_starting_takes(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("of ours", "utf-8")
    script = (
        "import msvcrt, os, sys\n"
        "print(*sorted(os.environ))\n"
        "try: print(os.read(msvcrt.open_osfhandle(int(sys.argv[1]), 0), 99))\n"
        "except OSError: print('no such handle')\n"
        "print(os.getcwd())\n"
    )
    with secret.open("rb") as opened:
        os.set_inheritable(opened.fileno(), True)
        handle = str(msvcrt.get_osfhandle(opened.fileno()))
        names, read, folder = said_behind_walls([sys.executable, "-c", script, handle]).splitlines()
    assert read == "no such handle"
    assert Path(folder) == Path(os.environ["SYSTEMROOT"])
    of_wine = {name for name in names.split() if name.startswith("WINE")}
    assert set(names.split()) - of_wine <= {"SYSTEMROOT", "SYSTEMDRIVE", "PYTHONPATH"}


def test_a_walled_child_has_no_privilege_and_counts_for_nobody() -> None:
    script = (
        "from desktop.system.confinement.windows_token import PRIVILEGES, SidAndAttributes\n"
        "from desktop.system.windows_calls import about_token, own_token\n"
        "with own_token() as token:\n"
        "    groups = about_token(token, 2)\n"
        "    count = int.from_bytes(groups.raw[:4], 'little')\n"
        "    listed = (SidAndAttributes * count).from_buffer(groups, 8)\n"
        "    print(int.from_bytes(about_token(token, PRIVILEGES).raw[:4], 'little'))\n"
        "    print(*[bool(each.attributes & 0x10 or each.attributes & 0x20) for each in listed])\n"
    )
    privileges, denied = said_behind_walls([sys.executable, "-c", script]).splitlines()
    assert privileges == "0"
    # The last is the session, which Wine leaves as it is.
    assert set(denied.split()[:-1]) == {"True"}


def test_of_a_virtual_environment_the_python_behind_its_launcher_is_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The launcher would start it as a second process, which its job does not allow."""
    monkeypatch.setattr(sys, "_base_executable", r"C:\base\python.exe", raising=False)
    told = {"__PYVENV_LAUNCHER__": sys.executable}
    assert _without_launcher(sys.executable) == (r"C:\base\python.exe", told)
    assert _without_launcher(r"C:\skrynia-decoder.exe") == (r"C:\skrynia-decoder.exe", {})


def test_a_program_that_is_not_there_is_not_started_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="Win"):
        start([str(tmp_path / "missing.exe")], {})


def test_a_walled_child_ends_when_it_is_ended_and_says_how() -> None:
    child = started_behind_walls([sys.executable, "-c", "input()"])
    assert child.poll() is None
    child.kill()
    child.communicate()
    child.kill()
    assert child.returncode == 1
    other = started_behind_walls([sys.executable, "-c", "raise SystemExit(7)"])
    other.communicate()
    assert other.returncode == 7


@pytest.mark.usefixtures("children_end")
def test_pictures_are_decoded_behind_the_walls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting, "_WITHOUT", Event())
    with DecoderPool(workers=1) as pool:
        assert pool.submit(hostile.jpeg()).result(timeout=120).picture
        child = pool._all[0]._process
        assert child is not None
        assert starting.is_walled(child)


@pytest.mark.usefixtures("children_end")
def test_a_child_that_bears_none_of_it_is_started_as_any_program(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What ends here for want of our environment may end elsewhere for want of its rights."""
    script = (
        "import os, sys\n"
        "if 'OF_OURS' not in os.environ: sys.exit(3)\n"
        "from desktop.media.decoding.decode_worker import main\n"
        "sys.exit(main())\n"
    )
    monkeypatch.setenv("OF_OURS", "yes")
    monkeypatch.setattr(starting, "_WITHOUT", Event())
    monkeypatch.setattr(decoder, "command", lambda: [sys.executable, "-P", "-c", script])
    with DecoderPool(workers=1) as pool:
        decoded = pool.submit(hostile.jpeg()).result(timeout=120)
        child = pool._all[0]._process
        assert child is not None
        assert not starting.is_walled(child)
    assert decoded.picture
    assert not is_whole(decoded.walls)


def test_what_could_not_be_opened_before_is_not_called_shut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nor what one of its names lets through, nor what fails otherwise."""
    open_before = windows_attempts.Attempts()
    assert not open_before.files_are_shut()
    monkeypatch.setattr(windows_attempts, "status", lambda _name: DENIED)
    assert open_before.files_are_shut()
    assert open_before.sockets_are_shut()
    assert not windows_attempts.Attempts().files_are_shut()
    first = open_before._files[0]
    monkeypatch.setattr(windows_attempts, "status", lambda name: 0 if name == first else DENIED)
    assert not open_before.files_are_shut()
    monkeypatch.setattr(windows_attempts, "status", lambda _name: MISSING)
    assert not open_before.files_are_shut()


def test_a_program_that_starts_is_no_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    attempts = windows_attempts.Attempts()
    monkeypatch.setattr(windows_attempts, "status", lambda _name: DENIED)
    assert Wall.NO_PROGRAM not in attempts.shut()
    assert Wall.NO_FILE in attempts.shut()


def test_a_job_counts_the_processor_time_of_its_process() -> None:
    job = Job(ends_with_us=True)
    try:
        assert job.allow(kernel32.GetCurrentProcess(), 5)
        assert job._limits.basic.limits & 0x2
        assert job._limits.basic.process_time > 5 * 10_000_000
    finally:
        job.close()
