"""Every version of a consent, newest first: when, why, and how many answers let something out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.i18n import _, ngettext
from desktop.model.consent import Answer, Consent
from desktop.vocabulary import vocabulary
from ui.interviews.draft import Draft
from ui.interviews.labels import clock, day
from ui.messages import say_error
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary_button
from ui.widgets.dialogs.growing_dialog import GrowingDialog
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row
from ui.widgets.lists.list_pane import ListPane
from ui.widgets.lists.rows import Row, RowsModel
from ui.widgets.tone import Tone

_WIDTH, _HEIGHT = 560, 440


class ConsentHistory(GrowingDialog):
    """A list to read; nothing is changed here."""

    def __init__(self, parent: QWidget, draft: Draft) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("History of consent"))
        self.resize(_WIDTH, _HEIGHT)
        self.model = RowsModel(self)
        self.banner = Banner()
        versions = ListPane(_("Versions of the consent"), self.model)
        close = primary_button(_("Close"), self.accept)
        title = paragraph(_("History of consent"), "lead", "strong")
        whole = column(title, self.banner, versions, row(None, close), gap=4, margin=6)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        record = draft.interview_id
        draft.context.worker.run(
            lambda vault: vault.consents.history(record),
            self._show,
            lambda error: say_error(self.banner, error),
            self,
        )

    def _show(self, versions: Sequence[Consent]) -> None:
        rows = [consent_row(number, consent) for number, consent in enumerate(versions, start=1)]
        self.model.set_rows(rows[::-1])


def consent_row(number: int, consent: Consent) -> Row:
    """One version as a row; ``number`` counts from the oldest."""
    when = consent.withdrawn_at or consent.given_at
    yes = sum(answer.answer is Answer.YES for answer in consent.answers)
    withdrawn = consent.withdrawn_at is not None
    given = vocabulary("how_given").label(consent.how_given.value)
    return Row(
        key=str(number),
        title=f"{day(when)}, {clock(when)}",
        detail=consent.withdrawn_reason if withdrawn else given,
        aside=ngettext("{count} yes", "{count} yes", yes).format(count=yes),
        tag=_("Withdrawn") if withdrawn else "",
        tone=Tone.DANGER,
    )
