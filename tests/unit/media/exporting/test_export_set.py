"""A set is saved as far as consent lets it, and what stays is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.errors import BeyondConsent, Cancelled, StorageError, WithinVault
from desktop.media.exporting.export import export_original
from desktop.media.exporting.export_places import places
from desktop.media.exporting.export_set import SUMS, export_set, set_beyond
from desktop.messages.saved_sets import why_left_out
from desktop.model.consent import Purpose, Refusal
from desktop.model.consent.beyond import Reason
from desktop.vault import Vault
from desktop.vault.store.reader import PAGE_SIZE
from desktop.vault_files import DATABASE
from tests.support import make_vault, open_interview, reopened
from tests.unit.vault.made import add


@pytest.fixture
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    with make_vault(tmp_path_factory.mktemp("of")) as vault:
        yield vault


def test_a_file_that_may_not_be_shown_stays_and_is_named(vault: Vault, tmp_path: Path) -> None:
    shown, kept = add(vault, b"shown"), add(vault, b"kept")
    allowed = open_interview(vault, "W-001", Purpose.KEEP, Purpose.PHOTOGRAPH)
    vault.interviews.attach(allowed.id, shown.id)
    vault.interviews.attach(open_interview(vault, "W-002", Purpose.KEEP).id, kept.id)
    files = vault.sets.new("con", [kept.id, shown.id])
    assert set_beyond(vault, files) is not None
    written = export_set(vault, files.id, tmp_path)
    assert [path.read_bytes() for path in written.files] == [b"shown"]
    assert [(each.name, each.refusal is not None) for each in written.stayed] == [
        (kept.original_name, True)
    ]
    assert written.folder.name != "con"
    whole = export_set(vault, files.id, tmp_path, reason=Reason.ORDER)
    assert [path.read_bytes() for path in whole.files] == [b"kept", b"shown"]
    assert whole.folder != written.folder


def test_of_several_refusals_the_withdrawal_is_shown_first(vault: Vault) -> None:
    """A reason that is chosen then stands for all of the set."""
    first, second = add(vault, b"first"), add(vault, b"second")
    vault.interviews.attach(open_interview(vault, "W-001", Purpose.KEEP).id, first.id)
    his = open_interview(vault, "W-002", Purpose.KEEP, Purpose.PHOTOGRAPH)
    vault.interviews.attach(his.id, second.id)
    vault.consents.withdraw(his.id, "no longer")
    files = vault.sets.new("con", [first.id, second.id])
    assert set_beyond(vault, files) is Refusal.WITHDRAWN


def test_where_nothing_of_it_may_be_shown_nothing_is_written(vault: Vault, tmp_path: Path) -> None:
    kept = add(vault, b"kept")
    vault.interviews.attach(open_interview(vault, "W-002", Purpose.KEEP).id, kept.id)
    with pytest.raises(BeyondConsent):
        export_set(vault, vault.sets.new("DCIM", [kept.id]).id, tmp_path)
    assert list(tmp_path.glob("DCIM*")) == []


def test_names_of_folders_lead_nowhere_else(vault: Vault, tmp_path: Path) -> None:
    photo, made = add(vault, b"photo"), vault.sets.new("../../out")
    vault.sets.came(made.id, photo.id, "../../a/../nul.txt", "@nonsense")
    out = tmp_path / "stick"
    out.mkdir()
    written = export_set(vault, made.id, out)
    assert all(path.is_relative_to(out) for path in (written.folder, *written.files))
    assert {each.name for each in tmp_path.iterdir() if each.name.startswith("out")} == set()


def test_what_is_damaged_is_left_out_and_named_and_the_rest_is_saved(
    vault: Vault, tmp_path: Path
) -> None:
    bad, good = add(vault, b"bad"), add(vault, b"good")
    made = vault.sets.new("DCIM")
    for each, name in ((bad, "a.jpg"), (good, "in/b.jpg")):
        vault.sets.came(made.id, each.id, name, "")
    vault._db.execute("UPDATE media_chunk SET bytes = x'00' WHERE bytes = ?", (b"bad",))
    written = export_set(vault, made.id, tmp_path)
    assert [(each.name, each.damaged) for each in written.stayed] == [("a.jpg", True)]
    assert [why_left_out(each) for each in written.stayed] == [
        "The vault does not give it back whole."
    ]
    assert [path.read_bytes() for path in written.files] == [b"good"]
    assert (written.folder / SUMS).read_text("utf-8") == f"{good.sha256}  in/b.jpg\n"
    assert [each.media_id for each in vault.fixity.wrong()] == [bad.id]


def test_what_a_torn_page_held_is_left_out_too(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        vault.checkpoint()
        database = vault.folder / DATABASE
        pages = database.stat().st_size // PAGE_SIZE
        bad, good = add(vault, bytes(20 * PAGE_SIZE)), add(vault, b"good")
        made = vault.sets.new("DCIM", [bad.id, good.id])
    with database.open("r+b") as file:
        file.seek((pages + 10) * PAGE_SIZE + 100)
        file.write(b"torn")
    with reopened(vault.folder) as vault:
        written = export_set(vault, made.id, tmp_path)
    assert [each.damaged for each in written.stayed] == [True]
    assert [path.read_bytes() for path in written.files] == [b"good"]


def test_no_original_goes_into_a_vault_or_backups(vault: Vault, tmp_path: Path) -> None:
    photo = add(vault, b"photo")
    made = vault.sets.new("DCIM", [photo.id])
    place = tmp_path / "of.backups"
    vault.backups.create(place)
    before = vault.custody.head().seq
    for folder in (vault.folder, place, place / "originals"):
        with pytest.raises(WithinVault):
            export_set(vault, made.id, folder)
        with pytest.raises(WithinVault):
            export_original(vault, photo.id, folder)
        assert list(folder.glob("DCIM*")) == list(folder.glob("IMG*")) == []
    assert vault.custody.head().seq == before


def test_the_list_is_ours_also_where_a_file_is_called_like_it(vault: Vault, tmp_path: Path) -> None:
    forged, made = add(vault, b"0" * 64 + b"  a.jpg"), vault.sets.new("DCIM")
    vault.sets.came(made.id, forged.id, SUMS.lower(), "")
    written = export_set(vault, made.id, tmp_path)
    [path] = written.files
    assert path.name == f"{SUMS.lower()} (2)"
    assert (written.folder / SUMS).read_text("utf-8") == f"{forged.sha256}  {path.name}\n"


def test_a_file_and_a_folder_of_one_name_both_come_out(vault: Vault, tmp_path: Path) -> None:
    file, inside, made = add(vault, b"file"), add(vault, b"inside"), vault.sets.new("DCIM")
    vault.sets.came(made.id, file.id, "a", "")
    vault.sets.came(made.id, inside.id, "A/b", "")
    written = export_set(vault, made.id, tmp_path)
    names = [path.relative_to(written.folder).as_posix() for path in written.files]
    assert names == ["a", "A (2)/b"]
    assert [
        line.split("  ")[1] for line in (written.folder / SUMS).read_text("utf-8").splitlines()
    ] == (names)


def test_no_two_places_are_one() -> None:
    names = [
        "a", "a/b", "A/c", "a (2)", "a (2)/x", SUMS, f"{SUMS}/y", "b.jpg", "B.jpg", "b (2).jpg",
        "b.jpg", "x/../y", "/", "", "", f"x/{SUMS}",
    ]  # fmt: skip
    found = places([(each, "unnamed.jpg") for each in names], SUMS)
    same = [tuple(part.casefold() for part in each) for each in found]
    folders = {each[:end] for each in same for end in range(1, len(each))}
    assert len(set(same)) == len(names)
    assert not folders & {*same, (SUMS.casefold(),)}
    assert (SUMS.casefold(),) not in same
    assert found[0] == ("a",)
    assert found[-1] == ("x", SUMS)


def test_what_may_not_be_shown_is_looked_for_at_once_and_can_be_stopped(vault: Vault) -> None:
    photo = add(vault, b"kept")
    vault.interviews.attach(open_interview(vault, "W-002", Purpose.KEEP).id, photo.id)
    made = vault.sets.new("DCIM", [photo.id])

    def stop(done: int, total: int, what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        set_beyond(vault, made, stop)


@pytest.mark.parametrize("after", [0, 1, 2])
def test_one_that_is_stopped_leaves_the_list_of_what_is_there_and_names_the_rest(
    vault: Vault, tmp_path: Path, after: int
) -> None:
    photos = [add(vault, bytes([each]), f"{each}.jpg") for each in range(3)]
    made = vault.sets.new("DCIM", [each.id for each in photos])

    def stop(done: int, total: int, what: str) -> None:
        if (done, total) == (after, 3) and list(tmp_path.glob("DCIM*")):
            raise Cancelled

    written = export_set(vault, made.id, tmp_path, stop)
    assert isinstance(written.stopped, Cancelled)
    sums = (written.folder / SUMS).read_text("utf-8").splitlines()
    assert sums == [f"{each.sha256}  {each.original_name}" for each in photos[:after]]
    assert [each.name for each in written.stayed] == [f"{each}.jpg" for each in range(after, 3)]
    assert {why_left_out(each) for each in written.stayed} == {"the saving ended before it"}
    assert {each.name for each in written.folder.iterdir()} == {
        SUMS, *(f"{each}.jpg" for each in range(after)),
    }  # fmt: skip


def test_what_the_medium_refuses_ends_it_with_the_rest_named(vault: Vault, tmp_path: Path) -> None:
    first, later = add(vault, b"first"), add(vault, b"later")
    made = vault.sets.new("DCIM")
    vault.sets.came(made.id, first.id, "a.jpg", "")
    vault.sets.came(made.id, later.id, "in/b.jpg", "")

    def take_the_name(done: int, total: int, what: str) -> None:
        for folder in tmp_path.glob("DCIM*"):
            if (folder / "a.jpg").exists():
                (folder / "in").write_bytes(b"a file where a folder should be")

    written = export_set(vault, made.id, tmp_path, take_the_name)
    assert isinstance(written.stopped, StorageError)
    assert [each.name for each in written.stayed] == ["in/b.jpg"]
    assert (written.folder / SUMS).read_text("utf-8") == f"{first.sha256}  a.jpg\n"
