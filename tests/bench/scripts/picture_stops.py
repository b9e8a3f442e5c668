"""How long the window stops while photos come in, and while each file is looked at in turn."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop

from desktop.media.adding.ingest import add_files
from desktop.media.adding.sources import MemoryFile
from desktop.model.media import Media
from desktop.model.phases import Phase
from tests.bench.growth.place import RESEARCHER, Place
from tests.bench.growth.seen import Seen
from tests.support import make_vault, open_interview
from tests.unit.media import hostile
from ui.interviews.files import FilesPhase
from ui.interviews.page import InterviewsPage
from ui.media.page import MediaPage
from ui.shell.room import INTERVIEWS, MEDIA

_NAMED: Final = 3
"""Files that are named, of those that stopped the window longest."""


def main(folder: Path, looked_at: list[Path]) -> None:
    """Print the longest stops in milliseconds: while ``FOLDER/photos`` came in with their
    pictures, while each file was opened, and of both what was processor time of the window."""
    os.environ["SKRYNIA_SETTINGS_FOLDER"] = str(folder / "settings")
    with make_vault(folder, RESEARCHER.removesuffix(".skrynia")) as vault:
        record = open_interview(vault).id
        add_files(vault, [*looked_at, *_hostile()])
        files = list(vault.media.all())
    seen = Seen(Place(folder, 1))
    seen.unlock()
    seen.settle()
    added = _added(seen, folder / "photos", record)
    of_adding = seen.busiest()
    opened = sorted((_opened(seen, file) for file in files), reverse=True)
    for took, worked, name in opened[:_NAMED]:
        print(f"{name}: {took:.0f} ms, {worked:.0f} of its own", file=sys.stderr)
    print(added, of_adding, opened[0][0], max(worked for _, worked, _ in opened), flush=True)
    seen.controller.stop()


def _hostile() -> list[MemoryFile]:
    whole = hostile.jpeg((4000, 3000))
    return [
        MemoryFile("talkative.jpg", hostile.talkative()),
        MemoryFile("cut.jpg", whole[: len(whole) // 2]),
        MemoryFile("bomb.png", hostile.png_bomb(10_000)),
        MemoryFile("text-bomb.png", hostile.png_text_bomb()),
        MemoryFile("endless.gif", hostile.endless_gif()),
        MemoryFile("looping.jpg", hostile.looping_exif()),
        MemoryFile("packed.zip", hostile.zip_file()),
    ]


def _added(seen: Seen, photos: Path, record: str) -> float:
    """Until every small picture is made."""
    seen.visit(INTERVIEWS)
    room = seen.room(INTERVIEWS)
    assert isinstance(room, InterviewsPage)
    room.open(record)
    seen.settle()
    assert room.open_page is not None
    files = room.open_page.page(Phase.FILES)
    assert isinstance(files, FilesPhase)
    room.open_page.show_phase(Phase.FILES, focus=True)
    seen.settle()
    count = len(list(photos.iterdir()))
    seen.heart.busiest = 0.0

    def act() -> None:
        files.adding.add_paths([photos])
        seen.wait(lambda: files.model.count() >= count and not _waiting(seen))

    return seen.stop_of(act)


def _waiting(seen: Seen) -> int:
    """Pictures that are still to be made; asked while the vault is at work."""
    told, loop = [1], QEventLoop()
    seen.controller.worker.run(
        lambda vault: vault.pictures.waiting(),
        told.append,
        lambda _error: loop.quit(),
        seen.controller,
    )
    seen.controller.worker.after_all(loop.quit, seen.controller)
    loop.exec()
    return told[-1]


def _opened(seen: Seen, file: Media) -> tuple[float, float, str]:
    """The longest stop, the most processor time between two beats, and the file's name; until its
    picture or the reason why there is none, and all facts, are on the screen."""
    seen.visit(MEDIA)
    page = seen.room(MEDIA)
    assert isinstance(page, MediaPage)
    shown: list[object] = []
    page.viewer.pictures.ready.connect(shown.append)

    def act() -> None:
        page.go({"media": file.id})
        seen.wait(lambda: bool(shown))

    seen.heart.busiest = 0.0
    try:
        return seen.stop_of(act), seen.busiest(), file.original_name
    finally:
        page.viewer.pictures.ready.disconnect(shown.append)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(each) for each in sys.argv[2:]])
