"""The lock screen: stands in for the whole window and says nothing of what is behind it."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import SkryniaError
from desktop.i18n import _
from ui.messages import say_error
from ui.widgets.banner import Banner
from ui.widgets.busy import Busy
from ui.widgets.buttons import Button, bare_button, primary_button
from ui.widgets.layouts import column, row
from ui.widgets.passphrase_field import PassphraseField
from ui.widgets.picture import Picture
from ui.widgets.sheet import Sheet
from ui.widgets.tone import Tone
from ui.widgets.words import paragraph, words

_WIDTH = 440


class LockState(StrEnum):
    """What holds behind the screen."""

    CLOSING = "closing"
    CLOSED = "closed"
    HELD_UNSAVED = "held_unsaved"
    HELD_BUSY = "held_busy"


class LockScreen(QWidget):
    """Asks for the passphrase. ``unlock(passphrase)`` and ``elsewhere`` are for the caller."""

    unlock = Signal(str)
    elsewhere = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "linen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._state = LockState.CLOSING
        self.banner = Banner()
        self.held = Banner()
        self.field = PassphraseField(_("Passphrase"))
        self.busy = Busy()
        self.button: Button = primary_button(_("Unlock"), self._submit, "unlock")
        self.other: Button = bare_button(_("Open another vault"), self.elsewhere.emit)
        self.field.submitted.connect(self._submit)
        heading = row(Picture("lock", 24, "cornflower"), words(_("Locked"), "title"), None, gap=3)
        buttons = row(self.other, None, self.button)
        inner = column(heading, self.held, self.field, self.banner, self.busy, buttons, gap=4)
        inner.setContentsMargins(32, 32, 32, 28)
        sheet = Sheet(inner)
        sheet.setFixedWidth(_WIDTH)
        note = paragraph(_("Skrynia never uses a network."), "small", "quiet")
        note.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        middle = column(None, row(None, sheet, None), note, None, gap=3)
        self.setLayout(middle)
        self.show_state(LockState.CLOSING)

    @property
    def state(self) -> LockState:
        """What holds behind the screen now."""
        return self._state

    def show_state(self, state: LockState) -> None:
        """Say what holds behind the screen; the passphrase is asked once it is settled."""
        self._state = state
        self.held.clear()
        self.busy.end()
        settled = state is not LockState.CLOSING
        self.field.setEnabled(settled)
        self.button.setEnabled(settled)
        self.other.setVisible(state is LockState.CLOSED)
        if state is LockState.CLOSING:
            self.busy.begin(_("Saving and closing the vault…"))
        elif state is LockState.HELD_UNSAVED:
            self._hold(
                _("Some words could not be saved"),
                _(
                    "They are kept in memory behind this screen, and the vault stays open "
                    "until they are saved. Unlock, make room on the disk, and try again."
                ),
            )
        elif state is LockState.HELD_BUSY:
            self._hold(
                _("Work is still going on"),
                _("It goes on behind this screen. The vault closes when it is done."),
            )
        if settled:
            self.field.setFocus()

    def wait(self) -> None:
        """The passphrase is being tried."""
        self.banner.clear()
        self.field.setEnabled(False)
        self.button.setEnabled(False)
        self.busy.begin(_("Unlocking takes about a second…"))

    def refuse(self, error: SkryniaError) -> None:
        """Say why it did not open; the field waits for another try."""
        self.busy.end()
        self.field.setEnabled(True)
        self.button.setEnabled(True)
        self.field.clear()
        self.field.setFocus()
        say_error(self.banner, error)

    def _submit(self) -> None:
        passphrase = self.field.text()
        if not passphrase:
            self.field.setFocus()
            return
        self.wait()
        self.unlock.emit(passphrase)

    def _hold(self, title: str, text: str) -> None:
        self.held.say(Tone.ATTENTION, title, text)
