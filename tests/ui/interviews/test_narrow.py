"""On a small window every phase of an interview and every room still fit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.i18n import set_language
from desktop.model.person import NameForm
from desktop.model.phases import Phase
from desktop.vault import Vault
from tests.slices import sliced
from tests.support import open_interview
from tests.ui.each_language import EACH_LANGUAGE
from tests.ui.room_bench import Bench
from ui.app import rooms
from ui.interviews.consent.phase import ConsentPhase
from ui.people.profile import Profile
from ui.widgets.elided import ElidedButton, ElidedLabel
from ui.widgets.sheet import Scrolled

SMALL = (1024, 640)
DOUBLED = (952, 500)
"""What is left for the window on a screen of 1920 by 1080 at 200 %, less frame and task bar."""
LAPTOP = (1366, 768)


@pytest.mark.parametrize("language", EACH_LANGUAGE)
@pytest.mark.parametrize("size", sliced([DOUBLED, SMALL], DOUBLED))
def test_every_phase_fits_a_small_window(
    bench: Bench, language: str, size: tuple[int, int]
) -> None:
    set_language(language)
    record = bench.ask(lambda vault: open_interview(vault).id)
    bench.shell.resize(*size)
    opened = bench.open(record)
    room = bench.interviews().width()
    for phase in Phase:
        opened.show_phase(phase)
        QApplication.processEvents()
        assert opened.minimumSizeHint().width() <= room, phase
        assert bench.shell.width() == size[0], f"{phase} makes the window wider"


@pytest.mark.parametrize("language", EACH_LANGUAGE)
@pytest.mark.rare
def test_consent_is_never_cut_off_at_the_right(bench: Bench, language: str) -> None:
    set_language(language)
    record = bench.ask(lambda vault: open_interview(vault).id)
    bench.shell.resize(*LAPTOP)
    consent = bench.open(record, Phase.CONSENT).page(Phase.CONSENT)
    assert isinstance(consent, ConsentPhase)
    bench.settle()
    consent.form.matrix.choice_of(0).button("yes").click()
    for opens in (1, 2):
        consent.form.matrix.choice_of(opens).button("yes").click()
        QTest.keyClick(consent.form.matrix.choice_of(opens).button("yes"), Qt.Key.Key_4)
    halves = consent.findChildren(Scrolled)
    assert len(halves) == 2
    for size in (LAPTOP, (1280, 720), SMALL, DOUBLED, (800, 680)):
        bench.shell.resize(*size)
        bench.settle()
        for scrolled in halves:
            content = scrolled.widget()
            assert content is not None
            assert content.width() <= scrolled.viewport().width(), size


def test_a_low_window_leaves_the_text_its_lines_and_the_steps_theirs(bench: Bench) -> None:
    """A laptop at 150 %: text and buttons were pressed into one line, the steps into each other."""
    record = bench.ask(lambda vault: open_interview(vault).id)
    bench.shell.resize(911, 512)
    opened = bench.open(record, Phase.CONSENT)
    consent = opened.page(Phase.CONSENT)
    assert isinstance(consent, ConsentPhase)
    bench.settle()
    text, steps = consent.form.reading.text, opened.stepper
    assert text.visibleRegion().boundingRect().height() >= 4 * text.fontMetrics().lineSpacing()
    text.setFocus()
    bench.settle()
    seen = text.visibleRegion().boundingRect().height()
    assert seen >= 8 * text.fontMetrics().lineSpacing(), "at once, by whoever reads it out"
    consent.remind()
    bench.settle()
    assert text.height() >= 8 * text.fontMetrics().lineSpacing()
    assert steps.height() >= steps.sizeHint().height()
    button = consent.form.reading.confirm_button
    assert button.height() >= button.sizeHint().height()


@pytest.mark.parametrize("language", EACH_LANGUAGE)
@pytest.mark.rare
def test_every_room_fits_a_1080p_screen_at_200_percent(bench: Bench, language: str) -> None:
    set_language(language)
    bench.shell.resize(*DOUBLED)
    for room in rooms():
        bench.shell.navigate(room.key)
        bench.settle()
        needed = bench.shell.minimumSizeHint()
        fits = (needed.width() <= DOUBLED[0], needed.height() <= DOUBLED[1])
        assert fits == (True, True), room.key
    assert bench.shell.rail.line("people").toolTip()
    bench.shell.resize(*LAPTOP)
    QApplication.processEvents()
    assert not bench.shell.rail.line("people").toolTip()


def test_an_overlong_code_and_name_leave_the_page_its_width(bench: Bench) -> None:
    """Three hundred letters in a code or a name, as a slip of the paste makes them."""

    def overlong(vault: Vault) -> tuple[str, str]:
        person = vault.people.new("P-1", (NameForm("Щ" * 300),))
        return vault.interviews.new("W" * 300, person.id, "be").id, person.id

    record, person = bench.ask(overlong)
    opened = bench.open(record)
    assert bench.shell.minimumSizeHint().width() <= LAPTOP[0]
    assert opened.draft.opened.interview.code == "W" * 300
    bench.shell.navigate("people", person=person)
    bench.settle()
    profile = bench.shell.page("people").findChild(Profile)
    assert isinstance(profile, Profile)
    content = profile.scrolled.widget()
    assert content is not None
    assert content.width() <= profile.scrolled.viewport().width()


def test_a_heading_gives_way_and_says_the_whole_where_it_is_asked(bench: Bench) -> None:
    code = "W" * 40
    record = bench.ask(lambda vault: open_interview(vault, code).id)
    opened = bench.open(record)
    heading = next(w for w in opened.findChildren(ElidedLabel) if w.accessibleName() == code)
    bench.shell.resize(*SMALL)
    bench.settle()
    cut = heading.text()
    assert cut.endswith("…")
    assert code.startswith(cut[:-1])
    assert code in heading.toolTip()
    bench.shell.resize(2560, 768)
    bench.settle()
    assert heading.text() == code
    assert heading.toolTip() == ""


def test_a_heading_with_room_stands_whole(bench: Bench) -> None:
    def telling(vault: Vault) -> str:
        person = vault.people.new("P-1", (NameForm("Ім & Прозвішча"),))
        return vault.interviews.new("S-02", person.id, "be").id

    opened = bench.open(bench.ask(telling))
    heading, way = opened.findChild(ElidedLabel), opened.findChild(ElidedButton)
    assert heading is not None
    assert way is not None
    assert heading.text() == "S-02"
    assert way.text() == "Ім && Прозвішча"
    assert way.accessibleName() == "Ім & Прозвішча"
