"""Colours that can be read, and a look that follows light and dark."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QFile, QIODevice
from PySide6.QtGui import QImage, QPalette, QRawFont
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from ui import fonts, icons, palette, theme
from ui.scale import PIXELS
from ui.stylesheet import style_sheet
from ui.widgets.buttons import quiet_button

ROOT = Path(__file__).resolve().parents[2]
PALETTES = {"light": palette.LIGHT, "dark": palette.DARK}


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2, definition of «relative luminance»)."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize(("words", "grounds"), palette.TEXT_ON_GROUND)
def test_words_can_be_read_on_every_ground(
    colours: palette.Colours, words: str, grounds: tuple[str, ...]
) -> None:
    for ground in grounds:
        ratio = contrast(getattr(colours, words), getattr(colours, ground))
        assert ratio >= 4.5, f"{words} on {ground}: {ratio:.2f}"


@pytest.mark.parametrize("colours", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize(("mark", "grounds"), palette.MARK_ON_GROUND)
def test_edges_and_focus_can_be_seen(
    colours: palette.Colours, mark: str, grounds: tuple[str, ...]
) -> None:
    for ground in grounds:
        ratio = contrast(getattr(colours, mark), getattr(colours, ground))
        assert ratio >= 3.0, f"{mark} on {ground}: {ratio:.2f}"


def test_every_pair_the_style_sheet_makes_is_a_pair_that_was_measured() -> None:
    measured = {(words, ground) for words, grounds in palette.TEXT_ON_GROUND for ground in grounds}
    names = palette.Colours(*(f"<{name}>" for name in palette.colour_names()))
    made = set()
    for block in re.findall(r"\{([^}]*)\}", style_sheet(names, PIXELS, ":")):
        words = re.search(r"(?:^|[\s;])color: <(\w+)>", block)
        ground = re.search(r"background: <(\w+)>", block)
        if words and ground:
            made.add((words[1], ground[1]))
    assert made
    assert made <= measured


def test_no_colour_stands_outside_the_palette() -> None:
    found = []
    for file in (ROOT / "ui").rglob("*.py"):
        text = file.read_text("utf-8")
        if file.name != "palette.py" and re.search(
            r"#[0-9A-Fa-f]{6}\b|Qt\.GlobalColor\.(?!t)", text
        ):
            found.append(file.relative_to(ROOT).as_posix())
    assert found == []


@pytest.mark.parametrize("part", ["palette", "scale", "stylesheet"])
def test_what_the_theme_is_made_of_does_not_know_it(part: str) -> None:
    tree = ast.parse((ROOT / "ui" / f"{part}.py").read_text("utf-8"))
    known = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert "ui.theme" not in known
    assert "ui" not in known


def test_dark_and_light_change_at_once(qapp: QApplication, qtbot: QtBot) -> None:
    button = quiet_button("Print", lambda: None, "print")
    qtbot.addWidget(button)
    button.show()
    light = button.icon().pixmap(20).toImage()
    theme.apply(qapp, theme.Mode.DARK)
    assert theme.current().dark
    assert button.icon().pixmap(20).toImage() != light
    assert qapp.palette().window().color() == theme.current().colour("linen")


@pytest.mark.parametrize("look", PALETTES)
def test_a_hint_in_an_empty_field_is_as_dark_as_quiet_words(
    qapp: QApplication, qtbot: QtBot, look: str
) -> None:
    theme.apply(qapp, theme.Mode(look))
    for field in (QLineEdit(), QPlainTextEdit()):
        qtbot.addWidget(field)
        field.ensurePolished()
        hint = field.palette().color(QPalette.ColorRole.PlaceholderText)
        assert hint.alpha() == 255  # Qt's own is the ink, half seen through: 3.2 to 1
        assert hint.name() == PALETTES[look].quiet.lower()


@pytest.mark.parametrize("letters", ["Łacinka", "ўіґ", "ŭł", "Ірына", "щъ"])
@pytest.mark.parametrize("family", ["sans", "serif"])
def test_both_typefaces_have_every_letter(qapp: QApplication, letters: str, family: str) -> None:
    current = theme.current()
    font = current.font() if family == "sans" else current.account_font()
    assert font.family() == (fonts.sans() if family == "sans" else fonts.serif())
    raw = QRawFont.fromFont(font)
    assert raw.familyName() == font.family()
    assert all(raw.supportsCharacter(ord(letter)) for letter in letters)


@pytest.mark.parametrize(
    "name", sorted(file.stem for file in (ROOT / "resources/icons").glob("*.svg"))
)
def test_every_icon_draws_in_the_colour_it_is_given(qapp: QApplication, name: str) -> None:
    drawn = icons.pixmap(name, "#B23A32", 48).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    seen = {drawn.pixelColor(x, y).rgba() for x in range(48) for y in range(48)}
    assert 0xFFB23A32 in seen
    assert 0xFF000000 not in seen


def test_the_style_sheets_pictures_are_read_from_memory(qapp: QApplication) -> None:
    folder = icons.register_marks(palette.LIGHT.quiet, palette.LIGHT.on_cornflower)
    for name in ("up", "down", "tick", "dot"):
        file = QFile(f"{folder}/{name}.svg")
        assert file.open(QIODevice.OpenModeFlag.ReadOnly)
        assert bytes(file.readAll().data()).startswith(b"<svg")
        file.close()
