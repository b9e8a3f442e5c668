"""The style sheet, made of palette and scale. Widgets choose by property, not by colour.

``kind`` on a ``QPushButton``: primary, danger, quiet, chip, segment, rail, bare. ``ground`` on a
``QWidget``: linen, sheet, fold. ``textStyle`` on a ``QLabel``: small, lead, title, display,
quiet, brick, moss, strong (several, parted by spaces). ``tone`` on a frame: info, safe,
attention, danger.

The focus ring is two pixels wide: what has a border of one at rest gives a pixel of its
padding, so that nothing moves. ``outline: none``: Fusion draws a box of its own inside it, for keys
alone, across icons and counts.
"""

from __future__ import annotations

from string import Template

from ui.palette import Colours
from ui.scale import Type

_LINE = 1.4
"""Height of a line of the bundled sans, in heights of its letters."""

_BASE = """
QWidget { color: $ink; }
QMainWindow, QDialog, QWidget[ground="linen"] { background: $linen; }
QWidget[ground="sheet"] { background: $sheet; }
QWidget[ground="fold"] { background: $fold; }
QToolTip { color: $ink; background: $sheet; border: 1px solid $edge; padding: 4px 6px; }
QFrame[line="rule"] { background: $rule; border: none; }
QFrame[sheet="page"] { background: $sheet; border: 1px solid $rule; border-radius: 8px; }
QFrame[tone] { border: 1px solid $rule; border-radius: 6px; }
QFrame[tag] { border: none; border-radius: 6px; }
QFrame[tag="info"] { background: $cornflower_tint; }
QFrame[tag="safe"] { background: $moss_tint; }
QFrame[tag="attention"] { background: $amber_tint; }
QFrame[tag="danger"] { background: $brick_tint; }
QFrame[tone="info"] { background: $cornflower_tint; border-left: 3px solid $cornflower; }
QFrame[tone="safe"] { background: $moss_tint; border-left: 3px solid $moss; }
QFrame[tone="attention"] { background: $amber_tint; border-left: 3px solid $amber; }
QFrame[tone="danger"] { background: $brick_tint; border-left: 3px solid $brick; }
"""

_WORDS = """
QLabel { background: transparent; }
QLabel[textStyle~="small"] { font-size: ${small}px; }
QLabel[textStyle~="lead"] { font-size: ${lead}px; }
QLabel[textStyle~="title"] { font-size: ${title}px; }
QLabel[textStyle~="display"] { font-size: ${display}px; }
QLabel[textStyle~="strong"] { font-weight: bold; }
QLabel[textStyle~="quiet"] { color: $quiet; }
QLabel[textStyle~="brick"] { color: $brick; }
QLabel[textStyle~="moss"] { color: $moss; }
QLabel[textStyle~="cornflower"] { color: $cornflower; }
"""

_BUTTONS = """
QPushButton, QToolButton, QCheckBox, QRadioButton { outline: none; }
QPushButton, QToolButton {
    background: $sheet; color: $ink; border: 1px solid $line; border-radius: 6px;
    padding: 5px 15px; min-height: ${line_pressed}px;
}
QPushButton:hover, QToolButton:hover { background: $fold; border-color: $edge; }
QPushButton:pressed, QToolButton:pressed { background: $rule; }
QPushButton:focus, QToolButton:focus { border: 2px solid $cornflower; padding: 4px 14px; }
QPushButton:disabled, QToolButton:disabled {
    color: $quiet; background: $linen; border-color: $rule;
}
QPushButton[kind="primary"] {
    background: $cornflower; color: $on_cornflower; border-color: $cornflower; font-weight: bold;
}
QPushButton[kind="primary"]:hover {
    background: $cornflower_deep; border-color: $cornflower_deep;
}
QPushButton[kind="primary"]:focus { border-color: $ink; }
QPushButton[kind="primary"]:disabled {
    background: $fold; color: $quiet; border-color: $rule; font-weight: normal;
}
QPushButton[kind="danger"] { color: $brick; border-color: $brick; background: $sheet; }
QPushButton[kind="danger"]:hover { background: $brick_tint; }
QPushButton[kind="danger"]:focus { border-color: $ink; }
QPushButton[kind="danger"]:disabled {
    color: $quiet; border-color: $rule; background: $linen;
}
QPushButton[kind="bare"], QPushButton[kind="icon"], QToolButton {
    background: transparent; border: 2px solid transparent; padding: 4px 8px;
}
QPushButton[kind="icon"] { padding: 0; }
QPushButton[kind="bare"] { color: $cornflower; }
QPushButton[kind="bare"]:hover, QPushButton[kind="icon"]:hover, QToolButton:hover {
    background: $fold; border-color: transparent;
}
QPushButton[kind="bare"]:focus, QPushButton[kind="icon"]:focus, QToolButton:focus {
    border-color: $cornflower;
}
QPushButton[kind="bare"]:disabled { color: $quiet; background: transparent; }
QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; width: 0; }
"""

