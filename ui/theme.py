"""The look of the window: colours by name, type, space. No colour stands anywhere else.

:func:`apply` sets Fusion, the palette and the style sheet on the application; afterwards
:func:`current` answers everywhere. Text stands only on the grounds listed in
``TEXT_ON_GROUND``; a test computes every contrast there (WCAG 2.2, success criteria 1.4.3
and 1.4.11).
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from ui import fonts, icons


class Mode(StrEnum):
    """Which palette: the system's choice, or the person's."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Colours(NamedTuple):
    """Every colour of the window, ``#RRGGBB``, named after what it is in a notebook.

    Grounds: ``linen`` (window), ``sheet`` (page, field, list), ``fold`` (rail, hover), and
    the tints behind chips, banners and selections. Lines: ``rule`` parts, ``line`` bounds
    buttons, ``edge`` what can be typed in or ticked. Words: ``ink``, ``quiet``, and ``on_…``
    on a full colour. ``amber`` is for icons and edges, never for words: it is too light to be read.
    """

    linen: str
    sheet: str
    fold: str
    ink: str
    quiet: str
    rule: str
    line: str
    edge: str
    cornflower: str
    cornflower_deep: str
    cornflower_tint: str
    on_cornflower: str
    moss: str
    moss_tint: str
    amber: str
    amber_tint: str
    brick: str
    brick_deep: str
    brick_tint: str
    on_brick: str


LIGHT = Colours(
    linen="#FAF8F4",
    sheet="#FFFFFF",
    fold="#F2EEE6",
    ink="#1E2430",
    quiet="#5C6470",
    rule="#E4DFD6",
    line="#CBC4B6",
    edge="#8C8678",
    cornflower="#3A5BA0",
    cornflower_deep="#2E4A85",
    cornflower_tint="#E6ECF7",
    on_cornflower="#FFFFFF",
    moss="#3A7349",
    moss_tint="#E7F1E9",
    amber="#B7791F",
    amber_tint="#FBF1DD",
    brick="#B23A32",
    brick_deep="#922D26",
    brick_tint="#FAE9E7",
    on_brick="#FFFFFF",
)

DARK = Colours(
    linen="#16191F",
    sheet="#1E232B",
    fold="#262C36",
    ink="#E8E6E1",
    quiet="#A7ADB7",
    rule="#343B47",
    line="#4B5463",
    edge="#7A8392",
    cornflower="#8AA8E8",
    cornflower_deep="#A6BDF0",
    cornflower_tint="#263350",
    on_cornflower="#12161D",
    moss="#86C596",
    moss_tint="#20362A",
    amber="#E2B05C",
    amber_tint="#3A3020",
    brick="#F0938A",
    brick_deep="#F5ACA5",
    brick_tint="#42262A",
    on_brick="#1A1012",
)

TEXT_ON_GROUND: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "ink",
        (
            "linen",
            "sheet",
            "fold",
            "cornflower_tint",
            "moss_tint",
            "amber_tint",
            "brick_tint",
        ),
    ),
    ("quiet", ("linen", "sheet", "fold", "cornflower_tint")),
    ("cornflower", ("linen", "sheet", "fold", "cornflower_tint")),
    ("moss", ("linen", "sheet", "moss_tint")),
    ("brick", ("linen", "sheet", "brick_tint")),
    ("on_cornflower", ("cornflower", "cornflower_deep")),
    ("on_brick", ("brick", "brick_deep")),
)
"""Which words may stand on which grounds; each pair has a contrast of 4.5:1 or more."""

MARK_ON_GROUND: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("edge", ("linen", "sheet")),
    ("cornflower", ("linen", "sheet", "fold")),
    ("amber", ("sheet", "linen", "amber_tint")),
)
"""Edges, focus rings and icons; each pair has a contrast of 3:1 or more."""

UNIT = 4
TARGET = 32
"""Pixels: the least height and width of anything that is pressed."""


class Type(StrEnum):
    """The steps of the type scale: 13 px × 1.25. One step down would be 10 px, which tired
    eyes cannot read, so small print is 12.
    """

    SMALL = "small"
    BODY = "body"
    LEAD = "lead"
    TITLE = "title"
    DISPLAY = "display"


PIXELS: dict[Type, int] = {
    Type.SMALL: 12,
    Type.BODY: 13,
    Type.LEAD: 16,
    Type.TITLE: 20,
    Type.DISPLAY: 25,
}


def space(steps: int) -> int:
    """Pixels of so many steps of space (4 px each)."""
    return steps * UNIT


class Theme(QObject):
    """The colours and type in force. ``changed`` fires after light turned dark or back."""

    changed = Signal()

    def __init__(self, app: QApplication, mode: Mode) -> None:
        super().__init__(app)
        self._app = app
        self._mode = mode
        self._dark: bool | None = None
        self._dressed = False
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
        """One colour by its name in :class:`Colours`."""
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
        font.setPixelSize(PIXELS[step])
        font.setBold(strong)
        return font

    def account_font(self, step: Type = Type.LEAD) -> QFont:
        """The serif in which a person's words stand; loaded when first asked for."""
        font = QFont(fonts.serif())
        font.setPixelSize(PIXELS[step])
        return font

    def choose(self, mode: Mode) -> None:
        """Follow another mode from now on."""
        self._mode = mode
        self._renew()

    def dress(self) -> None:
        """Put the style sheet on, and keep it in step with the palette from now on."""
        if self._dressed:
            return
        self._dressed = True
        self._put_on()

    def _put_on(self) -> None:
        from ui.stylesheet import style_sheet

        marks = icons.register_marks(self.colours.quiet, self.colours.on_cornflower)
        self._app.setStyleSheet(style_sheet(self.colours, PIXELS, marks))

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
        if self._dressed:
            self._put_on()
        self.changed.emit()


_current: Theme | None = None


def apply(app: QApplication, mode: Mode | str = Mode.SYSTEM, *, dressed: bool = True) -> Theme:
    """Give the application our look, before the first widget is made; again changes the mode.

    ``dressed`` False leaves the style sheet to :meth:`Theme.dress`: widgets that are laid
    into one another under a style sheet are styled anew each time.
    """
    # The application's style is process-wide, and so is what it is made of.
    global _current  # noqa: PLW0603
    if _current is None or not shiboken6.isValid(_current):
        app.setStyle("Fusion")
        _current = Theme(app, Mode(mode))
        app.setFont(_current.font())
    _current.choose(Mode(mode))
    if dressed:
        _current.dress()
    return _current


def current() -> Theme:
    """The theme in force; :func:`apply` must have been called."""
    if _current is None:
        raise RuntimeError("ui.theme.apply was not called")
    return _current


def colour_names() -> tuple[str, ...]:
    """Every name in :class:`Colours`."""
    return Colours._fields


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
