"""The lock screen: stands in for the whole window and says nothing of what is behind it."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import SkryniaError
from desktop.i18n import _
from ui.messages import say_error
from ui.preferences import Preferences
from ui.scale import WIDEST_SHEET, with_text
from ui.unlocking.pace import unlocking_told
from ui.unlocking.secret_entry import SecretEntry
from ui.widgets.banner import Banner
from ui.widgets.busy import Busy
from ui.widgets.buttons import Button, bare_button, primary_button
from ui.widgets.label import paragraph, text_label
from ui.widgets.layouts import column, row
from ui.widgets.passphrase.field import PassphraseField
from ui.widgets.picture import Picture
from ui.widgets.sheet import Sheet
from ui.widgets.tone import Tone

_WIDTH = 480


class LockState(StrEnum):
    """What holds behind the screen."""

    CLOSING = "closing"
    CLOSED = "closed"
    HELD_UNSAVED = "held_unsaved"
    HELD_BUSY = "held_busy"


class LockScreen(QWidget):
    """Asks for what opens the vault. ``unlock(Entered)``, ``elsewhere``, ``rescue`` and ``stop``
    (the job that holds the vault open) are for the caller."""

    unlock = Signal(object)
    stop = Signal()
    rescue = Signal()
    elsewhere = Signal()

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._takes = unlocking_told(preferences)
        self.setProperty("ground", "linen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._state = LockState.CLOSING
        self._trying = False
        self._stopped = ""
        self.banner = Banner()
        self.held = Banner()
        self.entry = SecretEntry(_("Passphrase"))
        self.busy = Busy()
        self.button: Button = primary_button(_("Unlock"), self._submit, "unlock")
        self.other: Button = bare_button(_("Open another vault"), self.elsewhere.emit)
        self.entry.submitted.connect(self._submit)
        heading = row(
            Picture("lock", 24, "cornflower"), text_label(_("Locked"), "title"), None, gap=3
        )
        buttons = row(self.other, None, self.button)
        inner = column(heading, self.held, self.entry, self.banner, self.busy, buttons, gap=4)
        inner.setContentsMargins(32, 32, 32, 28)
        sheet = Sheet(inner)
        sheet.setFixedWidth(min(with_text(_WIDTH), WIDEST_SHEET))
        note = paragraph(_("Skrynia never uses a network."), "small", "quiet")
        note.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        middle = column(None, row(None, sheet, None), note, None, gap=3)
        self.setLayout(middle)
        self.show_closing()

    @property
    def field(self) -> PassphraseField:
        """Where the passphrase is typed."""
        return self.entry.field

    @property
    def state(self) -> LockState:
        """What holds behind the screen now."""
        return self._state

    @property
    def is_closed(self) -> bool:
        """Whether the vault behind the screen is closed."""
        return self._state is LockState.CLOSED

    @property
    def at_rest(self) -> bool:
        """Whether nothing is on its way: the vault is closed, or words hold it that cannot be
        saved now, and no passphrase is being tried."""
        waits = self._state in (LockState.CLOSING, LockState.HELD_BUSY)
        return not waits and not self._trying

    def fall_asleep(self, *, stops: bool) -> None:
        """The computer is about to sleep: let go what was typed of a passphrase that is not being
        tried. ``stops``: whether a job was stopped for that, which is said from now on."""
        if not self._trying:
            self.entry.clear()
        if stops:
            self._stopped = _("Work was stopped, because the computer went to sleep")

    def show_closing(self) -> None:
        """Words are on their way into the vault; no passphrase is asked for yet."""
        self._settle(LockState.CLOSING)
        self.busy.begin(_("Saving and closing the vault…"))

    def show_closed(self) -> None:
        """The vault is closed, and nothing of it is in use any more."""
        self._settle(LockState.CLOSED)
        if self._stopped:
            self.held.say(
                Tone.INFO,
                self._stopped,
                _("What was finished before is kept; the rest can be started again."),
            )

    def hold_unsaved(self) -> None:
        """Words could not be saved; the vault is still open behind the screen."""
        self._settle(LockState.HELD_UNSAVED)
        self.held.say(
            Tone.ATTENTION,
            _("Some text could not be saved"),
            _(
                "It is kept in memory behind this screen, and the vault stays open until it "
                "is saved. Unlock, free some space on the disk, and try again."
            ),
        )

    def hold_busy(self) -> None:
        """A long job runs on; the vault is still open behind the screen."""
        self._settle(LockState.HELD_BUSY)
        self.held.say(
            Tone.ATTENTION,
            _("Work is still in progress"),
            _("It continues behind this screen. The vault closes when it is finished."),
        )
        self.held.offer(_("Stop it and close the vault"), self._stop)

    def _stop(self) -> None:
        self._stopped = _("Work was stopped")
        self.held.say(
            Tone.ATTENTION,
            _("Work is still in progress"),
            _("It stops as soon as that is safe. Then the vault closes."),
        )
        self.entry.take_focus()
        self.stop.emit()

    def wait(self) -> None:
        """The passphrase is being tried."""
        self._trying = True
        self.banner.clear()
        self.entry.setEnabled(False)
        self.button.setEnabled(False)
        self.busy.begin(self._takes)

    def refuse(self, error: SkryniaError) -> None:
        """Say why it did not open; the field waits for another try."""
        self._trying = False
        self.entry.refused()
        self._settle(self._state)
        say_error(self.banner, error)
        if self._state is LockState.CLOSED:
            from ui.start.rescuing import offer_rescue

            offer_rescue(self.banner, error, self.rescue.emit)

    def _submit(self) -> None:
        entered = self.entry.entered()
        if entered is not None:
            self.wait()
            self.unlock.emit(entered)

    def _settle(self, state: LockState) -> None:
        if self._trying:
            # The answer about the passphrase comes first; it decides what is shown.
            self._state = state
            return
        self._state = state
        self.held.clear()
        self.busy.end()
        settled = state is not LockState.CLOSING
        self.entry.setEnabled(settled)
        self.button.setEnabled(settled)
        self.other.setVisible(state is LockState.CLOSED)
        if settled:
            self.entry.take_focus()
