"""Sticks are found by what the system writes down of them; none of them is asked."""

from __future__ import annotations

import plistlib
import threading
from pathlib import Path, PurePosixPath

import pytest

from desktop.system.stick_watch import StickWatch
from desktop.system.sticks import (
    FAT32_LARGEST,
    Place,
    Stick,
    Tables,
    Unfit,
    file_system,
    mounted_as,
    place,
    plugged,
    stick_of_plist,
    stick_title,
    stick_under,
    sticks_of,
    unfit,
)

MOUNTS = (
    "24 1 254:0 / / rw,relatime - ext4 /dev/mapper/root rw,errors=remount-ro\n"
    "31 24 0:5 / /proc rw - proc proc rw\n"
    "33 24 8:2 / /boot rw - vfat /dev/sda1 rw\n"
    "60 24 8:17 / /run/media/anna/MINSK\\0405 rw,nosuid shared:7 - vfat /dev/sdb1 rw,uid=1000\n"
    "61 24 8:17 / /mnt/again rw - vfat /dev/sdb1 rw\n"
    "62 24 179:1 / /media/anna/12AB-34CD rw - exfat /dev/mmcblk1p1 rw\n"
    "63 24 254:3 / /run/media/anna/locked rw - ext4 /dev/dm-3 rw\n"
    "64 24 8:4 / /media/anna/Data rw - ntfs3 /dev/sda4 rw\n"
    "65 24 0:50 / /mnt/office rw - cifs //server/share rw\n"
    "66 24 11:0 / /media/anna/DISC ro - iso9660 /dev/sr0 ro\n"
    "67 24 8:49 / /media/anna/old rw - hfsplus /dev/sdz1 rw\n"
)
USB = "devices/pci0000:00/0000:00:14.0/usb2/2-1/block"
BLOCKS = {
    "sda": "devices/ata1/block/sda", "sda1": "devices/ata1/block/sda/sda1",
    "sda4": "devices/ata1/block/sda/sda4", "dm-0": "devices/virtual/block/dm-0",
    "sdb": f"{USB}/sdb", "sdb1": f"{USB}/sdb/sdb1",
    "sdc": f"{USB}/sdc", "sdc1": f"{USB}/sdc/sdc1", "dm-3": "devices/virtual/block/dm-3",
    "mmcblk1": "devices/mmc1/block/mmcblk1", "mmcblk1p1": "devices/mmc1/block/mmcblk1/mmcblk1p1",
    "sr0": "devices/ata2/block/sr0",
}  # fmt: skip
DISKS = ("sda", "sdb", "sdc", "dm-0", "dm-3", "mmcblk1", "sr0")


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    """What a laptop says that has a USB stick, an encrypted one, an SD card and a disc in it."""
    told = Tables(tmp_path / "mountinfo", tmp_path / "class" / "block", tmp_path / "by-label")
    told.mounts.write_text(MOUNTS, encoding="utf-8")
    told.blocks.mkdir(parents=True)
    for name, where in BLOCKS.items():
        folder = tmp_path / where
        folder.mkdir(parents=True, exist_ok=True)
        (told.blocks / name).symlink_to(folder)
        if name not in DISKS:
            (folder / "partition").write_text("1\n", encoding="ascii")
    (tmp_path / BLOCKS["sr0"] / "removable").write_text("1\n", encoding="ascii")
    (tmp_path / BLOCKS["mmcblk1"] / "device").mkdir()
    (tmp_path / BLOCKS["mmcblk1"] / "device" / "type").write_text("SD\n", encoding="ascii")
    opened = tmp_path / BLOCKS["dm-3"] / "slaves"
    opened.mkdir()
    (opened / "sdc1").write_text("", encoding="ascii")
    told.labels.mkdir()
    (told.labels / "MINSK\\x205").symlink_to("../../sdb1")
    return told


def test_sticks_cards_and_discs_are_found_and_the_own_disk_is_not(tables: Tables) -> None:
    found = sticks_of(tables)
    assert found == (
        Stick("", Path("/media/anna/12AB-34CD"), "exfat"),
        Stick("DISC", Path("/media/anna/DISC"), "iso9660", writable=False),
        Stick("MINSK 5", Path("/run/media/anna/MINSK 5"), "vfat"),
        Stick("locked", Path("/run/media/anna/locked"), "ext4"),
        Stick("old", Path("/media/anna/old"), "hfsplus"),
    )
    assert stick_under(Path("/run/media/anna/MINSK 5/out"), found) == found[2]
    assert stick_under(Path("/run/media/anna/MINSK 50"), found) is None


