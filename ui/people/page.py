"""The page of the people room: the list beside one profile."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget

from desktop.i18n import _
from desktop.model.changes import Changes
from desktop.model.laid_over import Landed
from desktop.model.person import Person
from desktop.model.version import RecordKind
from desktop.vault import Vault
from desktop.vault.records.summaries import InterviewFilter, InterviewSummary
from ui.messages import say_landed
from ui.people.new_person import NewPersonDialog
from ui.people.people_list import PeopleList
from ui.people.profile import Profile
from ui.shell.room import Location, Page, RoomContext
from ui.widgets.banner import Banner
from ui.widgets.empty_state import EmptyState
from ui.widgets.layouts import column, holding

_LIST_WIDTH = 320
_MOST_INTERVIEWS = 50


@dataclass(frozen=True, slots=True)
class Known:
    """A person and the interviews with them."""

    person: Person
    interviews: tuple[InterviewSummary, ...]


class PeoplePage(Page):
    """Everybody in the vault, by code."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._context = context
        self._wanted = ""
        self._behind = False
        self.profile: Profile | None = None
        self.list = PeopleList(context)
        self.list.opened.connect(self.open)
        self.list.wanted_new.connect(self.new)
        self.list.any_here.connect(self._say_what_is_missing)
        QShortcut(QKeySequence("Ctrl+N"), self, self.new)
        self._empty = EmptyState("people", "", "")
        self.banner = Banner()
        self._right = QStackedWidget()
        self._lay_out()

    def entered(self) -> None:
        """Read the list again."""
        self.list.read()

    def take_focus(self) -> None:
        """The list, to go through by arrows."""
        self.list.list.setFocus()

    def go(self, location: Location) -> None:
        """Open one person."""
        if location.get("person"):
            self.open(location["person"])

    def location(self) -> Location:
        """The person whose profile is open."""
        return {"person": self.profile.person_id} if self.profile else {}

    def open(self, person_id: str) -> None:
        """Read a person and show the profile, once the one before is saved."""
        if self.profile is not None:
            self.profile.save_now()
        self._wanted = person_id
        if self.location().get("person") != person_id:
            self._read_profile(person_id)

    def _read_profile(self, person_id: str) -> None:
        self._context.worker.run(
            lambda vault: read_known(vault, person_id), self._show, self.list.say_error, self
        )

    def new(self) -> None:
        """Ask for the code and the name of a new person."""
        dialog = NewPersonDialog(self, self._context)
        dialog.created.connect(self._created)
        dialog.open()

    def _created(self, person_id: str) -> None:
        self.open(person_id)

    def _show(self, known: Known) -> None:
        if known.person.id != self._wanted:
            return
        if self.profile is not None and self.profile.shows(known.person):
            self.profile.show_interviews(known.interviews)
            return
        self._behind = self.profile is not None and self.profile.unsaved()
        if self.profile is not None and self._behind:
            self._wanted = self.profile.person_id
            self.list.show_chosen(self.profile.person_id)
            return
        if self.profile is None or self.profile.person_id != known.person.id:
            self.banner.clear()
        self._replace(Profile(self._context, known.person, known.interviews))
        self.list.show_chosen(known.person.id)

    def _replace(self, profile: Profile) -> None:
        before, self.profile = self.profile, profile
        profile.draft.landed.connect(self._say_landed)
        self._right.addWidget(profile)
        self._right.setCurrentWidget(profile)
        if before is not None:
            self._right.removeWidget(before)
            before.deleteLater()

    def _say_landed(self, landed: Landed) -> None:
        say_landed(self.banner, landed)
        if self.profile is not None and (self._behind or landed is not Landed.CLEAN):
            self._read_profile(self.profile.person_id)

    def _say_what_is_missing(self, anybody: bool) -> None:
        """Nobody at all is said in the wide half; nobody who fits the search, beside it."""
        if anybody:
            self._empty.say(_("No profile is open"), _("Choose somebody at the left."))
            return
        self._empty.say(
            _("Nobody here"), _("People come here with their interview, or are added by hand.")
        )

    def changed(self, changes: Changes) -> None:
        """Read the list again where somebody in it changed, and the open profile."""
        if changes.of(RecordKind.PERSON):
            self.list.read()
        if self.profile is not None and self.profile.concerned(changes):
            self._read_profile(self.profile.person_id)

    def _lay_out(self) -> None:
        self._right.addWidget(self._empty)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.list)
        right = column(self.banner, self._right, gap=0)
        right.setStretch(1, 1)
        splitter.addWidget(holding(right))
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([_LIST_WIDTH, 1000])
        self.setLayout(column(splitter))


def read_known(vault: Vault, person_id: str) -> Known:
    """A person with the newest interviews; ``NoSuchRecord``."""
    chosen = InterviewFilter(person_id=person_id)
    found = vault.interviews.summaries(chosen, 0, _MOST_INTERVIEWS)
    return Known(vault.people.get(person_id), tuple(found))