_CHOICES = """
QPushButton[kind="chip"] { border-radius: 16px; padding: 5px 13px; }
QPushButton[kind="chip"]:checked { background: $cornflower_tint; border-color: $cornflower; }
QPushButton[kind="chip"]:focus { border: 2px solid $cornflower; padding: 4px 12px; }
QPushButton[kind="chip"]:checked:focus { border-color: $ink; }
QPushButton[kind="segment"] {
    border: 1px solid $edge; border-radius: 0; padding: 5px 12px; margin-left: -1px;
}
QPushButton[kind="segment"][position="first"], QPushButton[kind="segment"][position="only"] {
    border-top-left-radius: 6px; border-bottom-left-radius: 6px; margin-left: 0;
}
QPushButton[kind="segment"][position="last"], QPushButton[kind="segment"][position="only"] {
    border-top-right-radius: 6px; border-bottom-right-radius: 6px;
}
QPushButton[kind="segment"]:checked {
    background: $cornflower_tint; border-color: $cornflower; font-weight: bold;
}
QPushButton[answer="yes"]:checked { background: $moss_tint; border-color: $moss; }
QPushButton[answer="no"]:checked { background: $brick_tint; border-color: $brick; }
QPushButton[answer="ask-again"]:checked { background: $amber_tint; border-color: $amber; }
QPushButton[answer="not-asked"]:checked { background: $fold; border-color: $edge; }
QFrame[question="here"] { border: none; border-left: 3px solid transparent; }
QFrame[question="current"] { background: $fold; border-left: 3px solid $cornflower; }
QPushButton[kind="segment"]:focus { border: 2px solid $cornflower; padding: 4px 11px; }
QPushButton[kind="segment"]:checked:focus { border-color: $ink; }
QPushButton[kind="segment"]:disabled { color: $quiet; border-color: $line; }
QPushButton[kind="rail"], QPushButton[kind="step"] {
    background: transparent; border: 2px solid transparent; padding: 4px 10px;
    text-align: left;
}
QPushButton[kind="rail"]:hover { background: $rule; }
QPushButton[kind="step"]:hover { background: $fold; }
QPushButton[kind="rail"]:checked, QPushButton[kind="step"]:checked {
    background: $cornflower_tint;
}
QPushButton[kind="rail"]:focus, QPushButton[kind="step"]:focus {
    border-color: $cornflower; padding: 4px 10px;
}
QPushButton[kind="line"] {
    background: transparent; border: 2px solid transparent; padding: 0; text-align: left;
}
QPushButton[kind="line"]:hover { background: $fold; }
QPushButton[kind="line"]:focus { border-color: $cornflower; }
QPushButton[kind="wide"] { border: 1px solid $line; border-radius: 8px; padding: 0; }
QPushButton[kind="wide"]:hover { border-color: $cornflower; background: $fold; }
QPushButton[kind="wide"]:focus { border: 2px solid $cornflower; padding: 0; }
QCheckBox, QRadioButton {
    spacing: 8px; min-height: 28px; border: 2px solid transparent; border-radius: 6px;
    padding: 0 4px;
}
QCheckBox:focus, QRadioButton:focus { border-color: $cornflower; }
QCheckBox:disabled, QRadioButton:disabled { color: $quiet; }
QCheckBox::indicator, QRadioButton::indicator, QListView::indicator {
    width: 16px; height: 16px; border: 1px solid $edge; background: $sheet;
}
QCheckBox::indicator, QListView::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover, QListView::indicator:hover {
    border-color: $cornflower;
}
QCheckBox::indicator:checked, QRadioButton::indicator:checked, QListView::indicator:checked {
    background: $cornflower; border-color: $cornflower; image: url($marks/tick.svg);
}
QRadioButton::indicator:checked { image: url($marks/dot.svg); }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $linen; }
QCheckBox::indicator:checked:disabled, QRadioButton::indicator:checked:disabled {
    background: $edge; border-color: $edge;
}
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit, QComboBox {
    background: $sheet; color: $ink; border: 1px solid $edge; border-radius: 6px;
    padding: 4px 8px; selection-background-color: $cornflower;
    selection-color: $on_cornflower; placeholder-text-color: $quiet;
}
QLineEdit, QSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit, QComboBox {
    min-height: ${line_typed}px;
}
QSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit {
    padding: 4px 4px 4px 8px; min-height: ${line_pressed}px;
}
QAbstractSpinBox QLineEdit { border: none; padding: 0 0 0 8px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDateEdit:focus,
QTimeEdit:focus, QDateTimeEdit:focus, QComboBox:focus {
    border: 2px solid $cornflower; padding: 3px 7px;
}
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled,
QSpinBox:disabled, QLineEdit:read-only, QPlainTextEdit:read-only, QTextEdit:read-only {
    background: $linen; border-color: $rule; color: $ink;
}
QLineEdit[wrong="true"], QComboBox[wrong="true"], QPlainTextEdit[wrong="true"] {
    border: 2px solid $brick; padding: 3px 7px;
}
QTextEdit[paper="page"] { border: none; background: $sheet; padding: 0; }
QTextEdit[paper="page"]:focus { border: none; padding: 0; }
QTextEdit[paper="page"]:read-only { border: 2px solid transparent; background: $sheet; }
QTextEdit[paper="page"]:read-only:focus { border: 2px solid $cornflower; }
QPlainTextEdit[paper="plain"] {
    border: 1px solid transparent; background: transparent; padding: 0;
}
QPlainTextEdit[paper="plain"]:focus { border: 1px solid $cornflower; padding: 0; }
QSpinBox:focus, QDateEdit:focus, QTimeEdit:focus, QDateTimeEdit:focus {
    padding: 3px 3px 3px 7px;
}
QComboBox { combobox-popup: 0; padding-right: 4px; }
QComboBox:focus { padding-right: 3px; }
QComboBox::drop-down, QDateEdit::drop-down, QDateTimeEdit::drop-down {
    border: none; width: 24px; subcontrol-position: right center;
}
QComboBox::down-arrow, QDateEdit::down-arrow, QDateTimeEdit::down-arrow {
    image: url($marks/down.svg); width: 16px; height: 16px;
}
QSpinBox::up-button, QSpinBox::down-button, QDateEdit::up-button, QDateEdit::down-button,
QTimeEdit::up-button, QTimeEdit::down-button, QDateTimeEdit::up-button,
QDateTimeEdit::down-button { border: none; background: transparent; width: 24px; }
QAbstractSpinBox::up-arrow { image: url($marks/up.svg); width: 14px; height: 14px; }
QAbstractSpinBox::down-arrow { image: url($marks/down.svg); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: $sheet; border: 1px solid $edge; outline: none; }
QComboBox QAbstractItemView::item { min-height: 30px; padding: 0 8px; }
QComboBox QAbstractItemView::item:selected { background: $cornflower_tint; color: $ink; }
"""

