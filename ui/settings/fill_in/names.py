"""What the organisation and its country are called in each language, and what is said in one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desktop.i18n import LANGUAGE_NAMES, _
from desktop.model.organisation import CalledIn, Organisation
from desktop.vocabulary.consent_text import TEXT_LANGUAGES
from ui.kept_words import Words, words_of
from ui.settings.fill_in.part import nothing, said
from ui.widgets.editors import line
from ui.widgets.field import Field
from ui.widgets.layouts import column, row
from ui.widgets.years import YearsField


class NameFields(QWidget):
    """Name and country side by side, a language a line."""

    def __init__(self, organisation: Organisation) -> None:
        super().__init__()
        called = [organisation.called_in(each) for each in TEXT_LANGUAGES]
        self.names = {each.language: line(each.name, nothing) for each in called}
        self.countries = {each.language: line(each.country, nothing) for each in called}
        self.setLayout(column(*map(self._fields, TEXT_LANGUAGES), gap=3))

    def _fields(self, language: str) -> QWidget:
        spoken = LANGUAGE_NAMES[language]
        name = Field(_("Organisation ({language})").format(language=spoken), self.names[language])
        country = Field(_("Country ({language})").format(language=spoken), self.countries[language])
        both = QWidget()
        both.setLayout(row(name, country, gap=3))
        return both

    @property
    def words(self) -> Mapping[str, Words]:
        """By language."""
        names = {f"name-{each}": words_of(field) for each, field in self.names.items()}
        countries = {f"country-{each}": words_of(field) for each, field in self.countries.items()}
        return {**names, **countries}

    def put(self, organisation: Organisation) -> Organisation:
        """A language in which nothing is said is left out."""
        others = tuple(each for each in organisation.called if each.language not in TEXT_LANGUAGES)
        ours = (
            CalledIn(each, said(self.names[each]), said(self.countries[each]))
            for each in TEXT_LANGUAGES
        )
        named = tuple(each for each in ours if each.name or each.country)
        return replace(organisation, called=(*named, *others))


class LineFields(QWidget):
    """Contact, years, and the line at the foot of pages."""

    def __init__(self, organisation: Organisation, changed: Callable[[], None]) -> None:
        super().__init__()
        self.contact = line(organisation.contact, nothing)
        self._asked_years = YearsField(organisation.review_years, changed)
        self.years = self._asked_years.line
        self.footer = line(organisation.footer, nothing)
        how = _("How a person reaches the organisation without danger.")
        where = _("One line at the foot of pages for the person.")
        self.setLayout(
            column(
                Field(_("Safe contact"), self.contact, how),
                self._asked_years,
                Field(_("Footer"), self.footer, where),
                gap=3,
            )
        )

    @property
    def words(self) -> Mapping[str, Words]:
        """By what it is."""
        fields = {"contact": self.contact, "years": self.years, "footer": self.footer}
        return {name: words_of(field) for name, field in fields.items()}

    @property
    def fit(self) -> bool:
        """Whether they may be signed as they stand."""
        return self._asked_years.fits

    def put(self, organisation: Organisation) -> Organisation:
        """With these three as they stand."""
        return replace(
            organisation,
            contact=said(self.contact),
            review_years=self._asked_years.years,
            footer=said(self.footer),
        )
