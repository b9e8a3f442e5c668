"""The switch on a person's page: whether their name is protected in what others tell."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.errors import SkryniaError
from desktop.i18n import _
from desktop.model.protected import ProtectedName
from ui.messages import note_error
from ui.protected.ending import whether_to_end
from ui.scale import TARGET
from ui.shell.room import PROTECTED, RoomContext
from ui.widgets.buttons import quiet_button
from ui.widgets.dialogs.confirm import ask
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row


class ProtectSwitch(QWidget):
    """Acts at once. ``leaving``: the form is to save what is typed, for another room opens."""

    leaving = Signal()

    def __init__(self, context: RoomContext, person_id: str) -> None:
        super().__init__()
        self._context, self._person_id = context, person_id
        self._entry: ProtectedName | None = None
        self.box = QCheckBox(_("Protect this name"))
        self.box.setMinimumHeight(TARGET)
        self.box.clicked.connect(self._turn)
        self.open_button = quiet_button("", self._open, "eye-off")
        hint = _(
            "The check of names finds it wherever somebody else names this person, and proposes a "
            "code instead. How the person’s own account is shown, their consent says."
        )
        self.box.setAccessibleDescription(hint)
        below = paragraph(hint, "small", "quiet")
        self.setLayout(column(row(self.box, None, self.open_button), below, gap=1))
        self.show_entry(None)

    def show_entry(self, entry: ProtectedName | None) -> None:
        """What holds by now."""
        self._entry = entry
        self.box.setChecked(entry is not None)
        self.open_button.setVisible(entry is not None)
        if entry is not None:
            self.open_button.setText(_("Instead: {code}").format(code=entry.instead))

    def _turn(self, on: bool) -> None:
        person_id, entry = self._person_id, self._entry
        if on:
            self._context.worker.run(
                lambda vault: vault.protected.new((), person_id=person_id),
                self.show_entry,
                self._refused,
                self,
            )
        elif entry is not None:
            self.box.setChecked(True)  # until it is confirmed
            ask(self, whether_to_end(entry), partial(self._end, entry.id))

    def _end(self, protected_id: str) -> None:
        self._context.worker.run(
            lambda vault: vault.protected.remove(protected_id),
            lambda _entry: self.show_entry(None),
            self._refused,
            self,
        )

    def _refused(self, error: SkryniaError) -> None:
        self.show_entry(self._entry)
        note_error(self._context.state_bar, error)

    def _open(self) -> None:
        if self._entry is not None:
            self.leaving.emit()
            self._context.navigate(PROTECTED, protected=self._entry.id)
