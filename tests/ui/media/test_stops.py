"""The window's thread is never busy for fifty milliseconds on end, whatever is looked at.

By its processor time, which other work on a machine hardly changes; the wall clock is measured at
rest (``make bench ARGS="stops"``).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.model.phases import Phase
from tests.bench.growth.seen import Heart
from tests.support import open_interview
from tests.ui.room_bench import Bench
from tests.unit.media import hostile
from tests.unit.media.office import many
from ui.interviews.files import FilesPhase
from ui.media.page import MediaPage

MOST = 0.050
LOOKS = 2
"""At each file, of which the better counts: even processor time grows where others share a core."""
LONGEST_MS = 60_000
WHOLE = hostile.jpeg((2000, 1500))
FILES = {
    "whole.jpg": WHOLE,
    "cut.jpg": WHOLE[: len(WHOLE) // 2],
    "talkative.jpg": hostile.talkative(),
    "bomb.png": hostile.png_bomb(4000),
    "text-bomb.png": hostile.png_text_bomb(),
    "looping.jpg": hostile.looping_exif(),
    "endless.gif": hostile.endless_gif(),
    "comments.docx": many.comments(3999),
    "mentions.docx": many.mentions(3999),
}


def _busiest(bench: Bench, act: Callable[[], object]) -> float:
    heart = Heart()
    act()
    bench.settle()
    heart.deleteLater()
    return heart.busiest


@pytest.mark.rare
def test_no_file_that_is_looked_at_stops_the_window(bench: Bench) -> None:
    bench.ask(lambda vault: add_files(vault, [MemoryFile(*each) for each in FILES.items()]))
    kept = {each.original_name: each.id for each in bench.ask(lambda v: list(v.media.all()))}
    bench.qtbot.waitUntil(
        lambda: not bench.ask(lambda vault: vault.pictures.waiting()), timeout=LONGEST_MS
    )
    bench.shell.navigate("media")
    page = bench.shell.page("media")
    assert isinstance(page, MediaPage)
    bench.settle()
    took = {}
    for name in FILES:

        def look(media_id: str = kept[name]) -> None:
            if media_id == kept["comments.docx"]:
                page.go({"media": media_id})
                paper = page.viewer.text.paper
                bench.qtbot.waitUntil(lambda: "так" in paper.toPlainText(), timeout=LONGEST_MS)
                return
            in_text = media_id == kept["mentions.docx"]
            shown = page.viewer.text.wanted if in_text else page.viewer.pictures.ready
            with bench.qtbot.waitSignal(shown, timeout=LONGEST_MS):
                page.go({"media": media_id})

        took[name] = min(_busiest(bench, look) for _ in range(LOOKS))
    assert max(took.values()) < MOST, took


@pytest.mark.rare
def test_no_files_that_come_in_stop_the_window(bench: Bench, tmp_path: Path) -> None:
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    record = bench.ask(lambda vault: open_interview(vault).id)
    phase = bench.open(record, Phase.FILES).page(Phase.FILES)
    assert isinstance(phase, FilesPhase)
    bench.settle()

    def come() -> None:
        phase.adding.add_paths([tmp_path / name for name in FILES])
        bench.qtbot.waitUntil(lambda: phase.model.count() == len(FILES), timeout=LONGEST_MS)
        bench.qtbot.waitUntil(
            lambda: not bench.ask(lambda vault: vault.pictures.waiting()), timeout=LONGEST_MS
        )

    assert _busiest(bench, come) < MOST
