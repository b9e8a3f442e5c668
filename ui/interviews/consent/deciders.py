"""Who decides: the person, a child with a guardian, or somebody for who is absent."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.model.consent import Answer, Consent, DecidedBy
from desktop.vocabulary import vocabulary
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.editors import choice, line
from ui.widgets.field import Field
from ui.widgets.heading import SectionHeading
from ui.widgets.label import text_label
from ui.widgets.layouts import column, holding


class WhoDecides(QWidget):
    """``changed(field of Consent, value)`` when a person says who it is, or what each agrees to."""

    changed = Signal(str, object)

    def __init__(self, consent: Consent) -> None:
        super().__init__()
        self._consent = consent
        self.who = choice("decided_by", consent.decided_by.value, self._decide)
        self.decider = line(consent.decider, lambda text: self._say("decider", text.strip()))
        self.authority = choice(
            "authority_to_decide",
            consent.authority,
            lambda code: self._say("authority", code),
            empty=_("Not specified"),
        )
        self.own = self._agreement(_("The person agrees"), "own_agreement")
        self.guardian = self._agreement(_("The guardian agrees"), "guardian_agreement")
        self._chosen = Field(_("Who decides about this account"), self.who, " ")
        self._agreed = (_labelled(self.own), _labelled(self.guardian))
        self._named = (
            Field(_("Name of the guardian, or of who decides"), self.decider),
            Field(_("By what right"), self.authority),
        )
        self.setLayout(
            column(
                SectionHeading(_("Who decides")),
                self._chosen,
                *self._named,
                *self._agreed,
                gap=4,
            )
        )
        self._show(consent.decided_by)

    def _agreement(self, name: str, field: str) -> SegmentedChoice:
        terms = vocabulary("answer")
        options = [(code, terms.label(code)) for code in terms.codes]
        said = SegmentedChoice(name, options, getattr(self._consent, field).value, wraps=True)
        said.changed.connect(lambda code: self._say(field, Answer(code)))
        return said

    def _decide(self, code: str) -> None:
        self._say("decided_by", DecidedBy(code))
        self._show(DecidedBy(code))

    def _say(self, field: str, value: Any) -> None:
        self.changed.emit(field, value)

    def _show(self, by: DecidedBy) -> None:
        self._chosen.set_hint(vocabulary("decided_by").note(by.value) or " ")
        for named in self._named:
            named.setVisible(by is not DecidedBy.SELF)
        for agreed in self._agreed:
            agreed.setVisible(by is DecidedBy.WITH_GUARDIAN)


def _labelled(said: SegmentedChoice) -> QWidget:
    return holding(column(text_label(said.accessibleName(), "strong"), said, gap=1))
