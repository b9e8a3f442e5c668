"""Why something may be shown beyond the consent: one of a few reasons, chosen by a person."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.i18n import _
from desktop.model.consent import Refusal
from desktop.model.consent.beyond import Reason, may_stand, reasons_for
from desktop.vocabulary import vocabulary
from ui.widgets.editors import CalmChoice


def reason_choice(reasons: Iterable[Reason] = reasons_for(None)) -> CalmChoice:
    """These reasons, by default those that stand for anything; none is chosen beforehand."""
    choice = CalmChoice()
    choice.setPlaceholderText(_("Choose…"))
    offer(choice, reasons)
    return choice


def offer(choice: CalmChoice, reasons: Iterable[Reason]) -> None:
    """Let these be chosen and no others; what was chosen stays where it is among them."""
    chosen = choice.currentData()
    choice.clear()
    for reason in reasons:
        choice.addItem(vocabulary("print_reason").label(reason.value), reason.value)
    choice.setCurrentIndex(choice.findData(chosen) if chosen else -1)


def stands(choice: CalmChoice, refusal: Refusal | None) -> bool:
    """Whether a reason is chosen that may be for what is refused so."""
    chosen = choice.currentData()
    return bool(chosen) and may_stand(Reason(chosen), refusal)
