"""Has a screen reader read out what appeared, wherever it is just then."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget) -> None:
    """Read out the widget's accessible name: an alert, which moves no focus."""
    # Each screen has something that may be announced, and the first has seldom anything to say:
    # what PySide makes of QAccessible (190 members of enumerations) waits for that.
    from PySide6.QtGui import QAccessible, QAccessibleEvent

    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.Alert))
