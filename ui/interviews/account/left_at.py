"""Coming back to where an account was left: kept in the vault, and shown where it was seen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtWidgets import QTextEdit

from desktop.errors import SkryniaError
from desktop.model.kept_draft import KeptDraft
from desktop.model.sending.left_at import LeftAt
from desktop.reading.opened import ACCOUNT_LEFT_AT
from ui.interviews.account.editor import AccountEditor
from ui.interviews.draft import Draft

_MOVES = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.InputMethod,
)


class KeptPlace(QObject):
    """Keeps where the cursor stands, with each writing of the account and when it is left.

    A :class:`ui.shell.room.DraftSaver`; no state bar tells of it, as no words are at stake.
    """

    def __init__(self, draft: Draft, editor: AccountEditor, kept: LeftAt | None) -> None:
        super().__init__(editor)
        self._draft, self._editor = draft, editor
        self._kept = kept or editor.left_at()
        draft.landed.connect(self.save_now)
        draft.context.drafts.register(self, self)

    def unsaved(self) -> bool:
        """Whether the cursor stands elsewhere than is kept; what could not be kept is let go."""
        here, kept = self._editor.left_at(), self._kept
        return (here.utterance_id, here.within) != (kept.utterance_id, kept.within)

    def save_now(self) -> None:
        """Hand it to the vault; nothing where it is kept already."""
        if not self.unsaved():
            return
        record, here = self._draft.interview_id, self._editor.left_at()
        self._kept = here
        self._draft.context.worker.run(
            lambda vault: vault.drafts.keep(ACCOUNT_LEFT_AT, record, KeptDraft(here)),
            _kept,
            _let_go,
            self._draft,
        )


class Returning(QObject):
    """Holds the cursor's line where it was seen while a page is laid out for the first times.

    From the first key, click or turn of the wheel on, the page is the person's.
    """

    def __init__(self, editor: QTextEdit) -> None:
        super().__init__(editor)
        self._editor = editor
        self._below: int | None = None

    def begin(self, below: int) -> None:
        """From now on the line stands so many pixels below the upper edge."""
        self._below = below
        for each in (self._editor, self._editor.viewport()):
            each.installEventFilter(self)
        self.settle()

    def settle(self) -> None:
        """After a change of size: scroll to it anew."""
        if self._below is None:
            return
        editor, bar = self._editor, self._editor.verticalScrollBar()
        height = editor.viewport().height()
        top = bar.value() + editor.cursorRect().top()
        # A page is laid out as far as it is looked at; the bar reaches no further.
        layout = editor.document().documentLayout()
        layout.hitTest(QPointF(0, top + height), Qt.HitTestAccuracy.FuzzyHit)
        bar.setValue(top - max(0, min(self._below, height * 2 // 3)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Listen for a person; nothing is kept from the page."""
        if event.type() in _MOVES:
            self._below = None
            for each in (self._editor, self._editor.viewport()):
                each.removeEventFilter(self)
        return super().eventFilter(watched, event)


def _kept(_answer: object) -> None:
    """It is in the vault; nothing on the screen says so."""


def _let_go(_error: SkryniaError) -> None:
    """No word is lost, and where words cannot be written their own saving says why."""
