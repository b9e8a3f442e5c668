"""Why the account is still closed and how it is opened (R3, R4, R5), or the way to begin."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.messages.phases import TITLES
from desktop.model.interview import Closed
from desktop.model.phases import WAY_OUT
from desktop.vocabulary import vocabulary
from ui.scale import with_text
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, empty, holding, row, rule
from ui.widgets.sheet import Sheet

_WIDEST = 680


class ClosedAccount(QWidget):
    """Shown until the account is begun. ``go`` gets the phase where the way out lies."""

    def __init__(self, go: Callable[[str], None], begin: Callable[[], None]) -> None:
        super().__init__()
        self._go = go
        self._reasons: tuple[Closed, ...] | None = None
        self._title = paragraph("", "title")
        self._lead = paragraph("", "quiet")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(16)
        self.begin_button = primary_button(_("Start the person's account"), begin, "pen")
        self.banner = Banner()
        inner = column(
            self._title,
            self._lead,
            self._rows,
            self.banner,
            row(self.begin_button, None),
            gap=4,
            margin=8,
        )
        page = Sheet(inner)
        page.setMaximumWidth(with_text(_WIDEST))
        whole = row(page, None)
        whole.setStretch(0, 1000)
        self.setLayout(column(whole, None, margin=6))

    def show_reasons(self, reasons: tuple[Closed, ...]) -> None:
        """Say every rule that keeps the account closed; () offers to begin."""
        if reasons == self._reasons:
            return
        self._reasons = reasons
        self._clear()
        for reason in reasons:
            self._rows.addWidget(rule())
            self._rows.addWidget(self._reason(reason))
        self.begin_button.setVisible(not reasons)
        self._title.setText(
            _("The account cannot be started yet") if reasons else _("The account can be started")
        )
        self._lead.setText(
            _("It can be started when this is done. Nothing you wrote elsewhere is lost.")
            if reasons
            else _("The start time is noted. From then on, text is saved as you type.")
        )

    def _reason(self, reason: Closed) -> QWidget:
        terms = vocabulary("closed")
        phase = WAY_OUT[reason]
        said = column(
            paragraph(terms.label(reason.value), "strong"),
            paragraph(terms.note(reason.value), "quiet"),
            gap=1,
        )
        label = _("Go to {place}").format(place=_(TITLES[phase]))
        button = quiet_button(label, lambda: self._go(phase.value))
        button.setObjectName(f"go-{reason.value}")
        whole = row(said, button, gap=4)
        whole.setStretch(0, 1)
        return holding(whole)

    def _clear(self) -> None:
        empty(self._rows)
