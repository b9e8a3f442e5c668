"""Removing a record that was made by mistake: asked once, or told why it stays."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.errors import RecordStays, SkryniaError
from desktop.i18n import _
from desktop.messages.removal import cannot_come_back, told
from desktop.model.removal import Removable
from desktop.model.version import RecordKind
from ui.messages import say_error
from ui.shell.room import RoomContext
from ui.widgets.banner import Banner
from ui.widgets.dialogs.confirm import Question, ask
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.vault import Vault


def _nothing_open(_record_id: str) -> None:
    """For a page that writes nothing of a record while a person looks at it."""


class Removing(QObject):
    """Of one room: of its ``kind``, told in ``banner``. ``goes``: a sentence that says what goes
    with a record, and what stays.

    ``gone`` runs behind a removal; ``leave`` before it, so that no page of the record writes or
    reads once more. Both are given its id. ``back``: puts the focus where one goes on, when what
    was told is closed.
    """

    def __init__(
        self,
        page: QWidget,
        context: RoomContext,
        kind: RecordKind,
        banner: Banner,
        goes: str,
        gone: Callable[[str], None],
        back: Callable[[], None],
        leave: Callable[[str], None] = _nothing_open,
    ) -> None:
        super().__init__(page)
        self._page, self._context, self._kind, self._banner = page, context, kind, banner
        self._goes, self._leave, self._gone, self._back = goes, leave, gone, back

    def ask(self, record_id: str) -> None:
        """Ask whether this record is to go, once the vault has said that it may."""
        kind = self._kind
        self._context.worker.run(
            lambda vault: vault.removal.look(kind, record_id), self._looked, self._refused, self
        )

    def _looked(self, found: Removable) -> None:
        if found.stays:
            self._refused(RecordStays("it stays", stays=found.stays), found.called)
            return
        question = Question(
            _("Remove {name}?").format(name=found.called) if found.called else _("Remove this?"),
            self._goes,
            cannot_come_back(),
            _("Remove from the vault"),
        )
        ask(self._page, question, lambda: self._remove(found))

    def _remove(self, found: Removable) -> None:
        self._banner.clear()
        self._leave(found.record_id)
        self._context.worker.run(
            lambda vault: _remove(vault, found),
            lambda lies_in_backups: self._removed(found, lies_in_backups),
            self._refused,
            self,
        )

    def _removed(self, found: Removable, lies_in_backups: bool) -> None:
        said = (
            _("Removed: {name}. Backups contain it until the next backup in their folder.")
            if lies_in_backups
            else _("Removed: {name}")
        )
        self._context.state_bar.note(said.format(name=found.called))
        self._gone(found.record_id)
        self._back()

    def _refused(self, error: SkryniaError, called: str = "") -> None:
        if not isinstance(error, RecordStays):
            say_error(self._banner, error)
            return
        title = _("{name} cannot be removed").format(name=called) if called else ""
        only = _("Only what was made by mistake and that nobody else has can be removed.")
        text = "\n".join((*told(error.stays), only))
        self._banner.say(Tone.ATTENTION, title or _("It cannot be removed"), text)
        self._banner.offer(_("Close"), self._close)

    def _close(self) -> None:
        self._banner.clear()
        self._back()


def _remove(vault: Vault, found: Removable) -> bool:
    """Remove it; whether a backup may contain it still."""
    vault.removal.remove(found.kind, found.record_id)
    return any(place.holds for place in vault.backups.places())
