"""The page of a room whose records stand in a list at the left, the open one at the right.

A room says how its records are read and laid into a form; opening, saving what is left, and
showing what arrived meanwhile are the same for all of them. What a room has to say stands in
abstract methods: mypy names the one that is missing where the page or the form is made.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from desktop.i18n import _
from desktop.model.changes import Changes, Part
from desktop.model.merge.laid_over import Landed
from desktop.model.typed_words import NEW, words_form
from desktop.model.version import RecordKind
from ui.messages import say_landed
from ui.record_draft import RecordDraft, T, Write
from ui.removing import Removing
from ui.scale import with_text
from ui.shell.room import FORM, Location, Page, RoomContext
from ui.widgets.banner import Banner
from ui.widgets.elided import ElidedLabel
from ui.widgets.empty_state import EmptyState
from ui.widgets.layouts import column, holding
from ui.widgets.lists.acts import opening, removing
from ui.widgets.lists.paged_list import PagedList
from ui.widgets.sheet import ScrolledPage, Sheet

if TYPE_CHECKING:
    from desktop.vault import Vault

K = TypeVar("K")
"""What is read of a record to show it: the record, and what stands beside it."""

_LIST_WIDTH = 336


class RecordForm(QWidget, Generic[K]):
    """One open record, under its title. It saves itself through ``draft``, whose record has an
    ``id``."""

    draft: RecordDraft[Any]

    def __init__(self, context: RoomContext, record: T, write: Write[T]) -> None:
        super().__init__()
        self._context = context
        self.draft = RecordDraft(context, record, write, self)
        self._title = ElidedLabel("title")

    def lay_out(self, *parts: QWidget) -> None:
        """Show these below the title, which follows what is typed."""
        sheet = Sheet(column(self._title, *parts, gap=7, margin=6))
        self.scrolled = ScrolledPage(holding(column(sheet, None)))
        self.setLayout(column(self.scrolled))
        self.draft.edited.connect(self._say_title)
        self._say_title()

    def _say_title(self) -> None:
        self._title.say(self.title())

    @abstractmethod
    def title(self) -> str:
        """What the record is called as it stands on the screen."""

    def edit(self, **changes: Any) -> None:
        """Change fields of the record."""
        self.draft.set(replace(self.draft.now, **changes))

    @property
    def record_id(self) -> str:
        """Whose form it is."""
        return str(self.draft.now.id)

    @abstractmethod
    def concerned(self, changes: Changes) -> bool:
        """Whether what is shown may have changed elsewhere."""

    @abstractmethod
    def shows(self, known: K) -> bool:
        """Whether the fields show this record already."""

    @abstractmethod
    def show_beside(self, known: K) -> None:
        """Renew what stands beside the fields, which nobody types into."""

    def go(self, location: Location) -> None:
        """Open the form that is named; one that is not of this record is passed over."""

    def save_now(self) -> None:
        """Hand over what is unsaved."""
        self.draft.save_now()

    def unsaved(self) -> bool:
        """Whether anything is not in the vault yet."""
        return self.draft.unsaved()


class RecordsPage(Page, Generic[K]):
    """``shows``: the name of the record's id in a location, as the room's ``shows``.

    ``kind``: of the records in the list.
    """

    def __init__(
        self, context: RoomContext, kind: RecordKind, shows: str, records: PagedList, icon: str
    ) -> None:
        super().__init__()
        self._context = context
        self._kind, self._shows = kind, shows
        self._wanted = ""
        self._behind = False
        self._location: Location = {}
        self.opened: RecordForm[K] | None = None
        self.list = records
        self.list.opened.connect(self.open)
        self.list.wanted_new.connect(self.new)
        self.list.any_here.connect(self._say_what_is_missing)
        self.banner = Banner()
        self._removing = Removing(
            self,
            context,
            kind,
            self.banner,
            self.goes(),
            self._removed,
            self.take_focus,
            self._leave,
        )
        self._place = -1
        self.list.list.offer(opening(self.open), removing(_("Remove…"), self.remove))
        QShortcut(QKeySequence("Ctrl+N"), self, self.new)
        self._empty = EmptyState(icon, "", "")
        self._right = QStackedWidget()
        self._lay_out()

    @abstractmethod
    def read(self, vault: Vault, record_id: str) -> K:
        """What is shown of a record, on the vault's thread; ``NoSuchRecord``."""

    @abstractmethod
    def form(self, known: K) -> RecordForm[K]:
        """A form filled with it."""

    @abstractmethod
    def goes(self) -> str:
        """What is removed with a record that was made by mistake, in a sentence."""

    @abstractmethod
    def new(self) -> None:
        """Ask for what a new record begins with, and open it."""

    @abstractmethod
    def missing(self, any_here: bool) -> tuple[str, str]:
        """Title and text of the right half while nothing is open."""

    def entered(self) -> None:
        """Read the list again."""
        self.list.read()

    def take_focus(self) -> None:
        """The list, to go through by arrows."""
        self.list.take_focus()

    def go(self, location: Location) -> None:
        """Open one record, or the form of a new one."""
        record_id, form = location.get(self._shows), location.get(FORM, "")
        if record_id:
            self._location = location
            self.open(record_id)
            if self.opened is not None and self.opened.record_id == record_id:
                self._go_on()
        elif form == words_form(self._kind, NEW).name:
            self.new()

    def location(self) -> Location:
        """The record that is open."""
        return {self._shows: self.opened.record_id} if self.opened else {}

    def open(self, record_id: str) -> None:
        """Read a record and show its form, once the one before is saved."""
        if self.opened is not None:
            self.opened.save_now()
        self._wanted = record_id
        if self.opened is None or self.opened.record_id != record_id:
            self._read_record(record_id)

    def remove(self, record_id: str) -> None:
        """Ask whether a record goes that was made by mistake."""
        if self.opened is not None and self.opened.record_id == record_id:
            self.opened.save_now()
        self._place = self.list.model.place_of(record_id)
        self._removing.ask(record_id)

    def _leave(self, record_id: str) -> None:
        """Close the form of a record that is about to go, so that it saves nothing more."""
        if self.opened is None or self.opened.record_id != record_id:
            return
        form, self.opened, self._wanted = self.opened, None, ""
        self._right.setCurrentWidget(self._empty)
        self._right.removeWidget(form)
        form.deleteLater()

    def _removed(self, _record_id: str) -> None:
        self.list.go_near(max(self._place, 0))
        if self.opened is not None:
            self.list.show_chosen(self.opened.record_id)

    def changed(self, changes: Changes) -> None:
        """Read the list again where something in it changed, and the open record."""
        if changes.of(self._kind, Part.DRAFT):
            self.list.read()
        if self.opened is not None and self.opened.concerned(changes):
            self._read_record(self.opened.record_id)

    def _read_record(self, record_id: str) -> None:
        self._context.worker.run(
            lambda vault: (record_id, self.read(vault, record_id)),
            lambda read: self._show(*read),
            self.list.say_error,
            self,
        )

    def _show(self, record_id: str, known: K) -> None:
        if record_id != self._wanted:
            return
        before = self.opened
        if before is not None and before.record_id == record_id and before.shows(known):
            before.show_beside(known)
            self._behind = False
            return
        self._behind = before is not None and before.unsaved()
        if before is not None and self._behind:
            self._wanted = before.record_id
            self.list.show_chosen(before.record_id)
            return
        if before is None or before.record_id != record_id:
            self.banner.clear()
        self._replace(self.form(known))
        self.list.show_chosen(record_id)
        self._go_on()

    def _go_on(self) -> None:
        """Where a location names more than the record, once the record is on the screen."""
        location, self._location = self._location, {}
        if self.opened is not None and location.get(self._shows) == self.opened.record_id:
            self.opened.go(location)

    def _replace(self, form: RecordForm[K]) -> None:
        before, self.opened = self.opened, form
        form.draft.landed.connect(self._say_landed)
        self._right.addWidget(form)
        self._right.setCurrentWidget(form)
        if before is not None:
            self._right.removeWidget(before)
            before.deleteLater()

    def _say_landed(self, landed: Landed) -> None:
        say_landed(self.banner, landed)
        if self.opened is not None and (self._behind or landed is not Landed.CLEAN):
            self._read_record(self.opened.record_id)

    def _say_what_is_missing(self, any_here: bool) -> None:
        """Nothing at all is said in the wide half; nothing that fits the search, beside it."""
        self._empty.say(*self.missing(any_here))

    def _lay_out(self) -> None:
        self._right.addWidget(self._empty)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.list)
        right = column(self.banner, self._right, gap=0)
        right.setStretch(1, 1)
        splitter.addWidget(holding(right))
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([with_text(_LIST_WIDTH), 1000])
        self.setLayout(column(splitter))
