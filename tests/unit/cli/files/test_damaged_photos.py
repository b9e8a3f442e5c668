"""A damaged photo is told by the name of its file, wherever it is told of."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.model.values.moment import Moment
from desktop.vault import open_vault
from desktop.vault.rescue.messages import written_list
from desktop.vault.rescue.rescue import rescue
from tests.support import PASSPHRASE
from tests.unit.cli.conftest import Desk


@pytest.fixture
def damaged(desk: Desk) -> str:
    """The id of the photo yard.jpg, in a set with another file, of which a byte was changed."""
    folder = desk.folder / "DCIM"
    folder.mkdir()
    for name in ("yard.jpg", "gate.jpg"):
        (folder / name).write_bytes(name.encode())
    assert desk.run("photos", "add", desk.researcher, folder).code == 0
    with open_vault(desk.researcher, PASSPHRASE) as vault:
        [photo] = [each for each in vault.media.all() if each.original_name == "yard.jpg"]
        vault._db.execute(
            "UPDATE media_chunk SET bytes = x'00'"
            " WHERE media_row = (SELECT row FROM media WHERE id = ?)",
            (photo.id,),
        )
    return photo.id


def test_a_check_and_the_refusal_of_a_backup_name_the_file(desk: Desk, damaged: str) -> None:
    checked = desk.run("vault", "check", desk.researcher)
    assert f"yard.jpg ({damaged})" in checked.out
    assert "gate.jpg" not in checked.out
    refused = desk.run("backup", "create", desk.researcher, desk.stick / "anna.backups")
    assert refused.code == 1
    assert f"yard.jpg ({damaged})" in refused.err


def test_a_rescue_names_the_file_and_its_set_says_that_it_is_not_here(
    desk: Desk, damaged: str, tmp_path: Path
) -> None:
    saved = desk.folder / "saved.skrynia"
    told = desk.run("vault", "rescue", desk.researcher, saved)
    assert f"yard.jpg ({damaged})" in told.out + told.err
    shown = desk.run("sets", "show", saved, "DCIM").out.splitlines()
    assert ["yard.jpg (not here)" in each for each in shown if ".jpg" in each].count(True) == 1
    found = rescue(desk.researcher, tmp_path / "again.skrynia", PASSPHRASE)
    [lost] = found.originals
    assert lost.called == "yard.jpg"
    kept = written_list(found, desk.researcher, saved, Moment.now())
    assert damaged in kept
    assert "yard.jpg" not in kept, "the text is not encrypted"
    assert written_list(replace(found, originals=()), desk.researcher, saved, Moment.now()) != kept
