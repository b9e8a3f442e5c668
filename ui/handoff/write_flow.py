"""Writing a package: to whom → what goes and what does not → which stick → verified.

Consent decides, in the core; these pages only ask, show and say what is true afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton

from desktop.i18n import _
from desktop.model.consent import Purpose
from desktop.model.identity import KnownCard
from ui.handoff.flow import HandoffPath
from ui.handoff.preview_step import PreviewStep
from ui.handoff.recipient_step import RecipientStep
from ui.handoff.target_step import TargetStep
from ui.handoff.written_step import WrittenStep
from ui.shell.room import RoomContext
from ui.widgets.choices.stepper import Step, Stepper, StepState

if TYPE_CHECKING:
    from desktop.handoff.sending.plan import PackagePlan
    from desktop.handoff.sending.write import WrittenPackage
    from desktop.progress import Progress
    from desktop.vault import Vault

_KEYS = ("recipient", "preview", "target", "written")
_LAST = len(_KEYS) - 1


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen so far. ``interviews``: None for everything with news."""

    recipient: KnownCard
    purpose: Purpose
    interviews: tuple[str, ...] | None = None
    again: bool = False


class WriteFlow(HandoffPath):
    """The path. ``cards_asked`` fires when there is nobody to send to yet."""

    cards_asked = Signal()

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context, _("Write a package"))
        self.stepper = Stepper(_("Steps of writing a package"), _steps(0))
        # It shows where one is; the pages themselves lead on and back.
        self.stepper.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for button in self.stepper.findChildren(QAbstractButton):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.put_above(self.stepper)
        self._ask_recipient()

    def _ask_recipient(self) -> None:
        step = RecipientStep(self.context)
        step.chosen.connect(lambda card, purpose: self._make_plan(Choice(card, purpose)))
        step.cards_asked.connect(self.cards_asked)
        self._show(0, step)

    def _make_plan(self, choice: Choice) -> None:
        def work(vault: Vault, progress: Progress) -> PackagePlan:
            from desktop.handoff.sending.selection import plan_package

            return plan_package(
                vault,
                choice.recipient.fingerprint,
                choice.purpose,
                choice.interviews,
                again=choice.again,
                progress=progress,
            )

        job = self.context.worker.run_long(
            work,
            self.progress.report,
            lambda plan: self._preview(plan, choice),
            self.refuse,
            self,
        )
        self.begin_job(_("Looking at what consent lets out"), job)

    def _preview(self, plan: PackagePlan, choice: Choice) -> None:
        self.end_job()
        step = PreviewStep(plan, choice.interviews is not None, choice.again)
        step.back_asked.connect(self._ask_recipient)
        step.agreed.connect(lambda: self._ask_target(plan, choice))
        step.selection_changed.connect(
            lambda kept: self._make_plan(replace(choice, interviews=_chosen(kept)))
        )
        step.again_changed.connect(lambda again: self._make_plan(replace(choice, again=again)))
        self._show(1, step)

    def _ask_target(self, plan: PackagePlan, choice: Choice) -> None:
        step = TargetStep(plan.size)
        step.back_asked.connect(lambda: self._make_plan(choice))
        step.chosen.connect(lambda folder: self._write(plan, folder))
        self._show(2, step)

    def _write(self, plan: PackagePlan, folder: Path) -> None:
        def work(vault: Vault, progress: Progress) -> WrittenPackage:
            from desktop.handoff.sending.write import write_package

            return write_package(vault, plan, folder, progress)

        job = self.context.worker.run_long(
            work,
            self.progress.report,
            lambda package: self._written(package, plan.recipient.card.name),
            self.refuse,
            self,
        )
        self.begin_job(_("Writing the package"), job)

    def _written(self, package: WrittenPackage, recipient: str) -> None:
        self.end_job()
        step = WrittenStep(package, recipient)
        step.done.connect(self.left)
        self._show(3, step)

    def _show(
        self, number: int, step: RecipientStep | PreviewStep | TargetStep | WrittenStep
    ) -> None:
        self.stepper.set_steps(_steps(number))
        self.stepper.set_value(_KEYS[number])
        self.show_step(step)


def _steps(at: int) -> list[Step]:
    titles = (_("To whom"), _("What goes"), _("Where to"), _("Verified"))
    return [
        Step(key, title, StepState.DONE if number < at or at == _LAST else StepState.OPEN)
        for number, (key, title) in enumerate(zip(_KEYS, titles, strict=True))
    ]


def _chosen(kept: list[str] | None) -> tuple[str, ...] | None:
    return None if kept is None else tuple(kept)
