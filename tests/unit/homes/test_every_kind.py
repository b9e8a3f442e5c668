"""The second home knows every kind of record: a noun of its own is not enough for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desktop.model.handoff import Outcome
from desktop.model.identity import Role
from desktop.vault import Vault
from desktop.vault.kinds.all import KINDS
from desktop.vault.kinds.kind import Grounds, Kind
from tests.authors import arrive
from tests.every_kind import each_kind_that_changes, filled, lay, resting_on
from tests.homes.either import EitherHome
from tests.homes.memory import MemoryHome, new_identity
from tests.support import make_vault
from tests.unit.handoff.ends import MADE_WITH_AN_INTERVIEW, add_file, interview

FOLLOWING = [
    kind for kind in KINDS if isinstance(kind.grounds, Grounds) and not kind.grounds.chosen
]


@each_kind_that_changes
def test_every_kind_arrives_in_the_second_home(tmp_path: Path, kind: Kind[Any]) -> None:
    memory = MemoryHome(new_identity("archive", Role.ORGANISATION))
    with make_vault(tmp_path) as vault:
        record_id = lay(vault, kind, filled(kind))
        sent = vault.versions.cut(kind.name, record_id, "sent")
        assert arrive(memory, sent.data, "package") is Outcome.ACCEPTED
        assert memory.versions.head_ids(record_id) == {sent.id}
        assert memory.outlines.record_ids(kind.name) == [record_id]
        called = vault.called(kind.name, record_id)
    assert memory.called(kind.name, record_id) == called, (
        f"called in tests/homes/bodies.py: {kind.name}"
    )


@pytest.mark.parametrize("kind", FOLLOWING, ids=lambda kind: kind.name)
def test_every_kind_follows_its_interviews_in_the_second_home(
    tmp_path: Path, office: EitherHome, kind: Kind[Any]
) -> None:
    made = interview(office)
    if kind.name in MADE_WITH_AN_INTERVIEW:
        office.interviews.attach(made.id, add_file(office, b"photo").id)
    else:
        with make_vault(tmp_path, "elsewhere") as vault:
            # Of a file that came from there, whoever sends the record may speak.
            file = add_file(office, b"photo", of=vault)
            office.interviews.attach(made.id, file.id)
            _receive_one(office, vault, kind, made.id)
    found = list(office.outlines.following(kind.name, [made.id]))
    assert found, f"following in tests/homes/outlines.py: {kind.name}"
    assert {each.interview_id for each in found} == {made.id}


def _receive_one(office: EitherHome, vault: Vault, kind: Kind[Any], interview_id: str) -> None:
    record_id = lay(vault, kind, resting_on(kind, interview_id, office))
    arrive(office, vault.versions.cut(kind.name, record_id, "sent").data, "package")
