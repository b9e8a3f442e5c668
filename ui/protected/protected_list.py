"""The list of protected names, by name, filtered by any form, by what stands instead or a note."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.i18n import _, pgettext
from desktop.model.protected import ProtectedName
from desktop.vault.records.protected_names import ProtectedFilter
from ui.shell.room import RoomContext
from ui.widgets.lists.paged_list import Counted, ListTexts, PagedList
from ui.widgets.lists.rows import Row, joined

if TYPE_CHECKING:
    from desktop.vault import Vault


@dataclass(frozen=True, slots=True)
class ProtectedListing:
    """The names that a filter lets through."""

    chosen: ProtectedFilter

    @property
    def filtered(self) -> bool:
        """Whether it may hide names that are there."""
        return bool(self.chosen.text)

    def count(self, vault: Vault) -> Counted:
        """How many there are."""
        return Counted(vault.protected.count(self.chosen))

    def page(self, vault: Vault, offset: int, limit: int) -> list[Row]:
        """A row for each of a page."""
        found = vault.protected.summaries(self.chosen, offset, limit)
        return [protected_row(each) for each in found]


class ProtectedList(PagedList):
    """Every protected name of the vault."""

    def __init__(self, context: RoomContext) -> None:
        texts = ListTexts(
            name=_("Protected names"),
            new=_("New protected name"),
            new_hint=_("New protected name (Ctrl+N)"),
            none_fits=_("No protected names match."),
            typed=pgettext("of a protected name", "Name or code"),
            filter=_("Filter by name or code"),
        )
        super().__init__(context.worker, texts)

    def listing(self) -> ProtectedListing:
        """The names that the field asks for."""
        return ProtectedListing(ProtectedFilter(self.search.text().strip()))


def protected_row(entry: ProtectedName) -> Row:
    """The first form; below it what stands instead, and the other forms."""
    return Row(
        key=entry.id,
        title=entry.display_name,
        detail=joined(*dict.fromkeys((entry.instead, *entry.names[1:]))),
    )
