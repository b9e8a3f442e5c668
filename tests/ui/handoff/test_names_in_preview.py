"""A package by code: its names are decided from the preview, and until then nothing is written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop.handoff.sending.selection import Wish, offer_package, plan_of, plan_package
from desktop.handoff.sending.write import write_package
from desktop.model.consent import Answer, ConsentAnswer, Identification, Purpose, RecipientKind
from desktop.model.ids import new_id
from desktop.model.interview import Utterance
from desktop.vault import Vault
from tests.support import open_interview
from tests.ui.handoff.test_write_flow import begin, preview, previewed, step, tick
from tests.ui.room_bench import Bench
from ui.handoff.names.page import NamesPage
from ui.handoff.preview_step import PreviewStep
from ui.handoff.target_step import TargetStep
from ui.handoff.write_flow import WriteFlow

LEFT = Qt.MouseButton.LeftButton
TOLD = "Тады забралі мяне і маю суседку Яну Прыкладную."


def tell(vault: Vault, code: str, text: str, named: Identification) -> None:
    record = open_interview(vault, code).id
    kept = vault.consents.for_interview(record)
    assert kept is not None
    mechanism = ConsentAnswer(Purpose.UN_MECHANISM, RecipientKind.UN_MECHANISM, Answer.YES, named)
    vault.consents.save(replace(kept, answers=(*kept.answers, mechanism)), "asked")
    vault.interviews.save_utterances(record, [Utterance(new_id(), text=text)])


@pytest.fixture
def flow(bench: Bench, office: Vault) -> WriteFlow:
    def prepare(own: Vault) -> None:
        own.cards.trust(office.identity.fingerprint, RecipientKind.UN_MECHANISM)
        tell(own, "W-011", TOLD, Identification.CODE)
        tell(own, "W-012", TOLD, Identification.FULL_NAME)

    bench.ask(prepare)
    return begin(bench)


def named(bench: Bench, page: PreviewStep) -> PreviewStep:
    bench.qtbot.waitUntil(lambda: bool(page.names.spots))
    return page


def test_what_goes_by_code_waits_for_its_names_and_then_may_be_written(
    bench: Bench, flow: WriteFlow
) -> None:
    page = named(bench, preview(bench, flow))
    assert page.names.isVisible()
    assert {each.code for each in page.names.chosen} == {"W-011"}
    rows = [str(page.going_model.data(page.going_model.index(at))) for at in range(3)]
    assert [row.split(" · ")[0] for row in rows if "Pseudonymised" in row] == ["W-011"]
    assert not page.write_button.isEnabled()
    QTest.mouseClick(page.names.button, LEFT)
    check = step(flow, NamesPage)
    assert [each.spot.words for each in check.worklist.spots] == ["Яну Прыкладную"]
    QTest.keyClicks(check.sheet.replace_button, "1")
    QTest.keyClick(check.done_button, Qt.Key.Key_Return)
    bench.qtbot.waitUntil(lambda: isinstance(flow.steps.currentWidget(), PreviewStep))
    again = named(bench, previewed(bench, flow))
    assert again.names.open_count == 0
    assert again.write_button.isEnabled()
    bench.qtbot.waitUntil(again.write_button.hasFocus)


def test_what_is_left_out_is_not_asked_about(bench: Bench, flow: WriteFlow) -> None:
    page = named(bench, preview(bench, flow))
    codes = [each.code for each in page.selection.offer.may_go]
    tick(page, codes.index("W-011"), Qt.CheckState.Unchecked)
    assert not page.names.isVisible()
    assert page.write_button.isEnabled()
    tick(page, codes.index("W-011"), Qt.CheckState.Checked)
    assert not page.write_button.isEnabled()


def test_who_goes_back_undecided_finds_all_of_it_as_it_was(bench: Bench, flow: WriteFlow) -> None:
    page = named(bench, preview(bench, flow))
    QTest.mouseClick(page.names.button, LEFT)
    QTest.keyClick(step(flow, NamesPage), Qt.Key.Key_Escape)
    bench.qtbot.waitUntil(lambda: isinstance(flow.steps.currentWidget(), PreviewStep))
    again = named(bench, previewed(bench, flow))
    assert again.names.open_count == 1
    assert not again.write_button.isEnabled()


def test_a_name_that_came_meanwhile_stops_the_writing_and_leads_to_itself(
    bench: Bench, flow: WriteFlow, stick: Path
) -> None:
    QTest.mouseClick(named(bench, preview(bench, flow)).names.button, LEFT)
    check = step(flow, NamesPage)
    QTest.keyClicks(check.sheet.replace_button, "1")
    QTest.keyClick(check.done_button, Qt.Key.Key_Return)
    bench.qtbot.waitUntil(lambda: isinstance(flow.steps.currentWidget(), PreviewStep))
    page = named(bench, previewed(bench, flow))
    bench.qtbot.waitUntil(page.write_button.isEnabled)
    QTest.mouseClick(page.write_button, LEFT)
    target = step(flow, TargetStep)
    bench.ask(tell_more)
    target.chosen.emit(stick)
    bench.qtbot.waitUntil(flow.banner.isVisible)
    assert list(stick.iterdir()) == []
    [button] = [b for b in flow.banner.findChildren(QPushButton) if "names" in b.text()]
    QTest.mouseClick(button, LEFT)
    bench.qtbot.waitUntil(lambda: isinstance(flow.steps.currentWidget(), NamesPage))
    waiting = [each.spot.words for each in step(flow, NamesPage).worklist.spots if each.is_open]
    assert waiting == ["Пятра Новага"]


def test_what_the_recipient_has_as_it_was_told_is_said(
    bench: Bench, office: Vault, stick: Path
) -> None:
    def prepare(own: Vault) -> None:
        own.cards.trust(office.identity.fingerprint, RecipientKind.UN_MECHANISM)
        tell(own, "W-011", TOLD, Identification.CODE)
        tell(own, "W-012", TOLD, Identification.FULL_NAME)
        tell(own, "W-013", TOLD, Identification.FULL_NAME)
        told = plan_package(own, office.identity.fingerprint, Purpose.UN_MECHANISM)
        ids = {own.interviews.get(each.interview_id).code for each in told.going}
        assert {"W-012", "W-013"} <= ids
        [by_code] = own.interviews.with_code("W-011")
        wish = Wish(office.identity.fingerprint, Purpose.UN_MECHANISM)
        offer = offer_package(own, wish)
        write_package(own, plan_of(offer.without({by_code})), stick)
        [narrowed] = own.interviews.with_code("W-012")
        consent = own.consents.for_interview(narrowed)
        assert consent is not None
        answers = [
            replace(each, identification=Identification.CODE) if each.answer is Answer.YES else each
            for each in consent.answers
        ]
        own.consents.save(replace(consent, answers=tuple(answers)), "asked")

    bench.ask(prepare)
    flow = begin(bench)
    page = named(bench, preview(bench, flow))
    assert page.held.isVisible()
    assert "W-012" in page.held.text()
    assert not {"W-011", "W-013"} & set(page.held.text().replace(".", "").split())


def tell_more(own: Vault) -> None:
    [record] = own.interviews.with_code("W-011")
    told = own.interviews.utterances(record)
    more = Utterance(new_id(), text="Пасля забралі Пятра Новага.")
    own.interviews.save_utterances(record, [*told, more])
