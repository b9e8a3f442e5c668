"""What an earlier program could not show is looked at again by one that can."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.media.decoding.pictures import make_pictures
from desktop.model.media import MetadataItem
from desktop.vault import Vault
from desktop.vault.kinds.media import METADATA
from desktop.vault.store.migrate import MIGRATIONS, statements
from tests.support import make_vault
from tests.unit.handoff.ends import delivered_ends
from tests.unit.media import hostile


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with make_vault(tmp_path) as opened:
        yield opened


def look_again(vault: Vault) -> None:
    """What migration 41 does to a vault of an older program."""
    script = MIGRATIONS / "0041_raw_pictures.sql"
    for statement in statements(script.read_text("utf-8")):
        vault._db.execute(statement)


def test_what_an_older_program_could_not_show_is_asked_for_again(vault: Vault) -> None:
    photos = [MemoryFile(f"{each}.jpg", hostile.jpeg((64 + each, 48))) for each in range(4)]
    ids = [file.media_id for file in add_files(vault, photos).added]
    make_pictures(vault)
    for media_id, problem, kind in (
        (ids[0], "not-a-picture", "image/avif"),
        (ids[1], "not-a-picture", "video/mp4"),
        (ids[2], "", "image/tiff"),
    ):
        sql = "UPDATE media SET problem = ?, media_type = ? WHERE id = ?"
        vault._db.execute(sql, (problem, kind, media_id))
    row = vault._db.one("SELECT row FROM media WHERE id = ?", (ids[0],))
    assert row is not None
    stale, source = MetadataItem("EXIF", "Damaged", ""), MetadataItem("Came", "From", "somebody")
    METADATA.put_all(vault._db, row[0], (stale, source))
    look_again(vault)
    assert [vault.pictures.waits(each) for each in ids] == [True, False, True, False]
    found = replace(vault.media.get(ids[0]), problem="", width=64)
    item = MetadataItem("EXIF", "Make", "Invented")
    assert vault.pictures.keep(found, (item,), None)
    assert vault.media.get(ids[0]) == found
    assert vault.media.metadata(ids[0]) == (item, source)


def test_a_file_whose_record_was_sent_or_received_is_not_described_again(tmp_path: Path) -> None:
    with closing(delivered_ends(tmp_path, "vault")) as ends:
        for home in (ends.researcher, ends.office):
            assert isinstance(home, Vault)
            make_pictures(home)
            assert home._db.execute("UPDATE media SET media_type = 'image/tiff'") == 1
            look_again(home)
            assert not home.pictures.waiting()
