"""Files are deleted from where they came only where the vault gives the same bytes back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.media.clear_source import Left, clear_source, on_another_medium, on_media
from desktop.media.ingest import IngestReport, add_files
from desktop.media.sources import MemoryFile
from desktop.model.custody import CustodyKind
from desktop.vault import Vault
from tests.support import make_vault


@pytest.fixture
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    with make_vault(tmp_path_factory.mktemp("of")) as vault:
        yield vault


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """A folder of three files, two of which are the same."""
    folder = tmp_path / "DCIM"
    folder.mkdir()
    for name, data in (("a.bin", b"a"), ("b.bin", b"b"), ("c.bin", b"a")):
        (folder / name).write_bytes(data)
    return folder


def came(vault: Vault, card: Path) -> IngestReport:
    return add_files(vault, [card])


def test_what_the_vault_gives_back_whole_goes_and_the_log_has_the_check(
    vault: Vault, card: Path
) -> None:
    report = came(vault, card)
    cleared = clear_source(vault, on_media(report))
    assert (cleared.deleted, cleared.left) == (3, ())
    assert list(card.iterdir()) == []
    for file in report.added:
        assert vault.custody.events(file.media_id)[-1].kind is CustodyKind.FIXITY_CHECK
        assert vault.media.find(file.media_id) is not None


def test_a_file_that_was_changed_swapped_or_taken_away_stays(vault: Vault, card: Path) -> None:
    report = came(vault, card)
    (card / "a.bin").write_bytes(b"x")
    (card / "b.bin").unlink()
    (card / "b.bin").mkdir()
    (card / "c.bin").unlink()
    cleared = clear_source(vault, on_media(report))
    assert cleared.deleted == 0
    assert {each.name: each.reason for each in cleared.left} == {
        "a.bin": Left.CHANGED,
        "b.bin": Left.NOT_A_FILE,
        "c.bin": Left.GONE,
    }
    assert (card / "a.bin").read_bytes() == b"x"


def test_what_the_vault_does_not_give_back_whole_stays(vault: Vault, card: Path) -> None:
    report = came(vault, card)
    vault._db.execute("UPDATE media_chunk SET bytes = x'00' WHERE length(bytes) = 1")
    cleared = clear_source(vault, on_media(report))
    assert cleared.deleted == 0
    assert {each.reason for each in cleared.left} == {Left.NOT_WHOLE}
    assert len(list(card.iterdir())) == 3


def test_what_came_in_before_goes_too_and_what_lay_on_no_medium_is_passed_over(
    vault: Vault, card: Path
) -> None:
    came(vault, card)
    again = add_files(vault, [card, MemoryFile("d.bin", b"d")])
    assert len(again.already_there) == 3
    assert clear_source(vault, on_media(again)).deleted == 3


def test_only_what_lies_on_another_medium_is_offered(
    vault: Vault, card: Path, tmp_path: Path
) -> None:
    report = came(vault, card)
    assert on_another_medium(report, tmp_path) == ()
    elsewhere = Path("/proc/self")
    if elsewhere.exists() and os.stat(elsewhere).st_dev != tmp_path.stat().st_dev:  # noqa: PTH116
        assert len(on_another_medium(report, elsewhere)) == 3
