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
    list(panel.show_facts(media_of(b"x"), said, ()))
    # Shown, laid out, and as high as its words are: a round of the loop each.
    for _ in range(3):
        QApplication.processEvents()
    return panel


def _metadata(panel: FactsPanel) -> CopyableFacts:
    shown = [e for e in panel.findChildren(CopyableFacts) if e.accessibleName() == "Metadata"]
    # What was taken away is deleted a round later.
    [metadata] = [each for each in shown if each.isVisibleTo(panel)]
    return metadata


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
    list(panel.show_facts(media_of(b"x"), [], ()))
    list(panel.show_facts(media_of(b"y"), [MetadataItem("EXIF", "Tag", "Яна")] * 40, ()))
    QApplication.processEvents()
    assert 0 == bar.value() < below


def test_what_is_told_anew_of_a_file_stays_where_it_was_scrolled_to(qtbot: QtBot) -> None:
    panel, media = _panel(qtbot, 0, ""), media_of(b"x")
    said = [MetadataItem("EXIF", "Tag", "Яна")] * 40
    bar, places = panel.verticalScrollBar(), []
    for _ in range(2):
        for _ in panel.show_facts(media, said, ()):
            for _ in range(3):
                QApplication.processEvents()
            places.append((bar.value(), bar.maximum()))
        bar.setValue(bar.maximum())
    below = bar.maximum()
    assert below > 0
    assert places[3:] == [(below, below)] * 3


def test_nothing_is_told_of_a_file_that_was_left_meanwhile(qtbot: QtBot) -> None:
    panel = _panel(qtbot, 0, "")
    left = panel.show_facts(media_of(b"x"), [MetadataItem("EXIF", "Tag", "Алеся")], ())
    next(left)
    list(panel.show_facts(media_of(b"y"), [MetadataItem("EXIF", "Tag", "Яна")], ()))
    list(left)
    QApplication.processEvents()
    assert _metadata(panel).toPlainText() == "EXIF Tag\nЯна"
