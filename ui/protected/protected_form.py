"""The form of one protected name: its forms, what stands instead, from whom it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.i18n import _, pgettext
from desktop.model.changes import Changes, Part
from desktop.model.merge.laid_over import Landed, laid_over
from desktop.model.person import PERSON_KIND
from desktop.model.protected import From, NameOf, ProtectedName
from desktop.model.sameness import SAMENESS_KIND
from desktop.vocabulary import vocabulary
from ui.record_draft import RecordDraft
from ui.records_page import RecordForm
from ui.shell.room import PEOPLE, RoomContext
from ui.widgets.buttons import quiet_button
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.editors import choice, line, text_area
from ui.widgets.field import Field
from ui.widgets.heading import SectionHeading
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, empty, holding, row

if TYPE_CHECKING:
    from desktop.vault import Vault

_ROWS = 4


@dataclass(frozen=True, slots=True)
class Known:
    """An entry; of a person of this vault also what the record is ``called``, and its forms,
    which are no concern of the entry's own."""

    entry: ProtectedName
    called: str = ""
    forms: tuple[str, ...] = ()

    @property
    def beside(self) -> tuple[str, ...]:
        """The forms that were written down here."""
        return tuple(each for each in self.entry.names if each not in self.forms)


def read_known(vault: Vault, protected_id: str) -> Known:
    """An entry with its person; ``NoSuchRecord``."""
    entry = vault.protected.get(protected_id)
    person = vault.people.find(entry.person_id) if entry.person_id else None
    if person is None:
        return Known(entry)
    return Known(entry, person.display_name, vault.protected.forms_of(person.id))


class ProtectedForm(RecordForm[Known]):
    """One protected name. Typed words are saved as in the interviews."""

    draft: RecordDraft[ProtectedName]

    def __init__(self, context: RoomContext, known: Known) -> None:
        super().__init__(context, known.entry, write_protected)
        self._known = known
        self._person = column()
        self._whose_name = holding(self._person)
        self.lay_out(self._whose_name, self._forms(), self._instead(), self._what(), self._note())
        self.show_beside(known)

    def concerned(self, changes: Changes) -> bool:
        """Whether this entry or its person changed elsewhere."""
        theirs = bool(self.draft.now.person_id) and changes.of(PERSON_KIND, SAMENESS_KIND)
        return theirs or changes.touches(Part.PROTECTED_NAME, self.record_id)

    def shows(self, known: Known) -> bool:
        """Whether the fields show this entry already."""
        return known.entry == self.draft.now and known.forms == self._known.forms

    def show_beside(self, known: Known) -> None:
        """Renew whose name it is."""
        self._known = known
        empty(self._person)
        self._whose_name.setVisible(bool(known.entry.person_id))
        if known.entry.person_id:
            self._person.addWidget(self._whose(known))

    def title(self) -> str:
        """The first form."""
        return self.draft.now.display_name

    def _whose(self, known: Known) -> QWidget:
        person_id = known.entry.person_id
        said = ", ".join(known.forms) or _("No name is recorded yet.")
        open_button = quiet_button(_("Open the person"), lambda: self._open(person_id), "people")
        hint = paragraph(
            _("Every name on the person’s page is protected, later ones too."), "quiet"
        )
        return holding(
            column(
                SectionHeading(_("Names on the person’s page")),
                paragraph(said),
                hint,
                row(open_button, None),
                gap=2,
            )
        )

    def _forms(self) -> QWidget:
        shown = "\n".join(self._known.beside)
        self.forms = Field(
            _("Other forms") if self.draft.now.person_id else _("Names and forms"),
            text_area(shown, self._set_forms, _ROWS),
            _("One on each line. Other spellings, alphabets and cases of them are found as well."),
        )
        return self.forms

    def _set_forms(self, typed: str) -> None:
        """An entry of nobody here keeps its last form until another is typed."""
        lines = dict.fromkeys(each.strip() for each in typed.splitlines())
        written = tuple(each for each in lines if each and each not in self._known.forms)
        missing = not written and not self.draft.now.person_id
        self.forms.set_error(_("Enter at least one form of the name.") if missing else "")
        if not missing:
            self.edit(names=(*self._known.forms, *written))

    def _instead(self) -> QWidget:
        self.instead = Field(
            _("Stands instead"),
            line(self.draft.now.instead, self._set_instead),
            _("As it will be read where the name may not stand: N-3, her brother."),
        )
        return self.instead

    def _set_instead(self, typed: str) -> None:
        missing = not typed.strip()
        self.instead.set_error(_("Enter a code or a description.") if missing else "")
        if not missing:
            self.edit(instead=typed)

    def _what(self) -> QWidget:
        kinds = vocabulary("name_of")
        options = [(code, kinds.label(code)) for code in kinds.codes]
        self.of = SegmentedChoice(_("What is named"), options, self.draft.now.of.value)
        self.of.changed.connect(lambda code: self.edit(of=NameOf(code)))
        self.kept_from = choice(
            "kept_from",
            self.draft.now.kept_from.value,
            lambda code: self.edit(kept_from=From(code)),
        )
        kept = Field(pgettext("of a protected name", "Not shown to"), self.kept_from)
        return holding(column(row(self.of, None), kept, gap=5))

    def _note(self) -> Field:
        note = text_area(self.draft.now.note, lambda text: self.edit(note=text))
        return Field(_("Note"), note, _("This entry and its note are never sent."))

    def _open(self, person_id: str) -> None:
        self.save_now()
        self._context.navigate(PEOPLE, person=person_id)


def write_protected(vault: Vault, stored: ProtectedName, frozen: ProtectedName) -> Landed:
    """Lay what was typed over what the vault holds now; nothing over an entry that is gone."""
    there = vault.protected.find(frozen.id)
    if there is None:
        return Landed.CLEAN
    vault.protected.save(laid_over(there, stored, frozen))
    return Landed.CLEAN
