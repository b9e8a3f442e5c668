"""Photos go in once, whole, in their order; a bad one never stops the rest."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PIL import Image

from desktop.errors import Cancelled, DiskFull, RecordSealed
from desktop.media import hashing
from desktop.media.adding import ingest, prepare
from desktop.media.adding.folder_sets import modified_text
from desktop.media.adding.ingest import IngestReport, add_files, looked_at
from desktop.media.adding.sources import FailedFile, Failure, MemoryFile, Source, candidates
from desktop.media.decoding.pictures import make_pictures
from desktop.media.exporting.export import export_original
from desktop.model.media import CopyKind
from desktop.progress import Progress
from desktop.vault import Vault
from desktop.vocabulary import vocabulary
from tests.support import make_vault, open_interview
from tests.unit.media import hostile


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with make_vault(tmp_path) as opened:
        yield opened


def stored_bytes(vault: Vault, media_id: str) -> bytes:
    return b"".join(vault.media.read(media_id))


def add_and_show(vault: Vault, sources: list[Source], interview: str | None = None) -> IngestReport:
    """Added, with their pictures made, and what came out of it."""
    report = add_files(vault, sources, interview)
    make_pictures(vault)
    return looked_at(vault, report)


def photos(folder: Path, count: int) -> list[Path]:
    paths = [folder / f"photo-{number}.jpg" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_bytes(hostile.jpeg((64 + number, 48)))
    return paths


def test_every_outside_photo_comes_back_byte_for_byte(
    vault: Vault, shared_data: Path, tmp_path: Path
) -> None:
    folder = shared_data / "photos"
    report = add_files(vault, [folder])
    originals = {path.name: path for path in folder.iterdir()}
    assert len(report.added) == len(originals)
    assert not report.failed
    out = tmp_path / "out"
    out.mkdir()
    for file in report.added:
        written = export_original(vault, file.media_id, out)
        assert written.name == file.name
        assert written.read_bytes() == originals[file.name].read_bytes()


def test_digests_are_those_of_the_bytes_as_they_came(vault: Vault) -> None:
    data = hostile.jpeg()
    (added,) = add_and_show(vault, [MemoryFile("a.jpg", data)]).added
    media = vault.media.get(added.media_id)
    assert media.sha256 == hashlib.sha256(data).hexdigest()
    assert media.sha512 == hashlib.sha512(data).hexdigest()
    assert (media.size, media.media_type) == (len(data), "image/jpeg")
    assert (media.width, media.height, media.problem) == (640, 480, "")


def test_the_thumbnail_is_kept_beside_it_and_says_nothing(vault: Vault, shared_data: Path) -> None:
    path = shared_data / "photos" / "jpg_gps_DSCN0012.jpg"
    (added,) = add_and_show(vault, [path]).added
    thumbnail = vault.media.working_copy(added.media_id, CopyKind.THUMBNAIL)
    assert thumbnail is not None
    assert (thumbnail.media_id, thumbnail.recipe) == (added.media_id, "jpeg 256 q80")
    shown = Image.open(io.BytesIO(thumbnail.data))
    assert shown.size == (thumbnail.width, thumbnail.height) == (256, 192)
    assert b"Exif" not in thumbnail.data
    assert b"http" not in thumbnail.data


def test_bad_files_are_named_in_order_and_the_rest_goes_on(vault: Vault, tmp_path: Path) -> None:
    good, other = photos(tmp_path, 2)
    cut = tmp_path / "cut.jpg"
    cut.write_bytes(hostile.jpeg()[:3])
    archive = tmp_path / "archive.jpg"
    archive.write_bytes(hostile.zip_file())
    report = add_and_show(vault, [good, tmp_path / "nowhere.jpg", cut, archive, other])
    assert [file.name for file in report.added] == [good.name, "cut.jpg", "archive.jpg", other.name]
    problems = {file.name: file.problem for file in report.shown_problems}
    assert problems == {"cut.jpg": "damaged", "archive.jpg": "not-a-picture"}
    assert [(file.name, file.reason) for file in report.failed] == [
        ("nowhere.jpg", Failure.NOT_FOUND)
    ]
    for file, path in zip(report.added, (good, cut, archive, other), strict=True):
        assert stored_bytes(vault, file.media_id) == path.read_bytes()
    kinds = [vault.media.get(file.media_id).media_type for file in report.added]
    assert kinds == ["image/jpeg", "image/jpeg", "application/zip", "image/jpeg"]


def test_the_same_photo_is_said_and_not_stored_twice(vault: Vault, tmp_path: Path) -> None:
    (path,) = photos(tmp_path, 1)
    copy = tmp_path / "copy of it.jpg"
    copy.write_bytes(path.read_bytes())
    first = add_files(vault, [path, copy])
    again = add_files(vault, [copy])
    assert [file.name for file in first.already_there] == [copy.name]
    assert [file.name for file in again.already_there] == [copy.name]
    assert again.already_there[0].media_id == first.added[0].media_id
    assert vault.media.count() == 1


def test_files_are_attached_in_order_and_each_once(vault: Vault, tmp_path: Path) -> None:
    interview = open_interview(vault)
    paths = photos(tmp_path, 3)
    add_files(vault, [paths[1]])
    report = add_files(vault, [*paths, paths[0]], interview.id)
    names = [
        vault.media.get(attachment.media_id).original_name
        for attachment in vault.interviews.attachments(interview.id)
    ]
    assert names == [path.name for path in paths]
    assert len(report.added) == 2
    assert len(report.already_there) == 2


def test_a_sealed_interview_takes_no_more_files(vault: Vault, tmp_path: Path) -> None:
    interview = open_interview(vault)
    vault.interviews.seal(interview.id)
    with pytest.raises(RecordSealed):
        add_files(vault, photos(tmp_path, 1), interview.id)
    assert vault.media.count() == 0


def test_folders_are_walked_in_sorted_order(vault: Vault, tmp_path: Path) -> None:
    folder = tmp_path / "from the person"
    for name in ("b/2.jpg", "b/10.jpg", "A.jpg", "c.jpg", ".DS_Store", "b/Thumbs.db"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(hostile.jpeg((32, 32)) + name.encode())
    report = add_files(vault, [folder])
    assert [file.name for file in report.added] == ["A.jpg", "10.jpg", "2.jpg", "c.jpg"]


NAMES = (
    "ў" * 120 + ".jpg",
    "x" * 251 + ".jpg",
    "📷 фота.jpg",
    "صورة.jpg",
    "a\u202egpj.exe",
    " .jpg",
)


@pytest.mark.parametrize("name", NAMES)
def test_names_of_every_kind_are_kept_as_they_came(vault: Vault, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    data = hostile.jpeg((32, 32))
    path.write_bytes(data)
    (added,) = add_files(vault, [path]).added
    assert vault.media.get(added.media_id).original_name == name
    out = tmp_path / "out"
    out.mkdir()
    assert export_original(vault, added.media_id, out).read_bytes() == data


def test_a_name_that_is_no_text_and_files_that_are_no_files(vault: Vault, tmp_path: Path) -> None:
    odd = os.fsencode(tmp_path) + b"/\xff\xfe.jpg"
    with open(odd, "wb") as file:  # noqa: PTH123 - the name is bytes
        file.write(hostile.jpeg((32, 32)))
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "elsewhere.jpg").symlink_to("/etc/hostname")
    folder_first = add_files(vault, [Path(os.fsdecode(odd)), tmp_path / "pipe"])
    assert folder_first.added[0].name == "\\xff\\xfe.jpg"
    assert folder_first.failed[0].reason is Failure.NOT_A_FILE


def test_links_inside_a_folder_are_not_followed_and_not_dropped_without_a_word(
    vault: Vault, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (outside,) = photos(tmp_path, 1)
    (folder / "link.jpg").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    left = tuple(FailedFile(name, Failure.LINK) for name in ("link.jpg", "loop"))
    assert add_files(vault, [folder]) == ingest.IngestReport(failed=left)
    assert len(add_files(vault, [folder / "link.jpg"]).added) == 1


def test_large_files_are_streamed_and_come_back_whole(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "MAX_FILE", 3_000_000)
    data = os.urandom(3_500_000)
    path = tmp_path / "recording.bin"
    path.write_bytes(data)
    (added,) = add_files(vault, [path]).added
    assert added.problem == "not-a-picture"
    assert stored_bytes(vault, added.media_id) == data


def test_a_large_file_that_changes_meanwhile_is_not_kept(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "MAX_FILE", 1_000_000)
    path = tmp_path / "growing.bin"
    path.write_bytes(os.urandom(2_000_000))
    (good,) = photos(tmp_path, 1)

    report = _after_hashing(vault, [path, good], path)
    assert [(file.name, file.reason) for file in report.failed] == [
        (path.name, Failure.CHANGED_MEANWHILE)
    ]
    assert [file.name for file in report.added] == [good.name]
    assert vault.media.count() == 1
    assert vault.check().intact


def test_a_file_that_grew_since_it_was_listed_is_kept_whole(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "growing.bin"
    path.write_bytes(b"short")
    listed = candidates([path])
    path.write_bytes(data := os.urandom(2_000_000))
    (ready,) = prepare.prepare_in_order(listed)
    ingest._Writer(vault, None, "").take(ready, lambda _: None)
    (media,) = vault.media.all()
    assert media.sha256 == hashlib.sha256(data).hexdigest()
    assert stored_bytes(vault, media.id) == data


def test_a_large_file_is_hashed_and_written_with_safe_points_and_stopped_at_any(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A film in one transaction kept everybody else waiting for minutes, deaf to a cancel."""
    monkeypatch.setattr(prepare, "MAX_FILE", 1_000_000)
    path = tmp_path / "film.mp4"
    path.write_bytes(data := os.urandom(9_500_000))
    for stop_at in (1_000_000, 5_000_000, 9_000_000):
        with pytest.raises(Cancelled):
            add_files(vault, [path], progress=_stopping(stop_at))
        assert vault.media.count() == 0
        assert vault._db.all("SELECT 1 FROM media_chunk") == []
    seen: list[int] = []

    def told(done: int, total: int, what: str) -> None:
        assert not vault._db.in_transaction
        seen.append(done)

    (added,) = add_files(vault, [path], progress=told).added
    assert seen == sorted(seen)
    assert len(set(seen)) >= 10
    assert stored_bytes(vault, added.media_id) == data
    assert vault.check().intact


