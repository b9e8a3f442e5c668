"""The phase *Files*: photos and documents are dropped in, seen, and captioned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget

from desktop.errors import Cancelled, SkryniaError
from desktop.i18n import _
from desktop.media.adding.sources import as_text
from desktop.model.changes import Changes, Part
from desktop.model.media import Detached
from desktop.model.phases import Point
from desktop.system.phones import how_to_reach
from ui.interviews.after_adding import AfterAdding
from ui.interviews.batch_dialog import BATCH, BatchDialog
from ui.interviews.caption_line import CaptionLine
from ui.interviews.draft import Draft
from ui.interviews.file_grid import AttachedFiles
from ui.interviews.ingest_messages import all_the_same
from ui.interviews.phase_page import PhasePage
from ui.media.clearing import ClearingSource
from ui.media.delegate import CellDelegate
from ui.media.grid import ThumbnailGrid
from ui.media.removed import removing_files
from ui.media.thumbnails import Thumbnails
from ui.messages import say_error
from ui.scale import TARGET
from ui.shell.room import FORM, MEDIA
from ui.tasks import JobHandle
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.dialogs.file_picker import pick_files, pick_folder
from ui.widgets.drop_mark import DropMark
from ui.widgets.empty_state import EmptyState
from ui.widgets.field import Field
from ui.widgets.flow import flowing
from ui.widgets.label import paragraph, text_label
from ui.widgets.layouts import column, holding, row
from ui.widgets.lists.acts import opening, removing
from ui.widgets.progress_panel import ProgressPanel
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.media.adding.ingest import Ingested, IngestReport
    from desktop.progress import Progress
    from desktop.vault import Vault


_NOTHING: Final[Mapping[str, str]] = {}
_OFFERED = 2
"""Files that could not be searched for which a button stands at once; the others come after."""


class FilesPhase(PhasePage):
    """Adds files to the interview and shows them."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self._job: JobHandle | None = None
        self._report: IngestReport | None = None
        self._left: tuple[Path, ...] = ()
        self.setAcceptDrops(not draft.opened.sealed)
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
        self.progress = ProgressPanel(self._cancel)
        self.clearing = ClearingSource(self, draft.context, self.banner)
        self.after = AfterAdding(self, draft.context, self.banner, self.clearing)
        self.clearing.told.connect(self._told_of_deleted)
        self._lay_out()
        draft.refreshed.connect(self._renew)
        draft.context.worker.changed.connect(self._hear)
        self._renew()

    # -- adding -----------------------------------------------------------------------------

    def add_paths(self, paths: Sequence[Path], said: Mapping[str, str] = _NOTHING) -> None:
        """Add these files and everything in these folders, in the background. ``said``: of how all
        of them came."""
        if self._job is None and paths:
            self._left, self.after.said = (), bool(said)
            self._add(paths, said=said)

    def ask_first(self) -> None:
        """Let somebody say where files come from, and choose them then."""
        if self._job is None and not self._draft.opened.sealed:
            record = self._draft.interview_id
            BatchDialog(self, self._draft.context, record, self.add_paths).open()

    def _add_unsearched(self, path: Path) -> None:
        """Add this one file although nobody can look through what is packed in it; the others
        stay where they are, each to be added in the same way."""
        if self._job is None:
            self._left = tuple(each for each in self._left if each != path)
            self._add([path], [path])

    def _add(
        self,
        paths: Sequence[Path],
        unsearched: Sequence[Path] = (),
        said: Mapping[str, str] = _NOTHING,
    ) -> None:
        record, pictures = self._draft.interview_id, self._draft.context.pictures

        def work(vault: Vault, progress: Progress) -> tuple[IngestReport, tuple[Ingested, ...]]:
            from desktop.media.adding.clear_source import on_another_medium
            from desktop.media.adding.ingest import add_files

            maker = pictures.maker()
            report = add_files(
                vault, paths, record, progress, pictures=maker, unsearched=unsearched, said=said
            )
            return report, on_another_medium(report, vault.folder)

        self._report = None
        self.banner.clear()
        adding = (self.add_button, self.folder_button, self.first_button)
        self.progress.begin(_("Adding photos and files"), *adding)
        self._job = self._draft.context.worker.run_long(
            work, self.progress.report, lambda found: self._added(*found), self._stopped, self
        )

    def _added(self, report: IngestReport, elsewhere: tuple[Ingested, ...] = ()) -> None:
        self._end()
        self._report = report
        self.clearing.came(elsewhere)
        self._left = tuple(dict.fromkeys((*self._left, *report.unsearched)))
        self._say(report)
        self._look()

    def _say(self, report: IngestReport) -> None:
        self.after.say(report, self._offer_left)

    def _offer_left(self) -> None:
        for path in self._left[:_OFFERED]:
            label = all_the_same(as_text(path.name))
            self.banner.offer(label, partial(self._add_unsearched, path))

    def _told_of_deleted(self, media_id: str) -> None:
        """What came of the pictures is not laid over what was deleted and what was not."""
        self._report = None
        self._offer_left()
        if media_id:
            self.after.offer_acquired(_("Say where the original is now…"), media_id)

    def _hear(self, changes: Changes) -> None:
        """What cannot be shown is known once the pictures are made: it is said then."""
        if changes.of(Part.PICTURE):
            self._look()

    def _look(self) -> None:
        report = self._report
        if report is None or not report.waiting:
            return
        self.after.look(report, lambda known: self._say_known(report, known))

    def _say_known(self, before: IngestReport, known: IngestReport | None) -> None:
        if known is not None and self._report is before:
            self._report = known
            self._say(known)

    def _stopped(self, error: SkryniaError) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self.banner.say(
                Tone.INFO,
                _("Stopped."),
                _("What was added before is kept. Add the same files again to continue."),
            )
        else:
            say_error(self.banner, error)

    def _end(self) -> None:
        self._job = None
        self.progress.end()
        self._draft.refresh()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _choose_files(self) -> None:
        pick_files(self, _("Add photos and files"), [_("All files (*)")], self.add_paths, _("Add"))

    def _choose_folder(self) -> None:
        pick_folder(self, _("Add a folder"), lambda folder: self.add_paths([folder]), _("Add"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._job is None and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self.mark.begin()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.mark.end()

    def dropEvent(self, event: QDropEvent) -> None:
        self.mark.end()
        urls = event.mimeData().urls()
        self.add_paths([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
        event.acceptProposedAction()

    # -- showing ----------------------------------------------------------------------------

    def go(self, location: Mapping[str, str]) -> None:
        """Choose a file by one of its ids and put the focus on it; one that went is no error."""
        if location.get(FORM) == BATCH.name:
            self.ask_first()
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
        (self.grid if self.model.count() else self.add_button).setFocus()

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
        self.add_button = primary_button(_("Add photos and files…"), self._choose_files, "plus")
        self.add_button.setDefault(False)
        self.folder_button = quiet_button(_("Add a folder…"), self._choose_folder, "folder")
        first = _("Say first where they come from…")
        self.first_button = quiet_button(first, self.ask_first, "pen")
        dropping = text_label(_("or drop them here"), "quiet")
        ways = self.add_button, self.folder_button, self.first_button
        # Its words in the middle of the buttons, whose line it shares.
        dropping.setMinimumHeight(TARGET)
        self._adding = flowing(*ways, dropping)
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
        empty = EmptyState(
            "camera",
            _("No photos or files yet"),
            _(
                "Each original is stored unchanged, with its checksum. A file added twice is "
                "stored once."
            )
            + "\n\n"
            + how_to_reach(),
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(empty)
        self._pages.addWidget(holding(files))
        whole = column(
            self._adding,
            self.progress,
            self.clearing.panel,
            self.banner,
            self._pages,
            gap=3,
            margin=4,
        )
        whole.setStretch(4, 1)
        self.setLayout(whole)
        self._adding.setVisible(not self._draft.opened.sealed)
        self.mark = DropMark(self, _("Drop here to add to this interview"))
