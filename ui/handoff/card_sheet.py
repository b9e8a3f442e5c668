"""One contact card: whose it is, what they are to us, and the digits that were compared."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.formats import format_date_time
from desktop.i18n import _
from desktop.model.identity import KnownCard
from desktop.vocabulary import vocabulary
from ui.widgets.buttons import Button, danger_button, primary_button, quiet_button
from ui.widgets.facts import facts
from ui.widgets.heading import SectionHeading
from ui.widgets.label import text_label
from ui.widgets.layouts import column, row
from ui.widgets.sheet import Sheet


class CardSheet(Sheet):
    """``back_asked``, and what can be done with the card: as on the list."""

    back_asked = Signal()
    revoke_asked = Signal()
    kind_asked = Signal()
    compare_asked = Signal()

    def __init__(self, known: KnownCard, digits: str) -> None:
        self.known = known
        groups = digits.split()
        lines = (" ".join(groups[n : n + 4]) for n in range(0, 12, 4))
        self.digits = text_label("\n".join(lines), "lead")
        self.digits.setAccessibleName(_("Safety number"))
        back = quiet_button(_("Back"), self._go_back)
        super().__init__(
            column(
                SectionHeading(known.card.name, state_of(known)),
                facts(_facts(known)),
                text_label(_("Safety number"), "strong"),
                self.digits,
                row(back, None, *self._ways()),
                gap=4,
                margin=6,
            )
        )

    def _ways(self) -> list[Button]:
        if not self.known.usable:
            return [primary_button(_("Compare and trust…"), self._compare)]
        return [
            danger_button(_("Stop trusting…"), self._revoke),
            quiet_button(_("Change type…"), self._change_kind),
        ]

    # Methods, as a signal may not be touched before the sheet is made.

    def _go_back(self) -> None:
        self.back_asked.emit()

    def _revoke(self) -> None:
        self.revoke_asked.emit()

    def _change_kind(self) -> None:
        self.kind_asked.emit()

    def _compare(self) -> None:
        self.compare_asked.emit()


def state_of(known: KnownCard) -> str:
    """Whether a card is trusted, in one word or two."""
    if known.usable:
        return _("Trusted")
    return _("Revoked") if known.revoked_at else _("Not compared yet")


def _facts(known: KnownCard) -> list[tuple[str, str]]:
    trusted, revoked = known.trusted_at, known.revoked_at
    kind = vocabulary("card_kind").label(known.kind.value)
    return [
        (_("Role"), vocabulary("role").label(known.card.role.value)),
        (_("Type of recipient"), kind if trusted else ""),
        (_("Card created"), format_date_time(known.card.created_at.local())),
        (_("Trusted since"), format_date_time(trusted.local()) if trusted else ""),
        (_("Trust ended"), format_date_time(revoked.local()) if revoked else ""),
        (_("Key fingerprint"), known.fingerprint),
    ]
