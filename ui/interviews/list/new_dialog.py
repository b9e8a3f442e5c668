"""A new interview: a code is proposed, the person is new or known, the language is chosen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _, current_language
from desktop.model.identity import Role
from desktop.model.interview import INTERVIEW_KIND, Interview
from desktop.model.person import NameForm
from desktop.model.typed_words import NEW, words_form
from desktop.model.values.codes import next_code
from desktop.model.values.script import script_of
from ui.kept_form import sheaf_of
from ui.people.likely_notice import LikelyNotice
from ui.people.person_chooser import PersonChooser
from ui.shell.room import RoomContext
from ui.widgets.buttons import primary_button
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.dialogs.form_dialog import FormDialog
from ui.widgets.editors import choice, line
from ui.widgets.field import Field
from ui.widgets.layouts import column, holding

if TYPE_CHECKING:
    from desktop.vault import Vault

NEW_INTERVIEW: Final = words_form(INTERVIEW_KIND, NEW)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was filled in. ``person_id`` is '' for a new person."""

    code: str
    language: str
    person_id: str
    person_code: str
    name: str


class NewInterviewDialog(FormDialog):
    """``created(interview_id)`` when the interview is in the vault."""

    created = Signal(str)

    def __init__(self, parent: QWidget, context: RoomContext) -> None:
        super().__init__(parent, context.worker, _("New interview"))
        self.code = line("", lambda _text: self.check())
        self._code_field = Field(_("Code of the interview"), self.code)
        self.language = choice("language", _spoken(), lambda _code: None)
        self.whose = SegmentedChoice(
            _("The person"), [("new", _("New person")), ("known", _("Already in the vault"))]
        )
        self.whose.changed.connect(self._show_person)
        self.create_button = primary_button(_("Create"), self._create, "plus")
        self.likely = LikelyNotice(context.worker)
        self.likely.chose.connect(self._take_known)
        self._new = self._new_person()
        self.person = PersonChooser(context.worker)
        self.person.chose.connect(self.check)
        self.person.chose.connect(self._ask_likely)
        self.person.hide()
        self.lay_out(
            self._code_field,
            Field(_("Language spoken"), self.language),
            self.whose,
            self._new,
            self.person,
            self.likely,
            action=self.create_button,
        )
        self.keep(context, sheaf_of(NEW_INTERVIEW, self._editors()), {})
        context.worker.run(read_codes, self._propose, self.refused, self)

    def _editors(self) -> dict[str, QWidget]:
        return {
            "code": self.code,
            "language": self.language,
            "whose": self.whose,
            "person_code": self.person_code,
            "name": self.name,
            "known": self.person,
            "sought": self.person.search,
        }

    def refill(self) -> None:
        """Show the half that was typed into."""
        self._show_person(self.whose.value)

    def wanted(self) -> Wanted:
        """The form as it stands."""
        known = self.whose.value == "known"
        return Wanted(
            code=self.code.text().strip(),
            language=str(self.language.currentData()),
            person_id=self.person.value if known else "",
            person_code=self.person_code.text().strip(),
            name=self.name.text().strip(),
        )

    def _new_person(self) -> QWidget:
        self.person_code = line("", lambda _text: self.check())
        self.name = line("", lambda _text: self._ask_likely())
        hint = _("Can be left empty. It is kept in the vault and sent only where consent allows.")
        return holding(
            column(
                Field(_("Code of the person"), self.person_code),
                Field(_("Name"), self.name, hint),
                gap=3,
            )
        )

    def _show_person(self, key: str) -> None:
        known = key == "known"
        self._new.setVisible(not known)
        self.person.setVisible(known)
        if known:
            self.person.read()
        self._ask_likely()
        self.check()

    def _ask_likely(self) -> None:
        """Say who the person may be, or when somebody who is known was interviewed."""
        if self.whose.value == "known":
            self.likely.ask_about(self.person.value)
        else:
            self.likely.ask(self.name.text())

    def _take_known(self, person_id: str, code: str) -> None:
        """It is somebody who is in the vault."""
        self.whose.set_value("known")
        self.person.search.setText(code)
        self.person.show_chosen(person_id)
        self._show_person("known")

    def ready(self) -> bool:
        """The interview has a code, and the person is known or has one too."""
        wanted = self.wanted()
        known = self.whose.value == "known"
        whose = bool(wanted.person_id) if known else bool(wanted.person_code)
        return bool(wanted.code) and whose

    def _propose(self, there: Proposed) -> None:
        if not self.code.text():
            self.code.setText(there.interview_code)
            self.code.selectAll()  # a code of one's own takes the place of the proposed one
        if not self.person_code.text():
            self.person_code.setText(there.person_code)
        self.whose.button("known").setEnabled(there.anybody)
        self.check()

    def _create(self) -> None:
        wanted = self.wanted()
        self.ask_vault(lambda vault: create(vault, wanted), self._done)

    def _done(self, interview: Interview) -> None:
        self.created.emit(interview.id)
        self.accept()


@dataclass(frozen=True, slots=True)
class Proposed:
    """Free codes, and whether anybody is known."""

    interview_code: str
    person_code: str
    anybody: bool


def read_codes(vault: Vault) -> Proposed:
    """Propose codes nobody has, from what the vault holds."""
    return Proposed(
        interview_code=next_code("I", vault.interviews.highest_code("I")),
        person_code=next_code("P", vault.people.highest_code("P")),
        anybody=vault.people.count() > 0,
    )


def create(vault: Vault, wanted: Wanted) -> Interview:
    """Make the person if they are new, and the interview, in one transaction.

    Who conducts it is filled in, where a researcher works here."""
    with vault.transaction():
        person_id = wanted.person_id
        if not person_id:
            form = NameForm(wanted.name, script_of(wanted.name), wanted.language)
            names = (form,) if wanted.name else ()
            person_id = vault.people.new(wanted.person_code, names).id
        made = vault.interviews.new(wanted.code, person_id, wanted.language)
        return _filled(vault, made)


def _filled(vault: Vault, made: Interview) -> Interview:
    """With what is known before anybody types: whoever works here conducts it."""
    if vault.identity.role is not Role.RESEARCHER:
        return made
    filled = replace(made, interviewers=vault.identity.name)
    vault.interviews.save(filled)
    return filled


def _spoken() -> str:
    """Most likely the language the researcher works in; English is spoken least here."""
    here = current_language()
    return here if here in ("be", "ru") else "be"
