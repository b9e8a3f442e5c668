"""Unpacking gives the bag as age and tar would, or nothing at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.errors import Cancelled, FileExists, PayloadDamaged
from desktop.handoff.format import layout
from desktop.handoff.identity.trust import trust_party
from desktop.handoff.receiving.extract import extract_package
from desktop.handoff.receiving.read import VerifiedPackage
from desktop.model.identity import Party
from desktop.progress import Progress, no_progress
from tests.systems import is_private
from tests.unit.handoff.forge import Forge

FORGE = Forge()


def extract(path: Path, target: Path, progress: Progress = no_progress) -> VerifiedPackage:
    trust = trust_party(Party(FORGE.sender.public_key.fingerprint, "Known"))
    ours = FORGE.reader.public_key.fingerprint
    return extract_package(path, [FORGE.identity], trust, ours, target, progress)


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
    half = tmp_path / "opened.partial" / layout.media_path("0" * 64)
    half.parent.mkdir(parents=True)
    half.write_bytes(b"half")
    (tmp_path / "opened.partial" / layout.BAGIT).write_bytes(b"half")
    target = tmp_path / "opened"
    extract(FORGE.write(tmp_path / "x.age"), target)
    assert not (target / layout.media_path("0" * 64)).exists()
    assert (target / layout.TAGMANIFEST).exists()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["opened", "x.age"]


@pytest.mark.parametrize("kind", ["folder", "file", "link"])
def test_a_folder_of_somebody_else_where_unpacking_would_grow_is_left(
    tmp_path: Path, kind: str
) -> None:
    theirs, other = tmp_path / "opened.partial", tmp_path / "other"
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
    with pytest.raises(FileExists):
        extract(package, tmp_path / "opened")
    assert sorted(tmp_path.rglob("*")) == before
