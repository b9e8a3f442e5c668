"""Where somebody marked a name, or has the cursor in one; and what is said once it is protected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit

from desktop.i18n import _
from desktop.names.letters import words
from desktop.vault.records.protected_names import Marked

_LONGEST: Final = 100
"""Characters: what is marked beyond is no name."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a name stands in a document or a field, from ``start`` to before ``end``."""

    start: int
    end: int
    name: str


def no_name() -> str:
    """There is nothing to protect here."""
    return _("Mark a name, or put the cursor into one.")


def what_protects(marked: Marked, name: str) -> str:
    """Which entry protects the name, and together with which other form."""
    if marked.is_new:
        said = _("“{name}” is protected: {instead}.")
    elif marked.called and marked.called != name:
        said = _("“{name}” is protected together with “{called}”: {instead}.")
    else:
        said = _("“{name}” is protected already: {instead}.")
    return said.format(name=name, called=marked.called, instead=marked.entry.instead)


def what_was_written(marked: Marked, name: str) -> str:
    """That its code stands there now."""
    said = _("{instead} stands instead of “{name}”. Ctrl+Z brings the name back.")
    return said.format(instead=marked.entry.instead, name=name)


def name_in(field: QLineEdit) -> Place | None:
    """As :func:`name_at`, of a field of one line."""
    text = field.text()
    if field.hasSelectedText():
        start = _letters(text, field.selectionStart())
        end = _letters(text, field.selectionEnd())
        return _marked(text, 0, start, end)
    return _word(text, 0, _letters(text, field.cursorPosition()))


def name_at(cursor: QTextCursor) -> Place | None:
    """What is marked in one paragraph, without the blanks around it, else the word at the cursor;
    None where there is neither, and for what is too long to be a name."""
    if not cursor.hasSelection():
        block = cursor.block()
        at = _letters(block.text(), cursor.positionInBlock())
        return _word(block.text(), block.position(), at)
    document = cursor.document()
    first = document.findBlock(cursor.selectionStart())
    if first != document.findBlock(cursor.selectionEnd()):
        return None
    text = first.text()
    start = _letters(text, cursor.selectionStart() - first.position())
    end = _letters(text, cursor.selectionEnd() - first.position())
    return _marked(text, first.position(), start, end)


def _word(text: str, first: int, at: int) -> Place | None:
    found = next((each for each in words(text) if each.start <= at <= each.end), None)
    return _place(text, first, found.start, found.end) if found else None


def _marked(text: str, first: int, start: int, end: int) -> Place | None:
    marked = text[start:end]
    start += len(marked) - len(marked.lstrip())
    end -= len(marked) - len(marked.rstrip())
    if end <= start or end - start > _LONGEST or not any(words(text[start:end])):
        return None
    return _place(text, first, start, end)


def _place(text: str, at: int, start: int, end: int) -> Place:
    return Place(at + _units(text[:start]), at + _units(text[:end]), text[start:end])


def _units(text: str) -> int:
    """As a document counts: a letter beyond U+FFFF is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _letters(text: str, units: int) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore"))
