"""An office file is shown by its text, with its pictures, and by what it says of itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.media.decoding.pictures import make_pictures
from desktop.model.file_text import Part, TextPiece
from desktop.vault import Vault
from tests.ui.room_bench import Bench
from tests.unit.media.office import made
from ui.app import rooms
from ui.media.file_text import FileText
from ui.media.page import MediaPage
from ui.shell.search import destination


def letter(vault: Vault) -> str:
    report = add_files(vault, [MemoryFile("ліст.docx", made.letter())])
    make_pictures(vault)
    while vault.pictures.find_some():
        continue
    return report.added[0].media_id


def media_page(bench: Bench) -> MediaPage:
    page = bench.shell.page("media")
    assert isinstance(page, MediaPage)
    return page


def test_a_letter_is_read_in_the_viewer_with_its_photo(bench: Bench) -> None:
    media_id = bench.ask(letter)
    bench.shell.navigate("media", media=media_id)
    viewer = media_page(bench).viewer
    paper = viewer.text.paper
    bench.qtbot.waitUntil(lambda: "Няісная" in paper.toPlainText())
    assert viewer._stack.currentWidget() is viewer.text
    assert paper.isReadOnly()
    assert paper.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    bench.qtbot.waitUntil(lambda: "picture:1" in paper.document().toHtml())
    said = [each.text() for each in viewer.text.findChildren(QLabel)]
    assert any("were taken out" in each for each in said)
    facts = [each.toPlainText() for each in viewer.facts.findChildren(QPlainTextEdit)]
    assert "Зоська Выдуманая" in facts
    assert "28 March 2021, 03:30:00 (UTC)" in facts


def test_a_word_that_was_found_is_marked_where_it_stands(bench: Bench) -> None:
    bench.ask(letter)
    [hit] = bench.ask(lambda vault: vault.search.find("няісная"))
    there = destination(hit, rooms())
    assert there is not None
    bench.shell.navigate(there[0], **there[1])
    paper = media_page(bench).viewer.text.paper
    bench.qtbot.waitUntil(lambda: paper.textCursor().selectedText() == "Няісная")


def test_a_book_is_shown_some_pages_at_a_time(bench: Bench) -> None:
    text = FileText()
    bench.qtbot.addWidget(text)
    pieces = [TextPiece(Part.TEXT, "", f"page {n}\n" + "слова " * 900) for n in range(30)]
    text.show_text(pieces, (), at=20)
    assert "page 20" in text.paper.toPlainText()
    assert "page 0" not in text.paper.toPlainText()
    text.before.click()
    assert "page 20" not in text.paper.toPlainText()
    text.show_text([*pieces[:1], TextPiece(Part.CUT, "", "")], ())
    assert text.paper.toPlainText().endswith("Save the original to read all of it.")
    assert not text._bar.isVisibleTo(text)


def test_many_short_comments_and_pictures_are_shown_some_at_a_time(bench: Bench) -> None:
    text = FileText()
    bench.qtbot.addWidget(text)
    for part, most in ((Part.COMMENT, 300), (Part.PICTURE, 20)):
        text.show_text([TextPiece(part, "1", f"said {n}") for n in range(3999)], ())
        shown = text.paper.toPlainText()
        assert shown.count("said") == most
        text.after.click()
        assert f"said {most}\n" in text.paper.toPlainText()


def test_nothing_in_a_text_is_taken_for_markup_or_an_address(bench: Bench) -> None:
    text = FileText()
    bench.qtbot.addWidget(text)
    text.show_text([TextPiece(Part.TEXT, "", '<img src="file:///etc/passwd"><b>x</b>')], ())
    assert text.paper.toPlainText() == '<img src="file:///etc/passwd"><b>x</b>'
    kind = int(QTextDocument.ResourceType.ImageResource)
    text.show_picture(1, None)
    assert text.paper.document().resource(kind, "picture:1") is None
