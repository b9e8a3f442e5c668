"""Every form that keeps what is typed into it: how it is opened, filled in, and read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.model.acquisition import said_in
from desktop.model.consent import RecipientKind
from desktop.model.kept_draft import DraftForm
from tests.ui.conftest import Program, press
from tests.ui.drafts.conftest import Ids
from ui.handoff.change_kind import CHANGE_KIND, ChangeKindDialog
from ui.interviews.consent.lift import LIFT, LiftDialog
from ui.interviews.consent.names import NAMES, NamesDialog
from ui.interviews.consent.settle import SETTLE, SettleDialog
from ui.interviews.consent.withdraw import (
    RESTRICT,
    WITHDRAW,
    NarrowingDialog,
    RestrictDialog,
    WithdrawDialog,
)
from ui.interviews.list.new_dialog import NEW_INTERVIEW, NewInterviewDialog
from ui.interviews.person_pages import FOR_PERSON, PersonPagesDialog
from ui.interviews.print_dialog import PRINT, PrintDialog
from ui.interviews.print_for import PRINT_FOR, PrintForDialog
from ui.media.acquired import ACQUIRED, AcquiredDialog
from ui.media.adding.batch_dialog import BATCH, BATCH_ALONE, BatchDialog
from ui.media.sets import (
    EDIT_SET,
    NEW_SET,
    EditSetDialog,
    NewSetDialog,
    SetDialog,
)
from ui.people.new_person import NEW_PERSON, NewPersonDialog
from ui.places.new_place import NEW_PLACE, NewPlaceDialog
from ui.places.place_chooser import PART_OF, PartOfDialog
from ui.protected.new_protected import NEW_PROTECTED, NewProtectedDialog
from ui.settings.fill_in.dialog import FILL_IN, FillInDialog
from ui.shell.room import FORM
from ui.widgets.dialogs.form_dialog import FormDialog

WORDS: Final = "Вольга, canary"


@dataclass(frozen=True, slots=True)
class Kept:
    """``room`` and ``where`` (names of a location to fields of :class:`Ids`): where it opens.

    ``fill(form, ids)`` as a person does; ``read(form)``: what must stand there again.
    """

    form: DraftForm[Any]
    shown: type[QWidget]
    room: str
    fill: Callable[[Program, QWidget, Ids], None]
    read: Callable[[QWidget], object]
    where: tuple[str, ...] = ()

    def location(self, ids: Ids) -> Mapping[str, str]:
        """Where the form is opened."""
        return {name: getattr(ids, name) for name in self.where} | {FORM: self.form.name}


def open_form(program: Program, kept: Kept, ids: Ids) -> QWidget:
    """The form, open on the screen, with what was kept of it in its fields."""
    shell = program.controller.shell
    assert shell is not None
    if shown(program, kept):
        return shown(program, kept)[0]
    shell.navigate(kept.room, **kept.location(ids))
    program.wait(lambda: bool(shown(program, kept)))
    answered(program)
    return shown(program, kept)[0]


def answered(program: Program) -> None:
    """Wait until the vault has answered everything asked so far."""
    told: list[bool] = []
    for _ in range(2):
        told.clear()
        program.controller.worker.after_all(lambda: told.append(True), program.controller)
        program.wait(lambda: bool(told))


def shown(program: Program, kept: Kept) -> list[QWidget]:
    """The forms of this sort and name that are on the screen of this program."""
    own = program.controller.window.findChildren(kept.shown)
    return [form for form in own if form.isVisible() and named(form) == kept.form.name]


def named(form: QWidget) -> str:
    """By which name it is kept: one class may be the form of two kinds of records."""
    assert isinstance(form, FormDialog)
    return form.where[FORM]


def _new_interview(_program: Program, form: QWidget, _ids: Ids) -> None:
    assert isinstance(form, NewInterviewDialog)
    press(form.name, WORDS)
    form.language.setCurrentIndex(form.language.findData("ru"))
    form.language.activated.emit(form.language.currentIndex())


def _read_interview(form: QWidget) -> object:
    assert isinstance(form, NewInterviewDialog)
    return form.wanted()


def _withdrawal(_program: Program, form: QWidget, _ids: Ids) -> None:
    assert isinstance(form, NarrowingDialog)
    press(form.reason, WORDS)


def _read_withdrawal(form: QWidget) -> object:
    assert isinstance(form, NarrowingDialog)
    assert isinstance(form.reason, QPlainTextEdit)
    return form.reason.toPlainText()


def _settling(_program: Program, form: QWidget, _ids: Ids) -> None:
    assert isinstance(form, SettleDialog | LiftDialog)
    press(form.reason, WORDS)


def _read_settling(form: QWidget) -> object:
    assert isinstance(form, SettleDialog | LiftDialog)
    return form.reason.toPlainText()


def _names(_program: Program, form: QWidget, _ids: Ids) -> None:
    assert isinstance(form, NamesDialog)
    press(form.organisation, WORDS)


def _read_names(form: QWidget) -> object:
    assert isinstance(form, NamesDialog)
    return form.typed_names()


def _print(_program: Program, form: QWidget, _ids: Ids) -> None:
    assert isinstance(form, PrintDialog)
    form.naming.button("name").click()
    form.language.button("ru").click()


def _read_print(form: QWidget) -> object:
    assert isinstance(form, PrintDialog)
    return form.naming.value, form.language.value


def _print_for(_program: Program, form: QWidget, _ids: Ids) -> None:
    assert isinstance(form, PrintForDialog)
    form.recipient.setCurrentIndex(form.recipient.findData("partner-organisation"))
    form.recipient.activated.emit(form.recipient.currentIndex())
    form.purpose.setCurrentIndex(form.purpose.findData("advocate-without-name"))
    form.purpose.activated.emit(form.purpose.currentIndex())
    form.language.button("ru").click()


def _read_print_for(form: QWidget) -> object:
    assert isinstance(form, PrintForDialog)
    return form.recipient.currentData(), form.purpose.currentData(), form.language.value


def _pages(_program: Program, form: QWidget, _ids: Ids) -> None:
    assert isinstance(form, PersonPagesDialog)
    form.what.button("held").click()
    form.language.button("en").click()
    form.reason.setCurrentIndex(form.reason.findData("order"))
    form.reason.activated.emit(form.reason.currentIndex())


def _read_pages(form: QWidget) -> object:
    assert isinstance(form, PersonPagesDialog)
    return form.what.value, form.language.value, form.reason.currentData()


def _new_person(_program: Program, form: QWidget, _ids: Ids) -> None:
    assert isinstance(form, NewPersonDialog)
    press(form.name, WORDS)


def _read_person(form: QWidget) -> object:
    assert isinstance(form, NewPersonDialog)
    return form.code.text(), form.name.text()


def _new_place(_program: Program, form: QWidget, _ids: Ids) -> None:
    assert isinstance(form, NewPlaceDialog)
    press(form.name, WORDS)


def _read_place(form: QWidget) -> object:
    assert isinstance(form, NewPlaceDialog)
    return form.way.value, form.name.text(), form.kind.currentData()


def _new_protected(_program: Program, form: QWidget, _ids: Ids) -> None:
    assert isinstance(form, NewProtectedDialog)
    press(form.name, WORDS)


def _read_protected(form: QWidget) -> object:
    assert isinstance(form, NewProtectedDialog)
    return form.of.value, form.name.text(), form.instead.text()


def _part_of(program: Program, form: QWidget, ids: Ids) -> None:
    assert isinstance(form, PartOfDialog)
    program.wait(lambda: form.place.model.place_of(ids.town) >= 0)
    form.place.list.setCurrentIndex(form.place.model.index(form.place.model.place_of(ids.town)))


def _read_part_of(form: QWidget) -> object:
    assert isinstance(form, PartOfDialog)
    return form.place.value


def _change_kind(_program: Program, form: QWidget, _ids: Ids) -> None:
    assert isinstance(form, ChangeKindDialog)
    form.kind.setCurrentIndex(form.kind.findData("national-authority"))
    form.kind.activated.emit(form.kind.currentIndex())


def _read_kind(form: QWidget) -> object:
    assert isinstance(form, ChangeKindDialog)
    return form.kind.currentData()


def _settings(_program: Program, form: QWidget, _ids: Ids) -> None:
    assert isinstance(form, FillInDialog)
    press(form.names.names["be"], WORDS)
    press(form.lines.footer, WORDS)
    press(form.bodies.lines[RecipientKind.UN_MECHANISM], WORDS)
    form.referrals.add_button.click()
    press(form.referrals.rows[-1].name, WORDS)


def _read_settings(form: QWidget) -> object:
    assert isinstance(form, FillInDialog)
    return form.typed()


def _acquired(_program: Program, form: QWidget, _ids: Ids) -> None:
    assert isinstance(form, AcquiredDialog | BatchDialog)
    fields = form.fields
    press(fields.lines["handed_over_by"], WORDS)
    press(fields.day.line, "2021-03-01")
    fields.codes["generation"].setCurrentIndex(fields.codes["generation"].findData("copy"))
    fields.codes["generation"].activated.emit(fields.codes["generation"].currentIndex())


def _read_acquired(form: QWidget) -> object:
    assert isinstance(form, AcquiredDialog | BatchDialog)
    return said_in(form.fields.filled_in())


def _set(_program: Program, form: QWidget, _ids: Ids) -> None:
    assert isinstance(form, SetDialog)
    press(form.name, WORDS)
    press(form.note, WORDS)


def _read_set(form: QWidget) -> object:
    assert isinstance(form, SetDialog)
    return form.name.text(), form.note.toPlainText()


FORMS: Final = (
    Kept(NEW_SET, NewSetDialog, "media", _set, _read_set),
    Kept(EDIT_SET, EditSetDialog, "media", _set, _read_set, ("set",)),
    Kept(ACQUIRED, AcquiredDialog, "media", _acquired, _read_acquired, ("media",)),
    Kept(BATCH, BatchDialog, "interviews", _acquired, _read_acquired, ("interview",)),
    Kept(BATCH_ALONE, BatchDialog, "media", _acquired, _read_acquired),
    Kept(FILL_IN, FillInDialog, "settings", _settings, _read_settings),
    Kept(CHANGE_KIND, ChangeKindDialog, "handoff", _change_kind, _read_kind, ("record",)),
    Kept(NEW_INTERVIEW, NewInterviewDialog, "interviews", _new_interview, _read_interview),
    Kept(NAMES, NamesDialog, "interviews", _names, _read_names, ("interview",)),
    Kept(RESTRICT, RestrictDialog, "interviews", _withdrawal, _read_withdrawal, ("interview",)),
    Kept(LIFT, LiftDialog, "interviews", _settling, _read_settling, ("interview",)),
    Kept(SETTLE, SettleDialog, "interviews", _settling, _read_settling, ("interview",)),
    Kept(WITHDRAW, WithdrawDialog, "interviews", _withdrawal, _read_withdrawal, ("interview",)),
    Kept(FOR_PERSON, PersonPagesDialog, "interviews", _pages, _read_pages, ("interview",)),
    Kept(PRINT, PrintDialog, "interviews", _print, _read_print, ("interview",)),
    Kept(PRINT_FOR, PrintForDialog, "interviews", _print_for, _read_print_for, ("interview",)),
    Kept(NEW_PERSON, NewPersonDialog, "people", _new_person, _read_person),
    Kept(NEW_PLACE, NewPlaceDialog, "places", _new_place, _read_place),
    Kept(NEW_PROTECTED, NewProtectedDialog, "protected", _new_protected, _read_protected),
    Kept(PART_OF, PartOfDialog, "places", _part_of, _read_part_of, ("place",)),
)


def close(form: QWidget) -> None:
    """Take the way back knowingly."""
    assert isinstance(form, FormDialog)
    form.give_up()
