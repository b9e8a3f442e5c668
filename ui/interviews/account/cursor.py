"""Words put in and taken away at a cursor, so that no two people's words ever run together.

Each function is one step for Ctrl+Z. Erasing joins utterances only where one of them holds no
word; a deletion over several leaves what remains of each with its own speaker. What makes
utterances, and what is said of them, stands in ``turns.py``.
"""

from __future__ import annotations

from PySide6.QtGui import QTextBlock, QTextCursor

from desktop.model.interview import Utterance, UtteranceKind
from ui.interviews.account.blocks import (
    Look,
    begun_by,
    block_format,
    blocks_of,
    head_of,
    id_of,
    text_of,
)

_KEEP = QTextCursor.MoveMode.KeepAnchor


def is_wordless(paragraphs: list[QTextBlock]) -> bool:
    """No word in it, and not a break: it is only a place where words could go."""
    bare = not text_of(paragraphs).strip()
    return bare and head_of(paragraphs[0]).kind is not UtteranceKind.BREAK


def new_paragraph(cursor: QTextCursor, look: Look) -> None:
    """Begin a paragraph of the same utterance."""
    head = head_of(cursor.block())
    cursor.insertBlock(block_format(head, look, first=False), look.characters(head.kind))


def insert_paragraphs(cursor: QTextCursor, text: str, look: Look) -> None:
    """Put foreign text in as plain words of this utterance, its paragraphs kept."""
    cursor.beginEditBlock()
    remove_selection(cursor, look)
    characters = look.characters(head_of(cursor.block()).kind)
    for number, line in enumerate(text.split("\n")):
        if number:
            new_paragraph(cursor, look)
        cursor.insertText(line, characters)
    cursor.endEditBlock()


def spans_utterances(cursor: QTextCursor) -> bool:
    """Whether the selection reaches over more than one utterance."""
    if not cursor.hasSelection():
        return False
    document = cursor.document()
    first = document.findBlock(cursor.selectionStart())
    last = document.findBlock(cursor.selectionEnd())
    return id_of(first) != id_of(last)


def remove_selection(cursor: QTextCursor, look: Look) -> None:
    """Remove what is selected; what remains of the last utterance stays its own."""
    if not spans_utterances(cursor):
        cursor.removeSelectedText()
        return
    first, last = _ends(cursor)
    before, after = head_of(first), head_of(last)
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    keeps_first = start > blocks_of(first)[0].position()
    remains = end < last.position() + last.length() - 1
    goes_on = last.next().isValid() and id_of(last.next()) == after.id
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    if keeps_first and remains:
        cursor.insertBlock(block_format(after, look), look.characters(after.kind))
        cursor.setPosition(start)
    else:
        whose = after if not keeps_first and (remains or goes_on) else before
        dress([cursor.block()], whose, look)
    cursor.endEditBlock()


def may_join_back(cursor: QTextCursor) -> bool:
    """Whether erasing backwards here stays within one utterance."""
    block = cursor.block()
    previous = block.previous()
    at_start = cursor.positionInBlock() == 0 and not cursor.hasSelection()
    return not (at_start and previous.isValid() and id_of(previous) != id_of(block))


def may_join_forward(cursor: QTextCursor) -> bool:
    """Whether erasing forwards here stays within one utterance."""
    block = cursor.block()
    following = block.next()
    at_end = cursor.atBlockEnd() and not cursor.hasSelection()
    return not (at_end and following.isValid() and id_of(following) != id_of(block))


def drop_wordless(cursor: QTextCursor, backwards: bool) -> bool:
    """At the edge between two utterances: take away the one that holds no word.

    A break goes where the cursor stands in it. Answers whether there was one. Words are never
    joined to somebody else's.
    """
    here = blocks_of(cursor.block())
    beside = cursor.block().previous() if backwards else cursor.block().next()
    other = blocks_of(beside)
    bare = not text_of(here).strip()
    empty = here if bare else other if is_wordless(other) else None
    if empty is None:
        return False
    _erase(empty)
    if empty is here:
        target = other[-1] if backwards else other[0]
        cursor.setPosition(target.position() + (target.length() - 1 if backwards else 0))
    return True


def _erase(paragraphs: list[QTextBlock]) -> None:
    """Remove whole blocks together with one separator, the neighbour's format untouched."""
    first, last = paragraphs[0], paragraphs[-1]
    following, previous = last.next(), first.previous()
    cursor = at(first)
    if following.isValid():
        kept = following.blockFormat()
        characters = following.charFormat()
        cursor.setPosition(following.position(), _KEEP)
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        cursor.setBlockFormat(kept)
        cursor.setBlockCharFormat(characters)
        cursor.endEditBlock()
        return
    cursor.setPosition(previous.position() + previous.length() - 1)
    cursor.setPosition(last.position() + last.length() - 1, _KEEP)
    cursor.removeSelectedText()


def dress(paragraphs: list[QTextBlock], head: Utterance, look: Look) -> None:
    """Give blocks the formats of an utterance, in one step; their words stay."""
    characters = look.characters(head.kind)
    cursor = at(paragraphs[0])
    cursor.beginEditBlock()
    for number, block in enumerate(paragraphs):
        cursor.setPosition(block.position())
        form = block_format(head, look, first=number == 0, begun=begun_by(block))
        cursor.setBlockFormat(form)
        cursor.setBlockCharFormat(characters)
        cursor.setPosition(block.position() + block.length() - 1, _KEEP)
        cursor.setCharFormat(characters)
    cursor.endEditBlock()


def _ends(cursor: QTextCursor) -> tuple[QTextBlock, QTextBlock]:
    document = cursor.document()
    return (
        document.findBlock(cursor.selectionStart()),
        document.findBlock(cursor.selectionEnd()),
    )


def at(block: QTextBlock) -> QTextCursor:
    """A cursor at the start of a block."""
    return QTextCursor(block)
