"""The frame of a dialog about a way to unlock: no secret of it outlasts a lock or its closing."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n import _
from desktop.model.values.bounds import LABEL
from ui.settings.ways_in.only_way import OnlyWay
from ui.unlocking.pace import unlocking_told
from ui.unlocking.secret_entry import SecretEntry, Way
from ui.widgets.busy import Busy
from ui.widgets.dialogs.form_dialog import FormDialog
from ui.widgets.dialogs.growing_dialog import GrowingDialog
from ui.widgets.editors import kept_to_one_line
from ui.widgets.field import Field
from ui.widgets.passphrase.new import NewPassphrase

if TYPE_CHECKING:
    from desktop.errors import SkryniaError
    from desktop.vault import Vault
    from ui.shell.room import RoomContext

T = TypeVar("T")

BY_WHOEVER_IS_HERE: Final = (
    Way.PASSPHRASE,
    Way.WITH_FILE,
    Way.WITH_HARDWARE,
    Way.SHEET,
    Way.SHARES,
)
"""What is asked of a person before a way to unlock is changed."""


class WayDialog(FormDialog):
    """``secrets``: what holds one, forgotten when the dialog is left or the vault is locked.

    What opens the vault now is asked for each time, because the vault's key is kept nowhere.
    ``sheet_first``: a recovery sheet is to be added before what this is about.
    """

    sheet_first = Signal()

    def __init__(self, parent: QWidget, context: RoomContext, title: str) -> None:
        super().__init__(parent, context.worker, title)
        self._context = context
        self.busy = Busy()
        self.secrets: list[SecretEntry | NewPassphrase] = []

    def put_away(self) -> bool:
        """A form would be hidden as it stands; of this one nothing may stay."""
        return GrowingDialog.put_away(self)

    def done(self, result: int) -> None:
        """Close it, and forget every secret."""
        self.forget()
        super().done(result)

    def forget(self) -> None:
        """Let go what was typed or shown."""
        for each in self.secrets:
            each.clear()

    def unlocking_told(self) -> str:
        """What is said while a secret is tried."""
        return unlocking_told(self._context.settings)

    def changing_told(self, own: SecretEntry) -> str:
        """What is said while ``own`` gives way to another secret."""
        if own.way is Way.WITH_HARDWARE:
            return _("Touch the hardware key when it blinks…")
        return _("Changing the passphrase takes a few seconds…")

    def own_secret(self, ways: Collection[Way] = BY_WHOEVER_IS_HERE) -> SecretEntry:
        """A part of the form that asks for what opens the vault now, in one of these ways."""
        own = SecretEntry(_("Passphrase now"), ways)
        own.edited.connect(self.check)
        own.others.hide()  # until it is known which there are: a dialog grows, and does not shrink
        self.secrets.append(own)
        self._worker.run(
            lambda vault: [way.kind for way in vault.ways_in.all()],
            own.offer_only,
            self.refused,
            own,
        )
        return own

    def only_way(self) -> OnlyWay:
        """A part of the form that asks for leave where nothing else opens the vault."""
        only = OnlyWay()
        only.changed.connect(self.check)
        only.sheet.connect(self._sheet_first)
        self._worker.run(lambda vault: vault.ways_in.all(), only.take, self.refused, only)
        return only

    def do(self, what: str, work: Callable[[Vault], T], done: Callable[[T], None]) -> None:
        """Ask the vault, which takes a second or two: ``what`` says so."""
        self.busy.begin(what)
        self.ask_vault(work, done)

    def end(self) -> None:
        """The answer is here."""
        self.busy.end()
        super().end()

    def _sheet_first(self) -> None:
        self.give_up()
        self.sheet_first.emit()

    def refused(self, error: SkryniaError) -> None:
        """Say why; a passphrase is typed anew."""
        super().refused(error)
        for each in self.secrets:
            if isinstance(each, SecretEntry):
                each.refused()


def line_field(label: str, hint: str = "", value: str = "") -> tuple[Field, QLineEdit]:
    """A line to fill in, with its label."""
    editor = kept_to_one_line(QLineEdit(value))
    editor.setMaxLength(LABEL)
    return Field(label, editor, hint), editor
