"""Answers about consent that are on the screen and not recorded yet.

They are kept in the vault as a draft: by themselves, and when the window locks or closes. A
draft is no decision; only :meth:`UndecidedAnswers.decide` records one, as a version of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.errors import SkryniaError
from desktop.model.consent import Consent
from desktop.model.consent_draft import ConsentDraft, offered
from desktop.model.moment import Moment
from desktop.vault.records.drafts import DraftKind
from ui.autosave import Autosave, Frozen
from ui.interviews.draft import Draft

if TYPE_CHECKING:
    from desktop.vault import Vault


class UndecidedAnswers(QObject):
    """One form of answers over the consent that was recorded when the form was filled.

    ``decided``: they are recorded now. ``refused``: with the error, and they are as undecided
    as before.
    """

    decided = Signal()
    refused = Signal(object)

    def __init__(self, draft: Draft, read: Callable[[], Consent], parent: QObject) -> None:
        super().__init__(parent)
        self._draft, self._read = draft, read
        self._base: Consent | None = None
        self._typed = self._being_recorded = False
        context = draft.context
        self._autosave = Autosave(context.worker, context.state_bar, self._freeze, self)
        context.drafts.register(self._autosave, self)

    @property
    def base(self) -> Consent | None:
        """The recorded consent that the answers are typed over."""
        return self._base

    def begin(self, base: Consent | None) -> None:
        """A form was filled from the vault's answers; nothing is typed yet."""
        self._base, self._typed = base, False

    def touch(self) -> None:
        """Somebody typed an answer; it is kept as a draft soon."""
        self._typed = True
        self._autosave.touch()

    def forget(self) -> None:
        """Drop the answers and their draft."""
        self._typed = False
        self._autosave.touch()
        self._autosave.save_now()

    def unsaved(self) -> bool:
        """Whether answers are only on the screen, or on their way into the vault."""
        return self._autosave.unsaved() or self._being_recorded

    def undecided(self) -> bool:
        """Whether answers were typed that are no decision yet, kept as a draft or not."""
        return self._typed or self._being_recorded

    def may_be_decided(self) -> bool:
        """Whether there is something to record, and no decision on its way."""
        return self._typed and not self._being_recorded

    def overtaken(self, stored: Consent | None) -> bool:
        """Whether the vault holds another decision by now than the one typed over."""
        return self.undecided() and stored != self._base

    def laid_over(self, stored: Consent | None) -> Consent | None:
        """The answers typed by hand over that decision; None where a withdrawal wins."""
        return offered(ConsentDraft(self._read(), self._base), stored)

    def keep_draft(self) -> None:
        """Hand over what is typed without waiting for a pause."""
        self._autosave.save_now()

    def decide(self) -> None:
        """Record the decision; its draft goes in the same transaction."""
        self._autosave.save_now()
        self._typed, self._being_recorded = False, True
        base, typed = self._base, replace(self._read(), given_at=Moment.now())
        self._draft.context.worker.run(
            lambda vault: decide(vault, typed, base),
            lambda _: self._recorded(typed),
            self._failed,
            self,
        )

    def _recorded(self, now: Consent) -> None:
        self._base, self._being_recorded = now, False
        self._draft.context.state_bar.saved(Moment.now().local())
        self._draft.refresh()
        self.decided.emit()

    def _failed(self, error: SkryniaError) -> None:
        self._being_recorded = False
        self.touch()
        self._draft.context.state_bar.not_saved(error)
        self.refused.emit(error)

    def _freeze(self) -> Frozen:
        record = self._draft.interview_id
        typed = ConsentDraft(self._read(), self._base) if self._typed else None
        return Frozen(lambda vault: keep(vault, record, typed), _nothing)


def keep(vault: Vault, record: str, typed: ConsentDraft | None) -> None:
    """Keep the draft, or drop it: also where a withdrawal was recorded meanwhile."""
    with vault.transaction():
        if offered(typed, vault.consents.for_interview(record)) is None:
            vault.drafts.drop(DraftKind.CONSENT, record)
        else:
            vault.drafts.keep(DraftKind.CONSENT, record, typed)


def decide(vault: Vault, consent: Consent, base: Consent | None) -> None:
    """Record what the person decided over ``base``, and let the draft of the form go with it.

    ``RecordOvertaken`` where another decision was recorded meanwhile.
    """
    with vault.transaction():
        vault.consents.decide(consent, base)
        vault.drafts.drop(DraftKind.CONSENT, consent.interview_id)


def _nothing() -> None:
    """A draft that is in the vault changes nothing on the screen."""
