"""Choosing files leaves no trace on disk."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.formats import format_date_time, format_size
from desktop.i18n import set_language
from desktop.media.decoding.decoder import Decoded
from desktop.media.decoding.peek import LARGEST, Peek
from desktop.system.stick_watch import StickWatch
from desktop.system.sticks import Place, Stick, place
from ui.widgets.dialogs.file_icons import FileIcons, NoIcons
from ui.widgets.dialogs.file_picker import _ICONS, pick_file, pick_folder, save_as
from ui.widgets.dialogs.file_places import FilePlaces
from ui.widgets.dialogs.file_preview import FilePreview

CHOOSE = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from ui import theme
from ui.widgets.dialogs.file_picker import pick_files

app = QApplication([])
theme.apply(app, "light").dress(app)
window = QWidget()
window.show()
file = Path(sys.argv[1])
ours = len(sys.argv) < 3
if ours:
    dialog = pick_files(window, "Add photos", ["Pictures (*.jpg)"], lambda files: print(files))
else:
    dialog = QFileDialog(window)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.open()

def choose():
    dialog.setDirectory(str(file.parent))
    dialog.findChild(QLineEdit, "fileNameEdit").setText(str(file))
    dialog.accept()
    if not ours:
        dialog.deleteLater()

QTimer.singleShot(300, choose)
QTimer.singleShot(900, app.quit)
app.exec()
"""


