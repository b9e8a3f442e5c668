"""Why something may be shown beyond the consent: one of a few reasons, chosen by a person."""

from __future__ import annotations

from desktop.i18n import _
from desktop.vocabulary import vocabulary
from ui.widgets.editors import CalmChoice


def reason_choice() -> CalmChoice:
    """The reasons of ``Reason``; none is chosen beforehand."""
    choice = CalmChoice()
    choice.setPlaceholderText(_("Choose…"))
    for term in vocabulary("print_reason").terms:
        choice.addItem(vocabulary("print_reason").label(term.code), term.code)
    choice.setCurrentIndex(-1)
    return choice
