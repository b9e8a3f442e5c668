"""The utterances of a document as they are saved, each read once until it changes.

An account is read between two keys: a thousand turns anew would be felt. The *user state* of a
block says under which number it was read; a new block has none, and :meth:`Reader.changed` takes
it from those that changed. It is no part of the undo stack, so what an undo brings is read anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtGui import QTextBlock, QTextDocument

from desktop.model.ids import new_id
from desktop.model.interview import Utterance, UtteranceKind
from desktop.model.values.moment import Moment
from ui.interviews.account.blocks import head_of, id_of, text_of

_UNREAD = -1


@dataclass(frozen=True, slots=True)
class _Read:
    """An utterance, and of how many paragraphs; ``said``: whether it is one that is saved."""

    utterance: Utterance
    paragraphs: int
    said: bool


class Reader:
    """Reads one document; tell it of every change.

    ``document`` is asked each time: PySide lets go of a wrapper of it that is held, when the
    wrapper of its parent goes.
    """

    def __init__(self, document: Callable[[], QTextDocument]) -> None:
        self._document = document
        self._known: dict[int, _Read] = {}
        self._next = 0

    def changed(self, position: int, added: int) -> None:
        """What stands there, and the paragraphs beside it, are read anew next time."""
        block = self._document().findBlock(position)
        block = block.previous() if block.previous().isValid() else block
        while block.isValid():
            block.setUserState(_UNREAD)
            if block.position() > position + added:
                return
            block = block.next()

    def read(self, said_at: Mapping[str, Moment | None]) -> tuple[Utterance, ...]:
        """The utterances in order; those without a word are left out.

        A break may be wordless. An id met again further down gets a new one, so that no list
        ever holds two utterances of one id, whatever was done to the document.
        """
        found: list[Utterance] = []
        seen: set[str] = set()
        known: dict[int, _Read] = {}
        block = self._document().begin()
        while block.isValid():
            number, read, block = self._read_one(block)
            known[number] = read
            if read.said:
                found.append(_saved(read.utterance, seen, said_at))
        self._known = known
        return tuple(found)

    def _read_one(self, first: QTextBlock) -> tuple[int, _Read, QTextBlock]:
        """What begins at this block, its number, and the block behind it."""
        number = first.userState()
        known = self._known.get(number)
        if known is not None:
            block, left = first, known.paragraphs
            while left and block.isValid() and block.userState() == number:
                block, left = block.next(), left - 1
            if not left:
                return number, known, block
        return self._read_anew(first)

    def _read_anew(self, first: QTextBlock) -> tuple[int, _Read, QTextBlock]:
        number, mine, run = self._next, id_of(first), [first]
        self._next += 1
        block = first.next()
        while block.isValid() and id_of(block) == mine:
            run.append(block)
            block = block.next()
        for each in run:
            each.setUserState(number)
        utterance = replace(head_of(first), text=text_of(run))
        said = bool(utterance.text.strip()) or utterance.kind is UtteranceKind.BREAK
        return number, _Read(utterance, len(run), said), block


def _saved(utterance: Utterance, seen: set[str], said_at: Mapping[str, Moment | None]) -> Utterance:
    mine, moment = utterance.id, said_at.get(utterance.id)
    if not mine or mine in seen:
        mine = new_id()
    seen.add(mine)
    if mine == utterance.id and moment == utterance.said_at:
        return utterance
    return replace(utterance, id=mine, said_at=moment)
