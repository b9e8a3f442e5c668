"""Saying how a file came: of one file, or of all that came with it in one import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.i18n import _, ngettext
from desktop.model.acquisition import Acquisition, changed_in
from desktop.model.media import MEDIA_KIND
from desktop.model.typed_words import words_form
from ui.kept_form import sheaf_of
from ui.media.acquired_fields import AcquiredFields, nothing_needed, said_of_all
from ui.shell.room import RoomContext
from ui.widgets.buttons import primary_button
from ui.widgets.dialogs.form_dialog import FormDialog
from ui.widgets.label import paragraph

if TYPE_CHECKING:
    from desktop.vault import Vault

ACQUIRED: Final = words_form(MEDIA_KIND, "acquired")


@dataclass(frozen=True, slots=True)
class Asked:
    """A file as it is asked about. ``together``: the ids of all that came with it."""

    media_id: str
    name: str
    said: Acquisition
    together: tuple[str, ...]


def read_asked(vault: Vault, media_id: str) -> Asked:
    """What is said of a file by now; ``NoSuchRecord``."""
    media = vault.media.get(media_id)
    said = vault.acquisitions.said_of(media.id)
    return Asked(media.id, media.original_name, said, vault.acquisitions.together(media.id))


class AcquiredDialog(FormDialog):
    """``said(count)``: it is in the vault, of so many files."""

    said = Signal(int)

    def __init__(
        self, parent: QWidget, context: RoomContext, asked: Asked, *, all_of_them: bool = False
    ) -> None:
        super().__init__(parent, context.worker, _("Where this file comes from"))
        self._asked = asked
        self.fields = AcquiredFields(asked.said)
        self.fields.changed.connect(self.check)
        count = len(asked.together)
        said = ngettext(
            "The same for {count} file that came in this import",
            "The same for all {count} files that came in this import",
            count,
        )
        self.all = QCheckBox(said.format(count=count))
        self.all.setChecked(all_of_them and count > 1)
        self.all.setVisible(count > 1)
        self.save_button = primary_button(_("Save"), self._save)
        self.lay_out(
            paragraph(asked.name, "strong"),
            paragraph(nothing_needed(), "quiet"),
            self.fields,
            self.all,
            action=self.save_button,
        )
        editors = {**self.fields.editors, "all": self.all}
        where = {"media": asked.media_id}
        self.keep(context, sheaf_of(ACQUIRED, editors, asked.media_id), where)
        self.fields.lines["device"].setFocus()

    def ready(self) -> bool:
        """No day stands there that is none."""
        return not self.fields.wrong

    def refill(self) -> None:
        """The day that was typed before counts."""
        self.fields.settle_day()
        super().refill()

    def _save(self) -> None:
        asked, now = self._asked, self.fields.filled_in()
        changed = changed_in(asked.said, now)
        files = asked.together if self.all.isChecked() else (asked.media_id,)
        # Of the others nothing is known here: what stands on the form is said of all of them.
        said = said_of_all(now) | changed if self.all.isChecked() else changed
        self.ask_vault(lambda vault: vault.acquisitions.say(files, said), self._done)

    def _done(self, count: int) -> None:
        self.said.emit(count)
        self.accept()
