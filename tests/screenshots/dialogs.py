"""Every dialog, opened by the button a person presses, over the screen it belongs to."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.bugreport import bug_report
from desktop.model.interview import State
from desktop.model.phases import Phase
from desktop.vault import Vault
from tests.journey.hands import choose, click, open_dialog, type_text, wait_until
from tests.screenshots.visitor import Visitor
from tests.unit.handoff.test_organisation import OURS
from ui.crash_dialog import CrashDialog
from ui.handoff.cards_page import CardsPage
from ui.handoff.change_kind import ChangeKindDialog
from ui.handoff.page import HandoffPage
from ui.interviews.close import ClosePhase
from ui.interviews.consent.history import ConsentHistory
from ui.interviews.consent.phase import ConsentPhase
from ui.interviews.consent.withdraw import WithdrawDialog
from ui.interviews.files import FilesPhase
from ui.interviews.list.new_dialog import NewInterviewDialog
from ui.interviews.page import InterviewsPage
from ui.interviews.person_pages import PersonPagesDialog
from ui.interviews.print_dialog import PrintDialog
from ui.interviews.print_for import PrintForDialog
from ui.interviews.read_back import ReadBackPhase
from ui.people.new_person import NewPersonDialog
from ui.people.page import PeoplePage
from ui.people.people_list import PeopleList
from ui.places.new_place import NewPlaceDialog
from ui.places.page import PlacesPage
from ui.places.place_chooser import PartOfDialog
from ui.places.place_form import PlaceForm
from ui.protected.new_protected import NewProtectedDialog
from ui.protected.page import ProtectedPage
from ui.settings.fixity import FixitySheet
from ui.settings.identity import IdentitySheet
from ui.settings.look import LookDialog
from ui.settings.organisation import OrganisationSheet
from ui.settings.passphrase_dialog import PassphraseDialog
from ui.settings.vault_care import VaultCareSheet
from ui.shell.search import SearchField
from ui.widgets.dialogs.confirm import ConfirmDialog
from ui.widgets.dialogs.save_dialog import SaveDialog


def in_interviews(visitor: Visitor) -> None:
    """New interview, search, consent's history and withdrawal, files, print, seal."""
    page = cast(InterviewsPage, visitor.go("interviews"))
    page.unfold()
    visitor.dialog(page.list.new_button, NewInterviewDialog, "dialog-new-interview")
    _search(visitor)
    record = visitor.ask(_ready_to_seal)
    visitor.go("interviews", interview=record, phase=Phase.CONSENT.value)
    consent = visitor.see(ConsentPhase)
    visitor.dialog(consent.history_button, ConsentHistory, "dialog-consent-history")
    visitor.dialog(consent.pages_button, PersonPagesDialog, "dialog-person-pages")
    visitor.dialog(consent.withdraw_button, WithdrawDialog, "dialog-withdraw")
    visitor.go("interviews", interview=record, phase=Phase.FILES.value)
    visitor.dialog(visitor.see(FilesPhase).adding.add_button, QFileDialog, "dialog-add-files")
    visitor.go("interviews", interview=record, phase=Phase.CLOSE.value)
    closing = visitor.see(ClosePhase)
    visitor.dialog(closing.print_button, PrintDialog, "dialog-print")
    visitor.dialog(closing.print_for_button, PrintForDialog, "dialog-print-for")
    click(closing.seal_button)
    visitor.keep("seal-language-missing")
    choose(visitor.see(ReadBackPhase).language, "be")
    visitor.go("interviews", interview=record, phase=Phase.CLOSE.value)
    visitor.dialog(closing.seal_button, ConfirmDialog, "dialog-seal")


def on_people(visitor: Visitor) -> None:
    """A new person."""
    page = cast(PeoplePage, visitor.go("people")).list
    visitor.dialog(page.new_button, NewPersonDialog, "dialog-new-person")


def in_places(visitor: Visitor) -> None:
    """A place inside another with a part of its own, coordinates not understood, its dialogs."""
    visitor.go("places", place=visitor.ask(_inside))
    visitor.keep("places")
    page = cast(PlacesPage, visitor.go("places"))
    form = visitor.see(PlaceForm)
    type_text(form.coordinates.editor, " near the river")
    page.list.search.setFocus()
    form.scrolled.ensureWidgetVisible(form.lies_in)
    visitor.keep("places-where")
    form.coordinates.editor.setFocus()
    visitor.dialog(form.lies_in.choose_button, PartOfDialog, "dialog-part-of")
    visitor.dialog(page.list.new_button, NewPlaceDialog, "dialog-new-place")
    click(page.list.new_button)
    new = open_dialog(visitor.controller.window, NewPlaceDialog)
    click(new.way.button("listed"))
    visitor.keep_dialog("dialog-new-place-listed", new)


def _inside(vault: Vault) -> str:
    """A place that lies in another and has one in it."""
    known = vault.places.summaries(limit=100)
    return next(p.id for p in known if p.within and vault.places.parts(p.id))


