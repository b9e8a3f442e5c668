"""A set is saved as far as consent lets it, and what stays is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.errors import BeyondConsent
from desktop.media.export_set import SUMS, export_set, set_beyond
from desktop.model.consent import Purpose
from desktop.model.consent.beyond import Reason
from desktop.vault import Vault
from tests.support import make_vault, open_interview
from tests.unit.vault.made import add


@pytest.fixture
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    with make_vault(tmp_path_factory.mktemp("of")) as vault:
        yield vault


def test_a_file_that_may_not_be_shown_stays_and_is_named(vault: Vault, tmp_path: Path) -> None:
    shown, kept = add(vault, b"shown"), add(vault, b"kept")
    allowed = open_interview(vault, "W-001", Purpose.KEEP, Purpose.PHOTOGRAPH)
    vault.interviews.attach(allowed.id, shown.id)
    vault.interviews.attach(open_interview(vault, "W-002", Purpose.KEEP).id, kept.id)
    files = vault.sets.new("con", [kept.id, shown.id])
    assert set_beyond(vault, files) is not None
    written = export_set(vault, files.id, tmp_path)
    assert [path.read_bytes() for path in written.files] == [b"shown"]
    assert [(each.name, each.refusal is not None) for each in written.stayed] == [
        (kept.original_name, True)
    ]
    assert written.folder.name != "con"
    whole = export_set(vault, files.id, tmp_path, reason=Reason.ORDER)
    assert [path.read_bytes() for path in whole.files] == [b"kept", b"shown"]
    assert whole.folder != written.folder


def test_where_nothing_of_it_may_be_shown_nothing_is_written(vault: Vault, tmp_path: Path) -> None:
    kept = add(vault, b"kept")
    vault.interviews.attach(open_interview(vault, "W-002", Purpose.KEEP).id, kept.id)
    with pytest.raises(BeyondConsent):
        export_set(vault, vault.sets.new("DCIM", [kept.id]).id, tmp_path)
    assert list(tmp_path.glob("DCIM*")) == []


def test_names_of_folders_lead_nowhere_else(vault: Vault, tmp_path: Path) -> None:
    photo, made = add(vault, b"photo"), vault.sets.new("../../out")
    vault.sets.came(made.id, photo.id, "../../a/../nul.txt", "@nonsense")
    out = tmp_path / "stick"
    out.mkdir()
    written = export_set(vault, made.id, out)
    assert all(path.is_relative_to(out) for path in (written.folder, *written.files))
    assert {each.name for each in tmp_path.iterdir() if each.name.startswith("out")} == set()


def test_a_file_called_like_the_list_is_the_file(vault: Vault, tmp_path: Path) -> None:
    photo, made = add(vault, b"photo"), vault.sets.new("DCIM")
    vault.sets.came(made.id, photo.id, SUMS, "")
    written = export_set(vault, made.id, tmp_path)
    assert (written.folder / SUMS).read_bytes() == b"photo"
