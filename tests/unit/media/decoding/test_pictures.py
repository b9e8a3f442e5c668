"""Originals are safe first; their pictures wait in the vault until somebody has made them."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.errors import Cancelled, NotWritable
from desktop.media.adding.ingest import add_files, looked_at
from desktop.media.adding.sources import MemoryFile
from desktop.media.decoding import decoder
from desktop.media.decoding.decoder import SECONDS, Decoded
from desktop.media.decoding.outcome import TRIES
from desktop.media.decoding.pictures import (
    TOGETHER,
    BeingDecoded,
    PictureMaker,
    describe,
    make_pictures,
)
from desktop.model.changes import Part
from desktop.model.media import CopyKind, MetadataItem
from desktop.vault import Vault, open_vault
from desktop.vault.store.connection import PAGE_SIZE
from tests.nursery import run_python
from tests.support import PASSPHRASE, make_closed_vault, make_vault, open_interview
from tests.systems import KILL, was_killed
from tests.unit.media import hostile

PATIENCE = 3 * SECONDS
"""What no process hears; on Windows both end it at once."""


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with make_vault(tmp_path) as opened:
        yield opened


def some(count: int) -> list[MemoryFile]:
    return [MemoryFile(f"{each}.jpg", hostile.jpeg((64 + each, 48))) for each in range(count)]


def has_picture(vault: Vault, media_id: str) -> bool:
    return vault.media.working_copy(media_id, CopyKind.THUMBNAIL) is not None


def test_originals_are_safe_before_anything_of_them_was_decoded(vault: Vault) -> None:
    interview = open_interview(vault)
    report = add_files(vault, some(3), interview.id)
    ids = tuple(file.media_id for file in report.added)
    assert report.waiting == ids
    assert vault.pictures.waiting() == 3
    assert vault.check().intact
    assert [event.object_id for event in vault.custody.events() if event.object_id in ids] == [*ids]
    first = vault.media.get(ids[0])
    assert (first.media_type, first.width, first.problem) == ("image/jpeg", 0, "")
    assert not has_picture(vault, ids[0])


def test_the_maker_fills_in_what_the_file_is_and_says_which_it_made(vault: Vault) -> None:
    report = add_files(vault, [*some(2), MemoryFile("cut.jpg", hostile.jpeg()[:9000])])
    vault.take_changes()
    make_pictures(vault)
    assert vault.pictures.waiting() == 0
    assert vault.take_changes().ids == {Part.PICTURE: frozenset(report.waiting)}
    first, _second, cut = (vault.media.get(media_id) for media_id in report.waiting)
    assert (first.width, first.height) == (64, 48)
    assert cut.problem == "incomplete"
    assert (cut.width, cut.height) == (640, 480)
    known = looked_at(vault, report)
    assert [file.problem for file in known.added] == ["", "", "incomplete"]
    assert [file.name for file in known.incomplete] == ["cut.jpg"]
    assert not known.shown_problems
    assert known.waiting == ()


def test_what_is_in_memory_is_decoded_meanwhile_and_never_waited_for(vault: Vault) -> None:
    with PictureMaker() as pictures:
        report = add_files(vault, some(4), pictures=pictures)
        assert len(report.added) == 4
        pictures.make(vault)
    assert all(has_picture(vault, file.media_id) for file in report.added)


def test_pictures_wait_over_a_closed_vault(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        added = add_files(vault, some(2)).added
        with PictureMaker() as pictures:
            assert pictures.fetch(vault)
        folder = vault.folder
    with open_vault(folder, PASSPHRASE) as vault:
        assert vault.pictures.waiting() == 2, "what was under way was not kept"
        make_pictures(vault)
        assert all(has_picture(vault, file.media_id) for file in added)


def test_a_maker_that_was_closed_keeps_nothing_of_a_child_it_ended(vault: Vault) -> None:
    (added,) = add_files(vault, some(1)).added
    pictures = PictureMaker()
    assert pictures.fetch(vault)
    pictures.close()
    assert pictures.keep(vault) == 0
    assert not pictures.fetch(vault)
    assert vault.media.get(added.media_id).problem == ""
    assert vault.pictures.waiting() == 1


@pytest.mark.rare
def test_stopping_among_the_pictures_keeps_those_made(vault: Vault) -> None:
    add_files(vault, some(9))

    def stop(done: int, total: int, what: str) -> None:
        if done >= 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        make_pictures(vault, progress=stop)
    assert 0 < vault.pictures.waiting() <= 6
    make_pictures(vault)
    assert vault.pictures.waiting() == 0


def test_what_could_not_be_written_is_not_decoded_twice(vault: Vault) -> None:
    (added,) = add_files(vault, some(1)).added
    with PictureMaker() as pictures:
        assert pictures.fetch(vault)
        vault._db.execute("PRAGMA query_only = ON")
        with pytest.raises(NotWritable):
            _kept(pictures, vault)
        vault._db.execute("PRAGMA query_only = OFF")
        assert pictures.keep(vault) == 1
    assert has_picture(vault, added.media_id)


def _kept(pictures: PictureMaker, vault: Vault) -> int:
    """How many were kept, once a child has an answer."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        pictures.wait()
        if kept := pictures.keep(vault):
            return kept
    return 0


