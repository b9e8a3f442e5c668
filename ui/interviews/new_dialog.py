"""A new interview: a code is proposed, the person is new or known, the language is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from desktop.errors import SkryniaError
from desktop.i18n import _, current_language
from desktop.model.interview import Interview
from desktop.model.person import NameForm, Person
from ui.interviews.codes import next_code
from ui.messages import say_error
from ui.shell.room import RoomContext
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.editors import CalmChoice, choice, line
from ui.widgets.field import Field
from ui.widgets.layouts import column, holding, row
from ui.widgets.segmented import SegmentedChoice
from ui.widgets.words import paragraph

if TYPE_CHECKING:
    from desktop.vault import Vault

_WIDTH = 520
_LOOKED_AT = 200  # codes count upwards, so the newest hold the highest


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was filled in. ``person_id`` is '' for a new person."""

    code: str
    language: str
    person_id: str
    person_code: str
    name: str


class NewInterviewDialog(QDialog):
    """``created(interview_id)`` when the interview is in the vault."""

    created = Signal(str)

    def __init__(self, parent: QWidget, context: RoomContext) -> None:
        super().__init__(parent)
        self._context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Skrynia")
        self.setAccessibleName(_("New interview"))
        self.setFixedWidth(_WIDTH)
        self.banner = Banner()
        self.code = line("", lambda _text: self._check())
        self._code_field = Field(_("Code of the interview"), self.code)
        self.language = choice("language", _spoken(), lambda _code: None)
        self.whose = SegmentedChoice(
            _("The person"), [("new", _("New person")), ("known", _("Known here"))]
        )
        self.whose.changed.connect(self._show_person)
        self.create_button = primary_button(_("Create"), self._create, "plus")
        self._pages = QStackedWidget()
        self._pages.addWidget(self._new_person())
        self._pages.addWidget(self._known_person())
        self.setLayout(
            column(
                paragraph(_("New interview"), "lead", "strong"),
                self._code_field,
                Field(_("Language spoken"), self.language),
                self.whose,
                self._pages,
                self.banner,
                row(None, quiet_button(_("Go back"), self.reject), self.create_button),
                gap=4,
                margin=6,
            )
        )
        self._check()
        self._read()

    def wanted(self) -> Wanted:
        """The form as it stands."""
        known = self.whose.value == "known"
        return Wanted(
            code=self.code.text().strip(),
            language=str(self.language.currentData()),
            person_id=str(self.person.currentData() or "") if known else "",
            person_code=self.person_code.text().strip(),
            name=self.name.text().strip(),
        )

    def _new_person(self) -> QWidget:
        self.person_code = line("", lambda _text: self._check())
        self.name = line("", lambda _text: None)
        hint = _("Can be left empty. It stays in the vault, and leaves only where consent says so.")
        return holding(
            column(
                Field(_("Code of the person"), self.person_code),
                Field(_("Name"), self.name, hint),
                gap=3,
            )
        )

    def _known_person(self) -> QWidget:
        self.person = CalmChoice()
        return holding(column(Field(_("Person"), self.person), None, gap=3))

    def _show_person(self, key: str) -> None:
        self._pages.setCurrentIndex(1 if key == "known" else 0)
        self._check()

    def _check(self) -> None:
        wanted = self.wanted()
        known = self.whose.value == "known"
        whose = bool(wanted.person_id) if known else bool(wanted.person_code)
        self.create_button.setEnabled(bool(wanted.code) and whose)

    # -- the vault --------------------------------------------------------------------------

    def _read(self) -> None:
        self._context.worker.run(
            read_codes, self._propose, lambda error: say_error(self.banner, error), self
        )

    def _propose(self, there: Proposed) -> None:
        if not self.code.text():
            self.code.setText(there.interview_code)
        if not self.person_code.text():
            self.person_code.setText(there.person_code)
        for person in there.people:
            self.person.addItem(_label(person), person.id)
        self.whose.button("known").setEnabled(bool(there.people))
        self._check()

    def _create(self) -> None:
        wanted = self.wanted()
        self.create_button.setEnabled(False)
        self._context.worker.run(
            lambda vault: create(vault, wanted), self._done, self._refused, self
        )

    def _done(self, interview: Interview) -> None:
        self.created.emit(interview.id)
        self.accept()

    def _refused(self, error: SkryniaError) -> None:
        self._check()
        say_error(self.banner, error)


@dataclass(frozen=True, slots=True)
class Proposed:
    """Free codes, and who is known."""

    interview_code: str
    person_code: str
    people: Sequence[Person]


def read_codes(vault: Vault) -> Proposed:
    """Propose codes nobody has, from what the vault holds."""
    people = vault.people.all()
    newest = vault.interviews.summaries(limit=_LOOKED_AT)
    return Proposed(
        interview_code=next_code("I", (summary.code for summary in newest)),
        person_code=next_code("P", (person.code for person in people)),
        people=people,
    )


def create(vault: Vault, wanted: Wanted) -> Interview:
    """Make the person if they are new, and the interview, in one transaction."""
    with vault.transaction():
        person_id = wanted.person_id
        if not person_id:
            names = (NameForm(wanted.name, language=wanted.language),) if wanted.name else ()
            person_id = vault.people.new(wanted.person_code, names).id
        return vault.interviews.new(wanted.code, person_id, wanted.language)


def _label(person: Person) -> str:
    if person.names:
        return f"{person.code} · {person.display_name}"
    return person.code


def _spoken() -> str:
    """Most likely the language the researcher works in; English is spoken least here."""
    here = current_language()
    return here if here in ("be", "ru") else "be"
