"""The stepper of an interview: how each phase stands, in a word or two."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from desktop.i18n import _, gettext
from desktop.messages.phases import TITLES
from desktop.model.opened import Opened
from desktop.model.phases import (
    OpenPoint,
    Phase,
    Standing,
    files_not_here,
    left_open,
    open_points,
    standing,
)
from ui.widgets.choices.stepper import Step, StepState

_STATES: Mapping[Standing, StepState] = {
    Standing.TO_DO: StepState.OPEN,
    Standing.DONE: StepState.DONE,
    Standing.NOTHING: StepState.NOTHING,
    Standing.WITHDRAWN: StepState.ENDED,
    Standing.RESTRICTED: StepState.ENDED,
    Standing.OTHERS: StepState.CLOSED,
    Standing.CLOSED: StepState.CLOSED,
    Standing.LEFT_OPEN: StepState.CLOSED,
    Standing.NOT_HERE: StepState.NOTHING,
}


def steps(opened: Opened, undecided: Collection[Phase] = ()) -> list[Step]:
    """The stepper: what is open in each phase, in a few words. ``undecided``: phases in which
    something was typed that is no decision yet."""
    points, left = open_points(opened), left_open(opened)
    found = [_step(opened, phase, points[phase], left[phase]) for phase in Phase]
    return [_marked(each) if each.key in undecided else each for each in found]


def _marked(step: Step) -> Step:
    """A sign that says more (it was withdrawn) stays."""
    state = step.state if step.state is StepState.ENDED else StepState.UNDECIDED
    return replace(step, state=state, open_text=_("not recorded"))


def _step(
    opened: Opened, phase: Phase, points: Collection[OpenPoint], left: Collection[OpenPoint]
) -> Step:
    stands = standing(opened, phase)
    said = {
        Standing.TO_DO: _("not sealed")
        if phase is Phase.CLOSE
        else _("{count} open").format(count=len(points)),
        Standing.DONE: "",
        Standing.NOTHING: _("nothing here"),
        Standing.WITHDRAWN: _("withdrawn"),
        Standing.RESTRICTED: _("restricted"),
        Standing.OTHERS: _("others decided"),
        Standing.LEFT_OPEN: _("{count} left open").format(count=sum(each.count for each in left)),
        Standing.NOT_HERE: _("{count} not here").format(count=files_not_here(opened)),
        Standing.CLOSED: _("not open yet"),
    }
    return Step(phase.value, gettext(TITLES[phase]), _STATES[stands], said[stands])
