"""The consent as a form: the text to read out, the matrix, and how it was given (R1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSplitter, QWidget

from desktop.i18n import LANGUAGE_NAMES, _
from desktop.model.consent import Consent, HowGiven
from desktop.vocabulary import TEXT_LANGUAGES, consent_text, vocabulary
from desktop.vocabulary.consent_matrix import complete
from ui.interviews.consent.matrix import ConsentMatrix
from ui.interviews.consent.question import answers_width
from ui.scale import Type
from ui.theme import Theme
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.editors import line, make_read_only, text_area
from ui.widgets.field import Field
from ui.widgets.filling import Filling
from ui.widgets.heading import SectionHeading
from ui.widgets.label import text_label
from ui.widgets.layouts import column, holding, row
from ui.widgets.sheet import Scrolled

_LEAST_TEXT = 260
_SHARES = (42, 58)
"""Of the width, for the text and for the questions."""
_AROUND = 90
"""Pixels of the right half that are not an answer's: sign, gaps, margins, scroll bar."""
_ROUGHLY = 2700
"""Pixels of all questions, near enough for the scroll bar."""


class ConsentForm(QWidget):
    """Holds a consent as it stands on the screen. ``changed`` with every edit. One that was
    withdrawn can only be read.

    The text to read out stands at the left in its full height, the questions at the right. The
    text is there at once; the questions are made by ``filling``, and their room is kept
    meanwhile, so that nothing that is seen moves.
    """

    changed = Signal()

    def __init__(self, consent: Consent, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._consent = replace(consent, answers=complete(consent.answers))
        self._matrix = self._new_matrix()
        self._parts = column(None, gap=7, margin=3)
        self._asked = holding(self._parts)
        self._asked.setMinimumHeight(_ROUGHLY)
        self._lay_out()
        self._show_text()
        self.filling = Filling(self, self._questions())
        self.filling.done.connect(lambda: self._asked.setMinimumHeight(0))
        self.filling.failed.connect(partial(make_read_only, self))
        if consent.withdrawn_at is not None:
            self._lock()

    def _new_matrix(self) -> ConsentMatrix:
        language = consent_text(self._consent.text_language).language
        matrix = ConsentMatrix(self._consent.answers, language)
        matrix.changed.connect(self._answered)
        matrix.past_end.connect(self._go_to_giving)
        return matrix

    def _lay_out(self) -> None:
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(self._reading())
        right = Scrolled(self._asked)
        right.setMinimumWidth(least_width(consent_text(self._consent.text_language).language))
        halves.addWidget(right)
        halves.setChildrenCollapsible(False)
        halves.setSizes(list(_SHARES))
        halves.setStretchFactor(0, _SHARES[0])
        halves.setStretchFactor(1, _SHARES[1])
        self.setLayout(column(halves))

    def _go_to_giving(self) -> None:
        """All was asked: how it was given comes next."""
        self._how.setFocus()

    def _lock(self) -> None:
        """Withdrawn answers can only be read, and those that are still being made as well."""
        make_read_only(self)
        self.filling.grown.connect(partial(make_read_only, self))

    @property
    def consent(self) -> Consent:
        """The consent with every edit; ``text_version`` is that of the text shown."""
        return self._consent

    @property
    def matrix(self) -> ConsentMatrix:
        """What the person decides, with all its rows."""
        self.filling.finish()
        return self._matrix

    @property
    def interpreter(self) -> QLineEdit:
        """The name of who interpreted."""
        self.filling.finish()
        return self._interpreter

    def take_over(self, consent: Consent) -> bool:
        """Hold this consent from now on, if its answers are those on the screen already.

        Never on a form that could not be made whole.
        """
        if self.filling.broken:
            return False
        mine = replace(
            self._consent,
            id=consent.id,
            given_at=consent.given_at,
            text_version=consent.text_version,
        )
        if mine != replace(consent, answers=complete(consent.answers)):
            return False
        self._consent = replace(mine, text_version=self._consent.text_version)
        return True

    def _questions(self) -> Iterator[None]:
        self._add(self._answers())
        yield
        yield from self._matrix.fill()
        self._add(self._giving())
        yield

    def _add(self, part: QWidget) -> None:
        """Below the others, above the room that is kept."""
        self._parts.insertWidget(self._parts.count() - 1, part)

    def _reading(self) -> QWidget:
        options = [(code, LANGUAGE_NAMES[code]) for code in TEXT_LANGUAGES]
        chosen = consent_text(self._consent.text_language).language
        language = SegmentedChoice(_("Language of the text"), options, chosen)
        language.changed.connect(self._choose_language)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFont(self._theme.account_font(Type.LEAD))
        self.text.setMinimumWidth(_LEAST_TEXT)
        self.text.setAccessibleName(_("Text to read out"))
        self._version = text_label("", "small", "quiet")
        heading = SectionHeading(
            _("Read this out"),
            _("In the person's language, slowly, and leave time for questions."),
        )
        whole = column(heading, row(language, None), self.text, self._version, gap=3, margin=3)
        whole.setStretch(2, 1)
        return holding(whole)

    def _answers(self) -> QWidget:
        heading = SectionHeading(
            _("What the person decides"),
            _(
                "Ask row by row. Only a yes lets anything out, and it can be taken back "
                "at any time. 1, 2 and 3 answer and go on."
            ),
        )
        self._questions_at = column(heading, self._matrix, gap=4)
        return holding(self._questions_at)

    def _giving(self) -> QWidget:
        terms = vocabulary("how_given")
        options = [(code, terms.label(code)) for code in terms.codes]
        now = self._consent
        self._how = SegmentedChoice(_("How consent was given"), options, now.how_given.value)
        self._how.changed.connect(lambda code: self._edit(how_given=HowGiven(code)))
        self._interpreter = line(now.interpreter, lambda text: self._edit(interpreter=text))
        capacity = text_area(now.capacity_note, lambda text: self._edit(capacity_note=text), rows=2)
        return holding(
            column(
                SectionHeading(_("How it was given")),
                row(self._how, None),
                Field(_("Interpreter"), self._interpreter),
                Field(
                    _("Did the person understand and decide freely?"),
                    capacity,
                    _(
                        "What you saw: questions asked, words used, anybody present "
                        "who might press."
                    ),
                ),
                gap=4,
            )
        )

    def _choose_language(self, code: str) -> None:
        self._edit(text_language=code)
        self._show_text()
        self._ask_in_its_language()

    def _ask_in_its_language(self) -> None:
        """The questions are called as the text that is read out calls them."""
        self.filling.finish()
        before, self._matrix = self._matrix, self._new_matrix()
        for _made in self._matrix.fill():
            """All at once: somebody is looking at them."""
        self._questions_at.replaceWidget(before, self._matrix)
        before.deleteLater()

    def _show_text(self) -> None:
        shown = consent_text(self._consent.text_language)
        self.text.setPlainText(shown.text)
        self._version.setText(_("Text {version}").format(version=shown.version))
        self._consent = replace(
            self._consent, text_language=shown.language, text_version=shown.version
        )

    def _answered(self) -> None:
        self._edit(answers=self._matrix.answers)

    def _edit(self, **changes: object) -> None:
        self._consent = replace(self._consent, **changes)  # type: ignore[arg-type]
        self.changed.emit()


def least_width(language: str) -> int:
    """Pixels that the questions need in a language: no answer may be cut off."""
    return answers_width(language) + _AROUND