def test_no_part_of_a_disk_that_the_system_runs_from_is_a_stick(tables: Tables) -> None:
    live = "70 24 8:18 / /run/live/medium ro - iso9660 /dev/sdb2 ro\n"
    tables.mounts.write_text(MOUNTS + live, encoding="utf-8")
    second = tables.blocks.parent.parent / f"{USB}/sdb/sdb2"
    second.mkdir()
    (second / "partition").write_text("2\n", encoding="ascii")
    (tables.blocks / "sdb2").symlink_to(second)
    assert "MINSK 5" not in [stick.label for stick in sticks_of(tables)]


def test_the_file_system_is_known_from_the_table_of_mounts() -> None:
    table = (
        "24 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
        "60 24 8:17 / /media/a\\040stick rw - vfat /dev/sdb1 rw\n"
        "61 60 8:18 / /media/a\\040stick/inner rw - exfat /dev/sdb2 rw\n"
    )
    assert mounted_as(table, PurePosixPath("/media/a stick/folder")) == "vfat"
    assert mounted_as(table, PurePosixPath("/media/a stick/inner/x")) == "exfat"
    assert mounted_as(table, PurePosixPath("/media/other")) == "ext4"


@pytest.mark.parametrize(
    "odd",
    [
        "", "   ", "nonsense", "70 24 8:18", "71 24 8:17 / /media/x rw", " - ",
        "72 24 8:17 / /y rw - vfat", "73 a b c /media/\ufffd - \ufffd",
    ],
)  # fmt: skip
def test_an_odd_line_of_the_table_hides_nothing_but_itself(tables: Tables, odd: str) -> None:
    whole = sticks_of(tables)
    assert whole
    tables.mounts.write_text(f"{odd}\n{MOUNTS}{odd}\n\n", encoding="utf-8")
    (tables.labels / "no link").write_text("", encoding="ascii")
    assert StickWatch(lambda: sticks_of(tables)).look().sticks == whole


def test_a_carriage_return_in_the_name_of_a_stick_ends_no_line(tables: Tables) -> None:
    odd = b"59 24 8:17 / /run/media/anna/MIN\rSK rw - vfat /dev/sdb1 rw\n"
    tables.mounts.write_bytes(odd + MOUNTS.encode())
    assert Path("/run/media/anna/MIN\rSK") in [stick.path for stick in sticks_of(tables)]


@pytest.mark.parametrize(
    "odd",
    [
        b"", b"Could not find disk: /Volumes/MINSK\n", b"<?xml version='1.0'?><plist>",
        b"<plist><date>x</date></plist>", b"<plist></plist>", b"bplist00\x00\x00",
        plistlib.dumps(["MINSK"]),
    ],
)  # fmt: skip
def test_what_is_no_description_of_a_volume_describes_no_stick(odd: bytes) -> None:
    assert stick_of_plist(odd, Path("/Volumes/MINSK")) is None


def test_a_volume_of_macos_is_a_stick_where_it_can_be_pulled() -> None:
    told = {
        "VolumeName": "MINSK", "FilesystemType": "msdos", "WritableVolume": True,
        "RemovableMediaOrExternalDevice": True,
    }  # fmt: skip
    folder = Path("/Volumes/MINSK")
    assert stick_of_plist(plistlib.dumps(told), folder) == Stick("MINSK", folder, "msdos")
    inside = told | {"RemovableMediaOrExternalDevice": False, "Ejectable": False}
    assert stick_of_plist(plistlib.dumps(inside), folder) is None


