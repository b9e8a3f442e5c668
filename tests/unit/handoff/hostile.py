"""One sound package, and ways to make it wrong while it stays validly signed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from desktop.errors import (
    PackageRefused,
)
from desktop.handoff.format import layout
from tests.unit.handoff.forge import Entries, Forge

FORGE = Forge()
UNCHANGING = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def refused(tmp_path: Path, entries: Entries, reason: str, forge: Forge = FORGE) -> None:
    path = forge.write(tmp_path / "evil.age", entries)
    with pytest.raises(PackageRefused, match=reason):
        forge.verify(path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["evil.age"], "nothing was written"


def relisted(forge: Forge, change: Callable[[dict[str, bytes]], None]) -> Entries:
    """A package whose payload is changed and listed so, signature and manifests following."""
    document = forge.document
    payload = forge.payload(document)
    change(payload)
    return forge.entries(payload, document.package_id)


def retagged(name: str, change: Callable[[bytes], bytes]) -> Entries:
    """A package whose tag file is changed, the tag manifest and signature following."""
    entries = dict(FORGE.entries())
    tags = {key: entries[key] for key in layout.SIGNED_TAG_FILES}
    payload = [(key, data) for key, data in entries.items() if key.startswith("data/")]
    return FORGE.signed({**tags, name: change(tags[name])}, payload)
