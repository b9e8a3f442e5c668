"""The frame of a dialog that fills in a form: title, fields, what went wrong, and one action."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.errors import SkryniaError
from desktop.i18n import _
from ui.kept_form import KeptForm, Sheaf
from ui.messages import say_error
from ui.shell.room import FORM, RoomContext
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button, quiet_button
from ui.widgets.dialogs.growing_dialog import GrowingDialog
from ui.widgets.label import paragraph
from ui.widgets.layouts import Item, column, holding, row
from ui.widgets.sheet import ScrolledWhenShort
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.vault import Vault
    from ui.tasks import VaultWorker

T = TypeVar("T")

_WIDTH = 520


class FormDialog(GrowingDialog):
    """Base of the dialogs that ask the vault for one thing; gone when it is closed.

    The action can be pressed while :meth:`ready` says so and no answer is awaited. Any
    error a user can meet is said in ``banner``, and the form stays as it was filled in.

    What is typed into the fields given to :meth:`keep` is kept until the action is done or the
    way back is taken knowingly. Esc is no such way: what was typed is offered again.
    """

    def __init__(self, parent: QWidget, worker: VaultWorker, title: str) -> None:
        super().__init__(parent)
        self._worker = worker
        self._title = title
        self._action: Button | None = None
        self._awaiting = False
        self._kept: KeptForm | None = None
        self.banner = Banner()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        self.set_width(_WIDTH)

    def lay_out(self, *fields: Item, action: Button, back: str = "") -> None:
        """Fill the dialog with :meth:`form`."""
        self.setLayout(column(self.form(*fields, action=action, back=back), margin=6))

    def form(self, *fields: Item, action: Button, back: str = "") -> QVBoxLayout:
        """Title, ``fields``, banner, and the way ``back`` ("Go back") before ``action``."""
        self._action = action
        self.back_button = quiet_button(back or _("Go back"), self.give_up)
        self.check()
        title = paragraph(self._title, "lead", "strong")
        asked = ScrolledWhenShort(holding(column(*fields, self.banner, gap=4)))
        return column(title, asked, row(None, self.back_button, action), gap=4)

    def keep(self, context: RoomContext, sheaf: Sheaf, where: Mapping[str, str]) -> None:
        """Keep what is typed into these fields, and show what was typed before."""
        self.where = {**where, FORM: sheaf.form.name}
        self._kept = KeptForm(context, sheaf, self)
        self._kept.offered.connect(self._offered)

    def refill(self) -> None:
        """Follow what was put into the fields from the program."""
        self.check()

    def give_up(self) -> None:
        """Close the form; what was typed is not offered again."""
        self.done_with()
        self.reject()

    def done_with(self) -> None:
        """What was asked for is done, and the form stays open to say so."""
        if self._kept is not None:
            self._kept.forget()

    def reject(self) -> None:
        """Close the form; what was typed is kept, what was only clicked is not."""
        if self._kept is not None:
            self._kept.leave()
        super().reject()

    def accept(self) -> None:
        """Close the form; it is done."""
        self.done_with()
        super().accept()

    def done(self, result: int) -> None:
        """Close the form, however it was left."""
        if self._kept is not None:
            self._kept.close()
        super().done(result)

    def put_away(self) -> bool:
        """Out of sight; what cannot be saved now is shown again after unlocking."""
        self.hide()
        return True

    def _offered(self) -> None:
        self.refill()
        self.banner.say(
            Tone.INFO,
            _("This was started earlier and not finished."),
            _("Check it before you continue."),
        )
        self.banner.offer(_("Discard"), self.give_up)

    def ready(self) -> bool:
        """Whether the form can be sent as it stands."""
        return True

    def check(self) -> None:
        """Follow what was filled in."""
        if self._action is not None:
            self._action.setEnabled(self.ready() and not self._awaiting)

    def ask_vault(self, work: Callable[[Vault], T], done: Callable[[T], None]) -> None:
        """Do the action on the vault's thread; ``done`` gets the answer."""
        self.begin()
        sent = self._kept.sending(work) if self._kept is not None else work
        self._worker.run(sent, done, self.refused, self)

    def begin(self) -> None:
        """Disable the action until the answer arrives."""
        self.banner.clear()
        self._awaiting = True
        self.check()

    def end(self) -> None:
        """The answer has come."""
        self._awaiting = False
        self.check()

    def refused(self, error: SkryniaError) -> None:
        """Show the error; the action can be tried again."""
        self.end()
        if self._kept is not None:
            self._kept.not_sent()
        say_error(self.banner, error)
