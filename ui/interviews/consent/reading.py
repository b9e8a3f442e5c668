"""The text to read out, with the names in it, and that it was read out (R29)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop.i18n import LANGUAGE_NAMES, _
from desktop.model.consent import Consent
from desktop.model.consent.reading import SpokenText, read_out, was_read
from desktop.model.organisation import Organisation
from desktop.model.values.moment import Moment
from desktop.vocabulary.consent_text import (
    TEXT_LANGUAGES,
    consent_text,
    spoken_text,
)
from ui.interviews.labels import clock, day, text_told
from ui.scale import Type
from ui.theme import Theme
from ui.widgets.buttons import bare_button, quiet_button
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.editors import line
from ui.widgets.flow import flowing
from ui.widgets.label import paragraph, text_label
from ui.widgets.layouts import column, holding, row

_LEAST_TEXT = 260
_LINE = 24
"""Pixels of a way back that stands beside a sentence."""
_LEAST_LINES = 8
"""Of the text that is read out; where they do not fit, the pane scrolls."""


@dataclass(frozen=True, slots=True)
class Speaking:
    """Who speaks, and for whom: what stands in a text beside who interprets."""

    interviewer: str
    organisation: Organisation


class ReadingPane(QWidget):
    """Whatever fills the text is asked above it, so that whoever goes from top to bottom reads out
    the text that holds. ``language_chosen(code)``; ``interpreted(name)``: who interprets;
    ``names_wanted``: something in the text is still to be said;
    ``read_out(Consent)``: the interviewer confirms it, with what was read; ``taken_back``: it was
    not, as long as no decision was recorded over it. Of a consent that was withdrawn neither is
    said any more."""

    language_chosen = Signal(str)
    interpreted = Signal(str)
    names_wanted = Signal()
    read_out = Signal(object)
    taken_back = Signal()

    def __init__(self, consent: Consent, speaking: Speaking, theme: Theme) -> None:
        super().__init__()
        self._speaking = speaking
        options = [(code, LANGUAGE_NAMES[code]) for code in TEXT_LANGUAGES]
        chosen = consent_text(consent.text_language).language
        self.language = SegmentedChoice(_("Language of the text"), options, chosen)
        self.language.changed.connect(self.language_chosen)
        self.interpreter = line(consent.interpreter, self.interpreted.emit)
        self.interpreter.setAccessibleName(_("Interpreter"))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFont(theme.account_font(Type.LEAD))
        self.text.setMinimumWidth(_LEAST_TEXT)
        self.text.setMinimumHeight(_LEAST_LINES * self.text.fontMetrics().lineSpacing())
        self.text.setAccessibleName(_("Text to read out"))
        self.names_button = quiet_button(_("Names in the text…"), self.names_wanted.emit)
        self.confirm_button = quiet_button(_("I have read it out"), self._confirm, "check")
        self.back_button = bare_button(_("Not read out after all"), self._take_back)
        self._recorded: Moment | None = None
        self._state = paragraph("", "small", "quiet")
        self.back_button.setMinimumHeight(_LINE)
        said = row(self._state, self.back_button, gap=2)
        said.setStretch(0, 1)
        whole = column(
            flowing(self.language, self.names_button),
            _labelled(self.interpreter),
            self.text,
            said,
            row(self.confirm_button, None),
            gap=3,
            margin=3,
        )
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.show_consent(consent)

    def take_focus(self) -> None:
        """Where it is said that the text was read out, or what it does not say yet."""
        ready = self.confirm_button.isEnabled()
        (self.confirm_button if ready else self.names_button).setFocus()

    def speak(self, speaking: Speaking) -> None:
        """Somebody said more about who speaks."""
        self._speaking = speaking
        self.show_consent(self._consent)

    def show_consent(self, consent: Consent) -> None:
        """Show the text of a consent: as it was read out, or as it would be now."""
        self._consent = consent
        self._spoken = self._now(consent)
        at = self.text.verticalScrollBar().value()
        if self.text.toPlainText() != self._spoken.text:
            self.text.setPlainText(self._spoken.text)
            self.text.verticalScrollBar().setValue(at)
        ended = consent.withdrawn_at is not None
        self.names_button.setVisible(not ended)
        self.confirm_button.setVisible(not ended)
        self.confirm_button.setEnabled(not (ended or self._spoken.missing or self.was_read))
        self.back_button.setVisible(not ended and consent.read_out_at not in (None, self._recorded))
        self._say_state()

    def stand_over(self, recorded: Moment | None) -> None:
        """When the text was read out over which a decision is recorded: that stays."""
        self._recorded = recorded
        self.show_consent(self._consent)

    def _take_back(self) -> None:
        self.taken_back.emit()
        self.take_focus()

    def _now(self, consent: Consent) -> SpokenText:
        who, whose = self._speaking.interviewer, self._speaking.organisation
        return spoken_text(whose, consent.text_language, who, consent.interpreter)

    @property
    def spoken(self) -> SpokenText:
        """The text as it stands here, with the names in it."""
        return self._spoken

    @property
    def was_read(self) -> bool:
        """Whether exactly this text was read out."""
        return was_read(self._consent, self._spoken)

    def _say_state(self) -> None:
        missing, at = self._spoken.missing, self._consent.read_out_at
        said = []
        if at is not None:
            again = _("On {day}, {time} another text was read out.")
            once = _("Read out on {day}, {time}.") if self.was_read else again
            said.append(once.format(day=day(at), time=clock(at)))
        if missing:
            labels = ", ".join(key_label(key) for key in missing)
            said.append(_("Still missing in the text: {names}.").format(names=labels))
        elif at is None:
            said.append(
                _("Read this out in the person's language, slowly; leave time for questions.")
            )
        said.append(f"{text_told(self._spoken.version)}.")
        self._state.setText(" ".join(said))

    def _confirm(self) -> None:
        self.read_out.emit(read_out(self._consent, self._spoken, Moment.now()))


def _labelled(editor: QLineEdit) -> QWidget:
    """In one line with what it is called: the height is the text's."""
    label = text_label(editor.accessibleName(), "strong")
    label.setBuddy(editor)
    return holding(row(label, editor))


def key_label(key: str) -> str:
    """What a key of the text stands for."""
    return {
        "interviewer": _("interviewer"),
        "organisation": _("organisation"),
        "country": _("country"),
        "contact": _("safe contact"),
        "interpreter": _("interpreter"),
        "review_years": _("years until it is checked"),
    }.get(key, key)
