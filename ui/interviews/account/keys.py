"""The quick keys of the account: one key for each kind, speaker and basis, on any layout.

A researcher writes Belarusian or Russian, so the letters under Alt are matched by their
place on the keyboard: Alt+O works where the key says «Щ» or «Ў» just as where it says «O».
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop.model.interview import Basis, Speaker, UtteranceKind

_LATIN = "QWERTYUIOPASDFGHJKLZXCVBNM"
_LAYOUTS = ("ЙЦУКЕНГШЎЗФЫВАПРОЛДЯЧСМІТЬ", "ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ")
_PLACES: Mapping[int, str] = {
    ord(letter): latin for layout in _LAYOUTS for letter, latin in zip(layout, _LATIN, strict=True)
}


@dataclass(frozen=True, slots=True)
class NextTurn:
    """Begin a new utterance of this kind where the cursor stands."""

    kind: UtteranceKind


@dataclass(frozen=True, slots=True)
class Mark:
    """Say of the utterance the cursor stands in who speaks, or how they know."""

    speaker: Speaker | None = None
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """Make the utterance the cursor stands in paragraphs of the one above."""


Action = NextTurn | Mark | Join

ALT: Mapping[str, Action] = {
    "O": NextTurn(UtteranceKind.OBSERVATION),
    "Q": NextTurn(UtteranceKind.QUOTE),
    "B": NextTurn(UtteranceKind.BREAK),
    "1": Mark(speaker=Speaker.PERSON),
    "2": Mark(speaker=Speaker.INTERVIEWER),
    "3": Mark(speaker=Speaker.INTERPRETER),
    "4": Mark(speaker=Speaker.OTHER),
    "S": Mark(basis=Basis.SAW),
    "H": Mark(basis=Basis.HEARD),
    "T": Mark(basis=Basis.TOLD_BY),
    "I": Mark(basis=Basis.INFERRED),
    "N": Mark(basis=Basis.NOT_STATED),
    "J": Join(),
}

# On a Mac the Option key writes letters (ł, ś), so the Control key stands in for Alt there.
_ON_MAC = sys.platform == "darwin"
_QUICK = Qt.KeyboardModifier.MetaModifier if _ON_MAC else Qt.KeyboardModifier.AltModifier
_QUICK_NAME = "\u2303" if _ON_MAC else "Alt+"
_CONTROL_NAME = "\u2318" if _ON_MAC else "Ctrl+"

TURN_KEYS: Mapping[UtteranceKind, str] = {
    UtteranceKind.ANSWER: _CONTROL_NAME + "Enter",
    UtteranceKind.QUESTION: _CONTROL_NAME + "Shift+Enter",
    UtteranceKind.OBSERVATION: _QUICK_NAME + "O",
    UtteranceKind.QUOTE: _QUICK_NAME + "Q",
    UtteranceKind.BREAK: _QUICK_NAME + "B",
}
SPEAKER_KEYS: Mapping[Speaker, str] = {
    action.speaker: _QUICK_NAME + key
    for key, action in ALT.items()
    if isinstance(action, Mark) and action.speaker is not None
}
BASIS_KEYS: Mapping[Basis, str] = {
    action.basis: _QUICK_NAME + key
    for key, action in ALT.items()
    if isinstance(action, Mark) and action.basis is not None
}


JOIN_KEY: Final = _QUICK_NAME + "J"
PROTECT_KEY: Final = _CONTROL_NAME + "Shift+P"
WHOLE_WINDOW_KEY: Final = "F11"


def latin_place(key: int) -> str:
    """The letter or digit that stands on this key of a Latin keyboard, or ''."""
    if ord("0") <= key <= ord("9") or ord("A") <= key <= ord("Z"):
        return chr(key)
    return _PLACES.get(key, "")


def types(event: QKeyEvent) -> bool:
    """Whether a key writes a character, as Qt takes it: no-break spaces and joiners are such.

    One with Control does not, whatever text comes with it, but for the letters of AltGr, which
    Windows tells as Control and Alt.
    """
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    held = event.modifiers() & (control | alt)
    written = event.text()
    return bool(written) and unicodedata.category(written[0]) != "Cc" and held != control


def redoes(event: QKeyEvent) -> bool:
    """Whether a key takes an undo back: Ctrl+Y and Ctrl+Shift+Z on every system."""
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    pressed = (event.modifiers(), latin_place(event.key()))
    return pressed in ((control, "Y"), (control | shift, "Z"))


def protects(event: QKeyEvent) -> bool:
    """Whether a key protects the name at the cursor, on a Cyrillic layout too."""
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    return event.modifiers() == control | shift and latin_place(event.key()) == "P"


def undoes(event: QKeyEvent) -> bool:
    """Whether a key takes the last step back, on a Cyrillic layout too."""
    control = Qt.KeyboardModifier.ControlModifier
    return event.modifiers() == control and latin_place(event.key()) == "Z"


def action_for(event: QKeyEvent) -> Action | None:
    """What a pressed key asks for in the account, or None when it is plain typing."""
    wanted = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    control = Qt.KeyboardModifier.ControlModifier
    shift = Qt.KeyboardModifier.ShiftModifier
    if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        if wanted == control:
            return NextTurn(UtteranceKind.ANSWER)
        return NextTurn(UtteranceKind.QUESTION) if wanted == control | shift else None
    if wanted == _QUICK:
        return ALT.get(latin_place(event.key()))
    return None
