"""Lifting a restriction of use: how it is known that the answers may count again."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.phases import Phase
from desktop.model.typed_words import words_form
from ui.interviews.draft import Draft
from ui.kept_form import sheaf_of
from ui.widgets.buttons import primary_button
from ui.widgets.dialogs.form_dialog import FormDialog
from ui.widgets.editors import text_area
from ui.widgets.field import Field
from ui.widgets.label import paragraph

LIFT: Final = words_form(INTERVIEW_KIND, "lift")


class LiftDialog(FormDialog):
    """It opens what was closed, so it is not done without a reason, which travels with it."""

    def __init__(self, parent: QWidget, draft: Draft) -> None:
        super().__init__(parent, draft.context.worker, _("Lift the restriction"))
        self._draft = draft
        self.reason = text_area("", lambda _text: self.check(), rows=3)
        self.lift_button = primary_button(_("Lift the restriction"), self._lift)
        self.lay_out(
            paragraph(_what_it_does(draft)),
            Field(_("Why it is lifted: what the person said, and when"), self.reason),
            action=self.lift_button,
        )
        record = draft.interview_id
        self.keep(
            draft.context,
            sheaf_of(LIFT, {"reason": self.reason}, record),
            {"interview": record, "phase": Phase.CONSENT.value},
        )

    def ready(self) -> bool:
        return bool(self.reason.toPlainText().strip())

    def _lift(self) -> None:
        record, reason = self._draft.interview_id, self.reason.toPlainText().strip()
        self.ask_vault(
            lambda vault: vault.consents.lift_restriction(record, reason),
            lambda _none: self._done(),
        )

    def _done(self) -> None:
        self._draft.refresh()
        self.accept()


def _what_it_does(draft: Draft) -> str:
    if draft.opened.answered:
        return _("The recorded answers apply again, unchanged.")
    return _("The answers that only others recorded are not adopted: ask the person again.")
