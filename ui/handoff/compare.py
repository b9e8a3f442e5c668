"""Comparing a card's digits with the other side, and deciding what it is to us."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.i18n import _
from desktop.model.identity import CardKind
from ui.handoff.change_kind import kind_choice
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.field import Field
from ui.widgets.heading import SectionHeading
from ui.widgets.label import paragraph, text_label
from ui.widgets.layouts import column, row
from ui.widgets.sheet import Sheet


class CompareSheet(Sheet):
    """``agreed(CardKind)`` when the digits are the same on both sides."""

    agreed = Signal(object)
    refused = Signal()

    def __init__(self, name: str, digits: str) -> None:
        self.kind = kind_choice()
        self.kind_field = Field(
            _("Type of recipient"),
            self.kind,
            _("Consent is asked for each type of recipient; you decide, not the card."),
        )
        self.kind.currentIndexChanged.connect(lambda _at: self.kind_field.set_error(""))
        groups = digits.split()
        self.digits = text_label(
            "\n".join(" ".join(groups[n : n + 4]) for n in range(0, 12, 4)), "title"
        )
        self.digits.setAccessibleName(_("Safety number"))
        self.same_button = primary_button(_("They match: trust"), self._agree)
        self.differ_button = quiet_button(_("They do not match"), self._differ)
        super().__init__(
            column(
                SectionHeading(
                    _("Is this the card of {name}?").format(name=name),
                    _(
                        "Ask them to read out the digits of their own card, by voice or face to "
                        "face. Never by the channel the card came through."
                    ),
                ),
                self.digits,
                self.kind_field,
                paragraph(
                    _("If a single group differs, somebody has put their own card in its place."),
                    "quiet",
                ),
                row(self.differ_button, None, self.same_button),
                gap=4,
                margin=6,
            )
        )
        self.setFocusProxy(self.kind)

    def _differ(self) -> None:
        self.refused.emit()

    def _agree(self) -> None:
        if self.kind.currentIndex() < 0:
            self.kind_field.set_error(_("Choose the type of recipient."))
            self.kind.setFocus()
            return
        self.agreed.emit(CardKind(self.kind.currentData()))
