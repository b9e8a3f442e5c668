"""Settings of an organisation: shown before they count, then spoken in the consent form."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from desktop.handoff.identity.settings import sign_settings
from desktop.handoff.identity.settings_told import texts_told
from desktop.model.consent import RecipientKind
from desktop.model.identity import Role
from desktop.model.organisation import Organisation, OwnText
from desktop.model.phases import Phase
from desktop.vault import Vault
from tests.support import make_vault
from tests.ui.interviews.consent.test_consent import consent_page, new_interview
from tests.ui.room_bench import Bench, dialog
from tests.unit.handoff.test_organisation import OURS
from ui.interviews.consent.names import NamesDialog
from ui.interviews.safety import SafetyPhase
from ui.settings.look import LookDialog
from ui.settings.organisation import OrganisationSheet
from ui.settings.page import SettingsPage


def sheet(bench: Bench) -> OrganisationSheet:
    bench.shell.navigate("settings")
    bench.settle()
    page = bench.shell.findChild(SettingsPage)
    assert isinstance(page, SettingsPage)
    return page.organisation


def from_office(folder: Path, bench: Bench, kind: RecipientKind) -> Path:
    """A file that an office signed, whose card is trusted as this."""
    with ExitStack() as stack:
        office = stack.enter_context(make_vault(folder, "office", Role.ORGANISATION))
        card, file = office.identity.card(), folder / "o.skrynia-organisation"
        sign_settings(office, OURS, b"", file)
        fingerprint = office.identity.fingerprint

    def trust(vault: Vault) -> None:
        vault.cards.add(card.document, card.signature)
        vault.cards.trust(fingerprint, kind)

    bench.ask(trust)
    return file


def test_settings_are_shown_before_they_count_and_stand_in_the_text(
    bench: Bench, tmp_path: Path
) -> None:
    file = from_office(tmp_path, bench, RecipientKind.ORGANISATION)
    shown = sheet(bench)
    assert shown.told.text() == "Nothing was filled in yet."
    assert not shown.fill_button.isVisible(), "a researcher's vault signs for nobody"
    shown.show_button.click()
    nothing = dialog(LookDialog)
    assert nothing.page.toPlainText() == "Nothing was filled in yet.\n"
    nothing.reject()
    shown.look_at(file)
    bench.settle()
    asked = dialog(LookDialog)
    assert asked.page.toPlainText().startswith("Differs from what applies now\n\nOrganisation\n» Л")
    assert "» lampa@example\nNow: nothing" in asked.page.toPlainText()
    assert asked.page.verticalScrollBar().value() == 0, "what differs is in sight"
    asked.part.button("be").click()
    assert "\n» Л. " in asked.page.toPlainText(), "the line of the own text that is new"
    assert "\n– " in asked.page.toPlainText(), "the lines that are read out now, unmarked"
    assert bench.ask(lambda vault: vault.organisation.signed()) is None
    asked.action_button.click()
    bench.settle()
    assert "lampa@example" in shown.told.text()
    assert shown.signed.text().endswith("number 1.")
    shown.show_button.click()
    now = dialog(LookDialog)
    assert not now.action_button.isVisible()
    assert now.page.toPlainText().startswith("\nOrganisation\nЛямпа, Літва (be)\n")
    now.reject()
    _page, phase = consent_page(bench, new_interview(bench))
    bench.settle()
    assert "\n\nЛ. " in phase.form.text.toPlainText(), "the organisation's own text"
    assert phase.form.reading._state.text().endswith(f"Own text, {OURS.text_version}.")
    phase.form.reading.names_button.click()
    names = dialog(NamesDialog)
    assert names.contact.isReadOnly()
    names._save()
    bench.settle()
    local = bench.ask(lambda vault: vault.organisation.local())
    assert (local.contact, local.texts) == ("", ()), "nothing of theirs is ours"


def test_settings_of_a_partner_are_not_even_asked_about(bench: Bench, tmp_path: Path) -> None:
    file = from_office(tmp_path, bench, RecipientKind.PARTNER_ORGANISATION)
    shown = sheet(bench)
    shown.look_at(file)
    bench.settle()
    assert shown.banner.title == "These settings are not from your organisation"
    assert bench.ask(lambda vault: vault.organisation.signed()) is None


def test_where_people_find_help_stands_beside_the_referral(bench: Bench) -> None:
    bench.ask(lambda vault: vault.organisation.take(*vault.organisation.sign(OURS)))
    page = bench.open(new_interview(bench), Phase.SAFETY).page(Phase.SAFETY)
    assert isinstance(page, SafetyPhase)
    assert page.addresses.text() == "Шпіталь · +370 000 · у будні"


def test_a_text_in_another_order_differs_and_lines_that_go_are_named() -> None:
    first, text = "\n".join("abc"), "\n".join("bad")
    now, then = (Organisation(texts=(OwnText("be", each),)) for each in (first, text))
    [told] = texts_told(then, now)
    assert (told.lines, told.gone) == ((("b", True), ("a", True), ("d", False)), ("c",))
    turned = Organisation(texts=(OwnText("be", "c\nb\na"),))
    assert [each.differs for each in texts_told(turned, now)] == [True]
    assert [each.differs for each in texts_told(now, now)] == [False]
