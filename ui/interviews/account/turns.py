"""Utterances begun, split and joined, and what is said of them.

Each function is one step for Ctrl+Z. Words are never changed but for the spaces at a cut, and two
utterances are joined only where they are of one speaker, kind and language.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QTextBoundaryFinder
from PySide6.QtGui import QTextBlock, QTextCursor

from desktop.model.ids import new_id
from desktop.model.interview import CARRY_BASIS, Basis, Speaker, Utterance, UtteranceKind
from ui.interviews.account.blocks import Look, block_format, blocks_of, head_of, id_of
from ui.interviews.account.cursor import at, dress, is_wordless, spans_utterances

_KEEP = QTextCursor.MoveMode.KeepAnchor
_SENTENCE = QTextBoundaryFinder.BoundaryType.Sentence
_SPEAKER_OF: Final = {
    UtteranceKind.ANSWER: Speaker.PERSON,
    UtteranceKind.QUESTION: Speaker.INTERVIEWER,
    UtteranceKind.OBSERVATION: Speaker.INTERVIEWER,
    UtteranceKind.QUOTE: Speaker.PERSON,
    UtteranceKind.BREAK: Speaker.INTERVIEWER,
}
_STANDS_BETWEEN: Final = frozenset({UtteranceKind.OBSERVATION, UtteranceKind.BREAK})
"""What nobody said: begun in the midst of words, it takes none of them."""


def new_head(kind: UtteranceKind, language: str) -> Utterance:
    """A fresh utterance of this kind by whoever usually says such a thing."""
    return Utterance(id=new_id(), speaker=_SPEAKER_OF[kind], kind=kind, language=language)


@dataclass(frozen=True, slots=True)
class Marks:
    """What is to be said of utterances; None leaves it as it is."""

    kind: UtteranceKind | None = None
    speaker: Speaker | None = None
    basis: Basis | None = None
    language: str | None = None
    source: str | None = None

    def on(self, head: Utterance) -> Utterance:
        """An utterance with these marks.

        Whoever usually speaks changes with the kind. What nobody said from knowledge gets no
        basis, and keeps none when it becomes such.
        """
        kind = head.kind if self.kind is None else self.kind
        usual = head.speaker is _SPEAKER_OF[head.kind] and kind is not head.kind
        speaker = _SPEAKER_OF[kind] if usual else head.speaker
        marked = replace(
            head,
            kind=kind,
            speaker=speaker if self.speaker is None else self.speaker,
            language=head.language if self.language is None else self.language,
        )
        if kind in CARRY_BASIS:
            return self._known(marked)
        dropped = kind is not head.kind
        return replace(marked, basis=Basis.NOT_STATED, basis_source="") if dropped else marked

    def _known(self, head: Utterance) -> Utterance:
        """From whom is asked of hearsay alone, and goes with it: it would be recorded unseen."""
        basis = head.basis if self.basis is None else self.basis
        source = head.basis_source if self.source is None else self.source
        goes = self.basis is not None and basis is not Basis.TOLD_BY
        return replace(head, basis=basis, basis_source="" if goes else source)


Moved = tuple[tuple[str, str], ...]
"""Ids that were made for words that stood in another utterance, each with the id of that one."""


@dataclass(frozen=True, slots=True)
class Made:
    """Where the cursor goes, and which utterances were cut off from others."""

    cursor: QTextCursor
    moved: Moved = ()


def begin(cursor: QTextCursor, head: Utterance, look: Look) -> Made:
    """Begin an utterance at the cursor.

    A wordless one is turned into it. It stands behind one that ends here and before one that begins
    here. In the midst of one, what follows becomes its words; what nobody said stands between the
    two halves. What is selected within one becomes its words.
    """
    paragraphs = blocks_of(cursor.block())
    takes_words = head.kind not in _STANDS_BETWEEN
    if is_wordless(paragraphs):
        dress(paragraphs, head, look)
        return Made(at(paragraphs[0]))
    if takes_words and _words_in(cursor) and not spans_utterances(cursor):
        return _set_apart(cursor, head, look)
    if not words_after(cursor, paragraphs):
        return Made(_behind(paragraphs, head, look))
    if not _words_before(cursor, paragraphs):
        return Made(_before(paragraphs[0], head, look))
    cursor.beginEditBlock()
    rest = cut(cursor, look)
    moved = ((id_of(rest[0]), id_of(paragraphs[0])),)
    if takes_words:
        moved = ((head.id, id_of(paragraphs[0])),)
        dress(rest, head, look)
        found = at(rest[0])
    else:
        found = _before(rest[0], head, look)
    cursor.endEditBlock()
    return Made(found, moved)


def mark(cursor: QTextCursor, look: Look, marks: Marks) -> Made:
    """Say something of the utterance at the cursor, or of all that have selected words.

    What is selected within one becomes an utterance of its own, by whole sentences where the marks
    say how it is known.
    """
    selected, cursor = cursor, _narrowed(cursor)
    if spans_utterances(cursor):
        cursor.beginEditBlock()
        for paragraphs in _touched(cursor):
            _mark_one(paragraphs, look, marks)
        cursor.endEditBlock()
        return Made(selected)
    head = head_of(cursor.block())
    marked = marks.on(head)
    if marked == head:
        return Made(selected)
    if cursor.hasSelection() and marks.basis is not None:
        _widen_to_sentences(cursor)
    if not _words_in(cursor) or marks.source is not None:
        # From whom is typed letter by letter, into a field beside: the whole turn is meant.
        _mark_one(blocks_of(cursor.block()), look, marks)
        return Made(selected)
    return _set_apart(cursor, replace(marked, id=new_id()), look)


def joins(cursor: QTextCursor) -> bool:
    """Whether the utterance at the cursor may be joined to the one above."""
    above = blocks_of(cursor.block())[0].previous()
    if not above.isValid():
        return False
    upper, lower = head_of(above), head_of(cursor.block())
    alike = (upper.speaker, upper.kind, upper.language)
    return alike == (lower.speaker, lower.kind, lower.language)


def join(cursor: QTextCursor, look: Look) -> QTextCursor:
    """Make the utterance at the cursor paragraphs of the one above; see :func:`joins`.

    Where the two are known in different ways, how the whole is known is not stated.
    """
    lower = blocks_of(cursor.block())
    upper = blocks_of(lower[0].previous())
    head, other = head_of(upper[0]), head_of(lower[0])
    if (head.basis, head.basis_source) != (other.basis, other.basis_source):
        head = replace(head, basis=Basis.NOT_STATED, basis_source="")
    dress([*upper, *lower], head, look)
    return cursor


# -- parts of an utterance -------------------------------------------------------------------


def _words_in(cursor: QTextCursor) -> str:
    return cursor.selectedText().strip()


def words_after(cursor: QTextCursor, paragraphs: list[QTextBlock]) -> str:
    """The words of an utterance that stand behind the cursor."""
    rest = QTextCursor(cursor)
    rest.setPosition(cursor.position())
    rest.setPosition(_end(paragraphs[-1]), _KEEP)
    return _words_in(rest)


def _words_before(cursor: QTextCursor, paragraphs: list[QTextBlock]) -> str:
    first = at(paragraphs[0])
    first.setPosition(cursor.position(), _KEEP)
    return _words_in(first)


def _behind(paragraphs: list[QTextBlock], head: Utterance, look: Look) -> QTextCursor:
    end = at(paragraphs[-1])
    end.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    end.insertBlock(block_format(head, look), look.characters(head.kind))
    return end


def _before(first: QTextBlock, head: Utterance, look: Look) -> QTextCursor:
    """A wordless utterance before this one: its words go down into a new block."""
    start, said = at(first), head_of(first)
    position = start.position()
    start.beginEditBlock()
    start.insertBlock(block_format(said, look), look.characters(said.kind))
    start.setPosition(position)
    dress([start.block()], head, look)
    start.endEditBlock()
    return start


def cut(cursor: QTextCursor, look: Look) -> list[QTextBlock]:
    """Cut the utterance in two at the cursor; the paragraphs of the second, under a new id."""
    whole = blocks_of(cursor.block())
    head = replace(head_of(whole[0]), id=new_id())
    start = QTextCursor(cursor)
    start.setPosition(cursor.position())
    _drop_spaces(start)
    if start.atBlockEnd() and _goes_on(start.block(), id_of(whole[0])):
        start.movePosition(QTextCursor.MoveOperation.NextBlock)
    elif not start.atBlockStart():
        start.insertBlock(block_format(head, look), look.characters(head.kind))
    block = start.block()
    after = [block]
    while _goes_on(after[-1], id_of(whole[0])):
        after.append(after[-1].next())
    dress(after, head, look)
    return after


def _goes_on(block: QTextBlock, mine: str) -> bool:
    """Whether a paragraph of the utterance ``mine`` follows."""
    return block.next().isValid() and id_of(block.next()) == mine


def _drop_spaces(cursor: QTextCursor) -> None:
    """Remove the spaces on either side, within the paragraph.

    Places are asked of the document: it counts an emoji as two, and Python as one.
    """
    document, start, end = cursor.document(), cursor.position(), cursor.position()
    while start and document.characterAt(start - 1) == " ":
        start -= 1
    while document.characterAt(end) == " ":
        end += 1
    cursor.setPosition(start)
    cursor.setPosition(end, _KEEP)
    cursor.removeSelectedText()


def _set_apart(cursor: QTextCursor, head: Utterance, look: Look) -> Made:
    """Make what is selected within one utterance the words of another."""
    origin = id_of(cursor.block())
    start, end = _trimmed(cursor)
    edges = QTextCursor(cursor)
    edges.beginEditBlock()
    edges.setPosition(end)
    mine = blocks_of(edges.block())
    moved: Moved = ()
    if words_after(edges, mine):
        moved = ((id_of(cut(edges, look)[0]), origin),)
    edges.setPosition(start)
    mine = blocks_of(edges.block())
    if _words_before(edges, mine):
        mine = cut(edges, look)
        moved = (*moved, (head.id, origin))
    else:
        head = replace(head, id=origin)
    dress(mine, head, look)
    edges.endEditBlock()
    found = at(mine[0])
    found.setPosition(_end(mine[-1]))
    return Made(found, moved)


def _trimmed(cursor: QTextCursor) -> tuple[int, int]:
    """Where the selected words begin and end, without the space around them."""
    document = cursor.document()
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    while start < end and document.characterAt(start).isspace():
        start += 1
    while start < end and document.characterAt(end - 1).isspace():
        end -= 1
    return start, end


def _narrowed(cursor: QTextCursor) -> QTextCursor:
    """The same without the space around the selected words; as it is where there are none.

    Else an utterance of which only the end is selected, and no word, would be marked too.
    """
    start, end = _trimmed(cursor)
    narrowed = QTextCursor(cursor)
    if start < end:
        narrowed.setPosition(start)
        narrowed.setPosition(end, _KEEP)
    return narrowed


def _widen_to_sentences(cursor: QTextCursor) -> None:
    """Let a selection within one utterance reach over whole sentences."""
    start, end = _trimmed(cursor)
    first, last = (cursor.document().findBlock(place) for place in (start, end))
    ahead = QTextBoundaryFinder(_SENTENCE, first.text())
    ahead.setPosition(start - first.position())
    begins = ahead.position() if ahead.isAtBoundary() else max(0, ahead.toPreviousBoundary())
    behind = QTextBoundaryFinder(_SENTENCE, last.text())
    behind.setPosition(end - last.position())
    ends = behind.position() if behind.isAtBoundary() else behind.toNextBoundary()
    cursor.setPosition(first.position() + begins)
    cursor.setPosition(last.position() + (ends if ends >= 0 else last.length() - 1), _KEEP)


def _touched(cursor: QTextCursor) -> list[list[QTextBlock]]:
    """The utterances that a selection reaches over, each as its paragraphs."""
    document = cursor.document()
    found = [blocks_of(document.findBlock(cursor.selectionStart()))]
    while True:
        following = found[-1][-1].next()
        if not following.isValid() or following.position() >= cursor.selectionEnd():
            return found
        found.append(blocks_of(following))


def _mark_one(paragraphs: list[QTextBlock], look: Look, marks: Marks) -> None:
    head = head_of(paragraphs[0])
    marked = marks.on(head)
    if marked != head:
        dress(paragraphs, marked, look)


def _end(block: QTextBlock) -> int:
    return block.position() + block.length() - 1
