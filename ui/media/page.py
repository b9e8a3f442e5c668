"""The page of the media room: the grid, and the viewer in its place when a file is opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from desktop.errors import SkryniaError
from desktop.i18n import _, ngettext
from desktop.model.acquisition import ACQUISITION_KIND
from desktop.model.changes import Changes, Part
from desktop.model.companion import COMPANION_KIND
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.media import MEDIA_KIND
from desktop.model.redacted import REDACTED_KIND
from desktop.model.set import SET_KIND
from ui.media.acquired import ACQUIRED
from ui.media.adding.adding_files import AddingFiles, how_they_are_kept
from ui.media.adding.batch_dialog import BATCH_ALONE
from ui.media.adding.drop_area import DropArea
from ui.media.custody_dialog import CustodyDialog
from ui.media.delegate import CellDelegate
from ui.media.filtering import FilterBar
from ui.media.grid import ThumbnailGrid
from ui.media.library import Library
from ui.media.removed import removing_files
from ui.media.reordering import Reordering
from ui.media.save_original import SavingOriginals
from ui.media.sets import EDIT_SET, NEW_SET
from ui.media.sets_bar import SetsBar
from ui.media.thumbnails import Thumbnails
from ui.media.viewer import Viewer
from ui.messages import say_error
from ui.shell.room import FORM, INTERVIEWS, Location, Page, RoomContext
from ui.widgets.banner import Banner
from ui.widgets.buttons import quiet_button
from ui.widgets.empty_state import EmptyState
from ui.widgets.heading import PageHeading
from ui.widgets.layouts import EDGE, column
from ui.widgets.lists.acts import Act, opening, removing
from ui.widgets.sheet import ScrolledWhenShort

if TYPE_CHECKING:
    from desktop.vault import Vault
    from desktop.vault.records.originals.media_lists import MediaFilter, MediaOrder


_FILES, _NONE_FITS = 1, 2
"""What stands below the buttons, where there is any file at all."""


class MediaPage(Page):
    """All files, newest first."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._context = context
        self._stale = True
        self._old_captions = False
        self._near = 0
        self._interview = ""
        self._row: tuple[str, ...] = ()
        self.library = Library(context.worker, Thumbnails(context.worker, self), self)
        self.library.refused.connect(self._say)
        self.grid = ThumbnailGrid(self.library)
        self.grid.setItemDelegate(CellDelegate(self.grid))
        self.grid.setAccessibleName(_("All files"))
        self.grid.opened.connect(self._open_position)
        self.viewer = Viewer(context)
        self.viewer.closed.connect(self._close_viewer)
        self.viewer.step.connect(self._step)
        self.viewer.other_asked.connect(self._show_other)
        self.banner = Banner()
        self._removing = removing_files(
            self, context, self.banner, self._removed, self.grid.setFocus
        )
        self.saving = SavingOriginals(self, context, self.banner)
        self.sets = SetsBar(self, context, self.banner)
        self.sets.changed.connect(self._show_set)
        self.filters = FilterBar(self, context)
        self.filters.changed.connect(self._show_others)
        # What became of an import stays said while sets are looked through and files removed.
        self.added = Banner()
        self.adding = AddingFiles(self, context, self.added)
        self.grid.offer(
            opening(lambda at: self._open_position(int(at))),
            Act(_("Open the interview"), self._open_interview, offered=self._has_interview),
            Act(_("Save original as…"), lambda at: self._with(at, self.saving.ask)),
            Act(_("Chain of custody…"), lambda at: self._with(at, self._show_custody)),
            Act(_("Put into a set…"), lambda at: self._with(at, self.sets.offer)),
            *self._acts_in_a_set(),
            removing(_("Remove…"), lambda at: self._with(at, self._removing.ask)),
        )
        self.reordering = Reordering(self.grid, self.library, lambda: self.filters.as_the_set)
        self.reordering.moved.connect(lambda at, to: self._move(at, to - at))
        for key, by in (("Alt+Left", -1), ("Alt+Right", 1)):
            shortcut = QShortcut(QKeySequence(key), self.grid, partial(self._move_current, by))
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._heading = PageHeading(_("Photos and files"))
        self._pages = QStackedWidget()
        self._lay_out()

    def _acts_in_a_set(self) -> tuple[Act, ...]:
        """What can be done only while one is shown."""

        def shown() -> bool:
            return bool(self.sets.chosen)

        def whole() -> bool:
            return self.filters.as_the_set

        def take_out(at: str) -> None:
            self._with(at, self._take_out)

        return (
            Act(_("Take out of this set"), take_out, offered=shown),
            Act(_("Move back in this set"), lambda at: self._move(int(at), -1), offered=whole),
            Act(_("Move on in this set"), lambda at: self._move(int(at), 1), offered=whole),
        )

    def _has_interview(self) -> bool:
        here = self.grid.current_position()
        found = None if here is None else self.library.row(here)
        return bool(found and found.interviews)

    def _open_interview(self, position: str) -> None:
        """The first interview that has the file, with the file on the screen there."""
        found = self.library.row(int(position))
        if found and found.interviews:
            first = found.interviews[0].id
            self._context.navigate(INTERVIEWS, interview=first, media=found.media.id)

    def entered(self) -> None:
        """Count again when files came since."""
        if self._stale:
            self._read()
        else:
            self._renew_captions()

    def go(self, location: Location) -> None:
        """Open the viewer on one file, among those of its ``interview`` where that is given."""
        # The search leads to a name in a set by the set's id.
        set_id = location.get("media" if "set_file" in location else "set", "")
        if set_id or location.get(FORM) in (NEW_SET.name, EDIT_SET.name):
            self._pages.setCurrentIndex(0)
            self.sets.go(set_id, location.get(FORM, ""))
        elif location.get(FORM) == BATCH_ALONE.name:
            self._pages.setCurrentIndex(0)
            self.adding.ask_first()
        elif said := {each: location[each] for each in _ABOUT_A_FILE if location.get(each)}:
            self._show_what_it_is_about(*said.popitem())
        elif location.get("media"):
            self._show(location["media"], location.get("interview", ""), _words(location))
            if location.get(FORM) == ACQUIRED.name:
                self.viewer.ask_acquired(location["media"])

    def _show_what_it_is_about(self, kind: str, record_id: str) -> None:
        """The file of which somebody said how it came, or of which it was made."""
        read = _ABOUT_A_FILE[kind]
        self._context.worker.run(
            lambda vault: read(vault, record_id),
            self._show,
            self._say,
            self,
        )

    def location(self) -> Location:
        """The file on the screen, or nothing for the grid."""
        if not self._shows_a_file():
            return {"set": self.sets.chosen} if self.sets.chosen else {}
        shown = {"media": self.viewer.media_id}
        return shown | {"interview": self._interview} if self._interview else shown

    def changed(self, changes: Changes) -> None:
        """Count again when files came: at once where they are looked at. Pictures come by
        themselves (``Thumbnails``); what is said of an open file is read again."""
        if changes.of(MEDIA_KIND, SET_KIND):
            self._stale = True
            if self.isVisible():
                self._read()
        self._old_captions |= changes.of(INTERVIEW_KIND, Part.ATTACHMENTS, Part.PACKAGE)
        self._renew_captions()
        if changes.touches(MEDIA_KIND, self.viewer.media_id) and self._shows_a_file():
            self._look_whether_here(self.viewer.media_id)
        said = changes.of(*_BESIDE_A_FILE, Part.LOOKALIKE) and self._shows_a_file()
        if said or changes.touches(Part.PICTURE, self.viewer.media_id):
            self.viewer.renew_facts()

    def _renew_captions(self) -> None:
        """What stands below the files, and which of them fit, once they are looked at again."""
        if not self._old_captions or not self.isVisible() or self._shows_a_file():
            return
        self._old_captions = False
        if self.filters.filters:
            self._near = self.grid.current_position() or 0
            self._read()
        else:
            self.library.renew()

    def _shows_a_file(self) -> bool:
        return self._pages.currentWidget() is self.viewer

    def _look_whether_here(self, media_id: str) -> None:
        """The grid again in the place of a file that was removed."""

        def looked(here: bool) -> None:
            if not here and self.viewer.media_id == media_id and self._shows_a_file():
                self._interview = ""
                self._close_viewer()

        self._context.worker.run(
            lambda vault: vault.media.find(media_id) is not None, looked, self._say, self
        )

    def _read(self) -> None:
        self._stale = False
        self.sets.read()
        self.filters.show_set(self.sets.chosen)
        asked, order = self.filters.chosen, self.filters.order
        self._context.worker.run(
            lambda vault: vault.media.count(asked),
            lambda found: self._counted(asked, order, found),
            self._say,
            self,
        )

    def _show_others(self) -> None:
        """What another filter lets through, or the same in another order."""
        self._near = 0
        self._read()

    def _show_set(self) -> None:
        """Another set, or all files again."""
        self._near = 0
        self.banner.clear()
        self._read()

    def _take_out(self, media_id: str) -> None:
        self._near = self.grid.current_position() or 0
        self.sets.take_out(media_id)

    def _move_current(self, by: int) -> None:
        position = self.grid.current_position()
        if position is not None and self.filters.as_the_set:
            self._move(position, by)

    def _move(self, position: int, by: int) -> None:
        """A file to another place in the set that is shown; it stays the current one."""
        self._near = max(0, min(self.library.count() - 1, position + by))
        self._with(str(position), lambda media_id: self.sets.move_file(media_id, by))

    def _counted(self, asked: MediaFilter, order: MediaOrder, count: int) -> None:
        if (asked, order) != (self.filters.chosen, self.filters.order):
            return
        self.library.show_count(count, asked, order)
        said = ngettext("{count} file", "{count} files", count).format(count=count)
        self._heading.say(_("Photos and files"), said if count or self.filters.filters else "")
        narrowed = bool(asked.set_id) or self.filters.filters
        self.filters.setVisible(bool(count) or narrowed)
        none_fits = not count and self.filters.filters
        self._shelf.setCurrentIndex(_NONE_FITS if none_fits else _FILES if count or narrowed else 0)
        if count and not self.grid.currentIndex().isValid():
            self.grid.choose(min(self._near, count - 1))
            self._near = 0

    def _open_position(self, position: int) -> None:
        media = self.library.media(position)
        if media is not None:
            self._show(media.id)

    def _with(self, position: str, act: Callable[[str], None]) -> None:
        """Do something with the file at a position, where its record has been read."""
        media = self.library.media(int(position))
        if media is not None:
            act(media.id)

    def _show_custody(self, media_id: str) -> None:
        CustodyDialog(self, self._context, media_id).open()

    def _removed(self, _media_id: str) -> None:
        """The file that takes its place becomes the current one, once they are counted."""
        self._near = self.grid.current_position() or 0

    def _show(
        self, media_id: str, interview: str = "", words: tuple[int, int, int] = (0, 0, 0)
    ) -> None:
        self._interview, self._row = interview, ()
        self.viewer.say_way_back(bool(interview))
        if interview:
            self._context.worker.run(
                lambda vault: files_of(vault, interview),
                lambda row: self._walk(interview, row),
                self._say,
                self,
            )
        self.viewer.show_file(media_id, words)
        self._pages.setCurrentWidget(self.viewer)
        self.viewer.canvas.setFocus()

    def _show_other(self, media_id: str) -> None:
        """The file that belongs to the one on the screen, in its place."""
        self.viewer.show_file(media_id)
        self.viewer.canvas.setFocus()

    def _walk(self, interview: str, row: tuple[str, ...]) -> None:
        """From now on previous and next go through these files."""
        if interview == self._interview:
            self._row = row

    def _close_viewer(self) -> None:
        self._pages.setCurrentIndex(0)
        if self._interview:
            interview, self._interview = self._interview, ""
            self._context.navigate(INTERVIEWS, interview=interview, media=self.viewer.media_id)
            return
        position = self.library.position_of(self.viewer.media_id)
        if position is not None:
            self.grid.choose(position)
        self.grid.setFocus()
        self._renew_captions()

    def _step(self, by: int) -> None:
        if self._interview:
            self._step_in_interview(by)
            return
        here = self.library.position_of(self.viewer.media_id)
        if here is None:
            return
        beside = self.library.media(here + by) if 0 <= here + by < self.library.count() else None
        if beside is not None:
            self.viewer.show_file(beside.id)

    def _step_in_interview(self, by: int) -> None:
        here = self.viewer.media_id
        beside = self._row.index(here) + by if here in self._row else -1
        if 0 <= beside < len(self._row):
            self.viewer.show_file(self._row[beside])

    def _say(self, error: SkryniaError) -> None:
        say_error(self.banner, error)

    def _lay_out(self) -> None:
        self._shelf = QStackedWidget()
        there = _("What belongs to an interview is added there, under Files.")
        empty = EmptyState("media", _("No files yet"), f"{there}\n\n{how_they_are_kept()}")
        self._shelf.addWidget(ScrolledWhenShort(empty))
        self._shelf.addWidget(self.grid)
        again = quiet_button(_("Remove all filters"), self.filters.clear)
        self._shelf.addWidget(EmptyState("filter", _("No files match."), "", again))
        self._shelf.setCurrentWidget(self.grid)
        shelf = column(
            self._heading,
            self.adding.ways,
            self.adding.progress,
            self.adding.clearing.panel,
            self.added,
            self.sets,
            self.filters,
            self.saving.panel,
            self.sets.saving.panel,
            self.banner,
            self._shelf,
            gap=3,
            margin=EDGE,
        )
        shelf.setStretch(10, 1)
        self.area = DropArea(self.adding, shelf, _("Drop here to add to the vault"))
        self._pages.addWidget(self.area)
        self._pages.addWidget(self.viewer)
        whole = column(self._pages)
        self.setLayout(whole)


_BESIDE_A_FILE: Final = (ACQUISITION_KIND, COMPANION_KIND, REDACTED_KIND)
"""Kinds that are shown beside a picture."""
_ABOUT_A_FILE: Final[Mapping[str, Callable[[Vault, str], str]]] = {
    ACQUISITION_KIND: lambda vault, id_: vault.acquisitions.get(id_).media_id,
    REDACTED_KIND: lambda vault, id_: vault.redactions.get(id_).media_id,
}
"""By kind of what is found by searching: the file that it is about."""


def files_of(vault: Vault, interview_id: str) -> tuple[str, ...]:
    """The media of an interview in its order, each once, by the ids they are kept under; those that
    are not here, or in whose place another is, are left out."""
    files = vault.outlines.following(vault.media.kind.name, [interview_id])
    return tuple(dict.fromkeys(each.stored_id or each.record_id for each in files))


def _words(location: Location) -> tuple[int, int, int]:
    """Where in the text of a file something was found: the piece, first letter and end."""
    said = (location.get(key, "0") for key in ("file-text", "within", "to"))
    at, start, end = (int(each) if each.isdecimal() else 0 for each in said)
    return at, start, end
