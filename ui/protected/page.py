"""The page of the protected names: the list beside one entry."""

from __future__ import annotations

from functools import partial

from desktop.i18n import _
from desktop.model.changes import Changes
from desktop.model.person import PERSON_KIND
from desktop.model.protected import ProtectedName
from desktop.vault import Vault
from ui.interviews.account.keys import PROTECT_KEY
from ui.messages import say_error
from ui.protected.ending import what_ends, whether_to_end
from ui.protected.new_protected import PROTECTED_NAME, NewProtectedDialog
from ui.protected.protected_form import Known, ProtectedForm, read_known
from ui.protected.protected_list import ProtectedList
from ui.records_page import RecordsPage
from ui.shell.room import RoomContext
from ui.widgets.dialogs.confirm import ask


class ProtectedPage(RecordsPage[Known]):
    """Every protected name, by name."""

    list: ProtectedList

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context, PROTECTED_NAME, "protected", ProtectedList(context), "eye-off")

    @property
    def entry(self) -> ProtectedForm | None:
        """The name that is open."""
        return self.opened if isinstance(self.opened, ProtectedForm) else None

    def read(self, vault: Vault, record_id: str) -> Known:
        """An entry with its person; ``NoSuchRecord``."""
        return read_known(vault, record_id)

    def form(self, known: Known) -> ProtectedForm:
        """The form of the entry."""
        return ProtectedForm(self._context, known)

    def goes(self) -> str:
        """What it means that a name is protected no longer."""
        return what_ends()

    def new(self) -> None:
        """Ask for the name and what stands instead."""
        dialog = NewProtectedDialog(self, self._context)
        dialog.created.connect(self.open)
        dialog.open()

    def missing(self, any_here: bool) -> tuple[str, str]:
        """What the right half says without an entry."""
        if any_here:
            return _("No protected name is open"), _("Choose one on the left.")
        return (
            _("No protected names yet"),
            _(
                "Protect relatives, witnesses and whoever else must not be named outside. While "
                "you write an account, {key} protects the name at the cursor."
            ).format(key=PROTECT_KEY),
        )

    def changed(self, changes: Changes) -> None:
        """A person's names stand in the list as well."""
        super().changed(changes)
        if changes.of(PERSON_KIND) and not changes.of(PROTECTED_NAME):
            self.list.read()

    def remove(self, record_id: str) -> None:
        """Ask whether a name is to be protected no longer."""
        if self.opened is not None and self.opened.record_id == record_id:
            self.opened.save_now()
        self._place = self.list.model.place_of(record_id)
        self._context.worker.run(
            lambda vault: vault.protected.get(record_id),
            self._ask,
            partial(say_error, self.banner),
            self,
        )

    def _ask(self, entry: ProtectedName) -> None:
        ask(self, whether_to_end(entry), lambda: self._end(entry))

    def _end(self, entry: ProtectedName) -> None:
        self._leave(entry.id)
        self._context.worker.run(
            lambda vault: vault.protected.remove(entry.id),
            self._ended,
            partial(say_error, self.banner),
            self,
        )

    def _ended(self, entry: ProtectedName) -> None:
        said = _("Protected no longer: {name}").format(name=entry.display_name)
        self._context.state_bar.note(said)
        self._removed(entry.id)
        self.take_focus()
