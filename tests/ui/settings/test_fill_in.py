"""An office fills in its settings in the window alone: signed when they are saved, never before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop import canonical
from desktop.handoff.identity.settings import load_settings
from desktop.media.drawings import draw
from desktop.model.consent import RecipientKind
from desktop.model.organisation import Body, CalledIn, Organisation, OwnText, Referral
from desktop.vault import Vault
from desktop.vocabulary.consent_text import consent_text
from tests.ui.conftest import press
from tests.ui.room_bench import Bench, dialog, words_seen
from tests.ui.settings.test_organisation_sheet import sheet
from tests.unit.handoff.test_organisation import OURS, TEXTS
from ui.settings.fill_in.dialog import FillInDialog
from ui.settings.look import LookDialog


def form(office: Bench) -> FillInDialog:
    """The form, opened by its button."""
    sheet(office).fill_button.click()
    office.settle()
    return dialog(FillInDialog)


def focused() -> QWidget:
    """Where the next key goes."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def saved(office: Bench, filled: FillInDialog) -> Organisation:
    """What counts once the form is saved."""
    filled.save_button.click()
    office.settle()
    assert not isValid(filled) or not filled.isVisible()
    signed = office.ask(lambda vault: vault.organisation.signed())
    assert signed is not None
    assert office.ask(lambda vault: vault.organisation.local()) == Organisation()
    return signed.settings.organisation


def test_everything_is_filled_in_signed_and_written_for_researchers(
    office: Bench, tmp_path: Path
) -> None:
    filled = form(office)
    press(filled.names.names["be"], "Лям\u00adпа ")
    press(filled.names.countries["be"], "Літва")
    press(filled.lines.contact, "lampa@example")
    press(filled.lines.years, "5")
    press(filled.lines.footer, "Lampa, Vilnius")
    filled.referrals.add_button.click()
    press(filled.referrals.rows[0].name, "Шпіталь")
    press(filled.bodies.lines[RecipientKind.UN_MECHANISM], "Group; Mission")
    for each in TEXTS:
        own = tmp_path / f"{each.language}.txt"
        own.write_text(each.text, encoding="utf-8-sig", newline="\r\n")
        filled.texts.choose(each.language, own)
    office.settle()
    settings = saved(office, filled)
    assert settings == Organisation(
        (CalledIn("be", "Лямпа", "Літва"),),
        "lampa@example",
        "5",
        "Lampa, Vilnius",
        (Referral("Шпіталь"),),
        tuple(Body(RecipientKind.UN_MECHANISM, "en", each) for each in ("Group", "Mission")),
        TEXTS,
    )
    file = tmp_path / "o.skrynia-organisation"
    sheet(office).write(file)
    office.settle()
    read = load_settings(file).settings
    assert (read.number, read.organisation) == (1, settings)


def test_what_the_form_does_not_show_stays_and_what_is_taken_out_is_gone(office: Bench) -> None:
    """Names in a language that the program does not speak, and bodies named in another."""
    named = ((RecipientKind.PUBLIC, "en", "All"), (RecipientKind.UN_MECHANISM, "be", "Група"))
    beside = tuple(Body(*each) for each in named)
    polish = CalledIn("pl", "Lampa", "Litwa")
    before = Organisation((polish,), "old", bodies=(*OURS.bodies, *beside), texts=TEXTS)
    office.ask(lambda vault: vault.organisation.save(before))
    filled = form(office)
    filled.lines.contact.clear()
    filled.bodies.lines[RecipientKind.UN_MECHANISM].clear()
    for button in filled.texts.remove_buttons.values():
        button.click()
    assert saved(office, filled) == Organisation((polish,), bodies=beside)


def test_a_text_that_does_not_fit_is_refused_with_its_line_and_changes_nothing(
    office: Bench, tmp_path: Path
) -> None:
    filled, bad = form(office), tmp_path / "bad.txt"
    lines = consent_text("en").text.split("\n")
    at = next(n for n, line in enumerate(lines) if "{contact}" in line)
    lines[at] = lines[at].replace("{contact}", "{kontact}")
    bad.write_text("\n".join(lines), encoding="utf-8")
    filled.texts.choose("en", bad)
    office.settle()
    assert filled.banner.title == "The organisation’s consent text cannot be used"
    assert filled.banner.text.startswith(f"English, line {at + 1}: {{kontact}} is not known.")
    assert filled.texts.states["en"].text() == "Skrynia’s text"
    assert filled.typed() == Organisation()


