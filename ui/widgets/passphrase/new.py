"""A new passphrase: typed twice with its strength beside it, or drawn in words and typed once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _, current_language
from desktop.messages.passphrase import refused_told
from desktop.passphrases.generator import generated
from ui.widgets.buttons import Button, bare_button
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row
from ui.widgets.passphrase.field import PassphraseField
from ui.widgets.passphrase.meter import StrengthMeter


class NewPassphrase(QWidget):
    """``submitted`` on Enter in the second field, ``edited`` with each key.

    Drawn words are shown in the first field; they are typed into the second by hand, because what
    the fingers did once is remembered.
    """

    submitted = Signal()
    edited = Signal()

    def __init__(self, label: str, again: str) -> None:
        super().__init__()
        self.first = PassphraseField(label)
        self.again = PassphraseField(again)
        self.meter = StrengthMeter()
        self.suggest: Button = bare_button(_("Suggest words"), self._suggest, "key")
        self.suggest.setToolTip(_("Seven random words. Skrynia does not keep them."))
        self._drawn = paragraph("", "small", "quiet")
        self._drawn.hide()
        self.first.edited.connect(self._typed)
        self.first.submitted.connect(self.again.setFocus)
        self.again.edited.connect(lambda _text: self.edited.emit())
        self.again.submitted.connect(self.submitted)
        self.setFocusProxy(self.first)
        self.setLayout(
            column(self.first, row(self.suggest, None), self._drawn, self.meter, self.again, gap=2)
        )

    def text(self) -> str:
        """What was typed first."""
        return self.first.text()

    def problem(self) -> str:
        """Why it cannot be taken, "" where it can; the cursor goes where it helps."""
        refused = refused_told(self.meter.judge(self.first.text()))
        if refused:
            self.first.setFocus()
        elif self.first.text() != self.again.text():
            self.again.clear()
            self.again.setFocus()
            return _("The two passphrases differ.")
        return refused

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.again.clear()
        self._drawn.hide()
        self.meter.judge("")

    def _typed(self, passphrase: str) -> None:
        self.meter.judge(passphrase)
        self._drawn.hide()
        self.edited.emit()

    def _suggest(self) -> None:
        words = generated(current_language())
        self.first.show_text(words)
        self.again.clear()
        self.meter.judge(words)
        self._drawn.setText(
            _(
                "Write the words down and keep them away from the laptop, then type them below. "
                "Small letters, one blank between."
            )
        )
        self._drawn.show()
        self.again.setFocus()
        self.edited.emit()
