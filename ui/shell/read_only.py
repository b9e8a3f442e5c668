"""A vault that lies on a medium that cannot be written to, told above the rooms."""

from __future__ import annotations

from collections.abc import Callable

from desktop.errors import SkryniaError
from desktop.messages.holding import read_only_told
from ui.tasks import VaultWorker
from ui.widgets.banner import Banner
from ui.widgets.tone import Tone


class ReadOnlyBanner(Banner):
    """Stays as long as the vault is open; says nothing of one that can be written to."""

    def ask(self, worker: VaultWorker, failed: Callable[[SkryniaError], None]) -> None:
        """Read from the vault whether it is one."""
        worker.run(lambda vault: vault.read_only, self.tell, failed, self)

    def tell(self, read_only: bool) -> None:
        """Say it, where it is so."""
        if read_only:
            self.say(Tone.ATTENTION, *read_only_told())