_LISTS = """
QAbstractItemView {
    background: $sheet; border: 1px solid $rule; border-radius: 6px; outline: none;
    selection-background-color: $cornflower_tint; selection-color: $ink;
}
QAbstractItemView:focus { border: 2px solid $cornflower; }
QAbstractItemView[plain="true"] { border: none; border-radius: 0; }
QAbstractItemView[plain="true"]:focus { border: none; }
QListView[ticks="true"] { border: 2px solid transparent; }
QListView[ticks="true"]:focus { border: 2px solid $cornflower; border-radius: 6px; }
QTableView::item, QTreeView::item { padding: 6px 8px; }
QHeaderView { background: $sheet; border: none; }
QHeaderView::section {
    background: $sheet; color: $quiet; border: none; border-bottom: 1px solid $rule;
    padding: 6px 8px; font-weight: normal;
}
QScrollArea { border: none; background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $edge; border-radius: 3px; border: none; }
QScrollBar::handle:vertical { min-height: 32px; margin: 2px 3px; }
QScrollBar::handle:horizontal { min-width: 32px; margin: 3px 2px; }
QScrollBar::handle:hover { background: $quiet; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $rule; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: $cornflower; }
"""

_REST = """
QMenu { background: $sheet; border: 1px solid $edge; padding: 4px; }
QMenu::item { padding: 7px 28px 7px 12px; border-radius: 4px; }
QMenu::item:selected { background: $cornflower_tint; color: $ink; }
QMenu::item:disabled { color: $quiet; }
QMenu::separator { height: 1px; background: $rule; margin: 4px 8px; }
QProgressBar {
    background: $fold; border: none; border-radius: 4px; min-height: 8px; max-height: 8px;
}
QProgressBar::chunk { background: $cornflower; border-radius: 4px; }
QProgressBar[tone="safe"]::chunk { background: $moss; }
QProgressBar[tone="attention"]::chunk { background: $amber; }
QProgressBar[tone="danger"]::chunk { background: $brick; }
"""

_TEMPLATE = Template(_BASE + _WORDS + _BUTTONS + _CHOICES + _FIELDS + _LISTS + _REST)


def style_sheet(colours: Colours, pixels: dict[Type, int], marks: str) -> str:
    """The whole style sheet for these colours and this type scale (pixels by step).

    ``marks``: the folder that ``ui.icons.register_marks`` made.
    """
    sizes = {step.value: str(size) for step, size in pixels.items()}
    # Qt takes a least height of the sheet before any that the words of a widget ask for.
    line = round(pixels[Type.BODY] * _LINE)
    sizes |= {"line_pressed": str(max(20, line)), "line_typed": str(max(22, line))}
    return _TEMPLATE.substitute(colours._asdict(), marks=marks, **sizes)
