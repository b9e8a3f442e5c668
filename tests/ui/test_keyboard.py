"""The whole journey without a mouse: every step is reached by Tab, sees its ring, and goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.handoff.identity.cards import save_card
from desktop.handoff.receiving.receive import receive_package
from desktop.messages.phases import TITLES
from desktop.model.consent import HowGiven, Purpose, RecipientKind
from desktop.model.identity import Role
from desktop.model.interview import State
from desktop.model.phases import Phase
from desktop.settings import Settings, save_settings
from desktop.vault import Vault, open_vault
from desktop.vocabulary import vocabulary
from desktop.vocabulary.consent_matrix import cells
from tests.slices import sliced
from tests.support import PASSPHRASE, make_vault, open_interview
from tests.ui.conftest import press
from tests.ui.keyboard import Keyboard, shows_focus
from tests.ui.room_bench import Bench, bench, dialog
from ui.app import rooms
from ui.controller import Controller
from ui.handoff.cards_page import CardsPage
from ui.handoff.page import HandoffPage
from ui.handoff.preview_step import PreviewStep
from ui.handoff.write_flow import WriteFlow
from ui.handoff.written_step import WrittenStep
from ui.interviews.files import FilesPhase
from ui.interviews.list.new_dialog import NewInterviewDialog
from ui.interviews.page import InterviewsPage
from ui.preferences import Preferences
from ui.settings.ways_in.sheet_dialog import SheetDialog
from ui.start.screen import StartScreen

pytestmark = pytest.mark.usefixtures("cheap_passphrases")

__all__ = ["bench"]

CTRL = Qt.KeyboardModifier.ControlModifier
SECRET = "four plain words here"
WORDS = "Нас трымалі ў калідоры да раніцы."


@pytest.fixture(autouse=True)
def _steady_cursor(qapp: QApplication) -> Iterator[None]:
    """A cursor that blinks away looks like a missing ring."""
    before = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    yield
    qapp.setCursorFlashTime(before)


@pytest.fixture
def controller(qapp: QApplication, qtbot: QtBot) -> Iterator[Controller]:
    save_settings(Settings(language="en", theme="light"))
    made = Controller(qapp, Preferences(), rooms)
    made.show_start()
    made.window.resize(1366, 768)
    made.window.show()
    made.window.activateWindow()
    qtbot.addWidget(made.window)
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    made.stop()


def make_the_vault(kb: Keyboard, controller: Controller, folder: Path) -> None:
    kb.do("Create a new vault")
    kb.type("Зоська Прыдуманая")
    kb.find("Name of the vault")
    kb.replace("field")
    kb.do("Choose the folder for the vault")
    kb.answer_file_dialog(str(folder), folder=folder)
    kb.do("Next")
    for _ in range(2):
        kb.type(SECRET)
        kb.press(Qt.Key.Key_Return)
    kb.wait(lambda: controller.shell is not None)
    kb.wait(lambda: isinstance(kb.here.window(), SheetDialog))
    kb.press(Qt.Key.Key_Escape)
    kb.wait(lambda: not isinstance(kb.here.window(), SheetDialog))


def plan(kb: Keyboard, page: InterviewsPage) -> None:
    rooms = page.parentWidget()
    assert rooms is not None
    # The start screen stands in the same window, and knows no rooms.
    kb.wait(lambda: rooms.isVisible() and rooms.isAncestorOf(kb.here))
    kb.press(Qt.Key.Key_2, CTRL)
    kb.wait(lambda: page.isVisible() and page.isAncestorOf(kb.here))
    kb.press(Qt.Key.Key_N, CTRL)
    form = dialog(NewInterviewDialog)
    kb.wait(form.create_button.isEnabled)
    kb.find("Name")
    kb.type("Ян Прыдуманы")
    kb.press(Qt.Key.Key_Return)
    kb.wait(lambda: page.open_page is not None)
    kb.find("Purpose")
    kb.type("Затрыманне ў жніўні")


def ask_and_consent(kb: Keyboard, page: InterviewsPage) -> None:
    kb.press(Qt.Key.Key_PageDown, CTRL)
    kb.find("Has the person given an account before?")
    until_it_says(kb, ": No,")
    kb.press(Qt.Key.Key_PageDown, CTRL)
    use = vocabulary("purpose").label("keep", "be")
    kb.find(f"{use}, {vocabulary('recipient_kind').label('organisation', 'be')}:")
    kb.type("1")
    for _row in cells()[1:]:
        kb.press(Qt.Key.Key_Return)
    for shown_whole in ("4", "3", "4", "3"):
        kb.type(shown_whole)
    signed = vocabulary("how_given").label(HowGiven.SIGNED.value)
    kb.find("How consent was given")
    until_it_says(kb, f": {signed}")
    kb.press(Qt.Key.Key_Space)
    kb.find("Did the person understand and decide freely?")
    kb.type("Прачытана двойчы.")
    kb.do("Save decision")
    opened = page.open_page
    assert opened is not None
    kb.wait(lambda: opened.draft.opened.consent is not None)


def until_it_says(kb: Keyboard, answer: str) -> None:
    passed = []
    for arrow in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        for _ in range(5):
            if answer in kb.here.accessibleName():
                return
            passed.append(kb.here.accessibleName())
            kb.press(arrow)
    pytest.fail(f"arrows never came to {answer!r}, only to {passed}")


def write_the_account(kb: Keyboard, page: InterviewsPage) -> None:
    kb.press(Qt.Key.Key_PageDown, CTRL)
    kb.do("Start the person's account")
    kb.wait(lambda: kb.here.accessibleName() == "Account")
    kb.type(WORDS)
    opened = page.open_page
    assert opened is not None
    assert opened.unsaved()


def attach_a_file(kb: Keyboard, page: InterviewsPage, folder: Path) -> None:
    Path(folder, "note.txt").write_text("made up", encoding="utf-8")
    kb.press(Qt.Key.Key_PageDown, CTRL)
    kb.do("Add photos and files…")
    kb.answer_file_dialog("note.txt", folder=folder)
    assert page.open_page is not None
    files = page.open_page.page(Phase.FILES)
    assert isinstance(files, FilesPhase)
    kb.wait(lambda: files.model.count() == 1)


def seal(kb: Keyboard, page: InterviewsPage) -> None:
    kb.press(Qt.Key.Key_PageDown, CTRL)
    kb.choose("Read back in", "be")
    kb.press(Qt.Key.Key_PageDown, CTRL)
    kb.do("Seal the interview…")
    kb.do("Seal the interview")
    opened = page.open_page
    assert opened is not None
    kb.wait(lambda: opened.draft.opened.interview.state is State.SEALED)


def trust(kb: Keyboard, page: HandoffPage, card: Path) -> None:
    kb.press(Qt.Key.Key_6, CTRL)
    kb.do("Contact cards")
    kb.wait(lambda: kb.here.accessibleName() != "Contact cards")
    kb.do("Add a contact card…")
    kb.answer_file_dialog(card.name, folder=card.parent)
    cards = page.current
    assert isinstance(cards, CardsPage)
    kb.choose("Type of recipient", RecipientKind.ORGANISATION)
    kb.do("They match: trust")
    # What waited for the card is shown first; until then the page is not left.
    kb.wait(lambda: not cards.busy)
    kb.press(Qt.Key.Key_Escape)


def write_the_package(kb: Keyboard, page: HandoffPage, stick: Path) -> None:
    kb.do("Create a package")
    flow = page.current
    assert isinstance(flow, WriteFlow)
    kb.choose("For what", Purpose.KEEP.value)
    kb.do("Review contents")
    kb.wait(lambda: isinstance(flow.steps.currentWidget(), PreviewStep))
    kb.do("Choose where to save")
    kb.do("Choose a folder…")
    kb.answer_file_dialog(str(stick), folder=stick)
    kb.do("Save here")
    kb.wait(lambda: isinstance(flow.steps.currentWidget(), WrittenStep))
    kb.do("Done")
    assert page.current is page.landing
    assert kb.here is page.landing.write_button


@pytest.mark.qt_log_ignore(
    "does not support raise",
    "does not support grabbing the keyboard",
    "event not accepted",  # the release of Enter, on a button that went with its step
)
@pytest.mark.rare
def test_the_journey_needs_no_mouse(controller: Controller, qtbot: QtBot, tmp_path: Path) -> None:
    kb = Keyboard(qtbot, controller.window)
    stick = tmp_path / "stick"
    stick.mkdir()
    make_the_vault(kb, controller, tmp_path)
    shell = controller.shell
    assert shell is not None
    page, handoff = shell.page("interviews"), shell.page("handoff")
    assert isinstance(page, InterviewsPage)
    assert isinstance(handoff, HandoffPage)
    plan(kb, page)
    ask_and_consent(kb, page)
    write_the_account(kb, page)
    attach_a_file(kb, page, tmp_path)
    seal(kb, page)
    with make_vault(tmp_path, "office", Role.ORGANISATION) as office:
        save_card(office, stick / "office.skrynia-card")
        trust(kb, handoff, stick / "office.skrynia-card")
        write_the_package(kb, handoff, stick)
        ours: list[tuple[bytes, bytes]] = []
        controller.worker.run(_card, ours.append, lambda error: pytest.fail(repr(error)), shell)
        kb.wait(lambda: bool(ours))
        known = office.cards.add(*ours[0])
        office.cards.trust(known.fingerprint, RecipientKind.ORGANISATION)
        receive_package(office, next(stick.glob("*.age")))
        [arrived] = office.interviews.summaries()
        assert [u.text for u in office.interviews.utterances(arrived.id)] == [WORDS]


def _card(vault: Vault) -> tuple[bytes, bytes]:
    card = vault.identity.card()
    return card.document, card.signature


def test_closing_the_window_keeps_the_words_typed_last(
    controller: Controller, qtbot: QtBot, tmp_path: Path
) -> None:
    with make_vault(tmp_path) as vault:
        folder, record = vault.folder, open_interview(vault).id
    kb = Keyboard(qtbot, controller.window)
    start = controller.window.centralWidget()
    assert isinstance(start, StartScreen)
    start.show_unlock(folder)
    press(kb.here, PASSPHRASE)
    kb.press(Qt.Key.Key_Return)
    kb.wait(lambda: controller.shell is not None)
    shell = controller.shell
    assert shell is not None
    shell.navigate("interviews", interview=record, phase=Phase.ACCOUNT.value, at="0")
    kb.wait(lambda: kb.here.accessibleName() == "Account")
    kb.type(WORDS)
    controller.window.close()
    kb.wait(lambda: not controller.window.isVisible())
    controller.stop()
    with open_vault(folder, PASSPHRASE) as vault:
        assert [u.text for u in vault.interviews.utterances(record)] == [WORDS]


@pytest.mark.parametrize(
    "room", sliced([room.key for room in rooms()], "home", "interviews", "settings")
)
def test_tab_comes_round_in_every_room(bench: Bench, room: str) -> None:
    """Neither a trap nor a control that Tab passes by."""
    bench.shell.navigate(room)
    bench.settle()
    assert_round(Keyboard(bench.qtbot, bench.shell), bench.shell)


@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.rare
def test_tab_comes_round_in_every_phase(bench: Bench, phase: Phase) -> None:
    bench.open(bench.ask(lambda vault: open_interview(vault).id), phase)
    bench.settle()
    assert_round(Keyboard(bench.qtbot, bench.shell), bench.shell)


def assert_round(kb: Keyboard, window: QWidget) -> None:
    wanted = {
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
        and widget.focusProxy() is None
    }
    assert wanted
    reached = set()
    unseen = []
    for _ in range(2 * len(wanted)):
        kb.press(Qt.Key.Key_Tab)
        here = kb.here
        if here not in reached:
            unseen += [f"{type(here).__name__} {here.accessibleName()!r}"] * (not _seen(here))
        reached.add(here)
    assert reached == wanted
    assert unseen == []


def _seen(stop: QWidget) -> bool:
    """Whether some of it is in sight, and looks another way with the focus than without."""
    return not stop.visibleRegion().isEmpty() and shows_focus(stop)


DIALOGS = {
    "new interview": (Phase.PLAN, "", Qt.Key.Key_N),
    "withdraw": (Phase.CONSENT, "Withdraw consent…", None),
    "history": (Phase.CONSENT, "History", None),
    "files": (Phase.FILES, "Add photos and files…", None),
    "print": (Phase.CLOSE, "Print summary…", None),
}


@pytest.mark.parametrize("name", sliced([*DIALOGS], "new interview", "withdraw"))
def test_escape_leaves_every_dialog_and_comes_back(bench: Bench, name: str) -> None:
    phase, button, key = DIALOGS[name]
    bench.open(bench.ask(lambda vault: open_interview(vault).id), phase)
    bench.settle()
    kb = Keyboard(bench.qtbot, bench.shell)
    if key is None:
        kb.do(button)
    else:
        kb.press(key, CTRL)
    kb.wait(lambda: isinstance(QApplication.activeModalWidget(), QDialog))
    if key is None:
        before = button
        kb.press(Qt.Key.Key_Escape)
        kb.wait(lambda: QApplication.activeModalWidget() is None)
        assert kb.here is kb.find(before)
    else:
        kb.press(Qt.Key.Key_Escape)
        kb.wait(lambda: QApplication.activeModalWidget() is None)


def test_tab_into_a_list_opens_nothing_until_enter(bench: Bench) -> None:
    bench.ask(lambda vault: open_interview(vault).id)
    page = bench.interviews()
    bench.settle()
    kb = Keyboard(bench.qtbot, bench.shell)
    kb.find("Lock")
    kb.find("Interviews")
    kb.press(Qt.Key.Key_Tab)
    kb.find("Filter by code or name")
    while kb.here is not page.list.list:
        kb.press(Qt.Key.Key_Tab)
    bench.settle()
    assert page.open_page is None
    kb.press(Qt.Key.Key_Return)
    bench.settle()
    assert page.open_page is not None


@pytest.mark.rare
def test_arrows_pass_by_every_phase_and_the_focus_stays_on_the_row(bench: Bench) -> None:
    opened = bench.open(bench.ask(lambda vault: open_interview(vault).id))
    keyboard = Keyboard(bench.qtbot, bench.shell)
    opened.show_phase(Phase.PLAN)
    keyboard.find(TITLES[Phase.PLAN])
    for phase in list(Phase)[1:]:
        keyboard.press(Qt.Key.Key_Right)
        bench.settle()
        assert opened.phase is phase
        assert opened.stepper.isAncestorOf(keyboard.here), phase


def test_space_on_the_account_goes_to_its_words(bench: Bench) -> None:
    opened = bench.open(bench.ask(lambda vault: open_interview(vault).id))
    keyboard = Keyboard(bench.qtbot, bench.shell)
    opened.show_phase(Phase.PLAN)
    keyboard.find(TITLES[Phase.PLAN])
    while opened.phase is not Phase.ACCOUNT:
        keyboard.press(Qt.Key.Key_Right)
    keyboard.press(Qt.Key.Key_Space)
    assert isinstance(keyboard.here, QTextEdit)
