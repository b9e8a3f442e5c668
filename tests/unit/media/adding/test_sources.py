"""A vault never becomes an attachment, however it is named; what is left out is said."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import pytest

from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import (
    Candidate,
    DiskFile,
    FailedFile,
    Failure,
    Source,
    candidates,
)
from desktop.settings import Settings, load_settings, save_settings
from tests.support import make_vault
from tests.unit.media import hostile
from tests.unit.vault.made import add

PARTS = (
    "vault.db", "vault.db-wal", "vault.db-shm", "vault.db-journal", "vault-before-0003.db",
    "vault.lock", "vault.since", "vault.seq", ".keys.json.0123abcd.new", "VAULT.DB",
    "Vault.db-WAL",
)  # fmt: skip


def taken(*sources: Source) -> list[str]:
    return [found.name for found in candidates(sources) if isinstance(found, DiskFile)]


def left_out(*sources: Source) -> list[FailedFile]:
    return [found for found in candidates(sources) if isinstance(found, FailedFile)]


def photo(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(hostile.jpeg((64, 48)))
    return path


def files_of(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_file()]


def test_a_folder_that_holds_a_vault_is_left_out_and_said(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    photo(folder / "DCIM" / "before.jpg")
    photo(folder / "zoo.jpg")
    with make_vault(folder) as vault:
        interview = vault.interviews.new("W-001", "nobody", "be")
        report = add_files(vault, [folder], interview.id)
        name = vault.folder.name
        assert [file.name for file in report.added] == ["before.jpg", "zoo.jpg"]
        assert report.failed == (FailedFile(name, Failure.VAULT),)
        attached = vault.interviews.attachments(interview.id)
        kept = [vault.media.get(each.media_id).original_name for each in attached]
        assert kept == ["before.jpg", "zoo.jpg"]


def test_the_vault_that_is_open_is_left_out_from_inside_its_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with make_vault(tmp_path) as vault:
        monkeypatch.chdir(vault.folder)
        assert left_out(Path()) == [FailedFile(vault.folder.name, Failure.VAULT)]
        monkeypatch.chdir(vault.folder.parent)
        assert left_out(Path()) == [FailedFile(vault.folder.name, Failure.VAULT)]
        assert taken(Path()) == []


def test_a_file_of_a_vault_is_left_out_when_it_is_named_directly(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        files = files_of(vault.folder)
        assert {"keys.json", "vault.db", "vault.db-wal"} <= {path.name for path in files}
        assert taken(*files) == []
        assert {each.reason for each in left_out(*files)} == {Failure.VAULT}
        assert len(left_out(*files)) == len(files)


def test_a_backup_and_a_half_vault_are_left_out(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        copies = tmp_path / "copies"
        copies.mkdir()
        vault.backup(copies / "monday.skrynia-backup")
        keys = (vault.folder / "keys.json").read_bytes()
    (copies / "half").mkdir()
    (copies / "half" / "Keys.JSON").write_bytes(keys)
    assert {each.name for each in left_out(copies)} == {"monday.skrynia-backup", "half"}
    assert taken(copies, copies / "half" / "Keys.JSON") == []


@pytest.fixture(scope="module")
def backed_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of backups; nothing in it is changed."""
    folder = tmp_path_factory.mktemp("backed-up")
    with make_vault(folder) as vault:
        add(vault, b"a photo")
        vault.backups.create(folder / "anna.backups")
    return folder / "anna.backups"


@pytest.mark.parametrize(
    "lost",
    [
        (), ("backups.json",), ("backups.json", "backups.lock"),
        ("backups.json", "backups.lock", "generations"),
        ("backups.json", "backups.lock", "originals"),
    ],
    ids=["nothing", "label", "label and lock", "generations", "originals"],
)  # fmt: skip
def test_backups_are_left_out_whatever_of_them_was_lost(
    backed_up: Path, tmp_path: Path, lost: tuple[str, ...]
) -> None:
    """What comes in can be deleted on its stick: there it may be the only backup."""
    place = tmp_path / "stick" / "anna.backups"
    shutil.copytree(backed_up, place, ignore=lambda _folder, names: {*lost} & {*names})
    photo(tmp_path / "stick" / "zoo.jpg")
    inside = sorted(place.rglob("*"))
    within = [each for each in inside if each.is_dir() or each.parent != place]
    assert taken(tmp_path / "stick") == ["zoo.jpg"]
    assert left_out(tmp_path / "stick") == [FailedFile(place.name, Failure.VAULT)]
    assert taken(place, *within) == []
    assert {each.reason for each in left_out(*within)} == {Failure.VAULT}
    os.link(next(each for each in inside if each.is_file()), tmp_path / "stick" / "another.jpg")
    assert taken(tmp_path / "stick") == ["zoo.jpg"]


def test_an_altered_label_makes_backups_no_photos(backed_up: Path, tmp_path: Path) -> None:
    place = tmp_path / "anna.backups"
    shutil.copytree(backed_up, place)
    (place / "backups.json").write_text("{}", "utf-8")
    assert taken(place, place / "originals", place / "backups.json") == []


