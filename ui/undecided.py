"""What is typed into a form whose words are a decision: nothing counts until it is recorded.

It is kept in the vault as a draft: by itself, and when the window locks or closes. A draft is no
decision; only :meth:`Undecided.decide` records one. A form that saves itself is the other kind
(``ui/record_draft.py``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.errors import SkryniaError
from desktop.model.kept_draft import DraftForm, KeptDraft
from desktop.model.values.moment import Moment
from ui.autosave import Autosave, Frozen
from ui.shell.room import RoomContext

if TYPE_CHECKING:
    from desktop.vault import Vault

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Deciding(Generic[T]):
    """How one form is decided, on the vault's thread and by the id of its record.

    ``recorded``: what the vault holds now. ``record``: keeps what was typed over the second;
    ``RecordOvertaken`` where the vault holds something else by then. ``sign``: what is recorded
    of what stands on the form, such as with the time of it.
    """

    form: DraftForm[T]
    recorded: Callable[[Vault, str], T | None]
    record: Callable[[Vault, T, T | None], None]
    sign: Callable[[T], T]


class Undecided(QObject, Generic[T]):
    """One open form, over what was recorded when it was filled.

    ``decided``: it is recorded now. ``refused``: with the error, and it is as undecided as
    before.
    """

    decided = Signal()
    refused = Signal(object)

    def __init__(
        self,
        context: RoomContext,
        deciding: Deciding[T],
        record_id: str,
        read: Callable[[], T],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context, self._deciding, self._record_id = context, deciding, record_id
        self._read = read
        self._base: T | None = None
        self._typed = self._being_recorded = False
        self._autosave = Autosave(context.worker, context.state_bar, self._freeze, self)
        context.drafts.register(self._autosave, self)

    @property
    def base(self) -> T | None:
        """What was recorded, that the form is typed over."""
        return self._base

    def begin(self, base: T | None) -> None:
        """The form was filled from the vault; nothing is typed yet."""
        self._base = base
        self._tell(typed=False)

    def touch(self) -> None:
        """Somebody typed; it is kept as a draft soon."""
        self._tell(typed=True)
        self._autosave.touch()

    def offer(self) -> None:
        """What the form shows was kept before; it is as undecided as it was, and kept."""
        self._tell(typed=True)

    def forget(self) -> None:
        """Drop what is typed and its draft."""
        self._tell(typed=False)
        self._autosave.touch()
        self._autosave.save_now()

    def unsaved(self) -> bool:
        """Whether anything is only on the screen, or on its way into the vault."""
        return self._autosave.unsaved() or self._being_recorded

    def undecided(self) -> bool:
        """Whether something was typed that is no decision yet, kept as a draft or not."""
        return self._typed or self._being_recorded

    @property
    def on_its_way(self) -> bool:
        """Whether a decision is being recorded: nothing is as recorded until it is."""
        return self._being_recorded

    def may_be_decided(self) -> bool:
        """Whether there is something to record, and no decision on its way."""
        return self._typed and not self._being_recorded

    def overtaken(self, recorded: T | None) -> bool:
        """Whether the vault holds another decision by now than the one typed over."""
        return self.undecided() and recorded != self._base

    def laid_over(self, recorded: T | None) -> T | None:
        """What was typed by hand over that decision; None where nothing of it stands."""
        return self._deciding.form.offered(KeptDraft(self._read(), self._base), recorded)

    def keep_draft(self) -> None:
        """Hand over what is typed without waiting for a pause."""
        self._autosave.save_now()

    def decide(self) -> None:
        """Record the decision; its draft goes in the same transaction."""
        self._autosave.save_now()
        self._typed, self._being_recorded = False, True
        base, typed = self._base, self._deciding.sign(self._read())
        self._context.worker.run(
            lambda vault: decide(vault, self._deciding, self._record_id, typed, base),
            lambda _: self._recorded(typed),
            self._failed,
            self,
        )

    def _recorded(self, now: T) -> None:
        self._base, self._being_recorded = now, False
        self._tell(typed=self._typed)
        if not self._autosave.unsaved():  # what was typed meanwhile is on the screen alone
            self._context.state_bar.saved(self._autosave, Moment.now().local())
        self.decided.emit()

    def _tell(self, *, typed: bool) -> None:
        """No sign says that all is saved while something waits for a decision."""
        self._typed = typed
        self._context.state_bar.waiting(self, typed or self._being_recorded)

    def _failed(self, error: SkryniaError) -> None:
        self._being_recorded = False
        self.touch()
        self._context.state_bar.not_saved(self._autosave, error)
        self.refused.emit(error)

    def _freeze(self) -> Frozen:
        deciding, record = self._deciding, self._record_id
        draft = KeptDraft(self._read(), self._base) if self._typed else None
        return Frozen(lambda vault: keep(vault, deciding, record, draft), _nothing)


def keep(vault: Vault, deciding: Deciding[T], record_id: str, draft: KeptDraft[T] | None) -> None:
    """Keep the draft, or drop it: also where something was recorded meanwhile that ends it."""
    form = deciding.form
    with vault.transaction():
        if draft is None or form.offered(draft, deciding.recorded(vault, record_id)) is None:
            vault.drafts.drop(form, record_id)
        else:
            vault.drafts.keep(form, record_id, draft)


def decide(vault: Vault, deciding: Deciding[T], record_id: str, typed: T, base: T | None) -> None:
    """Record what was decided over ``base``, and let the draft of the form go with it.

    ``RecordOvertaken`` where another decision was recorded meanwhile.
    """
    with vault.transaction():
        deciding.record(vault, typed, base)
        vault.drafts.drop(deciding.form, record_id)


def _nothing() -> None:
    """A draft that is in the vault changes nothing on the screen."""
