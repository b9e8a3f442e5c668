"""The consent as a form: the text to read out, the questions, and how it was given (R1, R28)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSplitter, QWidget
from shiboken6 import delete, isValid

from desktop.i18n import _
from desktop.model.consent import Cell, Consent, HowGiven
from desktop.model.consent.in_vain import HeardBeside, Stays, in_vain, still_in_vain
from desktop.model.consent.missing import Missing
from desktop.model.consent.reading import reading_of
from desktop.vocabulary import consent_text, vocabulary
from desktop.vocabulary.consent_matrix import complete
from ui.interviews.consent.deciders import WhoDecides
from ui.interviews.consent.matrix import ConsentMatrix
from ui.interviews.consent.question import answers_width
from ui.interviews.consent.reading import ReadingPane, Speaking
from ui.interviews.consent.shown import ShownForAll
from ui.theme import Theme
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.editors import make_read_only, text_area
from ui.widgets.field import Field
from ui.widgets.filling import Filling
from ui.widgets.heading import SectionHeading
from ui.widgets.layouts import column, holding, row
from ui.widgets.sheet import Scrolled, ScrolledWhenShort

_SHARES = (50, 50)
"""Of the width, for the text and for the questions."""
_AROUND = 90
"""Pixels of the right half that are not an answer's: sign, gaps, margins, scroll bar."""
_ROUGHLY = 3300
"""Pixels of all questions, near enough for the scroll bar."""