def traces(home: Path, photo: Path, *more: str) -> tuple[str, list[bytes]]:
    """Run a choice in a program of its own; what it printed and every byte it left."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run(
        [sys.executable, "-c", CHOOSE, str(photo), *more],
        env=environment,
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    return run.stdout, [file.read_bytes() for file in home.rglob("*") if file.is_file()]


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    file = tmp_path / "canary-photo-name.jpg"
    file.write_bytes(b"\xff\xd8\xff")
    return file


@pytest.mark.skipif(sys.platform == "win32", reason="Qt keeps its history in the registry there")
def test_qts_own_dialog_would_write_down_the_folder(home: Path, photo: Path) -> None:
    _, left = traces(home, photo, "qt")
    assert any(photo.parent.name.encode() in content for content in left)


def test_ours_writes_nothing(home: Path, photo: Path) -> None:
    said, left = traces(home, photo)
    assert photo.name in said, "the choice itself must have worked"
    assert left == []


def test_a_file_is_chosen(qtbot: QtBot, photo: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    chosen: list[Path] = []
    dialog = pick_file(parent, "Receive a package", ["Pictures (*.jpg)"], chosen.append)
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(name, QLineEdit)
    name.setText(str(photo))
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert chosen == [photo]


def test_a_folder_starts_where_it_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = pick_folder(parent, "Where", lambda _path: None, start=tmp_path)
    assert Path(dialog.directory().absolutePath()) == tmp_path
    assert dialog.labelText(QFileDialog.DialogLabel.Accept) == "Choose this folder"
    dialog.reject()


def test_saving_proposes_a_name(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = save_as(parent, "Save", "W-001.pdf", ["PDF (*.pdf)"], lambda _path: None)
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile("W-001.pdf")
    assert [Path(name).name for name in dialog.selectedFiles()] == ["W-001.pdf"]
    dialog.reject()


def test_sticks_and_folders_stand_beside_by_their_names(
    qtbot: QtBot, home: Path, tmp_path: Path
) -> None:
    (home / "Pictures").mkdir()
    dead = tmp_path / "dead"
    sticks = (Stick("MINSK 5", tmp_path, "exfat"), Stick("", dead, "vfat"))
    set_language("be")
    places = FilePlaces(StickWatch(lambda: sticks, patience=5))
    qtbot.addWidget(places)
    places.show()
    qtbot.waitUntil(lambda: places.item(0).text() == "MINSK 5")
    names = [places.item(at).text() for at in range(places.count())]
    assert names[:3] == ["MINSK 5", "Флэшка", "Хатняя папка"]
    assert "Малюнкі" in names
    assert places.item(1).toolTip() == "Не адказвае."
    assert "Спампоўкі" not in names, "a folder that is not there"
    chosen: list[Path] = []
    places.chosen.connect(chosen.append)
    places.setCurrentRow(0)
    qtbot.keyClick(places, Qt.Key.Key_Return)
    places.itemClicked.emit(places.item(1))
    assert chosen == [tmp_path], "a stick that does not answer is not gone into"
    places.mark(home / "Pictures")
    assert places.currentItem().text() == "Малюнкі"
    places.hide()


def test_the_name_of_a_stick_is_never_laid_out_as_html(
    qtbot: QtBot, home: Path, tmp_path: Path
) -> None:
    named = tmp_path / "<img src=x><b>bold<"
    watch = StickWatch(lambda: (Stick("", named, "vfat"),), lambda folder: place(home), patience=5)
    places = FilePlaces(watch)
    qtbot.addWidget(places)
    places.show()
    qtbot.waitUntil(lambda: places.item(0).text() == "USB stick")
    seen = QTextDocument()
    seen.setHtml(places.item(0).toolTip())
    assert seen.toPlainText() == str(named)
    places.hide()


@pytest.mark.parametrize("how", ["dropped", "closed"])
def test_a_dialog_closed_while_pictures_are_read_ends_quietly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """What a thread raises is told in the dialog of a crash."""
    photo = tmp_path / "a.png"
    assert QImage(9, 9, QImage.Format.Format_RGB32).save(str(photo))
    peek = Peek()
    pool = peek._decoder()
    assert pool is not None
    if how == "closed":
        pool.close()
    else:
        dropped: Future[Decoded] = Future()
        dropped.cancel()
        monkeypatch.setattr(pool, "submit", lambda *_asked: dropped)
    peek._wanted = photo
    peek._look(photo)
    assert peek.seen is not None
    assert peek.seen.jpeg == b""
    peek.close()


def test_a_picture_is_shown_from_memory_and_what_is_none_is_said(
    qtbot: QtBot, tmp_path: Path
) -> None:
    photo, broken, huge = (tmp_path / name for name in ("a.png", "broken.jpg", "huge.jpg"))
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    assert image.save(str(photo))
    broken.write_bytes(b"\xff\xd8\xff no picture")
    with huge.open("wb") as file:
        file.truncate(LARGEST + 1)
    before = sorted(tmp_path.iterdir())
    preview = FilePreview()
    qtbot.addWidget(preview)
    preview.resize(200, 300)
    preview.show()
    said = preview.said
    preview.show_file(str(photo))
    qtbot.waitUntil(lambda: said.text() == "a.png", timeout=20_000)
    assert not preview.picture.pixmap().isNull()
    preview.show_file(str(broken))
    qtbot.waitUntil(lambda: said.text() == "broken.jpg cannot be shown.", timeout=20_000)
    assert preview.picture.pixmap().isNull()
    preview.show_file(str(huge))
    qtbot.waitUntil(lambda: said.text() == "huge.jpg cannot be shown.", timeout=20_000)
    preview.show_file(str(tmp_path / "notes.txt"))
    assert preview.said.text() == ""
    preview.close_decoder()
    assert sorted(tmp_path.iterdir()) == before
    closed = Peek()
    closed.close()
    closed.ask(photo)
    qtbot.waitUntil(lambda: closed.seen is not None)
    assert closed.seen is not None
    assert closed.seen.jpeg == b"", "no decoder is started once it is closed"


def test_the_parts_of_the_dialog_that_we_dress_are_there(qtbot: QtBot) -> None:
    """They go by Qt's own names, which another version might change."""
    window = QWidget()
    qtbot.addWidget(window)
    dialog = pick_file(window, "Open", ["All files (*)"], print)
    table = dialog.findChild(QTreeView, "treeView")
    assert table is not None
    header = table.header()
    modes = {header.sectionResizeMode(column) for column in range(1, header.count())}
    assert modes == {QHeaderView.ResizeMode.ResizeToContents}
    shown = [n for n in range(header.count()) if not header.isSectionHidden(n)]
    model = table.model()
    words = [model.headerData(n, Qt.Orientation.Horizontal) for n in shown]
    assert words == ["Name", "Size", "Date Modified"], "the kind of a file Qt says in English"
    assert dialog.findChild(QSplitter, "splitter") is not None
    assert dialog.findChild(QComboBox, "lookInCombo") is not None
    assert isinstance(table.itemDelegate(), FileIcons)
    sidebar = dialog.findChild(QListView, "sidebar")
    assert sidebar is not None
    assert sidebar.isHidden()
    assert dialog.findChild(FilePlaces) is not None
    assert dialog.findChild(FilePreview) is not None
    assert [name for name in _ICONS if dialog.findChild(QToolButton, name) is None] == []
    dialog.reject()


