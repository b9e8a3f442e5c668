"""One question of the consent form: a use and to whom, what it means, and what the person said."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from desktop.i18n import _
from desktop.messages.in_vain import line_of
from desktop.model.consent import Answer, ConsentAnswer
from desktop.model.consent.in_vain import Stays
from desktop.model.consent.purpose import NOT_SHOWN
from desktop.model.consent.shown_alike import Shown, as_for_all, said, shown_as
from desktop.vocabulary import vocabulary
from ui.interviews.consent.shown import ONWARD, ShownHere, answered_by
from ui.widgets.buttons import bare_button
from ui.widgets.choices.segmented import SegmentedChoice, segment_width
from ui.widgets.editors import make_read_only
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, holding, row
from ui.widgets.picture import Picture

_SIGNS: Final = {
    Answer.NOT_ASKED: ("step-open", "quiet"),
    Answer.YES: ("check", "moss"),
    Answer.NO: ("cross", "brick"),
    Answer.ASK_AGAIN: ("clock", "amber"),
}
"""What stands before a question: a shape of its own for each answer, and a colour."""
_SIGN_OF_UNKNOWN: Final = ("attention", "amber")
"""Before one that was answered by a code of a later release."""

ANSWER_KEYS: Final = {
    "1": Answer.YES,
    "2": Answer.NO,
    "3": Answer.ASK_AGAIN,
    "0": Answer.NOT_ASKED,
}
_SHOW_HERE: Final = "4"
"""The key that opens, and closes, how the person is shown in this use."""


class ConsentQuestion(QFrame):
    """``changed(ConsentAnswer)`` when a person answers; ``onward(by)`` to another question.

    In the language of the text that is read out, so that what was heard and what is asked are
    called alike. 1, 2, 3 and 0 answer and go on; Enter and the arrows up and down only go. Below
    a yes stands how the person is shown: as for all uses, or in this one by itself (4).
    """

    changed = Signal(object)
    onward = Signal(int)

    def __init__(self, answer: ConsentAnswer, language: str, for_all: Shown) -> None:
        super().__init__()
        self.setProperty("question", "here")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._answer, self._for_all, self._language = answer, for_all, language
        purpose, recipient = vocabulary("purpose"), vocabulary("recipient_kind")
        use = purpose.label(answer.purpose.value, language)
        to_whom = recipient.label(answer.recipient.value, language)
        self.name = f"{use}, {to_whom}"
        self.said = _said(self.name, answer, language)
        self.said.changed.connect(self._say)
        self._here: ShownHere | None = None
        self.shown_button = bare_button("", self._turn)
        self._open = False
        self._stays: Stays | None = None
        self._in_vain: QLabel | None = None
        self._sign = Picture("", 20)
        title = paragraph(use, "strong")
        whom = paragraph(to_whom, "small", "quiet")
        note = paragraph(purpose.note(answer.purpose.value, language), "small")
        shown = row(self.shown_button, None)
        self._told = column(title, whom, note, self.said, shown, gap=1)
        inner = row(self._sign, self._told, gap=3)
        inner.setContentsMargins(8, 12, 8, 12)
        inner.setAlignment(self._sign, Qt.AlignmentFlag.AlignTop)
        inner.setStretch(1, 1)
        self.setLayout(inner)
        # Shown before it has a parent, it would be a window of its own for a blink.
        whom.setVisible(to_whom.casefold() != use.casefold())
        self._listen()
        self._show()

    @property
    def answer(self) -> ConsentAnswer:
        """What was said, as it stands on the screen."""
        return self._answer

    @property
    def here(self) -> ShownHere:
        """How the person is shown in this use, made when it is first asked for: most uses say
        nothing of their own, and a form has many."""
        if self._here is None:
            self._here = self._new_here()
        return self._here

    def take_focus(self) -> None:
        """Put the focus on the answer that holds."""
        self.said.button(self._answer.answer.value).setFocus()

    def show_current(self, current: bool) -> None:
        """Whether it is the one that is being asked."""
        self.setProperty("question", "current" if current else "here")
        self.style().unpolish(self)
        self.style().polish(self)

    def follow(self, answer: ConsentAnswer, for_all: Shown) -> None:
        """How the person is shown changed for all uses."""
        self._answer, self._for_all = answer, for_all
        self._show_here()
        self._show()

    def say_stays(self, stays: Stays | None) -> None:
        """Why nothing follows from the yes that is recorded here; None where something does."""
        if stays != self._stays:
            self._stays = stays
            self._show()

    @property
    def in_vain(self) -> str:
        """What is said beneath the answer; "" where nothing is wrong."""
        return line_of(self._answer, self._stays)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys in the answers that are the form's."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            typed = answered_by(event)
            if typed in ANSWER_KEYS:
                # Held down it answers one question, not each that follows.
                if not event.isAutoRepeat():
                    self._say_by_key(ANSWER_KEYS[typed])
                return True
            if event.key() in ONWARD:
                self.onward.emit(ONWARD[Qt.Key(event.key())])
                return True
            if typed == _SHOW_HERE and self.shown_button.isVisible():
                if not event.isAutoRepeat():
                    self._turn()
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

    def _say(self, code: str) -> None:
        self._answer = said(self._answer, Answer(code), self._for_all)
        self._show_here()
        self._show()
        self.changed.emit(self._answer)

    def _new_here(self) -> ShownHere:
        """Below the answers and, for the keyboard, behind the button that opens it."""
        here = ShownHere(self.name, self._answer, self._language)
        here.changed.connect(self._shown_otherwise)
        self._told.addWidget(here)
        here.hide()
        before: QWidget = self.shown_button
        for choice in here.ways.values():
            self.setTabOrder(before, choice)
            before = choice
        if not self._may_change():
            make_read_only(here)
        return here

    def _show_here(self) -> None:
        if self._here is not None:
            self._here.show_answer(self._answer)

    def _shown_otherwise(self, answer: ConsentAnswer) -> None:
        self._answer = answer
        self._show()
        self.changed.emit(answer)

    def _turn(self) -> None:
        """Open how the person is shown here; or close it, which is then as for all uses."""
        self._open = not self._differs()
        if not self._open and self._may_change():
            self._answer = shown_as(self._answer, self._for_all)
            self._show_here()
            self.changed.emit(self._answer)
        self._show()
        if self._open:
            next(iter(self.here.ways.values())).setFocus()
        else:
            self.take_focus()

    def _differs(self) -> bool:
        return self._open or not as_for_all(self._answer, self._for_all)

    def _may_change(self) -> bool:
        return self.said.button(self._answer.answer.value).isEnabled()

    def _show(self) -> None:
        answer = self._answer.answer
        self._sign.show_icon(*_SIGNS.get(answer, _SIGN_OF_UNKNOWN))
        matters = answer is Answer.YES and self._answer.purpose not in NOT_SHOWN
        differs = self._differs()
        self.shown_button.setText(
            _("Shown otherwise here") if differs else _("Shown as for all uses. Otherwise here…")
        )
        self._show_in_vain()
        self.shown_button.setVisible(matters)
        if self._here is not None or (matters and differs):
            self.here.setVisible(matters and differs)

    def _show_in_vain(self) -> None:
        """Made where it is needed first: most rows never say it, and all are made at once."""
        if self.in_vain and self._in_vain is None:
            self._in_vain = paragraph("", "small")
            sign = Picture("attention", 16, "amber")
            line = row(sign, self._in_vain, gap=1)
            line.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
            line.setStretch(1, 1)
            self._warning = holding(line)
            self._told.insertWidget(self._told.indexOf(self.said) + 1, self._warning)
        if self._in_vain is not None:
            self._in_vain.setText(self.in_vain)
            self._warning.setVisible(bool(self.in_vain))


def _said(name: str, answer: ConsentAnswer, language: str) -> SegmentedChoice:
    """The answers there are, and the one that holds where a later release knows it."""
    terms, holds = vocabulary("answer"), answer.answer.value
    codes = [*terms.codes, *([] if answer.answer.is_known else [holds])]
    options = [(code, terms.label(code, language)) for code in codes]
    said = SegmentedChoice(name, options, holds)
    for code in codes:
        said.button(code).setProperty("answer", code)
    return said


def answers_width(language: str) -> int:
    """Pixels that the four answers take beside one another in a language."""
    terms = vocabulary("answer")
    return sum(segment_width(terms.label(code, language)) for code in terms.codes)
