"""What a consent text says of the organisation: asked for before it is read out (R29)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n import LANGUAGE_NAMES, _
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.organisation import CalledIn, Organisation
from desktop.model.phases import Phase
from desktop.model.typed_words import words_form
from ui.interviews.draft import Draft
from ui.kept_form import sheaf_of
from ui.widgets.buttons import primary_button
from ui.widgets.dialogs.form_dialog import FormDialog
from ui.widgets.editors import line
from ui.widgets.field import Field
from ui.widgets.label import paragraph
from ui.widgets.years import YearsField

if TYPE_CHECKING:
    from desktop.vault import Vault

NAMES: Final = words_form(INTERVIEW_KIND, "names")


class NamesDialog(FormDialog):
    """Asks in the language of the text; kept for every interview of this vault."""

    def __init__(
        self, parent: QWidget, draft: Draft, language: str, saved: Callable[[], None]
    ) -> None:
        super().__init__(parent, draft.context.worker, _("Names in the text"))
        self._language, self._saved = language, saved
        self._before, self._given = draft.opened.organisation, draft.opened.given
        called = self._before.called_in(language)
        self.organisation = line(called.name, _nothing)
        self.country = line(called.country, _nothing)
        self.contact = line(self._before.contact, _nothing)
        self._asked_years = YearsField(self._before.review_years, self.check)
        self.years = self._asked_years.line
        self._close_given(language)
        spoken = LANGUAGE_NAMES[language]
        self.lay_out(
            paragraph(_("They appear in the text of every interview in this vault.")),
            Field(_("Organisation ({language})").format(language=spoken), self.organisation),
            Field(_("Country ({language})").format(language=spoken), self.country),
            Field(
                _("Safe contact"),
                self.contact,
                _("How a person reaches the organisation without danger."),
            ),
            self._asked_years,
            action=primary_button(_("Save"), self._save),
        )
        self.keep(
            draft.context,
            sheaf_of(
                NAMES,
                {
                    "organisation": self.organisation,
                    "country": self.country,
                    "contact": self.contact,
                    "years": self.years,
                },
                draft.interview_id,
            ),
            {"interview": draft.interview_id, "phase": Phase.CONSENT.value},
        )

    def ready(self) -> bool:
        """The years are a number that may be signed and read out."""
        return self._asked_years.fits

    def _close_given(self, language: str) -> None:
        """What the organisation itself says in its settings is not typed over here."""
        given = self._given.called_in(language)
        said = (given.name, given.country, self._given.contact, self._given.review_years)
        fields = (self.organisation, self.country, self.contact, self.years)
        for field, text in zip(fields, said, strict=True):
            field.setReadOnly(bool(text))
            if text:
                field.setToolTip(_("From the organisation’s settings"))

    def _save(self) -> None:
        typed = self.typed_names()
        self.ask_vault(lambda vault: _save(vault, typed), lambda _none: self._done())

    def typed_names(self) -> Organisation:
        """The organisation as it stands in the fields."""
        names = CalledIn(self._language, _text(self.organisation), _text(self.country))
        typed = replace(
            self._before.with_names(names),
            contact=_text(self.contact),
            review_years=self._asked_years.years,
        )
        return typed.apart_from(self._given)

    def _done(self) -> None:
        self._saved()
        self.accept()


def _save(vault: Vault, organisation: Organisation) -> None:
    vault.organisation.save(organisation)


def _text(editor: QLineEdit) -> str:
    return " ".join(editor.text().split())


def _nothing(_text: str) -> None:
    """Read when it is saved."""