def test_what_another_vault_said_of_a_file_stays(vault: Vault) -> None:
    (added,) = add_files(vault, some(1)).added
    make_pictures(vault)
    stored = vault.media.get(added.media_id)
    vault.pictures.ask(stored.id, described=True)
    found = replace(stored, width=1, problem="damaged")
    item = MetadataItem("EXIF", "Make", "Invented")
    assert vault.pictures.keep(found, (item,), None)
    assert vault.media.get(stored.id) == stored
    assert vault.media.metadata(stored.id)[0] == item
    assert not vault.pictures.keep(found, (), None), "a second time nothing is written"


@pytest.mark.rare
def test_a_large_original_is_fetched_in_steps_between_which_others_work(vault: Vault) -> None:
    """One of sixty megabytes was read in one step: a second in which nobody else was answered."""
    large = hostile.jpeg() + bytes(14 << 20)
    report = add_files(vault, [MemoryFile("scan.jpg", large), *some(1)])
    with PictureMaker() as pictures:
        steps = 0
        while not pictures._decoding:
            assert pictures.fetch(vault)
            steps += 1
        assert steps == 3
        assert list(pictures._decoding) == [report.waiting[0]]
        pictures.make(vault)
    assert all(has_picture(vault, media_id) for media_id in report.waiting)


def test_an_original_that_does_not_read_stops_no_other_picture(tmp_path: Path) -> None:
    with make_vault(tmp_path) as vault:
        damaged = add_files(vault, [MemoryFile("a.bin", os.urandom(3_000_000))]).added[0].media_id
        folder = vault.folder
    database = folder / "vault.db"
    data = bytearray(database.read_bytes())
    data[len(data) // PAGE_SIZE * 3 // 4 * PAGE_SIZE + 100] ^= 1
    database.write_bytes(data)
    with open_vault(folder, PASSPHRASE) as vault:
        good = add_files(vault, some(1)).added[0].media_id
        make_pictures(vault)
        assert has_picture(vault, good)
        assert vault.pictures.waits(damaged)


@pytest.mark.rare
def test_a_killed_process_leaves_originals_whole_and_pictures_waiting(tmp_path: Path) -> None:
    """Killed at the moment the first pictures were kept, in the middle of a folder."""
    photos = tmp_path / "photos"
    photos.mkdir()
    for number in range(20):
        (photos / f"{number:02}.jpg").write_bytes(hostile.jpeg((1600 + number, 1200)))
    make_closed_vault(tmp_path)
    folder = tmp_path / "researcher.skrynia"
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from desktop.media.adding.ingest import add_files\n"
        "from desktop.media.decoding.pictures import make_pictures\n"
        "from desktop.vault import open_vault\n"
        "def stop(done, total, what):\n"
        "    if 0 < vault.pictures.waiting() < 20: os.kill(os.getpid(), int(sys.argv[4]))\n"
        "vault = open_vault(Path(sys.argv[1]), sys.argv[2])\n"
        "add_files(vault, [Path(sys.argv[3])])\n"
        "make_pictures(vault, progress=stop)\n"
    )
    died = run_python(code, folder, PASSPHRASE, photos, KILL)
    assert was_killed(died), died.stderr
    with open_vault(folder, PASSPHRASE) as vault:
        assert vault.media.count() == 20
        assert 0 < vault.pictures.waiting() < 20
        assert vault.check().intact
        make_pictures(vault)
        assert vault.pictures.waiting() == 0
        assert all(media.width >= 1600 and not media.problem for media in vault.media.all())


