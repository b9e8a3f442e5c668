"""A field for a passphrase: show toggle, and hints on Caps Lock, kind of letters, and blanks."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n import _
from ui.widgets.buttons import icon_button
from ui.widgets.label import paragraph, text_label
from ui.widgets.layouts import column, row


class PassphraseField(QWidget):
    """Typed words stay hidden until the eye is pressed. ``submitted`` fires on Enter.

    The hint says when Caps Lock seems on, and whether Latin or Cyrillic letters are being
    typed, before the first one by the keyboard's layout where the system tells it: hidden letters
    in the wrong layout are the usual «wrong passphrase». A blank at either end is said too.
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

    def show_text(self, text: str) -> None:
        """Let this stand there, to be read."""
        self._edit.setText(text)
        self._hint.clear()
        self._show(True)

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
        QGuiApplication.inputMethod().localeChanged.connect(self._layout_changed)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say which letters the keyboard writes, before one is typed."""
        super().focusInEvent(event)
        self._layout_changed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, then say what the key gave away about the keyboard."""
        super().keyPressEvent(event)
        letter = event.text()
        if len(letter) == 1 and letter.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._caps, self._letter = letter.isupper() != shifted, letter
            self._tell()
        elif not self.text():
            self._letter = ""
            self._layout_changed()
        elif event.key() == Qt.Key.Key_CapsLock and self._letter:
            # Whether it was on is known from the letter before; the next one corrects it.
            self._caps = not self._caps
            self._tell()
        else:
            self._tell()

    def _tell(self) -> None:
        keyboard = _keyboard_hint(self._letter, self._caps) if self._letter else ""
        blank = _("Begins or ends with a blank") if self.text() != self.text().strip() else ""
        self.hinted.emit(" · ".join(filter(None, (keyboard, blank))))

    def _layout_changed(self) -> None:
        if self.hasFocus() and not self.text():
            self.hinted.emit(_layout_hint(QGuiApplication.inputMethod().locale()))


def _layout_hint(layout: QLocale) -> str:
    """What the keyboard writes, where its layout is one of the three or English; "" elsewhere."""
    script = {
        QLocale.Script.CyrillicScript: _("Cyrillic letters"),
        QLocale.Script.LatinScript: _("Latin letters"),
    }.get(layout.script())
    language = layout.nativeLanguageName()
    return f"{language}: {script}" if script and language else ""


def _keyboard_hint(letter: str, caps: bool) -> str:
    cyrillic = unicodedata.name(letter, "").startswith("CYRILLIC")
    script = _("Cyrillic letters") if cyrillic else _("Latin letters")
    return _("{script}, Caps Lock is on").format(script=script) if caps else script
