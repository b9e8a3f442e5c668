"""The phase *Read back*: the account in large type, and how it was read back (R10)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.model.phases import Phase, Point
from ui.interviews.account.look import account_look, gutter
from ui.interviews.account.phase import PagedEditor
from ui.interviews.draft import Draft
from ui.interviews.phase_page import PhasePage
from ui.scale import with_text
from ui.widgets.editors import choice, line
from ui.widgets.field import Field
from ui.widgets.layouts import column, row
from ui.widgets.sheet import Sheet

_LANGUAGE_WIDTH = 248


class ReadBackPhase(PhasePage):
    """Reads the account to the person, and records how."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        theme, interview = draft.context.theme, draft.opened.interview
        self._page = PagedEditor(
            account_look(theme, larger=True), gutter(theme, interview.language)
        )
        self._page.setAccessibleName(_("Account, to read back"))
        self._page.setReadOnly(True)
        self.language = choice(
            "language", interview.read_back_language, self._set_language, _("Not read back yet")
        )
        self.language.setMinimumWidth(with_text(_LANGUAGE_WIDTH))
        self.note = line(interview.read_back_note, self._set_note)
        note = Field(_("Corrections, by whom it was read, or a refusal"), self.note)
        page = column(self._page)
        page.setContentsMargins(1, 1, 1, 1)
        fields = row(Field(_("Read back in"), self.language), note, gap=4)
        fields.setStretch(1, 1)
        whole = column(fields, Sheet(page), self.way_on(Phase.CLOSE), gap=3, margin=3)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        draft.refreshed.connect(self.entered)
        self.entered()

    def entered(self) -> None:
        """Show the words as they are now."""
        opened = self._draft.opened
        self._page.show_account(opened.utterances, opened.interview.language)
        self._page.verticalScrollBar().setValue(0)

    def field_of(self, point: Point) -> QWidget | None:
        """In which language it was read back."""
        return self.language if point is Point.READ_BACK_LANGUAGE else None

    def _set_language(self, code: str) -> None:
        self._draft.set_interview(read_back_language=code)

    def _set_note(self, text: str) -> None:
        self._draft.set_interview(read_back_note=text)
