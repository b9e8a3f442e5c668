"""A second vault that works on the same records, for what arrives while a window is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop.model.ids import new_id
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.person import PERSON_KIND
from desktop.model.version import RecordKind
from desktop.vault import Vault
from tests.authors import arrive
from tests.support import make_vault
from tests.ui.room_bench import Bench


def arrive_changed(
    bench: Bench,
    folder: Path,
    kind: RecordKind,
    record_id: str,
    change: Callable[[Vault], object],
) -> None:
    """Take the record to another vault, change it there, and bring it back in a package."""
    sent = bench.ask(lambda vault: _everything(vault, kind, record_id))
    with make_vault(folder, "elsewhere") as other:
        for data in sent:
            arrive(other, data, new_id())
        change(other)
        other.versions.cut(kind, record_id, "changed elsewhere")
        back = [version.data for version in other.versions.history(record_id)]
    bench.ask(lambda vault: [arrive(vault, data, "pkg") for data in back])


def _everything(vault: Vault, kind: RecordKind, record_id: str) -> list[bytes]:
    """The record's versions, after those of the person it is about."""
    whose = []
    if kind == INTERVIEW_KIND:
        person_id = vault.interviews.get(record_id).person_id
        vault.versions.cut(PERSON_KIND, person_id, "sent")
        whose = vault.versions.history(person_id)
    vault.versions.cut(kind, record_id, "sent")
    return [version.data for version in (*whose, *vault.versions.history(record_id))]
