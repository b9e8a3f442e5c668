"""A picture is turned, zoomed and lit for the eye alone: by keys and buttons, with a way back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.media.canvas import Canvas
from ui.media.look import AS_IT_IS, MOST, Look, looked_at
from ui.media.look_bar import LookBar
from ui.widgets.buttons import Button

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
GREY = QColor(100, 128, 160)


def picture() -> QImage:
    """Wide and grey, with a red dot in its upper left corner."""
    image = QImage(7, 3, QImage.Format.Format_RGB32)
    image.fill(GREY)
    image.setPixelColor(0, 0, QColor("red"))
    return image


@pytest.fixture
def shown(qtbot: QtBot) -> tuple[Canvas, LookBar]:
    page = QWidget()
    qtbot.addWidget(page)
    canvas = Canvas()
    bar = LookBar(canvas, page)
    lines = QVBoxLayout(page)
    lines.addWidget(canvas)
    lines.addWidget(bar)
    page.show()
    qtbot.waitExposed(page)
    canvas.setFocus()
    return canvas, bar


def test_nothing_is_changed_where_nothing_was_asked_for() -> None:
    image = picture()
    assert looked_at(image, AS_IT_IS) is image


@pytest.mark.parametrize(
    ("quarters", "size", "corner"), [(1, (3, 7), (2, 0)), (2, (7, 3), (6, 2)), (3, (3, 7), (0, 6))]
)
def test_it_is_turned_clockwise(
    quarters: int, size: tuple[int, int], corner: tuple[int, int]
) -> None:
    turned = looked_at(picture(), Look(quarters))
    assert (turned.width(), turned.height()) == size
    assert turned.pixelColor(*corner) == QColor("red")
    assert AS_IT_IS.turned(-1).turned(2) == Look(1)


def test_brightness_and_contrast_change_each_colour_by_itself() -> None:
    image = picture()
    assert looked_at(image, Look(light=1)).pixelColor(3, 1) == QColor(116, 144, 176)
    assert looked_at(image, Look(light=-7)).pixelColor(3, 1) == QColor(0, 16, 48)
    assert looked_at(image, Look(contrast=1)).pixelColor(3, 1) == QColor(93, 128, 168)
    assert looked_at(image, Look(light=MOST, contrast=MOST)).pixelColor(3, 1).blue() == 255
    assert image.pixelColor(3, 1) == GREY, "the picture itself is as it was"
    most = AS_IT_IS.lighter(99).with_contrast(-99)
    assert (most.light, most.contrast) == (MOST, -MOST)


def test_keys_and_buttons_do_the_same(shown: tuple[Canvas, LookBar]) -> None:
    canvas, bar = shown
    assert not bar.isEnabled(), "before there is a picture"
    canvas.show_image(picture())
    assert not bar.as_it_is.isEnabled()
    pressed = {each.accessibleName(): each for each in bar.findChildren(Button)}
    for key, held, name, look in (
        (Qt.Key.Key_Left, CTRL, "Turn left", Look(3)),
        (Qt.Key.Key_Right, CTRL, "Turn right", Look(1)),
        (Qt.Key.Key_Up, CTRL, "Brighter", Look(light=1)),
        (Qt.Key.Key_Down, CTRL, "Darker", Look(light=-1)),
        (Qt.Key.Key_Up, CTRL | SHIFT, "More contrast", Look(contrast=1)),
        (Qt.Key.Key_Down, CTRL | SHIFT, "Less contrast", Look(contrast=-1)),
    ):
        for act in (lambda k=key, h=held: QTest.keyClick(canvas, k, h), pressed[name].click):
            canvas.fit()
            act()
            assert canvas.look == look, name
            assert bar.as_it_is.isEnabled()
    for name, way_back in (("", True), ("Larger", False), ("Smaller", True)):
        pressed.get(name, bar.as_it_is).click()
        assert canvas.is_as_it_is is way_back
        assert bar.as_it_is.isEnabled() is not way_back


def test_another_picture_is_shown_as_it_is(shown: tuple[Canvas, LookBar]) -> None:
    canvas, bar = shown
    canvas.show_image(picture())
    canvas.look_at(Look(1, 2, 3))
    canvas.wait()
    assert not bar.isEnabled()
    canvas.show_image(picture())
    assert canvas.is_as_it_is
