"""What is asked for once a vault is open: a new passphrase after a way back, a recovery sheet for a
new vault."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from ui.shell.shell import Shell
    from ui.unlocking.entered import Entered

Afterwards: TypeAlias = "Callable[[Shell], None]"


def nothing(_shell: Shell) -> None:
    """Nothing is asked for."""


def new_passphrase_after(entered: Entered) -> Afterwards:
    """A new passphrase where the vault opened by a way back: who forgot one needs another now."""
    if not entered.recovers:
        return nothing

    def ask(shell: Shell) -> None:
        from ui.settings.ways_in.new_passphrase import NewPassphraseDialog

        NewPassphraseDialog(shell, shell.context.worker, entered).open()

    return ask


def recovery_sheet_for(entered: Entered) -> Afterwards:
    """The offer of a recovery sheet; ``entered`` opens the vault."""

    def ask(shell: Shell) -> None:
        from ui.settings.ways_in.sheet_dialog import SheetDialog

        SheetDialog(shell, shell.context.worker, entered).open()

    return ask
