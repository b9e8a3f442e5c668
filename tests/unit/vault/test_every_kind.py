"""No kind of record, and no kind of hit, is forgotten where kinds are told apart by a table."""

from __future__ import annotations

import pytest

from desktop.errors import NoSuchRecord
from desktop.handoff.naming import name_here
from desktop.model.version import RecordKind
from desktop.vault import Vault
from desktop.vault.search.index import PlaceKind
from desktop.vault.search.searchable import LOADERS
from desktop.vault.versions.bodies import BODY_TYPES


def test_every_kind_of_record_has_a_body_type_of_its_own() -> None:
    assert set(BODY_TYPES) == set(RecordKind)
    assert len(set(BODY_TYPES.values())) == len(RecordKind)


@pytest.mark.parametrize("kind", RecordKind)
def test_every_kind_of_record_is_looked_for_by_its_own_name(vault: Vault, kind: RecordKind) -> None:
    assert name_here(vault, kind, "no such record") == ""
    with pytest.raises(NoSuchRecord, match=kind.value):
        vault.versions.cut(kind, "no such record", "")


def test_every_kind_of_hit_can_be_loaded() -> None:
    assert set(LOADERS) == set(PlaceKind)
