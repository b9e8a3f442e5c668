"""The help of one place, as a page that is read and walked by keys; Esc closes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QTextEdit, QWidget

from desktop.i18n import _
from desktop.messages.help import LOCKED, START, help_sentences, help_title
from ui.help.keys import Line, keys_everywhere, keys_here
from ui.scale import space, with_text
from ui.theme import current
from ui.widgets.buttons import quiet_button
from ui.widgets.dialogs.growing_dialog import GrowingDialog
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row

_WIDTH: Final = 560
_HEIGHT: Final = 520
_LEAST: Final = 200
_AFTER_KEY: Final = 3
"""Letters between the longest key and what it does."""


class HelpDialog(GrowingDialog):
    """Read-only; the page has the focus, so that arrows scroll and a screen reader reads it."""

    def __init__(self, parent: QWidget, topic: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = _("Help: {place}").format(place=help_title(topic))
        self.setAccessibleName(title)
        self.set_width(_WIDTH)
        self.page = _page(topic)
        self.page.setAccessibleName(title)
        close = quiet_button(_("Close"), self.reject)
        whole = column(
            paragraph(title, "lead", "strong"), self.page, row(None, close), gap=4, margin=6
        )
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.resize(self.width(), with_text(_HEIGHT))
        self.page.setFocus()


def _page(topic: str) -> QTextEdit:
    page = QTextEdit()
    page.setReadOnly(True)
    page.setTabChangesFocus(True)
    page.setMinimumHeight(_LEAST)
    page.setWordWrapMode(QTextOption.WrapMode.WordWrap)
    page.setFont(current().font())
    # By keys too: a page that is only read has else no cursor that is seen to be here.
    page.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByKeyboard
        | Qt.TextInteractionFlag.TextSelectableByMouse
    )
    cursor = page.textCursor()
    for sentence in help_sentences(topic):
        _write(cursor, sentence)
    here = keys_here(topic)
    if here:
        _keys(page, cursor, _("Keys here"), here)
    everywhere = keys_everywhere(unlocked=topic not in {START, LOCKED})
    _keys(page, cursor, _("Keys everywhere"), everywhere)
    page.moveCursor(QTextCursor.MoveOperation.Start)
    return page


def _keys(page: QTextEdit, cursor: QTextCursor, title: str, lines: Iterable[Line]) -> None:
    """Each key, a tab, and what it does: read out as it stands."""
    known = list(lines)
    letter = page.fontMetrics().averageCharWidth()
    widest = max(page.fontMetrics().horizontalAdvance(key) for key, _said in known)
    _write(cursor, "")
    _write(cursor, title, strong=True)
    form = QTextBlockFormat()
    stop = QTextOption.Tab()
    stop.position = float(widest + _AFTER_KEY * letter)
    form.setTabPositions([stop])
    form.setLeftMargin(stop.position)
    form.setTextIndent(-stop.position)
    form.setTopMargin(space(1))
    for key, said in known:
        _write(cursor, f"{key}\t{said}", form)


def _write(
    cursor: QTextCursor, text: str, form: QTextBlockFormat | None = None, *, strong: bool = False
) -> None:
    letters = QTextCharFormat()
    letters.setFontWeight(QFont.Weight.Bold if strong else QFont.Weight.Normal)
    if cursor.position() > 0:
        cursor.insertBlock()
    cursor.setBlockFormat(form or QTextBlockFormat())
    cursor.insertText(text, letters)
