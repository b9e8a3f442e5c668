"""Earlier drafts of an account: when, by whom, how much; one of them to read, or to use again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from desktop.i18n import _, ngettext
from desktop.model.earlier_account import EarlierAccount, Piece, compared
from desktop.model.interview import Utterance
from desktop.reading.earlier import earlier
from ui.interviews.draft import Draft
from ui.interviews.labels import clock, day, turn_label
from ui.messages import say_error
from ui.scale import Type, space, with_text
from ui.theme import current
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.dialogs.growing_dialog import GrowingDialog
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row
from ui.widgets.lists.list_pane import ListPane
from ui.widgets.lists.rows import Row, RowsModel

_WIDTH: Final = 900
_HEIGHT: Final = 600
_LIST_WIDTH: Final = 280

Account = tuple[Utterance, ...]


class EarlierDialog(GrowingDialog):
    """Reads only; ``chosen(utterances)`` where a text is to be used again."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, draft: Draft, now: Callable[[], Account]) -> None:
        super().__init__(parent)
        self._draft, self._now = draft, now()
        self._kept: dict[str, EarlierAccount] = {}
        self.setAccessibleName(_("Earlier drafts"))
        self.resize(_WIDTH, _HEIGHT)
        self.banner = Banner()
        self.model = RowsModel(self)
        self.list = ListPane(_("Earlier drafts"), self.model)
        self.list.setFixedWidth(with_text(_LIST_WIDTH))
        self.list.selectionModel().currentChanged.connect(lambda *_at: self._ask())
        self.page = QTextEdit()
        self.page.setReadOnly(True)
        self.page.setTabChangesFocus(True)
        self.page.setProperty("paper", "page")
        self.page.document().setDocumentMargin(space(4))
        self.page.setAccessibleName(_("Text of the chosen draft"))
        self.said = paragraph("", "quiet")
        self.use = primary_button(_("Use this text again"), self._use)
        self.use.setEnabled(False)
        close = quiet_button(_("Close"), self.reject)
        both = row(self.list, self.page, gap=4)
        both.setStretch(1, 1)
        title = paragraph(_("Earlier drafts"), "lead", "strong")
        buttons = row(None, close, self.use)
        whole = column(title, self.banner, both, self.said, buttons, gap=4, margin=6)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        record = draft.interview_id
        draft.context.worker.run(
            lambda vault: earlier(vault, record),
            self._show,
            lambda error: say_error(self.banner, error),
            self,
        )

    def _show(self, kept: Sequence[EarlierAccount]) -> None:
        self._kept = {each.at.utc: each for each in kept if each.utterances != self._now}
        self.model.set_rows([_row(each) for each in self._kept.values()])
        if self._kept:
            self.said.setText(_("Marked text is no longer in the account."))
            self.list.show_row(next(iter(self._kept)))
            self.list.setFocus()
            self._ask()
            return
        self.said.setText(
            _(
                "No earlier drafts yet. One is kept before a change once an hour, and whenever "
                "much of the text is taken away."
            )
        )

    def _ask(self) -> None:
        """Compare on the vault's thread: 40,000 words take longer than a key may wait."""
        kept, now = self._kept.get(self.list.chosen_key), self._now
        self.use.setEnabled(kept is not None)
        if kept is not None:
            self._draft.context.worker.run(
                lambda _vault: compared(kept.utterances, now),
                lambda pieces: self._lay(kept, pieces),
                lambda error: say_error(self.banner, error),
                self,
            )

    def _lay(self, kept: EarlierAccount, pieces: Sequence[Sequence[Piece]]) -> None:
        if self._kept.get(self.list.chosen_key) is not kept:
            return
        label, words, marked = _formats()
        apart = QTextBlockFormat()
        apart.setTopMargin(space(4))
        self.page.clear()
        cursor = QTextCursor(self.page.document())
        cursor.beginEditBlock()
        for number, (utterance, parts) in enumerate(zip(kept.utterances, pieces, strict=True)):
            if number:
                cursor.insertBlock(apart)
            cursor.insertText(turn_label(utterance), label)
            cursor.insertBlock(QTextBlockFormat())
            for piece in parts:
                cursor.insertText(piece.text, marked if piece.gone else words)
        cursor.endEditBlock()
        self.page.moveCursor(QTextCursor.MoveOperation.Start)

    def _use(self) -> None:
        kept = self._kept.get(self.list.chosen_key)
        if kept is not None:
            self.accept()
            self.chosen.emit(kept.utterances)


def _row(kept: EarlierAccount) -> Row:
    said = ngettext("{count} word", "{count} words", kept.words).format(count=kept.words)
    return Row(kept.at.utc, f"{day(kept.at)}, {clock(kept.at)}", kept.who, said)


def _formats() -> tuple[QTextCharFormat, QTextCharFormat, QTextCharFormat]:
    """Of a label, of words, and of words that are gone: never by colour alone."""
    theme = current()
    label, words, marked = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
    label.setFont(theme.font(Type.SMALL, strong=True))
    label.setForeground(theme.colour("quiet"))
    for form in (words, marked):
        form.setFont(theme.account_font(Type.LEAD))
    marked.setBackground(theme.colour("amber_tint"))
    marked.setFontUnderline(True)
    return label, words, marked
