"""Sets of files: made, filled, put in order, merged, and without a file that was removed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.errors import NoSuchRecord
from desktop.model.ids import new_id
from desktop.model.media import MEDIA_KIND
from desktop.model.set import SET_KIND, FileSet, InFolder, moved
from desktop.vault import Vault
from tests.authors import arrive
from tests.support import make_vault
from tests.unit.vault.made import add


@pytest.fixture
def three(vault: Vault) -> tuple[FileSet, list[str]]:
    """A set of three files, and these."""
    files = [add(vault, name.encode()).id for name in ("one", "two", "three")]
    return vault.sets.new("DCIM", files), files


def order(vault: Vault, set_id: str) -> list[str]:
    return [each.id for each in vault.sets.page(set_id)]


def test_files_are_put_in_taken_out_and_moved(
    vault: Vault, three: tuple[FileSet, list[str]]
) -> None:
    made, (one, two, other) = three
    vault.sets.put_in(made.id, [two, one])
    assert order(vault, made.id) == [one, two, other]
    vault.sets.put_in_order(made.id, [other])
    assert order(vault, made.id) == [other, one, two]
    vault.sets.save(moved(vault.sets.get(made.id), other, 1))
    assert order(vault, made.id) == [one, other, two]
    vault.sets.save(moved(vault.sets.get(made.id), one, -5))
    assert order(vault, made.id) == [one, other, two]
    vault.sets.take_out(made.id, [other])
    assert order(vault, made.id) == [one, two]
    assert vault.media.find(other) is not None
    assert vault.sets.summaries()[0].count == vault.sets.count_files(made.id) == 2


def test_a_page_is_a_part_of_the_order(vault: Vault, three: tuple[FileSet, list[str]]) -> None:
    made, files = three
    assert [each.id for each in vault.sets.page(made.id, 1, 1)] == files[1:2]


def test_a_file_that_is_not_here_is_put_nowhere(vault: Vault) -> None:
    made = vault.sets.new("DCIM")
    with pytest.raises(NoSuchRecord):
        vault.sets.put_in(made.id, ["nowhere"])
    assert vault.sets.get(made.id).files == ()


def test_a_set_knows_a_file_under_every_id_of_it(vault: Vault) -> None:
    photo, alias = add(vault, b"photo"), new_id()
    vault.media.add(replace(photo, id=alias), [b"photo"])
    made = vault.sets.new("DCIM", [alias])
    assert order(vault, made.id) == [photo.id]
    assert [each.id for each in vault.sets.of_file(alias)] == [made.id]
    vault.sets.take_out(made.id, [alias])
    assert vault.sets.get(made.id).files == ()


def test_what_comes_in_stands_once_under_each_name(vault: Vault) -> None:
    photo, made = add(vault, b"photo").id, vault.sets.new("DCIM")
    for name in ("a.jpg", "b/a.jpg", "a.jpg"):
        vault.sets.came(made.id, photo, name, "2031-03-01T10:00:00.000Z")
    assert [each.name for each in vault.sets.get(made.id).files] == ["a.jpg", "b/a.jpg"]
    assert vault.check().older == ()


WHEN = "2031-03-01T10:00:00.000Z"


def test_an_import_goes_on_with_the_set_of_the_same_folder(vault: Vault) -> None:
    photo, none = add(vault, b"photo"), add(vault, b"")
    by_hand, empty, made = vault.sets.new("DCIM", [photo.id]), *map(vault.sets.new, ["DCIM"] * 2)
    vault.sets.came(empty.id, none.id, ".nomedia", WHEN)
    vault.sets.came(made.id, none.id, ".nomedia", WHEN)
    vault.sets.came(made.id, photo.id, "a.jpg", WHEN)
    vault.sets.put_in(made.id, [add(vault, b"put in by hand").id])
    folder = {".nomedia": InFolder(WHEN, 0), "a.jpg": InFolder(WHEN, 5), "b.jpg": InFolder("", 9)}

    def begun(name: str = "DCIM", sha256: str = photo.sha256, **other: InFolder) -> list[str]:
        lies = folder | {key.replace("_", "."): each for key, each in other.items()}
        return list(vault.sets.begun_of(name, lies, "a.jpg", sha256))

    assert begun() == [made.id]
    assert by_hand.id != empty.id != made.id
    assert begun("Court") == begun(sha256="0" * 64) == []
    assert begun(a_jpg=InFolder("2031-03-01T10:00:01.000Z", 5)) == []
    assert begun(a_jpg=InFolder(WHEN, 6)) == []
    del folder["a.jpg"]
    assert begun() == []


def test_an_import_goes_on_with_no_set_that_came_from_somebody(
    tmp_path: Path, vault: Vault
) -> None:
    with make_vault(tmp_path, "office") as office:
        photo = add(office, b"photo")
        made = office.sets.new("DCIM")
        office.sets.came(made.id, photo.id, "a.jpg", WHEN)
        vault.media.add(photo, [b"photo"])
        arrive(vault, office.versions.cut(SET_KIND, made.id, "sent").data, "package")
    assert vault.sets.count_files(made.id) == 1
    folder = {"a.jpg": InFolder(WHEN, 5)}
    assert list(vault.sets.begun_of("DCIM", folder, "a.jpg", photo.sha256)) == []


def test_a_file_removed_by_mistake_leaves_its_sets(
    vault: Vault, three: tuple[FileSet, list[str]]
) -> None:
    made, (one, two, other) = three
    vault.removal.remove(MEDIA_KIND, two)
    assert [each.media_id for each in vault.sets.get(made.id).files] == [one, other]
    checked = vault.check()
    assert (checked.structure, checked.older) == ((), ())


def test_two_who_change_a_set_lose_nothing_of_each_other(
    tmp_path: Path, vault: Vault, three: tuple[FileSet, list[str]]
) -> None:
    made, (one, two, other) = three
    with make_vault(tmp_path, "office") as office:
        sent = vault.versions.cut(SET_KIND, made.id, "sent")
        arrive(office, sent.data, "package")
        theirs = office.sets.get(made.id)
        typed = replace(moved(theirs, other, -2), name="Court")
        office.sets.save(
            replace(theirs, note="their papers", files=theirs.files[:1] + theirs.files[2:])
        )
        office.edits.record(office.sets, theirs, typed)
        laid = office.sets.get(made.id)
    assert (laid.name, laid.note) == ("Court", "their papers")
    assert [each.media_id for each in laid.files] == [other, one]
    assert two not in laid.media_ids
