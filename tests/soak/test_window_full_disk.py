"""The window on a disk that is full: it says so, the words stay on the screen, and they are saved
by themselves once there is room."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from tests.forks import NEEDS_FORK, at_work, done
from tests.small_disks import small_disk
from tests.soak.known import AT_REST, holds, names_in
from tests.soak.vault_at_work import PHOTOS, VAULT
from tests.soak.window_at_work import FULL, TYPED, Job
from tests.support import make_vault, open_interview, reopened

pytestmark = [pytest.mark.disk, pytest.mark.rare, NEEDS_FORK]


def test_words_typed_on_a_full_disk_stay_and_are_saved_when_there_is_room(tmp_path: Path) -> None:
    (tmp_path / PHOTOS).mkdir()
    with small_disk(tmp_path / "disk", 24) as disk:
        with make_vault(disk.path) as vault:
            record = open_interview(vault).id
        with at_work("tests.soak.window_at_work") as process:
            said = done(process, asdict(Job(str(disk.path), record, FULL, 1)))
        [full, photo, backup, still, saved] = said[-5:]
        assert full == {"said": "Not saved: There is no room left", "there": True}
        assert photo["photo"] == backup["backup"] == "There is no room left"
        assert still == full
        assert saved["said"].startswith("Saved")
        with reopened(disk.path / VAULT) as vault:
            [turn] = vault.interviews.utterances(record)
            assert turn.text.endswith(f"{TYPED * 20_000}end")
            assert vault.media.count() == 0
            holds(vault)
        assert names_in(disk.path / VAULT) == AT_REST
