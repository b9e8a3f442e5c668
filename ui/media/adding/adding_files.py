"""Files are chosen, added in the background, and what became of them is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import Cancelled, SkryniaError
from desktop.i18n import _
from desktop.media.adding.sources import as_text
from desktop.model.changes import Changes, Part
from desktop.system.phones import how_to_reach
from ui.media.adding.after_adding import AfterAdding
from ui.media.adding.batch_dialog import BatchDialog
from ui.media.adding.ingest_messages import all_the_same
from ui.media.clearing import ClearingSource
from ui.messages import say_error
from ui.scale import TARGET
from ui.shell.room import RoomContext
from ui.tasks import JobHandle
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.dialogs.file_picker import pick_files, pick_folder
from ui.widgets.flow import flowing
from ui.widgets.label import text_label
from ui.widgets.progress_panel import ProgressPanel
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.media.adding.ingest import Ingested, IngestReport
    from desktop.progress import Progress
    from desktop.vault import Vault


_NOTHING: Final[Mapping[str, str]] = {}
_OFFERED = 2
"""Files that could not be searched for which a button stands at once; the others come after."""


class AddingFiles(QObject):
    """For a page, which shows ``ways``, ``progress`` and ``clearing.panel``, and is told by
    ``banner``. ``interview_id``: to which they are attached, '' for none. ``offered``: whether any
    may be added here. ``ended``: an import came to its end, whichever; the banner speaks after.
    """

    ended = Signal()

    def __init__(
        self,
        page: QWidget,
        context: RoomContext,
        banner: Banner,
        interview_id: str = "",
        *,
        offered: bool = True,
    ) -> None:
        super().__init__(page)
        self._page, self._context, self._banner = page, context, banner
        self._interview_id, self.offered = interview_id, offered
        self._job: JobHandle | None = None
        self._report: IngestReport | None = None
        self._left: tuple[Path, ...] = ()
        self.progress = ProgressPanel(self._cancel)
        self.clearing = ClearingSource(page, context, banner)
        self.after = AfterAdding(page, context, banner, self.clearing)
        self.clearing.told.connect(self._told_of_deleted)
        self._make_ways()
        context.worker.changed.connect(self._hear)

    @property
    def busy(self) -> bool:
        """Whether files are being added; others wait until that ends."""
        return self._job is not None

    def add_paths(self, paths: Sequence[Path], said: Mapping[str, str] = _NOTHING) -> None:
        """Add these files and everything in these folders, in the background. ``said``: of how all
        of them came."""
        if not self.busy and paths:
            self._left, self.after.said = (), bool(said)
            self._add(paths, said=said)

    def ask_first(self) -> None:
        """Let somebody say where files come from, and choose them then."""
        if not self.busy and self.offered:
            BatchDialog(self._page, self._context, self.add_paths, self._interview_id).open()

    def _make_ways(self) -> None:
        self.add_button = primary_button(_("Add photos and files…"), self._choose_files, "plus")
        self.add_button.setDefault(False)
        self.folder_button = quiet_button(_("Add a folder…"), self._choose_folder, "folder")
        first = _("Say first where they come from…")
        self.first_button = quiet_button(first, self.ask_first, "pen")
        dropping = text_label(_("or drop them here"), "quiet")
        # Its words in the middle of the buttons, whose line it shares.
        dropping.setMinimumHeight(TARGET)
        self._buttons = self.add_button, self.folder_button, self.first_button
        self.ways = flowing(*self._buttons, dropping)
        if not self.offered:
            self.ways.hide()

    def _choose_files(self) -> None:
        title, all_files = _("Add photos and files"), [_("All files (*)")]
        pick_files(self._page, title, all_files, self.add_paths, _("Add"))

    def _choose_folder(self) -> None:
        def take(folder: Path) -> None:
            self.add_paths([folder])

        pick_folder(self._page, _("Add a folder"), take, _("Add"))

    def _add_unsearched(self, path: Path) -> None:
        """Add this one file although nobody can look through what is packed in it; the others
        stay where they are, each to be added in the same way."""
        if not self.busy:
            self._left = tuple(each for each in self._left if each != path)
            self._add([path], [path])

    def _add(
        self,
        paths: Sequence[Path],
        unsearched: Sequence[Path] = (),
        said: Mapping[str, str] = _NOTHING,
    ) -> None:
        record, pictures = self._interview_id or None, self._context.pictures

        def work(vault: Vault, progress: Progress) -> tuple[IngestReport, tuple[Ingested, ...]]:
            from desktop.media.adding.clear_source import on_another_medium
            from desktop.media.adding.ingest import add_files

            maker = pictures.maker()
            report = add_files(
                vault, paths, record, progress, pictures=maker, unsearched=unsearched, said=said
            )
            return report, on_another_medium(report, vault.folder)

        self._report = None
        self._banner.clear()
        self.progress.begin(_("Adding photos and files"), *self._buttons)
        self._job = self._context.worker.run_long(
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
        unattached = bool(report.added) and not self._interview_id
        self.after.say(report, self._offer_left, [attaching()] if unattached else [])

    def _offer_left(self) -> None:
        for path in self._left[:_OFFERED]:
            label = all_the_same(as_text(path.name))
            self._banner.offer(label, partial(self._add_unsearched, path))

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
            self._banner.say(
                Tone.INFO,
                _("Stopped."),
                _("What was added before is kept. Add the same files again to continue."),
            )
        else:
            say_error(self._banner, error)

    def _end(self) -> None:
        self._job = None
        self.progress.end()
        self.ended.emit()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()


def how_they_are_kept() -> str:
    """For a page without files: what becomes of them, and how to get at those on a phone."""
    kept = _(
        "Each original is stored unchanged, with its checksum. A file added twice is stored once."
    )
    return f"{kept}\n\n{how_to_reach()}"


def attaching() -> str:
    """Of files that were added to the vault alone."""
    return _(
        "Not attached to an interview yet. To attach them, add the same files there, under Files; "
        "nothing is stored twice."
    )
