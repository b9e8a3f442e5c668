"""Where a handoff begins: what one may do, and what was sent and received so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.errors import SkryniaError
from desktop.handoff.naming import unread_message, waiting_message
from desktop.i18n import _
from ui.handoff.package_list import PackageList
from ui.handoff.package_rows import received_row, sent_row
from ui.messages import say_error
from ui.shell.room import RoomContext
from ui.widgets.banner import Banner
from ui.widgets.buttons import bare_button
from ui.widgets.choices.wide import WideChoice
from ui.widgets.heading import PageHeading
from ui.widgets.label import paragraph
from ui.widgets.layouts import EDGE, column, holding, row
from ui.widgets.lists.rows import Row
from ui.widgets.sheet import ScrolledWhenShort

if TYPE_CHECKING:
    from desktop.vault import Vault


class Landing(QWidget):
    """Three ways to begin above two lists; the signals say which way was taken, or which package
    of a list is to be shown."""

    write_asked = Signal()
    receive_asked = Signal()
    receipt_asked = Signal()
    cards_asked = Signal()
    sent_asked = Signal(str)
    received_asked = Signal(str)

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self.banner = Banner()
        self.cards_button = bare_button(_("Contact cards"), self.cards_asked.emit, "card")
        self.write_button = WideChoice(
            "upload",
            _("Create a package"),
            _(
                "Choose to whom and for what; consent decides what will be sent. Signed, "
                "encrypted, read again and verified."
            ),
            self.write_asked.emit,
            beside=True,
        )
        self.receive_button = WideChoice(
            "download",
            _("Receive a package"),
            _("Check who sent it and that nothing was changed, and see what it contains."),
            self.receive_asked.emit,
            beside=True,
        )
        self.receipt_button = WideChoice(
            "receipt",
            _("Import a receipt"),
            _("The other side's signed confirmation of what arrived, shown beside each interview."),
            self.receipt_asked.emit,
            beside=True,
        )
        worker = context.worker
        self.sent = PackageList(worker, _Sent(), _("Sent"), _("Nothing was sent yet."))
        self.received = PackageList(
            worker, _Received(), _("Received"), _("Nothing was received yet.")
        )
        self.sent.opened.connect(self.sent_asked)
        self.received.opened.connect(self.received_asked)
        for packages in (self.sent, self.received):
            packages.refused.connect(self._refuse)
        self.kept = paragraph("")
        self.kept.hide()
        self._worker = worker
        self._lay_out()

    def take_focus(self) -> None:
        """What one comes here for most."""
        self.write_button.setFocus()

    def read(self) -> None:
        """Ask the vault for both lists."""
        self.banner.clear()
        self.sent.read()
        self.received.read()
        self._worker.read_later(_kept_sentences, self._say_kept, self._refuse, self)

    def _say_kept(self, sentences: tuple[str, ...]) -> None:
        """Say what is kept and shown nowhere, where anything is."""
        self.kept.setText(" ".join(sentences))
        self.kept.setVisible(bool(sentences))

    def _refuse(self, error: SkryniaError) -> None:
        say_error(self.banner, error)

    def _lay_out(self) -> None:
        each = (self.write_button, self.receive_button, self.receipt_button)
        ways = row(*each, gap=4)
        for place in range(len(each)):
            ways.setStretch(place, 1)
        lists = row(self.sent, self.received, gap=4)
        heading = PageHeading(_("Send and receive"), "", self.cards_button)
        whole = column(heading, self.banner, self.kept, ways, lists, gap=4, margin=EDGE)
        whole.setStretch(4, 1)
        self.setLayout(column(ScrolledWhenShort(holding(whole, "linen"))))


def _kept_sentences(vault: Vault) -> tuple[str, ...]:
    unread, waiting = vault.versions.count_unread(), vault.versions.count_waiting()
    said = (unread and unread_message(unread), waiting and waiting_message(waiting))
    return tuple(each for each in said if each)


class _Sent:
    """The packages that were sent, newest first."""

    def count(self, vault: Vault) -> int:
        """How many there are."""
        return vault.packages.count_sent()

    def page(self, vault: Vault, offset: int, limit: int) -> list[Row]:
        """Some of them, as rows."""
        return [sent_row(package) for package in vault.packages.sent(offset, limit)]


class _Received:
    """The packages that were taken in, newest first."""

    def count(self, vault: Vault) -> int:
        """How many there are."""
        return vault.packages.count_received()

    def page(self, vault: Vault, offset: int, limit: int) -> list[Row]:
        """Some of them, as rows."""
        return [received_row(package) for package in vault.packages.received(offset, limit)]
