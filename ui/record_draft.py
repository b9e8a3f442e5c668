"""A record while it is worked on: what is on the screen, and what of it is saved.

A form changes the draft; the draft saves itself (``ui/autosave.py``). A draft is frozen on the
GUI thread and written on the vault's; what is typed meanwhile is written next.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.model.merge.laid_over import Landed
from ui.autosave import Autosave, Frozen
from ui.shell.room import RoomContext

if TYPE_CHECKING:
    from desktop.vault import Vault

T = TypeVar("T")

Write = Callable[["Vault", T, T], Landed]
"""``write(vault, stored, frozen)``: lay what differs over what the vault holds."""


class RecordDraft(QObject, Generic[T]):
    """One open record. ``edited``: something on the screen changed, or was written.

    ``landed(Landed)``: what became of the edit that was written. ``not_saved``: it could not be.
    """

    edited = Signal()
    landed = Signal(Landed)
    not_saved = Signal()

    def __init__(self, context: RoomContext, record: T, write: Write[T], parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._now = self._stored = record
        self._rebasing = threading.Lock()
        self._write = write
        self._autosave = Autosave(context.worker, context.state_bar, self._freeze, self)
        self._autosave.failed.connect(self.not_saved)
        context.drafts.register(self._autosave, self)

    @property
    def context(self) -> RoomContext:
        """What the room works with."""
        return self._context

    @property
    def now(self) -> T:
        """The record with every edit, saved or not."""
        return self._now

    def set(self, changed: T) -> None:
        """Show this from now on, and save it soon; nothing happens where nothing differs."""
        if changed == self._now:
            return
        self._now = changed
        self._autosave.touch()
        self.edited.emit()

    def touch(self) -> None:
        """Something changed that is read when the draft is frozen."""
        self._autosave.touch()

    def save_now(self) -> None:
        """Hand over what is unsaved; the saver stays alive until it is written."""
        self._autosave.save_now()

    def unsaved(self) -> bool:
        """Whether anything is not in the vault yet."""
        return self._autosave.unsaved()

    def frozen(self) -> T:
        """The record as it is to be written; a draft that reads its editor late does it here."""
        return self._now

    def rebase(self, change: Callable[[T], T]) -> None:
        """Renew what the vault is known to hold; asked for on either thread."""
        with self._rebasing:
            self._stored = change(self._stored)

    def _freeze(self) -> Frozen:
        """What differs is asked when it is written: another write may still be on its way."""
        self._now = frozen = self.frozen()
        landed = Landed.CLEAN

        def write(vault: Vault) -> None:
            nonlocal landed
            landed = self._write(vault, self._stored, frozen)
            self.rebase(lambda _before: frozen)

        def settled() -> None:
            self.edited.emit()
            self.landed.emit(landed)

        return Frozen(write, settled)
