"""How strong a passphrase is, as a bar and in words; an estimate, and it says so."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.i18n import _
from desktop.messages.passphrase import strength_told
from desktop.passphrases.strength import LEAST_CHARACTERS, LEAST_WORDS, Level, Strength, estimate
from ui.widgets.label import paragraph
from ui.widgets.layouts import column
from ui.widgets.tone import Tone

_ENOUGH = 80
_TONES = {
    Level.TOO_SHORT: Tone.DANGER,
    Level.TRIED_FIRST: Tone.DANGER,
    Level.WEAK: Tone.ATTENTION,
    Level.FAIR: Tone.INFO,
    Level.STRONG: Tone.SAFE,
}


class StrengthMeter(QWidget):
    """Follows a passphrase as it is typed: ``judge`` it, then ask ``strength``."""

    def __init__(self) -> None:
        super().__init__()
        self.strength: Strength = estimate("")
        self._bar = QProgressBar()
        self._bar.setRange(0, _ENOUGH)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Strength of the passphrase"))
        self._label = paragraph("", "small", "quiet")
        self.setLayout(column(self._bar, self._label, gap=1))
        self.judge("")

    def judge(self, passphrase: str) -> Strength:
        """Show the estimate for these characters and return it; they are not kept."""
        self.strength = estimate(passphrase)
        self._bar.setValue(min(_ENOUGH, round(self.strength.bits)))
        self._bar.setProperty("tone", _TONES[self.strength.level].value)
        self._bar.style().unpolish(self._bar)
        self._bar.style().polish(self._bar)
        text = _said(self.strength, bool(passphrase))
        self._label.setText(text)
        self._bar.setAccessibleDescription(text)
        return self.strength


def _said(strength: Strength, begun: bool) -> str:
    if not begun or strength.level is Level.TOO_SHORT:
        return _(
            "At least {characters} characters or {words} words. Five or six unrelated words "
            "are secure and easy to remember."
        ).format(characters=LEAST_CHARACTERS, words=LEAST_WORDS)
    return strength_told(strength)
