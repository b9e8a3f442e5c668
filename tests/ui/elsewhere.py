"""The same vault on a second laptop, for what arrives while a window is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop.model.version import RecordKind
from desktop.vault import Vault, open_vault
from tests.authors import arrive
from tests.support import PASSPHRASE
from tests.ui.room_bench import Bench


def arrive_changed(
    bench: Bench,
    folder: Path,
    kind: RecordKind,
    record_id: str,
    change: Callable[[Vault], object],
) -> None:
    """Restore a backup elsewhere, change the record there, and bring it back in a package."""
    elsewhere = folder / "elsewhere.skrynia"

    def copy(vault: Vault) -> None:
        vault.versions.cut(kind, record_id, "sent")
        vault.backup(elsewhere)

    bench.ask(copy)
    with open_vault(elsewhere, PASSPHRASE) as other:
        change(other)
        other.versions.cut(kind, record_id, "changed elsewhere")
        back = [version.data for version in other.versions.history(record_id)]
    bench.ask(lambda vault: [arrive(vault, data, "pkg") for data in back])
