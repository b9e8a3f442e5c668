"""No word of a record touches the disk in the clear, in anything the process tree writes.

Every text field, the photos' metadata and names, and the passphrase hold canaries. Where
strace is there, every write to a file is searched as it happened, temporary files that are
gone since included; every file that is left is searched in any case. What strace does not
see are bytes written through memory maps: those are found only in files that are left.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest

from desktop.crypto.slots import derive_subkey
from desktop.vault.file.folder import read_slots
from desktop.vault.store.connection import Database
from desktop.vault_files import DATABASE
from tests.journey import watch
from tests.journey.canaries import find_in_bytes, find_in_files
from tests.journey.canary_fill import MARKS, filled, text
from tests.journey.canary_photos import write_photos
from tests.journey.support import World, tool

pytestmark = pytest.mark.rare
PASSPHRASE = text("passphrase of many words")
needs_strace = pytest.mark.skipif(tool("strace") is None, reason="strace is not installed")


@dataclass(frozen=True, slots=True)
class Left:
    """What the journey left, and what was seen of it. ``log`` is None without strace."""

    root: Path
    photos: tuple[Path, ...]
    secrets: tuple[str, ...]
    log: Path | None

    @property
    def out(self) -> Path:
        """Vaults, stick, PDF, backup."""
        return self.root / "out"

    @property
    def pdf(self) -> Path:
        """The one file in the clear that was asked for."""
        return self.out / "asked.pdf"


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Left:
    root = tmp_path_factory.mktemp("canary")
    photos = write_photos(tmp_path_factory.mktemp("input") / "photos")
    log = tmp_path_factory.mktemp("trace") / "log" if tool("strace") else None
    (root / "out").mkdir()
    run = World(root / "world").run(
        ["-m", "tests.journey.canary_journey", root / "out", photos[0].parent],
        prefix=watch.writes_to(log) if log else (),
        passphrase=PASSPHRASE,
    )
    assert run.code == 0, run.err
    said = json.loads(run.out.splitlines()[0])
    assert said["intact"]
    return Left(root, tuple(photos), tuple(said["secrets"]), log)


def forbidden(left: Left) -> tuple[str, ...]:
    """What must be nowhere: the canaries, the passphrase, the secret keys."""
    return (*MARKS, PASSPHRASE, *left.secrets, "AGE-SECRET-KEY-")


def test_nothing_is_left_in_the_clear(left: Left) -> None:
    """Vaults with their logs, package, receipt, backup, home, temporary and working folder."""
    found = find_in_files([left.root], forbidden(left), skipped=[left.pdf])
    assert found == []
    kinds = {path.suffix for path in left.root.rglob("*") if path.is_file()}
    assert {".db", ".json", ".age", ".pdf"} <= kinds


@needs_strace
def test_nothing_was_ever_written_in_the_clear(left: Left) -> None:
    """Every write of every process, to files that are gone since as well."""
    assert left.log is not None
    written = watch.written_files(left.log)
    assert any(path.name.endswith(".partial") for path in written)
    assert any(path.name.endswith(".db-wal") for path in written)
    assert watch.canaries_written(left.log, forbidden(left)) == []


@needs_strace
def test_no_file_name_told_anything(left: Left) -> None:
    assert left.log is not None
    named = b"\n".join(watch.named_paths(left.log))
    assert find_in_bytes(named, forbidden(left), "names") == []


@needs_strace
def test_nothing_was_written_outside_the_worlds_own_folders(left: Left) -> None:
    assert left.log is not None
    assert watch.written_outside(left.log, left.root) == set()


# -- controls: the canaries were there to be found -----------------------------------------------


@pytest.mark.parametrize("name", ["researcher", "organisation", "restored"])
def test_the_vaults_hold_the_canaries(left: Left, name: str) -> None:
    stored = "\n".join(_texts(left.out / f"{name}.skrynia"))
    for label in ("Utterance.text", "Interview.purpose", "PriorAccount.note", "NameForm.text"):
        assert text(label) in stored
    for label in ("Attachment.caption", "Consent.capacity_note", "withdrawn_reason"):
        assert text(label) in stored
    assert ("Safety.safe_contact" in stored) == (name != "organisation")


def _texts(folder: Path) -> Iterator[str]:
    """Every text in every table, read past the vault's own doors."""
    key = derive_subkey(read_slots(folder).unlock(PASSPHRASE), b"skrynia vault database v1")
    with Database(folder / DATABASE, key) as db:
        tables = db.all(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search_text%'"
        )
        for (table,) in tables:
            for row in db.rows(f'SELECT * FROM "{table}"'):  # noqa: S608
                yield from (value for value in row if isinstance(value, str))


def test_the_photos_hold_them(left: Left) -> None:
    for photo in left.photos:
        assert find_in_bytes(photo.read_bytes(), MARKS, photo.name)


def test_the_pdf_that_was_asked_for_holds_them(left: Left) -> None:
    """Its streams are read by somebody else's reader: a search of the PDF is not blind."""
    pages = (page.extract_text() for page in pypdf.PdfReader(left.pdf).pages)
    printed = " ".join(" ".join(pages).split())
    assert MARKS[0] in printed
    assert MARKS[2] in printed
    assert "Utterance.text" in printed


def test_an_open_copy_would_be_found(left: Left, tmp_path: Path) -> None:
    """The same search over the same texts, had they been stored without encryption."""
    stored = "\n".join(_texts(left.out / "researcher.skrynia"))
    (tmp_path / "vault.db").write_text(stored, encoding="utf-8")
    assert {found.canary for found in find_in_files([tmp_path], MARKS)} >= {MARKS[0], MARKS[2]}


def test_the_filler_fills_every_text_field() -> None:
    from desktop.model.interview import Interview, PriorAccount

    interview = filled(Interview)
    assert interview.purpose == text("Interview.purpose")
    assert interview.prior_accounts == (filled(PriorAccount),)
    with pytest.raises(TypeError, match="no_such_field"):
        filled(Interview, no_such_field="")
