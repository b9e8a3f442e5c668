"""Covering parts of a picture in a new file: which, how, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.errors import SkryniaError
from desktop.i18n import _
from desktop.media.decoding.own_decoder import OwnDecoder
from desktop.media.redacting.keep import Kept, Said, keep_made
from desktop.media.redacting.parts import Cover, Manner
from desktop.media.redacting.redact import Redacted, answered, asking
from desktop.messages.redacted import face_and_voice, family, places
from desktop.vocabulary import vocabulary
from ui.media.cover_canvas import CoverCanvas
from ui.shell.room import RoomContext
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.dialogs.form_dialog import FormDialog
from ui.widgets.editors import choice, text_area, words_in
from ui.widgets.field import Field
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, holding, row

if TYPE_CHECKING:
    from desktop.media.decoding.decoder import Decoded
    from desktop.vault import Vault

_WIDTH = 1120
_CANVAS = (320, 320)
"""The least: it takes what room there is."""


@dataclass(frozen=True, slots=True)
class Original:
    """The file whose parts are covered, and its picture as it is shown."""

    media_id: str
    name: str
    image: QImage


class Covering(QObject):
    """Reads the original, lets a decoding child cover the parts, and keeps what comes of it: the
    vault's thread waits for no child. ``done(Kept)``, or ``refused`` with the error."""

    done = Signal(object)
    refused = Signal(object)
    _decoded = Signal(object)

    def __init__(self, context: RoomContext, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = context.worker
        self._pool = OwnDecoder()
        self._decoded.connect(self._keep, Qt.ConnectionType.QueuedConnection)
        self.destroyed.connect(self._pool.close)
        self._asked: tuple[str, tuple[Cover, ...], Said] = "", (), Said()

    def begin(self, media_id: str, covers: tuple[Cover, ...], said: Said) -> None:
        """Cover these parts."""
        self._asked = media_id, covers, said

        def read(vault: Vault) -> bytes:
            return b"".join(vault.media.read(media_id))

        self._worker.run(read, self._decode, self.refused.emit, self)

    def _decode(self, data: bytes) -> None:
        request = asking(self._asked[1])
        self._pool.submit_request(data, request, self._decoded.emit)

    def _keep(self, decoded: Decoded) -> None:
        media_id, covers, said = self._asked
        try:
            made: Redacted = answered(decoded)
        except SkryniaError as error:
            self.refused.emit(error)
            return
        self._worker.run(
            lambda vault: keep_made(vault, media_id, made, covers, said),
            self.done.emit,
            self.refused.emit,
            self,
        )


class CoverDialog(FormDialog):
    """``made(Kept)``: the new file is in the vault."""

    made = Signal(object)

    def __init__(self, parent: QWidget, context: RoomContext, original: Original) -> None:
        super().__init__(parent, context.worker, _("Cover parts in a new file"))
        self._original = original
        self._covering = Covering(context, self)
        self._covering.done.connect(self._done)
        self._covering.refused.connect(self.refused)
        self.canvas = CoverCanvas()
        self.canvas.setMinimumSize(*_CANVAS)
        self.canvas.setAccessibleName(original.name)
        self.canvas.show_image(original.image)
        self.canvas.marked.connect(self.check)
        self.put_button = quiet_button(_("Mark a part"), self.canvas.put, "plus")
        self.away_button = quiet_button(_("Take away"), self.canvas.take_away, "minus")
        manners = vocabulary("redaction_manner")
        ways = [(code, manners.label(code)) for code in manners.codes]
        self.manner = SegmentedChoice(_("How it is covered"), ways, wraps=True)
        self.hides = {
            "face": QCheckBox(face_and_voice()),
            "places": QCheckBox(places()),
            "family": QCheckBox(family()),
        }
        self.reason = choice("redaction_reason", "", lambda _code: None, _("Not said"))
        self.note = text_area("", lambda _text: None, 2)
        self.save_button = primary_button(_("Cover"), self._cover)
        self.set_width(_WIDTH)
        form = self.form(
            paragraph(
                _(
                    "Drag over what nobody is to see, also what is behind glass, in mirrors and on "
                    "papers. The original stays as it is."
                ),
                "quiet",
            ),
            row(self.put_button, self.away_button, None, gap=2),
            Field(_("How it is covered"), self.manner),
            paragraph(_("Cannot be recognised any more"), "strong"),
            holding(column(*self.hides.values(), gap=1)),
            Field(_("Why it was covered"), self.reason),
            Field(_("Note"), self.note),
            action=self.save_button,
        )
        whole = row(self.canvas, holding(form), gap=4, margin=6)
        whole.setStretch(0, 3)
        whole.setStretch(1, 2)
        self.setLayout(whole)
        self.canvas.setFocus()

    def ready(self) -> bool:
        """A part is marked."""
        return bool(self.canvas.boxes)

    def check(self) -> None:
        """Parts can be taken away where there are some."""
        super().check()
        self.away_button.setEnabled(bool(self.canvas.boxes))

    def put_away(self) -> bool:
        """The window is locked: the picture goes, and what was marked on it."""
        self.reject()
        return False

    def _cover(self) -> None:
        manner = Manner(self.manner.value)
        covers = tuple(Cover(each.outline, 0, manner) for each in self.canvas.boxes)
        ticked = {name: each.isChecked() for name, each in self.hides.items()}
        reason, note = str(self.reason.currentData()), words_in(self.note).strip()
        self.begin()
        said = Said(**ticked, reason=reason, note=note)
        self._covering.begin(self._original.media_id, covers, said)

    def _done(self, kept: Kept) -> None:
        self.end()
        self.accept()
        self.made.emit(kept)
