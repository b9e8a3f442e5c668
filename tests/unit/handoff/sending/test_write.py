"""A package is on the stick whole and verified, or nothing that looks like one is."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.crypto.age import generate_identity
from desktop.errors import (
    Cancelled,
    CardRefused,
    ConsentRefused,
    DiskFull,
    FileTooLarge,
    NotWritable,
    RevokedSigner,
    StorageError,
)
from desktop.handoff.format import limits
from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.plan import Item
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.sink import PackageSink
from desktop.handoff.sending.write import write_package
from desktop.model.consent import Decision, Identification, Purpose
from desktop.model.person import PERSON_KIND
from desktop.progress import Progress
from desktop.system.room import check_free_space
from desktop.system.sticks import file_system
from tests.nursery import run_python
from tests.small_disks import small_disk
from tests.support import memory_of
from tests.systems import largest_file, was_killed
from tests.unit.handoff.ends import USE, Ends, Vaults, add_file, decide, interview, state_of, yes

pytestmark = pytest.mark.disk
ROOT = Path(__file__).resolve().parents[4]
PHOTO = bytes(range(256)) * 8192  # several pieces, so that a stick can be pulled in between


def nothing_happened(ends: Ends) -> None:
    assert list(ends.stick.iterdir()) == []
    assert ends.researcher.packages.sent() == []
    assert ends.researcher.custody.verify().intact


def stop_at(fraction: float, act: Callable[[], object]) -> Progress:
    """A progress that does something once, when so much of the work is done."""
    waiting = [act]

    def progress(done: int, total: int, what: str) -> None:
        if (
            what.startswith(("Creating the package", "Checking the package"))
            and waiting
            and done >= fraction * total
        ):
            waiting.pop()()

    return progress


def test_what_is_written_is_named_recorded_and_readable_by_the_office(ends: Ends) -> None:
    made = interview(ends.researcher, files=[PHOTO, b""])
    written = ends.write()
    assert [path.name for path in ends.stick.iterdir()] == [written.path.name]
    assert written.size == written.path.stat().st_size
    package = ends.researcher.packages.get_sent(written.package_id)
    assert package.tagmanifest_sha256 == written.tagmanifest_sha256
    assert package.document.custody_head.seq > 0
    receive_package(ends.office, written.path)
    files = ends.office.interviews.attachments(made.id)
    assert [b"".join(ends.office.media.read(file.media_id)) for file in files] == [PHOTO, b""]


def test_nothing_on_the_stick_names_anybody(ends: Ends) -> None:
    interview(ends.researcher, "CODE-CANARY")
    written = ends.write()
    assert written.path.name.startswith("skrynia-")
    data = written.path.read_bytes()
    for word in ("CODE-CANARY", "researcher", "office", "Выдуман", "package.json"):
        assert word.encode() not in data


def test_an_empty_plan_writes_nothing(ends: Ends) -> None:
    with pytest.raises(ConsentRefused):
        ends.write()
    nothing_happened(ends)


@pytest.mark.parametrize("fraction", [0.0, 0.3, 0.6, 0.99])
def test_consent_withdrawn_while_it_is_written_stops_it(ends: Ends, fraction: float) -> None:
    made = interview(ends.researcher, files=[PHOTO])
    plan = ends.plan()
    withdraw = stop_at(fraction, lambda: ends.researcher.consents.withdraw(made.id, "no longer"))
    with pytest.raises(ConsentRefused, match="changed"):
        write_package(ends.researcher, plan, ends.stick, withdraw)
    nothing_happened(ends)


def test_a_plan_older_than_a_decision_is_not_written(ends: Ends) -> None:
    made = interview(ends.researcher, files=[PHOTO])
    plan = ends.plan()
    decide(ends.researcher, made, yes(USE), yes(Purpose.PHOTOGRAPH), yes(Purpose.PUBLISH))
    with pytest.raises(ConsentRefused, match="changed"):
        write_package(ends.researcher, plan, ends.stick)
    nothing_happened(ends)


def test_a_plan_made_by_hand_goes_through_the_gate_all_the_same(ends: Ends) -> None:
    made = interview(ends.researcher, files=[PHOTO])
    honest = ends.plan()
    decide(ends.researcher, made, yes(USE, Identification.CODE))
    narrowed = ends.plan()
    going = narrowed.going[0]
    for forged in (
        replace(going, records=(Item(PERSON_KIND, made.person_id, (made.id,)),)),
        replace(going, records=(Item(PERSON_KIND, made.person_id),)),
        replace(going, decision=Decision(None, Identification.FULL_NAME)),
        replace(going, decision=replace(going.decision, files=True)),
        replace(going, media=honest.media),
        replace(going, consent_versions=honest.going[0].consent_versions),
    ):
        with pytest.raises(ConsentRefused):
            write_package(ends.researcher, replace(narrowed, going=(forged,)), ends.stick)
    stray = add_file(ends.researcher, b"attached to nothing")
    entry = replace(honest.media[0], media_id=stray.id, sha256=stray.sha256, size=stray.size)
    forged = replace(going, media=(entry,))
    with pytest.raises(ConsentRefused):
        write_package(ends.researcher, replace(narrowed, going=(forged,)), ends.stick)
    nothing_happened(ends)


def test_a_recipient_revoked_or_taken_for_another_since_the_plan_gets_nothing(ends: Ends) -> None:
    interview(ends.researcher)
    plan = ends.plan()
    ends.researcher.cards.revoke(ends.office.identity.fingerprint)
    with pytest.raises((RevokedSigner, CardRefused)):
        write_package(ends.researcher, plan, ends.stick)
    nothing_happened(ends)


@pytest.mark.parametrize("fraction", [0.0, 0.4, 0.5, 0.9])
def test_cancel_at_any_moment_leaves_nothing(ends: Ends, fraction: float) -> None:
    interview(ends.researcher, files=[PHOTO])

    def cancel() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_package(ends.researcher, ends.plan(), ends.stick, stop_at(fraction, cancel))
    nothing_happened(ends)


def test_progress_grows_from_nothing_to_all(ends: Ends) -> None:
    interview(ends.researcher, files=[PHOTO])
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int, what: str) -> None:
        if what.startswith(("Creating the package", "Checking the package")):
            told.append((done, total))

    write_package(ends.researcher, ends.plan(), ends.stick, progress)
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


# --- the stick ------------------------------------------------------------------------------


def test_a_folder_that_is_not_there_or_not_ours_is_refused_beforehand(ends: Ends) -> None:
    interview(ends.researcher)
    with pytest.raises(NotWritable):
        write_package(ends.researcher, ends.plan(), ends.stick / "missing")
    nothing_happened(ends)


def test_a_stick_without_room_is_refused_before_the_first_byte(ends: Ends) -> None:
    with pytest.raises(DiskFull):
        check_free_space(ends.stick, 1 << 60)


@pytest.fixture
def small_stick(ends: Ends) -> Iterator[Path]:
    """A real file system of four mebibytes, when this machine lets us mount one."""
    with small_disk(ends.stick, 4):
        yield ends.stick


def test_a_stick_that_fills_while_it_is_written_holds_nothing_that_looks_whole(
    ends: Ends, small_stick: Path
) -> None:
    """Room is there when the writing begins; something else takes it meanwhile."""
    interview(ends.researcher, files=[PHOTO])
    filler = small_stick / "somebody else's file"

    def fill() -> None:
        with suppress(OSError), filler.open("wb", buffering=0) as file:
            while file.write(bytes(4096)):
                pass

    if sys.platform == "linux":
        assert file_system(small_stick) == "tmpfs"
    with pytest.raises(DiskFull):
        write_package(ends.researcher, ends.plan(), small_stick, stop_at(0.0, fill))
    assert list(small_stick.iterdir()) == [filler]
    filler.unlink()
    assert write_package(ends.researcher, ends.plan(), small_stick).path.exists()


def test_a_package_larger_than_the_stick_is_refused_before_the_first_byte(
    ends: Ends, small_stick: Path
) -> None:
    interview(ends.researcher, files=[PHOTO, PHOTO + b"1", PHOTO + b"2"])
    with pytest.raises(DiskFull):
        write_package(ends.researcher, ends.plan(), small_stick)
    assert list(small_stick.iterdir()) == []


def test_a_stick_pulled_while_it_is_written_is_said_and_nothing_is_recorded(
    ends: Ends, small_stick: Path
) -> None:
    interview(ends.researcher, files=[PHOTO])

    def pull() -> None:
        subprocess.run(["umount", "-l", str(small_stick)], check=True)

    with pytest.raises(StorageError):
        write_package(ends.researcher, ends.plan(), small_stick, stop_at(0.5, pull))
    nothing_happened(ends)
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(small_stick)], check=True)


def test_a_read_only_stick_is_said(ends: Ends, small_stick: Path) -> None:
    interview(ends.researcher)
    subprocess.run(["mount", "-o", "remount,ro", str(small_stick)], check=True)
    with pytest.raises(NotWritable):
        write_package(ends.researcher, ends.plan(), small_stick)
    assert ends.researcher.packages.sent() == []


def test_a_file_system_that_refuses_large_files_is_said(ends: Ends) -> None:
    """The system's own limit of file sizes stands in for FAT32's four gibibytes."""
    interview(ends.researcher, files=[PHOTO])
    plan = ends.plan()
    with largest_file() as limit_to, pytest.raises(FileTooLarge):
        limited = stop_at(0.0, lambda: limit_to(limits.MIB))
        write_package(ends.researcher, plan, ends.stick, limited)
    nothing_happened(ends)


class FailingDevice:
    """A device that takes so many bytes and then no more (as KeePassXC's FailDevice)."""

    def __init__(self, path: Path, takes: int) -> None:
        self._file = path.open("wb")
        self._left = takes

    def write(self, data: memoryview, /) -> int:
        """Take what still fits, then fail."""
        if len(data) > self._left:
            raise OSError(5, "gone")
        self._left -= len(data)
        return self._file.write(data)

    def settle(self) -> None:
        """Hand on what the file behind it holds."""
        self._file.flush()

    def close(self) -> None:
        """Close the file behind it."""
        self._file.close()


@pytest.mark.parametrize("takes", [3_000, 70_000, 1 << 20, 3 << 20])
def test_what_the_device_says_on_the_helper_thread_reaches_the_caller(
    tmp_path: Path, takes: int
) -> None:
    device = FailingDevice(tmp_path / "device", takes)
    recipient = generate_identity().recipient
    with pytest.raises(OSError, match="gone"), PackageSink(device, [recipient]) as sink:
        for number in range(8):
            sink.add(f"data/{number}", limits.MIB, [bytes(limits.MIB)])
        sink.finish()
    device.close()


class PulledDevice(FailingDevice):
    """A device that is pulled while what it was given is brought to it."""

    def settle(self) -> None:
        """Fail as a sync of what is gone does."""
        raise OSError(5, "gone")


def test_a_device_pulled_behind_the_writing_is_told_while_it_is_written(tmp_path: Path) -> None:
    device = PulledDevice(tmp_path / "device", 1 << 30)
    recipient = generate_identity().recipient
    with PackageSink(device, [recipient]) as sink:
        with pytest.raises(OSError, match="gone"):
            for number in range(80):
                sink.add(f"data/{number}", limits.MIB, [bytes(limits.MIB)])
        assert sink.tell() < 80 * limits.MIB
    device.close()


def test_a_device_pulled_at_the_very_end_is_told_too(tmp_path: Path) -> None:
    device = PulledDevice(tmp_path / "device", 1 << 30)
    recipient = generate_identity().recipient
    with pytest.raises(OSError, match="gone"), PackageSink(device, [recipient]) as sink:
        for number in range(17):
            sink.add(f"data/{number}", limits.MIB, [bytes(limits.MIB)])
        sink.finish()
    device.close()


def test_an_entry_of_another_length_than_announced_is_a_bug(tmp_path: Path) -> None:
    recipient = generate_identity().recipient
    for pieces in ([b"short"], [b"much too long"]):
        file = FailingDevice(tmp_path / "x", limits.MIB)
        with pytest.raises(ValueError, match="not as long"), PackageSink(file, [recipient]) as sink:
            sink.add("data/x", 8, pieces)
        file.close()


KILLED = """
import os, sys
from pathlib import Path
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.model.consent import Purpose
from desktop.model.person import PERSON_KIND
from desktop.vault import open_vault
from tests.support import PASSPHRASE
from tests.systems import KILL

folder, stick, recipient, fraction = sys.argv[1:]
vault = open_vault(Path(folder), PASSPHRASE)

def die(done, total, what):
    stage = what.startswith(("Creating the package", "Checking the package"))
    if stage and done >= float(fraction) * total:
        os.kill(os.getpid(), KILL)

write_package(vault, plan_package(vault, recipient, Purpose.ANALYSE), Path(stick), die)
"""


@pytest.mark.parametrize("fraction", ["0.1", "0.5", "1.0"])
def test_killed_while_written_only_a_partial_file_is_left(ends: Vaults, fraction: str) -> None:
    interview(ends.researcher, files=[PHOTO])
    folder, recipient = ends.researcher.folder, ends.office.identity.fingerprint
    ends.researcher.close()
    ended = run_python(KILLED, folder, ends.stick, recipient, fraction)
    assert was_killed(ended), ended.stderr
    left = list(ends.stick.iterdir())
    assert left
    assert all(path.name.endswith(".age.partial") for path in left)


def test_a_second_try_after_a_failure_succeeds_and_says_so(ends: Ends) -> None:
    interview(ends.researcher, files=[PHOTO])

    def cancel() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_package(ends.researcher, ends.plan(), ends.stick, stop_at(0.7, cancel))
    written = ends.write()
    assert receive_package(ends.office, written.path).again is False
    assert state_of(ends.office)[3] == 1


@pytest.mark.rare
def test_memory_does_not_grow_with_the_package(ends: Ends) -> None:
    """Pieces wait in bounded queues: 64 MiB of photos pass through far less memory."""
    photos = [os.urandom(16 * limits.MIB) for _ in range(4)]
    interview(ends.researcher, files=photos)
    del photos
    plan = plan_package(ends.researcher, ends.office.identity.fingerprint, USE)
    _written, peak = memory_of(lambda: write_package(ends.researcher, plan, ends.stick))
    assert peak < 40 * limits.MIB
