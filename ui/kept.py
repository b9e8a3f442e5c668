"""A draft of what somebody works on and has not sent: over a lock, the closed window, a crash,
another language. Nothing is made or changed by keeping it.

What saves itself is ``ui/record_draft.py``, answers of which each save is a decision
``ui/undecided.py``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.model.kept_draft import DraftForm, KeptDraft
from ui.autosave import Autosave, Frozen
from ui.messages import note_error
from ui.shell.room import RoomContext

if TYPE_CHECKING:
    from desktop.vault import Vault

S = TypeVar("S")
T = TypeVar("T")


class Kept(QObject, Generic[T]):
    """A draft of what ``read`` gives, kept while somebody works on it.

    ``found`` with what was kept before, once the vault has answered; nothing where nothing was.
    """

    found = Signal(object)
    is_form: ClassVar[bool] = False
    """Whether what is typed counts for nothing until it is sent, as long as it is on the screen."""

    def __init__(
        self,
        context: RoomContext,
        form: DraftForm[T],
        record_id: str,
        read: Callable[[], T],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context, self._form, self._record_id, self._read = context, form, record_id, read
        self._typed = self._sent = self._closed = False
        self._autosave = Autosave(context.worker, context.state_bar, self._freeze, self)
        context.drafts.register(self._autosave, self)

    def look(self) -> None:
        """Ask the vault what was kept before."""
        form, record_id = self._form, self._record_id
        self._context.worker.run(
            lambda vault: vault.drafts.offered(form, record_id, None),
            self._take,
            partial(note_error, self._context.state_bar),
            self,
        )

    @property
    def typed(self) -> bool:
        """Whether there is anything to keep."""
        return self._typed

    def touch(self) -> None:
        """Somebody typed or chose; it is kept soon."""
        self._tell(typed=True)
        self._autosave.touch()

    def save_now(self) -> None:
        """Hand over what is typed without waiting for a pause."""
        self._autosave.save_now()

    def forget(self) -> None:
        """It is sent, or given up: keep no draft of it any more."""
        if self._typed:
            self._tell(typed=False)
            self._autosave.touch()
            self._autosave.save_now()

    def close(self) -> None:
        """What is worked on goes; what is not in the vault yet goes on being saved without it."""
        self._context.state_bar.waiting(self, False)
        if self._autosave.unsaved() and not self._closed:
            last = self._read()
            self._read = lambda: last
            self.setParent(self._context.worker)
            self._closed = True

    def sending(self, work: Callable[[Vault], S]) -> Callable[[Vault], S]:
        """``work``, and the draft gone with it in one transaction, or neither."""
        form, record_id = self._form, self._record_id
        self.begin_sending()

        def send(vault: Vault) -> S:
            with vault.transaction():
                done = work(vault)
                vault.drafts.drop(form, record_id)
            return done

        return send

    def begin_sending(self) -> None:
        """It is on its way; from now on no draft is kept, unless it is refused."""
        self._sent = self._typed
        self._tell(typed=False)

    def not_sent(self) -> None:
        """It was refused; what stands there is kept on."""
        if self._sent:
            self._sent = False
            self.touch()

    def _tell(self, *, typed: bool) -> None:
        self._typed = typed
        if self.is_form:
            self._context.state_bar.waiting(self, typed)

    def _take(self, kept: T | None) -> None:
        if kept is not None:
            self._tell(typed=True)
            self.found.emit(kept)

    def _freeze(self) -> Frozen:
        form, record_id = self._form, self._record_id
        if not self._typed:
            return Frozen(lambda vault: vault.drafts.drop(form, record_id), self._settled)
        draft = KeptDraft(self._read())
        return Frozen(lambda vault: vault.drafts.keep(form, record_id, draft), self._settled)

    def _settled(self) -> None:
        """A draft that is in the vault changes nothing on the screen."""
        if self._closed and not self._autosave.unsaved():
            self.deleteLater()
