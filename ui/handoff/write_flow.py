"""Writing a package: to whom → what goes and what does not → which stick → verified.

Consent decides, in the core; these pages only ask, show and say what is true afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton

from desktop.i18n import _
from desktop.model.consent import Purpose
from desktop.model.identity import KnownCard
from desktop.model.version import RecordKind
from ui.handoff.flow import HandoffPath
from ui.handoff.preview_step import PreviewStep
from ui.handoff.recipient_step import RecipientStep
from ui.handoff.target_step import TargetStep
from ui.handoff.written_step import WrittenStep
from ui.shell.room import RoomContext
from ui.widgets.choices.stepper import Step, Stepper, StepState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.handoff.sending.along import Named
    from desktop.handoff.sending.offer import Selection
    from desktop.handoff.sending.write import WrittenPackage
    from desktop.model.handoff import Staying
    from desktop.progress import Progress
    from desktop.vault import Vault

    _Looked = tuple[Selection, Sequence[Staying], Sequence[Named]]

_KEYS = ("recipient", "preview", "target", "written")
_LAST = len(_KEYS) - 1


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen so far. ``left_out``: ids of interviews that were unticked; ``kinds_out``:
    kinds of records about nobody that were."""

    recipient: KnownCard
    purpose: Purpose
    left_out: frozenset[str] = frozenset()
    kinds_out: frozenset[RecordKind] = frozenset()
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
        step.chosen.connect(lambda card, purpose: self._make_offer(Choice(card, purpose)))
        step.cards_asked.connect(self.cards_asked)
        self._show(0, step)

    def _make_offer(self, choice: Choice) -> None:
        def work(vault: Vault, progress: Progress) -> _Looked:
            from desktop.handoff.sending.along import named
            from desktop.handoff.sending.selection import Wish, offer_package

            wish = Wish(choice.recipient.fingerprint, choice.purpose, again=choice.again)
            offer = offer_package(vault, wish, progress)
            some = offer.without(choice.left_out) if choice.left_out else offer.everything
            selection = some.without_kinds(choice.kinds_out)
            pause = partial(progress, 0, 1, _("Looking at what consent lets out"))
            return selection, selection.staying(), named(vault, offer.along, pause)

        job = self.context.worker.run_long(
            work,
            self.progress.report,
            lambda found: self._preview(choice, *found),
            self.refuse,
            self,
        )
        self.begin_job(_("Looking at what consent lets out"), job)

    def _preview(
        self,
        choice: Choice,
        selection: Selection,
        staying: Sequence[Staying],
        along: Sequence[Named],
    ) -> None:
        self.end_job()
        step = PreviewStep(self.context.worker, selection, staying, along)

        def chosen() -> Choice:
            chosen = step.selection
            return replace(choice, left_out=chosen.left_out, kinds_out=chosen.kinds_out)

        step.back_asked.connect(self._ask_recipient)
        step.agreed.connect(lambda: self._ask_target(step.selection, chosen()))
        step.again_changed.connect(lambda again: self._make_offer(replace(chosen(), again=again)))
        self._show(1, step)

    def _ask_target(self, selection: Selection, choice: Choice) -> None:
        step = TargetStep(selection.size)
        step.back_asked.connect(lambda: self._make_offer(choice))
        step.chosen.connect(lambda folder: self._write(selection, folder))
        self._show(2, step)

    def _write(self, selection: Selection, folder: Path) -> None:
        def work(vault: Vault, progress: Progress) -> WrittenPackage:
            from desktop.handoff.sending.selection import plan_of
            from desktop.handoff.sending.write import write_package

            return write_package(vault, plan_of(selection, progress), folder, progress)

        recipient = selection.offer.recipient.card.name
        job = self.context.worker.run_long(
            work,
            self.progress.report,
            lambda package: self._written(package, recipient),
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
