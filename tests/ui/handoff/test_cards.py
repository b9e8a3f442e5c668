"""Whom this vault trusts: taken in, compared, trusted, revoked, or refused."""

from __future__ import annotations

from pathlib import Path
from typing import TypeGuard

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.crypto.sshkey import digits
from desktop.handoff.identity.cards import load_card, save_card
from desktop.model.consent import RecipientKind
from desktop.model.identity import KnownCard, Role
from desktop.vault import Vault
from tests.support import make_vault
from tests.ui.room_bench import Bench, dialog
from ui.handoff.card_sheet import CardSheet
from ui.handoff.cards_page import CardsPage
from ui.handoff.change_kind import ChangeKindDialog
from ui.handoff.compare import CompareSheet
from ui.handoff.page import HandoffPage
from ui.widgets.buttons import Button
from ui.widgets.dialogs.confirm import ConfirmDialog
from ui.widgets.lists.list_pane import row_height
from ui.widgets.own_card import OwnCardSheet
from ui.widgets.sheet import ScrolledPage
from ui.widgets.tone import Tone

LEFT = Qt.MouseButton.LeftButton


def cards_page(bench: Bench) -> CardsPage:
    bench.shell.navigate("handoff")
    page = bench.shell.page("handoff")
    assert isinstance(page, HandoffPage)
    QTest.mouseClick(page.landing.cards_button, LEFT)
    bench.settle()
    shown = page.current
    assert isinstance(shown, CardsPage)
    return shown


def card_of_somebody(folder: Path) -> tuple[Path, str]:
    """A card file, and the fingerprint of whoever made it."""
    path = folder / "somebody.skrynia-card"
    with make_vault(folder, "somebody", Role.ORGANISATION) as vault:
        save_card(vault, path)
        return path, vault.identity.fingerprint


def compared(bench: Bench, page: CardsPage, path: Path) -> CompareSheet:
    page.add(path)
    bench.settle()
    sheet = page.steps.currentWidget()
    assert isinstance(sheet, CompareSheet)
    return sheet


def stored(bench: Bench) -> list[KnownCard]:
    return bench.ask(lambda vault: vault.cards.all())


def test_a_card_is_trusted_only_after_its_digits_were_compared(
    bench: Bench, tmp_path: Path
) -> None:
    path, fingerprint = card_of_somebody(tmp_path)
    page = cards_page(bench)
    sheet = compared(bench, page, path)
    assert sheet.digits.text().split() == digits(fingerprint).split()
    assert not stored(bench)[0].usable
    sheet.kind.setCurrentIndex(sheet.kind.findData(RecipientKind.UN_MECHANISM))
    QTest.mouseClick(sheet.same_button, LEFT)
    bench.settle()
    [known] = stored(bench)
    assert known.usable
    assert known.recipient_kind is RecipientKind.UN_MECHANISM


def test_digits_that_differ_leave_it_untrusted(bench: Bench, tmp_path: Path) -> None:
    page = cards_page(bench)
    sheet = compared(bench, page, card_of_somebody(tmp_path)[0])
    QTest.mouseClick(sheet.differ_button, LEFT)
    bench.settle()
    assert not stored(bench)[0].usable


def test_an_altered_card_is_refused_in_place(bench: Bench, tmp_path: Path) -> None:
    path, _fingerprint = card_of_somebody(tmp_path)
    path.write_bytes(path.read_bytes().replace(b'"signature":"', b'"signature":"A'))
    page = cards_page(bench)
    page.add(path)
    bench.settle()
    assert page.banner.tone is Tone.DANGER
    assert stored(bench) == []


def test_nobody_is_ones_own_organisation_unless_it_is_said(bench: Bench, tmp_path: Path) -> None:
    page = cards_page(bench)
    sheet = compared(bench, page, card_of_somebody(tmp_path)[0])
    assert sheet.kind.currentData() is None
    QTest.mouseClick(sheet.same_button, LEFT)
    bench.settle()
    assert sheet.kind_field.error
    assert sheet.kind.hasFocus()
    assert not stored(bench)[0].usable
    sheet.kind.setCurrentIndex(0)
    assert not sheet.kind_field.error


