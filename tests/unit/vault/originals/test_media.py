"""Original bytes come back as they came, once each, or the whole photo is not there (R12)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.documents.pieces import in_pieces
from desktop.errors import Cancelled, DiskFull, MediaError, NoSuchRecord
from desktop.model.custody import CustodyKind
from desktop.model.fixity import PIECE
from desktop.model.media import CopyKind, Media, MetadataItem, WorkingCopy
from desktop.vault import Vault
from desktop.vault.records.originals import laid_apart
from desktop.vault.store.connection import Database
from tests.support import open_interview
from tests.unit.vault.made import add, attached_to, media_of


def thumbnail_of(media: Media) -> WorkingCopy:
    return WorkingCopy(media.id, CopyKind.THUMBNAIL, "jpeg 256 q80", 256, 171, b"small")


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3_500_000])
def test_bytes_come_back_as_they_came(vault: Vault, db: Database, size: int) -> None:
    data = bytes(range(251)) * (size // 251 + 1)
    media = add(vault, data[:size])
    pieces = list(vault.media.read(media.id))
    assert b"".join(pieces) == data[:size]
    assert all(len(piece) == PIECE for piece in pieces[:-1])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 3 * PIECE // 2), max_size=6))
def test_pieces_of_any_size_become_pieces_of_one_mebibyte(sizes: list[int]) -> None:
    chunks = [bytes([number % 256]) * size for number, size in enumerate(sizes)]
    pieces = [bytes(piece) for piece in in_pieces(chunks, PIECE)]
    assert b"".join(pieces) == b"".join(chunks)
    assert all(len(piece) == PIECE for piece in pieces[:-1])
    assert all(pieces)


def test_a_buffer_that_is_used_again_is_read_before(vault: Vault) -> None:
    buffer = bytearray(PIECE)

    def refilled() -> Iterator[memoryview]:
        for letter in b"abc":
            buffer[:] = bytes([letter]) * PIECE
            yield memoryview(buffer)

    data = b"".join(bytes([letter]) * PIECE for letter in b"abc")
    media = vault.media.add(media_of(data), refilled())
    assert b"".join(vault.media.read(media.id)) == data


def test_all_that_belongs_to_a_photo_is_there(vault: Vault) -> None:
    media = media_of(b"photo")
    metadata = (MetadataItem("EXIF", "Make", "X"), MetadataItem("GPS", "Latitude", "53.9"))
    thumbnail = thumbnail_of(media)
    assert vault.media.add(media, [b"photo"], metadata, [thumbnail]) == media
    assert vault.media.get(media.id) == media == vault.media.by_hash(media.sha256)
    assert vault.media.metadata(media.id) == metadata
    assert vault.media.working_copy(media.id, CopyKind.THUMBNAIL) == thumbnail
    assert vault.media.working_copy(media.id, CopyKind.SCREEN) is None
    (event,) = vault.custody.events(media.id)
    assert event.kind is CustodyKind.INGESTION
    assert event.detail["salted_sha256"] == vault.custody.digest(
        media.id, bytes.fromhex(media.sha256)
    )
    assert media.sha256 not in repr(event)


def test_the_same_bytes_are_stored_once_and_found_under_both_ids(
    vault: Vault, db: Database
) -> None:
    first = add(vault, b"photo", "a.jpg")
    head = vault.custody.head()
    twin = media_of(b"photo", "b.jpg")
    assert vault.media.add(twin, [b"photo"]) == first
    assert vault.media.count() == 1
    assert vault.custody.head() == head
    assert vault.media.get(twin.id) == first
    assert b"".join(vault.media.read(twin.id)) == b"photo"
    vault.pictures.ask(twin.id, described=True)
    assert vault.pictures.waiting([twin.id]) == vault.pictures.waiting([first.id]) == 1
    assert vault.pictures.keep(first, (), thumbnail_of(twin))
    stored = vault.media.working_copy(twin.id, CopyKind.THUMBNAIL)
    assert stored is not None
    assert stored.media_id == first.id


@pytest.mark.parametrize("wrong", [b"phot", b"photo!", b"phota", b""])
def test_bytes_that_changed_meanwhile_are_not_kept(vault: Vault, wrong: bytes) -> None:
    media, head = media_of(b"photo"), vault.custody.head()
    with pytest.raises(MediaError):
        vault.media.add(media, [wrong], (), [thumbnail_of(media)])
    assert vault.media.count() == 0
    assert vault.media.find(media.id) is None
    assert vault.custody.head() == head
    assert vault.search.find("IMG_0001") == []


def test_a_source_that_fails_midway_leaves_nothing(vault: Vault) -> None:
    def broken() -> Iterable[bytes]:
        yield b"x" * PIECE
        raise OSError("the stick was pulled")

    with pytest.raises(OSError, match="pulled"):
        vault.media.add(media_of(b"x" * PIECE * 2), broken())
    assert vault.media.count() == 0


def test_a_disk_that_fills_up_loses_only_the_photo_in_hand(vault: Vault, db: Database) -> None:
    kept = add(vault, b"a" * 100_000)
    pages = db.one("PRAGMA page_count")
    assert pages is not None
    db.all(f"PRAGMA max_page_count = {pages[0] + 4}")
    with pytest.raises(DiskFull):
        add(vault, b"b" * 3_000_000)
    assert [media.id for media in vault.media.all()] == [kept.id]
    assert vault.check().intact


def test_files_come_in_pages_newest_first(vault: Vault) -> None:
    names = {add(vault, bytes([n]), f"{n}.jpg").original_name for n in range(5)}
    paged = [m for offset in (0, 2, 4) for m in vault.media.all(offset, 2)]
    assert {m.original_name for m in paged} == names
    times = [m.added_at.utc for m in paged]
    assert times == sorted(times, reverse=True)


def test_where_a_file_is_attached(vault: Vault) -> None:
    media = add(vault, b"photo")
    interviews = [open_interview(vault, f"W-{n}") for n in range(2)]
    for interview in interviews:
        attachment = vault.interviews.attach(interview.id, media.id, "подпіс")
        assert vault.interviews.attach(interview.id, media.id) == attachment
    assert attached_to(vault, media.id) == {i.id for i in interviews}
    assert vault.interviews.summaries()[0].files == 1


def test_what_is_not_there_is_said(vault: Vault) -> None:
    assert vault.media.by_hash("0" * 64) is None
    assert vault.media.metadata("none") == ()
    for ask in (vault.media.get, vault.media.read):
        with pytest.raises(NoSuchRecord):
            ask("none")


FILM = b"".join(bytes([letter]) * PIECE for letter in b"abcdefgh")


def pieces_here(db: Database) -> int:
    return len(db.all("SELECT 1 FROM media_chunk"))


def lay(vault: Vault, media: Media, stop_at: int | None = None) -> list[int]:
    """Keep a film; what was told on the way. ``stop_at``: octets after which it is cancelled."""
    seen: list[int] = []

    def told(octets: int) -> None:
        seen.append(octets)
        if octets == stop_at:
            raise Cancelled

    with vault.media.laid_apart(media, [FILM], told) as laid, vault.attempt():
        vault.media.add(media, laid)
    return seen


def test_a_large_original_is_laid_piece_by_piece_and_others_work_in_between(
    vault: Vault, db: Database
) -> None:
    media = media_of(FILM)
    meanwhile: list[str] = []

    def told(octets: int) -> None:
        assert not db.in_transaction
        assert db.one("PRAGMA foreign_keys") == (1,)
        assert vault.media.by_hash(media.sha256) is None
        meanwhile.append(add(vault, b"photo %d" % len(meanwhile)).id)

    with vault.media.laid_apart(media, [FILM], told) as laid:
        assert vault.media.add(media, laid) == media
    assert len(meanwhile) >= 8
    assert vault.media.count() == len(meanwhile) + 1
    assert b"".join(vault.media.read(media.id)) == FILM
    assert vault.check().intact
    later = add(vault, b"another")
    assert b"".join(vault.media.read(later.id)) == b"another"
    assert lay(vault, media) == []


@pytest.mark.parametrize("stop_at", [PIECE, 5 * PIECE, 8 * PIECE])
def test_a_large_original_that_is_cancelled_leaves_no_piece(
    vault: Vault, db: Database, stop_at: int
) -> None:
    before = pieces_here(db)
    with pytest.raises(Cancelled):
        lay(vault, media_of(FILM), stop_at)
    assert pieces_here(db) == before
    assert vault.media.count() == 0
    lay(vault, media_of(FILM))
    assert vault.check().intact


def test_a_large_original_that_is_not_what_was_hashed_leaves_no_piece(
    vault: Vault, db: Database
) -> None:
    for media in (replace(media_of(FILM), sha256="0" * 64), replace(media_of(FILM), size=3)):
        with pytest.raises(MediaError):
            lay(vault, media)
    assert pieces_here(db) == 0


def test_a_large_original_on_a_full_disk_leaves_no_piece(vault: Vault, db: Database) -> None:
    [(pages,)] = db.all("PRAGMA page_count")
    db.execute(f"PRAGMA max_page_count = {pages + 300}")
    with pytest.raises(DiskFull):
        lay(vault, media_of(FILM))
    assert pieces_here(db) == 0
    assert db.one("PRAGMA foreign_keys") == (1,)
    db.execute(f"PRAGMA max_page_count = {pages + 3000}")
    lay(vault, media_of(FILM))


def test_inside_a_transaction_a_large_original_is_part_of_it(vault: Vault, db: Database) -> None:
    with pytest.raises(ZeroDivisionError), vault.transaction():
        lay(vault, media_of(FILM))
        raise ZeroDivisionError
    assert pieces_here(db) == 0


def test_what_a_killed_process_left_goes_piece_by_piece_and_never_what_is_being_laid(
    vault: Vault, db: Database
) -> None:
    laid_apart.lay(db, laid_apart.free_row(db), [b"half", b"a film"], lambda _: None)
    assert [vault.media.remove_leftover() for _ in range(3)] == [True, True, False]
    media, other = media_of(FILM), media_of(FILM[1:])

    def told(octets: int) -> None:
        assert not vault.media.remove_leftover()

    with vault.media.laid_apart(media, [FILM], told) as laid:
        with vault.media.laid_apart(other, [FILM[1:]], told) as beside:
            vault.media.add(other, beside)
        vault.media.add(media, laid)
    assert b"".join(vault.media.read(media.id)) == FILM
    assert b"".join(vault.media.read(other.id)) == FILM[1:]
    assert not vault.media.remove_leftover()
    assert vault.check().intact


def test_what_a_killed_process_left_of_a_large_original_is_no_damage_and_goes_with_the_next(
    vault: Vault, db: Database
) -> None:
    laid_apart.lay(db, laid_apart.free_row(db), [b"half", b"a film"], lambda _: None)
    assert pieces_here(db) == 2
    assert vault.check().intact
    photo = add(vault, b"photo")
    assert vault.check().intact
    assert b"".join(vault.media.read(photo.id)) == b"photo"
    lay(vault, media_of(FILM))
    assert pieces_here(db) == 9
    with db.children_first(), db.transaction():
        db.execute("INSERT INTO media_chunk (media_row, number, bytes) VALUES (-1, 0, x'00')")
    assert not vault.check().intact


def test_a_picture_is_never_shown_as_that_of_another_original(vault: Vault) -> None:
    one, other = add(vault, b"one"), media_of(b"other")
    vault.media.add(other, [b"other"], copies=[thumbnail_of(other)])
    assert vault.media.working_copy(other.id, CopyKind.THUMBNAIL) is not None
    vault._db.execute("UPDATE working_copy SET media_id = ?", (one.id,))
    assert vault.media.working_copy(one.id, CopyKind.THUMBNAIL) is None
    assert any(one.id in name for name in vault.check().older)
