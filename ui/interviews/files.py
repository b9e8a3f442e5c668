"""The phase *Files*: photos and documents are dropped in, seen, and captioned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QStackedWidget

from desktop.i18n import _
from desktop.model.media import Detached
from desktop.model.phases import Point
from ui.interviews.caption_line import CaptionLine
from ui.interviews.draft import Draft
from ui.interviews.file_grid import AttachedFiles
from ui.interviews.phase_page import PhasePage
from ui.media.adding.adding_files import AddingFiles, how_they_are_kept
from ui.media.adding.batch_dialog import BATCH
from ui.media.adding.drop_area import DropArea
from ui.media.delegate import CellDelegate
from ui.media.grid import ThumbnailGrid
from ui.media.removed import removing_files
from ui.media.thumbnails import Thumbnails
from ui.messages import say_error
from ui.shell.room import FORM, MEDIA
from ui.widgets.banner import Banner
from ui.widgets.buttons import quiet_button
from ui.widgets.empty_state import EmptyState
from ui.widgets.field import Field
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, holding, row
from ui.widgets.lists.acts import opening, removing
from ui.widgets.tone import Tone


class FilesPhase(PhasePage):
    """Adds files to the interview and shows them."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self.model = AttachedFiles(draft, Thumbnails(draft.context.worker, self))
        self.grid = ThumbnailGrid(self.model)
        self.grid.setItemDelegate(CellDelegate(self.grid))
        self.grid.setAccessibleName(_("Files of this interview"))
        self.grid.chosen.connect(self._show_chosen)
        self.grid.opened.connect(self._open)
        self.banner = Banner()
        self._removing = removing_files(
            self, draft.context, self.banner, lambda _id: self.banner.clear(), self.take_focus
        )
        self._offer()
        self.adding = AddingFiles(
            self, draft.context, self.banner, draft.interview_id, offered=not draft.opened.sealed
        )
        self.adding.ended.connect(draft.refresh)
        self._lay_out()
        draft.refreshed.connect(self._renew)
        self._renew()

    # -- showing ----------------------------------------------------------------------------

    def go(self, location: Mapping[str, str]) -> None:
        """Choose a file by one of its ids and put the focus on it; one that went is no error."""
        if location.get(FORM) == BATCH.name:
            self.adding.ask_first()
        media, attachment = location.get("media"), location.get("attachment")
        for position, each in enumerate(self._draft.opened.attachments):
            if media == each.media_id or attachment == each.id:
                self.grid.choose(position)
                self.grid.setFocus()
                self._mark(*(int(location.get(name, "0")) for name in ("within", "to")))
                return

    def _mark(self, start: int, end: int) -> None:
        """Choose the words of the caption that were found, where they are still in it."""
        if start < end <= len(self._caption.text()):
            self._caption.setFocus()
            self._caption.setSelection(start, end - start)

    def go_to_point(self, point: Point) -> bool:
        """The caption of the first file that has none."""
        bare = [n for n, each in enumerate(self._draft.opened.attachments) if not each.caption]
        if point is not Point.CAPTION or not bare:
            return False
        self.grid.choose(bare[0])
        self._caption.setFocus()
        return True

    def take_focus(self) -> None:
        """The files there are; without any, the button that adds some. Found words stay chosen."""
        if self._caption.hasFocus() and self._caption.hasSelectedText():
            return
        (self.grid if self.model.count() else self.adding.add_button).setFocus()

    def _renew(self) -> None:
        chosen, was_here = self.grid.current_position(), self.window().focusWidget() is self.grid
        self.model.renew()
        self._pages.setCurrentIndex(1 if self.model.count() else 0)
        if was_here:
            self.take_focus()
        if self.model.count():
            self.grid.choose(min(chosen or 0, self.model.count() - 1))

    def _show_chosen(self, position: int) -> None:
        there = position >= 0
        writable = there and not self._draft.opened.sealed
        self.seal_note.setVisible(there and self._draft.opened.leaves_bytes_open(position))
        self._caption.setEnabled(there)
        self._caption.setReadOnly(not writable)
        self.open_button.setEnabled(there)
        caption = self.model.attachment(position).caption if there else ""
        if self._caption.text() != caption:
            self._caption.setText(caption)

    def _type_caption(self, text: str) -> None:
        position = self.grid.current_position()
        if position is None:
            return
        attachments = list(self._draft.opened.attachments)
        attachments[position] = replace(attachments[position], caption=text)
        self._draft.set_attachments(tuple(attachments))
        self.model.renew_caption(position)

    def _step(self, by: int) -> bool:
        """Choose the file so many places on, where there is one."""
        chosen = self.grid.current_position()
        if chosen is None or not 0 <= chosen + by < self.model.count():
            return False
        self.grid.choose(chosen + by)
        return True

    def _open(self, position: int) -> None:
        self._draft.save_now()
        media = self.model.media(position)
        if media is not None:
            record = self._draft.interview_id
            self._draft.context.navigate(MEDIA, media=media.id, interview=record)

    def _open_chosen(self) -> None:
        position = self.grid.current_position()
        if position is not None:
            self._open(position)

    # -- taking out of the list ---------------------------------------------------------------

    def _offer(self) -> None:
        acts = [opening(lambda at: self._open(int(at)))]
        if not self._draft.opened.sealed:
            acts.append(removing(_("Remove from this interview"), self._detach))
        self.grid.offer(*acts)

    def _detach(self, at: str) -> None:
        """Take a file from the list at once: that can be undone."""
        self._draft.save_now()
        record, attachment = self._draft.interview_id, self.model.attachment(int(at)).id
        name = self._called(int(at))
        self._draft.context.worker.run(
            lambda vault: vault.interviews.detach(record, attachment),
            lambda detached: self._detached(detached, name),
            lambda error: say_error(self.banner, error),
            self,
        )

    def _called(self, position: int) -> str:
        media = self.model.media(position)
        return media.original_name if media else self.model.attachment(position).caption

    def _detached(self, detached: Detached | None, name: str) -> None:
        self._draft.refresh()
        if detached is None:
            return
        self.banner.say(
            Tone.INFO,
            _("Removed from this interview: {name}").format(name=name),
            _("The file itself stays in the vault, under Photos and files."),
        )
        self.banner.offer(_("Undo"), lambda: self._put_back(detached))
        media_id = detached.attachment.media_id
        self.banner.offer(_("Remove from the vault…"), lambda: self._removing.ask(media_id))

    def _put_back(self, detached: Detached) -> None:
        self.banner.clear()
        record = self._draft.interview_id
        self._draft.context.worker.run(
            lambda vault: vault.interviews.put_back(record, detached),
            lambda _none: self._draft.refresh(lambda: self._choose_again(detached)),
            lambda error: say_error(self.banner, error),
            self,
        )

    def _choose_again(self, detached: Detached) -> None:
        self.go({"attachment": detached.attachment.id})

    def _lay_out(self) -> None:
        self._caption = CaptionLine(self._type_caption, self._step)
        self._caption.setPlaceholderText(_("Enter: the next file, Shift+Enter: the one before"))
        self.open_button = quiet_button(_("Open"), self._open_chosen, "eye")
        caption = row(Field(_("Caption"), self._caption), self.open_button, gap=3)
        caption.setStretch(0, 1)
        note = _("The seal does not name the checksum of this file.")
        self.seal_note = paragraph(note, "small", "quiet")
        self.seal_note.hide()
        files = column(self.grid, caption, self.seal_note, gap=3)
        files.setStretch(0, 1)
        empty = EmptyState("camera", _("No photos or files yet"), how_they_are_kept())
        self._pages = QStackedWidget()
        self._pages.addWidget(empty)
        self._pages.addWidget(holding(files))
        whole = column(
            self.adding.ways,
            self.adding.progress,
            self.adding.clearing.panel,
            self.banner,
            self._pages,
            gap=3,
            margin=4,
        )
        whole.setStretch(4, 1)
        self.area = DropArea(self.adding, whole, _("Drop here to add to this interview"))
        self.setLayout(column(self.area))
