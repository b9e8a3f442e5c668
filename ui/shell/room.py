"""How a place in the program (a *room*) is plugged into the window, and what it gets.

A room is a line in the left rail and a page. Each folder ``ui/<room>/`` offers one
function ``room() -> Room``; ``ui/app.py`` lists them in order. The shell makes the page when
it is first visited, on the GUI thread, and keeps it until the vault is locked::

    def room() -> Room:
        return Room(PEOPLE, N_("People"), "people", PeoplePage, count=count_people)

    class PeoplePage(Page):
        def __init__(self, context: RoomContext) -> None:
            super().__init__()
            context.worker.run(lambda vault: vault.people.count(), self._show, self._say, self)

Everything that touches the vault goes through ``context.worker`` (``ui/tasks.py``). A page
that holds typed words registers a :class:`DraftSaver`; the shell calls it before it locks,
closes or rebuilds the window, so that no typed word is ever discarded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.shell.errand import Errand
from ui.widgets.focus import focus_first

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.errors import SkryniaError
    from desktop.model.changes import Changes
    from desktop.vault import Vault
    from ui.preferences import Preferences
    from ui.session.watch import SessionWatch
    from ui.shell.fixity_behind import FixityBehind
    from ui.shell.pictures_behind import PicturesBehind
    from ui.tasks import VaultWorker
    from ui.theme import Theme

HOME = "home"
INTERVIEWS = "interviews"
PEOPLE = "people"
PLACES = "places"
MEDIA = "media"
HANDOFF = "handoff"
PROTECTED = "protected"
SETTINGS = "settings"

FORM = "form"
"""In a :data:`Location`: the name of a form that is open there (``DraftForm.name``)."""

RECORD = "record"
"""In a :data:`Location`: the id of whose form it is, where a room shows no records."""

Location = Mapping[str, str]
"""Where in a room: ids and names of parts, such as ``{"interview": id, "phase": "consent"}``.

It is kept in memory while the vault is locked, so it holds ids, never words of a record.
"""


class Page(QWidget):
    """The page of a room. The shell calls these; each has a quiet default.

    Pages are destroyed when the vault is locked and made anew when it is unlocked, so a page
    reads from the vault again and keeps nothing outside itself.

    ``fold_changed``: what is open takes the whole window now, or gives it back.
    """

    fold_changed = Signal()

    def folded(self) -> bool:
        """Whether one thing is open that has the window for itself: the rail is a strip then."""
        return False

    def unfold(self) -> None:
        """Show again what the page holds beside the thing that is open."""

    def entered(self) -> None:
        """The room came to the front (first visit included): read again what may be stale."""

    def changed(self, changes: Changes) -> None:
        """A job wrote to the vault, here or elsewhere: read again what it touched."""

    def take_focus(self) -> None:
        """Put the focus where work begins; called when a shortcut opened the room."""
        focus_first(self)

    def go(self, location: Location) -> None:
        """Open this location; an id that is not there any more is ignored."""

    def with_person(self) -> bool:
        """Whether what is open is done with somebody across the table: it locks later."""
        return False

    def help_topic(self) -> str:
        """What of ``desktop.messages.help`` the help is about; "" for the room as a whole."""
        return ""

    def location(self) -> Location:
        """Where the person is now, to come back to after unlocking."""
        return {}


def stay(_errand: Errand) -> None:
    """Where nobody closes the vault for an errand."""


class DraftSaver(Protocol):
    """Who holds typed words that may not be in the vault yet."""

    def save_now(self) -> None:
        """Hand every unsaved word to ``worker.run`` now; return without waiting.

        The worker is first in, first out: what is queued here is written before the vault
        closes. With nothing unsaved this does nothing.
        """

    def unsaved(self) -> bool:
        """Whether words are still only on the screen: not handed over, or the write failed.

        The shell asks after the writes have answered. While any saver says yes, the window
        is covered by the lock screen but the page and the vault stay alive behind it.
        """


class StateBar(Protocol):
    """The saved state at the bottom of the window; call on the GUI thread."""

    def saving(self, who: QObject) -> None:
        """Words were typed in ``who`` that are not in the vault yet. Ends with it."""

    def saved(self, who: QObject, at: datetime) -> None:
        """All that was typed in ``who`` was in the vault at this local time ("Saved 14:02", once
        that is true of everybody)."""

    def not_saved(self, who: QObject, error: SkryniaError) -> None:
        """Writing what was typed in ``who`` failed: "Not saved" stays until it is saved."""

    def waiting(self, who: QObject, waits: bool) -> None:
        """Something was typed that counts for nothing yet: while it stands there, no sign says
        that all is saved. Ends by itself with ``who``."""

    def note(self, text: str) -> None:
        """Say something small and passing, translated ("Copied"), for a few seconds."""


class Navigate(Protocol):
    """Go to another room: ``navigate(PEOPLE, person=person_id)``."""

    def __call__(self, room_key: str, /, **location: str) -> None:
        """Bring the room to the front and call its page's ``go`` when a place is given."""


class Drafts:
    """The draft savers of the open pages. A saver is forgotten when its page is destroyed."""

    def __init__(self) -> None:
        self._savers: list[DraftSaver] = []

    def register(self, saver: DraftSaver, page: QObject) -> None:
        """Ask ``saver`` before the window locks, closes or is rebuilt, while ``page`` lives."""
        self._savers.append(saver)
        page.destroyed.connect(lambda: self.forget(saver))

    def forget(self, saver: DraftSaver) -> None:
        """Ask this saver no more; one that was never registered is passed over."""
        self._savers = [kept for kept in self._savers if kept is not saver]

    def save_now(self) -> None:
        """Let every page hand over its unsaved words."""
        for saver in tuple(self._savers):
            saver.save_now()

    def unsaved(self) -> bool:
        """Whether any page still holds words that are not in the vault."""
        return any(saver.unsaved() for saver in self._savers)


@dataclass(frozen=True, slots=True)
class RoomContext:
    """What a page works with. Made once for each unlocking. ``session``: what hears that the system
    locks and sleeps. ``close_for``: closes the vault as a lock does, and then begins the errand."""

    worker: VaultWorker
    state_bar: StateBar
    settings: Preferences
    theme: Theme
    drafts: Drafts
    navigate: Navigate
    lock: Callable[[], None]
    pictures: PicturesBehind
    fixity: FixityBehind
    session: SessionWatch | None = None
    close_for: Callable[[Errand], None] = stay


@dataclass(frozen=True, slots=True)
class Room:
    """A place in the left rail.

    ``title``: the msgid, marked with ``N_``; the shell translates it when it is shown.
    ``icon``: a name in ``resources/icons`` without ending.
    ``make_page``: called on the GUI thread at the first visit.
    ``count``: how many records the rail shows beside the title; runs on the worker thread.
    ``shows``: the name in a :data:`Location` of the id of what is opened here. ``finds``: which
    hits of the search are looked at here (``HitKind``); another than ``shows`` goes along with
    the id of where in the record it was found.
    ``forms``: those whose drafts are offered here, by name, with the msgid of what each is called;
    the page opens one where a location names it as :data:`FORM`.
    """

    key: str
    title: str
    icon: str
    make_page: Callable[[RoomContext], Page]
    count: Callable[[Vault], int] | None = None
    shows: str = ""
    finds: tuple[str, ...] = ()
    forms: Mapping[str, str] = field(default_factory=dict)
