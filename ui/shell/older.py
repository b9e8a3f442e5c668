"""A vault in which something is not what was written last, told above the rooms when it opens."""

from __future__ import annotations

from collections.abc import Callable

from desktop.errors import SkryniaError
from desktop.i18n import _
from desktop.vault.file.lost import Lost
from desktop.vault.file.older_messages import told_at_opening
from ui.tasks import VaultWorker
from ui.widgets.banner import Banner
from ui.widgets.tone import Tone


class OlderBanner(Banner):
    """Says nothing of a vault that opens whole. ``check``: goes where the vault is checked."""

    def __init__(self, check: Callable[[], None]) -> None:
        super().__init__()
        self._check = check

    def ask(self, worker: VaultWorker, failed: Callable[[SkryniaError], None]) -> None:
        """Read from the vault what there is to say."""
        worker.run(
            lambda vault: (vault.older, vault.older_at_update, vault.older_at_rescue, vault.lost),
            lambda found: self.tell(*found),
            failed,
            self,
        )

    def tell(
        self, decides: bool, at_update: bool, at_rescue: bool = False, lost: Lost | None = None
    ) -> None:
        """Say it, as far as there is anything."""
        told = told_at_opening(decides, at_update, at_rescue, lost)
        if told is not None:
            self.say(Tone.DANGER if decides else Tone.ATTENTION, *told)
            self.offer(_("Check the vault"), self._check)
            self.offer(_("Not now"), self.clear)
