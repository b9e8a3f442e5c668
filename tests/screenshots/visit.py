"""Visit every screen of the program in one language and one theme, and keep its picture."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Literal, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.model.phases import Phase
from desktop.settings import Language, Settings, save_settings
from desktop.vault import Vault
from tests.journey.hands import open_dialog, wait_until
from tests.screenshots.backups import closed
from tests.screenshots.backups import in_settings as of_backups
from tests.screenshots.dialogs import (
    crash,
    in_cards,
    in_interviews,
    in_places,
    in_protected,
    in_settings,
    on_people,
    unfinished,
)
from tests.screenshots.edges import at_start, empty_vault, refusals, sealed_and_sent
from tests.screenshots.material import NEW, OFFICE, RESEARCHER, STRANGER_CARD
from tests.screenshots.visitor import Visitor
from ui.app import application, build
from ui.handoff.page import HandoffPage
from ui.handoff.preview_step import PreviewStep
from ui.handoff.receive_page import ReceivePage
from ui.handoff.recipient_step import RecipientStep
from ui.handoff.target_step import TargetStep
from ui.handoff.write_flow import WriteFlow
from ui.media.custody_dialog import CustodyDialog
from ui.media.goes_with import GoesWithDialog
from ui.media.page import MediaPage
from ui.start.screen import StartScreen

SIZE = (1366, 768)


def visit(theme: str, language: str, folder: Path, target: Path) -> None:
    """Take every picture of one look."""
    look = cast(Literal["light", "dark"], theme)
    known = (str(folder / RESEARCHER), str(folder / f"{OFFICE}.skrynia"))
    settings = Settings(language=cast(Language, language), theme=look)
    save_settings(settings)
    app = application(["skrynia"])
    controller = build(app)
    # A mistake here ends in the terminal, not in the dialog of the program.
    sys.excepthook = sys.__excepthook__
    controller.window.resize(*SIZE)
    controller.window.show()
    visitor = Visitor(controller, target)
    _start(visitor)
    at_start(visitor, folder)
    closed(visitor, folder)
    save_settings(replace(settings, known_vaults=known))
    visitor.open(folder / RESEARCHER)
    _home(visitor)
    _interviews(visitor)
    in_interviews(visitor)
    _other_rooms(visitor)
    on_people(visitor)
    in_places(visitor)
    in_protected(visitor)
    in_settings(visitor)
    of_backups(visitor, folder)
    _handoff(visitor, folder)
    in_cards(visitor, folder / STRANGER_CARD)
    sealed_and_sent(visitor, folder)
    unfinished(visitor)
    crash(visitor)
    visitor.lock("locked")
    visitor.open(folder / f"{OFFICE}.skrynia")
    _office(visitor, folder)
    refusals(visitor, folder)
    visitor.lock()
    visitor.open(folder / NEW)
    empty_vault(visitor)
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


def _home(visitor: Visitor) -> None:
    visitor.go("home")
    visitor.keep("home")


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
    cast(MediaPage, page).viewer.joining.ask(cast(MediaPage, page).viewer.media_id)
    visitor.settle()
    dialog = open_dialog(visitor.controller.window, GoesWithDialog)
    visitor.keep_dialog("dialog-belongs-to", dialog)
    custody = cast(MediaPage, page).viewer.custody_button
    visitor.dialog(custody, CustodyDialog, "dialog-custody")
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
