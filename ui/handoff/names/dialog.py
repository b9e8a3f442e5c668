"""The check of one interview in a dialog of its own, from wherever something of it is to leave."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.showing.worklist import Listed
from ui.handoff.names.page import NamesPage
from ui.tasks import VaultWorker
from ui.widgets.dialogs.growing_dialog import GrowingDialog
from ui.widgets.layouts import column

_WIDTH = 860


class CheckDialog(GrowingDialog):
    """Gone when it is closed; ``then`` is called, whether or not all is decided."""

    def __init__(
        self,
        parent: QWidget,
        worker: VaultWorker,
        spots: Sequence[Listed],
        then: Callable[[], None],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("Names before it leaves"))
        self.set_width(_WIDTH)
        self.page = NamesPage(worker, spots)
        self.page.finished.connect(self.accept)
        self.finished.connect(lambda _result: then())
        self.setLayout(column(self.page, margin=3))
        self.page.take_focus()
