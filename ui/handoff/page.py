"""The page of the handoff room: where one begins, and the path one is on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.model.changes import Changes, Part
from desktop.model.sending.package_wish import WISH
from ui.handoff.cards_page import CardsPage
from ui.handoff.change_kind import CHANGE_KIND
from ui.handoff.flow import HandoffPath
from ui.handoff.landing import Landing
from ui.handoff.package_page import PackagePage
from ui.handoff.receipt_page import ReceiptPage
from ui.handoff.receive_page import ReceivePage
from ui.handoff.write_flow import WriteFlow
from ui.shell.room import FORM, RECORD, Location, Page, RoomContext
from ui.widgets.layouts import column

_PATHS: Mapping[type[HandoffPath], str] = {
    WriteFlow: "write",
    ReceivePage: "receive",
    ReceiptPage: "receipt",
    CardsPage: "cards",
}
_FORMS = {WISH.name: "write", CHANGE_KIND.name: "cards"}
"""Forms of the room, and the path that each is opened in."""


class HandoffPage(Page):
    """Shows the landing, or one path in its place; leaving a path comes back to it."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._context = context
        self._path: HandoffPath | None = None
        self._pages = QStackedWidget()
        self.landing = Landing(context)
        self.landing.write_asked.connect(self.write)
        self.landing.receive_asked.connect(self.receive)
        self.landing.receipt_asked.connect(self.import_receipt)
        self.landing.cards_asked.connect(self.cards)
        self.landing.sent_asked.connect(lambda package: self.package(package, sent=True))
        self.landing.received_asked.connect(lambda package: self.package(package, sent=False))
        self._pages.addWidget(self.landing)
        self.setLayout(column(self._pages))

    def entered(self) -> None:
        """Read again what was sent and received."""
        self.landing.read()

    def take_focus(self) -> None:
        """What one comes here for most, or the step one was at."""
        (self._path or self.landing).take_focus()

    def go(self, location: Location) -> None:
        """Begin one path: ``write``, ``receive``, ``receipt``, ``cards``, with a ``file``; or show
        a ``package`` that was ``sent`` or ``received``."""
        paths: Mapping[str, Callable[[], None]] = {
            "write": lambda: self.write(go_on=location.get(FORM) == WISH.name),
            "receive": self.receive,
            "receipt": self.import_receipt,
            "cards": lambda: self.cards(location.get(RECORD, "")),
            "sent": lambda: self.package(location["package"], sent=True),
            "received": lambda: self.package(location["package"], sent=False),
        }
        named = _FORMS.get(location.get(FORM, ""), "")
        begin = paths.get(location.get("path", named))
        if begin is not None:
            begin()
            file = location.get("file", "")
            if file and self._path is not None:
                self._path.take_file(Path(file))

    def location(self) -> Location:
        """The path one is on, and the package that is being chosen."""
        if self._path is None:
            return {}
        if isinstance(self._path, PackagePage):
            path = "sent" if self._path.sent else "received"
            return {"path": path, "package": self._path.package_id}
        chosen = {FORM: WISH.name} if isinstance(self._path, WriteFlow) else {}
        return {"path": _PATHS[type(self._path)]} | chosen

    def write(self, *, go_on: bool = False) -> None:
        """Begin writing a package. ``go_on``: with one that was begun, as far as that was."""
        flow = WriteFlow(self._context, go_on=go_on)
        flow.left.connect(self._back)
        flow.cards_asked.connect(self.cards)
        self._show(flow)

    def receive(self) -> None:
        """Begin receiving a package."""
        page = ReceivePage(self._context)
        page.left.connect(self._back)
        self._show(page)

    def import_receipt(self) -> None:
        """Begin importing a receipt."""
        page = ReceiptPage(self._context)
        page.left.connect(self._back)
        self._show(page)

    def cards(self, change_kind_of: str = "") -> None:
        """Show whom this vault knows and trusts, and ask anew what one of them is to us."""
        page = CardsPage(self._context)
        page.change_kind_of(change_kind_of)
        page.left.connect(self._back)
        self._show(page)

    def package(self, package_id: str, *, sent: bool) -> None:
        """Show what is in a package that was sent or received, and its receipt."""
        page = PackagePage(self._context, package_id, sent=sent)
        page.left.connect(self._back)
        page.receipt_asked.connect(self.import_receipt)
        self._show(page)

    @property
    def current(self) -> QWidget | None:
        """What is on the screen now."""
        return self._pages.currentWidget()

    def _show(self, page: HandoffPath) -> None:
        self._drop_path()
        self._path = page
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        page.take_focus()

    def _back(self) -> None:
        self._pages.setCurrentWidget(self.landing)
        self._drop_path()
        self.landing.read()
        self.landing.take_focus()

    def _drop_path(self) -> None:
        if self._path is not None:
            self._path.put_down()
        self._path = None
        while self._pages.count() > 1:
            path = self._pages.widget(1)
            if path is not None:
                self._pages.removeWidget(path)
                path.deleteLater()

    def changed(self, changes: Changes) -> None:
        """Read again what was sent and received."""
        if changes.of(Part.PACKAGE) and self._path is None:
            self.landing.read()
