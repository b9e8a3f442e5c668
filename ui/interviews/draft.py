"""The open interview while it is worked on: what is on the screen, and what of it is saved.

The phases change the draft; it saves itself (``ui/record_draft.py``) and writes only the parts
that differ from what the vault already holds, in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.model.interview import Interview, InterviewDocument, Utterance
from desktop.model.media import Attachment
from desktop.model.merge.laid_over import Landed, laid_over
from desktop.model.opened import Opened
from desktop.reading.earlier import keep_before
from desktop.reading.opened import read_opened
from ui.messages import note_error
from ui.record_draft import RecordDraft
from ui.shell.room import RoomContext

if TYPE_CHECKING:
    from desktop.vault import Vault

ReadAccount = Callable[[], tuple[Utterance, ...]]


class Draft(RecordDraft[Opened]):
    """One open interview.

    ``refreshed``: the vault was read again (state, consent, files); fields a person types in
    are not touched by it.
    ``overtaken``: what others wrote in them stands on the draft now, with nothing lost, since
    all that was typed is saved. Whoever shows it makes its page anew.
    """

    refreshed = Signal()
    overtaken = Signal()

    def __init__(self, context: RoomContext, opened: Opened, parent: QObject) -> None:
        super().__init__(context, opened, write_difference, parent)
        self._read_account: ReadAccount | None = None
        self._behind = False
        self.landed.connect(self._look_again)

    @property
    def opened(self) -> Opened:
        """The interview with every edit, saved or not; the account as last frozen."""
        return self.now

    @property
    def interview_id(self) -> str:
        """The record's id."""
        return self.now.interview.id

    # -- edits --------------------------------------------------------------------------

    def set_interview(self, **changes: Any) -> None:
        """Change fields of the plan, the prior accounts or the read back."""
        self._edit(interview=replace(self.now.interview, **changes))

    def set_safety(self, **changes: Any) -> None:
        """Change fields of the safety screen; risk goes on changing after the seal."""
        self.set(replace(self.now, safety=replace(self.now.safety, **changes)))

    def set_attachments(self, attachments: tuple[Attachment, ...]) -> None:
        """Change captions."""
        self._edit(attachments=attachments)

    def attend_account(self, read: ReadAccount | None) -> None:
        """Register what reads the account's text when the draft is frozen; None removes it."""
        self._read_account = read

    def touch_account(self) -> None:
        """Words of the account changed; they are read when the draft is frozen."""
        if not self.now.sealed:
            self.touch()

    def _edit(self, **changes: Any) -> None:
        if not self.now.sealed:
            self.set(replace(self.now, **changes))

    def frozen(self) -> Opened:
        """The account is read from its editor only now: reading it at every key is too slow."""
        if self._read_account is not None and self.now.writable:
            return replace(self.now, utterances=self._read_account())
        return self.now

    # -- reading again --------------------------------------------------------------------

    def refresh(self, then: Callable[[], None] | None = None) -> None:
        """Save, read the vault again, and take over what others may have changed there."""
        self.save_now()
        self._read_again(then)

    def _look_again(self, landed: Landed) -> None:
        """Show what others wrote, where it had to wait for what was typed, or was met by it."""
        if self._behind or landed is not Landed.CLEAN:
            self._read_again()

    def _read_again(self, then: Callable[[], None] | None = None) -> None:
        record = self.interview_id

        def arrived(read: Opened) -> None:
            self._take(read)
            if then is not None:
                then()

        refused = partial(note_error, self._context.state_bar)
        self._context.worker.run(lambda vault: read_opened(vault, record), arrived, refused, self)

    def _take(self, read: Opened) -> None:
        """Take state, consent and files from the vault; typed fields only when all is saved."""
        before = replace(self._now, interview=_with_state(self._now.interview, read.interview))
        self._behind = self.unsaved()
        if self._behind:
            self._take_beside_typed(before, read)
        else:
            self._now = read
            self.rebase(lambda _stored: read)
            if (before.interview, before.utterances) != (read.interview, read.utterances):
                self.overtaken.emit()
        self.refreshed.emit()

    def _take_beside_typed(self, typed: Opened, read: Opened) -> None:
        self._now = replace(
            read,
            interview=typed.interview,
            safety=typed.safety,
            utterances=typed.utterances,
            attachments=_with_added(typed.attachments, read.attachments),
        )
        self.rebase(
            lambda stored: replace(stored, interview=_with_state(stored.interview, read.interview))
        )


def write_difference(vault: Vault, stored: Opened, frozen: Opened) -> Landed:
    """Write what differs between ``stored`` and ``frozen``, in one transaction.

    Nobody but this screen writes what is asked about safety: it travels in no package.
    """
    with vault.transaction():
        if frozen.safety != stored.safety:
            known = vault.interviews.safety(frozen.interview.id)
            vault.interviews.save_safety(laid_over(known, stored.safety, frozen.safety))
        keep_before(vault, stored, frozen)
        return vault.edits.record(vault.interviews, _document(stored), _document(frozen))


def _document(opened: Opened) -> InterviewDocument:
    return InterviewDocument(opened.interview, opened.utterances, opened.attachments)


def _with_state(words: Interview, state: Interview) -> Interview:
    """The fields a person types from one reading, the state of the record from the other."""
    return replace(words, state=state.state, opened_at=state.opened_at, closed_at=state.closed_at)


def _with_added(
    typed: tuple[Attachment, ...], there: tuple[Attachment, ...]
) -> tuple[Attachment, ...]:
    """The files there are, with captions typed on the screen; a long job may have added some."""
    captioned = {attachment.id: attachment for attachment in typed}
    return tuple(captioned.get(each.id, each) for each in there)
