"""The rooms of an open vault: rail at the left, search and lock on top, state at the bottom."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from desktop.errors import SkryniaError
from desktop.i18n import _
from desktop.messages.errors import explain
from desktop.model.changes import Changes, Part
from desktop.system.stick_watch import StickWatch
from ui.preferences import Preferences
from ui.scale import space, with_text
from ui.session.watch import SessionWatch
from ui.shell.amiss import AmissBanner
from ui.shell.errand import Errand
from ui.shell.fixity_behind import FixityBehind
from ui.shell.known_stick import KnownStickBanner
from ui.shell.locks_soon import LocksSoon
from ui.shell.names_behind import NamesBehind
from ui.shell.not_as_came import NotAsCameBanner
from ui.shell.older import OlderBanner
from ui.shell.pictures_behind import PicturesBehind
from ui.shell.rail import Rail
from ui.shell.read_only import ReadOnlyBanner
from ui.shell.room import (
    FORM,
    SETTINGS,
    Drafts,
    Location,
    Page,
    Room,
    RoomContext,
    stay,
)
from ui.shell.search import SearchField
from ui.shell.standing import ComingBack, Standing, standing_in
from ui.shell.state_bar import BottomBar
from ui.shell.unfinished import UnfinishedBanner
from ui.shell.window import dialog_in_front, form_in_front
from ui.tasks import VaultWorker
from ui.theme import current as current_theme
from ui.widgets.buttons import Button, icon_button, quiet_button
from ui.widgets.layouts import column, holding, row, rule

_NARROW = 1000
"""Below this width, in pixels, titles in the rail leave the pages too little."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The room in front and the place in it: what one comes back to. Ids only.

    ``behind``: the places in the other rooms, for when these are visited again. ``standing``: in
    the page in front, or in the form over it.
    """

    room: str
    location: Location = field(default_factory=dict)
    behind: Mapping[str, Location] = field(default_factory=dict)
    standing: Standing | None = None


class Shell(QWidget):
    """Makes a room's page at its first visit and keeps it until the shell is destroyed.

    ``wants_help``: of what is in front (:meth:`help_topic`).
    """

    wants_help = Signal()

    def __init__(
        self,
        rooms: Sequence[Room],
        worker: VaultWorker,
        preferences: Preferences,
        lock: Callable[[], None],
        session: SessionWatch | None = None,
        close_for: Callable[[Errand], None] = stay,
        sticks: StickWatch | None = None,
    ) -> None:
        super().__init__()
        self._rooms = {room.key: room for room in rooms}
        self._pages: dict[str, Page] = {}
        self._behind: dict[str, Location] = {}
        self._worker = worker
        self.drafts = Drafts()
        self.bar = BottomBar()
        worker.changed.connect(self._tell_pages)
        self.context = RoomContext(
            worker=worker,
            state_bar=self.bar,
            settings=preferences,
            theme=current_theme(),
            drafts=self.drafts,
            navigate=self.navigate,
            lock=lock,
            pictures=PicturesBehind(worker, self),
            fixity=FixityBehind(worker, self),
            session=session,
            close_for=close_for,
        )
        self._names = NamesBehind(worker, self)
        self.rail = Rail(rooms)
        self.rail.chosen.connect(self._enter)
        self.rail.again.connect(self._unfold)
        self.rail.unfold.connect(self._unfold)
        self.rail.lock.connect(lock)
        self.search = SearchField(worker, self.navigate, rooms)
        self.search.left.connect(self._fold)
        self.rail.search.connect(self._search)
        self.lock_button: Button = quiet_button(_("Lock"), lock, "lock")
        self.lock_button.setToolTip(_("Lock the vault (Ctrl+L)"))
        self.help_button = icon_button("help", _("Help (F1)"), self.wants_help.emit)
        self.context.pictures.stopped.connect(self._say_no_pictures)
        self.older = OlderBanner(partial(self.navigate, SETTINGS, care="check"))
        to_ways = partial(self.navigate, SETTINGS, care="ways")
        self.amiss = AmissBanner(worker, to_ways, self._uncounted)
        to_files = partial(self.navigate, SETTINGS, care="files")
        self.not_as_came = NotAsCameBanner(worker, to_files, self._uncounted)
        self.context.fixity.refused.connect(self._say_unread)
        self.known_stick = KnownStickBanner(self, worker, preferences, self.with_person, sticks)
        self.read_only = ReadOnlyBanner()
        self.unfinished = UnfinishedBanner(rooms, self.navigate)
        self._stack = QStackedWidget()
        self._lay_out()
        self._locks_soon = LocksSoon(self, self.bar)
        self.search.found.float_over(self)
        self._listen()
        self.read_only.ask(worker, self._uncounted)
        self.older.ask(worker, self._uncounted)
        self.amiss.ask()
        self.not_as_came.ask()
        self.count()

    def navigate(self, room_key: str, /, **location: str) -> None:
        """Bring a room to the front, at a place in it when one is given."""
        if location:
            self._behind.pop(room_key, None)
        page = self._enter(room_key)
        if location:
            page.go(location)

    def go(self, where: Whereabouts) -> None:
        """Begin there, or come back to where one was; and say what else was left open."""
        self._behind = dict(where.behind)
        self.navigate(where.room, **where.location)
        if where.standing is not None:
            form = where.location.get(FORM, "")
            ComingBack(self._worker, partial(self._in_front, form), where.standing, self)
        self.unfinished.ask(self._worker, where.location, self._uncounted)

    def whereabouts(self) -> Whereabouts:
        """Where one is now, and which form is open there."""
        page = self._front()
        behind = self._behind | {
            key: place
            for key, known in self._pages.items()
            if known is not page and (place := known.location())
        }
        for key, known in self._pages.items():
            if known is page:
                form = form_in_front()
                over = self._in_front(form.get(FORM, ""))
                standing = standing_in(over) if over is not None else None
                return Whereabouts(key, {**known.location(), **form}, behind, standing)
        return Whereabouts(next(iter(self._rooms)), behind=behind)

    def with_person(self) -> bool:
        """Whether somebody sits across the table, as far as what is open tells."""
        page = self._front()
        return page is not None and page.with_person()

    def help_topic(self) -> str:
        """What the help is about: the room in front, or a part of it."""
        page = self._front()
        rooms = [key for key, known in self._pages.items() if known is page]
        return (page.help_topic() if page is not None else "") or rooms[0]

    def show_time_left(self, seconds: int) -> None:
        """Say when the vault locks by itself, also where the line at the bottom is hidden."""
        self.bar.show_time_left(seconds)
        self._locks_soon.tell(seconds)

    def page(self, key: str) -> Page:
        """The page of a room, made when it was not visited yet."""
        if key not in self._pages:
            page = self._rooms[key].make_page(self.context)
            self._pages[key] = page
            page.fold_changed.connect(self._fold)
            self._stack.addWidget(page)
        return self._pages[key]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window gives its width to the page."""
        super().resizeEvent(event)
        self.rail.show_narrow(event.size().width() < with_text(_NARROW))

    def count(self) -> None:
        """Ask the vault how much is in each room."""
        for key, room in self._rooms.items():
            if room.count is not None:
                told = partial(self.rail.show_count, key)
                self._worker.read_later(room.count, told, self._uncounted, self)

    def _tell_pages(self, changes: Changes) -> None:
        """The one way in which pages hear that something was written."""
        for page in self._pages.values():
            page.changed(changes)
        if changes.of_records:
            self.count()
        if changes.of(Part.DRAFT):
            self.unfinished.follow(self._worker, self._uncounted)

    def _uncounted(self, error: SkryniaError) -> None:
        """Report a failed count in the status bar."""
        self.bar.note(
            _("The vault could not be counted: {reason}").format(reason=explain(error).title)
        )

    def _say_no_pictures(self) -> None:
        from desktop.media.decoding.outcome import no_decoder

        self.bar.note(no_decoder())

    def _say_unread(self, error: SkryniaError) -> None:
        said = _("The photos and files cannot be checked: {reason}")
        self.bar.note(said.format(reason=explain(error).title))

    def _enter(self, key: str) -> Page:
        page = self.page(key)
        # Asked first: the focus of a page that is hidden would fall onto the rail.
        along_the_rail = self.rail.holds_focus()
        self._stack.setCurrentWidget(page)
        self.rail.show_chosen(key)
        self._fold()
        page.entered()
        behind = self._behind.pop(key, None)
        if behind:
            page.go(behind)
        if not along_the_rail:
            page.take_focus()
        return page

    def _in_front(self, form: str) -> QWidget | None:
        """The form of this name once it is open, or the page where none is named."""
        return dialog_in_front() if form else self._front()

    def _front(self) -> Page | None:
        """The page of the room in front; None before the first is made."""
        page = self._stack.currentWidget()
        return page if isinstance(page, Page) else None

    def _fold(self) -> None:
        """Give the window to what is open, or the rail and the search their place back."""
        page = self._front()
        folded = page is not None and page.folded()
        self.rail.show_strip(folded)
        self._top.setVisible(not folded or self.search.hasFocus())

    def _unfold(self) -> None:
        page = self._front()
        if page is not None:
            page.unfold()

    def _search(self) -> None:
        """The search comes up where it is folded away, and goes when it is left."""
        self._top.show()
        self.search.enter()

    def _lay_out(self) -> None:
        line = row(self.search, None, self.help_button, self.lock_button, gap=4)
        line.setContentsMargins(space(6), space(3), space(6), space(3))
        line.setStretch(0, 1)
        self._top = holding(column(holding(line, "linen"), rule(), gap=0))
        # A page that would like to be taller gives way, not the words of these buttons.
        self._top.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        told = column(
            self.read_only,
            self.older,
            self.amiss,
            self.not_as_came,
            self.known_stick,
            self.unfinished,
            gap=0,
        )
        right = column(self._top, told, self._stack, gap=0)
        right.setStretch(2, 1)
        middle = row(self.rail, right, gap=0)
        middle.setStretch(1, 1)
        whole = column(middle, rule(), self.bar, gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _listen(self) -> None:
        QShortcut(QKeySequence("Ctrl+K"), self).activated.connect(self._search)
        for number, key in enumerate(self._rooms, start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda room=key: self._enter(room).take_focus())
