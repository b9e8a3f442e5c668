"""The buttons below a picture: nearer, turned, brighter. They change nothing but what is seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.media.canvas import Canvas
from ui.media.look import Look
from ui.widgets.buttons import Button, icon_button, quiet_button
from ui.widgets.layouts import row

_Change = Callable[[Look], Look]


class LookBar(QWidget):
    """For one canvas; the keys work as long as the focus is in ``page``."""

    def __init__(self, canvas: Canvas, page: QWidget) -> None:
        super().__init__()
        self._canvas, self._page = canvas, page
        self.as_it_is = quiet_button(_("As it is"), canvas.fit)
        self.as_it_is.setToolTip(_with_key(_("The whole picture as it is"), "0"))
        buttons = [
            self._button("minus", _("Smaller"), "-", canvas.zoom_out),
            self._button("plus", _("Larger"), "+", canvas.zoom_in),
            self._changing("turn-left", _("Turn left"), "Ctrl+Left", lambda at: at.turned(-1)),
            self._changing("turn-right", _("Turn right"), "Ctrl+Right", lambda at: at.turned(1)),
            self._changing("moon", _("Darker"), "Ctrl+Down", lambda at: at.lighter(-1)),
            self._changing("sun", _("Brighter"), "Ctrl+Up", lambda at: at.lighter(1)),
            self._changing(
                "contrast-less",
                _("Less contrast"),
                "Ctrl+Shift+Down",
                lambda at: at.with_contrast(-1),
            ),
            self._changing(
                "contrast", _("More contrast"), "Ctrl+Shift+Up", lambda at: at.with_contrast(1)
            ),
        ]
        pairs = [row(*buttons[at : at + 2], gap=1) for at in range(0, len(buttons), 2)]
        self.setLayout(row(None, *pairs, self.as_it_is, None, gap=3))
        canvas.changed.connect(self._follow)
        self._follow()

    def _changing(self, icon: str, name: str, key: str, change: _Change) -> Button:
        def pressed() -> None:
            self._canvas.look_at(change(self._canvas.look))

        shortcut = QShortcut(QKeySequence(key), self._page, pressed)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return self._button(icon, name, key, pressed)

    def _button(self, icon: str, name: str, key: str, pressed: Callable[[], None]) -> Button:
        button = icon_button(icon, name, pressed)
        button.setToolTip(_with_key(name, key))
        return button

    def _follow(self) -> None:
        """There is something to go back from only where something was changed."""
        self.setEnabled(self._canvas.shows)
        self.as_it_is.setEnabled(not self._canvas.is_as_it_is)


def _with_key(name: str, key: str) -> str:
    shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return f"{name} ({shown})"