def test_folders_called_as_those_of_backups_are_folders_like_any_other(tmp_path: Path) -> None:
    photo(tmp_path / "originals" / "ab" / "photo.jpg")
    photo(tmp_path / "generations" / "1937" / "manifest")
    assert sorted(taken(tmp_path)) == ["manifest", "photo.jpg"]
    assert taken(tmp_path / "originals") == ["photo.jpg"]


@pytest.mark.parametrize("name", PARTS)
def test_any_part_of_a_vault_tells_it_whatever_its_case(name: str, tmp_path: Path) -> None:
    photo(tmp_path / "left" / "photo.jpg")
    part = tmp_path / "left" / name
    part.write_bytes(b"\x9f" * 64)
    assert left_out(tmp_path / "left") == [FailedFile("left", Failure.VAULT)]
    assert left_out(part) == [FailedFile(name, Failure.VAULT)]


def test_the_key_file_of_another_program_is_a_file_like_any_other(tmp_path: Path) -> None:
    other = tmp_path / "keys.json"
    other.write_text('{"translations": []}', encoding="utf-8")
    assert taken(tmp_path, other) == ["keys.json", "keys.json"]
    (tmp_path / "vault.db").write_bytes(b"half")
    assert taken(tmp_path, other) == []


def test_a_package_in_progress_is_left_out_and_said(tmp_path: Path) -> None:
    half = tmp_path / "skrynia-0000-0000.age.partial"
    half.write_bytes(b"age-encryption.org/v1\n")
    photo(tmp_path / "photo.jpg")
    expected = [FailedFile(half.name, Failure.UNFINISHED)]
    assert left_out(tmp_path) == left_out(half) == expected
    assert taken(tmp_path) == ["photo.jpg"]


