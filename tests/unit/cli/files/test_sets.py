"""Sets on the command line: a folder becomes one, it is changed, and saved whole as it came."""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path

import pytest

from desktop.cli.console import Console
from desktop.cli.files.sets import print_set
from desktop.model.set import FileSet
from desktop.vault import open_vault
from tests import every_field
from tests.on_disk import folder_on_disk
from tests.support import PASSPHRASE
from tests.unit.cli.conftest import Desk

WHEN = 1_900_000_000
_NOT_SAID = {
    "FileSet.created_at": "when it was made; --json gives it",
    "SetFile.id": "an id of a line; --json gives it",
}


def test_that_a_folder_to_save_in_has_to_be_there_is_said(desk: Desk) -> None:
    desk.run("photos", "add", desk.researcher, a_folder(desk))
    refused = desk.run("sets", "export", desk.researcher, "DCIM", desk.folder / "out")
    assert refused.code == 1
    assert "create the folder" in refused.err
    for noun in ("sets", "photos"):
        told = " ".join(desk.run(noun, "export", "--help").out.split())
        assert "a folder that is there" in told
        assert " out" not in told.partition("Example")[2]


def test_a_set_needs_a_name(desk: Desk) -> None:
    for name in ("", " "):
        refused = desk.run("sets", "new", desk.researcher, name)
        assert refused.code == 2
        assert "A name is needed." in refused.err
    desk.run("sets", "new", desk.researcher, "Court")
    assert desk.run("sets", "edit", desk.researcher, "Court", "--name", "").code == 2
    [listed] = desk.run("sets", "list", desk.researcher, "--json").json["sets"]
    assert listed["name"] == "Court"


class _Terminal(io.StringIO):
    """At which somebody types."""

    def isatty(self) -> bool:
        return True


def a_folder(desk: Desk) -> Path:
    """Two files in it and one in a folder inside."""
    folder = desk.folder / "DCIM"
    (folder / "100APPLE").mkdir(parents=True)
    for name in ("b.bin", "a.bin", "100APPLE/a.bin"):
        (folder / name).write_bytes(name.encode())
        os.utime(folder / name, (WHEN, WHEN))
    return folder


def test_every_field_of_a_set_is_said() -> None:
    def show(files: FileSet) -> str:
        out = io.StringIO()
        print_set(files, {}, Console(out, io.StringIO()))
        return out.getvalue()

    missing = every_field.unchanged(every_field.filled(FileSet), show)
    every_field.check("sets show (desktop/cli/files/sets.py)", missing, _NOT_SAID)


def test_a_folder_goes_in_as_a_set_and_comes_out_as_it_came(desk: Desk) -> None:
    folder, out = a_folder(desk), desk.folder / "out"
    out.mkdir()
    desk.run("photos", "add", desk.researcher, folder)
    [listed] = desk.run("sets", "list", desk.researcher, "--json").json["sets"]
    assert (listed["name"], listed["count"]) == ("DCIM", 3)
    answer = desk.run("sets", "export", desk.researcher, "DCIM", out)
    assert answer.code == 0
    written = {
        path.relative_to(out / "DCIM").as_posix(): path
        for path in (out / "DCIM").rglob("*")
        if path.is_file()
    }
    sums = written.pop("SHA256SUMS").read_text("utf-8").splitlines()
    names = ["100APPLE/a.bin", "a.bin", "b.bin"]
    assert sorted(written) == names
    assert [line.partition("  ")[2] for line in sums] == names
    assert {path.read_bytes().decode() for path in written.values()} == set(names)
    assert {int(path.stat().st_mtime) for path in written.values()} == {WHEN}


def test_adding_the_folder_again_goes_on_with_its_set(desk: Desk) -> None:
    folder = a_folder(desk)
    desk.run("photos", "add", desk.researcher, folder)
    (folder / "c.bin").write_bytes(b"new")
    desk.run("photos", "add", desk.researcher, folder)
    [listed] = desk.run("sets", "list", desk.researcher, "--json").json["sets"]
    assert listed["count"] == 4


