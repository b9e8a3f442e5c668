"""The first step: to whom, and for which purpose that person's consent was asked."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.errors import SkryniaError
from desktop.i18n import _
from desktop.model.consent import RecipientKind
from desktop.model.consent.purpose import HERE_ONLY, Purpose
from desktop.model.identity import KnownCard
from desktop.vocabulary import vocabulary
from ui.messages import say_error
from ui.shell.room import RoomContext
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.editors import CalmChoice
from ui.widgets.empty_state import EmptyState
from ui.widgets.field import Field
from ui.widgets.layouts import column, row
from ui.widgets.sheet import Sheet


class RecipientStep(QWidget):
    """Trusted cards to choose from; ``chosen(KnownCard, Purpose)``.

    ``marked(fingerprint, purpose)`` when a person changed one of the two; nothing goes on yet.
    ``read``: the cards are there.
    """

    chosen = Signal(object, object)
    marked = Signal(str, str)
    read = Signal()
    cards_asked = Signal()

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._cards: list[KnownCard] = []
        self.banner = Banner()
        self.recipient = CalmChoice()
        self.recipient.activated.connect(lambda _index: self._offer_purposes())
        self.recipient.activated.connect(self._mark)
        self.purpose = CalmChoice()
        self.purpose.activated.connect(self._mark)
        self.purpose_field = Field(
            _("For what"),
            self.purpose,
            _("Only what the person agreed to for this purpose and this recipient will be sent."),
        )
        self.next_button = primary_button(_("Review contents"), self.submit)
        form = Sheet(
            column(
                Field(_("To whom"), self.recipient),
                self.purpose_field,
                row(None, self.next_button),
                gap=5,
                margin=6,
            )
        )
        cards_button = quiet_button(_("Contact cards"), self.cards_asked.emit, "card")
        empty = EmptyState(
            "card",
            _("Nobody to send to yet"),
            _(
                "Add the card of your organisation, compare its digits by voice or face to "
                "face, and trust it. Then packages can be encrypted for it alone."
            ),
            cards_button,
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(form)
        self._pages.addWidget(empty)
        self.setLayout(column(self.banner, self._pages, gap=4))
        self.setFocusProxy(self.recipient)
        context.worker.run(lambda vault: vault.cards.all(), self._show, self._refuse, self)

    def _show(self, cards: list[KnownCard]) -> None:
        self._cards = [known for known in cards if known.usable]
        self._pages.setCurrentIndex(0 if self._cards else 1)
        kinds = vocabulary("card_kind")
        self.recipient.clear()
        for known in self._cards:
            kind = kinds.label(known.kind.value)
            self.recipient.addItem(f"{known.card.name} · {kind}", known.fingerprint)
        self._offer_purposes()
        self.read.emit()

    def _offer_purposes(self) -> None:
        self.purpose.clear()
        at = self.recipient.currentIndex()
        if not 0 <= at < len(self._cards):
            return
        for code in purposes_for(self._cards[at].recipient_kind):
            self.purpose.addItem(vocabulary("purpose").label(code), code)
        offered = self.purpose.count() > 0
        self.next_button.setEnabled(offered)
        self.purpose_field.set_error(
            "" if offered else _("Consent is never asked for this kind of recipient.")
        )

    def show_wish(self, recipient: str, purpose: str) -> bool:
        """Mark these; False where nothing goes to this recipient for that any more."""
        at = self.recipient.findData(recipient)
        if at < 0:
            return False
        self.recipient.setCurrentIndex(at)
        self._offer_purposes()
        self.purpose.setCurrentIndex(max(0, self.purpose.findData(purpose)))
        return bool(self.purpose.currentData() == purpose)

    def submit(self) -> None:
        """Go on with what is marked."""
        known = self._cards[self.recipient.currentIndex()]
        self.chosen.emit(known, Purpose(self.purpose.currentData()))

    def _mark(self) -> None:
        recipient, purpose = self.recipient.currentData(), self.purpose.currentData()
        if recipient and purpose:
            self.marked.emit(recipient, purpose)

    def _refuse(self, error: SkryniaError) -> None:
        say_error(self.banner, error)


def purposes_for(kind: RecipientKind) -> list[str]:
    """Codes of the purposes for which something may be sent to this kind of recipient."""
    terms = vocabulary("purpose").terms
    return [t.code for t in terms if kind.value in t.recipients and t.code not in HERE_ONLY]
