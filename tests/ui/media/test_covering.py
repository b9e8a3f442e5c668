"""Parts of a picture are marked with the mouse or by keys alone, and covered in a new file."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.model.redacted import Redaction
from desktop.model.values.area import Area
from desktop.vault import Vault
from tests.ui.media.test_media_room import add, jpeg, media_page
from tests.ui.room_bench import Bench, dialog
from ui.media.cover_canvas import CoverCanvas
from ui.media.cover_dialog import CoverDialog

SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def canvas(qtbot: QtBot) -> CoverCanvas:
    made = CoverCanvas()
    made.resize(600, 400)
    qtbot.addWidget(made)
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    made.show_image(image)
    made.show()
    qtbot.waitExposed(made)
    return made


def at(canvas: CoverCanvas, across: float, down: float) -> QPoint:
    """Where that part of the picture stands on the widget."""
    target = canvas.target
    return (target.topLeft() + QPointF(across * target.width(), down * target.height())).toPoint()


def drag(canvas: CoverCanvas, begin: QPoint, end: QPoint) -> None:
    QTest.mousePress(canvas, LEFT, Qt.KeyboardModifier.NoModifier, begin)
    QTest.mouseMove(canvas, end)
    QTest.mouseRelease(canvas, LEFT, Qt.KeyboardModifier.NoModifier, end)


def test_a_box_is_drawn_from_any_corner_and_kept_in_the_measure_of_the_picture(
    canvas: CoverCanvas,
) -> None:
    drag(canvas, at(canvas, 0.75, 0.5), at(canvas, 0.25, 0.25))
    assert canvas.boxes == [Area(2500, 2500, 5000, 2500)]
    assert canvas.accessibleDescription() == "1 part marked"


def test_a_box_ends_where_the_picture_does(canvas: CoverCanvas) -> None:
    drag(canvas, at(canvas, 0.5, 0.5), QPoint(599, 399))
    assert canvas.boxes == [Area(5000, 5000, 5000, 5000)]
    drag(canvas, QPoint(2, 2), QPoint(40, 20))
    assert len(canvas.boxes) == 1, "beside the picture there is nothing to cover"


def test_what_is_drawn_on_a_picture_that_is_zoomed_lies_where_it_is_seen(
    canvas: CoverCanvas,
) -> None:
    canvas.zoom_in()
    canvas.zoom_in()
    drag(canvas, at(canvas, 0.4, 0.4), at(canvas, 0.6, 0.6))
    [box] = canvas.boxes
    for value, drawn in zip(
        (box.x, box.y, box.width, box.height), (4000, 4000, 2000, 2000), strict=True
    ):
        assert abs(value - drawn) <= 40, "a pixel of the screen"


def test_a_click_marks_nothing_and_chooses_the_box_under_it(canvas: CoverCanvas) -> None:
    drag(canvas, at(canvas, 0.1, 0.1), at(canvas, 0.3, 0.3))
    drag(canvas, at(canvas, 0.5, 0.5), at(canvas, 0.9, 0.9))
    QTest.mouseClick(canvas, LEFT, Qt.KeyboardModifier.NoModifier, at(canvas, 0.2, 0.2))
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    [left] = canvas.boxes
    assert left.x == 5000


def test_by_keys_alone_a_box_is_put_moved_sized_and_taken_away(canvas: CoverCanvas) -> None:
    QTest.keyClick(canvas, Qt.Key.Key_Insert)
    assert canvas.boxes == [Area(4250, 4250, 1500, 1500)]
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    QTest.keyClick(canvas, Qt.Key.Key_Right, SHIFT)
    QTest.keyClick(canvas, Qt.Key.Key_Up, SHIFT)
    assert canvas.boxes == [Area(4150, 4350, 1600, 1400)]
    for _ in range(99):
        QTest.keyClick(canvas, Qt.Key.Key_Left)
        QTest.keyClick(canvas, Qt.Key.Key_Down, SHIFT)
    [box] = canvas.boxes
    assert (box.x, box.is_inside) == (0, True)
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert canvas.boxes == []


def test_a_part_is_covered_from_the_viewer_and_the_new_file_shown(bench: Bench) -> None:
    [photo] = bench.ask(lambda vault: add(vault, ("IMG_1.jpg", jpeg("white"))))
    bench.shell.navigate("media", media=photo)
    viewer = media_page(bench).viewer
    bench.qtbot.waitUntil(viewer.cover_button.isEnabled)
    viewer.cover_button.click()
    asked = dialog(CoverDialog)
    assert not asked.save_button.isEnabled()
    QTest.keyClick(asked.canvas, Qt.Key.Key_Insert)
    asked.hides["face"].setChecked(True)
    asked.note.setPlainText("by the window")
    with bench.qtbot.waitSignal(asked.made):
        asked.save_button.click()
    bench.settle()

    def kept(vault: Vault) -> tuple[Redaction, bytes]:
        [(redaction, made)] = vault.redactions.made_of(photo)
        return redaction, b"".join(vault.media.read(made.id))

    redaction, data = bench.ask(kept)
    assert (redaction.face, redaction.places, redaction.note) == (True, False, "by the window")
    with Image.open(io.BytesIO(data)) as image:
        grey = image.convert("L")
        assert max(grey.crop((180, 130, 220, 170)).tobytes()) < 12
    assert "redacted-" in viewer.banner.title


def test_what_is_not_seen_is_not_covered(bench: Bench) -> None:
    [file] = bench.ask(lambda vault: add(vault, ("told.txt", b"words")))
    bench.shell.navigate("media", media=file)
    bench.settle()
    assert not media_page(bench).viewer.cover_button.isEnabled()


def test_a_lock_takes_the_picture_off_the_screen(bench: Bench) -> None:
    [photo] = bench.ask(lambda vault: add(vault, ("IMG_1.jpg", jpeg("white"))))
    bench.shell.navigate("media", media=photo)
    viewer = media_page(bench).viewer
    bench.qtbot.waitUntil(viewer.cover_button.isEnabled)
    viewer.cover_button.click()
    asked = dialog(CoverDialog)
    assert asked.put_away() is False
    assert not asked.isVisible()
