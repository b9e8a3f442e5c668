"""The frame of a dialog that fills in a form: title, fields, what went wrong, and one action."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.errors import SkryniaError
from desktop.i18n import _
from ui.messages import say_error
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button, quiet_button
from ui.widgets.dialogs.growing_dialog import GrowingDialog
from ui.widgets.label import paragraph
from ui.widgets.layouts import Item, column, holding, row
from ui.widgets.sheet import ScrolledWhenShort

if TYPE_CHECKING:
    from desktop.vault import Vault
    from ui.tasks import VaultWorker

T = TypeVar("T")

_WIDTH = 520


class FormDialog(GrowingDialog):
    """Base of the dialogs that ask the vault for one thing; gone when it is closed.

    The action can be pressed while :meth:`ready` says so and no answer is awaited. Any
    error a user can meet is said in ``banner``, and the form stays as it was filled in.
    """

    def __init__(self, parent: QWidget, worker: VaultWorker, title: str) -> None:
        super().__init__(parent)
        self._worker = worker
        self._title = title
        self._action: Button | None = None
        self._awaiting = False
        self.banner = Banner()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        self.setFixedWidth(_WIDTH)

    def lay_out(self, *fields: Item, action: Button, back: str = "") -> None:
        """Fill the dialog with :meth:`form`."""
        self.setLayout(column(self.form(*fields, action=action, back=back), margin=6))

    def form(self, *fields: Item, action: Button, back: str = "") -> QVBoxLayout:
        """Title, ``fields``, banner, and the way ``back`` ("Go back") before ``action``."""
        self._action = action
        self.back_button = quiet_button(back or _("Go back"), self.reject)
        self.check()
        title = paragraph(self._title, "lead", "strong")
        asked = ScrolledWhenShort(holding(column(*fields, self.banner, gap=4)))
        return column(title, asked, row(None, self.back_button, action), gap=4)

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
        self._worker.run(work, done, self.refused, self)

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
        say_error(self.banner, error)
