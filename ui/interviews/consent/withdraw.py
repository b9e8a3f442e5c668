"""Withdrawing consent (R2): the reason, then which packages already left and for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.i18n import _, ngettext
from desktop.model.consent_draft import ANSWERS
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.phases import Phase
from desktop.model.typed_words import words_form
from ui.interviews.draft import Draft
from ui.interviews.labels import day
from ui.kept_form import sheaf_of
from ui.widgets.buttons import danger_button, primary_button
from ui.widgets.dialogs.form_dialog import FormDialog
from ui.widgets.editors import text_area
from ui.widgets.field import Field
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, holding, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.vault import SentSummary, Vault

WITHDRAW: Final = words_form(INTERVIEW_KIND, "withdraw")


class WithdrawDialog(FormDialog):
    """Asks once, says what it does, and then shows what already left."""

    def __init__(self, parent: QWidget, draft: Draft) -> None:
        super().__init__(parent, draft.context.worker, _("Withdraw consent"))
        self._draft = draft
        self._reason = ""
        self._pages = QStackedWidget()
        self._pages.addWidget(self._question())
        self.setLayout(column(self._pages, margin=6))
        record = draft.interview_id
        self.keep(
            draft.context,
            sheaf_of(WITHDRAW, {"reason": self.reason}, record),
            {"interview": record, "phase": Phase.CONSENT.value},
        )

    def _question(self) -> QWidget:
        self.reason = text_area("", self._set_reason, rows=3)
        self.withdraw_button = danger_button(_("Withdraw consent"), self._withdraw)
        said = _(
            "From now on nothing of this interview leaves, for no purpose and to "
            "nobody. The words stay in this vault. The person may decide anew later."
        )
        reason = Field(_("Reason, if the person gives one"), self.reason)
        return holding(self.form(paragraph(said), reason, action=self.withdraw_button))

    def _set_reason(self, text: str) -> None:
        self._reason = text

    def _withdraw(self) -> None:
        record, reason = self._draft.interview_id, self._reason
        self.ask_vault(lambda vault: withdraw(vault, record, reason), self._show_sent)

    def _show_sent(self, sent: Sequence[SentSummary]) -> None:
        self._draft.refresh()
        done = primary_button(_("Close"), self.accept)
        page = column(
            paragraph(_("Consent is withdrawn."), "lead", "strong"),
            paragraph(_said(len(sent))),
            *(paragraph(_line(package)) for package in sent),
            row(None, done),
            gap=4,
        )
        self._pages.addWidget(holding(page))
        self._pages.setCurrentIndex(1)
        done.setFocus()


def withdraw(vault: Vault, record: str, reason: str) -> list[SentSummary]:
    """Withdraw; answers that were typed before and not saved are not offered any more."""
    with vault.transaction():
        vault.drafts.drop(ANSWERS, record)
        return vault.consents.withdraw(record, reason)


def _said(count: int) -> str:
    if not count:
        return _("Nothing of it had been sent to anybody.")
    return ngettext(
        "It had already been sent in {count} package. The withdrawal travels with the next "
        "package to the same recipient; tell them now as well.",
        "It had already been sent in {count} packages. The withdrawal travels with the next "
        "package to the same recipients; tell them now as well.",
        count,
    ).format(count=count)


def _line(package: SentSummary) -> str:
    line = f"{day(package.written_at)} · {package.recipient_name}"
    return "\n".join(filter(None, (line, package.doubt)))
