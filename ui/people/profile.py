"""A person's profile: code, names, what is known, and their interviews. It saves itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.errors import SkryniaError
from desktop.i18n import _
from desktop.model.changes import Changes, Part
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.merge.laid_over import Landed
from desktop.model.person import Person, PersonKind
from desktop.model.sameness import SAMENESS_KIND, SameAs
from desktop.reading.compared import Compared, Standing
from desktop.vocabulary import vocabulary
from ui.messages import say_error
from ui.people.name_forms import NameForms
from ui.people.one import OneOfPeople
from ui.people.profile_interviews import InterviewsOfPerson, Known
from ui.people.protect_switch import ProtectSwitch
from ui.record_draft import RecordDraft
from ui.records_page import RecordForm
from ui.shell.room import INTERVIEWS, PEOPLE, RoomContext
from ui.widgets.banner import Banner
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.editors import line, text_area
from ui.widgets.field import Field
from ui.widgets.layouts import column, empty, holding, row

if TYPE_CHECKING:
    from desktop.vault import Vault


class Profile(RecordForm[Known]):
    """One person. Typed words are saved as in the interviews."""

    draft: RecordDraft[Person]

    def __init__(self, context: RoomContext, known: Known) -> None:
        super().__init__(context, known.person, write_person)
        self._interviews = column()
        self.one = OneOfPeople(self._go_to, self._decide)
        self._banner = Banner()
        self.protect = ProtectSwitch(context, known.person.id)
        self.protect.leaving.connect(self.save_now)
        self.lay_out(
            self._about(),
            self._names(),
            self.protect,
            self._banner,
            self.one,
            self._more(),
            holding(self._interviews),
        )
        self.show_beside(known)

    def concerned(self, changes: Changes) -> bool:
        """Whether this person, their protection, an interview that may be theirs, or who they are
        one with changed."""
        return changes.of(INTERVIEW_KIND, SAMENESS_KIND) or any(
            changes.touches(part, self.record_id)
            for part in (Part.ARRIVED, Part.PROTECTED_NAME, Part.LIKELY)
        )

    def shows(self, known: Known) -> bool:
        """Whether the fields show this person already."""
        return known.person == self.draft.now

    def show_beside(self, known: Known) -> None:
        """Show these interviews in place of the ones before, who they are one with, and whether the
        name is protected."""
        self.protect.show_entry(known.entry)
        self.one.show_compared(known.compared)
        empty(self._interviews)
        self._interviews.addWidget(InterviewsOfPerson(known.interviews, self._open))

    def _about(self) -> QWidget:
        kinds = vocabulary("person_kind")
        options = [(code, kinds.label(code)) for code in kinds.codes]
        kind = SegmentedChoice(_("Kind"), options, self.draft.now.kind.value)
        kind.changed.connect(lambda code: self.edit(kind=PersonKind(code)))
        code = Field(
            _("Code"),
            line(self.draft.now.code, lambda text: self.edit(code=text)),
            _("Used instead of the name where the name must not appear."),
        )
        born = Field(
            _("Born"),
            line(self.draft.now.born, lambda text: self.edit(born=text)),
            _("As far as it is known: 1985, or 1985-03."),
        )
        both = row(holding(column(code, None)), holding(column(born, None)), gap=5)
        return holding(column(row(kind, None), both, gap=4))

    def _names(self) -> QWidget:
        self.names = NameForms(self.draft.now.names)
        self.names.changed.connect(lambda: self.edit(names=self.names.names))
        return self.names

    def _more(self) -> QWidget:
        note = text_area(self.draft.now.note, lambda text: self.edit(note=text))
        return Field(_("Note"), note)

    def title(self) -> str:
        """The first form of the name, or the code."""
        return self.draft.now.display_name

    def _go_to(self, person_id: str) -> None:
        self.save_now()
        self._context.navigate(PEOPLE, person=person_id)

    def _decide(self, compared: Compared, answer: SameAs) -> None:
        """Said of the open record; what joins somebody through others is decided anew too."""
        person_id, other = self.record_id, compared.person_id
        splits = compared.standing is Standing.ONE

        def decide(vault: Vault) -> None:
            if splits:
                vault.sameness.split(other)
            else:
                vault.sameness.decide(person_id, other, answer)

        self._context.worker.run(decide, lambda _none: None, self._refused, self)

    def _refused(self, error: SkryniaError) -> None:
        say_error(self._banner, error)

    def _open(self, interview_id: str) -> None:
        self.save_now()
        self._context.navigate(INTERVIEWS, interview=interview_id)


def write_person(vault: Vault, stored: Person, frozen: Person) -> Landed:
    """Lay what was typed over what the vault holds now."""
    return vault.edits.record(vault.people, stored, frozen)
