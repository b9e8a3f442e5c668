"""Utterances as blocks of one text document, and back.

One document holds the whole account, so that selection, Ctrl+Z and paste work as in any
editor and 40,000 words cost one layout. What belongs to an utterance (its id, speaker,
kind, language, basis) lies in the *block format*, which the document's own undo stack
carries: undoing a deletion brings the words back together with whose words they are. Block
user data would be lost there. Neighbouring blocks of one id are paragraphs of one
utterance.

A document keeps every character but those at which it begins a block (``_BREAKS``): which of
them began it lies in the block format too, so that what another program wrote is read back as it
was stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from desktop.model.interview import Basis, Speaker, Utterance, UtteranceKind

_FIRST = int(QTextFormat.Property.UserProperty.value) + 1
_ID, _SPEAKER, _KIND, _LANGUAGE, _BASIS, _SOURCE, _BEGUN_BY = range(_FIRST, _FIRST + 7)
_BREAKS: Final = re.compile("(\r\n|[\n\r\u2029\ufdd0\ufdd1])")
"""At which ``QTextCursor.insertText`` begins a block; U+2028 and U+0085 stay in the line."""
_LINE_HEIGHT = 112.0  # per cent; the serif brings much air of its own
_ROOM_ABOVE = 24
BOTTOM_MARGIN = 480
"""Pixels of empty page below the last line; a view shows half its height of them at most."""


@dataclass(frozen=True, slots=True)
class Look:
    """How an utterance of each kind is set: character formats and spaces in pixels."""

    answer: QTextCharFormat
    question: QTextCharFormat
    observation: QTextCharFormat
    gutter: int
    between_turns: int
    between_paragraphs: int

    def characters(self, kind: UtteranceKind) -> QTextCharFormat:
        """Answers and quotes in the serif, questions in small sans, the rest set apart."""
        if kind in (UtteranceKind.ANSWER, UtteranceKind.QUOTE):
            return self.answer
        return self.question if kind is UtteranceKind.QUESTION else self.observation


def head_of(block: QTextBlock) -> Utterance:
    """What the block says of its utterance; ``text`` is empty here."""
    form = block.blockFormat()
    return Utterance(
        id=form.stringProperty(_ID),
        speaker=Speaker(form.stringProperty(_SPEAKER) or Speaker.PERSON),
        kind=UtteranceKind(form.stringProperty(_KIND) or UtteranceKind.ANSWER),
        language=form.stringProperty(_LANGUAGE),
        basis=Basis(form.stringProperty(_BASIS) or Basis.NOT_STATED),
        basis_source=form.stringProperty(_SOURCE),
    )


def id_of(block: QTextBlock) -> str:
    """The utterance a block belongs to; '' for a block that never got one."""
    return block.blockFormat().stringProperty(_ID)


def begun_by(block: QTextBlock) -> str:
    """What stands in the text between the paragraph before and this one."""
    return block.blockFormat().stringProperty(_BEGUN_BY) or "\n"


def block_format(
    head: Utterance, look: Look, first: bool = True, begun: str = "\n"
) -> QTextBlockFormat:
    """The format that makes a block a paragraph of this utterance; ``first`` of its own.

    ``begun``: see :func:`begun_by`.
    """
    form = QTextBlockFormat()
    if begun != "\n":
        form.setProperty(_BEGUN_BY, begun)
    form.setProperty(_ID, head.id)
    form.setProperty(_SPEAKER, head.speaker.value)
    form.setProperty(_KIND, head.kind.value)
    form.setProperty(_LANGUAGE, head.language)
    form.setProperty(_BASIS, head.basis.value)
    form.setProperty(_SOURCE, head.basis_source)
    form.setLeftMargin(look.gutter)
    form.setTopMargin(look.between_turns if first else look.between_paragraphs)
    form.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return form


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    """Every block in order."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def first_of(block: QTextBlock) -> QTextBlock:
    """The first paragraph of the utterance that ``block`` belongs to."""
    mine, previous = id_of(block), block.previous()
    while previous.isValid() and id_of(previous) == mine:
        block, previous = previous, previous.previous()
    return block


def blocks_of(block: QTextBlock) -> list[QTextBlock]:
    """The paragraphs of the utterance that ``block`` belongs to, in order."""
    mine = id_of(block)
    found = [first_of(block)]
    following = found[0].next()
    while following.isValid() and id_of(following) == mine:
        found.append(following)
        following = following.next()
    return found


def text_of(paragraphs: list[QTextBlock]) -> str:
    """The words of these paragraphs, as they are stored."""
    rest = (begun_by(block) + block.text() for block in paragraphs[1:])
    return "".join([paragraphs[0].text(), *rest])


def write(document: QTextDocument, utterances: tuple[Utterance, ...], look: Look) -> None:
    """Lay utterances into an empty document; this is not undone by Ctrl+Z."""
    document.setUndoRedoEnabled(False)
    document.clear()
    _leave_room_below(document)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    write_at(cursor, utterances, look)
    cursor.endEditBlock()
    document.setUndoRedoEnabled(True)
    document.setModified(False)


def write_at(cursor: QTextCursor, utterances: tuple[Utterance, ...], look: Look) -> None:
    """Lay utterances where the cursor stands, in the only block there is."""
    for number, utterance in enumerate(utterances):
        _write_one(cursor, utterance, look, begins_document=number == 0)


def _leave_room_below(document: QTextDocument) -> None:
    """Let the last line stand well above the edge, so that writing does not sink."""
    frame = document.rootFrame()
    form = frame.frameFormat()
    form.setTopMargin(_ROOM_ABOVE)
    form.setBottomMargin(BOTTOM_MARGIN)
    frame.setFrameFormat(form)


def _write_one(
    cursor: QTextCursor, utterance: Utterance, look: Look, begins_document: bool
) -> None:
    characters = look.characters(utterance.kind)
    first, *rest = _BREAKS.split(utterance.text)
    form = block_format(utterance, look)
    if begins_document:
        cursor.setBlockFormat(form)
        cursor.setBlockCharFormat(characters)
        cursor.setCharFormat(characters)
    else:
        cursor.insertBlock(form, characters)
    cursor.insertText(first, characters)
    further = block_format(utterance, look, first=False) if rest else form
    for begun, line in zip(rest[::2], rest[1::2], strict=True):
        usual = begun == "\n"
        form = further if usual else block_format(utterance, look, first=False, begun=begun)
        cursor.insertBlock(form, characters)
        cursor.insertText(line, characters)