def _stopping(octets: int) -> Progress:
    def stop(done: int, total: int, what: str) -> None:
        if done >= octets:
            raise Cancelled

    return stop


def test_who_does_not_want_a_large_file_any_more_does_not_wait_until_it_is_hashed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "MAX_FILE", 1_000_000)
    read = hashing.read_pieces
    hashed: list[int] = []
    began = Event()

    def slowly(path: Path) -> Iterator[bytes]:
        for piece in read(path):
            hashed.append(len(piece))
            began.set()
            yield piece
            assert asked.wait(10)

    asked = Event()

    class Stop(Event):
        def set(self) -> None:
            super().set()
            asked.set()

    def stop() -> None:
        if began.is_set():
            raise Cancelled

    monkeypatch.setattr(hashing, "read_pieces", slowly)
    monkeypatch.setattr(prepare, "Event", Stop)
    path = tmp_path / "film.mp4"
    path.write_bytes(os.urandom(9_500_000))
    ready = prepare.prepare_in_order(candidates([path]), stop)
    with pytest.raises(Cancelled):
        next(ready)
    assert len(hashed) <= 2


def _after_hashing(vault: Vault, paths: list[Path], changed: Path) -> ingest.IngestReport:
    """Ingest, with ``changed`` rewritten between its two readings: as it is hashed."""
    ready = list(prepare.prepare_in_order(candidates(paths)))
    changed.write_bytes(os.urandom(changed.stat().st_size))
    writer = ingest._Writer(vault, None, "")
    for item in ready:
        writer.take(item, lambda _: None)
    return writer.report()


