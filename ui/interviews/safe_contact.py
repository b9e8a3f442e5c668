"""The safe contact (R11): hidden until somebody asks to see it, and that is written down."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.i18n import _
from desktop.model.custody import CustodyKind
from ui.interviews.draft import Draft
from ui.messages import say_error
from ui.widgets.banner import Banner
from ui.widgets.buttons import quiet_button
from ui.widgets.editors import text_area
from ui.widgets.field import Field
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, holding, row


class SafeContact(QWidget):
    """Channel, hours and words, shown after the reveal has been logged, not before."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self._stack = QStackedWidget()
        self.reveal_button = quiet_button(_("Show the safe contact"), self._reveal, "eye")
        self.banner = Banner()
        self._stack.addWidget(self._hidden())
        self.setLayout(column(self._stack, self.banner, gap=2))

    @property
    def revealed(self) -> bool:
        """Whether the words are on the screen."""
        return self._stack.count() > 1

    def _hidden(self) -> QWidget:
        there = bool(self._draft.opened.safety.safe_contact.strip())
        said = _("Written down, hidden.") if there else _("Nothing written down yet.")
        return holding(
            column(
                paragraph(_("Safe contact"), "strong"),
                paragraph(said),
                paragraph(
                    _("Each time it is shown, this is noted in the custody log."),
                    "small",
                    "quiet",
                ),
                row(self.reveal_button, None),
                gap=2,
            )
        )

    def _reveal(self) -> None:
        record = self._draft.interview_id
        self._draft.context.worker.run(
            lambda vault: vault.custody.append(
                CustodyKind.DISCLOSURE, "interview", record, {"what": "safe contact shown"}
            ),
            lambda _event: self._show(),
            lambda error: say_error(self.banner, error),
            self,
        )

    def _show(self) -> None:
        if self.revealed:
            return
        editor = text_area(
            self._draft.opened.safety.safe_contact,
            lambda text: self._draft.set_safety(safe_contact=text),
        )
        hint = _("By which channel, at what hours, with which words, and what must never be said.")
        self._stack.addWidget(Field(_("Safe contact"), editor, hint))
        self._stack.setCurrentIndex(1)
        editor.setFocus()
