"""The widgets say what they mean: to eyes, to keys, to a screen reader."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.errors import Cancelled, DiskFull, PackageRefused
from desktop.progress import UNSTOPPABLE
from ui.messages import say_error
from ui.scale import TARGET, with_text
from ui.widgets.banner import Banner
from ui.widgets.buttons import danger_button, icon_button, primary_button, quiet_button
from ui.widgets.choices.chips import Chip, ChipRow, Tag
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.choices.stepper import Step, Stepper, StepState
from ui.widgets.dialogs.confirm import Question, ask
from ui.widgets.elided import ElidedLabel
from ui.widgets.empty_state import EmptyState
from ui.widgets.field import Field
from ui.widgets.held_text import HeldText
from ui.widgets.layouts import column, holding
from ui.widgets.progress_panel import ProgressPanel, time_left
from ui.widgets.sheet import ScrolledPage
from ui.widgets.tone import Tone

ANSWERS = [("yes", "Yes"), ("no", "No"), ("ask", "Ask again")]


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def test_everything_that_is_pressed_is_large_enough(qtbot: QtBot) -> None:
    holder = [
        primary_button("Seal", lambda: None),
        quiet_button("Print", lambda: None, "print"),
        danger_button("Withdraw", lambda: None),
        icon_button("lock", "Lock", lambda: None),
        ChipRow("Filter", [Chip("all", "All", 3)]),
        SegmentedChoice("Keep", ANSWERS),
        Stepper("Phases", [Step("plan", "Plan")]),
    ]
    for widget in holder:
        shown(qtbot, widget)
        for button in [widget, *widget.findChildren(QAbstractButton)]:
            assert button.height() >= TARGET
            assert button.width() >= TARGET


def test_every_button_has_a_name_and_takes_the_focus(qtbot: QtBot) -> None:
    for widget in (
        icon_button("lock", "Lock", lambda: None),
        ChipRow("Filter", [Chip("all", "All", 3)]),
        SegmentedChoice("Keep", ANSWERS),
        Stepper("Phases", [Step("plan", "Plan", open_text="2 open")]),
    ):
        shown(qtbot, widget)
        buttons: list[QWidget] = [*widget.findChildren(QAbstractButton)] or [widget]
        assert all(button.accessibleName() for button in buttons)
        # Of several that exclude each other, Tab reaches the one that holds.
        assert any(button.focusPolicy() & Qt.FocusPolicy.TabFocus for button in buttons)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_press_the_button_that_has_the_focus(qtbot: QtBot, key: Qt.Key) -> None:
    pressed: list[bool] = []
    button = quiet_button("Print", lambda: pressed.append(True))
    shown(qtbot, button)
    qtbot.keyClick(button, key)
    assert pressed == [True]


def test_a_field_ties_label_hint_and_error_to_its_editor(qtbot: QtBot) -> None:
    editor = QLineEdit()
    field = Field("Name", editor, "As you sign")
    shown(qtbot, field)
    assert editor.accessibleName() == "Name"
    assert editor.accessibleDescription() == "As you sign"
    field.set_error("Enter your name.")
    assert editor.accessibleDescription() == "Enter your name. As you sign"
    assert editor.property("wrong") == "true"
    field.set_error("")
    assert editor.accessibleDescription() == "As you sign"


def test_the_arrow_keys_change_a_segmented_choice(qtbot: QtBot) -> None:
    choice = SegmentedChoice("Keep", ANSWERS, "no")
    shown(qtbot, choice)
    chosen: list[str] = []
    choice.changed.connect(chosen.append)
    qtbot.mouseClick(choice.button("yes"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(choice.button("yes"), Qt.Key.Key_Right)
    assert chosen == ["yes", "no"]
    assert choice.value == "no"


def test_setting_a_segmented_choice_from_the_program_says_nothing(qtbot: QtBot) -> None:
    choice = SegmentedChoice("Keep", ANSWERS)
    chosen: list[str] = []
    choice.changed.connect(chosen.append)
    choice.set_value("ask")
    assert (choice.value, chosen) == ("ask", [])


@pytest.mark.parametrize("value", ["yes", "nobody asked"])
def test_left_and_right_lead_from_line_to_line(qtbot: QtBot, value: str) -> None:
    choice = SegmentedChoice("Keep", ANSWERS, value, wraps=True)
    buttons = [choice.button(key) for key, _label in ANSWERS]
    choice.setFixedWidth(sum(button.sizeHint().width() for button in buttons[:2]) + 20)
    shown(qtbot, choice)
    buttons[0].setFocus()
    assert buttons[2].y() > buttons[1].y()
    for key, steps in ((Qt.Key.Key_Right, buttons[1:]), (Qt.Key.Key_Left, buttons[1::-1])):
        for expected in steps:
            qtbot.keyClick(choice.window().focusWidget(), key)
            assert expected.hasFocus()
            assert expected.isChecked() == (value == "yes")


def test_chips_renew_their_count_and_keep_what_holds(qtbot: QtBot) -> None:
    row = ChipRow("Filter", [Chip("all", "All", 3), Chip("sealed", "Sealed", 1)])
    shown(qtbot, row)
    row.set_value("sealed")
    row.put(Chip("sealed", "Sealed", 2))
    assert row.value == "sealed"
    assert [b.text() for b in row.findChildren(QAbstractButton)] == ["All  3", "Sealed  2"]


def test_a_step_beside_icons_says_all_that_is_open_in_it(qtbot: QtBot) -> None:
    steps = [Step(f"{n}", f"Phase {n}", open_text="nothing here yet") for n in range(7)]
    stepper = Stepper("Phases", steps)
    stepper.set_value("3")
    stepper.setFixedWidth(stepper.minimumSizeHint().width() + 60)
    shown(qtbot, stepper)
    [said] = [label for label in stepper.findChildren(ElidedLabel) if label.isVisible()]
    assert said.text() == "nothing here yet"


def test_titles_stay_where_only_what_is_open_has_no_room(qtbot: QtBot) -> None:
    """A longer badge beside them turned all into bare icons, though there was room for titles."""
    steps = [Step(f"{n}", f"Phase {n}", open_text="nothing here yet") for n in range(7)]
    stepper = Stepper("Phases", steps)
    stepper.set_value("3")
    stepper.setFixedWidth(stepper.sizeHint().width() - 1)
    shown(qtbot, stepper)
    seen = [label.text() for label in stepper.findChildren(QLabel) if label.isVisible()]
    assert [text for text in seen if text.startswith("Phase")] == [f"Phase {n}" for n in range(7)]
    assert [text for text in seen if text.startswith("nothing")] == ["nothing here yet"]
    before = [each.geometry() for each in stepper.findChildren(QAbstractButton)]
    stepper.set_steps([replace(each, open_text="") for each in steps])
    assert [each.geometry() for each in stepper.findChildren(QAbstractButton)] == before


def test_a_stepper_tells_what_is_open(qtbot: QtBot) -> None:
    stepper = Stepper("Phases", [Step("plan", "Plan"), Step("safety", "Safety")])
    shown(qtbot, stepper)
    stepper.set_steps(
        [Step("plan", "Plan", StepState.DONE), Step("safety", "Safety", open_text="2 open")]
    )
    chosen: list[str] = []
    stepper.chosen.connect(chosen.append)
    plan, safety = stepper.findChildren(QAbstractButton)
    assert safety.accessibleDescription() == "2 open"
    qtbot.mouseClick(safety, Qt.MouseButton.LeftButton)
    assert (stepper.value, chosen) == ("safety", ["safety"])
    assert plan.accessibleDescription() == "done"


@pytest.mark.parametrize("tone", list(Tone))
def test_a_tone_has_words_and_a_picture_not_colour_alone(qtbot: QtBot, tone: Tone) -> None:
    tag = Tag("Consent recorded", tone)
    shown(qtbot, tag)
    assert tag.text == tag.accessibleName() == "Consent recorded"
    assert tone.icon in {"info", "safe", "attention", "danger"}


def test_a_banner_says_an_error_and_what_to_do(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    say_error(banner, PackageRefused("a link in the archive"))
    assert banner.property("tone") == "danger"
    assert banner.title == "The package was refused"
    assert "a link in the archive" in banner.text
    say_error(banner, Cancelled("stopped"))
    assert banner.property("tone") == "info"
    banner.clear()
    assert not banner.isVisible()
    assert banner.title == ""


def test_a_banner_never_reads_markup(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.say(Tone.INFO, "<b>bold</b>", "<img src='file:///etc/hostname'>")
    assert banner.title == "<b>bold</b>"
    said = [label for label in banner.findChildren(QLabel) if label.text()]
    assert {label.textFormat() for label in said} == {Qt.TextFormat.PlainText}


def test_a_banners_offer_goes_with_the_next_sentence(qtbot: QtBot) -> None:
    banner = Banner()
    shown(qtbot, banner)
    pressed: list[bool] = []
    banner.say(Tone.ATTENTION, "Not saved")
    qtbot.mouseClick(banner.offer("Try again", lambda: pressed.append(True)), _LEFT)
    assert pressed == [True]
    banner.say(Tone.SAFE, "Saved")
    qtbot.waitUntil(lambda: not banner.findChildren(QAbstractButton))


def test_the_way_back_has_the_focus_in_a_question(qtbot: QtBot) -> None:
    parent = QWidget()
    shown(qtbot, parent)
    done: list[bool] = []
    question = Question("Withdraw?", "Consent of W-001.", "It can be given again.", "Withdraw")
    dialog = ask(parent, question, lambda: done.append(True))
    qtbot.waitExposed(dialog)
    assert dialog.focusWidget() is dialog.back_button
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert done == []


def test_a_question_confirmed_acts_once(qtbot: QtBot) -> None:
    parent = QWidget()
    shown(qtbot, parent)
    done: list[bool] = []
    dialog = ask(parent, Question("Q", "what", "no", "Delete"), lambda: done.append(True))
    qtbot.mouseClick(dialog.action_button, _LEFT)
    assert done == [True]


def test_progress_says_what_and_how_much_and_can_be_stopped(qtbot: QtBot) -> None:
    stopped: list[bool] = []
    panel = ProgressPanel(lambda: stopped.append(True))
    shown(qtbot, panel)
    panel.begin("Adding photos")
    panel.report(50, 200, "Adding photos")
    assert "25 %" in words_of(panel)
    (cancel,) = panel.findChildren(QAbstractButton)
    qtbot.mouseClick(cancel, _LEFT)
    assert stopped == [True]
    assert not cancel.isEnabled()
    panel.report(60, 200, "Adding photos")
    assert "Stopping…" in words_of(panel)


def test_what_can_no_longer_be_cancelled_offers_no_cancel(qtbot: QtBot) -> None:
    panel = ProgressPanel(lambda: pytest.fail("it was asked to stop"))
    shown(qtbot, panel)
    panel.begin("Writing")
    panel.report(90, 100, "Writing")
    panel.report(0, UNSTOPPABLE, "Recording")
    assert "Recording" in words_of(panel)
    assert "Stopping…" not in words_of(panel)
    assert not panel.cancel_button.isEnabled()
    panel.begin("The next one")
    assert panel.cancel_button.isEnabled()


def test_time_left_is_never_more_exact_than_can_be_known() -> None:
    assert time_left(3) == "a few seconds left"
    assert time_left(47) == "about 50 seconds left"
    assert time_left(100) == "about 2 minutes left"
    assert time_left(3 * 3600) == "about 180 minutes left"


def test_an_empty_state_says_what_to_do_first(qtbot: QtBot) -> None:
    state = EmptyState("people", "Nobody here", "Add somebody.", quiet_button("Add", lambda: None))
    shown(qtbot, state)
    assert {"Nobody here", "Add somebody."} <= set(words_of(state))


def test_no_sentence_of_an_empty_state_is_cut_where_it_is_narrow(qtbot: QtBot) -> None:
    state = EmptyState("file", "This is not a picture of a kind that can be shown. " * 2, "It is.")
    qtbot.addWidget(state)
    state.resize(state.minimumSizeHint().width(), 400)
    state.show()
    for label in state.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width())
    assert state.minimumSizeHint().width() < with_text(420)


def test_what_a_short_page_has_no_room_for_is_scrolled_to(qtbot: QtBot) -> None:
    banner, beside = Banner(), QWidget()
    beside.setMinimumHeight(100)
    page = holding(column(banner, beside))
    qtbot.addWidget(page)
    page.resize(400, 240)
    page.show()
    banner.say(Tone.ATTENTION, "Deleted.", "\n".join(f"A file that stays: {n}" for n in range(20)))
    [held] = banner.findChildren(HeldText)
    bar = held.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert held.focusPolicy() & Qt.FocusPolicy.TabFocus, "the keys reach it"
    bar.setValue(bar.maximum())
    [label] = [each for each in held.findChildren(QLabel) if each.text() == banner.text]
    assert label.height() >= label.heightForWidth(label.width())
    banner.say(Tone.INFO, "Deleted.", "It is gone.")
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    assert held.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_disk_full_is_told_as_that(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    say_error(banner, DiskFull("no space left on device"))
    assert banner.title == "There is no room left"


def words_of(widget: QWidget) -> list[str]:
    """Every label below a widget."""
    return [label.text() for label in widget.findChildren(QLabel)]


_LEFT = Qt.MouseButton.LeftButton


def test_what_is_said_below_the_edge_of_a_page_comes_into_view(qtbot: QtBot) -> None:
    banner = Banner()
    tall = QWidget()
    tall.setFixedHeight(2000)
    page = ScrolledPage(holding(column(tall, banner)))
    qtbot.addWidget(page)
    page.resize(600, 400)
    page.show()
    banner.say(Tone.SAFE, "No problems found.")
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() > 0)
    below = banner.mapTo(page.viewport(), banner.rect().bottomLeft()).y()
    assert below <= page.viewport().height()
