"""Every version of a consent, newest first: when, what changed, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.i18n import _, ngettext
from desktop.model.consent import Answer, Consent
from desktop.reading.opened import called
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

if TYPE_CHECKING:
    from desktop.vault import Vault

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
        self._lines: dict[str, Sequence[str]] = {}
        versions.selectionModel().currentChanged.connect(lambda *_at: self._tell())
        changed = Field(_("What changed"), self.what)
        close = primary_button(_("Close"), self.accept)
        title = paragraph(_("History of consent"), "lead", "strong")
        whole = column(title, self.banner, versions, changed, row(None, close), gap=4, margin=6)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        record = draft.interview_id
        draft.context.worker.run(
            lambda vault: _read(vault, record),
            self._show,
            lambda error: say_error(self.banner, error),
            self,
        )

    def _show(self, versions: Sequence[Told]) -> None:
        rows = [_row(number, told) for number, told in enumerate(versions, start=1)]
        self._lines = {str(number): told.lines for number, told in enumerate(versions, start=1)}
        self.model.set_rows(rows[::-1])
        if rows:
            self.versions.show_row(rows[-1].key)
        self._tell()

    def _tell(self) -> None:
        lines = self._lines.get(self.versions.chosen_key, [])
        self.what.setPlainText("\n".join(lines) or _("Nothing that is shown here."))


def _nothing(_text: str) -> None:
    """Nothing is typed here."""


@dataclass(frozen=True, slots=True)
class Told:
    """One version of the consent, and in lines what was decided otherwise before, why, and by
    whom where that is somebody else."""

    consent: Consent
    lines: Sequence[str]


def _read(vault: Vault, record: str) -> list[Told]:
    past = vault.consents.history(record)
    befores = [None, *(each.consent for each in past[:-1])]
    ours = vault.identity.fingerprint
    told = []
    for before, each in zip(befores, past, strict=True):
        lines = change_lines(before, each.consent)
        if each.reason:
            lines.append(_("Why: {reason}").format(reason=each.reason))
        if each.author != ours:
            who = called(vault, each.author) or _("Somebody whose card is not trusted here")
            lines.append(_("Recorded by: {name}").format(name=who))
        told.append(Told(each.consent, lines))
    return told


def _row(number: int, told: Told) -> Row:
    """One version as a row; ``number`` counts from the oldest. Of one that was withdrawn no yes is
    counted: none stands."""
    consent = told.consent
    when = consent.withdrawn_at or consent.given_at
    yes = sum(answer.answer is Answer.YES for answer in consent.answers)
    withdrawn = consent.withdrawn_at is not None
    return Row(
        key=str(number),
        title=f"{day(when)}, {clock(when)}",
        detail=consent.withdrawn_reason if withdrawn else "; ".join(told.lines),
        aside="" if withdrawn else ngettext("{count} yes", "{count} yes", yes).format(count=yes),
        tag=_("Withdrawn") if withdrawn else "",
        tone=Tone.DANGER,
    )