def test_cancelling_keeps_what_was_added(vault: Vault, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []

    def stop_after_two(done: int, total: int, what: str) -> None:
        seen.append((done, total))
        if len(dict(seen)) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        add_files(vault, photos(tmp_path, 6), progress=stop_after_two)
    assert vault.media.count() == 2
    assert seen[0][0] == 0
    assert seen[-1][1] == sum(path.stat().st_size for path in tmp_path.glob("*.jpg"))


def test_a_full_disk_stops_with_its_own_error(vault: Vault, tmp_path: Path) -> None:
    pages = vault._db.one("PRAGMA page_count")
    assert pages is not None
    vault._db.execute(f"PRAGMA max_page_count = {pages[0] + 40}")
    paths = [tmp_path / f"{number}.bin" for number in range(3)]
    for path in paths:
        path.write_bytes(os.urandom(400_000))
    with pytest.raises(DiskFull):
        add_files(vault, paths)
    assert vault.media.count() == 1


def test_where_files_come_from_is_kept_with_them(vault: Vault, tmp_path: Path) -> None:
    (path,) = photos(tmp_path, 1)
    os.utime(path, (1_600_000_000, 1_600_000_000))
    (added,) = add_files(vault, [path], source_note="A stick the person brought").added
    items = {(item.group, item.key): item.value for item in vault.media.metadata(added.media_id)}
    assert items["File", "SourceNote"] == "A stick the person brought"
    assert items["File", "ModifiedAt"] == "2020-09-13T12:26:40.000Z"


def test_every_failure_has_its_words() -> None:
    assert set(vocabulary("file_failure").codes) == set(Failure)


def test_damaged_metadata_is_named_and_the_picture_goes_in(vault: Vault, shared_data: Path) -> None:
    """A public file whose EXIF pointer is a string: shown, kept byte for byte, and named."""
    source = shared_data / "photos" / "jpg_tests_30-type_error.jpg"
    report = add_and_show(vault, [source])
    [file] = report.metadata_problems
    assert (file.name, file.problem, file.damaged_metadata) == (source.name, "", ("EXIF",))
    assert b"".join(vault.media.read(file.media_id)) == source.read_bytes()


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (253_402_300_799, "9999-12-31T23:59:59.000Z"),
        (253_402_300_800, "@253402300800"),
        (-62_135_596_801, "@-62135596801"),
        (-1, "1969-12-31T23:59:59.000Z"),
    ],
)
def test_a_file_of_a_year_no_calendar_has_stops_nothing(seconds: int, told: str) -> None:
    """File systems keep such times: tmpfs, btrfs, exFAT cards written by a broken clock."""
    assert modified_text(seconds * 10**9) == told
