"""The open interview while it is worked on: what is on the screen, and what of it is saved.

The phases change the draft; the draft saves itself (``ui/autosave.py``) and writes only the
parts that differ from what the vault already holds, in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.model.interview import Interview, Utterance
from desktop.model.media import Attachment
from desktop.model.opened import Opened
from ui.autosave import Autosave, Frozen
from ui.interviews.opened import read_opened
from ui.shell.room import INTERVIEWS, RoomContext

if TYPE_CHECKING:
    from desktop.vault import Vault

ReadAccount = Callable[[], tuple[Utterance, ...]]


class Draft(QObject):
    """One open interview.

    ``edited``: something on the screen changed. ``refreshed``: the vault was read again
    (state, consent, files); fields a person types in are not touched by it.
    """

    edited = Signal()
    refreshed = Signal()

    def __init__(self, context: RoomContext, opened: Opened, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._now = opened
        self._stored = opened
        self._read_account: ReadAccount | None = None
        self._autosave = Autosave(context.worker, context.state_bar, self._freeze, self)
        context.drafts.register(self._autosave, self)

    @property
    def opened(self) -> Opened:
        """The interview with every edit, saved or not; the account as last frozen."""
        return self._now

    @property
    def context(self) -> RoomContext:
        """What the room works with."""
        return self._context

    @property
    def interview_id(self) -> str:
        """The record's id."""
        return self._now.interview.id

    # -- edits --------------------------------------------------------------------------

    def set_interview(self, **changes: Any) -> None:
        """Change fields of the plan, the prior accounts or the read back."""
        self._edit(interview=replace(self._now.interview, **changes))

    def set_safety(self, **changes: Any) -> None:
        """Change fields of the safety screen; risk goes on changing after the seal."""
        self._edit(safety=replace(self._now.safety, **changes))

    def set_attachments(self, attachments: tuple[Attachment, ...]) -> None:
        """Change captions."""
        self._edit(attachments=attachments)

    def attend_account(self, read: ReadAccount | None) -> None:
        """Who can tell the account's words when they are frozen; None for nobody."""
        self._read_account = read

    def touch_account(self) -> None:
        """Words of the account changed; they are read when the draft is frozen."""
        if not self._now.sealed:
            self._autosave.touch()

    def _edit(self, **changes: Any) -> None:
        changed = replace(self._now, **changes)
        if changed == self._now or (self._now.sealed and "safety" not in changes):
            return
        self._now = changed
        self._autosave.touch()
        self.edited.emit()

    # -- saving -------------------------------------------------------------------------

    def save_now(self) -> None:
        """Hand over what is unsaved."""
        self._autosave.save_now()

    def unsaved(self) -> bool:
        """Whether anything is not in the vault yet."""
        return self._autosave.unsaved()

    def close(self) -> None:
        """Hand over what is unsaved; the saver stays alive until it is written."""
        self._autosave.save_now()

    def _freeze(self) -> Frozen:
        if self._read_account is not None and self._now.writable:
            self._now = replace(self._now, utterances=self._read_account())
        frozen, stored = self._now, self._stored

        def settled() -> None:
            self._stored = frozen
            self.edited.emit()
            if _listed(frozen.interview) != _listed(stored.interview):
                self._context.changes.changed.emit(INTERVIEWS)

        return Frozen(lambda vault: write_difference(vault, stored, frozen), settled)

    # -- reading again --------------------------------------------------------------------

    def refresh(self, then: Callable[[], None] | None = None) -> None:
        """Save, read the vault again, and take over what others may have changed there."""
        self.save_now()
        record = self.interview_id

        def arrived(read: Opened) -> None:
            self._take(read)
            self._context.changes.changed.emit(INTERVIEWS)
            if then is not None:
                then()

        worker, bar = self._context.worker, self._context.state_bar
        worker.run(lambda vault: read_opened(vault, record), arrived, bar.not_saved, self)

    def _take(self, read: Opened) -> None:
        """Take state, consent and files from the vault; typed fields only when all is saved."""
        interview = _with_state(self._now.interview, read.interview)
        kept = replace(
            read,
            interview=interview,
            safety=self._now.safety,
            utterances=self._now.utterances,
            attachments=with_captions(read.attachments, self._now.attachments),
        )
        self._now = kept if self.unsaved() else read
        self._stored = replace(
            self._stored,
            interview=_with_state(self._stored.interview, read.interview),
            consent=read.consent,
            attachments=read.attachments,
            media=read.media,
        )
        self.refreshed.emit()


def write_difference(vault: Vault, stored: Opened, frozen: Opened) -> None:
    """Write the parts of ``frozen`` that differ from ``stored``, in one transaction."""
    interviews, record = vault.interviews, frozen.interview.id
    with vault.transaction():
        if frozen.interview != stored.interview:
            interviews.save(frozen.interview)
        if frozen.safety != stored.safety:
            interviews.save_safety(frozen.safety)
        if frozen.utterances != stored.utterances:
            interviews.save_utterances(record, frozen.utterances)
        if frozen.attachments != stored.attachments:
            there = tuple(interviews.attachments(record))
            interviews.save_attachments(record, with_captions(there, frozen.attachments))


def _listed(interview: Interview) -> tuple[str, ...]:
    """What a line of the list shows of the plan."""
    return (interview.code, interview.language, interview.planned_for)


def with_captions(
    there: tuple[Attachment, ...], typed: tuple[Attachment, ...]
) -> tuple[Attachment, ...]:
    """The files that are attached now, with the captions typed on the screen.

    Files may have been added by a long job meanwhile; a caption never takes one away.
    """
    captions = {attachment.id: attachment.caption for attachment in typed}
    return tuple(replace(a, caption=captions.get(a.id, a.caption)) for a in there)


def _with_state(words: Interview, state: Interview) -> Interview:
    """The fields a person types from one reading, the state of the record from the other."""
    return replace(words, state=state.state, opened_at=state.opened_at, closed_at=state.closed_at)
