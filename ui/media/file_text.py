"""The text of an office file in the place of a picture: to read, to copy and to look at its
pictures. Some pages at a time: a book at once would hold up the window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QFont,
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
    QTextOption,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from desktop.i18n import _
from desktop.messages.document_says import dangers, heading, marks, needs_heading
from desktop.model.file_text import Part, TextPiece
from desktop.model.media import MetadataItem
from desktop.reading.document_says import document_says
from ui.scale import space
from ui.theme import current
from ui.widgets.buttons import quiet_button
from ui.widgets.label import paragraph, text_label
from ui.widgets.layouts import column, row

_OF_A_PAGE: Final = (15_000, 600, 20)
"""Characters, lines and pictures: each line and picture costs the window time, however short."""
_WIDEST: Final = 520
"""Pixels of a picture in the text."""
_FRAME: Final = 8
"""Pixels of the frames at both sides."""
_MARK: Final = "⟦"


@dataclass(frozen=True, slots=True)
class _At:
    """A piece, and its place among all."""

    position: int
    piece: TextPiece


class FileText(QWidget):
    """``wanted``: the number of a picture that is in sight and not here yet."""

    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._pages: list[list[_At]] = []
        self._page = 0
        self._starts: dict[int, int] = {}
        self._spots: dict[int, list[QTextCursor]] = {}
        self._said = paragraph("", "small", "quiet")
        self.paper = QTextEdit()
        self.paper.setReadOnly(True)
        self.paper.setTabChangesFocus(True)
        self.paper.setProperty("paper", "page")
        self.paper.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.paper.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.paper.setAccessibleName(_("Text of the file"))
        self.before = quiet_button(_("Earlier"), lambda: self._turn(-1), "chevron-left")
        self.after = quiet_button(_("Further"), lambda: self._turn(1), "chevron-right")
        self._where = text_label("", "small", "quiet")
        self._bar = QWidget()
        self._bar.setLayout(row(self.before, None, self._where, None, self.after, gap=2))
        whole = column(self._said, self.paper, self._bar, gap=2)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def show_text(
        self, pieces: Sequence[TextPiece], metadata: Sequence[MetadataItem], at: int = 0
    ) -> None:
        """Show these from the piece ``at``."""
        self._pages = list(_pages(pieces))
        said = [_("The text of this file, read apart from it. Its layout is not shown.")]
        said += dangers(document_says(metadata).said)
        if any(_MARK in each.text for each in pieces):
            said.append(marks())
        self._said.setText("\n".join(said))
        self._page = next((n for n, page in enumerate(self._pages) if page[-1].position >= at), 0)
        self._write()
        if at:
            self._go(at)

    def show_words(self, at: int, start: int, end: int) -> None:
        """Mark words that were found in the piece ``at``, whose name is looked into as well."""
        begin = self._starts.get(at)
        piece = next((e.piece for page in self._pages for e in page if e.position == at), None)
        if begin is None or piece is None:
            return
        before = 0 if piece.name.isdecimal() or not piece.name else len(piece.name) + 1
        if start < before:
            return
        cursor = self.paper.textCursor()
        cursor.setPosition(begin + _units(piece.text[: start - before]))
        cursor.setPosition(
            begin + _units(piece.text[: end - before]), QTextCursor.MoveMode.KeepAnchor
        )
        self.paper.setTextCursor(cursor)
        QTimer.singleShot(0, self.paper, self.paper.ensureCursorVisible)

    def show_picture(self, number: int, image: QImage | None) -> None:
        """Put a picture where the text names it; None for one that cannot be shown."""
        document, address = self.paper.document(), QUrl(f"picture:{number}")
        spots, self._spots[number] = self._spots.get(number, []), []
        if image is not None:
            document.addResource(int(QTextDocument.ResourceType.ImageResource), address, image)
        for spot in spots:
            if image is None:
                spot.insertText(_("This picture cannot be shown here."))
                continue
            form = QTextImageFormat()
            form.setName(address.toString())
            form.setWidth(min(_WIDEST, image.width(), self._room()))
            spot.insertImage(form)

    def _turn(self, by: int) -> None:
        self._page = max(0, min(len(self._pages) - 1, self._page + by))
        self._write()
        self.paper.setFocus()

    def _write(self) -> None:
        self.paper.clear()
        self.paper.setFont(current().font())
        self.paper.document().setDocumentMargin(space(4))
        self._starts, self._spots = {}, {}
        cursor = self.paper.textCursor()
        cursor.beginEditBlock()
        before = TextPiece(Part.TEXT, "", "")
        for each in self._pages[self._page] if self._pages else ():
            self._write_piece(cursor, each, before)
            before = each.piece
        cursor.endEditBlock()
        self.paper.moveCursor(QTextCursor.MoveOperation.Start)
        self._bar.setVisible(len(self._pages) > 1)
        self.before.setEnabled(self._page > 0)
        self.after.setEnabled(self._page + 1 < len(self._pages))
        self._where.setText(
            _("Part {number} of {total}").format(number=self._page + 1, total=len(self._pages))
        )
        for number in tuple(self._spots):
            self.wanted.emit(number)

    def _room(self) -> int:
        """Pixels that a picture may be wide."""
        margins = 2 * int(self.paper.document().documentMargin())
        bar = self.paper.verticalScrollBar().sizeHint().width()
        return max(1, self.paper.width() - margins - bar - _FRAME)

    def _write_piece(self, cursor: QTextCursor, each: _At, before: TextPiece) -> None:
        piece = each.piece
        if needs_heading(before, piece):
            _line(cursor, heading(piece), strong=True)
        if piece.part is Part.PICTURE:
            _line(cursor, "")
            self._spots.setdefault(int(piece.name), []).append(_kept_here(cursor))
        for number, line in enumerate(piece.text.split("\n") if piece.text else ()):
            _line(cursor, line, first=not number)
            if not number:
                self._starts[each.position] = cursor.position() - len(line)

    def _go(self, at: int) -> None:
        begin = self._starts.get(at)
        if begin is None:
            return
        cursor = self.paper.textCursor()
        cursor.setPosition(begin)
        self.paper.setTextCursor(cursor)
        # Where it lies is known once the page is laid out.
        QTimer.singleShot(0, self.paper, self.paper.ensureCursorVisible)


def _pages(pieces: Sequence[TextPiece]) -> Iterator[list[_At]]:
    """Bare arithmetic: thousands of pieces are cut at once."""
    page: list[_At] = []
    most_letters, most_lines, most_pictures = _OF_A_PAGE
    letters = lines = pictures = 0
    for position, piece in enumerate(pieces):
        own_letters, own_lines, own_pictures = _size(piece)
        letters, lines, pictures = (
            letters + own_letters,
            lines + own_lines,
            pictures + own_pictures,
        )
        if page and (letters > most_letters or lines > most_lines or pictures > most_pictures):
            yield page
            page, letters, lines, pictures = [], own_letters, own_lines, own_pictures
        page.append(_At(position, piece))
    if page:
        yield page


def _size(piece: TextPiece) -> tuple[int, int, int]:
    """Its characters, its lines with a heading, and pictures."""
    return len(piece.text), piece.text.count("\n") + 2, int(piece.part is Part.PICTURE)


def _line(cursor: QTextCursor, text: str, *, strong: bool = False, first: bool = False) -> None:
    letters = QTextCharFormat()
    letters.setFontWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    form = QTextBlockFormat()
    form.setTopMargin(space(4) if strong and cursor.position() else space(1) if first else 0)
    form.setBottomMargin(space(1))
    if cursor.position() > 0:
        cursor.insertBlock()
    cursor.setBlockFormat(form)
    cursor.insertText(text, letters)


def _kept_here(cursor: QTextCursor) -> QTextCursor:
    """A cursor that stays where this one is, whatever is written behind it."""
    kept = QTextCursor(cursor)
    kept.setKeepPositionOnInsert(True)
    return kept


def _units(text: str) -> int:
    """How many letters that is to Qt, which counts in UTF-16."""
    return len(text.encode("utf-16-le")) // 2
