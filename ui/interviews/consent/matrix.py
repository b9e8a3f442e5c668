"""Purpose × recipient: what the person answered, and how they may be named (R1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from desktop.i18n import _
from desktop.model.consent import Answer, ConsentAnswer, Identification
from desktop.vocabulary import vocabulary
from ui.scale import TARGET, space
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.editors import CalmChoice, choice
from ui.widgets.label import label_unseen, paragraph, text_label
from ui.widgets.layouts import column, holding, rule


class ConsentMatrix(QWidget):
    """One row for each purpose and recipient, made by :meth:`fill`.

    ``changed`` when a person answers.
    """

    changed = Signal()

    def __init__(self, answers: tuple[ConsentAnswer, ...]) -> None:
        super().__init__()
        self._answers = list(answers)
        self._rows: list[tuple[SegmentedChoice, CalmChoice]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(space(4))
        self._grid.setVerticalSpacing(space(2))
        self._grid.setColumnStretch(0, 1)
        self._head()

    def fill(self) -> Iterator[None]:
        """Make the rows, one a step."""
        for number in range(len(self._answers)):
            self._add(number)
            yield

    @property
    def answers(self) -> tuple[ConsentAnswer, ...]:
        """The matrix as it stands on the screen."""
        return tuple(self._answers)

    def choice_of(self, number: int) -> SegmentedChoice:
        """The answer's control of one row, in the order of :attr:`answers`."""
        return self._rows[number][0]

    def naming_of(self, number: int) -> QComboBox:
        """The control of one row that says how the person is named."""
        return self._rows[number][1]

    def _head(self) -> None:
        titles = (_("For what, and to whom"), _("The person says"), _("Named how"))
        for place, title in enumerate(titles):
            self._grid.addWidget(text_label(title, "small", "quiet"), 0, place)

    def _add(self, number: int) -> None:
        answer = self._answers[number]
        purpose = vocabulary("purpose").label(answer.purpose.value)
        recipient = vocabulary("recipient_kind").label(answer.recipient.value)
        name = f"{purpose}, {recipient}"
        said = SegmentedChoice(name, _answers(), answer.answer.value)
        said.changed.connect(lambda code: self._answered(number, Answer(code)))
        named = choice(
            "identification",
            answer.identification.value,
            lambda code: self._named(number, Identification(code)),
        )
        named.setAccessibleName(_("{row}: named how").format(row=name))
        named.setMinimumHeight(TARGET)
        # Wide enough in every language: how a person is named must never be cut off.
        named.setMinimumContentsLength(11)
        named.setEnabled(answer.answer is Answer.YES)
        self._rows.append((said, named))
        note = vocabulary("purpose").note(answer.purpose.value)
        self._place(2 * number + 1, purpose, recipient, note, said, named)

    def _place(
        self, at: int, purpose: str, recipient: str, note: str, said: QWidget, named: QWidget
    ) -> None:
        self._grid.addWidget(rule(), at, 0, 1, 3)
        to_whom = "" if recipient.casefold() == purpose.casefold() else recipient
        what = column(paragraph(purpose, "strong"), gap=0)
        if to_whom:
            what.addWidget(paragraph(to_whom, "small", "quiet"))
        cell = holding(what)
        cell.setToolTip(note)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(cell, at + 1, 0, middle)
        self._grid.addWidget(said, at + 1, 1, middle)
        self._grid.addWidget(named, at + 1, 2, middle)
        label_unseen(named)

    def _answered(self, number: int, answer: Answer) -> None:
        self._answers[number] = replace(self._answers[number], answer=answer)
        self._rows[number][1].setEnabled(answer is Answer.YES)
        self.changed.emit()

    def _named(self, number: int, identification: Identification) -> None:
        self._answers[number] = replace(self._answers[number], identification=identification)
        self.changed.emit()


def _answers() -> list[tuple[str, str]]:
    terms = vocabulary("answer")
    return [(code, terms.label(code)) for code in terms.codes]
