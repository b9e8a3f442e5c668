"""Pictures that look alike are shown side by side, and a person's answer ends the offer."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from PySide6.QtWidgets import QPushButton

from desktop.media.drawings import draw
from desktop.model.lookalike import Answer
from desktop.vault import Vault
from tests.support import open_interview
from tests.ui.room_bench import Bench, dialog
from tests.unit.media import hostile
from ui.interviews.files import FilesPhase
from ui.media.lookalikes import LookalikesDialog
from ui.media.page import MediaPage

LONGEST_MS = 120_000


def _waiting(vault: Vault) -> int:
    return vault.pictures.waiting()


def answers(vault: Vault) -> list[Answer | None]:
    """What was said of each two, from the side of either."""
    return [each.said for media in vault.media.all() for each in vault.lookalikes.of(media.id)]


def imported(bench: Bench, folder: Path) -> FilesPhase:
    """A picture, and then two copies of it as a messenger sends them."""
    data = draw("room", 7, "a.jpg").data
    folder.mkdir()
    (folder / "camera.jpg").write_bytes(data)
    opened = bench.open(bench.ask(lambda vault: open_interview(vault).id))
    opened.go({"phase": "files"})
    [phase] = opened.findChildren(FilesPhase)
    phase.adding.add_paths([folder / "camera.jpg"])
    bench.qtbot.waitUntil(lambda: phase.banner.title == "1 file added.", timeout=LONGEST_MS)
    bench.qtbot.waitUntil(lambda: bench.ask(_waiting) == 0, timeout=LONGEST_MS)
    for name, edge in (("sent.jpg", 500), ("small.jpg", 300)):
        image = Image.open(io.BytesIO(data)).resize((edge, edge * 3 // 4))
        (folder / name).write_bytes(hostile.saved(image, "JPEG", quality=60))
    phase.adding.add_paths([folder / "sent.jpg", folder / "small.jpg"])
    bench.qtbot.waitUntil(lambda: bool(offered(phase, "Compare…")), timeout=LONGEST_MS)
    return phase


def offered(phase: FilesPhase, label: str) -> list[QPushButton]:
    return [each for each in phase.banner.findChildren(QPushButton) if each.text() == label]


def test_after_an_import_they_are_gone_through_and_answered(bench: Bench, tmp_path: Path) -> None:
    phase = imported(bench, tmp_path / "card")
    assert "2 of them look the same as pictures that are here." in phase.banner.text
    offered(phase, "Compare…")[0].click()
    bench.settle()
    asked = dialog(LookalikesDialog)
    shown = set()
    for press in (asked.both_button, asked.different_button, asked.later_button):
        shown.add(frozenset(side.media_id for side in asked.sides))
        assert press.isVisibleTo(asked) or press is asked.later_button
        press.click() if press is not asked.later_button else asked.next()
        bench.settle()
    assert len(shown) == 3, "each two once"
    said = bench.ask(answers)
    assert sorted(map(str, said)) == sorted(["both", "different", "None"] * 2)
    assert bench.ask(lambda vault: vault.media.count()) == 3


def test_one_press_is_one_answer_however_often_it_comes(bench: Bench, tmp_path: Path) -> None:
    phase = imported(bench, tmp_path / "card")
    offered(phase, "Compare…")[0].click()
    asked = dialog(LookalikesDialog)
    asked.both_button.click()
    bench.settle()
    assert not any(bench.ask(answers)), "nothing stood there yet"
    one = asked.sides[0].media_id
    for _ in range(2):
        asked.both_button.click()
    bench.settle()
    assert len(list(filter(None, bench.ask(answers)))) == 2, "one, from either side"
    assert asked.sides[0].media_id == one, "what looks like it as well was not passed over"
    assert asked.both_button.isEnabled()
    asked.reject()


def test_beside_a_picture_it_is_told_and_an_answer_can_be_another(
    bench: Bench, tmp_path: Path
) -> None:
    imported(bench, tmp_path / "card")
    one, other = bench.ask(lambda vault: vault.media.all())[:2]
    bench.ask(lambda vault: vault.lookalikes.say(one.id, other.id, Answer.DIFFERENT))
    bench.shell.navigate("media", media=one.id)
    bench.settle()
    page = bench.shell.page("media")
    assert isinstance(page, MediaPage)
    page.viewer.facts.compare_asked.emit()
    bench.settle()
    asked = dialog(LookalikesDialog)
    while {side.media_id for side in asked.sides} != {one.id, other.id}:
        asked.next()
        bench.settle()
    asked.both_button.click()
    bench.settle()
    assert Answer.BOTH_STAY in bench.ask(answers)
    if asked.isVisible():
        asked.reject()
