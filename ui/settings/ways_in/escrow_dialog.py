"""The key of the vault is left with somebody whose card is trusted, knowingly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.model.identity import KnownCard
from ui.settings.ways_in.way_dialog import WayDialog, line_field
from ui.shell.room import HANDOFF
from ui.widgets.buttons import danger_button
from ui.widgets.editors import CalmChoice
from ui.widgets.field import Field
from ui.widgets.label import paragraph
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.vault import Vault
    from ui.shell.room import RoomContext


class EscrowDialog(WayDialog):
    """``added``: they can open the vault, or any copy of it, from now on."""

    added = Signal()

    def __init__(self, parent: QWidget, context: RoomContext) -> None:
        super().__init__(parent, context, _("Key left with an organisation"))
        self.cards = CalmChoice()
        self.cards.activated.connect(lambda _at: self.check())
        self.cards_field = Field(_("With whom"), self.cards)
        self.place_field, self.place = line_field(
            _("A note for yourself"), _("Only you see this, inside the vault.")
        )
        self.own = self.own_secret()
        self.own.submitted.connect(self._add)
        self.add_button = danger_button(_("Leave the key with them"), self._add)
        said = paragraph(
            _(
                "They can then open this vault, a backup or a copy of a lost laptop without you, "
                "and set a new passphrase for you. Nothing is sent: they need a copy of the vault "
                "itself. Only people whose card you trust are listed."
            )
        )
        self.lay_out(
            said, self.cards_field, self.place_field, self.own, self.busy,
            action=self.add_button, back=_("Cancel"),
        )  # fmt: skip
        context.worker.run(_trusted, self._offer, self.refused, self)

    def ready(self) -> bool:
        """Somebody is chosen."""
        return self.cards.currentIndex() >= 0

    def _offer(self, cards: list[KnownCard]) -> None:
        for known in cards:
            self.cards.addItem(known.card.name, known.fingerprint)
        self.cards.setCurrentIndex(0 if len(cards) == 1 else -1)
        if not cards:
            self.banner.say(
                Tone.INFO,
                _("No card is trusted yet."),
                _("Add the card of your organisation and compare it first."),
            )
            self.banner.offer(_("Contact cards"), self._to_cards).setFocus()
        for field in (self.cards_field, self.place_field, self.own):
            field.setVisible(bool(cards))
        self.check()

    def _to_cards(self) -> None:
        self.give_up()
        self._context.navigate(HANDOFF, path="cards")

    def _add(self) -> None:
        fingerprint = str(self.cards.currentData() or "")
        entered, place = self.own.entered(), self.place.text().strip()
        if entered is None or not fingerprint:
            return

        def work(vault: Vault) -> None:
            from desktop.crypto.age.keys import parse_recipient
            from desktop.crypto.slots.making import by_escrow
            from desktop.handoff.sending.gate import usable_card

            known = usable_card(vault, fingerprint)
            make = by_escrow(parse_recipient(known.card.recipient))
            vault.ways_in.add(entered.read(), make, known.card.name, place)

        self.do(self.unlocking_told(), work, lambda _none: self._done())

    def _done(self) -> None:
        self.end()
        self.added.emit()
        self.accept()


def _trusted(vault: Vault) -> list[KnownCard]:
    return [known for known in vault.cards.all() if known.usable]