def test_a_decoder_that_is_missing_leaves_the_pictures_waiting(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A passing fault of the decoder is no fault of the file, and is not kept for ever."""
    report = add_files(vault, some(9))
    with monkeypatch.context() as without:
        without.setattr(decoder, "command", lambda: [str(tmp_path / "missing")])
        assert not make_pictures(vault)
    assert vault.pictures.waiting() == 9
    assert {media.problem for media in vault.media.all()} == {""}
    assert make_pictures(vault)
    assert all(has_picture(vault, media_id) for media_id in report.waiting)


def test_a_decoder_that_starts_and_answers_nothing_is_no_fault_of_the_file(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where it lacks a library, or a guard ends it."""
    add_files(vault, some(2))
    with monkeypatch.context() as broken:
        broken.setattr(decoder, "command", lambda: [sys.executable, "-c", "raise SystemExit(1)"])
        assert not make_pictures(vault)
    assert vault.pictures.waiting() == 2
    assert make_pictures(vault)
    assert vault.pictures.waiting() == 0


def test_a_maker_that_stopped_begins_again_when_it_is_asked_to(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (added,) = add_files(vault, some(1)).added
    with PictureMaker() as pictures:
        with monkeypatch.context() as without:
            without.setattr(decoder, "command", lambda: [str(tmp_path / "missing")])
            assert pictures.fetch(vault)
            assert _kept(pictures, vault) == 1
        assert pictures.stopped
        assert not pictures.fetch(vault)
        pictures.resume()
        assert pictures.make(vault)
    assert has_picture(vault, added.media_id)


def test_a_start_that_failed_before_the_next_try_does_not_end_that_one(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its answer comes late: a file was added meanwhile, and the decoder is there again."""
    (added,) = add_files(vault, some(1)).added
    with PictureMaker() as pictures:
        with monkeypatch.context() as without:
            without.setattr(decoder, "command", lambda: [str(tmp_path / "missing")])
            assert pictures.fetch(vault)
            pictures.wait()
        pictures.resume()
        assert _kept(pictures, vault) == 1
        assert not pictures.stopped
        assert pictures.make(vault)
    assert has_picture(vault, added.media_id)


_DYING = (
    "import os\n"
    "from desktop.media.decoding import decode, decode_worker\n"
    "really = decode.decode\n"
    "def dies(request, data):\n"
    "    if data.endswith(b'dies'): os._exit(1)\n"
    "    return really(request, data)\n"
    "decode.decode = dies\n"
    "decode_worker.main()\n"
)
"""A real decoder, but for files that end it."""


@pytest.mark.rare
def test_a_file_that_ends_its_child_is_tried_three_times_after_the_others(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoder, "command", lambda: [sys.executable, "-c", _DYING])
    bad, good = add_files(vault, [MemoryFile("a.bin", b"dies"), *some(1)]).waiting
    with PictureMaker() as pictures:
        assert pictures.fetch(vault)
        assert _kept(pictures, vault) == 1
    assert vault.pictures.waits(bad), "it may have been the system"
    assert vault.media.get(bad).problem == ""
    assert make_pictures(vault), "another file can be decoded"
    assert vault.media.get(bad).problem == "decoder-stopped"
    assert has_picture(vault, good)
    assert vault.pictures.waiting() == 0


def test_an_answer_that_fails_otherwise_is_dropped_and_counted_as_a_try(vault: Vault) -> None:
    """It must not come up again at each later keep, nor take the report of added files along."""
    bad = add_files(vault, some(TOGETHER)).waiting
    with PictureMaker() as pictures:
        for _each in range(TRIES):
            assert vault.pictures.waiting(bad) == TOGETHER
            for media_id in bad:
                failed: Future[Decoded] = Future()
                failed.set_exception(ValueError("a fault of our own"))
                pictures._decoding[media_id] = BeingDecoded(1, failed, 0)
            assert len(add_files(vault, some(1), pictures=pictures).added) == 1
            assert not pictures._decoding.keys() & {*bad}
    assert {vault.media.get(media_id).problem for media_id in bad} == {"decoder-stopped"}


def test_the_ids_of_a_package_are_looked_up_once_and_not_for_each_picture(vault: Vault) -> None:
    ids = add_files(vault, some(8)).waiting
    asked: list[str] = []
    vault._db._connection.set_trace_callback(asked.append)
    assert describe(vault, ids)
    vault._db._connection.set_trace_callback(None)
    assert vault.pictures.waiting() == 0
    assert len([sql for sql in asked if "picture_pending" in sql and "json_each" in sql]) == 1


def test_before_a_package_only_what_nobody_has_described_is_decoded(vault: Vault) -> None:
    ours, theirs = add_files(vault, some(2)).waiting
    rows = vault.pictures.rows([theirs])
    vault._db.execute("UPDATE picture_pending SET described = 1 WHERE media_row = ?", rows)
    assert describe(vault, [ours, theirs])
    assert not vault.pictures.waits(ours)
    assert vault.pictures.waits(theirs)


def test_a_file_that_takes_too_long_is_tried_three_times_before_that_is_kept(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine that was busy for once makes no picture «took too long» for good."""
    # Once it is confined it may send no signal, not even to itself.
    confined = "from desktop.system import confinement\nconfinement.confine = lambda: ()\n"
    slow = confined + _DYING.replace("os._exit(1)", "os.kill(os.getpid(), 24)")
    monkeypatch.setattr(decoder, "command", lambda: [sys.executable, "-c", slow])
    (bad,) = add_files(vault, [MemoryFile("a.bin", b"dies")]).waiting
    for tries in range(1, TRIES):
        with PictureMaker() as pictures:
            assert pictures.fetch(vault)
            assert _kept(pictures, vault) == 1
        assert vault.pictures.waits(bad), f"after {tries}"
        assert vault.media.get(bad).problem == ""
    assert make_pictures(vault)
    assert vault.media.get(bad).problem == "took-too-long"
