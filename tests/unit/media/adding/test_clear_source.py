"""Files are deleted from where they came only where the vault's device gives the same back."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.errors import Cancelled
from desktop.media.adding.clear_source import (
    Cleared,
    Left,
    LeftThere,
    clear_source,
    on_another_medium,
    on_media,
)
from desktop.media.adding.ingest import Ingested, IngestReport, add_files
from desktop.media.adding.sources import MemoryFile
from desktop.model.media import MEDIA_KIND
from desktop.system.device_reads import can_tell
from desktop.vault import Vault
from desktop.vault.store.reader import PAGE_SIZE
from desktop.vault_files import DATABASE
from tests.on_disk import folder_on_disk
from tests.support import make_vault

LARGE = 20 * PAGE_SIZE
SEVERAL = ("a.bin", "b.bin", "c.bin")


@pytest.fixture
def vault() -> Iterator[Vault]:
    with folder_on_disk() as folder, make_vault(folder) as vault:
        yield vault


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """A folder of three files, two of which are the same."""
    folder = tmp_path / "DCIM"
    folder.mkdir()
    for name, data in zip(SEVERAL, (b"a", b"b", b"a"), strict=True):
        (folder / name).write_bytes(data)
    return folder


def came(vault: Vault, card: Path) -> IngestReport:
    return add_files(vault, [card])


def reasons(cleared: Cleared) -> dict[str, Left]:
    return {each.name: each.reason for each in cleared.left}


def noted(vault: Vault) -> list[dict[str, str]]:
    """What the log says of deleting at the source."""
    rows = (dict(each.detail) for each in vault.custody.events(vault.vault_id))
    return [each for each in rows if each.get("what", "").startswith("sources")]


def test_what_the_vault_gives_back_whole_goes_and_the_log_says_which_before_and_after(
    vault: Vault, card: Path
) -> None:
    report = came(vault, card)
    before = vault.custody.head().seq
    cleared = clear_source(vault, on_media(report))
    assert (cleared.deleted, cleared.left, cleared.stopped) == (3, (), None)
    assert cleared.stays == (LeftThere("DCIM", Left.FOLDER),)
    assert list(card.iterdir()) == []
    ids = " ".join(sorted(each.media_id for each in report.added))
    said = {"files": "3", "ids": ids, "medium": "another"}
    assert noted(vault) == [
        {"what": "sources to be deleted", **said},
        {"what": "sources deleted", **said},
    ]
    assert vault.custody.head().seq == before + 2
    assert all(vault.media.find(file.media_id) is not None for file in report.added)


def test_a_file_that_was_changed_swapped_or_taken_away_stays(vault: Vault, card: Path) -> None:
    report = came(vault, card)
    (card / "a.bin").write_bytes(b"x")
    (card / "b.bin").unlink()
    (card / "b.bin").mkdir()
    (card / "c.bin").unlink()
    cleared = clear_source(vault, on_media(report))
    assert cleared.deleted == 0
    assert reasons(cleared) == {
        "a.bin": Left.CHANGED,
        "b.bin": Left.NOT_A_FILE,
        "c.bin": Left.GONE,
    }
    assert (card / "a.bin").read_bytes() == b"x"
    assert noted(vault)[-1]["files"] == "0"


def test_links_are_not_followed_and_what_has_another_name_stays(vault: Vault, card: Path) -> None:
    report = came(vault, card)
    (card / "a.bin").rename(card.parent / "elsewhere")
    (card / "a.bin").symlink_to(card.parent / "elsewhere")
    (card.parent / "b too").hardlink_to(card / "b.bin")
    cleared = clear_source(vault, on_media(report))
    assert cleared.deleted == 1
    assert reasons(cleared) == {"a.bin": Left.NOT_A_FILE, "b.bin": Left.OTHER_NAME}
    assert (card.parent / "elsewhere").read_bytes() == b"a"


def test_what_the_device_does_not_give_back_stays_although_memory_has_it(
    vault: Vault, tmp_path: Path
) -> None:
    original = tmp_path / "large.bin"
    original.write_bytes(os.urandom(LARGE))
    vault.checkpoint()
    path = vault.folder / DATABASE
    pages = path.stat().st_size // PAGE_SIZE
    report = add_files(vault, [original])
    vault.checkpoint()
    with path.open("r+b") as file:
        file.seek((pages + 10) * PAGE_SIZE + 100)
        file.write(bytes(8))
    media_id = report.added[0].media_id
    assert b"".join(vault.media.read(media_id)) == original.read_bytes()  # from memory
    cleared = clear_source(vault, on_media(report))
    assert reasons(cleared) == {"large.bin": Left.NOT_WHOLE}
    assert original.stat().st_size == LARGE
    assert [each.media_id for each in vault.fixity.wrong()] == [media_id]
    assert noted(vault) == []


def test_where_no_device_is_known_to_be_read_nothing_goes(card: Path, tmp_path: Path) -> None:
    memory = Path("/dev/shm") if can_tell() else tmp_path
    folder = Path(tempfile.mkdtemp(prefix="of-a-test-", dir=memory))
    try:
        with make_vault(folder) as vault:
            cleared = clear_source(vault, on_media(came(vault, card)))
    finally:
        shutil.rmtree(folder)
    assert set(reasons(cleared).values()) == {Left.NOT_READ_BACK}
    assert len(list(card.iterdir())) == len(SEVERAL)


def test_what_the_vault_does_not_give_back_whole_stays(vault: Vault, card: Path) -> None:
    report = came(vault, card)
    vault._db.execute("UPDATE media_chunk SET bytes = x'00' WHERE length(bytes) = 1")
    cleared = clear_source(vault, on_media(report))
    assert cleared.deleted == 0
    assert set(reasons(cleared).values()) == {Left.NOT_WHOLE}
    assert len(list(card.iterdir())) == len(SEVERAL)


def test_what_was_removed_from_the_vault_meanwhile_stays_and_the_rest_goes(
    vault: Vault, card: Path
) -> None:
    report = came(vault, card)
    gone = next(each for each in report.added if each.name == "b.bin")
    vault.removal.remove(MEDIA_KIND, gone.media_id)
    cleared = clear_source(vault, on_media(report))
    assert (cleared.deleted, reasons(cleared)) == (2, {"b.bin": Left.REMOVED})
    assert (card / "b.bin").exists()


def test_what_is_removed_between_reading_back_and_deleting_stays(vault: Vault, card: Path) -> None:
    files = on_media(came(vault, card))

    def removing(done: int, total: int, what: str) -> None:
        if done == total // 2 and vault.media.find(files[0].media_id):
            vault.removal.remove(MEDIA_KIND, files[0].media_id)

    cleared = clear_source(vault, files, removing)
    assert cleared.deleted == 1
    assert reasons(cleared) == {"a.bin": Left.REMOVED, "c.bin": Left.REMOVED}


def test_a_stop_tells_what_went_and_the_log_has_it(vault: Vault, card: Path) -> None:
    files = on_media(came(vault, card))

    def stopping(done: int, total: int, what: str) -> None:
        if done > total // 2:
            raise Cancelled("stopped by the person")

    cleared = clear_source(vault, files, stopping)
    assert isinstance(cleared.stopped, Cancelled)
    assert (cleared.deleted, cleared.gone) == (1, (files[0].media_id,))
    assert reasons(cleared) == {"b.bin": Left.STOPPED, "c.bin": Left.STOPPED}
    assert noted(vault)[-1]["files"] == "1"
    assert sorted(each.name for each in card.iterdir()) == ["b.bin", "c.bin"]


def test_what_cannot_be_deleted_is_told(
    vault: Vault, card: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = came(vault, card)

    def refused(*_: object, **__: object) -> None:
        raise PermissionError

    # A folder that is closed is open to root, whom containers run tests as.
    monkeypatch.setattr("desktop.media.adding.clear_source.os.unlink", refused)
    cleared = clear_source(vault, on_media(report))
    monkeypatch.undo()
    assert set(reasons(cleared).values()) == {Left.NOT_DELETABLE}
    assert len(list(card.iterdir())) == len(SEVERAL)


@pytest.mark.parametrize("label", ["there", "altered", "lost"])
def test_backups_and_vaults_on_the_stick_stay_whoever_says_they_came_in(
    vault: Vault, tmp_path: Path, label: str
) -> None:
    source = tmp_path / "a.bin"
    source.write_bytes(b"a")
    media_id = add_files(vault, [source]).added[0].media_id
    place = tmp_path / "of.backups"
    vault.backups.create(place)
    told = place / "backups.json"
    if label == "altered":
        told.write_text("{}", "utf-8")
    elif label == "lost":
        told.unlink()
    lying = [each for each in place.rglob("*") if each.is_file() and each != told]
    of_vault = vault.folder / "a.bin"
    for path in (*lying, of_vault):
        path.write_bytes(b"a")  # what the vault has: only its place keeps it
    files = [Ingested(each.name, media_id, path=str(each)) for each in (*lying, of_vault)]
    cleared = clear_source(vault, files)
    assert cleared.deleted == 0
    assert set(reasons(cleared).values()) == {Left.OF_A_VAULT}
    assert all(path.exists() for path in (*lying, of_vault))


def test_what_systems_left_there_and_what_did_not_come_in_is_named(
    vault: Vault, card: Path
) -> None:
    report = came(vault, card)
    (card / "Thumbs.db").write_bytes(b"small pictures")
    (card / "._a.bin").write_bytes(b"\0\5\x16\7")
    (card / ".trashes").mkdir()
    (card / "later.bin").write_bytes(b"later")
    cleared = clear_source(vault, on_media(report))
    assert {each.name: each.reason for each in cleared.stays} == {
        "DCIM": Left.FOLDER,
        "Thumbs.db": Left.OF_A_SYSTEM,
        "._a.bin": Left.OF_A_SYSTEM,
        ".trashes": Left.OF_A_SYSTEM,
        "later.bin": Left.NOT_TAKEN,
    }


def test_beside_a_file_that_was_named_itself_only_what_systems_left_is_named(
    vault: Vault, card: Path
) -> None:
    (card / "Thumbs.db").write_bytes(b"small pictures")
    report = add_files(vault, [card / "a.bin"])
    cleared = clear_source(vault, on_media(report))
    assert cleared.stays == (LeftThere("Thumbs.db", Left.OF_A_SYSTEM),)


def test_what_came_in_before_goes_too_and_what_lay_on_no_medium_is_passed_over(
    vault: Vault, card: Path
) -> None:
    came(vault, card)
    again = add_files(vault, [card, MemoryFile("d.bin", b"d")])
    assert len(again.already_there) == len(SEVERAL)
    assert clear_source(vault, on_media(again)).deleted == len(SEVERAL)


def test_a_name_that_is_no_text_keeps_no_file_from_going(vault: Vault, card: Path) -> None:
    odd = card / os.fsdecode(b"\xe4\xf6 photo.jpg")
    odd.write_bytes(b"odd")
    named = add_files(vault, [odd])
    assert [each.name for each in on_media(named)] == ["\\xe4\\xf6 photo.jpg"]
    assert clear_source(vault, on_media(came(vault, card))).deleted == len(SEVERAL) + 1
    assert list(card.iterdir()) == []


def test_only_what_lies_on_another_medium_is_offered(vault: Vault, card: Path) -> None:
    here = vault.folder.parent / "DCIM"
    shutil.copytree(card, here)
    assert on_another_medium(came(vault, here), vault.folder) == ()
    report = came(vault, card)
    other = card.stat().st_dev != vault.folder.stat().st_dev
    assert len(on_another_medium(report, vault.folder)) == (len(SEVERAL) if other else 0)
    assert on_another_medium(replace(report, already_there=()), card / "nowhere") == ()
