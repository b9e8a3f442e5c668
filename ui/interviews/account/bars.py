"""The two strips beside the account: what to begin next, and what is said of this utterance."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from desktop.i18n import _
from desktop.model.interview import Basis, Speaker, UtteranceKind
from desktop.vocabulary import vocabulary
from ui.interviews.account.editor import AccountEditor
from ui.interviews.account.keys import BASIS_KEYS, SPEAKER_KEYS, TURN_KEYS
from ui.scale import TARGET
from ui.widgets.buttons import Button, bare_button
from ui.widgets.editors import choice, line, select
from ui.widgets.label import text_label
from ui.widgets.layouts import row

_TURNS = (
    UtteranceKind.QUESTION,
    UtteranceKind.ANSWER,
    UtteranceKind.OBSERVATION,
    UtteranceKind.QUOTE,
    UtteranceKind.BREAK,
)


class TurnBar(QWidget):
    """One button for each kind of utterance; its key stands in the tool tip."""

    def __init__(self, editor: AccountEditor) -> None:
        super().__init__()
        self._editor = editor
        self.setLayout(row(*(self._button(kind) for kind in _TURNS), None, gap=1))

    def _button(self, kind: UtteranceKind) -> Button:
        label = vocabulary("utterance_kind").label(kind.value)
        button = bare_button(label, lambda: self._begin(kind), "plus")
        button.setObjectName(f"turn-{kind.value}")
        button.setToolTip(f"{label}  {TURN_KEYS[kind]}")
        button.setAccessibleName(_("Begin: {kind}").format(kind=label))
        button.setAccessibleDescription(TURN_KEYS[kind])
        return button

    def _begin(self, kind: UtteranceKind) -> None:
        self._editor.begin_turn(kind)
        self._editor.setFocus()


class MarkBar(QWidget):
    """Speaker, basis and language of the utterance the cursor stands in."""

    def __init__(self, editor: AccountEditor) -> None:
        super().__init__()
        self._editor = editor
        self.speaker = choice("speaker", Speaker.PERSON.value, self._set_speaker)
        self.basis = choice("basis", Basis.NOT_STATED.value, self._set_basis)
        self.source = line("", self._set_source)
        self.language = choice("language", "be", self._set_language)
        self._name()
        whole = row(
            _quiet(_("Speaker"), self.speaker),
            self.speaker,
            _quiet(_("How known"), self.basis),
            self.basis,
            self.source,
            _quiet(_("Language"), self.language),
            self.language,
        )
        for place, share in ((1, 3), (3, 3), (4, 3), (6, 2)):  # names of languages are short
            whole.setStretch(place, share)
        self.setLayout(whole)
        editor.turn_changed.connect(self.show_turn)
        self.show_turn()

    def show_turn(self) -> None:
        """Show the utterance the cursor stands in."""
        head = self._editor.current()
        _show(self.speaker, head.speaker.value)
        _show(self.basis, head.basis.value)
        _show(self.language, head.language)
        if self.source.text() != head.basis_source:
            self.source.setText(head.basis_source)
        # Only hearsay has a source; without it the choices get the room for their whole words.
        self.source.setVisible(head.basis is Basis.TOLD_BY)

    def _name(self) -> None:
        self.speaker.setAccessibleName(_("Speaker"))
        self.basis.setAccessibleName(_("How the speaker knows"))
        self.language.setAccessibleName(_("Language of these words"))
        self.source.setAccessibleName(_("From whom the speaker knows"))
        self.source.setPlaceholderText(_("from whom"))
        for editor in (self.speaker, self.basis, self.source, self.language):
            editor.setMinimumHeight(TARGET)
        _explain(self.speaker, "speaker", {k.value: v for k, v in SPEAKER_KEYS.items()})
        _explain(self.basis, "basis", {k.value: v for k, v in BASIS_KEYS.items()})

    def _set_speaker(self, code: str) -> None:
        self._editor.mark(speaker=Speaker(code))
        self._editor.setFocus()

    def _set_basis(self, code: str) -> None:
        self._editor.mark(basis=Basis(code))
        (self.source if code == Basis.TOLD_BY else self._editor).setFocus()

    def _set_source(self, name: str) -> None:
        self._editor.mark(source=name)

    def _set_language(self, code: str) -> None:
        self._editor.mark(language=code)
        self._editor.setFocus()


def _quiet(title: str, buddy: QWidget) -> QLabel:
    label = text_label(title, "small", "quiet")
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    label.setBuddy(buddy)
    return label


def _show(box: QComboBox, code: str) -> None:
    if box.currentData() != code:
        select(box, code)


def _explain(box: QComboBox, name: str, keys: Mapping[str, str]) -> None:
    lines = (f"{vocabulary(name).label(code)}  {key}" for code, key in keys.items())
    box.setToolTip("\n".join(lines))
