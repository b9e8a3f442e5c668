"""The strip below the account: what to begin next, and what is said of the present utterance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from desktop.i18n import _
from desktop.model.interview import CARRY_BASIS, Basis, Speaker, UtteranceKind
from desktop.vocabulary import vocabulary
from ui.interviews.account.editor import AccountEditor
from ui.interviews.account.keys import BASIS_KEYS, SPEAKER_KEYS, TURN_KEYS
from ui.interviews.account.menu import show_turns
from ui.interviews.account.turns import Marks
from ui.scale import with_text
from ui.widgets.buttons import Button, bare_button, icon_button
from ui.widgets.editors import choice, line, select
from ui.widgets.label import label_unseen, text_label
from ui.widgets.layouts import row

_WIDE: Final = 900
"""Pixels from which there is room for the label of how something is known."""


class Strip(QWidget):
    """Begins turns, and shows and changes what is said of the one the cursor stands in."""

    def __init__(self, editor: AccountEditor) -> None:
        super().__init__()
        self._editor = editor
        self.next = bare_button("", self._begin_next, "plus")
        self.next.setObjectName("next-turn")
        self.more = icon_button(
            "chevron-down", _("More turns, and what to do with this one"), self._more
        )
        self.kind = choice("utterance_kind", UtteranceKind.ANSWER.value, self._set_kind)
        self.speaker = choice("speaker", Speaker.PERSON.value, self._set_speaker)
        self.basis = choice("basis", Basis.NOT_STATED.value, self._set_basis)
        self.source = line("", self._set_source)
        self.language = choice("language", "be", self._set_language)
        self._name()
        self._known_by = _quiet(_("How known"), self.basis)
        whole = row(
            self.next,
            self.more,
            self.kind,
            self.speaker,
            self._known_by,
            self.basis,
            self.source,
            self.language,
        )
        for place, share in ((2, 2), (3, 3), (5, 3), (6, 3), (7, 2)):  # by how long their words are
            whole.setStretch(place, share)
        self.setLayout(whole)
        for unseen in (self.kind, self.speaker, self.language):
            label_unseen(unseen)
        _keep_width(self.next, [_next_label(kind) for kind in UtteranceKind])
        editor.turn_changed.connect(self.show_turn)
        self.show_turn()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, what is chosen is worth more than the word before it."""
        super().resizeEvent(event)
        self._known_by.setVisible(event.size().width() >= with_text(_WIDE))

    def show_turn(self) -> None:
        """Show the utterance the cursor stands in, and what usually comes after it."""
        head = self._editor.current()
        self.next.setText(_next_label(head.kind))
        self.next.setToolTip(TURN_KEYS[_next(head.kind)])
        self.next.setAccessibleName(_("Begin: {kind}").format(kind=_next_label(head.kind)))
        _show(self.kind, head.kind.value)
        _show(self.speaker, head.speaker.value)
        _show(self.basis, head.basis.value)
        _show(self.language, head.language)
        if self.source.text() != head.basis_source:
            self.source.setText(head.basis_source)
        self.basis.setEnabled(head.kind in CARRY_BASIS)
        # Only hearsay has a source, or what another program wrote; without it the choices get the
        # room for their whole words.
        self.source.setVisible(head.basis is Basis.TOLD_BY or bool(head.basis_source))

    def set_sealed(self, sealed: bool) -> None:
        """What is sealed is shown and not changed."""
        for begins in (self.next, self.more):
            begins.setVisible(not sealed)
        self.setEnabled(not sealed)

    def _name(self) -> None:
        self.kind.setAccessibleName(_("Kind of turn"))
        self.speaker.setAccessibleName(_("Speaker"))
        self.basis.setAccessibleName(_("How the speaker knows"))
        self.language.setAccessibleName(_("Language of this text"))
        self.source.setAccessibleName(_("From whom the speaker knows"))
        self.source.setPlaceholderText(_("from whom"))
        self.kind.setToolTip(_("Kind of turn"))
        self.language.setToolTip(_("Language of this text"))
        _explain(self.speaker, "speaker", {k.value: v for k, v in SPEAKER_KEYS.items()})
        _explain(self.basis, "basis", {k.value: v for k, v in BASIS_KEYS.items()})

    def _begin_next(self) -> None:
        self._editor.begin_turn(_next(self._editor.current().kind))
        self._editor.setFocus()

    def _more(self) -> None:
        show_turns(self._editor, self.more.mapToGlobal(QPoint(0, 0)))

    def _set_kind(self, code: str) -> None:
        self._mark(Marks(kind=UtteranceKind(code)))

    def _set_speaker(self, code: str) -> None:
        self._mark(Marks(speaker=Speaker(code)))

    def _set_basis(self, code: str) -> None:
        self._mark(Marks(basis=Basis(code)))
        if code == Basis.TOLD_BY:
            self.source.setFocus()

    def _set_source(self, name: str) -> None:
        self._editor.mark(Marks(source=name))

    def _set_language(self, code: str) -> None:
        self._mark(Marks(language=code))

    def _mark(self, marks: Marks) -> None:
        self._editor.mark(marks)
        self._editor.setFocus()


def _next(kind: UtteranceKind) -> UtteranceKind:
    """What usually follows: an answer to a question, a question to all else."""
    asked = kind is UtteranceKind.QUESTION
    return UtteranceKind.ANSWER if asked else UtteranceKind.QUESTION


def _next_label(kind: UtteranceKind) -> str:
    return vocabulary("utterance_kind").label(_next(kind).value)


def _keep_width(button: Button, labels: list[str]) -> None:
    """As wide as its longest label: nothing beside it moves while somebody types."""
    before = button.text()
    widths = []
    for label in labels:
        button.setText(label)
        widths.append(button.sizeHint().width())
    button.setText(before)
    button.setMinimumWidth(max(widths))


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
