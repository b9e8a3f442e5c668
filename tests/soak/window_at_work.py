"""The real window, in which somebody works until it is killed; it says what it shows as saved.

``python -m tests.soak.window_at_work`` serves jobs as ``tests/forks.py`` says. What forks has no
window yet: each child makes its own, as a start of the program does.
"""

from __future__ import annotations

import gc
import hashlib
import random
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

from PIL import Image

from desktop.bugreport import harden_process
from desktop.model.phases import Phase
from tests.forks import say, serve
from tests.journey import hands
from tests.small_disks import Disk
from tests.soak.vault_at_work import PHOTOS, PLACE, VAULT
from tests.support import PASSPHRASE
from ui.app import application, build, rooms
from ui.controller import Controller
from ui.interviews.account.editor import AccountEditor
from ui.interviews.files import FilesPhase
from ui.interviews.interview_page import InterviewPage
from ui.interviews.page import InterviewsPage
from ui.settings.page import SettingsPage
from ui.shell.shell import Shell
from ui.start.screen import StartScreen
from ui.start.unlock import UnlockPage

TYPED: Final = "слова "
STEPS: Final = ("type", "photo", "back up")
FULL: Final = "full disk"
"""Words are typed while the disk is full; then there is room again. The job ends."""


@dataclass(frozen=True, slots=True)
class Job:
    """``what``: the step that is done again and again, once the vault is open, or :data:`FULL`.
    ``number``: of the job, in what is typed."""

    folder: str
    interview: str
    what: str
    number: int


def work(asked: Mapping[str, Any]) -> None:
    """Start the program, open the vault, and go on until the end."""
    job = Job(**asked)
    harden_process()
    controller = build(application(["skrynia"]))
    sys.excepthook = sys.__excepthook__
    controller.window.resize(1366, 768)
    controller.window.show()
    person = Person(controller, job)
    if job.what == FULL:
        person.fill_disk(Disk(Path(job.folder)))
    else:
        person.work()


class Person:
    """Somebody at the window."""

    def __init__(self, controller: Controller, job: Job) -> None:
        self._controller, self._job = controller, job
        self._folder, self._chance = Path(job.folder), random.Random(job.number)
        self._typed = 0

    def fill_disk(self, disk: Disk) -> None:
        """Type while the disk is full: the words stay, and are saved by themselves afterwards."""
        self._open()
        self._type()
        interview = self._interview(Phase.ACCOUNT)
        editor = hands.shown(interview, AccountEditor)
        disk.fill()
        words = f"{TYPED * 20_000}end"
        cursor = editor.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        cursor.insertText(words)
        hands.wait_until(lambda: self._bar().startswith("Not saved"), "that it is said")
        say(said=self._bar(), there=editor.toPlainText().endswith(words))
        phase = cast(FilesPhase, self._interview(Phase.FILES).page(Phase.FILES))
        phase.adding.add_paths([self._new_photo()])
        hands.wait_until(lambda: bool(phase.banner.title), "what is said of the photo")
        say(photo=phase.banner.title)
        self._shell.navigate("settings")
        sheet = cast(SettingsPage, self._shell.page("settings")).backups
        sheet.back_up(self._folder / PLACE)
        hands.wait_until(lambda: bool(sheet.banner.title), "what is said of the backup")
        say(backup=sheet.banner.title)
        self._interview(Phase.ACCOUNT)
        say(there=editor.toPlainText().endswith(words), said=self._bar())
        disk.make_room()
        hands.wait_until(lambda: self._says_saved(interview), "the words to be saved")
        say(said=self._bar())

    def work(self) -> None:
        """Open the vault, and do the step of the job again and again."""
        say(begin="open")
        self._open()
        say(done="open")
        steps: dict[str, Callable[[], None]] = {
            "type": self._type, "photo": self._photo, "back up": self._back_up,
        }  # fmt: skip
        while True:
            steps[self._job.what]()

    def _open(self) -> None:
        start = hands.shown(self._controller.window, StartScreen)
        start.show_unlock(self._folder / VAULT)
        page = hands.shown(self._controller.window, UnlockPage)
        hands.write(page.field.edit, PASSPHRASE)
        hands.click(page.button)
        hands.wait_until(lambda: self._controller.shell is not None, "the vault to open")

    @property
    def _shell(self) -> Shell:
        assert self._controller.shell is not None
        return self._controller.shell

    def _interview(self, phase: Phase) -> InterviewPage:
        page = cast(InterviewsPage, self._shell.page("interviews"))
        if page.open_page is None or not page.isVisible() or page.open_page.phase is not phase:
            self._shell.navigate("interviews", interview=self._job.interview, phase=phase.value)
            hands.wait_until(lambda: page.open_page is not None, "the interview")
        assert page.open_page is not None
        return page.open_page

    def _type(self) -> None:
        """Some letters, and wait until the line at the bottom says that they are saved."""
        interview = self._interview(Phase.ACCOUNT)
        editor = hands.shown(interview, AccountEditor)
        self._typed += 1
        text = f"{TYPED}{self._job.number}.{self._typed} "
        say(begin="type", text=text)
        cursor = editor.textCursor()
        cursor.movePosition(cursor.MoveOperation.End)
        editor.setTextCursor(cursor)
        hands.type_text(editor, text)
        hands.wait_until(lambda: self._says_saved(interview), "the words to be saved")
        say(done="type")

    def _says_saved(self, interview: InterviewPage) -> bool:
        return self._bar().startswith("Saved") and not interview.unsaved()

    def _bar(self) -> str:
        """What the line at the bottom says."""
        return self._shell.bar._state.text()

    def _photo(self) -> None:
        phase = cast(FilesPhase, self._interview(Phase.FILES).page(Phase.FILES))
        photo = self._new_photo()
        before = phase.model.count()
        say(begin="photo", photo=hashlib.sha256(photo.read_bytes()).hexdigest(), attached=True)
        phase.adding.add_paths([photo])
        hands.wait_until(lambda: phase.model.count() > before, "the photo")
        say(done="photo")
        hands.wait_until(lambda: not phase.adding.progress.isVisible(), "the end of it")

    def _new_photo(self) -> Path:
        photo = self._folder.with_name(PHOTOS) / f"{self._job.number}-{self._chance.random()}.jpg"
        colour = tuple(self._chance.randbytes(3))
        Image.new("RGB", (640, 480), colour).save(photo, comment=self._chance.randbytes(60_000))
        return photo

    def _back_up(self) -> None:
        self._shell.navigate("settings")
        sheet = cast(SettingsPage, self._shell.page("settings")).backups
        say(begin="back up")
        sheet.back_up(self._folder / PLACE)
        hands.wait_until(lambda: bool(sheet.banner.title), "the backup")
        say(done="back up", said=sheet.banner.title)
        hands.wait_until(lambda: not sheet.progress.isVisible(), "the end of it")
        self._photo()


if __name__ == "__main__":
    rooms()
    gc.freeze()
    serve(work)
