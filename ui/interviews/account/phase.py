"""The phase *Account*: closed until the rules allow it, then a wide page to write on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QTextEdit, QWidget

from desktop.errors import SkryniaError
from desktop.i18n import _
from desktop.model.interview import State, Utterance
from desktop.model.phases import Point, needs_basis
from desktop.model.sending.left_at import LeftAt
from desktop.reading.earlier import keep
from ui.interviews.account.blocks import Look
from ui.interviews.account.bottom_margin import BottomMargin
from ui.interviews.account.closed import ClosedAccount
from ui.interviews.account.earlier_dialog import EarlierDialog
from ui.interviews.account.editor import AccountEditor
from ui.interviews.account.find import FindBar
from ui.interviews.account.gutter import Gutter
from ui.interviews.account.keys import WHOLE_WINDOW_KEY
from ui.interviews.account.left_at import KeptPlace, Returning
from ui.interviews.account.look import COLUMN, account_look, gutter
from ui.interviews.account.marks import PointedOut
from ui.interviews.account.paste_offer import PasteOffer
from ui.interviews.account.protecting import Protecting
from ui.interviews.account.strip import Strip
from ui.interviews.account.whole_window import WholeWindow
from ui.interviews.draft import Draft
from ui.interviews.phase_page import PhasePage
from ui.messages import note_error, say_error
from ui.scale import space, with_text
from ui.widgets.focus import focus_first
from ui.widgets.layouts import column
from ui.widgets.sheet import Sheet


class AccountPhase(PhasePage):
    """Shows what keeps the account closed, the way to begin it, or the account itself.

    ``wants_whole_window(on)``: writing mode begins or ends; what stands around gives way by itself.
    """

    wants_whole_window = Signal(bool)

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self._stack = QStackedWidget()
        self.setLayout(column(self._stack))
        self._closed = ClosedAccount(self.wants_phase.emit, self._begin)
        self._writing: WritingPage | None = None
        self._stack.addWidget(self._closed)
        draft.edited.connect(self._show)
        draft.refreshed.connect(self._show)
        self._show()

    def take_focus(self) -> None:
        """Put the cursor where the next word goes, or the focus on the way to there."""
        if self._writing is None:
            focus_first(self._closed)
        else:
            self._writing.editor.setFocus()

    def go_to_point(self, point: Point) -> bool:
        """The first answer of which nobody said yet how it is known."""
        bare = [each.id for each in self._draft.frozen().utterances if needs_basis(each)]
        if self._writing is None or point is not Point.BASIS or not bare:
            return False
        self._writing.editor.show_utterance(bare[0])
        self._writing.editor.setFocus()
        return True

    def seal(self) -> None:
        """The account is read, and looked through."""
        super().seal()
        if self._writing is not None:
            self._writing.find_bar.seal()

    def hand_over(self) -> None:
        """Keep where it is left."""
        if self._writing is not None:
            self._writing.kept_place.save_now()

    def location(self) -> dict[str, str]:
        """Where the cursor stands, in characters; 0 while the account is closed.

        ``turn``, ``within``, ``below``: see :class:`LeftAt`.
        """
        if self._writing is None:
            return {"at": "0"}
        left, cursor = self._writing.editor.left_at(), self._writing.editor.textCursor()
        return {
            "at": str(cursor.position()),
            "turn": left.utterance_id,
            "within": str(left.within),
            "below": str(left.below),
        }

    def go(self, location: Mapping[str, str]) -> None:
        """Put the cursor into an utterance, or back ``at`` where it stood before."""
        if self._writing is None:
            return
        if location.get("utterance"):
            self._show_found(location)
        elif location.get("at", "").isdecimal():
            self._writing.editor.put_cursor(int(location["at"]))
            within, below = (int(location.get(name, "0")) for name in ("within", "below"))
            self._writing.editor.return_to(LeftAt(location.get("turn", ""), within, below))
            self.take_focus()

    def _show_found(self, location: Mapping[str, str]) -> None:
        """An utterance; behind the words ``within`` … ``to`` of it, where they are said."""
        assert self._writing is not None  # noqa: S101 - there is an account to be found in
        utterance, editor = location["utterance"], self._writing.editor
        start, end = (int(location.get(name, "0")) for name in ("within", "to"))
        editor.show_utterance(utterance, end)
        if end and editor.left_at().utterance_id == utterance:
            self._writing.pointed_out.show(end - start)

    def _show(self) -> None:
        opened = self._draft.opened
        if opened.interview.state is State.PLANNED:
            self._closed.show_reasons(opened.closed)
            return
        if self._writing is None:
            self._writing = WritingPage(self._draft)
            self._stack.addWidget(self._writing)
            self._stack.setCurrentWidget(self._writing)
            self._writing.whole_window.changed.connect(self.wants_whole_window)
        self._writing.set_sealed(opened.sealed)

    def _begin(self) -> None:
        draft, record = self._draft, self._draft.interview_id
        draft.save_now()
        draft.context.worker.run(
            lambda vault: vault.interviews.open_account(record),
            lambda _answer: draft.refresh(self.take_focus),
            self._refused,
            self,
        )

    def _refused(self, error: SkryniaError) -> None:
        say_error(self._closed.banner, error)


class WritingPage(QWidget):
    """The page with its strips. It is made when the account is first shown."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        theme, opened = draft.context.theme, draft.opened
        language = opened.interview.language
        self.editor = PagedEditor(account_look(theme), gutter(theme, language))
        self.editor.setAccessibleName(_("Account"))
        self.editor.setObjectName("account")
        self.editor.show_account(opened.utterances, language)
        if opened.left_at is not None:
            self.editor.return_to(opened.left_at)
        self.kept_place = KeptPlace(draft, self.editor, opened.left_at)
        self.editor.edited.connect(draft.touch_account)
        self.editor.wants_earlier.connect(self.open_earlier)
        theme.changed.connect(self._restyle)
        self.find_bar = FindBar(self.editor)
        self.pointed_out = PointedOut(self.editor)
        self.find_bar.left.connect(self.editor.setFocus)
        self.paste_offer = PasteOffer(self.editor)
        self.protecting = Protecting(self.editor, draft.context)
        self.strip = Strip(self.editor)
        self.whole_window = WholeWindow(self)
        self.editor.wants_whole_window.connect(self._turn_whole)
        draft.not_saved.connect(lambda: self.whole_window.turn(on=False))
        self._add_keys()
        self._lay_out()
        draft.attend_account(self.editor.account)

    def set_sealed(self, sealed: bool) -> None:
        """A sealed account is read, never written."""
        self.editor.setReadOnly(sealed)
        self.strip.set_sealed(sealed)

    def open_earlier(self) -> None:
        """Show what the account was before."""
        self._draft.save_now()
        dialog = EarlierDialog(self, self._draft, self.editor.account)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._put_back)
        dialog.open()

    def _put_back(self, utterances: tuple[Utterance, ...]) -> None:
        """Keep the text of now as well, whatever becomes of the undo."""
        now = replace(self._draft.opened, utterances=self.editor.account())
        context = self._draft.context
        refused = partial(note_error, context.state_bar)
        context.worker.run(lambda vault: keep(vault, now), _kept, refused, self)
        self.editor.put_back(utterances)
        self.editor.setFocus()

    def _add_keys(self) -> None:
        """Keys of every editor: find, replace, and from one place to the next."""
        standard = QKeySequence.StandardKey
        keys: dict[QKeySequence | QKeySequence.StandardKey, Callable[[], None]] = {
            standard.Find: lambda: self.find_bar.open(replacing=False),
            QKeySequence("Ctrl+H"): lambda: self.find_bar.open(replacing=True),
            QKeySequence("F3"): lambda: self.find_bar.step(1),
            QKeySequence("Shift+F3"): lambda: self.find_bar.step(-1),
            QKeySequence(WHOLE_WINDOW_KEY): self._turn_whole,
        }
        for key, pressed in keys.items():
            self._key(key, pressed)
        escape = self._key(QKeySequence("Esc"), self._escape)
        # It would take the key from whatever listens for it beside the page.
        escape.setEnabled(False)
        self.whole_window.changed.connect(escape.setEnabled)

    def _key(
        self, key: QKeySequence | QKeySequence.StandardKey, pressed: Callable[[], None]
    ) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(pressed)
        return shortcut

    def hideEvent(self, event: QHideEvent) -> None:
        """Another phase, room or the lock came to the front: they need the window."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.whole_window.turn(on=False)

    def _turn_whole(self) -> None:
        """Begin or end writing mode; the line one writes on stays at its height."""
        self.editor.hold_place()
        self.whole_window.turn(on=not self.whole_window.on)

    def _escape(self) -> None:
        """In writing mode: what opened last goes first."""
        if self.find_bar.isVisible():
            self.find_bar.leave()
        elif self.paste_offer.isVisible():
            self.paste_offer.leave()
        elif self.protecting.isVisible():
            self.protecting.leave()
        else:
            self._turn_whole()

    def _restyle(self) -> None:
        theme = self._draft.context.theme
        language = self._draft.opened.interview.language
        self.editor.restyle(account_look(theme), gutter(theme, language))

    def _lay_out(self) -> None:
        page = column(self.editor)
        page.setContentsMargins(1, 1, 1, 1)
        sheet = Sheet(page)
        whole = column(
            self.find_bar, sheet, self.paste_offer, self.protecting, self.strip, margin=3
        )
        whole.setStretch(1, 1)
        self.setLayout(whole)


def _kept(_answer: object) -> None:
    """It stands among the earlier drafts; nothing on the screen says so."""


class PagedEditor(AccountEditor):
    """An account editor whose lines keep a readable length, centred on a wide window."""

    def __init__(self, look: Look, gutter: Gutter) -> None:
        super().__init__(look, gutter)
        self._below = BottomMargin(self)
        self._returning = Returning(self)

    def hold_place(self) -> None:
        """Whatever size the page gets now, the cursor's line stays where it is seen."""
        self._returning.begin(max(0, self.cursorRect().top()))

    def return_to(self, left: LeftAt) -> None:
        super().return_to(left)
        self._returning.begin(left.below)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        column = min(with_text(COLUMN), room - space(4))
        side = max(0, (room - column) // 2)
        self.setViewportMargins(side, 0, 0, 0)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setLineWrapColumnOrWidth(column)
        self._below.settle()
        self._returning.settle()
