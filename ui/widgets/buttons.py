"""Buttons: one primary a screen, quiet ones beside it, danger set apart.

Icons follow the theme by themselves when light turns dark.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from ui.scale import TARGET
from ui.theme import current

_ICON_COLOURS = {"primary": "on_cornflower", "danger": "brick", "bare": "cornflower"}


class Button(QPushButton):
    """A push button of one ``kind`` (see ``ui/stylesheet.py``) with an icon of ours."""

    def __init__(self, text: str, kind: str = "quiet", icon: str = "") -> None:
        super().__init__(text)
        self._kind = kind
        self._icon = ""
        self._dark = current().dark
        self.setProperty("kind", kind)
        self.setMinimumHeight(TARGET)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        if icon:
            self.set_icon(icon)

    def set_icon(self, name: str) -> None:
        """Show this icon of ``resources/icons`` before the text."""
        self._icon = name
        # A wider picture keeps the words away from the drawing.
        self.setIconSize(QSize(28, 20) if self.text() else QSize(20, 20))
        self._renew_icon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, as Space does, in windows too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon again when the palette changed."""
        super().changeEvent(event)
        # Each new parent counts as a change of palette too; only light and dark matter here.
        changed = event.type() == QEvent.Type.PaletteChange and self._dark != current().dark
        if changed and self._icon:
            self._renew_icon()

    def _renew_icon(self) -> None:
        self._dark = current().dark
        self.setIcon(current().icon(self._icon, _ICON_COLOURS.get(self._kind, "ink")))


def primary_button(text: str, pressed: Callable[[], None], icon: str = "") -> Button:
    """What the screen is for; Enter presses it where it is the window's default."""
    button = _button(text, pressed, "primary", icon)
    button.setDefault(True)
    return button


def quiet_button(text: str, pressed: Callable[[], None], icon: str = "") -> Button:
    """A button for any other action."""
    return _button(text, pressed, "quiet", icon)


def bare_button(text: str, pressed: Callable[[], None], icon: str = "") -> Button:
    """A way to somewhere else, in the colour of links and without a border."""
    return _button(text, pressed, "bare", icon)


def danger_button(text: str, pressed: Callable[[], None], icon: str = "") -> Button:
    """What takes something away; ask once before doing it (``confirm.py``)."""
    return _button(text, pressed, "danger", icon)


def icon_button(icon: str, name: str, pressed: Callable[[], None]) -> Button:
    """A square button with an icon alone; ``name`` is its tooltip and accessible name."""
    button = _button("", pressed, "icon", icon)
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.setFixedSize(TARGET + 4, TARGET)
    return button


def _button(text: str, pressed: Callable[[], None], kind: str, icon: str) -> Button:
    button = Button(text, kind, icon)
    on_click(button, pressed)
    return button


def on_click(button: Button, pressed: Callable[[], None]) -> None:
    """Call ``pressed`` whenever the button is pressed."""
    # A bare connection would hand ``checked`` over to what takes an argument of its own.
    button.clicked.connect(lambda: pressed())  # noqa: PLW0108
