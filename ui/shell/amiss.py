"""A vault that opens by ways that were ended, told above the rooms until they are ended again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.errors import SkryniaError
from desktop.i18n import _
from desktop.messages.ways_in import amiss_told
from desktop.model.changes import Changes, Part
from desktop.model.way_in import AmissWays
from ui.widgets.banner import Banner
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from ui.tasks import VaultWorker


class AmissBanner(Banner):
    """Says nothing where ``keys.json`` is as it was left. ``show``: goes where the ways are.
    ``asked``: whether the vault has answered."""

    def __init__(
        self, worker: VaultWorker, show: Callable[[], None], failed: Callable[[SkryniaError], None]
    ) -> None:
        super().__init__()
        self._worker, self._show, self._failed = worker, show, failed
        self.asked = self._put_off = False
        worker.changed.connect(self._hear)

    def ask(self) -> None:
        """Read from the vault what there is to say."""
        self._worker.run(lambda vault: vault.ways_in.amiss(), self.tell, self._failed, self)

    def tell(self, amiss: AmissWays) -> None:
        """Say it, as far as there is anything, unless a person has put it off."""
        self.asked = True
        title, lines, to_do = amiss_told(amiss)
        if not lines or self._put_off:
            self.clear()
            return
        text = "\n".join((*lines, to_do))
        if self.text == text:
            return  # what is being read, or pressed, is not said anew
        self.say(Tone.DANGER, title, text)
        self.offer(_("Ways to unlock"), self._show)
        self.offer(_("Not now"), self._not_now)

    def _not_now(self) -> None:
        self._put_off = True
        self.clear()

    def _hear(self, changes: Changes) -> None:
        if changes.of(Part.WAY_IN):
            self.ask()
