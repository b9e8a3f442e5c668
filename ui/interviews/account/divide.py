"""A pasted conversation made into turns, in one step for Ctrl+Z.

Whether it is one: ``desktop/model/dialogue.py``.
"""

from __future__ import annotations

from PySide6.QtGui import QTextBlock, QTextCursor

from desktop.model.dialogue import Spoken, conversation
from desktop.model.interview import UtteranceKind
from ui.interviews.account.blocks import Look, block_format, blocks_of, head_of, id_of
from ui.interviews.account.cursor import at, dress
from ui.interviews.account.turns import Made, Moved, cut, new_head, words_after
from ui.widgets.editors import units_of

_KEEP = QTextCursor.MoveMode.KeepAnchor
_BLOCK_END = "\u2029"


def spoken_in(pasted: QTextCursor) -> tuple[Spoken, ...]:
    """The turns of what is selected; () where it is no conversation."""
    return conversation(_lines(pasted))


def _lines(pasted: QTextCursor) -> list[str]:
    """Its lines; the space behind the last word is none of them."""
    return pasted.selectedText().rstrip().split(_BLOCK_END)


def divide(pasted: QTextCursor, language: str, look: Look) -> Made:
    """Make a turn of each that is spoken in the selection, its label gone.

    What stands above the first stays where it was pasted, and words of the turn it was pasted
    into that stand behind it become one of their own.
    """
    lines, spoken = _lines(pasted), spoken_in(pasted)
    if not spoken:
        return Made(pasted)
    start, edges = pasted.selectionStart(), QTextCursor(pasted)
    edges.beginEditBlock()
    _drop_space_at_end(edges)
    moved = _cut_off(edges, look)
    edges.setPosition(start)
    blocks = _blocks(edges, lines, spoken[0].first, look)
    groups = []
    for turn in spoken:
        end = None if turn is spoken[-1] else turn.end - spoken[0].first
        group = blocks[turn.first - spoken[0].first : end]
        _drop_label(group[0], lines[turn.first][: turn.skipped])
        kind = UtteranceKind.QUESTION if turn.asks else UtteranceKind.ANSWER
        head = new_head(kind, language)
        moved = (*moved, (head.id, ""))
        dress(group, head, look)
        groups.append(group)
    for group in reversed(groups):
        _drop_blank_end(group)
    edges.endEditBlock()
    found = at(blocks_of(groups[-1][0])[-1])
    found.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    return Made(found, moved)


def _drop_space_at_end(pasted: QTextCursor) -> None:
    """Leave the cursor behind the last word."""
    words = pasted.selectedText()
    end = pasted.selectionEnd()
    pasted.setPosition(end - (len(words) - len(words.rstrip())))
    pasted.setPosition(end, _KEEP)
    pasted.removeSelectedText()


def _cut_off(end: QTextCursor, look: Look) -> Moved:
    """Give the words of the same turn behind ``end`` an utterance of their own."""
    mine = blocks_of(end.block())
    if not words_after(end, mine):
        return ()
    return ((id_of(cut(end, look)[0]), id_of(mine[0])),)


def _blocks(start: QTextCursor, lines: list[str], first: int, look: Look) -> list[QTextBlock]:
    """The block of each line from ``first`` on, and empty ones of the same turn behind them; a
    block is begun where words stand before it."""
    if first == 0 and not start.atBlockStart():
        head = head_of(start.block())
        before = start.block().text()[: start.positionInBlock()]
        if before.strip():
            start.insertBlock(block_format(head, look, first=False), look.characters(head.kind))
        else:
            start.setPosition(start.block().position(), _KEEP)
            start.removeSelectedText()
    block, mine = start.block(), id_of(start.block())
    found: list[QTextBlock] = []
    number = 0
    while block.isValid() and (number < len(lines) or id_of(block) == mine):
        if number >= first:
            found.append(block)
        block, number = block.next(), number + 1
    return found


def _drop_label(block: QTextBlock, label: str) -> None:
    cursor = at(block)
    units = units_of(label)
    cursor.setPosition(block.position() + units, _KEEP)
    cursor.removeSelectedText()


def _drop_blank_end(group: list[QTextBlock]) -> None:
    """Take away the empty lines that parted this turn from the next."""
    worded = [number for number, block in enumerate(group) if block.text().strip()]
    kept = group[worded[-1] if worded else 0]
    if kept == group[-1]:
        return
    cursor = at(kept)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    cursor.setPosition(group[-1].position() + group[-1].length() - 1, _KEEP)
    cursor.removeSelectedText()
