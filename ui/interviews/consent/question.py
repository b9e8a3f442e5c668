"""One question of the consent form: a use and to whom, what it means, and what the person said."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from desktop.i18n import _
from desktop.model.consent import Answer, ConsentAnswer, Identification
from desktop.vocabulary import vocabulary
from ui.scale import TARGET
from ui.widgets.choices.segmented import SegmentedChoice, segment_width
from ui.widgets.editors import CalmChoice, select
from ui.widgets.flow import flowing
from ui.widgets.label import label_unseen, paragraph
from ui.widgets.layouts import column, row
from ui.widgets.picture import Picture

_SIGNS: Final = {
    Answer.NOT_ASKED: ("step-open", "quiet"),
    Answer.YES: ("check", "moss"),
    Answer.NO: ("cross", "brick"),
    Answer.ASK_AGAIN: ("clock", "amber"),
}
"""What stands before a question: a shape of its own for each answer, and a colour."""

_KEYS: Final = {
    "1": Answer.YES,
    "2": Answer.NO,
    "3": Answer.ASK_AGAIN,
    "0": Answer.NOT_ASKED,
}
_ONWARD: Final = {
    Qt.Key.Key_Return: 1,
    Qt.Key.Key_Enter: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
}


class ConsentQuestion(QFrame):
    """``changed(ConsentAnswer)`` when a person answers; ``onward(by)`` to another question.

    In the language of the text that is read out, so that what was heard and what is asked are
    called alike. 1, 2, 3 and 0 answer and go on; Enter and the arrows up and down only go.
    """

    changed = Signal(object)
    onward = Signal(int)

    def __init__(self, answer: ConsentAnswer, language: str) -> None:
        super().__init__()
        self.setProperty("question", "here")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._answer = answer
        purpose, recipient = vocabulary("purpose"), vocabulary("recipient_kind")
        use = purpose.label(answer.purpose.value, language)
        to_whom = recipient.label(answer.recipient.value, language)
        self.name = f"{use}, {to_whom}"
        self.said = _said(self.name, answer, language)
        self.said.changed.connect(self._say)
        self.named = self._named_how(language)
        self._sign = Picture("", 20)
        title = paragraph(use, "strong")
        whom = paragraph(to_whom, "small", "quiet")
        note = paragraph(purpose.note(answer.purpose.value, language), "small")
        told = column(title, whom, note, flowing(self.said, self.named), gap=1)
        inner = row(self._sign, told, gap=3)
        inner.setContentsMargins(8, 12, 8, 12)
        inner.setAlignment(self._sign, Qt.AlignmentFlag.AlignTop)
        inner.setStretch(1, 1)
        self.setLayout(inner)
        # Shown before it has a parent, it would be a window of its own for a blink.
        whom.setVisible(to_whom.casefold() != use.casefold())
        label_unseen(self.named)
        self._listen()
        self._show()

    @property
    def answer(self) -> ConsentAnswer:
        """What was said, as it stands on the screen."""
        return self._answer

    def take_focus(self) -> None:
        """Put the focus on the answer that holds."""
        self.said.button(self._answer.answer.value).setFocus()

    def show_current(self, current: bool) -> None:
        """Whether it is the one that is being asked."""
        self.setProperty("question", "current" if current else "here")
        self.style().unpolish(self)
        self.style().polish(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys in the answers that are the form's."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.text() in _KEYS:
                self._say_by_key(_KEYS[event.text()])
                return True
            if event.key() in _ONWARD:
                self.onward.emit(_ONWARD[Qt.Key(event.key())])
                return True
        return super().eventFilter(watched, event)

    def _listen(self) -> None:
        for answer in Answer:
            self.said.button(answer.value).installEventFilter(self)

    def _say_by_key(self, answer: Answer) -> None:
        if not self.said.button(answer.value).isEnabled():
            return
        if answer is not self._answer.answer:
            self.said.set_value(answer.value)
            self._say(answer.value)
        self.onward.emit(1)

    def _named_how(self, language: str) -> CalmChoice:
        choice, terms = CalmChoice(), vocabulary("identification")
        for term in terms.terms:
            choice.addItem(terms.label(term.code, language), term.code)
        select(choice, self._answer.identification.value)
        choice.setAccessibleName(_("{row}: named how").format(row=self.name))
        choice.setMinimumHeight(TARGET)
        # Wide enough in every language: how a person is named must never be cut off.
        choice.setMinimumContentsLength(11)
        choice.activated.connect(lambda _at: self._name(str(choice.currentData())))
        return choice

    def _say(self, code: str) -> None:
        self._answer = replace(self._answer, answer=Answer(code))
        self._show()
        self.changed.emit(self._answer)

    def _name(self, code: str) -> None:
        self._answer = replace(self._answer, identification=Identification(code))
        self.changed.emit(self._answer)

    def _show(self) -> None:
        answer = self._answer.answer
        self._sign.show_icon(*_SIGNS[answer])
        self.named.setEnabled(answer is Answer.YES and self.said.isEnabled())


def _said(name: str, answer: ConsentAnswer, language: str) -> SegmentedChoice:
    terms = vocabulary("answer")
    options = [(code, terms.label(code, language)) for code in terms.codes]
    said = SegmentedChoice(name, options, answer.answer.value)
    for code in terms.codes:
        said.button(code).setProperty("answer", code)
    return said


def answers_width(language: str) -> int:
    """Pixels that the four answers take beside one another in a language."""
    terms = vocabulary("answer")
    return sum(segment_width(terms.label(code, language)) for code in terms.codes)
