"""Receiving by hand: looked at first, refused with a reason, taken in once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop import canonical
from desktop.handoff.sending.selection import plan_package
from desktop.handoff.sending.write import write_package
from desktop.i18n import set_language
from desktop.model.consent import Purpose
from desktop.vault import Vault
from desktop.vocabulary import vocabulary
from tests.authors import arrive, authorship
from tests.support import asked, consent_to, open_interview
from tests.ui.room_bench import Bench
from tests.unit.vault.made import PERSON_DOCUMENT, send
from ui.handoff.page import HandoffPage
from ui.handoff.receive_page import ReceivePage
from ui.widgets.lists.rows import PAGE
from ui.widgets.tone import Tone

LEFT = Qt.MouseButton.LeftButton


def package_from(office: Vault, bench: Bench, stick: Path) -> Path:
    """A package the office wrote for the vault behind the window."""
    open_interview(office, "O-001", Purpose.KEEP)
    us = bench.ask(lambda vault: vault.identity.fingerprint)
    return write_package(office, plan_package(office, us, Purpose.KEEP), stick).path


def receiving(bench: Bench) -> ReceivePage:
    bench.shell.navigate("handoff")
    page = bench.shell.page("handoff")
    assert isinstance(page, HandoffPage)
    QTest.mouseClick(page.landing.receive_button, LEFT)
    path = page.current
    assert isinstance(path, ReceivePage)
    return path


def look(bench: Bench, page: ReceivePage, package: Path) -> None:
    page.look(package)
    bench.qtbot.waitUntil(lambda: not page.busy, timeout=20_000)


def codes(bench: Bench) -> list[str]:
    return bench.ask(lambda vault: sorted(s.code for s in vault.interviews.summaries()))


def test_looking_changes_nothing_and_taking_in_brings_it(
    bench: Bench, office: Vault, stick: Path
) -> None:
    package, page = package_from(office, bench, stick), receiving(bench)
    look(bench, page, package)
    assert codes(bench) == ["W-001", "W-002"]
    assert page.take_button is not None
    QTest.mouseClick(page.take_button, LEFT)
    bench.qtbot.waitUntil(lambda: not page.busy, timeout=20_000)
    assert codes(bench) == ["O-001", "W-001", "W-002"]
    page.write_receipt(stick)
    bench.qtbot.waitUntil(lambda: not page.busy, timeout=20_000)
    bench.settle()
    assert page.banner.tone is Tone.SAFE
    assert len(list(stick.glob("*-receipt.age"))) == 1


def test_a_damaged_package_is_refused_in_place_and_nothing_is_taken_in(
    bench: Bench, office: Vault, stick: Path
) -> None:
    package, page = package_from(office, bench, stick), receiving(bench)
    data = bytearray(package.read_bytes())
    data[-100] ^= 1
    package.write_bytes(data)
    look(bench, page, package)
    assert page.banner.tone is Tone.DANGER
    assert page.take_button is None
    assert codes(bench) == ["W-001", "W-002"]


def test_a_package_from_somebody_unknown_is_refused(
    bench: Bench, office: Vault, stick: Path
) -> None:
    package, page = package_from(office, bench, stick), receiving(bench)
    bench.ask(lambda vault: vault.cards.revoke(office.identity.fingerprint))
    look(bench, page, package)
    assert page.banner.tone is Tone.DANGER
    assert page.take_button is None


def test_something_that_is_no_package_is_said_to_be_none(bench: Bench, stick: Path) -> None:
    page = receiving(bench)
    other = stick / "holiday.age"
    other.write_bytes(b"a letter, not a package" * 50)
    look(bench, page, other)
    assert page.banner.tone is Tone.DANGER
    assert page.banner.title


def test_a_dropped_file_is_looked_at(bench: Bench, office: Vault, stick: Path) -> None:
    package, page = package_from(office, bench, stick), receiving(bench)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(package))])
    none = Qt.KeyboardModifier.NoModifier
    copy, here = Qt.DropAction.CopyAction, QPoint(20, 20)
    page.choose.dragEnterEvent(QDragEnterEvent(here, copy, data, LEFT, none))
    assert page.choose.mark.isVisible(), "that it takes the file is seen before it is let go"
    page.choose.dragLeaveEvent(QDragLeaveEvent())
    assert not page.choose.mark.isVisible()
    page.choose.dragEnterEvent(QDragEnterEvent(here, copy, data, LEFT, none))
    page.choose.dropEvent(QDropEvent(QPointF(here), copy, data, LEFT, none))
    assert not page.choose.mark.isVisible()
    bench.qtbot.waitUntil(lambda: page.take_button is not None, timeout=20_000)


def test_the_same_receipt_again_is_fine_and_another_file_of_its_name_is_not(
    bench: Bench, office: Vault, stick: Path
) -> None:
    package, page = package_from(office, bench, stick), receiving(bench)
    look(bench, page, package)
    page.take_in()
    bench.qtbot.waitUntil(lambda: not page.busy, timeout=20_000)
    page.write_receipt(stick)
    bench.qtbot.waitUntil(lambda: not page.busy, timeout=20_000)
    bench.settle()
    (receipt,) = stick.glob("*-receipt.age")
    data = receipt.read_bytes()
    page.write_receipt(stick)
    bench.qtbot.waitUntil(lambda: not page.busy, timeout=20_000)
    bench.settle()
    assert (page.banner.tone, "before" in page.banner.title) == (Tone.SAFE, True)
    assert page.receipt_button is not None
    assert page.receipt_button.hasFocus(), "after the receipt the focus stays with the work"
    assert receipt.read_bytes() == data
    receipt.write_bytes(b"somebody else's")
    page.write_receipt(stick)
    bench.qtbot.waitUntil(lambda: not page.busy, timeout=20_000)
    bench.settle()
    assert str(page.banner.tone) == str(Tone.DANGER)
    assert receipt.read_bytes() == b"somebody else's"
    assert page.receipt_button.isEnabled()


def said(page: ReceivePage) -> str:
    """Every word on the page."""
    return "\n".join(label.text() for label in page.steps.findChildren(QLabel))


def test_a_withdrawal_that_arrives_is_named_by_the_interview_s_code(
    bench: Bench, office: Vault, stick: Path
) -> None:
    package, page = package_from(office, bench, stick), receiving(bench)
    look(bench, page, package)
    page.take_in()
    bench.qtbot.waitUntil(lambda: not page.busy, timeout=20_000)
    (made,) = office.interviews.summaries()
    office.consents.withdraw(made.id, "no longer")
    us = bench.ask(lambda vault: vault.identity.fingerprint)
    plan = plan_package(office, us, Purpose.KEEP)
    look(bench, page, write_package(office, plan, stick).path)
    set_language("ru")
    try:
        page.take_in()
        bench.qtbot.waitUntil(lambda: not page.busy, timeout=20_000)
    finally:
        set_language("en")
    told = said(page)
    assert f"O-001: {vocabulary('line_reason').label('withdrawn', 'ru')}" in told
    assert made.id not in told
    assert "отсюда дальше оно не передавалось" in told.lower()


def test_a_withdrawal_is_counted_before_and_not_said_to_close_what_a_later_consent_opens(
    bench: Bench, office: Vault, stick: Path
) -> None:
    package, page = package_from(office, bench, stick), receiving(bench)
    look(bench, page, package)
    assert "Withdrawn consents\n0" in said(page)
    page.take_in()
    bench.qtbot.waitUntil(lambda: not page.busy, timeout=20_000)
    (made,) = office.interviews.summaries()
    office.consents.withdraw(made.id, "no longer")
    us = bench.ask(lambda vault: vault.identity.fingerprint)
    late = write_package(office, plan_package(office, us, Purpose.KEEP), stick).path
    withdrawn = office.consents.for_interview(made.id)
    office.consents.decide(asked(office, consent_to(made.id, Purpose.KEEP)), withdrawn)
    again = write_package(office, plan_package(office, us, Purpose.KEEP), stick).path
    for path, count in ((again, 1), (late, 0)):
        look(bench, page, path)
        assert f"Withdrawn consents\n{count}" in said(page)
        page.take_in()
        bench.qtbot.waitUntil(lambda: not page.busy, timeout=20_000)
        assert ("Whoever may decide has since made a new decision" in said(page)) is (path == again)
        assert "from now on it may not be used" not in said(page)


def test_taking_in_twice_says_so(bench: Bench, office: Vault, stick: Path) -> None:
    package, page = package_from(office, bench, stick), receiving(bench)
    for _again in range(2):
        look(bench, page, package)
        page.take_in()
        bench.qtbot.waitUntil(lambda: not page.busy, timeout=20_000)
    assert codes(bench) == ["O-001", "W-001", "W-002"]


def test_lists_of_packages_read_a_page_and_the_next_when_it_comes_into_sight(
    bench: Bench,
) -> None:
    made = bench.ask(lambda vault: open_interview(vault, "W-many").id)
    for _ in range(PAGE + 5):
        bench.ask(lambda vault: send(vault, made))
    bench.shell.navigate("handoff")
    bench.settle()
    page = bench.shell.page("handoff")
    assert isinstance(page, HandoffPage)
    model = page.landing.sent.model
    assert model.rowCount() == PAGE + 5
    assert model.row_at(PAGE - 1) is not None
    page.landing.sent.list.scrollToBottom()
    bench.settle()
    last = model.row_at(PAGE + 4)
    assert last is not None
    assert last.detail.startswith("Analyse")
    assert page.landing.received.model.rowCount() == 0


def test_what_needs_a_newer_program_is_counted_where_a_handoff_begins(bench: Bench) -> None:
    bench.shell.navigate("handoff")
    page = bench.shell.page("handoff")
    assert isinstance(page, HandoffPage)
    landing = page.landing
    bench.settle()
    assert not landing.kept.isVisibleTo(landing)
    newer = canonical.encode(replace(PERSON_DOCUMENT, needs=("masks",)))
    bench.ask(lambda vault: arrive(vault, newer))
    landing.read()
    bench.qtbot.waitUntil(lambda: landing.kept.isVisibleTo(landing), timeout=20_000)
    assert "1 record needs a newer Skrynia" in landing.kept.text()
    assert "card" not in landing.kept.text()


def test_what_waits_for_its_authors_card_is_counted_where_a_handoff_begins(bench: Bench) -> None:
    bench.shell.navigate("handoff")
    page = bench.shell.page("handoff")
    assert isinstance(page, HandoffPage)
    strange = canonical.encode(PERSON_DOCUMENT)

    def take_in(vault: Vault) -> None:
        vault.versions.take_in(vault.versions.read(strange), authorship(strange), "package")

    bench.ask(take_in)
    assert bench.ask(lambda vault: vault.versions.count_waiting()) == 1
    page.landing.read()
    bench.qtbot.waitUntil(lambda: page.landing.kept.isVisibleTo(page.landing), timeout=20_000)
    assert "1 record was created by somebody whose card is not trusted" in page.landing.kept.text()
    bench.ask(lambda vault: arrive(vault, strange))
    assert bench.ask(lambda vault: vault.versions.count_waiting()) == 0
