"""The journey in the real window: made by hands, watched from outside.

One walk in Belarusian serves all: every text typed, the photos and the passphrase are canaries;
strace sees each write and each network call; a trap refuses sockets inside Python. Every run walks
the journey of ``test_demo.py`` instead.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdf
import pytest

from desktop.vault.backups.place import generations_in
from desktop.vault_files import LOCK, PART
from tests.journey import watch
from tests.journey.canaries import find_in_bytes, find_in_files
from tests.journey.canary_fill import MARKS, text
from tests.journey.canary_photos import write_photos
from tests.journey.support import tool
from tests.journey.traps import sprung, trapped

PASSPHRASE = text("passphrase of many words")
FONTS_OF_THE_SYSTEM = (
    "from PySide6.QtGui import QFontDatabase, QGuiApplication; "
    "app = QGuiApplication([]); assert QFontDatabase.families()"
)
"""The first program on a machine that asks for fonts has the system list them in its cache."""

_NEW = r"(?:\.[0-9a-f]{8}\.new)?"
_PARTIAL = r"(?:\.[0-9a-f]{8}\.partial)?"
ASKED_FOR = re.compile(
    # Both vaults, under a passing name while they are made.
    rf"out/(?:organisation|researcher)\.skrynia{_PARTIAL}(?:/(?:{PART.pattern}|{LOCK}))?"
    # The backups, whatever lies in them.
    r"|out/researcher\.backups(?:/.+)?"
    # What was saved: a PDF, cards, a package and its receipt.
    rf"|out/\.?asked\.pdf{_NEW}|out/stick"
    r"|out/stick/(?:organisation|researcher)\.skrynia-card(?:\.partial)?"
    r"|out/stick/skrynia-\w{4}-\w{4}(?:-receipt)?\.age(?:\.partial)?"
    # The settings, and the log of the trap, which the tests write.
    rf"|world/home/\.config(?:/skrynia(?:/\.?settings\.json{_NEW})?)?|trap\.log"
)
"""What the day touches, below its root."""

pytestmark = pytest.mark.rare
needs_strace = pytest.mark.skipif(tool("strace") is None, reason="strace is not installed")


@dataclass(frozen=True, slots=True)
class Walked:
    """A finished walk: its folders, what the window said, and what was seen from outside."""

    root: Path
    photos: tuple[Path, ...]
    said: dict[str, Any]
    trap: Path
    log: Path | None

    @property
    def out(self) -> Path:
        """Vaults, stick, PDF."""
        return self.root / "out"


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Walked:
    root = tmp_path_factory.mktemp("window")
    photos = write_photos(tmp_path_factory.mktemp("input") / "photos")
    log = tmp_path_factory.mktemp("trace") / "log" if tool("strace") else None
    (root / "out").mkdir()
    world, trap = trapped(root)
    assert world.run(["-c", FONTS_OF_THE_SYSTEM]).code == 0
    run = world.run(
        ["-m", "tests.journey.window_journey", root / "out", photos[0].parent, "be"],
        prefix=watch.writes_and_sockets_to(log) if log else (),
        passphrase=PASSPHRASE,
    )
    assert run.code == 0, run.said
    said = json.loads(run.out.splitlines()[-1])
    return Walked(root, tuple(photos), said, trap, log)


def test_the_journey_ends_in_a_receipt(walked: Walked) -> None:
    assert walked.said["receipt"] == "safe"
    assert walked.said["states"] == ["safe"]
    assert walked.said["sent"]["intact"]
    assert walked.said["received"]["intact"]


def test_every_photo_arrived_as_it_was(walked: Walked) -> None:
    originals = sorted(hashlib.sha256(p.read_bytes()).hexdigest() for p in walked.photos)
    assert walked.said["sent"]["hashes"] == originals
    assert walked.said["received"]["hashes"] == originals


def test_the_last_page_of_saving_names_no_stick_where_there_is_none(walked: Walked) -> None:
    from desktop.i18n import translator_for

    promise = "Package saved and verified."
    assert walked.said["said"] == translator_for("be").gettext(promise)


def test_nothing_is_left_in_the_clear(walked: Walked) -> None:
    """But for the PDF that was asked for, and the names on the two public cards."""
    public = [walked.out / "asked.pdf", *walked.out.glob("stick/*.skrynia-card")]
    found = find_in_files([walked.root], (*MARKS, PASSPHRASE, "AGE-SECRET-KEY-"), skipped=public)
    assert found == []


def test_the_pdf_holds_what_was_typed(walked: Walked) -> None:
    """A control: the words were there to be found."""
    pages = (page.extract_text() for page in pypdf.PdfReader(walked.out / "asked.pdf").pages)
    assert MARKS[0] in " ".join(pages)


@needs_strace
def test_nothing_was_ever_written_in_the_clear(walked: Walked) -> None:
    assert walked.log is not None
    allowed = ("asked.pdf", ".skrynia-card", ".pdf.partial")
    leaks = watch.canaries_written(walked.log, (*MARKS, PASSPHRASE))
    assert [leak for leak in leaks if not any(name in leak[1] for name in allowed)] == []
    assert any(path.name.endswith(".db-wal") for path in watch.written_files(walked.log))


@needs_strace
def test_no_file_name_told_anything(walked: Walked) -> None:
    assert walked.log is not None
    named = b"\n".join(watch.named_paths(walked.log))
    assert find_in_bytes(named, (*MARKS, PASSPHRASE), "names") == []


def test_the_backup_was_made(walked: Walked) -> None:
    from desktop.i18n import translator_for

    assert walked.said["backed up"] == translator_for("be").gettext("Backed up and checked.")
    assert len(generations_in(walked.out / "researcher.backups")) == 1


@needs_strace
def test_nothing_was_written_made_or_removed_that_was_not_asked_for(walked: Walked) -> None:
    """Beside vaults, backups, the settings, and what was saved where it was told to."""
    assert walked.log is not None
    touched = watch.touched(walked.log, walked.root / "world" / "work") - {Path("/dev/null")}
    assert all(path.is_relative_to(walked.root) for path in touched)
    names = {path.relative_to(walked.root).as_posix() for path in touched}
    assert {name for name in names if not ASKED_FOR.fullmatch(name)} == set()
    assert {"out/asked.pdf", "out/researcher.backups/backups.json"} <= names


@needs_strace
def test_the_window_called_nobody_but_whoever_tells_of_sleep(walked: Walked) -> None:
    assert walked.log is not None
    assert watch.called(walked.log) <= {b"/run/dbus/system_bus_socket"}


@needs_strace
def test_the_window_wrote_only_where_it_was_asked_to(walked: Walked) -> None:
    assert walked.log is not None
    assert watch.written_outside(walked.log, walked.root) == set()


def test_no_python_process_asked_for_a_socket(walked: Walked) -> None:
    assert sprung(walked.trap) == []


@needs_strace
def test_no_network_was_asked_for(walked: Walked) -> None:
    """Of any family that leaves the machine; a window may talk to its own screen."""
    assert walked.log is not None
    assert watch.socket_families(walked.log) <= {"AF_UNIX"}
