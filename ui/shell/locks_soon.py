"""The last half minute before the lock, where the line at the bottom gave its place to the work."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from ui.scale import space
from ui.shell.state_bar import LOCKS_SOON, BottomBar, lock_message
from ui.widgets.announce import announce
from ui.widgets.choices.chips import Tag
from ui.widgets.tone import Tone


class LocksSoon(Tag):
    """A tag over the upper corner of ``around``: nothing moves under somebody's hands.

    It shows the seconds while ``bar`` is out of sight; that the vault locks soon is read out
    once, from whichever of the two is in sight: of what is hidden a screen reader is told nothing.
    """

    def __init__(self, around: QWidget, bar: BottomBar) -> None:
        super().__init__("", Tone.ATTENTION, "clock")
        self.setParent(around)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._around, self._bar, self._soon = around, bar, False
        around.installEventFilter(self)
        self.hide()

    def tell(self, seconds: int) -> None:
        """So many seconds are left until the vault locks by itself."""
        soon = seconds <= LOCKS_SOON
        if soon:
            self.say(lock_message(seconds), Tone.ATTENTION, "clock")
            self._place()
        self.setVisible(soon and not self._bar.isVisible())
        if soon and not self._soon:
            announce(self if self.isVisible() else self._bar.time_left)
        self._soon = soon

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The corner moves with the window."""
        if watched is self._around and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        self.move(self._around.width() - self.width() - space(4), space(4))
        self.raise_()
