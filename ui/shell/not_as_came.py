"""Photos and files that are not as they came, told above the rooms as long as it is so."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from desktop.errors import SkryniaError
from desktop.i18n import _
from desktop.messages.fixity import what_to_do, wrong_title, wrong_told
from desktop.model.changes import Changes, Part
from desktop.model.fixity import Checked
from ui.widgets.banner import Banner
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from ui.tasks import VaultWorker

_NAMED: Final = 2
"""Files that are named above the rooms; *Settings* has all."""


class NotAsCameBanner(Banner):
    """Says nothing while all are good. ``show``: goes where they are listed. ``asked``: whether the
    vault has answered."""

    def __init__(
        self, worker: VaultWorker, show: Callable[[], None], failed: Callable[[SkryniaError], None]
    ) -> None:
        super().__init__()
        self._worker, self._show, self._failed = worker, show, failed
        self.asked = False
        self._put_off: tuple[Checked, ...] = ()
        worker.changed.connect(self._hear)

    def ask(self) -> None:
        """Read from the vault what there is to say."""
        self._worker.read_later(lambda vault: vault.fixity.wrong(), self.tell, self._failed, self)

    def tell(self, wrong: tuple[Checked, ...]) -> None:
        """Say it, as far as there is anything, unless a person has put off the same."""
        self.asked = True
        if not wrong or wrong == self._put_off:
            self.clear()
            return
        named = [wrong_told(each) for each in wrong[:_NAMED]]
        text = "\n".join((*named, what_to_do()))
        if (self.title, self.text) == (wrong_title(wrong), text):
            return  # what is being read, or pressed, is not said anew
        self.say(Tone.DANGER, wrong_title(wrong), text)
        self.offer(_("Show"), self._show)
        self.offer(_("Not now"), lambda: self._not_now(wrong))

    def _not_now(self, wrong: tuple[Checked, ...]) -> None:
        self._put_off = wrong
        self.clear()

    def _hear(self, changes: Changes) -> None:
        if changes.of(Part.FIXITY):
            self.ask()
