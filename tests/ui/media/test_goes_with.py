"""Two files are joined by hand and parted beside the picture, and both can be taken back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.media.adding.ingest import add_files
from desktop.vault import Vault
from tests.ui.room_bench import Bench, dialog
from ui.media.goes_with import GoesWithDialog
from ui.media.page import MediaPage


def added(bench: Bench, folder: Path, *names: str) -> None:
    folder.mkdir()
    for name in names:
        (folder / name).write_bytes(f"invented {name}".encode())
    bench.ask(lambda vault: add_files(vault, [folder]))


def beside(bench: Bench) -> dict[str, tuple[str, str]]:
    """By the name of each file, that of the one it belongs to, and by what that is known."""

    def read(vault: Vault) -> dict[str, tuple[str, str]]:
        return {
            each.original_name: (pair.media.original_name, pair.known_by)
            for each in vault.media.all()
            for pair in vault.companions.beside(each.id).goes_with
        }

    return bench.ask(read)


def shown(bench: Bench, name: str) -> MediaPage:
    """The viewer with the file of this name."""

    def find(vault: Vault) -> str:
        return next(each.id for each in vault.media.all() if each.original_name == name)

    bench.shell.navigate("media", media=bench.ask(find))
    bench.settle()
    [page] = bench.shell.findChildren(MediaPage)
    bench.qtbot.waitUntil(lambda: bool(buttons(page, "Say where it comes from…")))
    return page


def buttons(page: MediaPage, text: str) -> list[QPushButton]:
    found = page.viewer.findChildren(QPushButton)
    return [each for each in found if each.text() == text and each.isVisibleTo(page)]


def press(bench: Bench, page: MediaPage, text: str) -> None:
    bench.qtbot.waitUntil(lambda: len(buttons(page, text)) == 1)
    buttons(page, text)[0].click()
    bench.settle()


def test_two_files_are_joined_by_hand_and_it_is_taken_back(bench: Bench, tmp_path: Path) -> None:
    added(bench, tmp_path / "card", "note.bin", "picture.bin", "another 100%.bin")
    page = shown(bench, "note.bin")
    press(bench, page, "Belongs to…")
    asked = dialog(GoesWithDialog)
    assert asked.files.search.text() == "", "none is called like it"
    assert not asked.join_button.isEnabled()
    asked.files.search.setText("100%")
    bench.qtbot.waitUntil(lambda: asked.files.model.rowCount() == 1)
    asked.files.search.setText("pict")
    bench.qtbot.waitUntil(
        lambda: (
            asked.files.model.index(0).data() is not None
            and "picture" in str(asked.files.model.index(0).data())
        )
    )
    asked.files.list.setCurrentIndex(asked.files.model.index(0))
    bench.qtbot.waitUntil(asked.join_button.isEnabled)
    asked.join_button.click()
    bench.settle()
    assert beside(bench) == {"note.bin": ("picture.bin", "person")}
    assert page.viewer.banner.title == "note.bin belongs to picture.bin"
    press(bench, page, "Undo")
    assert beside(bench) == {}
    assert not page.viewer.banner.isVisibleTo(page)


def test_parted_ones_are_put_together_again_as_it_was_known(bench: Bench, tmp_path: Path) -> None:
    added(bench, tmp_path / "card", "A.NEF", "A.xmp")
    page = shown(bench, "A.xmp")
    press(bench, page, "Not together")
    assert beside(bench) == {}
    assert page.viewer.banner.title == "A.xmp belongs to no other"
    press(bench, page, "Undo")
    assert beside(bench) == {"A.xmp": ("A.NEF", "name")}


def test_one_to_which_others_belong_is_offered_no_other(bench: Bench, tmp_path: Path) -> None:
    added(bench, tmp_path / "card", "A.NEF", "A.xmp")
    page = shown(bench, "A.NEF")
    assert len(buttons(page, "Not together")) == 1
    assert buttons(page, "Belongs to…") == []


def test_those_that_are_called_alike_are_offered_first(bench: Bench, tmp_path: Path) -> None:
    added(bench, tmp_path / "card", "IMG_1.note", "IMG_1.other", "elsewhere.bin")
    press(bench, shown(bench, "IMG_1.note"), "Belongs to…")
    asked = dialog(GoesWithDialog)
    assert asked.files.search.text() == "IMG_1"
    bench.qtbot.waitUntil(lambda: asked.files.model.rowCount() == 1)


def test_of_many_that_belong_to_one_the_window_makes_few(bench: Bench, tmp_path: Path) -> None:
    """Hundreds, as a stranger's package may hold, stopped it for seconds."""
    added(bench, tmp_path / "card", *("A" * 12 + ".NEF" + ".xmp" * number for number in range(12)))
    page = shown(bench, "A" * 12 + ".NEF")
    bench.qtbot.waitUntil(lambda: len(buttons(page, "Not together")) == 8)
    texts = {each.accessibleName() for each in page.viewer.facts.findChildren(QWidget)}
    assert "and 3 more" in texts
