"""Two pictures that look alike, side by side: a person says what they are, or leaves it open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from desktop.errors import SkryniaError
from desktop.formats import format_date_time, format_size
from desktop.i18n import _
from desktop.messages.lookalikes import caution, how
from desktop.model.lookalike import Answer
from desktop.model.media import Media
from desktop.vault.records.originals.lookalikes import Lookalike
from ui.media.thumbnails import Thumbnails
from ui.messages import say_error
from ui.shell.room import RoomContext
from ui.widgets.banner import Banner
from ui.widgets.buttons import quiet_button
from ui.widgets.dialogs.growing_dialog import GrowingDialog
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row

if TYPE_CHECKING:
    from desktop.vault import Vault

_WIDTH = 640
_EDGE = 256


@dataclass(frozen=True, slots=True)
class Pair:
    """A picture and one that looks like it. ``attached``: the codes of the interviews of each."""

    media: Media
    other: Lookalike
    attached: tuple[tuple[str, ...], tuple[str, ...]]

    @property
    def both(self) -> frozenset[str]:
        """The ids of the two."""
        return frozenset((self.media.id, self.other.media.id))


def read_pairs(vault: Vault, media_id: str, *, said_too: bool = False) -> tuple[Pair, ...]:
    """What looks like this one, of which nobody said anything yet; ``said_too``: or somebody."""
    media = vault.media.get(media_id)
    looks_like = vault.lookalikes.of if said_too else vault.lookalikes.offered
    here = vault.media.attached_in(media.id)
    return tuple(
        Pair(media, each, (here, vault.media.attached_in(each.media.id)))
        for each in looks_like(media.id)
    )


class LookalikesDialog(GrowingDialog):
    """Goes through what looks like these files, two at a time. Closing it says nothing of what is
    left. ``said_too``: also what somebody said before is shown."""

    def __init__(
        self,
        parent: QWidget,
        context: RoomContext,
        media_ids: Sequence[str],
        *,
        said_too: bool = False,
    ) -> None:
        super().__init__(parent)
        self._context, self._files, self._said_too = context, list(media_ids), said_too
        self._left: list[Pair] = []
        self._seen: set[frozenset[str]] = set()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("Pictures that look alike"))
        self.set_width(_WIDTH)
        self.banner = Banner()
        self._thumbnails = Thumbnails(context.worker, self)
        self._thumbnails.ready.connect(self._show_picture)
        title = paragraph(_("Do these two show the same?"), "lead", "strong")
        self._how = paragraph("")
        self.sides = _Side(), _Side()
        self.close_button = quiet_button(_("Close"), self.reject)
        self.later_button = quiet_button(_("Leave it open"), self.next)
        self.both_button = quiet_button(_("Both stay"), lambda: self._say(Answer.BOTH_STAY))
        self.different_button = quiet_button(_("Not the same"), lambda: self._say(Answer.DIFFERENT))
        self._answers = self.both_button, self.different_button
        self.setLayout(
            column(
                title,
                self._how,
                row(*self.sides, gap=4),
                paragraph(caution(), "small", "quiet"),
                self.banner,
                row(self.close_button, None, self.later_button, *self._answers, gap=2),
                gap=4,
                margin=6,
            )
        )
        self.next()

    def next(self) -> None:
        """The next two; after the last the dialog is done."""
        self._let(False)
        self._left = self._left[1:]
        if self._left:
            self._show(self._left[0])
        elif self._files:
            self._read(self._files.pop(0))
        else:
            self.accept()

    def _read(self, media_id: str) -> None:
        self._context.worker.run(
            lambda vault: read_pairs(vault, media_id, said_too=self._said_too),
            self._take,
            self._refused,
            self,
        )

    def _let(self, answer: bool) -> None:
        """Whether two stand there that nothing was said of yet: one press is one answer."""
        for button in (self.later_button, *self._answers):
            button.setEnabled(answer)

    def _refused(self, error: SkryniaError) -> None:
        """What could not be read is passed over by hand."""
        say_error(self.banner, error)
        self._let(bool(self._left))
        self.later_button.setEnabled(True)

    def _take(self, pairs: Sequence[Pair]) -> None:
        """Two that were shown from the other side are not shown again."""
        new = [each for each in pairs if each.both not in self._seen]
        self._seen |= {each.both for each in new}
        if new:
            self._left = new
            self._show(new[0])
        else:
            self.next()

    def _show(self, pair: Pair) -> None:
        self._how.setText(_("The second {alike}.").format(alike=how(pair.other)))
        files = pair.media, pair.other.media
        for side, media, codes in zip(self.sides, files, pair.attached, strict=True):
            side.show_file(media, codes)
            side.show_picture(self._thumbnails.get(media.id))
        self._let(True)
        self.later_button.setVisible(len(self._left) > 1 or bool(self._files))
        self.close_button.setFocus()

    def _show_picture(self, media_id: str) -> None:
        for side in self.sides:
            if side.media_id == media_id:
                side.show_picture(self._thumbnails.get(media_id))

    def _say(self, answer: Answer) -> None:
        self._let(False)
        pair = self._left[0]
        self._context.worker.run(
            lambda vault: vault.lookalikes.say(pair.media.id, pair.other.media.id, answer),
            lambda _changed: self.next(),
            self._refused,
            self,
        )


class _Side(QWidget):
    """One of the two: the picture, and by what somebody tells which is which."""

    def __init__(self) -> None:
        super().__init__()
        self.media_id = ""
        self._picture = QLabel()
        self._picture.setFixedHeight(_EDGE)
        self._picture.setMinimumWidth(_EDGE)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name = paragraph("", "strong")
        self._facts = paragraph("", "small", "quiet")
        self.setLayout(column(self._picture, self._name, self._facts, None, gap=1))

    def show_file(self, media: Media, codes: Sequence[str]) -> None:
        """Say which file it is. ``codes``: of the interviews it is attached to."""
        self.media_id = media.id
        self._name.setText(media.original_name)
        self._picture.setAccessibleName(media.original_name)
        facts = [
            f"{media.width} × {media.height}, {format_size(media.size)}",
            _("Added: {when}").format(when=format_date_time(media.added_at.local())),
        ]
        known = ", ".join(code for code in codes if code)
        facts += [_("In: {interviews}").format(interviews=known)] if known else []
        self._facts.setText("\n".join(facts))

    def show_picture(self, picture: QPixmap | None) -> None:
        """The small picture, or nothing where there is none yet."""
        self._picture.clear()
        if picture is not None:
            self._picture.setPixmap(picture)
