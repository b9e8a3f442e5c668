"""Originals are read again, a part a day: what is wrong is named with file, part and last good
check, and a lock costs nothing but the file that was being read."""

from __future__ import annotations

import hashlib
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from desktop.errors import Cancelled, NoSuchRecord
from desktop.model.changes import Part
from desktop.model.custody import CustodyEvent, CustodyKind
from desktop.model.fixity import DAYS, PIECE, FixityResult, Span, share_of, spans
from desktop.model.media import MEDIA_KIND, Media
from desktop.model.values.moment import Moment
from desktop.vault import Vault
from desktop.vault.store.connection import PAGE_SIZE, Database
from desktop.vault_files import DATABASE
from tests.damaged import damaged, held
from tests.support import make_vault, reopened
from tests.unit.vault.made import add

NOON: Final = datetime(2026, 3, 1, 12, tzinfo=UTC)
BYTES: Final = random.Random(55).randbytes(3 * PIECE + 700)


def day(number: int) -> Moment:
    return Moment.of(NOON + timedelta(days=number))


def read_all(vault: Vault, now: Moment) -> None:
    while vault.fixity.go_on(now):
        pass


def logged(vault: Vault, object_id: str) -> list[CustodyEvent]:
    """The checks that the log tells of this."""
    return [e for e in vault.custody.events(object_id) if e.kind is CustodyKind.FIXITY_CHECK]


def change(db: Database, media: Media, piece: int, data: bytes) -> None:
    """As only somebody with the key could: every page is authentic."""
    db.execute(
        "UPDATE media_chunk SET bytes = ? WHERE number = ? AND media_row ="
        " (SELECT row FROM media WHERE id = ?)",
        (data, piece, media.id),
    )


# -- plain rules ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "share"), [(None, 4), (0, 4), (1, 4), (2, 7), (-2, 7), (29, 97), (30, 100), (400, 100)]
)
def test_the_share_of_a_day_follows_from_the_days_since_the_last(
    days: int | None, share: int
) -> None:
    before = None if days is None else day(-days)
    assert share_of(100, before, day(0)) == share


def test_parts_are_octets_and_neighbours_are_one_part() -> None:
    assert spans([], 5) == ()
    assert spans([0], 5) == (Span(0, 4),)
    assert spans([3, 0, 1], 3 * PIECE + 1) == (Span(0, 2 * PIECE - 1), Span(3 * PIECE, 3 * PIECE))
    assert Span(3 * PIECE, 3 * PIECE).piece == 4
    # A piece behind the end, which nobody expects there.
    assert spans([1], 10) == (Span(PIECE, PIECE),)


# -- reading through ------------------------------------------------------------------------


def test_an_empty_vault_has_nothing_to_check(vault: Vault) -> None:
    assert not vault.fixity.go_on(day(0))
    report = vault.fixity.report()
    assert (report.originals, report.since, report.last, report.running) == (0, None, None, None)
    assert logged(vault, vault.vault_id) == []


def test_in_a_month_all_are_read_and_each_about_once(vault: Vault) -> None:
    chance = random.Random(1)
    for _ in range(120):
        add(vault, chance.randbytes(chance.randint(0, 900)))
    for number in range(DAYS):
        read_all(vault, day(number))
        read_all(vault, day(number))  # a second time on the same day reads nothing
    report = vault.fixity.report()
    assert (report.originals, report.unread, report.wrong) == (120, 0, ())
    assert report.last is not None
    assert report.last.number == DAYS
    runs = vault._db.all("SELECT files, octets, share FROM fixity_run")
    assert all(octets >= share for _files, octets, share in runs)
    assert 120 <= sum(files for files, _octets, _share in runs) <= 120 + DAYS


def test_the_log_has_a_row_for_each_check_and_none_for_a_file_that_is_good(vault: Vault) -> None:
    media = [add(vault, bytes([number]) * 10) for number in range(3)]
    rows = vault.custody.head().seq
    vault.fixity.check_all()
    assert vault.custody.head().seq == rows + 1
    (row,) = logged(vault, vault.vault_id)
    detail = dict(row.detail)
    assert detail.pop("began")
    assert detail == {"what": "originals", "files": "3", "octets": "30", "wrong": "0"}
    assert all(vault.fixity.of(each.id).is_good for each in media)
    assert vault.custody.verify().intact


def test_what_was_read_longest_ago_is_read_first_whatever_the_clock_says(vault: Vault) -> None:
    first = add(vault, b"a" * 100)
    read_all(vault, day(9))
    second = add(vault, b"b" * 100)
    read_all(vault, day(8))  # the clock was put back
    third = add(vault, b"c" * 100)
    read_all(vault, day(7))
    read_all(vault, day(6))
    assert _runs(vault) == {second.id: 2, third.id: 3, first.id: 4}