class ConsentForm(QWidget):
    """Holds a consent as it stands on the screen. ``changed`` with every edit; ``names_wanted``
    with the language of the text in which something is still to be said. One that was withdrawn
    can only be read.

    The text to read out stands at the left in its full height, the questions at the right. The
    text is there at once; the questions are made by ``filling``, and their room is kept
    meanwhile, so that nothing that is seen moves.
    """

    changed = Signal()
    names_wanted = Signal(str)

    def __init__(self, consent: Consent, speaking: Speaking, theme: Theme) -> None:
        super().__init__()
        self._consent = replace(consent, answers=complete(consent.answers))
        self._spoken = consent.text_language
        self._recorded: Consent | None = None
        self._beside = HeardBeside()
        self._in_vain: Mapping[Cell, Stays] = {}
        self._matrix = self._new_matrix()
        self._for_all = self._new_for_all()
        made = (self._matrix, self._for_all)
        self.destroyed.connect(lambda: _let_go(made))
        self.reading = ReadingPane(self._consent, speaking, theme)
        self.reading.language_chosen.connect(self._choose_language)
        self.reading.interpreted.connect(self._interpret)
        self.reading.read_out.connect(self._read_out)
        self.reading.taken_back.connect(self._take_reading_back)
        self.reading.names_wanted.connect(lambda: self.names_wanted.emit(self._language))
        self._parts = column(None, gap=7, margin=3)
        self._asked = holding(self._parts)
        self._asked.setMinimumHeight(_ROUGHLY)
        self._lay_out()
        self.filling = Filling(self, self._questions())
        self.filling.done.connect(lambda: self._asked.setMinimumHeight(0))
        self.filling.done.connect(self._say_stays)
        self.filling.failed.connect(partial(make_read_only, self))
        if consent.withdrawn_at is not None:
            self._lock()

    def sizeHint(self) -> QSize:
        """No more than it needs: it takes what is left, and presses nothing above it together."""
        return self.minimumSizeHint()

    @property
    def _language(self) -> str:
        return consent_text(self._spoken).language

    def _show_text(self) -> None:
        """In the language that was chosen, which is not the recorded one where another was read."""
        self.reading.show_consent(replace(self._consent, text_language=self._spoken))

    def _new_matrix(self) -> ConsentMatrix:
        matrix = ConsentMatrix(self._consent.answers, self._language)
        matrix.changed.connect(self._answered)
        matrix.past_end.connect(self._go_to_shown)
        return matrix

    def _new_for_all(self) -> ShownForAll:
        for_all = ShownForAll(self._matrix.for_all, self._language)
        for_all.changed.connect(self._matrix.show_all)
        for_all.past_end.connect(self._go_to_giving)
        for_all.past_start.connect(self._matrix.take_focus_last)
        return for_all

    def _lay_out(self) -> None:
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(ScrolledWhenShort(self.reading))
        right = Scrolled(self._asked)
        right.setMinimumWidth(least_width(self._language))
        halves.addWidget(right)
        halves.setChildrenCollapsible(False)
        halves.setSizes(list(_SHARES))
        halves.setStretchFactor(0, _SHARES[0])
        halves.setStretchFactor(1, _SHARES[1])
        self.setLayout(column(halves))

    def _go_to_shown(self) -> None:
        """All uses were asked: how the person is shown comes next."""
        self._for_all.take_focus()

    def _go_to_giving(self) -> None:
        """All was asked: who decides, and how it was given, come next."""
        self.deciders.who.setFocus()

    def _lock(self) -> None:
        """Withdrawn answers can only be read, and those that are still being made as well."""
        make_read_only(self)
        self.filling.grown.connect(partial(make_read_only, self))

    @property
    def consent(self) -> Consent:
        """The consent with every edit."""
        return self._consent

    @property
    def text(self) -> QPlainTextEdit:
        """The text to read out."""
        return self.reading.text

    @property
    def matrix(self) -> ConsentMatrix:
        """What the person decides, with all its rows."""
        self.filling.finish()
        return self._matrix

    @property
    def for_all(self) -> ShownForAll:
        """How the person is shown in all uses."""
        self.filling.finish()
        return self._for_all

    @property
    def interpreter(self) -> QLineEdit:
        """The name of who interpreted."""
        return self.reading.interpreter

    def speak(self, speaking: Speaking) -> None:
        """Somebody said more about who speaks: it stands in the text."""
        self.reading.speak(speaking)

    def stand_over(self, recorded: Consent | None, beside: HeardBeside) -> None:
        """What is recorded by now, and what others decided beside it: it is said beneath a yes that
        nothing follows from."""
        self._recorded, self._beside = recorded, beside
        # Of all that others decided, which may be very many: never for each letter that is typed.
        self._in_vain = in_vain(recorded, beside) if recorded is not None else {}
        standing = self._standing
        self.reading.stand_over(standing.read_out_at if standing is not None else None)
        self._say_stays()

    @property
    def _standing(self) -> Consent | None:
        """What is recorded and was not withdrawn."""
        ended = self._recorded is None or self._recorded.withdrawn_at is not None
        return None if ended else self._recorded

    def _say_stays(self) -> None:
        self._matrix.say_stays(still_in_vain(self._in_vain, self._consent, self._beside))

    def go_to(self, missing: Missing) -> None:
        """Put the focus where that is done."""
        self.filling.finish()
        {
            Missing.READING: self.reading.take_focus,
            Missing.ANSWER: self._matrix.take_focus,
            Missing.WHERE_SAID: self._matrix.take_focus,
            Missing.SHOWN: self._for_all.take_focus,
            Missing.HOW_GIVEN: self.how.setFocus,
            Missing.SIGNED_DETAILS: self.capacity.setFocus,
        }[missing]()

    def take_over(self, consent: Consent) -> bool:
        """Hold this consent from now on, if its answers are those on the screen already.

        Never on a form that could not be made whole.
        """
        if self.filling.broken:
            return False
        mine = replace(self._consent, id=consent.id, given_at=consent.given_at)
        if mine != replace(consent, answers=complete(consent.answers)):
            return False
        self._consent = mine
        self._show_text()
        return True

    def _questions(self) -> Iterator[None]:
        self._add(self._answers())
        yield
        yield from self._matrix.fill()
        self._add(self._shown())
        yield
        self.deciders = WhoDecides(self._consent)
        self.deciders.changed.connect(lambda field, value: self._edit(**{field: value}))
        self._add(self.deciders)
        self._add(self._giving())
        yield

    def _add(self, part: QWidget) -> None:
        """Below the others, above the room that is kept."""
        self._parts.insertWidget(self._parts.count() - 1, part)

    def _answers(self) -> QWidget:
        asked = _(
            "Ask about each row. Only “Yes” allows sharing, and it can be withdrawn at any "
            "time. Keys: 1 yes, 2 no, 3 later, each going on to the next row; 4 shows the "
            "person otherwise in this one."
        )
        heading = SectionHeading(_("What the person decides"), self._while_it_stands(asked))
        self._questions_at = column(heading, self._matrix, gap=4)
        return holding(self._questions_at)

    def _while_it_stands(self, asked: str) -> str:
        """How something is asked; "" of a consent that was withdrawn, by which nobody is asked."""
        return asked if self._consent.withdrawn_at is None else ""

    def _shown(self) -> QWidget:
        asked = _(
            "For all uses at once; above, each use can differ. Keys 1 to 4 answer and go on "
            "to the next."
        )
        heading = SectionHeading(_("What is shown of the person"), self._while_it_stands(asked))
        self._shown_at = column(heading, self._for_all, gap=4)
        return holding(self._shown_at)

    def _giving(self) -> QWidget:
        terms = vocabulary("how_given")
        said = [code for code in terms.codes if code != HowGiven.NOT_SAID]
        options = [(code, terms.label(code)) for code in said]
        now = self._consent
        self.how = SegmentedChoice(_("How consent was given"), options, now.how_given.value)
        self.how.changed.connect(lambda code: self._edit(how_given=HowGiven(code)))
        self.capacity = text_area(
            now.capacity_note, lambda text: self._edit(capacity_note=text), rows=2
        )
        return holding(
            column(
                SectionHeading(_("How it was given")),
                row(self.how, None),
                Field(
                    _("Did the person understand and decide freely?"),
                    self.capacity,
                    _(
                        "What you observed: what the person asked and said; whether anyone "
                        "present could put pressure on them."
                    ),
                ),
                gap=4,
            )
        )

    def _interpret(self, name: str) -> None:
        self._edit(interpreter=name)
        self._show_text()

    def _choose_language(self, code: str) -> None:
        """The record says which language was read, until another one is read out."""
        self._spoken = code
        if not self._consent.text_version:
            self._edit(text_language=code)
        self._show_text()
        self._ask_in_its_language()

    def _read_out(self, read: Consent) -> None:
        self._edit(**reading_of(read))
        self._show_text()

    def _take_reading_back(self) -> None:
        """Nobody read it out after all; what a recorded decision says of a reading stays."""
        unread = Consent("", "", self._consent.given_at, self._spoken)
        self._edit(**reading_of(self._standing or unread))
        self._show_text()

    def _ask_in_its_language(self) -> None:
        """The questions are called as the text that is read out calls them."""
        self.filling.finish()
        before, self._matrix = self._matrix, self._new_matrix()
        for _made in self._matrix.fill():
            """All at once: somebody is looking at them."""
        shown_before, self._for_all = self._for_all, self._new_for_all()
        self._questions_at.replaceWidget(before, self._matrix)
        self._shown_at.replaceWidget(shown_before, self._for_all)
        before.deleteLater()
        shown_before.deleteLater()
        self._say_stays()

    def _answered(self) -> None:
        self._edit(answers=self._matrix.answers)

    def _edit(self, **changes: object) -> None:
        self._consent = replace(self._consent, **changes)  # type: ignore[arg-type]
        self._say_stays()
        self.changed.emit()


def least_width(language: str) -> int:
    """Pixels that the questions need in a language: no answer may be cut off."""
    return answers_width(language) + _AROUND


def _let_go(parts: Iterable[QWidget]) -> None:
    """What was made and not placed yet belongs to nobody: it goes with the form that made it."""
    for part in parts:
        if isValid(part) and part.parentWidget() is None:
            delete(part)
