"""Withdrawing consent (R2): the reason, then which packages already left and for whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from desktop.i18n import _, current_translator, ngettext
from desktop.model.consent.draft import ANSWERS
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
    from desktop.reports.given_out import GivenOut
    from desktop.vault import SentSummary, Vault

_SHOWN: Final = 8
"""Files that are named; the custody log has all."""

WITHDRAW: Final = words_form(INTERVIEW_KIND, "withdraw")
RESTRICT: Final = words_form(INTERVIEW_KIND, "restrict")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a dialog asks for: ``title``, which the button says; what follows from it, before
    it is done; that it is done. ``work(vault, interview, reason)`` does it."""

    form: DraftForm[TypedWords]
    title: str
    what_it_does: str
    done: str
    work: Callable[[Vault, str, str], object]


class NarrowingDialog(FormDialog):
    """Asks once, says what it does, and then shows what already left."""

    def __init__(self, parent: QWidget, draft: Draft, narrowing: Narrowing) -> None:
        super().__init__(parent, draft.context.worker, narrowing.title)
        self._draft, self._narrowing = draft, narrowing
        self._reason = ""
        self._asked = self._question()
        self.setLayout(column(self._asked, margin=6))
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

        def narrow(vault: Vault) -> GivenOut:
            from desktop.reports.given_out import given_out

            work(vault, record, reason)
            return given_out(vault, record)

        self.ask_vault(narrow, self._show_left)

    def _show_left(self, left: GivenOut) -> None:
        self._draft.refresh()
        done = primary_button(_("Close"), self.accept)
        page = column(
            paragraph(self._narrowing.done, "lead", "strong"),
            *map(paragraph, already_left(left)),
            None,
            row(None, done),
            gap=4,
        )
        self._asked.hide()
        whole = self.layout()
        if whole is not None:
            whole.addWidget(holding(page))
        # It is as tall as what is said now, and not as what was asked.
        self.adjustSize()
        done.setFocus()


class WithdrawDialog(NarrowingDialog):
    """Of everything: nothing leaves any more."""

    def __init__(self, parent: QWidget, draft: Draft) -> None:
        what_it_does = _(
            "From now on nothing from this interview may be sent, for any purpose or to "
            "anybody. The text stays in this vault: Skrynia cannot erase it yet. If the "
            "person no longer wants it kept, tell the organisation now: the organisation has "
            "to delete it. The person may make a new decision later."
        )
        done = _("Consent is withdrawn.")
        asked = Narrowing(WITHDRAW, _("Withdraw consent"), what_it_does, done, withdraw)
        super().__init__(parent, draft, asked)


class RestrictDialog(NarrowingDialog):
    """Of use alone (GDPR 18): somebody may lift it again."""

    def __init__(self, parent: QWidget, draft: Draft) -> None:
        stays = _("The person's answers do not change.")
        others = _("The answers that only others recorded are not adopted: ask the person again.")
        closes = _(
            "The account is kept and used for nothing until the restriction is lifted: "
            "nothing from this interview may be sent."
        )
        what_it_does = f"{closes} {stays if draft.opened.answered else others}"
        done = _("Use is restricted.")
        asked = Narrowing(RESTRICT, _("Restrict use"), what_it_does, done, restrict)
        super().__init__(parent, draft, asked)


def withdraw(vault: Vault, record: str, reason: str) -> None:
    """Withdraw; answers that were typed before and not saved are not offered any more."""
    with vault.transaction():
        vault.drafts.drop(ANSWERS, record)
        vault.consents.withdraw(record, reason)


def restrict(vault: Vault, record: str, reason: str) -> None:
    """Restrict use."""
    vault.consents.restrict(record, reason)


def already_left(left: GivenOut) -> list[str]:
    """In which packages and files the interview left this vault, and how their holders are told."""
    if not left.sent and not left.copies:
        nothing = _(
            "Nothing of it had been given out from this vault: neither in a package nor as a file."
        )
        return [nothing, *_elsewhere(left)]
    return [*_sent(left), *_written(left), *_elsewhere(left)]


def _sent(left: GivenOut) -> list[str]:
    count = len(left.sent)
    if not count:
        return [_("It had not been sent in a package.")]
    said = ngettext(
        "It had already been sent in {count} package. The decision will be in the next "
        "package to the same recipient; tell them now as well.",
        "It had already been sent in {count} packages. The decision will be in the next "
        "package to the same recipients; tell them now as well.",
        count,
    )
    return [said.format(count=count), *map(_sent_line, left.sent)]


def _written(left: GivenOut) -> list[str]:
    from desktop.reports.given_out import as_line

    count = len(left.copies)
    if not count:
        return []
    said = ngettext(
        "It had been saved from the vault as {count} file that anybody can read. Only you "
        "can tell whoever has it.",
        "It had been saved from the vault as {count} files that anybody can read. Only you "
        "can tell whoever has them.",
        count,
    )
    lines = [f"{day(each.at)} · {as_line(each)}" for each in left.copies[:_SHOWN]]
    return [said.format(count=count), *_and_more(lines, count)]


def _elsewhere(left: GivenOut) -> list[str]:
    """What other vaults handed out, as they report."""
    from desktop.reports.given_out import elsewhere_line

    if not left.elsewhere:
        return []
    said = _("Other vaults report, each by its own log:")
    translator = current_translator()
    lines = [
        f"{day(each.told.at)} · {elsewhere_line(each, translator)}"
        for each in left.elsewhere[:_SHOWN]
    ]
    return [said, *_and_more(lines, len(left.elsewhere))]


def _and_more(lines: list[str], count: int) -> list[str]:
    hidden = count - len(lines)
    if not hidden:
        return lines
    return [*lines, ngettext("and {count} more", "and {count} more", hidden).format(count=hidden)]


def _sent_line(package: SentSummary) -> str:
    """One package that was sent: when, and to whom."""
    line = f"{day(package.written_at)} · {package.recipient_name}"
    return "\n".join(filter(None, (line, package.doubt)))
