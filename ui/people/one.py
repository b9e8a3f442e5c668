"""Who the person of a profile is one with, or may be: said here, and taken back here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from desktop.i18n import N_, _, gettext
from desktop.messages.likeness import interviewed_message, reasons_message, same_as_message
from desktop.model.sameness import SameAs
from desktop.reading.compared import Answered, Compared, Standing
from ui.scale import space
from ui.widgets.buttons import quiet_button
from ui.widgets.elided import ElidedButton
from ui.widgets.flow import FlowLayout
from ui.widgets.heading import SectionHeading
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, empty, holding, row
from ui.widgets.lists.rows import joined

Decide = Callable[[Compared, SameAs], None]

_LABELS: Final = {
    SameAs.SAME: N_("The same person"),
    SameAs.NOT_SAME: N_("Not the same person"),
    SameAs.UNSURE: N_("Not sure"),
}
_OFFERED: Final = {
    Standing.ONE: (SameAs.NOT_SAME,),
    Standing.TO_RESOLVE: tuple(_LABELS),
    Standing.LIKELY: tuple(_LABELS),
    Standing.UNSURE: (SameAs.SAME, SameAs.NOT_SAME),
    Standing.APART: (SameAs.SAME,),
}
"""What can be said of somebody who stands so."""


class OneOfPeople(QWidget):
    """``go(person_id)`` to somebody; ``decide(compared, answer)`` when it is said."""

    def __init__(self, go: Callable[[str], None], decide: Decide) -> None:
        super().__init__()
        self._go, self._decide = go, decide
        self._shown: tuple[Compared, ...] = ()
        self._rows = column(gap=2)
        explained = _("Nothing in either record changes, and it can be taken back.")
        self._above = holding(
            column(
                SectionHeading(_("The same person?")),
                paragraph(explained, "small", "quiet"),
                gap=2,
            )
        )
        self.setLayout(column(self._above, self._rows, gap=2))
        self.hide()

    def show_compared(self, compared: Sequence[Compared]) -> None:
        """Show these in place of the ones before. Who was going along the buttons stays here."""
        if tuple(compared) == self._shown:
            return
        here = self.isAncestorOf(self.window().focusWidget())
        self._shown = tuple(compared)
        empty(self._rows)
        rows = [_row(each, self._go, self._decide) for each in self._shown]
        for each in rows:
            self._rows.addWidget(each)
        self.setVisible(bool(rows))
        if here and rows:
            rows[0].setFocus()


def _row(each: Compared, go: Callable[[str], None], decide: Decide) -> QWidget:
    button = ElidedButton(partial(go, each.person_id), "people")
    button.say(joined(each.code, each.name if each.name != each.code else ""))
    who = row(button, paragraph(said(each), "quiet"), gap=3)
    who.setStretch(1, 1)
    answers = FlowLayout(space(2))
    for answer in _OFFERED[each.standing]:
        label = gettext(_LABELS[answer])
        told = quiet_button(label, partial(decide, each, answer))
        told.setAccessibleName(joined(label, each.code))
        answers.addWidget(told)
    whole = holding(column(who, holding(answers), gap=1))
    whole.setFocusProxy(button)
    return whole


def said(each: Compared) -> str:
    """How somebody stands to the person, in words."""
    if each.standing is Standing.ONE:
        return joined(same_as_message(SameAs.SAME), each.reason)
    if each.standing is Standing.TO_RESOLVE:
        return joined(_("To be resolved"), *map(_answered, each.answers))
    if each.standing is Standing.LIKELY:
        why = reasons_message(each.likeness.reasons) if each.likeness else ""
        return joined(_("May be one person"), why, interviewed_message(each.interviewed, each.code))
    answer = SameAs.UNSURE if each.standing is Standing.UNSURE else SameAs.NOT_SAME
    return joined(same_as_message(answer), each.reason)


def _answered(each: Answered) -> str:
    who = each.who or _("here")
    return f"{who}: {same_as_message(each.answer)}"
