"""The list of people, by code: read by the page, filtered by code or any form of a name."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.i18n import _
from desktop.vault import Vault
from desktop.vault.records.people import PersonFilter, PersonSummary
from ui.shell.room import RoomContext
from ui.widgets.lists.paged_list import Counted, ListTexts, PagedList
from ui.widgets.lists.rows import Row, joined


@dataclass(frozen=True, slots=True)
class PeopleListing:
    """The people that a filter lets through, by code."""

    chosen: PersonFilter

    @property
    def filtered(self) -> bool:
        """Whether it may hide people who are there."""
        return bool(self.chosen.text)

    def count(self, vault: Vault) -> Counted:
        """How many there are."""
        return Counted(vault.people.count(self.chosen))

    def page(self, vault: Vault, offset: int, limit: int) -> list[Row]:
        """A row for each of a page."""
        return [person_row(found) for found in vault.people.summaries(self.chosen, offset, limit)]


class PeopleList(PagedList):
    """Everybody in the vault."""

    def __init__(self, context: RoomContext) -> None:
        texts = ListTexts(
            name=_("People"),
            new=_("New person"),
            new_hint=_("New person (Ctrl+N)"),
            none_fits=_("No people match."),
        )
        super().__init__(context.worker, texts)

    def listing(self) -> PeopleListing:
        """The people that the field asks for."""
        return PeopleListing(PersonFilter(text=self.search.text().strip()))


def person_row(person: PersonSummary) -> Row:
    """A person in the list: the code first, other forms of the name below."""
    if not person.names:
        codes = ", ".join((person.code, *person.one_with))
        return Row(key=person.id, title=codes, detail=_("No name recorded"))
    return Row(
        key=person.id,
        title=person.names[0],
        detail=joined(*person.names[1:]),
        aside=", ".join((person.code, *person.one_with)),
    )
