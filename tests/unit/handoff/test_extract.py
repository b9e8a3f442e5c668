"""Unpacking gives the bag as age and tar would, or nothing at all."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from desktop.errors import Cancelled, FileExists, PayloadDamaged
from desktop.handoff.format import layout
from desktop.handoff.identity.trust import trust_party
from desktop.handoff.receiving.extract import extract_package
from desktop.handoff.receiving.read import VerifiedPackage
from desktop.model.identity import Party
from desktop.progress import Progress, no_progress
from desktop.system.file_locks import hold
from desktop.vault import open_vault
from tests.nursery import run_python
from tests.support import PASSPHRASE
from tests.systems import is_private, was_killed
from tests.unit.handoff.ends import Vaults, interview
from tests.unit.handoff.forge import Forge

FORGE = Forge()
PHOTO = bytes(range(256)) * 8192


def extract(path: Path, target: Path, progress: Progress = no_progress) -> VerifiedPackage:
    trust = trust_party(Party(FORGE.sender.public_key.fingerprint, "Known"))
    ours = FORGE.reader.public_key.fingerprint
    return extract_package(
        path, [FORGE.identity], trust, ours, target, lambda _growing: nullcontext(), progress
    )


DYING = """
import os, sys
from pathlib import Path
from desktop.handoff.identity.trust import trust_vault
from desktop.handoff.receiving.extract import extract_package
from desktop.vault import open_vault
from tests.support import PASSPHRASE
from tests.systems import KILL

folder, package, target = map(Path, sys.argv[1:])
vault = open_vault(folder, PASSPHRASE)

def die(done, total, what):
    if what.startswith("Unpacking") and done > total / 2:
        os.kill(os.getpid(), KILL)

own = vault.identity
keys, trust = [own.age_identity()], trust_vault(vault)
extract_package(package, keys, trust, own.fingerprint, target, vault.unpacking, die)
"""


def killed_while_unpacking(ends: Vaults, target: Path) -> Path:
    """The folder in which a killed process of the office unpacked half a package."""
    interview(ends.researcher, files=[PHOTO])
    package = ends.write().path
    folder = ends.office.folder
    ends.office.close()
    done = run_python(DYING, folder, package, target)
    assert was_killed(done), done.stderr
    [half] = target.parent.glob("opened.*.partial")
    assert [each for each in half.rglob("*") if each.is_file() and each.read_bytes() == PHOTO]
    return half


@pytest.mark.disk
def test_a_killed_unpacking_leaves_no_plain_partial_folder_after_the_next_opening(
    ends: Vaults, tmp_path: Path
) -> None:
    half = killed_while_unpacking(ends, tmp_path / "opened")
    open_vault(ends.office.folder, PASSPHRASE).close()
    assert not half.exists()


@pytest.mark.disk
def test_what_somebody_put_into_a_partial_folder_keeps_it_from_being_removed(
    ends: Vaults, tmp_path: Path
) -> None:
    half = killed_while_unpacking(ends, tmp_path / "opened")
    notes = half / "my notes.txt"
    notes.write_bytes(b"of somebody else")
    before = sorted(half.rglob("*"))
    open_vault(ends.office.folder, PASSPHRASE).close()
    assert sorted(half.rglob("*")) == before
    notes.unlink()
    open_vault(ends.office.folder, PASSPHRASE).close()
    assert not half.exists()


@pytest.mark.disk
def test_a_partial_folder_that_a_living_process_unpacks_into_stays(
    ends: Vaults, tmp_path: Path
) -> None:
    half = killed_while_unpacking(ends, tmp_path / "opened")
    with (half / layout.BAGIT).open("rb+") as file:
        hold(file, half / layout.BAGIT)
        open_vault(ends.office.folder, PASSPHRASE).close()
        assert half.exists()


def test_every_entry_stands_in_the_folder_byte_for_byte(tmp_path: Path) -> None:
    entries = FORGE.entries()
    target = tmp_path / "opened"
    extract(FORGE.write(tmp_path / "x.age", entries), target)
    found = {
        path.relative_to(target).as_posix(): path.read_bytes()
        for path in target.rglob("*")
        if path.is_file()
    }
    assert found == dict(entries)
    assert is_private(target)


def test_it_never_writes_over_anything(tmp_path: Path) -> None:
    target = tmp_path / "opened"
    target.mkdir()
    with pytest.raises(FileExists):
        extract(FORGE.write(tmp_path / "x.age"), target)
    assert list(target.iterdir()) == []


def test_a_damaged_package_leaves_no_folder(tmp_path: Path) -> None:
    path = FORGE.write(tmp_path / "x.age")
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(PayloadDamaged):
        extract(path, tmp_path / "opened")
    assert [each.name for each in tmp_path.iterdir()] == ["x.age"]


def test_a_cancelled_unpacking_leaves_no_folder(tmp_path: Path) -> None:
    def cancel(done: int, total: int, what: str) -> None:
        if what.startswith("Unpacking"):
            raise Cancelled

    with pytest.raises(Cancelled):
        extract(FORGE.write(tmp_path / "x.age"), tmp_path / "opened", cancel)
    assert [each.name for each in tmp_path.iterdir()] == ["x.age"]


def test_what_a_killed_unpacking_left_is_started_anew(tmp_path: Path) -> None:
    growing = tmp_path / "opened.0123abcd.partial"
    half = growing / layout.media_path("0" * 64)
    half.parent.mkdir(parents=True)
    half.write_bytes(b"half")
    (growing / layout.BAGIT).write_bytes(b"half")
    target = tmp_path / "opened"
    extract(FORGE.write(tmp_path / "x.age"), target)
    assert not (target / layout.media_path("0" * 64)).exists()
    assert (target / layout.TAGMANIFEST).exists()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["opened", "x.age"]


@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_a_folder_of_somebody_else_with_the_name_of_an_unpacking_is_left(
    tmp_path: Path, kind: str
) -> None:
    theirs, other = tmp_path / "opened.0123abcd.partial", tmp_path / "other"
    other.mkdir()
    if kind == "folder":
        (theirs / "data").mkdir(parents=True)
        (theirs / "data" / "letter.txt").write_bytes(b"theirs")
    elif kind == "file":
        theirs.write_bytes(b"theirs")
    else:
        theirs.symlink_to(other)
    before = sorted(tmp_path.rglob("*"))
    package = FORGE.write(tmp_path.parent / f"{tmp_path.name}.age")
    target = tmp_path / "opened"
    extract(package, target)
    there = [each for each in tmp_path.rglob("*") if not each.is_relative_to(target)]
    assert sorted(there) == before
