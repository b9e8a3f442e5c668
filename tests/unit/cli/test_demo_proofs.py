"""The demo's proofs fail when what they claim is not so."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.cli import main
from desktop.cli.console import Console
from desktop.cli.demo.demo_log import DemoLog, Proof
from desktop.cli.demo.paths import prepared
from desktop.cli.demo.proofs import same_as_file, same_bytes
from desktop.errors import DiskFull, VaultExists
from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.sample.making import draw_photos
from desktop.vault import Vault
from tests.support import make_closed_vault, make_vault

DATA = bytes(range(256)) * 9000


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with make_vault(tmp_path) as made:
        add_files(made, [MemoryFile("given.bin", DATA)])
        yield made


def on_disk(folder: Path, data: bytes) -> Path:
    path = folder / "file.bin"
    path.write_bytes(data)
    return path


def test_the_same_bytes_are_the_same(vault: Vault, tmp_path: Path) -> None:
    assert same_bytes(vault, on_disk(tmp_path, DATA))


@pytest.mark.parametrize(
    "data", [DATA[:-1], DATA + b"\0", b"\1" + DATA[1:], b""], ids=["short", "long", "flip", "none"]
)
def test_anything_else_is_not(vault: Vault, tmp_path: Path, data: bytes) -> None:
    assert not same_bytes(vault, on_disk(tmp_path, data))


@pytest.mark.parametrize(
    "pieces", [[DATA[:5000], DATA[5001:]], [DATA, b"x"], [DATA[:100]], [], [DATA[1:], DATA[:1]]]
)
def test_bytes_are_compared_and_not_only_hashes(tmp_path: Path, pieces: list[bytes]) -> None:
    """A vault that gave back other bytes under the right hash would be found out."""
    digest = hashlib.sha256(b"".join(pieces)).hexdigest()
    assert not same_as_file(iter(pieces), on_disk(tmp_path, DATA), digest)


def test_a_right_piecing_with_the_wrong_hash_does_not_hold(tmp_path: Path) -> None:
    path, pieces = on_disk(tmp_path, DATA), [DATA[:7], DATA[7:]]
    assert same_as_file(iter(pieces), path, hashlib.sha256(DATA).hexdigest())
    assert not same_as_file(iter(pieces), path, hashlib.sha256(b"other").hexdigest())


def test_a_proof_that_looked_at_nothing_has_failed() -> None:
    assert not Proof().held


def test_one_failure_among_many_is_named_and_counts(capsys: pytest.CaptureFixture[str]) -> None:
    demo_log = DemoLog(Console(sys.stdout, sys.stderr))
    with demo_log.proof("first") as proof:
        proof.check(True, "good")
    with demo_log.proof("second") as proof:
        proof.check(True, "good")
        proof.check(False, "the bad one")
    assert not demo_log.held
    demo_log.table()
    shown = capsys.readouterr().out
    assert "the bad one" in shown
    assert "PROBLEM FOUND" in shown


def test_proofs_that_hold_are_claimed() -> None:
    demo_log = DemoLog(Console(sys.stdout, sys.stderr))
    with demo_log.proof("first") as proof:
        proof.check(True, "good")
    assert demo_log.held


def test_a_demo_log_without_a_proof_claims_nothing() -> None:
    demo_log = DemoLog(Console(sys.stdout, sys.stderr))
    with demo_log.step("only done"):
        pass
    assert not demo_log.held


@pytest.mark.parametrize("what", ["a file in it", "a file in its place"])
def test_the_demo_takes_only_an_empty_folder(tmp_path: Path, what: str) -> None:
    root = tmp_path / "out"
    if what == "a file in it":
        root.mkdir()
        (root / "mine").write_bytes(b"mine")
    else:
        root.write_bytes(b"mine")
    with pytest.raises(VaultExists), prepared(root):
        pytest.fail("it went on")
    assert (root / "mine" if root.is_dir() else root).read_bytes() == b"mine"


def test_a_demo_that_fails_takes_away_what_it_made_and_only_that(tmp_path: Path) -> None:
    root = tmp_path / "out"
    with pytest.raises(DiskFull), prepared(root) as paths:
        make_closed_vault(root, "researcher")
        make_closed_vault(root, "organisation")
        paths.drawn.mkdir()
        draw_photos(paths.drawn, 6)
        for name in ("summary.pdf", "stick/skrynia-7KQ2-M9XD.age", "opening/key.txt"):
            (root / name).write_bytes(b"of the demo")
        theirs = (root / "notes.txt", paths.stick / "IMG_1.jpg", paths.researcher / "more")
        for path in theirs:
            path.write_bytes(b"somebody else's")
        raise DiskFull("full")
    assert sorted(path for path in root.rglob("*") if path.is_file()) == sorted(theirs)


@pytest.mark.rare
@pytest.mark.usefixtures("children_end")
def test_a_demo_that_could_not_look_into_one_photo_fails_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Here the decoder's program is not there, as in a build that forgot it."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "skrynia"))
    assert main(["demo", str(tmp_path / "out"), "--recipient", "x25519"]) == 1
    said = capsys.readouterr()
    assert "Photos could not be read" in said.err
    assert "No problems found. Look into" not in said.out
