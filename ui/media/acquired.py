"""Saying how a file came: of one file, or of all that came with it in one import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.i18n import _, ngettext
from desktop.messages.acquired import label
from desktop.model.acquisition import Acquisition, changed_in, said_in, with_said
from desktop.model.media import MEDIA_KIND
from desktop.model.typed_words import words_form
from desktop.model.values.plain_text import one_line
from ui.kept_form import sheaf_of
from ui.shell.room import RoomContext
from ui.widgets.buttons import primary_button
from ui.widgets.day_field import DayField
from ui.widgets.dialogs.form_dialog import FormDialog
from ui.widgets.editors import choice, line
from ui.widgets.field import Field
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, holding, row

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
        now = asked.said
        self.lines = {
            field: line(getattr(now, field), lambda _text: self.check())
            for field in ("device", "handed_over_by", "original_at", "rights", "may_see")
        }
        self.codes = {
            field: choice(field, getattr(now, field), lambda _code: None, _("Not said"))
            for field in ("generation", "graphic")
        }
        self._day = now.handed_over_on
        self.day = DayField(label("handed_over_on"), self._day, self._take_day, past=True)
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
        hint = _("Nothing has to be filled in. What you do not know stays empty.")
        self.lay_out(
            paragraph(asked.name, "strong"),
            paragraph(hint, "quiet"),
            self._fields(),
            self.all,
            action=self.save_button,
        )
        editors = {**self.lines, **self.codes, "handed_over_on": self.day.line, "all": self.all}
        where = {"media": asked.media_id}
        self.keep(context, sheaf_of(ACQUIRED, editors, asked.media_id), where)
        self.lines["device"].setFocus()

    def ready(self) -> bool:
        """No day stands there that is none."""
        return not self.day.wrong

    def refill(self) -> None:
        """The day that was typed before counts."""
        self.day.line.editingFinished.emit()
        super().refill()

    def filled_in(self) -> Acquisition:
        """The form as it stands."""
        words = {field: one_line(editor.text()).strip() for field, editor in self.lines.items()}
        codes = {field: str(editor.currentData()) for field, editor in self.codes.items()}
        return with_said(self._asked.said, {**words, **codes, "handed_over_on": self._day})

    def _take_day(self, day: str) -> None:
        self._day = day
        self.check()

    def _fields(self) -> QWidget:
        def field(name: str) -> Field:
            hint = (
                _("A word to colleagues. What is sent is decided by consent.")
                if name == "may_see"
                else ""
            )
            return Field(label(name), {**self.lines, **self.codes}[name], hint)

        return holding(
            column(
                field("device"),
                row(field("handed_over_by"), self.day, gap=3),
                row(field("generation"), field("graphic"), gap=3),
                field("original_at"),
                field("rights"),
                field("may_see"),
                gap=3,
            )
        )

    def _save(self) -> None:
        asked, changed = self._asked, changed_in(self._asked.said, self.filled_in())
        files = asked.together if self.all.isChecked() else (asked.media_id,)
        # Of the others nothing is known here: what stands on the form is said of all of them.
        said = _said_of_all(self.filled_in()) | changed if self.all.isChecked() else changed
        self.ask_vault(lambda vault: vault.acquisitions.say(files, said), self._done)

    def _done(self, count: int) -> None:
        self.said.emit(count)
        self.accept()


def _said_of_all(acquisition: Acquisition) -> dict[str, str]:
    """What is filled in, and nothing that is left empty: that stays as each file has it."""
    return {field: said for field, said in said_in(acquisition).items() if said}
