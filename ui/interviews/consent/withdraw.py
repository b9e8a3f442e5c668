"""Withdrawing consent (R2): the reason, then which packages already left and for whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.i18n import _, ngettext
from desktop.model.consent_draft import ANSWERS
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.kept_draft import DraftForm
from desktop.model.phases import Phase
from desktop.model.typed_words import TypedWords, words_form
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
    from desktop.vault import SentSummary, Vault

WITHDRAW: Final = words_form(INTERVIEW_KIND, "withdraw")


RESTRICT: Final = words_form(INTERVIEW_KIND, "restrict")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a dialog asks for: ``title``, which the button says; what follows from it, before
    it is done; that it is done. ``work(vault, interview, reason)`` does it, and gives the packages
    in which the interview was sent."""

    form: DraftForm[TypedWords]
    title: str
    what_it_does: str
    done: str
    work: Callable[[Vault, str, str], Sequence[SentSummary]]


class NarrowingDialog(FormDialog):
    """Asks once, says what it does, and then shows what already left."""

    def __init__(self, parent: QWidget, draft: Draft, narrowing: Narrowing) -> None:
        super().__init__(parent, draft.context.worker, narrowing.title)
        self._draft, self._narrowing = draft, narrowing
        self._reason = ""
        self._pages = QStackedWidget()
        self._pages.addWidget(self._question())
        self.setLayout(column(self._pages, margin=6))
        record = draft.interview_id
        self.keep(
            draft.context,
            sheaf_of(narrowing.form, {"reason": self.reason}, record),
            {"interview": record, "phase": Phase.CONSENT.value},
        )

    def _question(self) -> QWidget:
        self.reason = text_area("", self._set_reason, rows=3)
        self.withdraw_button = danger_button(self._narrowing.title, self._withdraw)
        reason = Field(_("Reason, if the person gives one"), self.reason)
        said = paragraph(self._narrowing.what_it_does)
        return holding(self.form(said, reason, action=self.withdraw_button))

    def _set_reason(self, text: str) -> None:
        self._reason = text

    def _withdraw(self) -> None:
        record, reason, work = self._draft.interview_id, self._reason, self._narrowing.work
        self.ask_vault(lambda vault: work(vault, record, reason), self._show_sent)

    def _show_sent(self, sent: Sequence[SentSummary]) -> None:
        self._draft.refresh()
        done = primary_button(_("Close"), self.accept)
        page = column(
            paragraph(self._narrowing.done, "lead", "strong"),
            paragraph(already_sent(len(sent))),
            *(paragraph(sent_line(package)) for package in sent),
            None,
            row(None, done),
            gap=4,
        )
        self._pages.addWidget(holding(page))
        self._pages.setCurrentIndex(1)
        done.setFocus()


class WithdrawDialog(NarrowingDialog):
    """Of everything: nothing leaves any more."""

    def __init__(self, parent: QWidget, draft: Draft) -> None:
        what_it_does = _(
            "From now on nothing of this interview leaves, for no purpose and to "
            "nobody. The words stay in this vault. The person may decide anew later."
        )
        done = _("Consent is withdrawn.")
        asked = Narrowing(WITHDRAW, _("Withdraw consent"), what_it_does, done, withdraw)
        super().__init__(parent, draft, asked)


class RestrictDialog(NarrowingDialog):
    """Of use alone (GDPR 18): somebody may lift it again."""

    def __init__(self, parent: QWidget, draft: Draft) -> None:
        what_it_does = _(
            "The account is kept and used for nothing, until the restriction is lifted: nothing "
            "of this interview leaves. What the person answered stays as it is."
        )
        done = _("Use is restricted.")
        asked = Narrowing(RESTRICT, _("Restrict use"), what_it_does, done, restrict)
        super().__init__(parent, draft, asked)


def withdraw(vault: Vault, record: str, reason: str) -> list[SentSummary]:
    """Withdraw; answers that were typed before and not saved are not offered any more."""
    with vault.transaction():
        vault.drafts.drop(ANSWERS, record)
        return vault.consents.withdraw(record, reason)


def restrict(vault: Vault, record: str, reason: str) -> list[SentSummary]:
    """Restrict use; the packages in which the interview was sent."""
    return vault.consents.restrict(record, reason)


def already_sent(count: int) -> str:
    """In how many packages the interview was sent, and how their recipients are told."""
    if not count:
        return _("Nothing of it had been sent to anybody.")
    return ngettext(
        "It had already been sent in {count} package. What was decided travels with the next "
        "package to the same recipient; tell them now as well.",
        "It had already been sent in {count} packages. What was decided travels with the next "
        "package to the same recipients; tell them now as well.",
        count,
    ).format(count=count)


def sent_line(package: SentSummary) -> str:
    """One package that was sent: when, and to whom."""
    line = f"{day(package.written_at)} · {package.recipient_name}"
    return "\n".join(filter(None, (line, package.doubt)))
