"""Phones are found where gvfs mounts them; what is there is a folder like any other."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from desktop.media.adding.sources import DiskFile, candidates
from desktop.system.phones import mounts, phones
from desktop.system.stick_watch import StickWatch

posix = pytest.mark.skipif("sys.platform == 'win32'", reason="no such names and places there")
PIXEL = "mtp:host=Google_Pixel_7_29221FDH2005KQ"


@posix
def test_phones_and_cameras_are_called_as_they_call_themselves(tmp_path: Path) -> None:
    others = ("gphoto2:host=Apple_Inc._iPhone", "afc:host=0011aa,port=3", "mtp:host=%E2%80%AE")
    for each in (PIXEL, *others, "sftp:host=example.org", "smb-share:server=x"):
        (tmp_path / each).mkdir()
    assert [each.name for each in phones(tmp_path)] == [
        "0011aa", "Apple Inc. iPhone", "Google Pixel 7 29221FDH2005KQ", "Phone or camera",
    ]  # fmt: skip


def test_where_nothing_mounts_them_there_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    assert mounts() is None
    assert phones() == phones(tmp_path / "gone") == ()


@posix
def test_a_folder_of_a_phone_is_added_like_any_other(tmp_path: Path) -> None:
    album = tmp_path / PIXEL / "Internal shared storage" / "DCIM"
    album.mkdir(parents=True)
    (album / "IMG_1.jpg").write_bytes(b"photo")
    [phone] = phones(tmp_path)
    [found] = candidates([phone.path])
    assert isinstance(found, DiskFile)
    assert found.name_inside == "Internal shared storage/DCIM/IMG_1.jpg"


def test_one_that_does_not_answer_keeps_no_stick_waiting(tmp_path: Path) -> None:
    hung = threading.Event()

    def hanging() -> tuple[()]:
        hung.wait()
        return ()

    watch = StickWatch(lambda: (), patience=0.01, phones=hanging)
    try:
        assert watch.look().phones == watch.look().phones == ()
        assert [each.name for each in threading.enumerate()].count("phones") == 1
    finally:
        hung.set()
