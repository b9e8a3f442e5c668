"""The page of the people room: the list beside one profile."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QSplitter, QStackedWidget, QWidget

from desktop.errors import SkryniaError
from desktop.i18n import _, ngettext
from desktop.model.changes import Changes
from desktop.model.person import Person
from desktop.model.version import RecordKind
from desktop.vault import Vault
from desktop.vault.records.summaries import InterviewFilter, InterviewSummary
from desktop.vault.search.folding import fold
from ui.messages import say_error
from ui.people.new_person import NewPersonDialog
from ui.people.profile import Profile
from ui.scale import TARGET
from ui.shell.room import Location, Page, RoomContext
from ui.widgets.banner import Banner
from ui.widgets.buttons import quiet_button
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, holding, row
from ui.widgets.list_pane import ListPane
from ui.widgets.rows import Row, RowsModel, joined

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
        self._people: list[Person] = []
        self.profile: Profile | None = None
        self.model = RowsModel(self)
        self.list = ListPane(_("People"), self.model)
        self.list.setProperty("plain", "true")
        self.list.opened.connect(self.open)
        self.search = QLineEdit()
        self.search.textChanged.connect(lambda _text: self._fill())
        self.new_button = quiet_button(_("New"), self.new, "plus")
        self.new_button.setToolTip(_("New person (Ctrl+N)"))
        self.new_button.setAccessibleName(_("New person"))
        QShortcut(QKeySequence("Ctrl+N"), self, self.new)
        self.banner = Banner()
        self._empty = EmptyState("people", "", "")
        self._right = QStackedWidget()
        self._lay_out()

    def entered(self) -> None:
        """Read the list again."""
        self._read()

    def take_focus(self) -> None:
        """The list, to go through by arrows."""
        self.list.setFocus()

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
            if self.profile.person_id == person_id:
                return
        self._wanted = person_id
        self._context.worker.run(
            lambda vault: read_known(vault, person_id), self._show, self._say, self
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
        if self.profile is not None and self.profile.unsaved():
            self.list.show_row(self.profile.person_id)
            return
        before, self.profile = (
            self.profile,
            Profile(self._context, known.person, known.interviews),
        )
        self._right.addWidget(self.profile)
        self._right.setCurrentWidget(self.profile)
        if before is not None:
            self._right.removeWidget(before)
            before.deleteLater()
        self.list.show_row(known.person.id)

    def _read(self) -> None:
        self._context.worker.run(lambda vault: vault.people.all(), self._take, self._say, self)

    def _take(self, people: list[Person]) -> None:
        self._people = people
        self.banner.clear()
        self._fill()

    def _fill(self) -> None:
        wanted = fold(self.search.text().strip())
        shown = [person for person in self._people if wanted in fold(_all_names(person))]
        self.model.set_rows([person_row(person) for person in shown])
        if self.profile is not None:
            self.list.show_row(self.profile.person_id)
        if not shown and self.list.hasFocus():
            self.new_button.setFocus()
        self._pages.setCurrentIndex(1 if shown else 0)
        self._say_what_is_missing()

    def _say_what_is_missing(self) -> None:
        """Nobody at all is said in the wide half; nobody who fits the search, beside it."""
        anybody = bool(self._people)
        self._nobody_fits.setVisible(anybody)
        if anybody:
            self._empty.say(_("No profile is open"), _("Choose somebody at the left."))
            return
        self._empty.say(
            _("Nobody here"), _("People come here with their interview, or are added by hand.")
        )

    def changed(self, changes: Changes) -> None:
        """Read the list again where somebody in it changed."""
        if changes.of(RecordKind.PERSON):
            self._read()

    def _say(self, error: SkryniaError) -> None:
        say_error(self.banner, error)

    def _lay_out(self) -> None:
        self.search.setPlaceholderText(_("Code or name"))
        self.search.setAccessibleName(_("Filter by code or name"))
        self.search.setMinimumHeight(TARGET)
        self._pages = QStackedWidget()
        self._nobody_fits = holding(
            column(
                paragraph(_("Nothing here"), "strong"),
                paragraph(_("Nobody fits what is typed above."), "quiet"),
                None,
                margin=4,
            )
        )
        self._pages.addWidget(holding(column(self._nobody_fits)))
        self._pages.addWidget(self.list)
        self._pages.setCurrentWidget(self.list)
        above = column(row(self.search, self.new_button), self.banner, gap=3)
        above.setContentsMargins(16, 16, 16, 12)
        left_column = column(above, self._pages, gap=0)
        left_column.setStretch(1, 1)
        left = QWidget()
        left.setLayout(left_column)
        self._right.addWidget(self._empty)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(left)
        splitter.addWidget(self._right)
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([_LIST_WIDTH, 1000])
        self.setLayout(column(splitter))


def read_known(vault: Vault, person_id: str) -> Known:
    """A person with the newest interviews; ``NoSuchRecord``."""
    chosen = InterviewFilter(person_id=person_id)
    found = vault.interviews.summaries(chosen, 0, _MOST_INTERVIEWS)
    return Known(vault.people.get(person_id), tuple(found))


def person_row(person: Person) -> Row:
    """A person in the list: the code first, other forms of the name below."""
    others = joined(*(name.text for name in person.names[1:]))
    count = len(person.names)
    forms = ngettext("{count} name", "{count} names", count).format(count=count)
    named = person.names[0].text if person.names else _("No name written down")
    return Row(
        key=person.id,
        title=named if person.names else person.code,
        detail=others or ("" if person.names else named),
        aside=person.code if person.names else "",
        tag=forms if count > 1 else "",
    )


def _all_names(person: Person) -> str:
    return "\n".join((person.code, *(name.text for name in person.names)))
