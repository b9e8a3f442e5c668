"""Saying how files come before they do: once for all that are chosen then."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.model.acquisition import nothing_said
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.media import MEDIA_KIND
from desktop.model.typed_words import words_form
from ui.kept_form import sheaf_of
from ui.media.acquired_fields import AcquiredFields, nothing_needed, said_of_all
from ui.shell.room import RoomContext
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.dialogs.file_picker import pick_files, pick_folder
from ui.widgets.dialogs.form_dialog import FormDialog
from ui.widgets.label import paragraph
from ui.widgets.layouts import row

BATCH: Final = words_form(INTERVIEW_KIND, "batch")
BATCH_ALONE: Final = words_form(MEDIA_KIND, "batch")
"""Of files that are added to the vault alone."""

Chosen = Callable[[Sequence[Path], Mapping[str, str]], None]


class BatchDialog(FormDialog):
    """``chosen(paths, said)``: these are to be added, and this is said of each. Nothing is kept of
    what was said where nothing is chosen."""

    def __init__(
        self, parent: QWidget, context: RoomContext, chosen: Chosen, interview_id: str = ""
    ) -> None:
        super().__init__(parent, context.worker, _("Where these files come from"))
        self._chosen = chosen
        self.fields = AcquiredFields(nothing_said())
        self.fields.changed.connect(self.check)
        self.again_button = quiet_button(_("Fill in as last time"), self._fill_in)
        self.again_button.hide()
        self.folder_button = quiet_button(_("Add a folder…"), self._choose_folder, "folder")
        self.files_button = primary_button(_("Add photos and files…"), self._choose_files)
        self.lay_out(
            paragraph(nothing_needed(), "quiet"),
            row(self.again_button, None),
            self.fields,
            row(self.folder_button, None),
            action=self.files_button,
        )
        form, where = (BATCH, {"interview": interview_id}) if interview_id else (BATCH_ALONE, {})
        self.keep(context, sheaf_of(form, self.fields.editors, interview_id), where)
        self.fields.lines["device"].setFocus()
        self._last: Mapping[str, str] = {}
        context.worker.run(
            lambda vault: vault.acquisitions.said_last(), self._offer, self.refused, self
        )

    def ready(self) -> bool:
        """No day stands there that is none."""
        return not self.fields.wrong

    def check(self) -> None:
        """A folder may be added whenever files may."""
        super().check()
        self.folder_button.setEnabled(self.ready())

    def refill(self) -> None:
        """The day that was typed before counts."""
        self.fields.settle_day()
        super().refill()

    def take(self, paths: Sequence[Path]) -> None:
        """These were chosen."""
        if paths:
            self._chosen(paths, said_of_all(self.fields.filled_in()))
            self.accept()

    def _offer(self, last: Mapping[str, str]) -> None:
        self._last = last
        self.again_button.setVisible(bool(last))

    def _fill_in(self) -> None:
        self.fields.fill(self._last)

    def _choose_files(self) -> None:
        pick_files(self, _("Add photos and files"), [_("All files (*)")], self.take, _("Add"))

    def _choose_folder(self) -> None:
        pick_folder(self, _("Add a folder"), lambda folder: self.take([folder]), _("Add"))
