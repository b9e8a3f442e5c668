"""Identity cards: one's own, whom this vault knows, whom it trusts, and as what."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QResizeEvent

from desktop.i18n import _
from desktop.model.identity import CardKind, KnownCard
from desktop.vocabulary import vocabulary
from ui.handoff.card_sheet import CardSheet, state_of
from ui.handoff.change_kind import ChangeKindDialog
from ui.handoff.compare import CompareSheet
from ui.handoff.flow import HandoffPath
from ui.shell.room import RoomContext
from ui.widgets.buttons import danger_button, primary_button, quiet_button
from ui.widgets.dialogs.confirm import Question, ask
from ui.widgets.dialogs.file_picker import pick_file
from ui.widgets.heading import SectionHeading
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row
from ui.widgets.lists.list_pane import ListPane, row_height
from ui.widgets.lists.rows import Row, RowsModel
from ui.widgets.own_card import OwnCardSheet
from ui.widgets.sheet import Sheet
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.handoff.identity.cards import ReadCard
    from desktop.vault import Vault

OWN: Final = "own"
"""The key of one's own card in the list, where all others go by their fingerprint."""

_AROUND = 330
"""Pixels of the page that are not list: heading, words and buttons stay in sight with it."""


class CardsPage(HandoffPath):
    """The list, one's own card first; in its place a card that is opened, or the comparison when
    one is taken in."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context, _("Contact cards"))
        self._known: dict[str, KnownCard] = {}
        self._go_on = self._shown = ""
        self.model = RowsModel(self)
        self._read()

    def take_file(self, path: Path) -> None:
        """A card."""
        self.add(path)

    def add(self, path: Path) -> None:
        """Read a card file and show its digits to compare; nothing is trusted yet."""

        def work(vault: Vault) -> ReadCard:
            from desktop.handoff.identity.cards import load_card

            card = load_card(path)
            vault.cards.add(card.document, card.signature)
            return card

        self.context.worker.run(work, self._compare_read, self.refuse, self)

    def change_kind_of(self, fingerprint: str) -> None:
        """Ask what the party of this card is to us, once the cards are read."""
        self._go_on = fingerprint

    @property
    def known(self) -> list[KnownCard]:
        """The cards on the screen."""
        return list(self._known.values())

    def _read(self) -> None:
        self.context.worker.run(
            lambda vault: (vault.identity.name, vault.cards.all()),
            lambda read: self._show(*read),
            self.refuse,
            self,
        )

    def _show(self, own: str, cards: list[KnownCard]) -> None:
        self._known = {known.fingerprint: known for known in cards}
        mine = Row(OWN, own, _("Your own card: give it to those you work with"))
        self.model.set_rows([mine, *map(_row, cards)])
        self.list = ListPane(_("Cards"), self.model)
        self.list.setProperty("plain", "true")
        self.list.opened.connect(lambda _key: self._follow())
        self.list.leads_on(self.open)
        nobody = paragraph(_("No card was added yet."), "quiet")
        self.revoke_button = danger_button(_("Stop trusting…"), self._ask_to_revoke)
        self.kind_button = quiet_button(_("Change type…"), self._change_kind)
        self.compare_button = primary_button(_("Compare and trust…"), self._compare_chosen)
        self.own_button = quiet_button(_("Show my card…"), self._open_own, "card")
        self.add_button = primary_button(_("Add a contact card…"), self._choose)
        page = column(
            SectionHeading(
                _("Contact cards in this vault"),
                _("Packages are encrypted only for trusted cards, and only theirs are opened."),
            ),
            nobody,
            self.list,
            row(
                self.own_button,
                self.revoke_button,
                self.kind_button,
                self.compare_button,
                None,
                self.add_button,
            ),
            gap=4,
            margin=6,
        )
        self.show_step(Sheet(page))
        # Shown before it has a parent, either would be a window of its own for a blink.
        nobody.setVisible(not cards)
        self._fit_list()
        self.list.show_row(self._shown or OWN)
        self._follow()
        fingerprint, self._go_on = self._go_on, ""
        if fingerprint in self._known:
            self.list.show_row(fingerprint)
            self._follow()
            self._change_kind()

    def open(self, key: str) -> None:
        """Show one card whole: one's own, which is saved from there, or another's."""
        self._shown = key
        known = self._known.get(key)
        if known is None:
            self._open_own()
            return
        from desktop.crypto.sshkey import digits

        sheet = CardSheet(known, digits(known.fingerprint))
        sheet.back_asked.connect(self._read)
        sheet.compare_asked.connect(self._compare_chosen)
        sheet.kind_asked.connect(self._change_kind)
        sheet.revoke_asked.connect(self._ask_to_revoke)
        self.show_step(sheet)

    def _open_own(self) -> None:
        back = quiet_button(_("Back"), self._read)
        sheet = OwnCardSheet(self.context, _("Your own card"), back)
        sheet.read()
        self.show_step(sheet)
        sheet.save_button.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many cards as leave the buttons in sight."""
        super().resizeEvent(event)
        self._fit_list()

    def _fit_list(self) -> None:
        rows = max(2, (self.height() - _AROUND) // row_height())
        for shown in self.findChildren(ListPane):
            shown.follow_rows(rows)

    def _follow(self) -> None:
        self._shown = self.list.chosen_key
        known = self._known.get(self._shown)
        self.own_button.setVisible(self._shown == OWN)
        self.revoke_button.setVisible(known is not None and known.usable)
        self.kind_button.setVisible(known is not None and known.usable)
        self.compare_button.setVisible(known is not None and not known.usable)

    def _choose(self) -> None:
        from desktop.handoff.identity.cards import SUFFIX

        kinds = [_("Contact cards (*{ending})").format(ending=SUFFIX)]
        pick_file(self, _("Add a contact card"), kinds, self.add)

    def _compare_read(self, card: ReadCard) -> None:
        self._compare(card.card.name, card.fingerprint, card.digits)

    def _compare_chosen(self) -> None:
        from desktop.crypto.sshkey import digits

        known = self._known[self._shown]
        self._compare(known.card.name, known.fingerprint, digits(known.fingerprint))

    def _compare(self, name: str, fingerprint: str, digits: str) -> None:
        self._shown = fingerprint
        self.compare = CompareSheet(name, digits)
        self.compare.refused.connect(self._read)
        self.compare.agreed.connect(lambda kind: self._trust(fingerprint, kind))
        self.show_step(self.compare)

    def _trust(self, fingerprint: str, kind: CardKind) -> None:
        job = self.context.worker.run_long(
            lambda vault, progress: vault.cards.trust(fingerprint, kind, progress),
            self.progress.report,
            self._trusted,
            self.refuse,
            self,
        )
        self.begin_job(_("Showing what was waiting for the card"), job)

    def _trusted(self, known: KnownCard) -> None:
        self.end_job()
        self._read()
        self.context.state_bar.note(_("{name} is trusted.").format(name=known.card.name))

    def _change_kind(self) -> None:
        known = self._known[self._shown]
        dialog = ChangeKindDialog(self, self.context, known)
        dialog.changed.connect(self._read)
        dialog.open()

    def _ask_to_revoke(self) -> None:
        known = self._known[self._shown]
        question = Question(
            _("Stop trusting {name}?").format(name=known.card.name),
            _(
                "Packages and receipts signed with this card's key are refused from now on, "
                "and none can be created for it."
            ),
            _("It can be trusted again after comparing its digits anew."),
            _("Stop trusting"),
        )
        ask(self, question, lambda: self._revoke(known.fingerprint))

    def _revoke(self, fingerprint: str) -> None:
        self.context.worker.run(
            lambda vault: vault.cards.revoke(fingerprint),
            lambda _known: self._read(),
            self.refuse,
            self,
        )


def _row(known: KnownCard) -> Row:
    if known.usable:
        kind = vocabulary("card_kind").label(known.kind.value)
        return Row(known.fingerprint, known.card.name, kind, "", state_of(known), Tone.SAFE)
    state = state_of(known)
    role = vocabulary("role").label(known.card.role.value)
    return Row(known.fingerprint, known.card.name, role, "", state, Tone.ATTENTION)
