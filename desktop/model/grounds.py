"""What a record rests on, and what therefore has to be agreed before it may leave.

A record that holds somebody's words rests on interviews: its *grounds*. It leaves only where
the consent behind each of them lets it out. What rests on nothing goes nowhere, unless its
kind says that its records are about nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from desktop.model.consent import Decision, Identification, Refusal

Condition = Callable[[Decision], Refusal | None]
"""Why a record stays by the gate's answer for one of its grounds; None where it may leave."""


def as_account(decision: Decision) -> Refusal | None:
    """Whatever holds what the person said."""
    return decision.refusal


def as_name(decision: Decision) -> Refusal | None:
    """What says who the person is: it goes where what was told goes as it was said, and where
    that is shown in part, the whole of a person is not."""
    named = decision.allowed and decision.identification is Identification.FULL_NAME
    if not named:
        return Refusal.NAME_NOT_AGREED
    return None if decision.as_told else Refusal.SHOWN_IN_PART


def as_file(decision: Decision) -> Refusal | None:
    """Originals, on which faces and places can be seen."""
    return None if decision.files else Refusal.PHOTOGRAPH_NOT_AGREED


def as_everything(decision: Decision) -> Refusal | None:
    """What nobody here can look into: it leaves where anything at all might be in it."""
    return as_name(decision) or as_file(decision)


def as_decision(_decision: Decision) -> None:
    """What says itself what may leave, and most of all what may not any more: it travels with
    what rests on the same interview, and alone to whoever was sent that before."""


def why_it_stays(condition: Condition, answers: Iterable[Decision]) -> Refusal | None:
    """Why a record stays whose grounds these are the gate's answers for; None where all of them
    let it out.

    One that keeps it back is enough, and so is that there is none. Pure: nothing is read.
    """
    refusals = [condition(answer) for answer in answers]
    if not refusals:
        return Refusal.NO_CONSENT_RECORDED
    return next((refusal for refusal in refusals if refusal is not None), None)
