"""What is said before a passphrase is tied to a thing that may be lost, where nothing else opens
the vault."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.i18n import _
from desktop.model.way_in import WayIn
from ui.unlocking.secret_entry import Way
from ui.widgets.banner import Banner
from ui.widgets.layouts import column
from ui.widgets.tone import Tone


class OnlyWay(QWidget):
    """Hidden where another way would open the vault. ``changed``: leave was given or taken back;
    ``sheet``: a way back is wanted first."""

    changed = Signal()
    sheet = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._known = False
        self.banner = Banner()
        self.leave = QCheckBox(_("If it is lost, this vault is lost. I want it so."))
        self.leave.toggled.connect(lambda _on: self.changed.emit())
        self.setLayout(column(self.banner, self.leave, gap=2))
        self.hide()

    @property
    def may_go_on(self) -> bool:
        """Whether something else opens the vault, or leave was given to do without."""
        return self._known and (self.isHidden() or self.leave.isChecked())

    def take(self, ways: Iterable[WayIn]) -> None:
        """These open the vault now, the passphrase that is about to change among them."""
        alone = sum(way.kind != Way.KEY_FILE for way in ways) == 1
        self._known = True
        self.setVisible(alone)
        if alone:
            self.banner.say(
                Tone.ATTENTION,
                _("Nothing else would open this vault."),
                _("Add a recovery sheet first: it opens the vault if the key is lost or breaks."),
            )
            self.banner.offer(_("Add a recovery sheet"), self.sheet.emit)
        self.changed.emit()
