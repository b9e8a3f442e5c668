"""What is said behind an import, and what may be done about it: where the files come from, which
look like others, deleting them where they came from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.errors import Cancelled, SkryniaError
from desktop.i18n import _
from desktop.messages import clearing
from ui.media.acquired import AcquiredDialog, Asked, read_asked
from ui.media.adding.ingest_messages import details, headline, tone_of
from ui.media.clearing import ClearingSource
from ui.media.lookalikes import LookalikesDialog
from ui.messages import say_error
from ui.shell.room import RoomContext
from ui.widgets.banner import Banner

if TYPE_CHECKING:
    from desktop.media.adding.ingest import IngestReport
    from desktop.progress import Progress
    from desktop.vault import Vault


class AfterAdding(QObject):
    """For the page that adds files and is told by ``banner``."""

    def __init__(
        self, page: QWidget, context: RoomContext, banner: Banner, clear: ClearingSource
    ) -> None:
        super().__init__(page)
        self._page, self._context, self._banner, self._clearing = page, context, banner, clear
        self.said = False

    def say(
        self, report: IngestReport, first: Callable[[], None], also: Sequence[str] = ()
    ) -> None:
        """What became of each, below what is ``also`` said. ``first`` offers what goes before all
        else."""
        told = [clearing.about_flash()] if self._clearing.files else []
        self._banner.say(
            tone_of(report),
            headline(report),
            "\n".join(filter(None, (*told, *also, details(report)))),
        )
        first()
        if report.alike:
            self._banner.offer(_("Compare…"), lambda: self.compare(report.alike))
        if report.added and not self.said:
            self.offer_acquired(_("Say where they come from…"), report.added[0].media_id)
        if self._clearing.files:
            self._banner.offer(_("Delete them from where they came…"), self._clearing.ask)

    def look(self, report: IngestReport, done: Callable[[IngestReport | None], None]) -> None:
        """What came out of the pictures that waited, and which look like others; None while some
        wait still."""
        self._context.worker.run_long(
            lambda vault, progress: _known_of(vault, report, progress),
            lambda _done, _total, _what: None,
            done,
            self._not_looked,
            self,
        )

    def offer_acquired(self, label: str, media_id: str) -> None:
        """Let somebody say where what came just now comes from, once for all of it."""
        self._banner.offer(label, partial(self._ask_acquired, media_id))

    def compare(self, media_ids: Sequence[str]) -> None:
        """Show these beside what they look like."""
        LookalikesDialog(self._page, self._context, media_ids).open()

    def _ask_acquired(self, media_id: str) -> None:
        self._context.worker.run(
            lambda vault: read_asked(vault, media_id), self._show_acquired, self._refused, self
        )

    def _show_acquired(self, asked: Asked) -> None:
        AcquiredDialog(self._page, self._context, asked, all_of_them=True).open()

    def _not_looked(self, error: SkryniaError) -> None:
        if not isinstance(error, Cancelled):
            self._refused(error)

    def _refused(self, error: SkryniaError) -> None:
        say_error(self._banner, error)


def _known_of(vault: Vault, report: IngestReport, progress: Progress) -> IngestReport | None:
    from desktop.media.adding.ingest import looked_at

    waiting = vault.pictures.waiting(report.waiting)
    return None if waiting else looked_at(vault, report, progress)
