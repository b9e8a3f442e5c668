"""A person's profile: code, names, what is known, and their interviews. It saves itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.model.person import Person, PersonKind
from desktop.vocabulary import vocabulary
from ui.autosave import Autosave, Frozen
from ui.people.name_forms import NameForms
from ui.people.profile_interviews import InterviewsOfPerson
from ui.shell.room import INTERVIEWS, PEOPLE, RoomContext
from ui.widgets.editors import line, text_area
from ui.widgets.elided import ElidedLabel
from ui.widgets.field import Field
from ui.widgets.layouts import column, holding, row
from ui.widgets.segmented import SegmentedChoice
from ui.widgets.sheet import ScrolledPage, Sheet

if TYPE_CHECKING:
    from desktop.vault import Vault
    from desktop.vault.records.summaries import InterviewSummary


class Profile(ScrolledPage):
    """One person. Typed words are saved as in the interviews."""

    def __init__(
        self, context: RoomContext, person: Person, interviews: Sequence[InterviewSummary]
    ) -> None:
        self._context = context
        self._person = self._stored = person
        self._title = ElidedLabel("title")
        self._title.say(person.display_name)
        parts = (
            self._title,
            self._about(),
            self._names(),
            self._more(),
            InterviewsOfPerson(interviews, self._open),
        )
        super().__init__(holding(column(Sheet(column(*parts, gap=7, margin=6)), None)))
        self._autosave = Autosave(context.worker, context.state_bar, self._freeze, self)
        context.drafts.register(self._autosave, self)

    @property
    def person_id(self) -> str:
        """Whose profile it is."""
        return self._person.id

    def save_now(self) -> None:
        """Hand over what is unsaved."""
        self._autosave.save_now()

    def unsaved(self) -> bool:
        """Whether anything is not in the vault yet."""
        return self._autosave.unsaved()

    def _about(self) -> QWidget:
        kinds = vocabulary("person_kind")
        options = [(code, kinds.label(code)) for code in kinds.codes]
        kind = SegmentedChoice(_("Kind"), options, self._person.kind.value)
        kind.changed.connect(lambda code: self._edit(kind=PersonKind(code)))
        code = Field(
            _("Code"),
            line(self._person.code, lambda text: self._edit(code=text)),
            _("Stands for the person wherever the name must not."),
        )
        born = Field(
            _("Born"),
            line(self._person.born, lambda text: self._edit(born=text)),
            _("As far as it is known: 1985, or 1985-03."),
        )
        both = row(holding(column(code, None)), holding(column(born, None)), gap=5)
        return holding(column(row(kind, None), both, gap=4))

    def _names(self) -> QWidget:
        self.names = NameForms(self._person.names)
        self.names.changed.connect(lambda: self._edit(names=self.names.names))
        return self.names

    def _more(self) -> QWidget:
        note = text_area(self._person.note, lambda text: self._edit(note=text))
        return Field(_("Note"), note)

    def _edit(self, **changes: object) -> None:
        changed = replace(self._person, **changes)  # type: ignore[arg-type]
        if changed != self._person:
            self._person = changed
            self._title.say(changed.display_name)
            self._autosave.touch()

    def _freeze(self) -> Frozen:
        frozen = self._person

        def write(vault: Vault) -> None:
            vault.people.save(frozen)

        def settled() -> None:
            self._stored = frozen
            self._context.changes.changed.emit(PEOPLE)

        return Frozen(write, settled)

    def _open(self, interview_id: str) -> None:
        self.save_now()
        self._context.navigate(INTERVIEWS, interview=interview_id)
