"""Visit every screen of the program in one language and one theme, and keep its picture."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Literal, cast

from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from desktop.errors import SkryniaError
from desktop.settings import Language, Settings, save_settings
from desktop.vault import Vault, open_vault
from tests.journey.hands import wait_until
from tests.screenshots.material import OFFICE, RESEARCHER
from tests.support import PASSPHRASE
from ui.app import build
from ui.controller import Controller
from ui.handoff.page import HandoffPage
from ui.handoff.preview_step import PreviewStep
from ui.handoff.receive_page import ReceivePage
from ui.handoff.recipient_step import RecipientStep
from ui.handoff.target_step import TargetStep
from ui.handoff.write_flow import WriteFlow
from ui.interviews.phases import Phase
from ui.media.page import MediaPage
from ui.start.screen import StartScreen

SIZE = (1366, 768)
_QUIET_ROUNDS = 6
"""An answer may ask again (a page, then its thumbnails), so silence is waited for."""


class Visitor:
    """The program on its way through its screens."""

    def __init__(self, controller: Controller, target: Path) -> None:
        self.controller = controller
        self._target = target
        self._number = 0
        target.mkdir(parents=True, exist_ok=True)

    def settle(self) -> None:
        """Wait until the vault has answered everything, and what the answers asked."""
        quiet = 0
        while quiet < _QUIET_ROUNDS:
            quiet = 0 if self.controller.worker.is_busy else quiet + 1
            loop = QEventLoop()
            self.controller.worker.after_all(loop.quit, loop)
            loop.exec()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            QApplication.processEvents()

    def keep(self, name: str) -> None:
        """Keep a picture of the window as it is once it has settled."""
        self.settle()
        self._number += 1
        path = self._target / f"{self._number:02d}-{name}.png"
        if not self.controller.window.grab().save(str(path)):
            raise SystemExit(f"{path} could not be written")

    def open(self, folder: Path) -> None:
        """Unlock a vault the way the start screen does."""
        opened = QEventLoop()
        self.controller.worker.start(
            lambda: open_vault(folder, PASSPHRASE), opened.quit, _fail, self.controller
        )
        opened.exec()
        self.controller._opened(folder)
        self.settle()

    def ask(self, work: Callable[[Vault], str]) -> str:
        """One word from the vault."""
        answers: list[str] = []
        self.controller.worker.run(work, answers.append, _fail, self.controller)
        self.settle()
        return answers[0]

    def go(self, room: str, **place: str) -> QWidget:
        """Bring a room to the front."""
        shell = self.controller.shell
        if shell is None:
            raise SystemExit("no vault is open")
        shell.navigate(room, **place)
        self.settle()
        return shell.page(room)


def _fail(error: SkryniaError) -> None:
    raise SystemExit(f"the world said no: {error.reason}")


def visit(theme: str, language: str, folder: Path, target: Path) -> None:
    """Take every picture of one look."""
    look = cast(Literal["light", "dark"], theme)
    known = (str(folder / RESEARCHER), str(folder / f"{OFFICE}.skrynia"))
    settings = Settings(language=cast(Language, language), theme=look)
    save_settings(settings)
    app = QApplication(["skrynia"])
    controller = build(app)
    controller.window.resize(*SIZE)
    controller.window.show()
    visitor = Visitor(controller, target)
    _start(visitor)
    save_settings(replace(settings, known_vaults=known))
    visitor.open(folder / RESEARCHER)
    _interviews(visitor)
    _other_rooms(visitor)
    _handoff(visitor, folder)
    controller.lock()
    visitor.keep("locked")
    visitor.open(folder / f"{OFFICE}.skrynia")
    _office(visitor, folder)
    controller.worker.stop()


def _start(visitor: Visitor) -> None:
    visitor.keep("start")
    screen = visitor.controller.window.findChild(StartScreen)
    if not isinstance(screen, StartScreen):
        raise SystemExit("the start screen is not there")
    for name in ("_new", "_sample"):
        getattr(screen, name)()
        visitor.keep(f"start{name.replace('_', '-')}")
        screen.show_first()
    screen.show_unlock(Path("/home/anna/work.skrynia"))
    visitor.keep("unlock")


def _interviews(visitor: Visitor) -> None:
    visitor.go("interviews")
    visitor.keep("interviews")
    interview = visitor.ask(_fullest)
    for phase in Phase:
        visitor.go("interviews", interview=interview, phase=phase.value)
        visitor.keep(f"interview-{phase.value}")


def _fullest(vault: Vault) -> str:
    """The interview with the most turns that is not sealed."""
    summaries = vault.interviews.summaries(limit=100)
    open_ones = [s for s in summaries if s.state.value == "under-way"] or summaries
    return max(open_ones, key=lambda s: len(vault.interviews.utterances(s.id))).id


def _other_rooms(visitor: Visitor) -> None:
    visitor.go("people", person=visitor.ask(lambda vault: vault.people.all()[0].id))
    visitor.keep("people")
    visitor.go("media")
    visitor.keep("media")
    page = visitor.go("media", media=visitor.ask(lambda vault: vault.media.all()[0].id))
    wait_until(lambda: cast(MediaPage, page).viewer.canvas.shows, "the picture")
    visitor.keep("media-viewer")
    visitor.go("settings")
    visitor.keep("settings")


def _handoff(visitor: Visitor, folder: Path) -> None:
    page = cast(HandoffPage, visitor.go("handoff"))
    visitor.keep("handoff")
    page.cards()
    visitor.keep("handoff-cards")
    page.write()
    visitor.keep("write-recipient")
    flow = cast(WriteFlow, page.current)
    step = cast(RecipientStep, _step(flow))
    step.next_button.click()
    visitor.keep("write-preview-nothing-new")
    cast(PreviewStep, _step(flow)).again.setChecked(True)
    visitor.keep("write-preview")
    cast(PreviewStep, _step(flow)).write_button.click()
    visitor.keep("write-target")
    cast(TargetStep, _step(flow)).chosen.emit(folder / "stick")
    visitor.keep("write-verified")
    page.receive()
    visitor.keep("receive")
    page.import_receipt()
    visitor.keep("receipt")


def _office(visitor: Visitor, folder: Path) -> None:
    page = cast(HandoffPage, visitor.go("handoff"))
    page.receive()
    path = cast(ReceivePage, page.current)
    newest = max((folder / "stick").glob("*.age"), key=lambda file: file.stat().st_mtime_ns)
    path.look(newest)
    visitor.keep("receive-arrived")
    path.take_in()
    visitor.keep("receive-taken-in")
    visitor.go("interviews")
    visitor.keep("office-interviews")


def _step(flow: WriteFlow) -> QObject:
    step = flow.steps.currentWidget()
    if step is None or not isinstance(step, QWidget | QComboBox):
        raise SystemExit("the path shows no step")
    return step


if __name__ == "__main__":
    visit(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