def _runs(vault: Vault) -> dict[str, int]:
    """The number of the check that read each file last."""
    return dict(
        vault._db.all("SELECT m.id, f.run FROM media m JOIN fixity f ON f.media_row = m.row")
    )


def test_a_lock_stops_it_and_it_goes_on_where_it_was(tmp_path: Path) -> None:
    chance = random.Random(2)
    with make_vault(tmp_path) as vault:
        folder = vault.folder
        media = [add(vault, chance.randbytes(PIECE + 9)) for _ in range(6)]
        run = vault.fixity.begin()
        assert vault.fixity.go_on()
        read = vault.fixity.report().running
        assert read is not None
        assert 0 < read.files < 6
    with reopened(folder) as vault:
        going_on = vault.fixity.report().running
        assert going_on == read
        assert vault.fixity.begin().number == run.number
        read_all(vault, day(0))
        last = vault.fixity.report().last
        assert last is not None
        assert (last.number, last.files, last.octets) == (run.number, 6, 6 * (PIECE + 9))
        assert all(vault.fixity.of(each.id).is_good for each in media)
        assert len(logged(vault, vault.vault_id)) == 1


def test_one_piece_of_it_is_short(vault: Vault) -> None:
    add(vault, BYTES)
    vault.fixity.begin()
    steps = 1
    while vault.fixity.go_on():
        steps += 1
    assert steps >= 2


def test_somebody_stops_a_whole_one_and_what_was_found_stays(vault: Vault) -> None:
    chance = random.Random(3)
    for _ in range(4):
        add(vault, chance.randbytes(2 * PIECE))

    def stop(done: int, total: int, what: str) -> None:
        if done:
            raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        vault.fixity.check_all(stop)
    running = vault.fixity.report().running
    assert running is not None
    assert 0 < running.files < 4
    report = vault.fixity.check_all()
    assert report.last is not None
    assert (report.last.number, report.last.files) == (running.number, 4)


def test_a_file_that_is_removed_while_it_is_read_is_left_out(vault: Vault) -> None:
    gone = add(vault, BYTES)
    vault.fixity.begin()
    vault.fixity.go_on()
    vault.removal.remove(MEDIA_KIND, gone.id)
    assert vault.fixity.report().unread == 0
    while vault.go_on_with_leftovers():
        pass
    read_all(vault, day(0))
    report = vault.fixity.report()
    assert (report.originals, report.wrong) == (0, ())
    with pytest.raises(NoSuchRecord):
        vault.fixity.of(gone.id)


# -- what is wrong --------------------------------------------------------------------------


def test_a_changed_byte_is_named_with_file_part_and_last_good_check(
    vault: Vault, db: Database
) -> None:
    photo, other = add(vault, BYTES), add(vault, b"other")
    vault.fixity.check_all()
    good = vault.fixity.of(photo.id).at
    piece = bytearray(BYTES[2 * PIECE : 3 * PIECE])
    piece[5] ^= 1
    change(db, photo, 2, bytes(piece))
    vault.take_changes()
    report = vault.fixity.check_all()
    (wrong,) = report.wrong
    assert (wrong.media_id, wrong.result) == (photo.id, FixityResult.CHANGED)
    assert wrong.wrong == (Span(2 * PIECE, 3 * PIECE - 1),)
    assert wrong.good == good
    assert wrong.at > good
    assert vault.fixity.of(other.id).is_good
    (row,) = logged(vault, photo.id)
    assert dict(row.detail) == {
        "result": "changed",
        "last_good": good.utc,
        "bytes": f"{2 * PIECE}-{3 * PIECE - 1}",
    }
    assert report.last is not None
    assert report.last.wrong == 1
    assert vault.take_changes().of(Part.FIXITY)


def test_what_is_whole_again_is_said(vault: Vault, db: Database) -> None:
    photo = add(vault, BYTES)
    vault.fixity.check_all()
    change(db, photo, 0, b"")
    vault.fixity.check_all()
    assert vault.fixity.of(photo.id).wrong == (Span(0, PIECE - 1),)
    change(db, photo, 0, BYTES[:PIECE])
    assert vault.fixity.check_all().intact
    assert [row.detail["result"] for row in logged(vault, photo.id)] == ["changed", "good"]


def test_a_missing_piece_and_one_too_many_are_named(vault: Vault, db: Database) -> None:
    photo, small = add(vault, BYTES), add(vault, b"small")
    vault.fixity.check_all()
    db.execute("DELETE FROM media_chunk WHERE number = 3")
    db.execute(
        "INSERT INTO media_chunk (media_row, number, bytes)"
        " SELECT row, 1, x'00' FROM media WHERE id = ?",
        (small.id,),
    )
    found = {each.media_id: each.wrong for each in vault.fixity.check_all().wrong}
    assert found == {
        photo.id: (Span(3 * PIECE, 3 * PIECE + 699),),
        small.id: (Span(PIECE, PIECE),),
    }


