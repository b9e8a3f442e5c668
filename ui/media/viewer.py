"""One file large, with what is known of it beside the picture: metadata and custody (R13, R14)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.i18n import _
from desktop.media.redacting.keep import Kept
from desktop.messages.redacted import kept_told, look_at_it
from desktop.model.acquisition import Acquisition
from desktop.model.custody import CustodyEvent
from desktop.model.file_text import WITHOUT_PICTURE, TextPiece
from desktop.model.media import Media, MetadataItem
from desktop.reading.redacted import NOT_REDACTED, RedactedHere, redacted_here
from desktop.vault.records.companions import NOTHING_BESIDE, Beside
from desktop.vault.records.originals.lookalikes import Lookalike
from desktop.vocabulary import vocabulary
from ui.media.acquired import AcquiredDialog, Asked, read_asked
from ui.media.canvas import Canvas
from ui.media.cover_dialog import CoverDialog, Original
from ui.media.custody_dialog import CustodyDialog
from ui.media.facts import FactsPanel
from ui.media.file_text import FileText
from ui.media.goes_with import Joining
from ui.media.look_bar import LookBar
from ui.media.lookalikes import LookalikesDialog
from ui.media.save_original import SavingOriginals
from ui.media.screen_picture import ScreenPictures, Seen
from ui.messages import say_error
from ui.shell.room import RoomContext
from ui.turns import in_turns
from ui.widgets.banner import Banner
from ui.widgets.buttons import icon_button, primary_button, quiet_button
from ui.widgets.elided import ElidedLabel
from ui.widgets.empty_state import EmptyState
from ui.widgets.layouts import column, holding, row, upright_rule
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.vault import Vault


@dataclass(frozen=True, slots=True)
class Known:
    """What the vault knows of one file."""

    media: Media
    metadata: tuple[MetadataItem, ...]
    events: tuple[CustodyEvent, ...]
    waits: bool = False
    acquired: tuple[Acquisition, ...] = ()
    beside: Beside = NOTHING_BESIDE
    pieces: tuple[TextPiece, ...] = ()
    alike: tuple[Lookalike, ...] = ()
    redacted: RedactedHere = NOT_REDACTED


class Viewer(QWidget):
    """Shows a file. ``step(±1)`` asks for another one beside it, ``other_asked(id)`` for one that
    belongs to it, ``closed`` for the way back."""

    step = Signal(int)
    other_asked = Signal(str)
    closed = Signal()

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._context = context
        self._media_id = self._problem = ""
        self.canvas = Canvas()
        self.facts = FactsPanel()
        self.facts.change_asked.connect(lambda: self.ask_acquired(self._media_id))
        self.facts.other_asked.connect(self.other_asked)
        self.facts.compare_asked.connect(self._compare)
        self.banner = Banner()
        self.joining = Joining(self, context, self.banner)
        self.joining.done.connect(self.renew_facts)
        self.facts.apart_asked.connect(self._take_apart)
        self.facts.join_asked.connect(self.joining.ask)
        self.saving = SavingOriginals(self, context, self.banner)
        self._name = ElidedLabel("lead", "strong")
        self._why = EmptyState("file", "", "")
        self._stack = QStackedWidget()
        self.looking = LookBar(self.canvas, self)
        seen = column(self.canvas, self.looking, gap=1)
        seen.setStretch(0, 1)
        self._stack.addWidget(holding(seen))
        self._stack.addWidget(self._why)
        self.text = FileText()
        self._stack.addWidget(self.text)
        self._words: tuple[int, int, int] = 0, 0, 0
        self.pictures = ScreenPictures(context.worker, self)
        self.text.wanted.connect(self._ask_inside)
        self.pictures.ready.connect(self._show_picture)
        self.pictures.inside.connect(self._show_inside)
        self.pictures.refused.connect(lambda error: say_error(self.banner, error))
        self._lay_out()
        for key, pressed in _keys(self):
            QShortcut(QKeySequence(key), self, pressed).setContext(
                Qt.ShortcutContext.WidgetWithChildrenShortcut
            )

    @property
    def media_id(self) -> str:
        """The file on the screen; '' for none."""
        return self._media_id

    def say_way_back(self, to_interview: bool) -> None:
        """Name where ``closed`` leads."""
        self.back_button.setText(_("Back to the interview") if to_interview else _("All files"))

    def show_file(self, media_id: str, words: tuple[int, int, int] = (0, 0, 0)) -> None:
        """Read a file's record, metadata and custody, and ask for its picture. ``words``: where in
        its text something was found: the piece, and first letter and end in it."""
        self._media_id, self._words = media_id, words
        self.pictures.want(media_id)
        self.banner.clear()
        self.canvas.wait()
        self._stack.setCurrentIndex(0)
        self._context.worker.run(
            lambda vault: read_known(vault, media_id),
            self._show_known,
            lambda error: say_error(self.banner, error),
            self,
        )

    def _show_known(self, known: Known) -> None:
        if known.media.id != self._media_id:
            return
        self._name.say(known.media.original_name)
        self.canvas.setAccessibleName(known.media.original_name)
        in_turns(self, self._showing(known))
        if not known.pieces:
            self.pictures.ask(known.media)

    def _showing(self, known: Known, *, anew: bool = False) -> Iterator[None]:
        """Facts and text; ``anew``: of what is on the screen, whose text is there already."""
        yield from self.facts.show_facts(
            known.media,
            known.metadata,
            known.events,
            known.waits,
            known.acquired,
            known.beside,
            known.alike,
            known.redacted,
        )
        shown = anew and self._stack.currentWidget() is self.text
        if known.media.id == self._media_id and known.pieces and not shown:
            self._show_text(known)

    def _show_text(self, known: Known) -> None:
        self.pictures.want(known.media.id)
        at, start, end = self._words
        self._stack.setCurrentWidget(self.text)
        self.text.show_text(known.pieces, known.metadata, at)
        if end:
            self.text.show_words(at, start, end)

    def _ask_inside(self, number: int) -> None:
        self.pictures.ask_inside(self._media_id, number)

    def _show_inside(self, media_id: str, number: int, image: QImage | None) -> None:
        if media_id == self._media_id:
            self.text.show_picture(number, image)

    def renew_facts(self) -> None:
        """It was looked into: more is known of it now."""
        media_id = self._media_id
        self._context.worker.run(
            lambda vault: read_known(vault, media_id),
            self._renew,
            lambda error: say_error(self.banner, error),
            self,
        )

    def _take_apart(self, media_id: str) -> None:
        """A file belongs to no other: a person said so."""
        self.canvas.setFocus()
        self.joining.part(media_id)

    def _renew(self, known: Known) -> None:
        if known.media.id == self._media_id:
            in_turns(self, self._showing(known, anew=True))

    def _compare(self) -> None:
        """Show it beside what it looks like, also what was said of before."""
        LookalikesDialog(self, self._context, (self._media_id,), said_too=True).open()

    def ask_acquired(self, media_id: str) -> None:
        """Let somebody say where a file comes from."""
        self._context.worker.run(
            lambda vault: read_asked(vault, media_id),
            self._show_acquired,
            lambda error: say_error(self.banner, error),
            self,
        )

    def _show_acquired(self, asked: Asked) -> None:
        dialog = AcquiredDialog(self, self._context, asked)
        dialog.open()

    def _show_picture(self, seen: Seen) -> None:
        if seen.media_id != self._media_id:
            return
        self._problem = seen.problem
        if seen.image is not None:
            self.canvas.show_image(seen.image)
            self._stack.setCurrentIndex(0)
            if seen.problem:
                reason = vocabulary("media_problem").label(seen.problem)
                self.banner.say(Tone.ATTENTION, reason)
            return
        reason = (
            _("No text was found in this file.")
            if seen.problem == WITHOUT_PICTURE
            else vocabulary("media_problem").label(seen.problem)
        )
        self._why.say(reason, _("The file itself is kept unchanged, and can be saved."))
        self._stack.setCurrentIndex(1)

    def _offer_covering(self) -> None:
        """Of what is seen whole."""
        self.cover_button.setEnabled(self.canvas.shows and not self._problem)

    def _save(self) -> None:
        self.saving.ask(self._media_id)

    def _cover(self) -> None:
        """Let somebody cover parts of the picture on the screen."""
        image = self.canvas.image
        if image is None:
            return
        original = Original(self._media_id, self._name.text(), image)
        dialog = CoverDialog(self, self._context, original)
        dialog.made.connect(self._covered)
        dialog.open()

    def _covered(self, kept: Kept) -> None:
        self.renew_facts()
        first, *more = kept_told(kept.media.original_name, kept.attached, kept.sealed)
        self.banner.say(Tone.SAFE, first, "\n".join([*more, look_at_it()]))
        self.banner.offer(_("Show"), lambda: self.other_asked.emit(kept.media.id))

    def _show_custody(self) -> None:
        CustodyDialog(self, self._context, self._media_id).open()

    def _lay_out(self) -> None:
        self.back_button = quiet_button(_("All files"), self.closed.emit, "arrow-left")
        before = icon_button("chevron-left", _("Previous file"), lambda: self.step.emit(-1))
        after = icon_button("chevron-right", _("Next file"), lambda: self.step.emit(1))
        self.save_button = primary_button(_("Save original as…"), self._save, "download")
        self.save_button.setDefault(False)
        self.custody_button = icon_button("seal", _("Chain of custody…"), self._show_custody)
        self.cover_button = icon_button("eye-off", _("Cover parts in a new file…"), self._cover)
        self.canvas.changed.connect(self._offer_covering)
        self._offer_covering()
        self.saving.working.connect(lambda on: self.save_button.setEnabled(not on))
        ways = (self.back_button, before, after, self._name)
        acts = (self.cover_button, self.custody_button, self.save_button)
        bar = row(*ways, None, *acts, gap=2, margin=3)
        picture = column(self.saving.panel, self.banner, self._stack, gap=2, margin=3)
        picture.setStretch(2, 1)
        body = row(holding(picture), upright_rule(), self.facts, gap=0)
        body.setStretch(0, 1)
        whole = column(bar, body, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)


def read_known(vault: Vault, media_id: str) -> Known:
    """Everything beside the picture, in one short job."""
    return Known(
        media=vault.media.get(media_id),
        metadata=tuple(vault.media.metadata(media_id)),
        events=tuple(vault.custody.events(media_id)),
        waits=vault.pictures.waits(media_id),
        acquired=vault.acquisitions.of_file(media_id),
        beside=vault.companions.beside(media_id),
        pieces=vault.media.text(media_id),
        alike=vault.lookalikes.of(media_id),
        redacted=redacted_here(vault, media_id),
    )


def _keys(viewer: Viewer) -> tuple[tuple[str, Callable[[], None]], ...]:
    return (
        ("Left", lambda: viewer.step.emit(-1)),
        ("PgUp", lambda: viewer.step.emit(-1)),
        ("Right", lambda: viewer.step.emit(1)),
        ("PgDown", lambda: viewer.step.emit(1)),
        ("Escape", viewer.closed.emit),
    )
