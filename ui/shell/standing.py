"""How one stood in a page: the control with the keys, its cursor, how far things were scrolled.

Kept while the vault is locked, so it holds no word: a control is found again by its place among
the others, and everything else is a number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, cast

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from ui.tasks import VaultWorker

Steps = tuple[tuple[str, int], ...]
"""From a page down to a control: at each step its class, and which of its class it is there."""

_ROUNDS: Final = 40
_STILL: Final = 6
"""So many rounds in a row with nothing to do, and it stands."""
_BESIDE: Final = 24
"""Pixels above and below what has the keys that are seen with it."""
_HANDS = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)


@dataclass(frozen=True, slots=True)
class Standing:
    """``cursor``: where a selection began, and where the cursor stands. ``scrolled``: pixels or
    rows from the left and from the top, of what is not at its beginning. ``seen``: whether the
    control was in sight: one can scroll away from it."""

    control: Steps | None = None
    cursor: tuple[int, int] | None = None
    scrolled: Mapping[Steps, tuple[int, int]] = field(default_factory=dict)
    seen: bool = False


def standing_in(page: QWidget) -> Standing:
    """How somebody stands in ``page``, or in a dialog."""
    control = page.window().focusWidget()
    here = steps(page, control) if page.isAncestorOf(control) else None
    scrolled = {
        steps(page, area): at
        for area in page.findChildren(QAbstractScrollArea)
        if area.isVisible() and any(at := _scrolled(area))
    }
    if here is None:
        return Standing(scrolled=scrolled)
    return Standing(here, _cursor(control), scrolled, not control.visibleRegion().isEmpty())


def steps(page: QWidget, control: QWidget) -> Steps:
    """The way from a page down to a control in it."""
    way: list[tuple[str, int]] = []
    while control is not page:
        parent = cast("QWidget", control.parentWidget())
        alike = [each for each in _children(parent) if type(each) is type(control)]
        way.append((type(control).__name__, alike.index(control)))
        control = parent
    return tuple(reversed(way))


def at_the_end_of(page: QWidget, way: Steps) -> QWidget | None:
    """The control at the end of a way; None while it is not there."""
    found: QWidget = page
    for kind, place in way:
        alike = [each for each in _children(found) if type(each).__name__ == kind]
        if place >= len(alike):
            return None
        found = alike[place]
    return found


class ComingBack(QObject):
    """Brings a page back to how somebody stood in it, while it reads from the vault again.

    ``page``: asked each time, as a form appears later. It ends when nothing is left to do, or
    with the first key, click or turn of the wheel: from then on the page is the person's.
    """

    def __init__(
        self,
        worker: VaultWorker,
        page: Callable[[], QWidget | None],
        standing: Standing,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._worker, self._page, self._standing = worker, page, standing
        self._rounds = self._still = 0
        self._in_sight: dict[Steps, tuple[int, int]] = {}
        handle = window.window().windowHandle()
        if handle is not None:
            handle.installEventFilter(self)
        self._next()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Somebody is at work: nothing is moved under their hands."""
        if event.type() in _HANDS:
            self._rounds = _ROUNDS
        return super().eventFilter(watched, event)

    def _next(self) -> None:
        # Behind what the page asked for, and behind what its answers laid out.
        self._worker.after_all(lambda: QTimer.singleShot(0, self, self._try), self)

    def _try(self) -> None:
        page = self._page()
        done = page is not None and page.isVisible() and self._stands(page)
        self._still = self._still + 1 if done else 0
        self._rounds += 1
        if self._rounds < _ROUNDS and self._still < _STILL:
            self._next()
        else:
            self.deleteLater()

    def _stands(self, page: QWidget) -> bool:
        """Whether nothing was left to do; what can be done is done."""
        if self._rounds >= _ROUNDS:
            return True
        whole = [self._stands_at_control(page)]
        for way, at in self._standing.scrolled.items():
            area = at_the_end_of(page, way)
            where = self._in_sight.get(way, at)
            whole.append(isinstance(area, QAbstractScrollArea) and _scroll(area, where))
        self._show_control(page)
        return all(whole)

    def _show_control(self, page: QWidget) -> None:
        """What has the keys is seen, though less room is left than there was: a banner may stand
        above it now."""
        control = at_the_end_of(page, self._standing.control or ())
        if not self._standing.seen or control is None:
            return
        area = control.parentWidget()
        while area is not None and area is not page:
            if isinstance(area, QScrollArea):
                before = _scrolled(area)
                area.ensureWidgetVisible(control, 0, _BESIDE)
                if _scrolled(area) != before:
                    self._in_sight[steps(page, area)] = _scrolled(area)
            area = area.parentWidget()

    def _stands_at_control(self, page: QWidget) -> bool:
        way = self._standing.control
        control = at_the_end_of(page, way) if way is not None else None
        if control is None:
            return way is None
        if not (control.isVisible() and control.isEnabled()):
            return False
        there = control.hasFocus() and _cursor(control) == self._standing.cursor
        control.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._standing.cursor is not None and not there:
            _put_cursor(control, *self._standing.cursor)
        return there


def _children(widget: QWidget) -> Iterator[QWidget]:
    return (each for each in widget.children() if isinstance(each, QWidget))


def _cursor(control: QWidget | None) -> tuple[int, int] | None:
    if isinstance(control, QLineEdit):
        at, start, length = (
            control.cursorPosition(),
            control.selectionStart(),
            control.selectionLength(),
        )
        return (start if start >= 0 and at != start else start + length if length else at, at)
    if isinstance(control, QTextEdit | QPlainTextEdit):
        return control.textCursor().anchor(), control.textCursor().position()
    return None


def _put_cursor(control: QWidget, anchor: int, at: int) -> None:
    if isinstance(control, QLineEdit):
        last = len(control.text())
        control.setCursorPosition(min(at, last))
        if anchor != at and max(anchor, at) <= last:
            control.setSelection(anchor, at - anchor)
    elif isinstance(control, QTextEdit | QPlainTextEdit):
        last = control.document().characterCount() - 1
        cursor = control.textCursor()
        cursor.setPosition(min(anchor, last))
        cursor.setPosition(min(at, last), cursor.MoveMode.KeepAnchor)
        control.setTextCursor(cursor)


def _scrolled(area: QAbstractScrollArea) -> tuple[int, int]:
    return area.horizontalScrollBar().value(), area.verticalScrollBar().value()


def _scroll(area: QAbstractScrollArea, at: tuple[int, int]) -> bool:
    """Whether it stands there already."""
    there = _scrolled(area) == at
    area.horizontalScrollBar().setValue(at[0])
    area.verticalScrollBar().setValue(at[1])
    return there
