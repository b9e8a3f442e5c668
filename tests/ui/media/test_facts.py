"""A file that says much of itself stops the window no longer than one that says little."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop.media.decoding.wire import MAX_ITEMS, MAX_VALUE
from desktop.model.media import MetadataItem
from tests.unit.vault.made import media_of
from ui.media.copyable import Copyable, CopyableFacts
from ui.media.facts import FactsPanel


def _panel(qtbot: QtBot, count: int, value: str) -> FactsPanel:
    panel = FactsPanel()
    qtbot.addWidget(panel)
    panel.show()
    said = [MetadataItem("EXIF", f"Tag{number}", value) for number in range(count)]
    panel.show_facts(media_of(b"x"), said, ())
    # Shown, laid out, and as high as its words are: a round of the loop each.
    for _ in range(3):
        QApplication.processEvents()
    return panel


def _metadata(panel: FactsPanel) -> CopyableFacts:
    [shown] = [e for e in panel.findChildren(CopyableFacts) if e.accessibleName() == "Metadata"]
    return shown


def test_all_that_a_file_says_is_there_to_be_copied(qtbot: QtBot) -> None:
    words = _metadata(_panel(qtbot, 3, "Яна")).toPlainText()
    assert words == "EXIF Tag0\nЯна\nEXIF Tag1\nЯна\nEXIF Tag2\nЯна"


def test_hundreds_of_facts_are_one_widget_and_laid_out_in_part(qtbot: QtBot) -> None:
    few, many = (_panel(qtbot, count, "ы" * MAX_VALUE) for count in (1, MAX_ITEMS))
    assert len(many.findChildren(QPlainTextEdit)) == len(few.findChildren(QPlainTextEdit))
    shown = _metadata(many)
    assert len(shown.toPlainText()) > MAX_ITEMS * MAX_VALUE
    laid_out, block = 0, shown.document().firstBlock()
    while block.isValid():
        laid_out += bool(block.layout().lineCount())
        block = block.next()
    assert 0 < laid_out < MAX_ITEMS / 4


def test_what_is_long_is_scrolled_to_its_end(qtbot: QtBot) -> None:
    shown = _metadata(_panel(qtbot, MAX_ITEMS, "ы" * 100))
    assert shown.verticalScrollBar().maximum() > 0
    short = _metadata(_panel(qtbot, 9, "ы" * 100))
    assert short.verticalScrollBar().maximum() == 0, "the column itself scrolls it"


def test_no_line_is_cut_at_its_end(qtbot: QtBot) -> None:
    for number in range(12):
        panel = _panel(qtbot, 30, f"31 July 2008, 10:39:26 (time zone not recorded){'x' * number}")
        for shown in panel.findChildren(Copyable):
            assert _widest(shown) <= shown.viewport().width(), shown.toPlainText()
        panel.close()


def _widest(shown: Copyable) -> float:
    block, widest = shown.document().firstBlock(), 0.0
    while block.isValid():
        laid_out = block.layout()
        lines = (laid_out.lineAt(at) for at in range(laid_out.lineCount()))
        widest = max(widest, *(line.naturalTextWidth() for line in lines), 0.0)
        block = block.next()
    return widest


def test_another_file_is_read_from_its_beginning(qtbot: QtBot) -> None:
    panel = _panel(qtbot, 40, "Яна")
    bar = panel.verticalScrollBar()
    bar.setValue(bar.maximum())
    below = bar.value()
    panel.show_facts(media_of(b"x"), [], ())
    panel.show_facts(media_of(b"y"), [MetadataItem("EXIF", "Tag", "Яна")] * 40, ())
    QApplication.processEvents()
    assert 0 == bar.value() < below