def test_the_type_of_a_trusted_card_can_be_changed(bench: Bench, tmp_path: Path) -> None:
    """It opened with a row marked, and a researcher was trusted as a partner for good."""
    path, fingerprint = card_of_somebody(tmp_path)
    page = cards_page(bench)
    page.add(path)
    bench.settle()
    bench.ask(lambda vault: vault.cards.trust(fingerprint, RecipientKind.PARTNER_ORGANISATION))
    page = cards_page(bench)
    page.list.setCurrentIndex(page.model.index(1))
    QTest.mouseClick(page.kind_button, LEFT)
    form = dialog(ChangeKindDialog)
    assert form.kind.currentIndex() == -1
    assert not form.change_button.isEnabled()
    form.kind.setCurrentIndex(form.kind.findData("partner-organisation"))
    assert not form.change_button.isEnabled(), "that is what it is"
    form.kind.setCurrentIndex(form.kind.findData("organisation"))
    QTest.mouseClick(form.change_button, LEFT)
    bench.settle()
    [known] = stored(bench)
    assert known.recipient_kind is RecipientKind.ORGANISATION


def test_trust_is_taken_back_after_one_question(bench: Bench, tmp_path: Path) -> None:
    page = cards_page(bench)
    sheet = compared(bench, page, card_of_somebody(tmp_path)[0])
    sheet.kind.setCurrentIndex(0)
    QTest.mouseClick(sheet.same_button, LEFT)
    bench.settle()
    page.list.setCurrentIndex(page.model.index(1))
    QTest.mouseClick(page.revoke_button, LEFT)
    QTest.mouseClick(dialog(ConfirmDialog).action_button, LEFT)
    bench.settle()
    assert not stored(bench)[0].usable


@pytest.mark.parametrize("cards", [1, pytest.param(9, marks=pytest.mark.rare)])
def test_a_small_window_shows_every_button_without_scrolling(
    bench: Bench, tmp_path: Path, cards: int
) -> None:
    def take_in(vault: Vault) -> None:
        for number in range(cards):
            with make_vault(tmp_path, f"colleague {number}", Role.RESEARCHER) as other:
                card = other.identity.card()
            vault.cards.add(card.document, card.signature)

    bench.ask(take_in)
    bench.shell.resize(1024, 640)
    page = cards_page(bench)
    QApplication.processEvents()
    scrolled = page.findChild(ScrolledPage)
    assert isinstance(scrolled, ScrolledPage)
    assert scrolled.verticalScrollBar().maximum() == 0
    shown = page.list.viewport().height() // row_height()
    assert shown >= 2


def test_a_card_opens_into_its_detail_and_ones_own_is_saved_from_there(
    bench: Bench, tmp_path: Path
) -> None:
    path, fingerprint = card_of_somebody(tmp_path)
    page = cards_page(bench)
    compared(bench, page, path).differ_button.click()
    bench.settle()
    page.list.setFocus()
    page.list.setCurrentIndex(page.model.index(1))
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    sheet = page.steps.currentWidget()
    assert isinstance(sheet, CardSheet)
    assert sheet.digits.text().split() == digits(fingerprint).split()
    told = [each.text() for each in sheet.findChildren(Button)]
    assert told == ["Back", "Compare and trust…"], "one can only stop trusting what is trusted"
    alone = {each.text() for each in QApplication.allWidgets() if is_lonely(each)}
    assert not alone & {"Stop trusting…", "Change type…"}, "not placed, it outlives the lock"
    sheet.findChildren(Button)[1].click()
    compare = page.steps.currentWidget()
    assert isinstance(compare, CompareSheet)
    compare.differ_button.click()
    bench.settle()
    assert page.list.chosen_key == fingerprint, "what was open is marked"
    page.list.setCurrentIndex(page.model.index(0))
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    own = page.steps.currentWidget()
    assert isinstance(own, OwnCardSheet)
    saved = tmp_path / "own.skrynia-card"
    own.save(saved)
    bench.settle()
    assert own.banner.tone is Tone.SAFE
    ours = bench.ask(lambda vault: vault.identity.fingerprint)
    assert load_card(saved).fingerprint == ours
    assert own.digits.text().split() == digits(ours).split()


def is_lonely(widget: QWidget) -> TypeGuard[Button]:
    return isinstance(widget, Button) and widget.parent() is None
