"""A package that was looked at is verified once: what comes between the look and the taking in is
seen all the same."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from desktop.errors import PackageChanged, PackageRefused, PayloadDamaged, RevokedSigner
from desktop.handoff.receiving.receive import dry_run, receive_package
from tests.unit.handoff.ends import Vaults, interview

pytestmark = pytest.mark.disk
LONG = 3_000_000
"""Bytes of a file of which two fill a transaction and four are more than is read ahead."""


class Heard:
    """A progress; ``checked``: octets that were reported as verified."""

    def __init__(self) -> None:
        self.checked = 0

    def __call__(self, done: int, total: int, what: str) -> None:
        if what == "Checking the package":
            self.checked = max(self.checked, done)


class Damaging:
    """A progress that has the end of a file overwritten once something was taken in."""

    def __init__(self, package: Path) -> None:
        self.package = package
        self.taken = 0

    def __call__(self, done: int, total: int, what: str) -> None:
        if what == "Accepting the package" and done and not self.taken:
            self.taken = done
            with self.package.open("rb+") as file:
                file.seek(-40, os.SEEK_END)
                file.write(bytes(40))


def test_it_is_read_once_more_and_gives_the_same(ends: Vaults, tmp_path: Path) -> None:
    interview(ends.researcher, "W-001", files=[b"photo"])
    package = ends.write().path
    looked = dry_run(ends.office, package)
    heard, whole = Heard(), Heard()
    received = receive_package(ends.office, package, heard, looked.verified)
    assert heard.checked == 0
    assert ends.office.interviews.count() == 1
    assert received.custody_set_aside == 0
    again = receive_package(ends.office, package, whole)
    assert whole.checked > 0
    assert (again.again, again.receipt) == (True, received.receipt)


def test_one_damaged_since_the_look_is_refused_and_nothing_is_taken_in(ends: Vaults) -> None:
    interview(ends.researcher, "W-001", files=[b"photo"])
    package = ends.write().path
    looked = dry_run(ends.office, package)
    data = bytearray(package.read_bytes())
    data[-100] ^= 1
    package.write_bytes(data)
    with pytest.raises(PayloadDamaged):
        receive_package(ends.office, package, looked=looked.verified)
    assert ends.office.interviews.count() == 0


def test_another_package_in_its_place_is_not_taken_in_unseen(ends: Vaults) -> None:
    interview(ends.researcher, "W-001")
    first = ends.write().path
    interview(ends.researcher, "W-002")
    second = ends.write(again=True).path
    looked = dry_run(ends.office, first)
    shutil.copy(second, first)
    with pytest.raises(PackageRefused, match="looked at"):
        receive_package(ends.office, first, looked=looked.verified)
    assert ends.office.interviews.count() == 0


def test_who_signed_it_is_asked_for_once_more(ends: Vaults) -> None:
    interview(ends.researcher, "W-001")
    package = ends.write().path
    looked = dry_run(ends.office, package)
    ends.office.cards.revoke(ends.researcher.identity.fingerprint)
    with pytest.raises(RevokedSigner):
        receive_package(ends.office, package, looked=looked.verified)
    assert ends.office.interviews.count() == 0


def test_one_that_changes_while_it_is_taken_in_is_told_so_and_a_whole_copy_ends_it(
    ends: Vaults, tmp_path: Path
) -> None:
    for number in range(3):
        interview(ends.researcher, f"W-00{number}", files=[os.urandom(LONG) for _ in range(2)])
    package = ends.write().path
    copy = tmp_path / package.name
    shutil.copy(package, copy)
    damaging = Damaging(package)
    with pytest.raises(PackageChanged):
        receive_package(ends.office, package, damaging, dry_run(ends.office, package).verified)
    assert damaging.taken
    assert ends.office.interviews.count() == 3
    assert ends.office.media.count() < 6
    assert ends.office.packages.count_received() == 0
    assert not receive_package(ends.office, copy).again
    assert ends.office.media.count() == 6
