"""After a paste that looks like a conversation: a row that offers to make turns of it."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor

from desktop.i18n import _, ngettext
from ui.interviews.account.divide import spoken_in
from ui.interviews.account.editor import AccountEditor
from ui.interviews.account.offer_row import OfferRow
from ui.widgets.announce import announce
from ui.widgets.buttons import icon_button, quiet_button
from ui.widgets.label import text_label
from ui.widgets.layouts import row


class PasteOffer(OfferRow):
    """Stands there until it is taken, closed, or the account is changed in another way.

    Tab leads to it from the page. Nothing is done by itself.
    """

    def __init__(self, editor: AccountEditor) -> None:
        super().__init__()
        self._editor = editor
        self._pasted: QTextCursor | None = None
        self.said = text_label("")
        self.divide = quiet_button(_("Split into turns"), self._divide)
        close = icon_button("cross", _("Close (Esc)"), self.leave)
        self.setLayout(row(self.said, None, self.divide, close))
        editor.pasted.connect(self._look)
        editor.edited.connect(self.hide)
        self._watched = (editor, self.divide, close)
        self.hide()

    def leave(self) -> None:
        """The paste stays as it is."""
        self.hide()
        self._editor.setFocus()

    def _look(self, pasted: QTextCursor) -> None:
        found = spoken_in(pasted)
        if not found:
            return
        self._pasted = QTextCursor(pasted)
        said = ngettext(
            "The pasted text looks like {count} turn.",
            "The pasted text looks like {count} turns.",
            len(found),
        ).format(count=len(found))
        self.said.setText(said)
        self.setAccessibleName(said)
        self.show()
        announce(self)

    def _divide(self) -> None:
        if self._pasted is not None:
            self._editor.divide(self._pasted)
        self.leave()