def test_the_list_of_places_is_not_made_anew_while_only_the_room_on_a_stick_changes(
    qtbot: QtBot, home: Path, tmp_path: Path
) -> None:
    free = [5 * 10**9]

    def measure(folder: Path) -> Place:
        return Place(folder, "vfat", free[0], 8 * 10**9, writable=folder != tmp_path / "locked")

    watch = StickWatch(lambda: (Stick("MINSK 5", tmp_path, "vfat"),), measure, patience=5)
    places = FilePlaces(watch)
    told: list[str] = []
    places.told.connect(told.append)
    qtbot.addWidget(places)
    places.show()
    places.mark(tmp_path)
    said = "5.0\N{NO-BREAK SPACE}GB free of 8.0\N{NO-BREAK SPACE}GB · FAT"
    qtbot.waitUntil(lambda: told[-1:] == [said])
    first = places.item(0)
    free[0] = 4 * 10**9
    places.mark(tmp_path / "locked")
    qtbot.waitUntil(lambda: told[-1].endswith("Nothing can be saved here"))
    assert told[-1].startswith("4.0")
    assert places.item(0) is first
    places.hide()


def test_where_a_file_is_saved_the_room_there_is_said(qtbot: QtBot, home: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = save_as(window, "Save", "summary.pdf", ["PDF (*.pdf)"], print)
    qtbot.waitUntil(lambda: any(" free of " in each.text() for each in dialog.findChildren(QLabel)))
    dialog.reject()


def test_no_picture_of_another_decade_is_left(qtbot: QtBot) -> None:
    """What a desktop's own theme puts on buttons is seen in no test without a screen."""
    window = QWidget()
    qtbot.addWidget(window)
    dialog = pick_folder(window, "Where", print)
    [box] = dialog.findChildren(QDialogButtonBox)
    assert all(button.icon().isNull() for button in box.buttons())
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    popup = name.completer().popup()
    assert popup is not None
    assert isinstance(popup.itemDelegate(), NoIcons)
    dialog.reject()


def test_sizes_and_dates_are_worded_as_everywhere_else(qtbot: QtBot, tmp_path: Path) -> None:
    """Qt said 433.21 KiB and 30 11 2026 04:15."""
    (tmp_path / "letter.jpg").write_bytes(bytes(433_210))
    os.utime(tmp_path / "letter.jpg", (1_780_000_000, 1_780_000_000))
    set_language("ru")
    window = QWidget()
    qtbot.addWidget(window)
    dialog = pick_file(window, "", ["(*)"], print)
    dialog.setDirectory(str(tmp_path))
    table = dialog.findChild(QTreeView, "treeView")
    assert table is not None
    qtbot.waitUntil(lambda: bool(_in_row(table, "letter.jpg", 1)))
    assert _in_row(table, "letter.jpg", 1) == format_size(433_210)
    moment = datetime.fromtimestamp(1_780_000_000, UTC).astimezone()
    assert _in_row(table, "letter.jpg", 3) == format_date_time(moment)
    assert "мая 2026" in format_date_time(moment)


def _in_row(table: QTreeView, name: str, column: int) -> str:
    """What is drawn in a column of the row of this name; "" before there is one."""
    top = table.rootIndex()
    model = table.model()
    rows = (model.index(row, 0, top) for row in range(model.rowCount(top)))
    for first in rows:
        if first.data() == name:
            option = QStyleOptionViewItem()
            index = first.siblingAtColumn(column)
            drawn_by = table.itemDelegateForIndex(index)
            assert isinstance(drawn_by, QStyledItemDelegate)
            drawn_by.initStyleOption(option, index)
            return option.text
    return ""
