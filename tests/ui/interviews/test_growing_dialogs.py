"""A dialog grows when progress, a warning or a result appears in it: nothing is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from desktop.i18n import set_language
from desktop.model.phases import Phase
from tests.support import open_interview
from tests.ui.each_language import EACH_LANGUAGE
from tests.ui.room_bench import Bench
from tests.ui.test_longer_words import cut_off
from ui.interviews.consent.history import ConsentHistory
from ui.interviews.consent.withdraw import WithdrawDialog
from ui.interviews.interview_page import InterviewPage
from ui.interviews.list.new_dialog import NewInterviewDialog
from ui.interviews.person_pages import PersonPagesDialog
from ui.interviews.print_dialog import PrintDialog
from ui.people.new_person import NewPersonDialog
from ui.settings.passphrase_dialog import PassphraseDialog
from ui.widgets import screen_fit
from ui.widgets.dialogs.form_dialog import FormDialog
from ui.widgets.sheet import ScrolledWhenShort
from ui.widgets.tone import Tone

LONG = "Гэта доўгае папярэджанне, якое займае некалькі радкоў. " * 4

MAKERS: dict[str, Callable[[InterviewPage], FormDialog]] = {
    "print": lambda page: PrintDialog(page, page.draft),
    "pages": lambda page: PersonPagesDialog(page, page.draft),
    "withdraw": lambda page: WithdrawDialog(page, page.draft),
    "new interview": lambda page: NewInterviewDialog(page, page.draft.context),
    "new person": lambda page: NewPersonDialog(page, page.draft.context),
    "passphrase": lambda page: PassphraseDialog(page, page.draft.context),
}


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    set_language("en")


def opened(bench: Bench, name: str) -> FormDialog:
    record = bench.ask(lambda vault: open_interview(vault).id)
    dialog = MAKERS[name](bench.open(record, Phase.CLOSE))
    dialog.open()
    bench.qtbot.waitUntil(dialog.isActiveWindow)
    settle()
    return dialog


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


@pytest.mark.rare
@pytest.mark.parametrize(
    "language",
    EACH_LANGUAGE,
)
@pytest.mark.parametrize("name", MAKERS)
def test_a_banner_that_appears_cuts_nothing(bench: Bench, name: str, language: str) -> None:
    set_language(language)
    dialog = opened(bench, name)
    before = dialog.height()
    dialog.banner.say(Tone.ATTENTION, LONG, LONG)
    settle()
    assert cut_off(dialog) == []
    scrolled = dialog.findChild(ScrolledWhenShort)
    assert isinstance(scrolled, ScrolledWhenShort)
    assert scrolled.verticalScrollBar().maximum() == 0
    assert dialog.height() > before


@pytest.mark.parametrize("language", EACH_LANGUAGE)
def test_the_print_dialog_cuts_neither_its_controls_nor_its_warning(
    bench: Bench, language: str
) -> None:
    set_language(language)
    dialog = opened(bench, "print")
    assert isinstance(dialog, PrintDialog)
    dialog.progress.begin("Creating the PDF")
    settle()
    assert cut_off(dialog) == []
    dialog._done(False)
    settle()
    assert dialog.banner.isVisible()
    assert cut_off(dialog) == []


def test_on_a_screen_too_low_the_fields_scroll_and_the_action_stays_in_sight(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    low = QRect(0, 0, 960, 500)
    whole = screen_fit.fitting
    monkeypatch.setattr(screen_fit, "fitting", lambda wanted, _, frame: whole(wanted, low, frame))
    dialog = opened(bench, "new interview")
    dialog.banner.say(Tone.ATTENTION, LONG, LONG)
    settle()
    assert low.contains(dialog.geometry())
    assert dialog.rect().contains(dialog.back_button.geometry())
    scrolled = dialog.findChild(ScrolledWhenShort)
    assert isinstance(scrolled, ScrolledWhenShort)
    bar = scrolled.verticalScrollBar()
    bench.qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0)  # what was said is in sight
    dialog.reject()
    page = bench.interviews().open_page
    assert page is not None
    history = ConsentHistory(page, page.draft)
    history.open()
    bench.qtbot.waitUntil(history.isActiveWindow)
    assert low.contains(history.geometry()), "of a size of its own"
    history.reject()
