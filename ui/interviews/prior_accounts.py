"""Accounts given before (R3): asked, and listed one by one with to whom, when, in what form."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.model.interview import PriorAccount, PriorAccounts
from desktop.vocabulary import vocabulary
from ui.interviews.draft import Draft
from ui.widgets.buttons import icon_button, quiet_button
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.editors import line
from ui.widgets.field import Field
from ui.widgets.heading import SectionHeading
from ui.widgets.layouts import column, empty, holding, row, rule


class PriorAccountsForm(QWidget):
    """The question, and a list that is edited in place."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        terms = vocabulary("prior_accounts")
        options = [(code, terms.label(code)) for code in terms.codes]
        answer = draft.opened.interview.prior_accounts_answer
        self.answer = SegmentedChoice(_("Has the person given an account before?"), options, answer)
        self.answer.changed.connect(self._choose)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self.add_button = quiet_button(_("Add an earlier account"), self._add, "plus")
        self.add_button.setProperty("changes_record", True)
        self.setLayout(
            column(
                SectionHeading(
                    _("Earlier accounts"),
                    _(
                        "Has the person told this before: to another organisation, a journalist, "
                        "a prosecutor? Being asked twice harms people, and differences are used "
                        "against them."
                    ),
                ),
                self.answer,
                self._rows,
                row(self.add_button, None),
                gap=4,
            )
        )
        for number in range(len(self._accounts)):
            self._rows.addWidget(self._row(number))
        self._show_button()

    @property
    def _accounts(self) -> tuple[PriorAccount, ...]:
        return self._draft.opened.interview.prior_accounts

    def _choose(self, code: str) -> None:
        self._draft.set_interview(prior_accounts_answer=PriorAccounts(code))
        if code == PriorAccounts.YES and not self._accounts:
            self._add()
        self._show_button()

    def _show_button(self) -> None:
        asked = self._draft.opened.interview.prior_accounts_answer
        self.add_button.setEnabled(asked is PriorAccounts.YES)

    def _add(self) -> None:
        self._draft.set_interview(prior_accounts=(*self._accounts, PriorAccount("")))
        added = self._row(len(self._accounts) - 1)
        self._rows.addWidget(added)
        added.setFocus()

    def _remove(self, number: int) -> None:
        kept = self._accounts[:number] + self._accounts[number + 1 :]
        self._draft.set_interview(prior_accounts=kept)
        empty(self._rows)
        for each in range(len(kept)):
            self._rows.addWidget(self._row(each))
        self.add_button.setFocus()

    def _change(self, number: int, **changes: object) -> None:
        accounts = list(self._accounts)
        accounts[number] = replace(accounts[number], **changes)  # type: ignore[arg-type]
        self._draft.set_interview(prior_accounts=tuple(accounts))

    def _row(self, number: int) -> QWidget:
        account = self._accounts[number]
        to_whom = line(account.given_to, lambda text: self._change(number, given_to=text))
        when = line(account.given_on, lambda text: self._change(number, given_on=text))
        note = line(account.note, lambda text: self._change(number, note=text))
        recorded = _tick(_("Recorded"), account.recorded)
        recorded.toggled.connect(lambda on: self._change(number, recorded=on))
        signed = _tick(_("Signed"), account.signed)
        signed.toggled.connect(lambda on: self._change(number, signed=on))
        remove = icon_button(
            "trash", _("Remove this earlier account"), lambda: self._remove(number)
        )
        remove.setProperty("changes_record", True)
        fields = row(Field(_("To whom"), to_whom), Field(_("When, as remembered"), when), gap=4)
        below = row(Field(_("Where it is kept, and other notes"), note), recorded, signed, remove)
        below.setStretch(0, 1)
        for widget in (recorded, signed, remove):
            below.setAlignment(widget, Qt.AlignmentFlag.AlignBottom)
        whole = holding(column(rule(), fields, below, gap=3))
        whole.setFocusProxy(to_whom)
        return whole


def _tick(text: str, on: bool) -> QCheckBox:
    box = QCheckBox(text)
    box.setChecked(on)
    return box
