"""A field for a passphrase: show toggle, and hints on Caps Lock and the kind of letters."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n import _
from ui.widgets.buttons import icon_button
from ui.widgets.label import paragraph, text_label
from ui.widgets.layouts import column, row


class PassphraseField(QWidget):
    """Typed words stay hidden until the eye is pressed. ``submitted`` fires on Enter.

    The hint says when Caps Lock seems on, and whether Latin or Cyrillic letters are being
    typed: hidden letters in the wrong layout are the usual «wrong passphrase».
    """

    submitted = Signal()
    edited = Signal(str)

    def __init__(self, label: str) -> None:
        super().__init__()
        self._edit = _SecretEdit()
        self._edit.setAccessibleName(label)
        self._eye = icon_button("eye", _("Show the passphrase"), self._turn)
        self._label = text_label(label, "strong")
        self._label.setBuddy(self._edit)
        self._hint = paragraph("", "small", "quiet")
        line = row(self._edit, self._eye, gap=1)
        self.setLayout(column(self._label, line, self._hint, gap=1))
        self.setFocusProxy(self._edit)
        self._edit.returnPressed.connect(self.submitted)
        self._edit.textEdited.connect(self.edited)
        self._edit.hinted.connect(self._hint.setText)

    @property
    def edit(self) -> QLineEdit:
        """The line itself."""
        return self._edit

    @property
    def hint(self) -> str:
        """What is said about the keyboard now."""
        return self._hint.text()

    def text(self) -> str:
        """What was typed."""
        return self._edit.text()

    def clear(self) -> None:
        """Forget what was typed and hide what comes."""
        self._edit.clear()
        self._hint.clear()
        self._show(False)

    def _turn(self) -> None:
        self._show(self._edit.echoMode() is QLineEdit.EchoMode.Password)
        self._edit.setFocus()

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._edit.setEchoMode(mode)
        name = _("Hide the passphrase") if shown else _("Show the passphrase")
        self._eye.set_icon("eye-off" if shown else "eye")
        self._eye.setToolTip(name)
        self._eye.setAccessibleName(name)


class _SecretEdit(QLineEdit):
    """Watches the keys, because Qt tells neither Caps Lock nor, everywhere, the layout."""

    hinted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self._caps = False
        self._letter = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, then say what the key gave away about the keyboard."""
        super().keyPressEvent(event)
        letter = event.text()
        if len(letter) == 1 and letter.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._caps, self._letter = letter.isupper() != shifted, letter
            self.hinted.emit(_keyboard_hint(letter, self._caps))
        elif not self.text():
            self._letter = ""
            self.hinted.emit("")
        elif event.key() == Qt.Key.Key_CapsLock and self._letter:
            # Whether it was on is known from the letter before; the next one corrects it.
            self._caps = not self._caps
            self.hinted.emit(_keyboard_hint(self._letter, self._caps))


def _keyboard_hint(letter: str, caps: bool) -> str:
    cyrillic = unicodedata.name(letter, "").startswith("CYRILLIC")
    script = _("Cyrillic letters") if cyrillic else _("Latin letters")
    return _("{script}, Caps Lock is on").format(script=script) if caps else script
