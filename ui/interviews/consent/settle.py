"""Settling what others decided: each of their decisions is shown before one takes its place."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.opened import BesideSays, DecidedBeside
from desktop.model.phases import Phase
from desktop.model.typed_words import words_form
from ui.interviews.draft import Draft
from ui.interviews.labels import day
from ui.kept_form import sheaf_of
from ui.widgets.buttons import primary_button
from ui.widgets.dialogs.form_dialog import FormDialog
from ui.widgets.editors import text_area
from ui.widgets.field import Field
from ui.widgets.label import paragraph
from ui.widgets.lists.rows import joined

SETTLE: Final = words_form(INTERVIEW_KIND, "settle")


class SettleDialog(FormDialog):
    """Lists what others decided, and asks why what is shown here holds all the same.

    A decision that a newer program wrote, and nobody here could read, is settled only where it is
    by somebody whom nobody here knows; another's stays, and what to do is said.
    """

    def __init__(self, parent: QWidget, draft: Draft) -> None:
        super().__init__(parent, draft.context.worker, _("What others decided"))
        self._draft = draft
        self._shown, self._beside = draft.opened.consent, draft.opened.beside
        self._settled = [each.version_id for each in self._beside if not each.stays]
        self.reason = text_area("", lambda _text: self.check(), rows=3)
        self.hold_button = primary_button(_("What is shown here applies"), self._hold)
        self.lay_out(
            paragraph(self._what_it_does()),
            # One label: anybody trusted may have sent thousands.
            paragraph("\n".join(f"• {beside_line(each)}" for each in self._beside)),
            Field(_("How you know it: what the person said, and when"), self.reason),
            action=self.hold_button,
        )
        record = draft.interview_id
        self.keep(
            draft.context,
            sheaf_of(SETTLE, {"reason": self.reason}, record),
            {"interview": record, "phase": Phase.CONSENT.value},
        )

    def ready(self) -> bool:
        may = self._shown is not None and bool(self._settled)
        return may and bool(self.reason.toPlainText().strip())

    def _what_it_does(self) -> str:
        stays = _(
            "What was recorded with a newer Skrynia may be a withdrawal, if it was signed by "
            "whoever led the interview or by a contact you trust. It applies until it can be "
            "read: update the program, or ask your organisation."
        )
        if not self._settled:
            return _("Nothing of it can be settled here.") + " " + stays
        said = _(
            "The answers shown here replace these decisions, for everybody who receives "
            "them. Ask the person first."
        )
        if any(not each.readable and not each.stays for each in self._beside):
            said += " " + _(
                "Nobody here can read some of it or knows who signed it. It may be a withdrawal."
            )
        if any(each.stays for each in self._beside):
            said += " " + stays
        if any(each.says is BesideSays.WITHDRAWN for each in self._beside):
            said += " " + _("A withdrawal is among them: by this, the interview may be used again.")
        return said

    def _hold(self) -> None:
        shown, others = self._shown, self._settled
        reason = self.reason.toPlainText().strip()
        if shown is not None:
            self.ask_vault(
                lambda vault: vault.consents.settle(shown, others, reason),
                lambda _none: self._done(),
            )

    def _done(self) -> None:
        self._draft.refresh()
        self.accept()


def beside_line(beside: DecidedBeside) -> str:
    """One decision of somebody else: who, when, and what it does."""
    says = {
        BesideSays.OTHERWISE: _("other answers"),
        BesideSays.RESTRICTED: _("use restricted"),
        BesideSays.WITHDRAWN: _("consent withdrawn"),
        BesideSays.UNREAD: _("recorded with a newer Skrynia, which can read it"),
        BesideSays.CLOSED_UNREAD: _("use ended by a newer Skrynia, which can read it"),
    }
    return joined(called(beside), day(beside.at), says[beside.says])


def called(beside: DecidedBeside) -> str:
    """Who decided it, for a person to read."""
    return beside.who or _("Somebody whose card is not trusted here")
