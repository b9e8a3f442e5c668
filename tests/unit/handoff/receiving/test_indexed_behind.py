"""The words of what was received are indexed while nobody waits, and are missed by nobody."""

from __future__ import annotations

from pathlib import Path

from desktop.handoff.receiving.receive import receive_package
from desktop.model.changes import Part
from desktop.vault.search.waiting import waiting_ids
from tests.unit.handoff.ends import ACCOUNT, interview, make_ends


def test_accounts_and_files_that_came_wait_and_are_all_found_behind(tmp_path: Path) -> None:
    vaults = make_ends(tmp_path)
    made = interview(vaults.researcher, files=[b"a photo"])
    office = vaults.office
    office.take_changes()
    receive_package(office, vaults.write().path)
    assert waiting_ids(office._db) >= {made.id}
    assert office.take_changes().of(Part.LEFT)
    while office.go_on_with_leftovers():
        continue
    word = ACCOUNT.split()[0]
    assert len(office.search.find(word)) == len(vaults.researcher.search.find(word)) > 0
    assert waiting_ids(office._db) == frozenset()
    assert office.check().intact
    vaults.close()
