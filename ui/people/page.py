"""The page of the people room: the list beside one profile."""

from __future__ import annotations

from desktop.i18n import _
from desktop.model.changes import Changes
from desktop.model.person import PERSON_KIND
from desktop.model.sameness import SAMENESS_KIND
from desktop.vault import Vault
from ui.people.new_person import NewPersonDialog
from ui.people.people_list import PeopleList
from ui.people.profile import Profile
from ui.people.profile_interviews import Known, read_known
from ui.records_page import RecordsPage
from ui.shell.room import RoomContext


class PeoplePage(RecordsPage[Known]):
    """Everybody in the vault, by code."""

    list: PeopleList

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context, PERSON_KIND, "person", PeopleList(context), "people")

    @property
    def profile(self) -> Profile | None:
        """The profile that is open."""
        return self.opened if isinstance(self.opened, Profile) else None

    def read(self, vault: Vault, record_id: str) -> Known:
        """A person with the newest interviews; ``NoSuchRecord``."""
        return read_known(vault, record_id)

    def form(self, known: Known) -> Profile:
        """The profile."""
        return Profile(self._context, known)

    def goes(self) -> str:
        """What goes with somebody who was added by mistake."""
        return _("This removes the code, all forms of the name and the note about this person.")

    def changed(self, changes: Changes) -> None:
        """The list too where who stands in one line was decided."""
        super().changed(changes)
        if changes.of(SAMENESS_KIND):
            self.list.read()

    def new(self) -> None:
        """Ask for the code and the name of a new person."""
        dialog = NewPersonDialog(self, self._context)
        dialog.created.connect(self.open)
        dialog.open()

    def missing(self, any_here: bool) -> tuple[str, str]:
        """What the right half says without a profile."""
        if any_here:
            return _("Nobody is selected"), _("Choose a person on the left.")
        return _("Nobody here"), _("People are added with their interview, or by hand.")