def _filled_in(vault: Vault) -> str:
    """Settings of an organisation; what its contact is."""
    vault.organisation.save(OURS)
    return OURS.contact


def in_settings(visitor: Visitor) -> None:
    """Passphrase, the key that opens packages, the folder of a backup, and a check's answer."""
    visitor.ask(_filled_in)
    visitor.go("settings")
    care = visitor.see(VaultCareSheet)
    visitor.dialog(care.passphrase_button, PassphraseDialog, "dialog-passphrase")
    visitor.dialog(care.backup_button, SaveDialog, "dialog-backup")
    visitor.dialog(visitor.see(IdentitySheet).key_button, ConfirmDialog, "dialog-export-key")
    organisation = visitor.see(OrganisationSheet)
    visitor.dialog(organisation.show_button, LookDialog, "dialog-organisation")
    click(care.check_button)
    visitor.keep("settings-checked")
    click(visitor.see(FixitySheet).check_button)
    visitor.keep("settings-photos-checked")


def in_cards(visitor: Visitor, stranger: Path) -> None:
    """The digits of a card that came in, and no longer trusting one."""
    page = cast(HandoffPage, visitor.go("handoff"))
    page.cards()
    cards = visitor.see(CardsPage)
    visitor.settle()
    cards.list.setCurrentIndex(cards.model.index(1))
    visitor.dialog(cards.revoke_button, ConfirmDialog, "dialog-trust-no-longer")
    visitor.dialog(cards.kind_button, ChangeKindDialog, "dialog-change-type")
    cards.add(stranger)
    visitor.keep("card-compare")


def unfinished(visitor: Visitor) -> None:
    """What was typed and left by a lock: told above the rooms, marked in the list, offered."""
    record = visitor.ask(_ready_to_seal)
    visitor.go("interviews", interview=record, phase=Phase.CONSENT.value)
    click(visitor.see(ConsentPhase).withdraw_button)
    window = visitor.controller.window
    type_text(open_dialog(window, WithdrawDialog).reason, "Я пакуль не ведаю")
    open_dialog(window, WithdrawDialog).reject()
    click(people_list(visitor).new_button)
    type_text(open_dialog(window, NewPersonDialog).name, "Вольга")
    open_dialog(window, NewPersonDialog).reject()
    visitor.go("interviews", interview=record)
    visitor.relock()
    visitor.keep("unfinished")
    click(people_list(visitor).new_button)
    visitor.keep_dialog("dialog-offered-again", open_dialog(window, NewPersonDialog))


def people_list(visitor: Visitor) -> PeopleList:
    """The list of people, in front."""
    return cast(PeoplePage, visitor.go("people")).list


def crash(visitor: Visitor) -> None:
    """What is seen of a bug."""
    try:
        _fall()
    except ZeroDivisionError as error:
        visitor.keep_dialog("dialog-crash", CrashDialog(bug_report(error)))


def _fall() -> float:
    return 1 / 0


def _search(visitor: Visitor) -> None:
    field = visitor.see(SearchField)
    type_text(field, "вербовск")
    wait_until(field.found.isVisible, "what was found")
    visitor.keep("search")
    QTest.keyClick(cast(QWidget, field), Qt.Key.Key_Escape)
    field.clear()


def _ready_to_seal(vault: Vault) -> str:
    """An interview under way with a consent that stands, and an account that has words."""
    under_way = (s.id for s in vault.interviews.summaries(limit=100) if s.state is State.UNDER_WAY)
    return next(record for record in under_way if _may_be_sealed(vault, record))


def _may_be_sealed(vault: Vault, record: str) -> bool:
    consent = vault.consents.for_interview(record)
    stands = consent is not None and consent.withdrawn_at is None
    return stands and bool(vault.interviews.utterances(record))


def in_protected(visitor: Visitor) -> None:
    """The register with a name of nobody here and a person's, and the dialog of a new one."""
    visitor.go("protected")
    visitor.keep("protected-empty")
    entry = visitor.ask(_protect)
    page = cast(ProtectedPage, visitor.go("protected", protected=entry))
    visitor.keep("protected")
    visitor.go("protected", protected=visitor.ask(_protect_first))
    visitor.keep("protected-person")
    visitor.go("people", person=visitor.ask(_first))
    visitor.keep("people-protected")
    visitor.go("protected")
    visitor.dialog(page.list.new_button, NewProtectedDialog, "dialog-new-protected")


def _protect(vault: Vault) -> str:
    vault.protected.protect("Алесь Ветравы")
    made = vault.protected.new(["Ядвіга Ручаінская", "Ядзя"], note="Яе сястра, у Мінску.")
    return made.id


def _protect_first(vault: Vault) -> str:
    return vault.protected.new((), person_id=_first(vault)).id


def _first(vault: Vault) -> str:
    return vault.people.all()[0].id