def test_a_link_to_a_vault_or_to_its_files_is_left_out(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        folder = tmp_path / "pictures"
        folder.symlink_to(vault.folder)
        file = tmp_path / "photo.jpg"
        file.symlink_to(vault.folder / "vault.db")
        keys = tmp_path / "letter.txt"
        keys.symlink_to(vault.folder / "keys.json")
        found: list[Candidate] = candidates([folder, file, keys])
    assert [type(each) for each in found] == [FailedFile] * 3
    assert {each.reason for each in left_out(folder, file, keys)} == {Failure.VAULT}


def test_a_pipe_named_as_the_key_file_keeps_nobody_waiting(tmp_path: Path) -> None:
    """Nor one in place of the number of the last save, by which its neighbours are known."""
    os.mkfifo(tmp_path / "keys.json")
    assert left_out(tmp_path) == [FailedFile("keys.json", Failure.NOT_A_FILE)]
    beside = photo(tmp_path / "pictures" / "photo.jpg")
    os.mkfifo(tmp_path / "pictures" / "vault.seq")
    assert taken(beside) == ["photo.jpg"]


def test_files_of_the_open_vault_are_left_out_under_other_names(tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    photo(folder / "photo.jpg")
    with make_vault(tmp_path) as vault:
        vault.people.new("P-1", ())
        for number, file in enumerate(files_of(vault.folder)):
            os.link(file, folder / f"linked-{number}.jpg")
        shutil.copy(vault.folder / "vault.db", folder / "copied.jpg")
        shutil.copy(vault.folder / "keys.json", folder / "letter.txt")
        report = add_files(vault, [folder, folder / "linked-0.jpg"])
        assert [file.name for file in report.added] == ["photo.jpg"]
        linked = [f"linked-{number}.jpg" for number in range(len(files_of(vault.folder)))]
        names = ["copied.jpg", "letter.txt", *linked, "linked-0.jpg"]
        assert report.failed == tuple(FailedFile(name, Failure.VAULT) for name in names)


def test_key_slots_of_another_vault_are_left_out_under_another_name(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with make_vault(tmp_path / "other") as other:
        keys = Path(shutil.copy(other.folder / "keys.json", tmp_path / "letter.txt"))
    with make_vault(tmp_path) as vault:
        report = add_files(vault, [keys])
    assert report.failed == (FailedFile("letter.txt", Failure.VAULT),)


def test_the_database_of_a_vault_known_here_is_left_out_under_another_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other").mkdir()
    with make_vault(tmp_path / "other") as other:
        known = other.folder
    copied = Path(shutil.copy(known / "vault.db", tmp_path / "film.mp4"))
    packed = tmp_path / "films.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(copied, "film.mp4")
    monkeypatch.setenv("SKRYNIA_SETTINGS_FOLDER", str(tmp_path / "settings"))
    save_settings(Settings().with_vault(tmp_path / "gone").with_vault(known))
    with make_vault(tmp_path) as vault:
        save_settings(load_settings().with_vault(vault.folder))
        report = add_files(vault, [copied, packed])
    assert report.failed == tuple(
        FailedFile(name, Failure.VAULT) for name in ("film.mp4", "films.zip")
    )


def test_a_renamed_database_is_known_by_what_lies_beside_it(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        folder = vault.folder
    renamed = (folder / "vault.db").rename(folder / "film.mp4")
    beside = photo(folder / "photo.jpg")
    assert left_out(renamed) == [FailedFile("film.mp4", Failure.VAULT)]
    assert taken(beside) == ["photo.jpg"]


@pytest.mark.parametrize("folder", ["a-first", "z-last"])
def test_a_copy_of_the_database_of_a_vault_that_is_met_is_left_out(
    tmp_path: Path, folder: str
) -> None:
    stick = tmp_path / "stick"
    (stick / folder).mkdir(parents=True)
    with make_vault(stick / folder) as other:
        met = other.folder
    shutil.copy(met / "vault.db", stick / "m-film.mp4")
    photo(stick / "photo.jpg")
    assert taken(stick) == ["photo.jpg"]
    assert FailedFile("m-film.mp4", Failure.VAULT) in left_out(stick)
    assert left_out(stick / "m-film.mp4", met / "keys.json")[0].reason is Failure.VAULT


@pytest.mark.parametrize(
    "text", [b"", b"{", b"[1]", b'{"format": "x"}', b'{"about": "skrynia key slots"}', b"{" * 9000]
)
def test_what_only_speaks_of_key_slots_is_taken(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "note.json").write_bytes(text)
    with make_vault(tmp_path) as vault:
        assert len(add_files(vault, [tmp_path / "note.json"]).added) == 1


@pytest.mark.parametrize("folder", ["a-first", "z-last"])
def test_a_hard_link_to_another_vaults_file_in_the_same_folder_is_no_attachment(
    tmp_path: Path, folder: str
) -> None:
    """Whether the walk meets the link before the other vault or after it."""
    documents = tmp_path / "documents"
    (documents / "m-vault").mkdir(parents=True)
    with make_vault(documents / "m-vault") as other:
        pass
    linked = link_all(other.folder, documents / folder)
    photo(other.folder / "beside.jpg")
    os.link(other.folder / "beside.jpg", documents / "beside.jpg")
    with make_vault(tmp_path) as vault:
        report = add_files(vault, [documents])
    assert [file.name for file in report.added] == ["beside.jpg"]
    assert {file.name for file in report.failed} == {*linked, other.folder.name}
    assert {file.reason for file in report.failed} == {Failure.VAULT}


def test_a_hard_link_to_a_vault_within_a_folder_that_is_left_out_is_no_attachment(
    tmp_path: Path,
) -> None:
    documents = tmp_path / "documents"
    (documents / "half").mkdir(parents=True)
    with make_vault(documents / "half") as inner:
        (documents / "half" / "vault.db").write_bytes(b"half")
    linked = link_all(inner.folder, documents / "linked")
    assert taken(documents) == []
    assert {each.name for each in left_out(documents)} == {*linked, "half"}


def link_all(vault: Path, folder: Path) -> set[str]:
    """Give every file of a vault that is closed another name in ``folder``; those names."""
    folder.mkdir()
    files = files_of(vault)
    assert {"keys.json", "vault.db"} <= {file.name for file in files}
    for file in files:
        os.link(file, folder / f"{file.name}.jpg")
    return {f"{file.name}.jpg" for file in files}


def test_a_hard_link_is_known_by_a_vaults_file_that_is_named_directly(tmp_path: Path) -> None:
    linked, database = tmp_path / "photo.jpg", tmp_path / "vault.db"
    photo(linked)
    os.link(linked, database)
    assert taken(linked) == ["photo.jpg"]
    assert left_out(linked, database) == [
        FailedFile("photo.jpg", Failure.VAULT),
        FailedFile("vault.db", Failure.VAULT),
    ]


def test_links_to_files_folders_and_nothing_are_named_as_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    photo(folder / "photo.jpg")
    photo(tmp_path / "elsewhere" / "secret.jpg")
    (folder / "to-a-file").symlink_to(tmp_path / "elsewhere" / "secret.jpg")
    (folder / "to-a-folder").symlink_to(tmp_path / "elsewhere")
    (folder / "to-itself").symlink_to(folder)
    (folder / "to-nothing").symlink_to(folder / "gone")
    names = ("to-a-file", "to-a-folder", "to-itself", "to-nothing")
    assert left_out(folder) == [FailedFile(name, Failure.LINK) for name in names]
    assert taken(folder) == ["photo.jpg"]
    assert taken(folder / "to-a-file", folder / "to-a-folder") == ["to-a-file", "secret.jpg"]


def test_a_folder_of_backups_is_left_out_whole(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    photo(stick / "yard.jpg")
    with make_vault(tmp_path) as vault:
        vault.backups.create(stick / "researcher.backups")
    assert taken(stick) == ["yard.jpg"]
    assert left_out(stick) == [FailedFile("researcher.backups", Failure.VAULT)]