def test_what_a_place_does_not_take_is_known_beforehand(tmp_path: Path) -> None:
    here = place(tmp_path)
    assert here.free > 0
    assert here.size > 0
    assert here.file_system == file_system(tmp_path)
    assert unfit(here, 1) is None
    assert unfit(here, here.free + 1) is Unfit.NO_ROOM
    fat = Place(tmp_path, "vfat", 1 << 40, 1 << 40, writable=True)
    assert unfit(fat, FAT32_LARGEST) is None
    assert unfit(fat, FAT32_LARGEST + 1) is Unfit.FILE_TOO_LARGE
    assert unfit(fat, FAT32_LARGEST + 1, largest=1_000) is None, "a folder of small files"
    assert unfit(fat, FAT32_LARGEST + 2, FAT32_LARGEST + 1) is Unfit.FILE_TOO_LARGE
    assert unfit(fat, (1 << 40) + 1, largest=1_000) is Unfit.NO_ROOM
    assert unfit(Place(tmp_path, "exfat", 9, 9, writable=False), 1) is Unfit.NOT_WRITABLE
    with pytest.raises(FileNotFoundError):
        place(tmp_path / "pulled")


def test_a_stick_is_called_by_a_name_that_hides_nothing(tmp_path: Path) -> None:
    turned = Stick("MIN\N{RIGHT-TO-LEFT OVERRIDE}SK", tmp_path, "vfat")
    hidden = Stick("\N{ZERO WIDTH SPACE} ", tmp_path, "vfat")
    drive = f" ({tmp_path.drive})" if tmp_path.drive else ""
    assert (stick_title(turned), stick_title(hidden)) == (f"MINSK{drive}", f"USB stick{drive}")


def test_the_system_this_runs_on_answers() -> None:
    assert all(stick.path.is_absolute() for stick in plugged())


def test_a_stick_that_hangs_holds_up_nobody_and_one_that_is_pulled_is_gone(tmp_path: Path) -> None:
    sticks = [Stick("dead", tmp_path / "dead", "vfat"), Stick("good", tmp_path, "vfat")]
    answers = threading.Event()

    def measure(folder: Path) -> Place:
        if folder.name == "dead":
            answers.wait()
        return place(folder)

    watch = StickWatch(lambda: tuple(sticks), measure, patience=0.02)
    seen = watch.look()
    assert [stick.label for stick in seen.sticks] == ["dead", "good"]
    assert list(seen.places) == [tmp_path]
    sticks.pop()
    watch.ask_about(tmp_path / "missing", tmp_path)
    seen = watch.look()
    assert [stick.label for stick in seen.sticks] == ["dead"]
    assert list(seen.places) == [tmp_path]
    assert seen.silent == {tmp_path / "dead", tmp_path / "missing"}
    answers.set()


def test_a_stick_that_answered_once_and_hangs_since_does_not_pass_for_one_that_answers(
    tmp_path: Path,
) -> None:
    answers = threading.Event()
    answers.set()

    def measure(folder: Path) -> Place:
        answers.wait()
        return place(folder)

    sticks = (Stick("MINSK 5", tmp_path, "vfat"),)
    watch = StickWatch(lambda: sticks, measure, patience=5)
    assert list(watch.look().places) == [tmp_path]
    answers.clear()
    watch._patience = 0.01
    watch.look()
    assert list(watch.look().places) == []
    answers.set()
    watch._asked[tmp_path].join()
    watch._patience = 5
    assert list(watch.look().places) == [tmp_path], "it answers again"


def test_two_may_look_at_once() -> None:
    """The window asks while the watch looks by itself: one joined the other's thread."""
    gate, errors = threading.Barrier(8), list[threading.ExceptHookArgs]()
    watch = StickWatch(lambda: (), phones=lambda: ())

    def look() -> None:
        gate.wait(5)
        for _ in range(200):
            watch.look()

    before, threading.excepthook = threading.excepthook, errors.append
    try:
        threads = [threading.Thread(target=look) for _ in range(8)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
    finally:
        threading.excepthook = before
    assert errors == []


def test_it_looks_by_itself_until_it_is_stopped() -> None:
    looked, ended = threading.Semaphore(0), threading.Event()

    def look() -> tuple[Stick, ...]:
        looked.release()
        if ended.is_set():
            raise OSError("pulled while it was looked at")
        return ()

    watch = StickWatch(look)
    watch.start()
    assert looked.acquire(timeout=5)
    watch.ask_about()
    assert looked.acquire(timeout=5)
    ended.set()
    assert watch.look().sticks == ()
    watch.stop()
