"""A vault in which something is not what was written last, told above the rooms when it opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.errors import SkryniaError
from desktop.i18n import _
from desktop.vault.file.lost import Lost
from desktop.vault.file.lost_messages import looked_stays, looked_title, looked_what
from desktop.vault.file.older_messages import told_at_opening
from ui.tasks import VaultWorker
from ui.widgets.banner import Banner
from ui.widgets.dialogs.confirm import Question, ask
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.vault import Vault


class OlderBanner(Banner):
    """Says nothing of a vault that opens whole. ``check``: goes where the vault is checked."""

    def __init__(self, check: Callable[[], None]) -> None:
        super().__init__()
        self._check = check
        self._worker: VaultWorker | None = None
        self._failed: Callable[[SkryniaError], None] | None = None

    def ask(self, worker: VaultWorker, failed: Callable[[SkryniaError], None]) -> None:
        """Read from the vault what there is to say."""
        self._worker, self._failed = worker, failed
        worker.run(_found, self._tell_found, failed, self)

    def _tell_found(self, found: tuple[bool, bool, bool, Lost | None]) -> None:
        self.tell(*found)

    def tell(
        self, decides: bool, at_update: bool, at_rescue: bool = False, lost: Lost | None = None
    ) -> None:
        """Say it, as far as there is anything."""
        told = told_at_opening(decides, at_update, at_rescue, lost)
        if told is None:
            self.clear()
            return
        self.say(Tone.DANGER if decides or lost else Tone.ATTENTION, *told)
        self.offer(_("Check the vault"), self._check)
        if lost is not None and not decides:
            self.offer(_("The consents were looked at…"), self._ask_looked)
        self.offer(_("Not now"), self.clear)

    def _ask_looked(self) -> None:
        question = Question(
            looked_title(), looked_what(), looked_stays(), _("I looked at them"), dangerous=False
        )
        ask(self, question, self._looked)

    def _looked(self) -> None:
        if self._worker is not None and self._failed is not None:
            self._worker.run(_looked_at, self._tell_found, self._failed, self)


def _found(vault: Vault) -> tuple[bool, bool, bool, Lost | None]:
    return vault.older, vault.older_at_update, vault.older_at_rescue, vault.unlooked


def _looked_at(vault: Vault) -> tuple[bool, bool, bool, Lost | None]:
    vault.consents_looked_at()
    return _found(vault)
