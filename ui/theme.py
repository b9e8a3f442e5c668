"""The look of the window in force: palette, type, icons, and whether it is light or dark.

:func:`apply` sets palette and type on the application, which ``ui.app`` made in Fusion, and
:meth:`Theme.dress` puts the style sheet on a window; :func:`current` answers everywhere. It is
made of ``ui.palette`` (colours), ``ui.scale`` (sizes) and ``ui.stylesheet``, none of which knows
it.
"""

from __future__ import annotations

from enum import StrEnum

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from ui import fonts, icons
from ui.palette import DARK, LIGHT, Colours
from ui.scale import Type, set_text_percent, text_percent, type_pixels
from ui.stylesheet import style_sheet


class Mode(StrEnum):
    """Which palette: the system's choice, or the person's."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """The colours and type in force. ``changed`` fires after light turned dark or back."""

    changed = Signal()

    def __init__(self, app: QApplication, mode: Mode) -> None:
        super().__init__(app)
        self._app = app
        self._mode = mode
        self._dark: bool | None = None
        self._dressed: list[QApplication | QWidget] = []
        app.styleHints().colorSchemeChanged.connect(self._renew)

    @property
    def mode(self) -> Mode:
        """What was chosen: the system's way, light or dark."""
        return self._mode

    @property
    def dark(self) -> bool:
        """Whether the dark palette is in force."""
        return bool(self._dark)

    @property
    def colours(self) -> Colours:
        """The palette in force."""
        return DARK if self._dark else LIGHT

    def colour(self, name: str) -> QColor:
        """One colour by its name in :class:`ui.palette.Colours`."""
        return QColor(getattr(self.colours, name))

    def icon(self, name: str, colour: str = "ink") -> QIcon:
        """A line icon of ``resources/icons`` in one of our colours."""
        return icons.icon(name, getattr(self.colours, colour), self.colours.quiet)

    def pixmap(self, name: str, size: int, colour: str = "ink", ratio: float = 1.0) -> QPixmap:
        """The icon as a picture ``size`` logical pixels wide for a screen of this ratio."""
        return icons.pixmap(name, getattr(self.colours, colour), size, ratio)

    def font(self, step: Type = Type.BODY, strong: bool = False) -> QFont:
        """The screen's sans at a step of the scale."""
        font = QFont(fonts.sans())
        font.setPixelSize(type_pixels()[step])
        font.setBold(strong)
        return font

    def account_font(self, step: Type = Type.LEAD) -> QFont:
        """The serif in which a person's words stand; loaded when first asked for."""
        font = QFont(fonts.serif())
        font.setPixelSize(type_pixels()[step])
        return font

    def choose(self, mode: Mode) -> None:
        """Follow another mode from now on."""
        self._mode = mode
        self._renew()

    def set_text(self, percent: int) -> None:
        """Make text this large; who calls builds the window anew, as pages ask when made."""
        if percent != text_percent():
            set_text_percent(percent)
            self._app.setFont(self.font())
            self._dress_again()

    def dress(self, part: QApplication | QWidget) -> None:
        """Put the style sheet on a window, and keep it in step with the palette from now on.

        What stands in the window wears it too, dialogs over it included. The program never puts
        it on the application: each widget that is laid into another would be styled anew then,
        with all it holds, though the whole is in no window yet; a page took twice as long.
        """
        self._dressed = [each for each in self._dressed if shiboken6.isValid(each)]
        if part not in self._dressed:
            self._dressed.append(part)
            part.setStyleSheet(self._sheet())

    def _sheet(self) -> str:
        marks = icons.register_marks(self.colours.quiet, self.colours.on_cornflower)
        return style_sheet(self.colours, type_pixels(), marks)

    def _wants_dark(self) -> bool:
        if self._mode is Mode.SYSTEM:
            return self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._mode is Mode.DARK

    def _renew(self) -> None:
        dark = self._wants_dark()
        if dark == self._dark:
            return
        self._dark = dark
        self._app.setPalette(_qt_palette(self.colours))
        self._dress_again()
        self.changed.emit()

    def _dress_again(self) -> None:
        for part in filter(shiboken6.isValid, self._dressed):
            part.setStyleSheet(self._sheet())


_current: Theme | None = None


def apply(app: QApplication, mode: Mode | str = Mode.SYSTEM, percent: int = 100) -> Theme:
    """Give the application our palette and type, before the first widget; again changes mode and
    size of text (``percent`` of :data:`ui.scale.TEXT_PERCENT`).

    The style sheet is put on by :meth:`Theme.dress`, once a window is there.
    """
    # The application's style is process-wide, and so is what it is made of.
    global _current  # noqa: PLW0603
    if _current is None or not shiboken6.isValid(_current):
        _current = Theme(app, Mode(mode))
        app.setFont(_current.font())
    _current.set_text(percent)
    _current.choose(Mode(mode))
    return _current


def current() -> Theme:
    """The theme in force; :func:`apply` must have been called."""
    if _current is None:
        raise RuntimeError("ui.theme.apply was not called")
    return _current


def _qt_palette(colours: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, roles in (
        ("linen", (role.Window, role.AlternateBase)),
        ("sheet", (role.Base, role.Button, role.ToolTipBase, role.Light, role.Midlight)),
        ("ink", (role.WindowText, role.Text, role.ButtonText, role.ToolTipText)),
        ("quiet", (role.PlaceholderText, role.BrightText)),
        ("edge", (role.Mid,)),
        ("rule", (role.Dark, role.Shadow)),
        ("cornflower", (role.Highlight, role.Link, role.Accent)),
        ("on_cornflower", (role.HighlightedText,)),
        ("cornflower_deep", (role.LinkVisited,)),
    ):
        for each in roles:
            palette.setColor(each, QColor(getattr(colours, name)))
    _grey_out(palette, colours)
    return palette


def _grey_out(palette: QPalette, colours: Colours) -> None:
    role = QPalette.ColorRole
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(colours.quiet))
