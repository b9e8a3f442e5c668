"""Deleting files from the stick, card or phone they came from, asked for and confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import Cancelled, SkryniaError
from desktop.i18n import _, ngettext
from desktop.messages import clearing
from desktop.messages.errors import explain
from ui.messages import say_error
from ui.shell.room import RoomContext
from ui.tasks import JobHandle
from ui.widgets.banner import Banner
from ui.widgets.dialogs.confirm import Question, ask
from ui.widgets.progress_panel import ProgressPanel
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.media.adding.clear_source import Cleared
    from desktop.media.adding.ingest import Ingested
    from desktop.progress import Progress
    from desktop.vault import Vault


_NAMED: Final = 8
"""Of what stays; the rest is counted."""


class ClearingSource(QObject):
    """For a page, which shows ``panel`` and is told by ``banner``. ``files``: what lies on another
    medium than the vault and came in since the page was opened or files were deleted last.
    ``told``: the banner says what became of it, and the id of a file that went, "" where none did.
    """

    told = Signal(str)

    def __init__(self, page: QWidget, context: RoomContext, banner: Banner) -> None:
        super().__init__(page)
        self._page, self._context, self._banner = page, context, banner
        self._job: JobHandle | None = None
        self.files: tuple[Ingested, ...] = ()
        self.panel = ProgressPanel(self._cancel)

    def came(self, files: Iterable[Ingested]) -> None:
        """These came in now, beside those that did before."""
        self.files = tuple({each.path: each for each in (*self.files, *files)}.values())

    def ask(self) -> None:
        """Say what goes, and what deleting is worth there, and ask."""
        question = Question(
            title=clearing.question(len(self.files)),
            what=clearing.about_flash(),
            comes_back=clearing.what_goes(),
            action=_("Delete them there"),
        )
        ask(self._page, question, self.clear)

    def clear(self) -> None:
        """Delete them; nothing while that is on its way."""
        files = self.files
        if self._job is not None or not files:
            return

        def work(vault: Vault, progress: Progress) -> Cleared:
            from desktop.media.adding.clear_source import clear_source

            return clear_source(vault, files, progress)

        self._banner.clear()
        self.panel.begin(_("Deleting from where it came"))
        self._job = self._context.worker.run_long(
            work, self.panel.report, self._cleared, self._stopped, self
        )

    def _cleared(self, cleared: Cleared) -> None:
        self._end()
        self.files = ()
        lines = [clearing.about_flash()]
        lines += [clearing.stopped()] if cleared.stopped else []
        lines += _named(clearing.not_deleted(), clearing.left_there(cleared))
        lines += _named(clearing.lies_there(), clearing.stays(cleared))
        tone = Tone.ATTENTION if len(lines) > 1 else Tone.INFO
        lines += [clearing.where_now()] if cleared.gone else []
        title = clearing.deleted(cleared)
        if cleared.stopped and not isinstance(cleared.stopped, Cancelled):
            said = explain(cleared.stopped)
            tone, lines = Tone.DANGER, [f"{said.title} {said.text}", *lines]
        self._banner.say(tone, title, "\n".join(lines))
        self.told.emit(next(iter(cleared.gone), ""))

    def _stopped(self, error: SkryniaError) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self._banner.say(Tone.INFO, _("Stopped."), clearing.stopped())
        else:
            say_error(self._banner, error)

    def _end(self) -> None:
        self._job = None
        self.panel.end()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()


def _named(above: str, lines: list[str]) -> list[str]:
    """Some of these below what they are, and how many more there are."""
    if not lines:
        return []
    named = [above, *(f"• {each}" for each in lines[:_NAMED])]
    rest = len(lines) - _NAMED
    if rest > 0:
        named.append(ngettext("• and {count} more", "• and {count} more", rest).format(count=rest))
    return named