def test_a_copy_of_the_text_can_be_chosen_again(office: Bench, tmp_path: Path) -> None:
    filled, copy = form(office), tmp_path / "copy.txt"
    filled.texts.save("ru", copy)
    filled.texts.choose("ru", copy)
    assert not filled.save_button.isEnabled(), "what was just chosen would stay behind"
    office.settle()
    assert filled.save_button.isEnabled()
    assert filled.typed().texts == (OwnText("ru", consent_text("ru").text),)
    assert filled.banner.title == "Saved as copy.txt."


def test_own_texts_that_fall_away_are_named_before_signing_and_can_be_copied(
    office: Bench, tmp_path: Path
) -> None:
    """Signing from an older program's settings dropped them without a word."""
    older = OwnText("be", TEXTS[0].text.replace("{contact}", ""))

    def sign(vault: Vault) -> None:
        document, signature = vault.organisation.sign(replace(OURS, texts=TEXTS))
        kept = vault.organisation.take(document, signature).settings
        said = replace(kept, organisation=replace(OURS, texts=(older,)))
        row = (canonical.encode(said),)
        vault._db.execute("UPDATE organisation_signed SET document = ?", row)

    office.ask(sign)
    filled, copy = form(office), tmp_path / "be.txt"
    assert "not signed again: Беларуская." in " ".join(words_seen(filled))
    assert filled.texts.states["be"].text().endswith("no longer matches the form.")
    filled.texts.save("be", copy)
    office.settle()
    assert copy.read_text(encoding="utf-8") == older.text
    assert saved(office, filled).texts == ()


@pytest.mark.rare
def test_a_logo_is_looked_at_by_the_decoder_before_it_is_taken(
    office: Bench, tmp_path: Path
) -> None:
    filled, good, bad = form(office), tmp_path / "a.jpg", tmp_path / "b.jpg"
    good.write_bytes(draw("street", 1, "logo.jpg").data[:200_000])
    bad.write_bytes(b"<svg/>")
    filled.logo.choose(good)
    filled.logo.choose(bad)
    office.settle()
    assert filled.banner.title == "The organisation’s logo cannot be used"
    assert filled.logo.data == good.read_bytes()
    assert filled.logo.picture.isVisible()
    filled.reject()
    office.settle()
    filled = form(office)
    assert filled.logo.data == good.read_bytes(), "kept as a draft"
    assert filled.logo.picture.isVisible()
    saved(office, filled)
    sheet(office).show_button.click()
    shown = dialog(LookDialog)
    assert shown.logo.isVisible()
    shown.reject()
    again = form(office)
    again.logo.remove_button.click()
    assert saved(office, again) == Organisation()
    signed = office.ask(lambda vault: vault.organisation.signed())
    assert signed is not None
    assert (signed.settings.logo, signed.logo) == (b"", b"")


def test_by_keys_alone_a_new_address_is_where_tab_comes_to_and_enter_signs_nothing(
    office: Bench,
) -> None:
    office.ask(lambda vault: vault.organisation.save(Organisation(referrals=OURS.referrals)))
    filled = form(office)
    filled.referrals.rows[0].remove.setFocus()
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Space):
        QTest.keyClick(focused(), key)
    office.settle()
    assert len(filled.referrals.rows) == 2
    reached = []
    for _ in range(5):
        reached.append(focused())
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    new = filled.referrals.rows[1]
    added = filled.referrals.add_button
    assert reached == [new.name, new.contact, new.what, new.remove, added]
    assert focused() is filled.bodies.lines[RecipientKind.ORGANISATION]
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    office.settle()
    assert filled.isVisible()
    assert office.ask(lambda vault: vault.organisation.signed()) is None
