"""Writing a package by hand: what goes, what stays, and what a refusing stick says."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from desktop.handoff.receipt import write_receipt
from desktop.handoff.receiving.receive import receive_package
from desktop.handoff.sending.all_looked import AllLooked
from desktop.handoff.sending.looked import Looked, packed_versions
from desktop.handoff.sending.offer import Offer
from desktop.handoff.sending.packed import pack
from desktop.model.consent import Identification, Purpose, RecipientKind, Refusal
from desktop.model.consent.purpose import HERE_ONLY
from desktop.model.consent.showing import Family, Places
from desktop.model.ids import new_id
from desktop.model.place import PLACE_KIND, PlaceName
from desktop.vault import Vault
from desktop.vocabulary import vocabulary
from tests.support import open_interview
from tests.ui.room_bench import Bench
from ui.handoff.page import HandoffPage
from ui.handoff.preview_step import PreviewStep
from ui.handoff.recipient_step import RecipientStep, purposes_for
from ui.handoff.target_step import TargetStep
from ui.handoff.write_flow import WriteFlow
from ui.handoff.written_step import WrittenStep
from ui.widgets.tone import Tone

LEFT = Qt.MouseButton.LeftButton
W = TypeVar("W", bound=QWidget)


def begin(bench: Bench) -> WriteFlow:
    bench.shell.navigate("handoff")
    page = bench.shell.page("handoff")
    assert isinstance(page, HandoffPage)
    QTest.mouseClick(page.landing.write_button, LEFT)
    flow = page.current
    assert isinstance(flow, WriteFlow)
    bench.settle()
    return flow


def step(flow: WriteFlow, kind: type[W]) -> W:
    found = flow.steps.currentWidget()
    assert isinstance(found, kind)
    return found


def preview(bench: Bench, flow: WriteFlow) -> PreviewStep:
    QTest.mouseClick(step(flow, RecipientStep).next_button, LEFT)
    return previewed(bench, flow)


def previewed(bench: Bench, flow: WriteFlow) -> PreviewStep:
    """The preview, once the vault has looked at everything: it answers others meanwhile."""
    bench.qtbot.waitUntil(lambda: not flow.busy, timeout=20_000)
    return step(flow, PreviewStep)


def tick(page: PreviewStep, at: int, state: Qt.CheckState) -> None:
    model = page.going_model
    assert model.setData(model.index(at), state, Qt.ItemDataRole.CheckStateRole)


def write_to(bench: Bench, flow: WriteFlow, folder: Path) -> None:
    QTest.mouseClick(step(flow, PreviewStep).write_button, LEFT)
    step(flow, TargetStep).chosen.emit(folder)
    bench.qtbot.waitUntil(lambda: not flow.busy, timeout=20_000)


def test_without_a_trusted_card_it_says_what_to_do_first(bench: Bench) -> None:
    flow = begin(bench)
    first = step(flow, RecipientStep)
    assert not first.next_button.isVisible()
    asked: list[bool] = []
    flow.cards_asked.connect(lambda: asked.append(True))
    first.cards_asked.emit()
    assert asked == [True]


def test_what_goes_and_what_stays_is_shown_with_the_reason(bench: Bench, office: Vault) -> None:
    page = preview(bench, begin(bench))
    assert page.going_model.rowCount() == 1
    assert page.going_model.index(0).data().startswith("W-001")
    model = page.staying.model()
    reasons = [
        page.staying.model().index(n, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        for n in range(model.rowCount())
    ]
    refused = vocabulary("refusal").label(Refusal.NO_CONSENT_RECORDED.value)
    assert any("W-002" in reason and refused in reason for reason in reasons)


def test_places_are_ticked_and_can_be_left_out(bench: Bench, office: Vault, stick: Path) -> None:
    name = PlaceName("Выдуманы ізалятар")
    bench.ask(lambda vault: vault.places.new([name]))
    flow = begin(bench)
    page = preview(bench, flow)
    [box] = page.along
    places = f"{vocabulary('record_kinds').label('place')}: 1"
    assert box.text().startswith(places)
    [names] = page.named
    assert names.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == name.text
    assert names.isVisible()
    assert any(places in label.text() for label in page.findChildren(QLabel))
    box.click()
    assert not names.isVisible(), "what does not go is not named"
    assert PLACE_KIND not in page.selection.counts.records
    assert not any(places in label.text() for label in page.findChildren(QLabel))
    page.all_button.click()
    assert not page.along[0].isChecked(), "a tick of its own"
    page.again.click()
    page = previewed(bench, flow)
    assert not page.along[0].isChecked()
    page.along[0].click()
    write_to(bench, flow, stick)
    [package] = stick.glob("*.age")
    receive_package(office, package)
    assert [each.names for each in office.places.summaries()] == [(name.text,)]


def test_the_package_is_received_and_the_receipt_settles_it(
    bench: Bench, office: Vault, stick: Path
) -> None:
    flow = begin(bench)
    preview(bench, flow)
    write_to(bench, flow, stick)
    assert step(flow, WrittenStep).done_button.isEnabled()
    [package] = stick.glob("*.age")
    received = receive_package(office, package)
    assert office.interviews.count() == 1
    receipt = write_receipt(office, received.receipt.package_id, stick).path
    page = bench.shell.page("handoff")
    assert isinstance(page, HandoffPage)
    page.import_receipt()
    path = page.current
    from ui.handoff.receipt_page import ReceiptPage

    assert isinstance(path, ReceiptPage)
    path.take(receipt)
    bench.qtbot.waitUntil(lambda: not path.busy, timeout=30_000)
    bench.settle()
    assert path.banner.tone is Tone.SAFE
    path.left.emit()
    bench.settle()
    row = page.landing.sent.model.row_at(0)
    assert row is not None
    assert (row.tag, row.tone) == ("Receipt received", Tone.SAFE)
    assert row.detail == "Keep the account · 1 interview · 0 files"


def test_what_an_interrupted_write_left_is_removed_and_said(
    bench: Bench, office: Vault, stick: Path
) -> None:
    left = stick / "skrynia-7KQ2-M9XD.age.partial"
    left.write_bytes(b"age-encryption.org/v1\n-> X25519 invented\n")
    flow = begin(bench)
    preview(bench, flow)
    write_to(bench, flow, stick)
    assert not left.exists()
    told = [label.text() for label in step(flow, WrittenStep).findChildren(QLabel)]
    assert any("1 unfinished file" in text for text in told)


def test_leaving_an_interview_out_leaves_nothing_to_write(bench: Bench, office: Vault) -> None:
    flow = begin(bench)
    page = preview(bench, flow)
    tick(page, 0, Qt.CheckState.Unchecked)
    bench.settle()
    now = step(flow, PreviewStep)
    assert not now.write_button.isEnabled()
    assert now.banner.tone is Tone.ATTENTION
    QTest.mouseClick(now.all_button, LEFT)
    bench.settle()
    assert step(flow, PreviewStep).write_button.isEnabled()


def test_an_interview_left_out_keeps_its_row_and_stays_out_when_more_is_taken(
    bench: Bench, office: Vault
) -> None:
    bench.ask(lambda vault: open_interview(vault, "W-003", Purpose.KEEP))
    flow = begin(bench)
    page = preview(bench, flow)
    all_of_it = page.selection.size
    tick(page, 0, Qt.CheckState.Unchecked)
    # At once: no job runs, nothing is asked of the vault.
    assert not flow.busy
    assert (page.selection.counts.interviews, page.going_model.rowCount()) == (1, 2)
    assert page.selection.size < all_of_it
    assert page.write_button.isEnabled()
    page.again.setChecked(True)
    again = previewed(bench, flow)
    assert again is not page
    state = Qt.ItemDataRole.CheckStateRole
    ticks = [again.going_model.index(n).data(state) for n in range(2)]
    assert ticks == [Qt.CheckState.Unchecked, Qt.CheckState.Checked]
    tick(again, 0, Qt.CheckState.Checked)
    assert again.selection.size == all_of_it


def test_what_stays_follows_the_ticks(bench: Bench, office: Vault) -> None:
    bench.ask(_let_it_go_by_code)
    flow = begin(bench)
    page = preview(bench, flow)
    before = page.staying.model().rowCount()
    assert before == page.selection.counts.staying == 2
    tick(page, 0, Qt.CheckState.Unchecked)
    bench.settle()
    assert page.staying.model().rowCount() == page.selection.counts.staying == before - 1


def _let_it_go_by_code(vault: Vault) -> None:
    """So that the record of who told it stays with the sender."""
    for each in vault.outlines.interview_ids():
        consent = vault.consents.for_interview(each)
        if consent is not None:
            code = (replace(a, identification=Identification.CODE) for a in consent.answers)
            vault.consents.save(replace(consent, answers=tuple(code)), "asked again")


@pytest.mark.rare
def test_the_preview_of_20000_interviews_and_a_tick_in_it_take_a_blink(
    bench: Bench, office: Vault
) -> None:
    [card] = bench.ask(lambda vault: vault.cards.all())
    looked = AllLooked(
        Looked(
            f"id-{n}",
            f"W-{n}",
            None,
            Identification.CODE,
            True,
            Places.AS_SAID,
            Family.AS_SAID,
            False,
            packed_versions([f"{n:064x}"]),
            pack((new_id(), f"{n:060x}{m:04x}", 1000) for m in range(5)),
            news=True,
        )
        for n in range(20_000)
    )
    offer = Offer(
        card, Purpose.KEEP, again=False, looked=looked, told=(), several={}, along=(), confirmed=()
    )
    offer.prepare()
    staying = offer.everything.staying()
    began = time.thread_time()
    page = PreviewStep(bench.worker, offer.everything, staying)
    page.resize(900, 700)
    page.show()
    page.grab()
    shown = time.thread_time()
    tick(page, 19_999, Qt.CheckState.Unchecked)
    page.grab()
    ticked = time.thread_time()
    page.deleteLater()
    assert page.selection.counts.files == 99_995
    assert shown - began < 0.25
    assert ticked - shown < 0.05


def test_a_folder_that_is_gone_is_said_in_place_and_a_second_try_succeeds(
    bench: Bench, office: Vault, stick: Path
) -> None:
    flow = begin(bench)
    preview(bench, flow)
    write_to(bench, flow, stick / "pulled")
    assert flow.banner.tone is Tone.DANGER
    assert step(flow, TargetStep).isEnabled()
    step(flow, TargetStep).chosen.emit(stick)
    bench.qtbot.waitUntil(lambda: not flow.busy, timeout=20_000)
    assert isinstance(flow.steps.currentWidget(), WrittenStep)


def test_consent_withdrawn_on_the_way_stops_it(bench: Bench, office: Vault, stick: Path) -> None:
    flow = begin(bench)
    preview(bench, flow)
    bench.ask(
        lambda vault: vault.consents.withdraw(
            next(s.id for s in vault.interviews.summaries() if s.code == "W-001"), "changed"
        )
    )
    write_to(bench, flow, stick)
    assert flow.banner.tone is Tone.DANGER
    assert list(stick.iterdir()) == []


def test_only_purposes_that_suit_the_recipient_are_offered() -> None:
    organisation = purposes_for(RecipientKind.ORGANISATION)
    assert Purpose.KEEP.value in organisation
    assert Purpose.ICC_PROSECUTOR.value not in organisation
    assert not HERE_ONLY & set(organisation)
    assert purposes_for(RecipientKind.ICC_PROSECUTOR) == [Purpose.ICC_PROSECUTOR.value]
