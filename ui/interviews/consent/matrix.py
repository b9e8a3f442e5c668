"""Purpose × recipient: the questions of the consent form, one below the other (R1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from desktop.model.consent import Cell, ConsentAnswer
from desktop.model.consent.in_vain import Stays
from desktop.model.consent.shown_alike import Shown, all_shown, shown_in_all
from ui.interviews.consent.question import ConsentQuestion
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.layouts import column, rule


class ConsentMatrix(QWidget):
    """One question for each purpose and recipient, made by :meth:`fill`.

    ``changed`` when a person answers; ``past_end`` when they go on from the last question.
    """

    changed = Signal()
    past_end = Signal()

    def __init__(self, answers: tuple[ConsentAnswer, ...], language: str) -> None:
        super().__init__()
        self._answers = list(answers)
        self._language = language
        self._for_all = shown_in_all(answers)
        self._questions: list[ConsentQuestion] = []
        self._column = column(gap=0)
        self.setLayout(self._column)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._mark_current)

    def fill(self) -> Iterator[None]:
        """Make the questions, one a step."""
        for number in range(len(self._answers)):
            self._add(number)
            yield

    @property
    def answers(self) -> tuple[ConsentAnswer, ...]:
        """The matrix as it stands on the screen."""
        return tuple(self._answers)

    def choice_of(self, number: int) -> SegmentedChoice:
        """The answer's control of one question, in the order of :attr:`answers`."""
        return self._questions[number].said

    @property
    def for_all(self) -> Shown:
        """How the person is shown in all uses that say nothing else."""
        return self._for_all

    def way_of(self, number: int, way: str) -> QComboBox:
        """The control of one question for one way of showing the person in this use alone."""
        return self._questions[number].here.ways[way]

    def question(self, number: int) -> ConsentQuestion:
        """One question, in the order of :attr:`answers`."""
        return self._questions[number]

    def show_all(self, now: Shown) -> None:
        """Let the person be shown so in all uses that say nothing else."""
        self._answers = list(all_shown(self._answers, self._for_all, now))
        self._for_all = now
        for question, answer in zip(self._questions, self._answers, strict=False):
            question.follow(answer, now)
        self.changed.emit()

    def say_stays(self, stays: Mapping[Cell, Stays]) -> None:
        """Say beneath each yes that nothing follows from why that is so."""
        for question in self._questions:
            question.say_stays(stays.get((question.answer.purpose, question.answer.recipient)))

    def take_focus_in_vain(self) -> None:
        """Go to the first yes that nothing follows from, where there is one."""
        for question in [each for each in self._questions if each.in_vain][:1]:
            question.take_focus()

    def take_focus(self) -> None:
        """Begin with the first question."""
        self._questions[0].take_focus()

    def take_focus_last(self) -> None:
        """Go back into the last question."""
        self._questions[-1].take_focus()

    def _add(self, number: int) -> None:
        question = ConsentQuestion(self._answers[number], self._language, self._for_all)
        question.changed.connect(lambda answer: self._answered(number, answer))
        question.onward.connect(lambda by: self._go(number + by))
        self._questions.append(question)
        self._column.addWidget(rule())
        self._column.addWidget(question)

    def _answered(self, number: int, answer: ConsentAnswer) -> None:
        self._answers[number] = answer
        self.changed.emit()

    def _go(self, number: int) -> None:
        if 0 <= number < len(self._questions):
            self._questions[number].take_focus()
        elif number > 0:
            self.past_end.emit()

    def _mark_current(self, before: QWidget | None, now: QWidget | None) -> None:
        for question in self._questions:
            was, is_now = (w is not None and question.isAncestorOf(w) for w in (before, now))
            if was is not is_now:
                question.show_current(is_now)
