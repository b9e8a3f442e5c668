"""A full check names what is wrong, each kind apart, and says nothing where nothing is."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import pytest

from desktop.errors import Cancelled, DamagedVault
from desktop.model.custody import CustodyKind
from desktop.model.ids import new_id
from desktop.model.interview import Utterance
from desktop.model.media import Media
from desktop.vault import Vault, open_vault
from desktop.vault.store.connection import PAGE_SIZE, Database
from tests.authors import key_of
from tests.slices import sliced
from tests.support import PASSPHRASE, make_vault, open_interview
from tests.unit.vault.made import add


@pytest.fixture
def media(vault: Vault) -> Media:
    """One of two photos in a vault with a sealed interview."""
    open_one = open_interview(vault)
    add(vault, b"another")
    photo = add(vault, b"p" * 1_500_000)
    vault.interviews.attach(open_one.id, photo.id)
    vault.interviews.seal(open_one.id)
    return photo


def test_a_whole_vault_is_intact_and_the_progress_is_told(vault: Vault, media: Media) -> None:
    told: list[tuple[int, int]] = []
    report = vault.check(lambda done, total, what: told.append((done, total)))
    assert report.intact
    assert (report.originals, report.sealed) == (2, 1)
    assert report.custody.rows == vault.custody.head().seq
    assert (1_500_007, 1_500_007) in told


def test_a_changed_original_is_named(vault: Vault, db: Database, media: Media) -> None:
    db.execute("UPDATE media_chunk SET bytes = x'00' WHERE number = 1")
    report = vault.check()
    assert report.media == (media.id,)
    assert not report.intact
    assert not any((report.pages, report.structure, report.versions, report.seals))


def test_a_hash_changed_along_with_the_bytes_is_still_found(
    vault: Vault, db: Database, media: Media
) -> None:
    db.execute("UPDATE media SET sha512 = '' WHERE id = ?", (media.id,))
    assert vault.check().media == (media.id,)


def test_a_changed_version_breaks_its_id_and_its_seal(
    vault: Vault, db: Database, media: Media
) -> None:
    row = db.one("SELECT v.id, v.data FROM seal s JOIN record_version v ON v.id = s.version_id")
    assert row is not None
    version_id, data = row
    db.execute(
        "UPDATE record_version SET data = ? WHERE id = ?",
        (data.replace(b"W-001", b"W-002"), version_id),
    )
    report = vault.check()
    assert report.versions == (version_id,)
    assert report.seals == (version_id,)


def test_a_version_that_is_no_document_any_more_is_a_finding(
    vault: Vault, db: Database, media: Media
) -> None:
    row = db.one("SELECT version_id FROM seal")
    assert row is not None
    db.execute("UPDATE record_version SET data = x'00' WHERE id = ?", row)
    report = vault.check()
    assert report.versions == row
    assert report.seals == row


def test_a_version_that_its_author_did_not_sign_is_named(
    vault: Vault, db: Database, media: Media
) -> None:
    ids = [id_ for (id_,) in db.all("SELECT id FROM record_version ORDER BY row")]
    assert vault.check().versions == ()
    db.execute("UPDATE record_version SET signature = zeroblob(64) WHERE id = ?", (ids[0],))
    assert vault.check().versions == (ids[0],)
    db.execute("UPDATE author SET public_key = ?", (key_of("another").public_key.raw,))
    assert vault.check().versions == tuple(ids)
    db.execute("DELETE FROM author")
    assert vault.check().versions == tuple(ids)


def test_a_forged_seal_is_named(vault: Vault, db: Database, media: Media) -> None:
    db.execute("UPDATE seal SET signer = 'SHA256:somebody'")
    assert len(vault.check().seals) == 1


def test_a_changed_log_is_reported_as_the_log(vault: Vault, db: Database, media: Media) -> None:
    db.execute("DROP TRIGGER custody_no_update")
    db.execute("UPDATE custody SET agent = 'x' WHERE seq = 2")
    report = vault.check()
    assert len(report.custody.problems) == 1
    assert not any((report.media, report.structure, report.pages))


def test_rows_that_refer_to_nothing_are_named(vault: Vault, db: Database, media: Media) -> None:
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("DELETE FROM interview")
    assert vault.check().structure


def test_a_damaged_page_is_named_and_the_rest_is_checked(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        photo = add(vault, b"p" * 3_000_000)
        folder = vault.folder
    database = folder / "vault.db"
    data = bytearray(database.read_bytes())
    page = len(data) // PAGE_SIZE * 3 // 4
    data[page * PAGE_SIZE + 100] ^= 1
    database.write_bytes(data)
    with open_vault(folder, PASSPHRASE) as vault:
        report = vault.check()
    assert len(report.pages) == 1
    assert str(page + 1) in report.pages[0]
    assert report.media == (photo.id,)
    assert report.custody.intact


@pytest.mark.parametrize("eighths", sliced(range(1, 8), 1, 4, 7))
def test_wherever_a_page_is_damaged_a_report_comes_back(tmp_path: Path, eighths: int) -> None:
    """Behind the pages that opening reads: without these there is no vault to look at."""
    with make_vault(tmp_path) as vault:
        vault.checkpoint()
        first = (vault.folder / "vault.db").stat().st_size // PAGE_SIZE
        for letter in b"abcd":
            add(vault, bytes([letter]) * 1_000_000)
        folder = vault.folder
    database = folder / "vault.db"
    data = bytearray(database.read_bytes())
    page = first + (len(data) // PAGE_SIZE - first) * eighths // 8
    data[page * PAGE_SIZE + 100] ^= 1
    database.write_bytes(data)
    with open_vault(folder, PASSPHRASE) as vault:
        report = vault.check()
    assert [str(page + 1) in found for found in report.pages] == [True]
    assert len(report.structure) == 1
    assert not report.intact


def damage(folder: Path, *pages: int) -> None:
    """Flip a bit in each of these pages (from 1) of a closed vault."""
    database = folder / "vault.db"
    data = bytearray(database.read_bytes())
    for page in pages:
        data[(page - 1) * PAGE_SIZE + 100] ^= 1
    database.write_bytes(data)


def test_of_three_photos_the_damaged_one_in_the_middle_is_named(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        photos = [add(vault, bytes([letter]) * 1_500_000) for letter in b"abc"]
        folder = vault.folder
    pages = (folder / "vault.db").stat().st_size // PAGE_SIZE
    # Two photos and a half lie behind the middle of the second one.
    damage(folder, pages - 1_500_000 // PAGE_SIZE * 3 // 2)
    with open_vault(folder, PASSPHRASE) as vault:
        report = vault.check()
    assert report.media == (photos[1].id,)
    assert not any((report.versions, report.seals))


@pytest.mark.rare
def test_versions_and_seals_behind_a_damaged_page_are_looked_at(tmp_path: Path) -> None:
    """Whichever page of the account of one is damaged, that one is named and no other."""
    with make_vault(tmp_path) as vault:
        for number in range(3):
            interview = open_interview(vault, f"W-{number}")
            words = random.Random(number).randbytes(PAGE_SIZE).hex()
            vault.interviews.save_utterances(interview.id, [Utterance(new_id(), text=words)])
            vault.interviews.seal(interview.id)
        folder = vault.folder
        rows = vault._db.all("SELECT version_id FROM seal ORDER BY rowid")
    sealed = [version_id for (version_id,) in rows]
    whole = (folder / "vault.db").read_bytes()
    named: set[tuple[str, ...]] = set()
    # The accounts lie at the end, and of the pages of each only one is not shared with the next.
    pages = len(whole) // PAGE_SIZE
    for page in range(pages * 5 // 6, pages):
        (folder / "vault.db").write_bytes(whole)
        damage(folder, page)
        # Some pages are of what is read when a vault is opened.
        with suppress(DamagedVault), open_vault(folder, PASSPHRASE) as vault:
            report = vault.check()
            # A page that every version is checked by is none of an account.
            if len(report.versions) == 1 and set(report.versions) <= set(sealed):
                named.add(report.versions)
                assert report.seals == report.versions
    assert {(version_id,) for version_id in sealed} <= named


def test_what_was_found_in_the_log_before_a_damaged_page_is_told(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        objects = [("person", f"p{number}") for number in range(400)]
        vault.custody.append_each(CustodyKind.TRANSFER, iter(objects), {"package": "k" * 200})
        vault._db.execute("DROP TRIGGER custody_no_update")
        vault._db.execute("UPDATE custody SET agent = 'x' WHERE seq = 2")
        folder = vault.folder
    whole = (folder / "vault.db").read_bytes()
    pages = len(whole) // PAGE_SIZE
    partly = 0
    for page in range(pages - 6, pages + 1):
        (folder / "vault.db").write_bytes(whole)
        damage(folder, page)
        # Some pages are of what is read when a vault is opened.
        with suppress(DamagedVault), open_vault(folder, PASSPHRASE) as vault:
            problems = vault.check().custody.problems
            assert "Entry 2 " in problems[0]
            partly += problems[1:] == ("A damaged page keeps the rest from being read.",)
    assert partly


def test_a_check_can_be_stopped(vault: Vault, media: Media) -> None:
    def stop(done: int, total: int, what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        vault.check(stop)


def test_a_damaged_page_lets_the_vault_be_closed_and_opened_again(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        photo = add(vault, b"p" * 3_000_000)
        folder = vault.folder
    database = folder / "vault.db"
    data = bytearray(database.read_bytes())
    data[len(data) * 3 // 4] ^= 1
    database.write_bytes(data)
    for _ in range(2):
        with open_vault(folder, PASSPHRASE) as vault, pytest.raises(DamagedVault):
            for _piece in vault.media.read(photo.id):
                pass