def test_before_the_first_good_check_the_arrival_counts_and_no_part_is_guessed(
    vault: Vault, db: Database
) -> None:
    photo = add(vault, BYTES)
    change(db, photo, 1, b"x" * PIECE)
    (wrong,) = vault.fixity.check_all().wrong
    assert (wrong.result, wrong.wrong) == (FixityResult.CHANGED, ())
    assert wrong.good == photo.added_at


@pytest.mark.parametrize("name", ["sha256", "sha512"])
def test_a_changed_checksum_is_told_from_changed_bytes(
    vault: Vault, db: Database, name: str
) -> None:
    photo = add(vault, BYTES)
    vault.fixity.check_all()
    other = hashlib.new(name, b"other").hexdigest()
    db.execute(f"UPDATE media SET {name} = ?", (other,))  # noqa: S608
    (wrong,) = vault.fixity.check_all().wrong
    assert (wrong.media_id, wrong.result, wrong.wrong) == (photo.id, FixityResult.CHECKSUM, ())


def test_a_damaged_page_is_named_as_the_part_it_is_of(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        photo, other = add(vault, BYTES), add(vault, b"other" * 9_000)
        vault.fixity.check_all()
        folder, row = vault.folder, vault._db.one("SELECT row FROM media WHERE id = ?", (photo.id,))
    assert row is not None
    page = _page_of(folder, (MEDIA_KIND, photo.id))
    broken = damaged(folder, tmp_path / "broken", {page}, random.Random(4))
    with reopened(broken) as vault:
        report = vault.fixity.check_all()
        (wrong,) = report.wrong
        assert (wrong.media_id, wrong.result) == (photo.id, FixityResult.UNREADABLE)
        (span,) = wrong.wrong
        inside = BYTES[span.first : span.last + 1]
        assert 0 < len(inside) <= PIECE
        assert vault.fixity.of(other.id).is_good
        # What somebody types meanwhile is saved all the same.
        assert vault.people.new("P-9", []).code == "P-9"
        assert vault.custody.verify().intact


def _page_of(folder: Path, record: tuple[str, str]) -> int:
    """A page that holds nothing but bytes of this original, in the middle of them."""
    lies = held(folder)
    size = (folder / DATABASE).stat().st_size // PAGE_SIZE
    inner = set().union(*lies.inner.values())
    pages = [
        page
        for page, records in lies.records.items()
        if records == {record} and page in lies.pages["media_chunk"] and page not in inner
    ]
    assert 1 < len(pages) < size
    return sorted(pages)[len(pages) // 2]


# -- one file, because somebody asks --------------------------------------------------------


def test_one_file_is_read_at_a_press_and_the_log_tells_it(vault: Vault, db: Database) -> None:
    photo, told = add(vault, BYTES), []
    found = vault.fixity.check_one(photo.id, lambda done, total, what: told.append((done, total)))
    assert found.is_good
    assert found.good == found.at
    assert told[-1] == (len(BYTES), len(BYTES))
    assert [row.detail["result"] for row in logged(vault, photo.id)] == ["good"]
    assert vault.fixity.report().unread == 0
    change(db, photo, 3, b"short")
    assert vault.fixity.check_one(photo.id).wrong == (Span(3 * PIECE, 3 * PIECE + 699),)
    with pytest.raises(NoSuchRecord):
        vault.fixity.check_one("nothing")


def test_what_was_just_read_for_somebody_is_not_read_first_on_another_day(vault: Vault) -> None:
    media = []
    for number in range(3):
        media.append(add(vault, bytes([number]) * 100))
        read_all(vault, day(number))
    vault.fixity.check_one(media[0].id)
    read_all(vault, day(3))
    assert _runs(vault) == {media[0].id: 3, media[1].id: 4, media[2].id: 3}


def test_what_is_read_for_somebody_during_a_check_of_all_is_not_read_again(vault: Vault) -> None:
    chance = random.Random(18)
    media = [add(vault, chance.randbytes(3 * PIECE)) for _ in range(4)]
    vault.fixity.begin()
    for _ in range(3):  # the first one is read and kept, and half of the second
        assert vault.fixity.go_on()
    for each in media:
        vault.fixity.check_one(each.id)
    done = vault.fixity.report().running
    assert done is not None
    assert 0 < done.files < 4
    last = vault.fixity.check_due().last
    assert last is not None
    assert last.files == done.files
