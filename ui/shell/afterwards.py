"""What is asked for once a vault is open: a new passphrase after a way back, a recovery sheet for a
new vault."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from desktop.errors import SkryniaError
    from ui.shell.shell import Shell
    from ui.unlocking.entered import Entered

Afterwards: TypeAlias = "Callable[[Shell], None]"


def nothing(_shell: Shell) -> None:
    """Nothing is asked for."""


def new_passphrase_after(entered: Entered) -> Afterwards:
    """A new passphrase where the vault opened by a way back: who forgot one needs another now. Of a
    vault that is open for reading alone none is asked for: it could not be kept."""
    if not entered.recovers:
        return nothing

    def ask(shell: Shell) -> None:
        worker = shell.context.worker
        worker.run(
            lambda vault: vault.read_only,
            lambda read_only: None if read_only else _ask_new_passphrase(shell, entered),
            lambda error: _note(shell, error),
            shell,
        )

    return ask


def _ask_new_passphrase(shell: Shell, entered: Entered) -> None:
    from ui.settings.ways_in.new_passphrase import NewPassphraseDialog

    NewPassphraseDialog(shell, shell.context, entered).open()


def _note(shell: Shell, error: SkryniaError) -> None:
    from desktop.messages.errors import explain

    shell.bar.note(explain(error).title)


def recovery_sheet_for(entered: Entered) -> Afterwards:
    """The offer of a recovery sheet; ``entered`` opens the vault."""

    def ask(shell: Shell) -> None:
        from ui.settings.ways_in.sheet_dialog import SheetDialog

        SheetDialog(shell, shell.context, entered).open()

    return ask
