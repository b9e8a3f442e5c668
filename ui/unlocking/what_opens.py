"""Of the ways to unlock only those are offered that a vault says it has."""

from __future__ import annotations

from pathlib import Path

from ui.after_paint import after_paint
from ui.tasks import VaultWorker, import_the_vault
from ui.unlocking.secret_entry import SecretEntry


def offer_what_opens(worker: VaultWorker, folder: Path | None, entry: SecretEntry) -> None:
    """Ask a closed vault for the kinds of its slots, which anybody can read there; the answer of
    the folder that was asked last counts. None is asked nothing."""
    entry.of = folder
    if folder is None:
        return

    def take(kinds: tuple[str, ...]) -> None:
        if entry.of == folder:
            entry.offer_only(kinds)

    def ask() -> None:
        if entry.of == folder:
            worker.ask_aside(lambda: _kinds(folder), take, entry)

    # It imports cryptography: on the first screen, which is not seen yet, that would be waited for.
    if entry.isVisible():
        ask()
    else:
        after_paint(entry, ask)


def _kinds(folder: Path) -> tuple[str, ...]:
    import_the_vault()
    from desktop.vault.file.folder import kinds_of_slots

    return kinds_of_slots(folder)
