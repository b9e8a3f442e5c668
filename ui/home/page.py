"""The page of Home: every list in which something waits, and what to do first where none does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from desktop.errors import SkryniaError
from desktop.formats import format_date
from desktop.i18n import _, gettext
from desktop.messages.agenda import HEADINGS, first_message, nothing_message, order_of
from desktop.model.changes import Changes
from desktop.model.identity import Role
from desktop.reading.agenda import FIRST, Agenda, read_agenda
from ui.home.rows import BACKUP, WAY, Place, sections_of
from ui.home.section import Section
from ui.interviews.list.new_dialog import NEW_INTERVIEW
from ui.messages import say_error
from ui.shell.room import FORM, HANDOFF, INTERVIEWS, Page, Room, RoomContext
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.empty_state import EmptyState
from ui.widgets.heading import PageHeading
from ui.widgets.layouts import column, holding
from ui.widgets.sheet import ScrolledPage

_MORE = 50
_TOGETHER_MS = 250
"""Changes within so long are read once."""


class HomePage(Page):
    """Renews itself by what changes in the vault, while it is looked at."""

    def __init__(self, context: RoomContext, rooms: Sequence[Room]) -> None:
        super().__init__()
        self._context, self._rooms = context, rooms
        self._first, self._asked = FIRST, 0
        self._focus_wanted = False
        self._unfolded: Section | None = None
        self.agenda: Agenda | None = None
        self.new_button = primary_button(_("New interview"), self.new, "plus")
        self.other_new_button = quiet_button(_("New interview"), self.new, "plus")
        self.receive_button = primary_button(_("Receive a package"), self._receive, "inbox")
        self.first_button = primary_button(_("New interview"), self.new, "plus")
        self.cards_button = primary_button(_("Contact cards"), self._cards, "card")
        self.accept_button = quiet_button(_("Receive a package"), self._receive, "inbox")
        self.banner = Banner()
        self.sections = {field: Section(field, _title(field)) for field in (*HEADINGS, BACKUP, WAY)}
        for section in self.sections.values():
            # Those that the role leaves out stand in no layout, and would outlive the page.
            section.setParent(self)
            section.go.connect(self._go)
            section.more.connect(self._show_more)
            section.list.beyond.connect(self._step)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_TOGETHER_MS)
        self._soon.timeout.connect(self._read)
        self._lay_out()
        QShortcut(QKeySequence("Ctrl+N"), self, self.new)

    # -- Page -------------------------------------------------------------------------------

    def entered(self) -> None:
        """Read what waits now: also the day may have changed."""
        self._heading.say(_("Home"), format_date(datetime.now().astimezone().date()))
        self._read()

    def changed(self, changes: Changes) -> None:
        """Read again soon, where it is looked at; else when it is entered again."""
        if changes and self.isVisible():
            self._soon.start()

    def take_focus(self) -> None:
        """The first row that waits, or what to do first; once it is known, if it is not yet."""
        shown = self._shown()
        self._focus_wanted = self.agenda is None
        if self.agenda is not None and shown:
            shown[0].list.enter_from(1)
            return
        buttons = (self.new_button, self.first_button, self.cards_button)
        next(each for each in buttons if not each.isHidden()).setFocus()

    def new(self) -> None:
        """Ask for what a new interview needs, in its room."""
        self._context.navigate(INTERVIEWS, **{FORM: NEW_INTERVIEW.name})

    # -- reading ----------------------------------------------------------------------------

    def _read(self) -> None:
        self._asked += 1
        asked, first = self._asked, self._first

        def arrived(agenda: Agenda) -> None:
            if asked == self._asked:
                self._tell(agenda)

        self._context.worker.run(
            lambda vault: read_agenda(vault, first=first), arrived, self._say, self
        )

    def _tell(self, agenda: Agenda) -> None:
        if self.agenda is None or self.agenda.role is not agenda.role:
            self._put_in_order(agenda.role)
        self.agenda = agenda
        self.banner.clear()
        here, waits = self._focused(), self._focus_wanted and self.new_button.hasFocus()
        found = {each.field: each for each in sections_of(agenda, self._rooms)}
        for field, section in self.sections.items():
            section.tell(found.get(field))
        self._pages.setCurrentIndex(1 if found else 0)
        self._offer(agenda, bool(found))
        unfolded, self._unfolded = self._unfolded, None
        if unfolded is not None and not unfolded.isHidden():
            unfolded.list.enter_at(FIRST)
        elif waits or (here is not None and here.isHidden()):
            self.take_focus()

    def _offer(self, agenda: Agenda, anything: bool) -> None:
        """What is done first, above the lists or in their place."""
        office = agenda.role is Role.ORGANISATION
        self.new_button.setVisible(anything and not office)
        self.other_new_button.setVisible(anything and office)
        self.receive_button.setVisible(anything and office)
        self.first_button.setVisible(not office)
        self.cards_button.setVisible(office)
        self.accept_button.setVisible(office)
        self._empty.say(*_nothing(agenda))

    def _put_in_order(self, role: Role) -> None:
        for field in (*order_of(role), BACKUP, WAY):
            self._list.removeWidget(self.sections[field])
            self._list.insertWidget(self._list.count() - 1, self.sections[field])

    def _say(self, error: SkryniaError) -> None:
        say_error(self.banner, error)

    # -- going ------------------------------------------------------------------------------

    def _go(self, place: Place) -> None:
        self._context.navigate(place.room, **place.location)

    def _receive(self) -> None:
        self._context.navigate(HANDOFF, path="receive")

    def _cards(self) -> None:
        self._context.navigate(HANDOFF, path="cards")

    def _show_more(self, field: str) -> None:
        """Show more of each list here; once that is done, the rest where it is listed by pages."""
        section = self.sections[field]
        if self._first < _MORE:
            self._first, self._unfolded = _MORE, section
            self._read()
        else:
            self._context.navigate(section.room)

    def _shown(self) -> list[Section]:
        role = self.agenda.role if self.agenda else Role.RESEARCHER
        order = (self.sections[field] for field in (*order_of(role), BACKUP, WAY))
        return [each for each in order if not each.isHidden()]

    def _focused(self) -> Section | None:
        return next((each for each in self._shown() if each.list.hasFocus()), None)

    def _step(self, step: int) -> None:
        """An arrow goes on into the next list; at the ends it stays."""
        shown, here = self._shown(), self._focused()
        if here is not None:
            place = shown.index(here) + step
            if 0 <= place < len(shown):
                shown[place].list.enter_from(step)

    def _lay_out(self) -> None:
        buttons = (self.other_new_button, self.receive_button, self.new_button)
        self._heading = PageHeading(_("Home"), "", *buttons)
        for button in buttons[:2]:
            button.hide()
        self._empty = EmptyState(
            "home", "", "", self.first_button, self.cards_button, self.accept_button
        )
        self._list = column(gap=6)
        self._list.addStretch(1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(holding(self._list))
        self._pages.setCurrentIndex(1)
        content = holding(column(self._heading, self.banner, self._pages, gap=5))
        self.setLayout(column(ScrolledPage(content)))


def _nothing(agenda: Agenda) -> tuple[str, str]:
    """What is said where nothing waits, and what to do first in an empty vault."""
    if agenda.empty:
        return first_message(agenda.role)
    said = _("What is planned, not finished or not answered yet is listed here.")
    return nothing_message(), said


def _title(field: str) -> str:
    if field in HEADINGS:
        return gettext(HEADINGS[field])
    return _("Backup") if field == BACKUP else _("Ways to unlock")
