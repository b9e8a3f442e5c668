"""How the person is shown: once for all uses, and in one use where it differs (R28)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QWidget

from desktop.i18n import _
from desktop.model.consent import ConsentAnswer
from desktop.model.consent.shown_alike import WAYS, Shown, offered
from desktop.vocabulary import vocabulary
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.editors import CalmChoice, select
from ui.widgets.flow import flowing
from ui.widgets.label import label_unseen, paragraph
from ui.widgets.layouts import column, rule

ONWARD: Final = {
    Qt.Key.Key_Return: 1,
    Qt.Key.Key_Enter: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
}
"""Keys that go on to another question, and by how many."""

_COMMANDS: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def answered_by(event: QKeyEvent) -> str:
    """What a key types that answers a question; "" for a part of a command."""
    return "" if event.modifiers() & _COMMANDS else event.text()


class ShownQuestion(QFrame):
    """One way of showing, for all uses. 1 to 4 answer and go on; Enter and the arrows up and down
    only go. ``changed(code)``; ``onward(by)``."""

    changed = Signal(str)
    onward = Signal(int)

    def __init__(self, way: str, value: str, language: str) -> None:
        super().__init__()
        self.setProperty("question", "here")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        name = vocabulary("shown").label(way, language)
        self._codes = asked(way)
        terms = vocabulary(way)
        # In the words of the text, which is what the person heard.
        options = [(code, _begun(terms.note(code, language))) for code in self._codes]
        self.said = SegmentedChoice(name, options, value, wraps=True)
        self.said.changed.connect(self.changed)
        for code in self._codes:
            self.said.button(code).installEventFilter(self)
        told = column(
            paragraph(name, "strong"),
            paragraph(vocabulary("shown").note(way, language), "small"),
            self.said,
            gap=1,
        )
        told.setContentsMargins(40, 12, 8, 12)
        self.setLayout(told)

    def take_focus(self) -> None:
        """Put the focus on the answer that holds, or on the first."""
        self.said.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys in the answers that are the form's."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in ONWARD:
                self.onward.emit(ONWARD[Qt.Key(event.key())])
                return True
            if answered_by(event) in {"1", "2", "3", "4"}:
                if not event.isAutoRepeat():
                    self._say(int(event.text()) - 1)
                return True
        return super().eventFilter(watched, event)

    def _say(self, place: int) -> None:
        if place >= len(self._codes) or not self.said.isEnabled():
            return
        code = self._codes[place]
        if code != self.said.value:
            self.said.set_value(code)
            self.changed.emit(code)
        self.onward.emit(1)


class ShownForAll(QWidget):
    """The four ways, as they hold for all uses. ``changed(Shown)`` when a person says otherwise;
    ``past_end`` and ``past_start`` when they go on from the last, or back from the first."""

    changed = Signal(object)
    past_end = Signal()
    past_start = Signal()

    def __init__(self, shown: Shown, language: str) -> None:
        super().__init__()
        self._shown = shown
        self._ways = {way: ShownQuestion(way, getattr(shown, way).value, language) for way in WAYS}
        parts: list[QWidget] = []
        for place, (way, question) in enumerate(self._ways.items()):
            parts += [rule(), question]
            question.changed.connect(self._follow(way))
            question.onward.connect(self._goes_from(place))
        self.setLayout(column(*parts, gap=0))

    def choice_of(self, way: str) -> SegmentedChoice:
        """The control of one way."""
        return self._ways[way].said

    def take_focus(self) -> None:
        """Begin with the first that nobody asked, or with the first of all."""
        unsaid = (each for each in self._questions if not each.said.value)
        next(unsaid, self._questions[0]).take_focus()

    @property
    def _questions(self) -> list[ShownQuestion]:
        return list(self._ways.values())

    def _follow(self, way: str) -> Callable[[str], None]:
        def follow(code: str) -> None:
            ways: dict[str, Any] = {way: WAYS[way](code)}
            self._shown = replace(self._shown, **ways)
            self.changed.emit(self._shown)

        return follow

    def _goes_from(self, place: int) -> Callable[[int], None]:
        def go(by: int) -> None:
            if 0 <= place + by < len(self._ways):
                self._questions[place + by].take_focus()
            else:
                (self.past_end if by > 0 else self.past_start).emit()

        return go


class ShownHere(QWidget):
    """How the person is shown in one use. ``changed(ConsentAnswer)``."""

    changed = Signal(object)

    def __init__(self, name: str, answer: ConsentAnswer, language: str) -> None:
        super().__init__()
        self._name, self._language = name, language
        self.ways = {way: CalmChoice() for way in WAYS}
        for way, choice in self.ways.items():
            choice.setAccessibleName(
                _("{row}: {way}").format(row=name, way=vocabulary("shown").label(way, language))
            )
            # Wide enough in every language: how a person is shown must never be cut off.
            choice.setMinimumContentsLength(18)
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            choice.activated.connect(self._chosen(way, choice))
        self.setLayout(column(flowing(*self.ways.values()), gap=0))
        self.show_answer(answer)
        for choice in self.ways.values():
            label_unseen(choice)

    def show_answer(self, answer: ConsentAnswer) -> None:
        """Follow what was said, here or for all uses."""
        self._answer = answer
        for way, choice in self.ways.items():
            terms, ways = vocabulary(way), vocabulary("shown")
            choice.clear()
            for code in offered(answer, way):
                label = terms.label(code.value, self._language)
                choice.addItem(f"{ways.label(way, self._language)}: {label}", code.value)
            select(choice, getattr(answer, way).value)

    def _chosen(self, way: str, choice: CalmChoice) -> Callable[[int], None]:
        def chosen(_at: int) -> None:
            ways: dict[str, Any] = {way: WAYS[way](str(choice.currentData()))}
            self._answer = replace(self._answer, **ways)
            self.changed.emit(self._answer)

        return chosen


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def asked(way: str) -> tuple[str, ...]:
    """The codes of one way that a person is asked to choose from."""
    return tuple(code for code in vocabulary(way).codes if code != "not-asked")
