"""Windows stand whole on the screen: their frame included, beside task bar and panels.

All sizes in logical pixels. How wide a frame is, is known only once the window manager has put
it on; before that a usual one is assumed.
"""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

USUAL_FRAME = QMargins(4, 32, 4, 4)
"""Assumed for a window without a frame yet: title bar above, edges beside and below."""


def frame_of(window: QWidget) -> QMargins:
    """The frame around a window as it is, or a usual one where there is none yet."""
    inside, whole = window.geometry(), window.frameGeometry()
    known = QMargins(
        inside.left() - whole.left(),
        inside.top() - whole.top(),
        whole.right() - inside.right(),
        whole.bottom() - inside.bottom(),
    )
    return USUAL_FRAME if known.isNull() else known


def fitting(wanted: QRect, available: QRect, frame: QMargins) -> QRect:
    """The place for a window's inside, so that it stands on the screen with its frame.

    As close to ``wanted`` as it goes: first moved, and made smaller only where it must be.
    """
    inside = available.marginsRemoved(frame)
    size = wanted.size().boundedTo(inside.size())
    left = min(max(wanted.left(), inside.left()), inside.right() + 1 - size.width())
    top = min(max(wanted.top(), inside.top()), inside.bottom() + 1 - size.height())
    return QRect(QPoint(left, top), size)


def first_place(size: QSize, available: QRect) -> QRect:
    """Where a window of this size stands at first: in the middle of the screen, and whole."""
    wanted = QRect(QPoint(0, 0), size)
    wanted.moveCenter(available.center())
    return fitting(wanted, available, USUAL_FRAME)


def keep_on_screen(window: QWidget, height: int = 0) -> None:
    """Move a window, and make it smaller where it must be, until it stands on its screen.

    ``height``: make it so tall at the same time, if the screen is.
    """
    if window.isMaximized() or window.isFullScreen():
        return
    now = window.geometry()
    wanted = QRect(now.topLeft(), QSize(now.width(), height or now.height()))
    place = fitting(wanted, window.screen().availableGeometry(), frame_of(window))
    if place != now:
        window.setGeometry(place)
