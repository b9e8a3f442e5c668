"""Every version of a consent, newest first: when, and what changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.i18n import _, ngettext
from desktop.model.consent import Answer, Consent
from ui.interviews.consent.changes import change_lines
from ui.interviews.draft import Draft
from ui.interviews.labels import clock, day
from ui.messages import say_error
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary_button
from ui.widgets.dialogs.growing_dialog import GrowingDialog
from ui.widgets.editors import text_area
from ui.widgets.field import Field
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row
from ui.widgets.lists.list_pane import ListPane
from ui.widgets.lists.rows import Row, RowsModel
from ui.widgets.tone import Tone

_WIDTH, _HEIGHT = 620, 560


class ConsentHistory(GrowingDialog):
    """A list to read; nothing is changed here."""

    def __init__(self, parent: QWidget, draft: Draft) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("History of consent"))
        self.resize(_WIDTH, _HEIGHT)
        self.model = RowsModel(self)
        self.banner = Banner()
        self.versions = versions = ListPane(_("Versions of the consent"), self.model)
        self.what = text_area("", _nothing, rows=7)
        self.what.setReadOnly(True)
        self.what.setTabChangesFocus(True)
        self._lines: dict[str, list[str]] = {}
        versions.selectionModel().currentChanged.connect(lambda *_at: self._tell())
        changed = Field(_("What changed"), self.what)
        close = primary_button(_("Close"), self.accept)
        title = paragraph(_("History of consent"), "lead", "strong")
        whole = column(title, self.banner, versions, changed, row(None, close), gap=4, margin=6)
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
        befores = [None, *versions[:-1]]
        told = [change_lines(*pair) for pair in zip(befores, versions, strict=True)]
        self._lines = {str(number): lines for number, lines in enumerate(told, start=1)}
        rows = [
            consent_row(number, consent, self._lines[str(number)])
            for number, consent in enumerate(versions, start=1)
        ]
        self.model.set_rows(rows[::-1])
        if rows:
            self.versions.show_row(rows[-1].key)
        self._tell()

    def _tell(self) -> None:
        lines = self._lines.get(self.versions.chosen_key, [])
        self.what.setPlainText("\n".join(lines) or _("Nothing that is told of here."))


def _nothing(_text: str) -> None:
    """Nothing is typed here."""


def consent_row(number: int, consent: Consent, changed: Sequence[str]) -> Row:
    """One version as a row; ``number`` counts from the oldest. ``changed``: in lines."""
    when = consent.withdrawn_at or consent.given_at
    yes = sum(answer.answer is Answer.YES for answer in consent.answers)
    withdrawn = consent.withdrawn_at is not None
    return Row(
        key=str(number),
        title=f"{day(when)}, {clock(when)}",
        detail=consent.withdrawn_reason if withdrawn else "; ".join(changed),
        aside=ngettext("{count} yes", "{count} yes", yes).format(count=yes),
        tag=_("Withdrawn") if withdrawn else "",
        tone=Tone.DANGER,
    )