def test_files_named_one_by_one_are_no_set(desk: Desk) -> None:
    desk.run("photos", "add", desk.researcher, a_folder(desk) / "a.bin")
    assert desk.run("sets", "list", desk.researcher, "--json").json["total"] == 0


def test_a_set_is_renamed_filled_ordered_and_removed(desk: Desk) -> None:
    desk.run("photos", "add", desk.researcher, a_folder(desk))
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        ids = {each.original_name: each.id for each in vault.media.all()}
    desk.run("sets", "edit", desk.researcher, "DCIM", "--name", "Court", "--note", "papers")
    desk.run("sets", "order", desk.researcher, "Court", ids["b.bin"])
    desk.run("sets", "take-out", desk.researcher, "Court", ids["a.bin"])
    shown = desk.run("sets", "show", desk.researcher, "Court", "--json").json["set"]
    assert (shown["name"], shown["note"]) == ("Court", "papers")
    assert shown["files"][0]["name"] == "b.bin"
    assert ids["a.bin"] not in {each["media_id"] for each in shown["files"]}
    assert desk.run("sets", "remove", desk.researcher, "Court", "--yes").code == 0
    assert desk.run("photos", "list", desk.researcher, "--json").json["total"] == 3


def test_files_are_deleted_where_they_came_from_only_when_asked_and_confirmed(desk: Desk) -> None:
    folder = a_folder(desk)
    with folder_on_disk() as disk:
        vault = Path(shutil.copytree(desk.researcher, disk / desk.researcher.name))
        desk.run("photos", "add", vault, folder)
        assert len([path for path in folder.rglob("*") if path.is_file()]) == 3
        asked = desk.run("photos", "add", vault, folder, "--delete-source")
        assert asked.code == 2
        assert len([path for path in folder.rglob("*") if path.is_file()]) == 3
        (folder / "Thumbs.db").write_bytes(b"small pictures")
        gone = desk.run("photos", "add", vault, folder, "--delete-source", "--yes", "--json")
    said = gone.json["cleared"]
    assert (gone.code, said["deleted"], said["left"], said["stopped"]) == (0, 3, [], "")
    assert {each["name"]: each["reason"] for each in said["stays"]} == {
        "DCIM": "folder",
        "100APPLE": "folder",
        "Thumbs.db": "of-a-system",
    }
    assert [path.name for path in folder.rglob("*") if path.is_file()] == ["Thumbs.db"]


def test_who_declines_to_delete_has_added_the_files_all_the_same(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_folder(desk)
    monkeypatch.setattr("sys.stdin", _Terminal("no\n"))
    done = desk.run("photos", "add", desk.researcher, folder, "--delete-source")
    assert (done.code, "deleted" in done.out) == (0, False)
    assert done.err.endswith("The files are in the vault. Nothing was deleted.\n")
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 3


def test_of_what_stays_where_it_came_from_each_is_said_and_why(desk: Desk) -> None:
    folder = a_folder(desk)
    with folder_on_disk() as disk:
        vault = Path(shutil.copytree(desk.researcher, disk / desk.researcher.name))
        (desk.folder / "too").hardlink_to(folder / "b.bin")
        done = desk.run("photos", "add", vault, folder, "--delete-source", "--yes")
    assert done.code == 1
    assert "2 files deleted." in done.out
    assert "  not deleted: b.bin: It is there under another name too" in done.out
    assert "  still there: DCIM: A folder; its name stays." in done.out
    assert "If it was said that the original is there" in done.err


def test_where_nothing_came_in_that_nothing_was_deleted_is_said(desk: Desk) -> None:
    done = desk.run(
        "photos", "add", desk.researcher, desk.folder / "away", "--delete-source", "--yes"
    )
    assert done.code == 1
    assert "0 files deleted." in done.out
