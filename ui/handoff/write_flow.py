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

from desktop.errors import NamesUndecided, SkryniaError
from desktop.i18n import _
from desktop.model.consent import Purpose
from desktop.model.identity import KnownCard
from desktop.model.ids import package_file
from desktop.model.kept_draft import NOBODY
from desktop.model.owned_id import PACKAGE, new_owned_id
from desktop.model.sending.package_wish import WISH, PackageWish
from desktop.model.version import RecordKind
from ui.handoff.flow import HandoffPath
from ui.handoff.names.page import NamesPage
from ui.handoff.preview_step import PreviewStep
from ui.handoff.recipient_step import RecipientStep
from ui.handoff.target_step import TargetStep
from ui.handoff.written_step import WrittenStep
from ui.kept import Kept
from ui.shell.room import RoomContext
from ui.widgets.choices.stepper import Step, Stepper, StepState
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.handoff.sending.along import Named
    from desktop.handoff.sending.offer import Selection
    from desktop.handoff.sending.write import WrittenPackage
    from desktop.model.handoff import Staying
    from desktop.progress import Progress
    from desktop.showing.worklist import Listed
    from desktop.vault import Vault

    _Looked = tuple[str, Selection, Sequence[Staying], Sequence[Named]]

_KEYS = ("recipient", "preview", "target", "written")
_LAST = len(_KEYS) - 1


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen so far, and the card of the one that it names."""

    recipient: KnownCard
    wish: PackageWish

    def with_selection(self, chosen: Selection) -> Choice:
        """With what was unticked."""
        left_out, kinds_out = sorted(chosen.left_out), sorted(chosen.kinds_out)
        wish = replace(self.wish, left_out=tuple(left_out), kinds_out=tuple(kinds_out))
        return replace(self, wish=wish)

    def with_again(self, again: bool) -> Choice:
        """With or without what the recipient has confirmed before."""
        return replace(self, wish=replace(self.wish, again=again))


class WriteFlow(HandoffPath):
    """The path. ``cards_asked`` fires when there is nobody to send to yet."""

    cards_asked = Signal()

    def __init__(self, context: RoomContext, *, go_on: bool = False) -> None:
        super().__init__(context, _("Create a package"))
        self.stepper = Stepper(_("Steps of creating a package"), _steps(0))
        # It shows where one is; the pages themselves lead on and back.
        self.stepper.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for button in self.stepper.findChildren(QAbstractButton):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.put_above(self.stepper)
        self._go_on = go_on
        self._from_names = self._to_names = False
        self._wish = PackageWish("", "")
        # Ours, and the package's, whose file is named by it before it is written.
        self._own = self._package_id = ""
        self._kept = Kept(context, WISH, NOBODY, lambda: self._wish, self)
        self._kept.found.connect(self._begun)
        self._ask_recipient()
        self._kept.look()

    def put_down(self) -> None:
        """Keep what was chosen."""
        self._kept.save_now()
        self._kept.close()

    def step_back(self) -> None:
        """From the names to what goes; from anywhere else out of the path."""
        step = self.steps.currentWidget()
        if isinstance(step, NamesPage):
            step.finished.emit()
        else:
            super().step_back()

    def refuse(self, error: SkryniaError) -> None:
        """Show the error; what was chosen is kept on."""
        super().refuse(error)
        self._kept.not_sent()
        step = self.steps.currentWidget()
        if isinstance(step, TargetStep):
            step.place.rename(self._name_anew())

    def _ask_recipient(self) -> RecipientStep:
        step = RecipientStep(self.context)
        step.chosen.connect(lambda card, purpose: self._make_offer(self._choice(card, purpose)))
        step.marked.connect(lambda card, purpose: self._note(self._wish_for(card, purpose)))
        step.cards_asked.connect(self.cards_asked)
        self._show(0, step)
        return step

    # -- what was chosen ------------------------------------------------------------------

    def _begun(self, wish: PackageWish) -> None:
        """A package was begun earlier: offer it, or go on with it where one comes back to it."""
        step = self.steps.currentWidget()
        if not isinstance(step, RecipientStep) or not step.show_wish(wish.recipient, wish.purpose):
            return
        self._wish = wish
        if self._go_on:
            step.submit()
            return
        self.banner.say(
            Tone.INFO,
            _("A package was started and is not created yet."),
            _("Continue with what was chosen; consent is checked again."),
        )
        self.banner.offer(_("Start again"), self._begin_anew)

    def _begin_anew(self) -> None:
        self._kept.forget()
        self._wish = PackageWish("", "")
        self._ask_recipient()

    def _wish_for(self, recipient: str, purpose: str) -> PackageWish:
        """What was chosen before, where it was for the same; otherwise nothing is left out."""
        same = (recipient, purpose) == (self._wish.recipient, self._wish.purpose)
        return self._wish if same else PackageWish(recipient, purpose)

    def _choice(self, card: KnownCard, purpose: Purpose) -> Choice:
        return Choice(card, self._wish_for(card.fingerprint, purpose.value))

    def _note(self, wish: PackageWish) -> None:
        self._wish = wish
        self._kept.touch()

    # -- the steps ------------------------------------------------------------------------

    def _make_offer(self, choice: Choice) -> None:
        wished = choice.wish
        self._note(wished)

        def work(vault: Vault, progress: Progress) -> _Looked:
            from desktop.handoff.sending.along import named
            from desktop.handoff.sending.selection import Wish, offer_package

            wish = Wish(wished.recipient, Purpose(wished.purpose), again=wished.again)
            offer = offer_package(vault, wish, progress)
            out = frozenset(wished.left_out)
            some = offer.without(out) if out else offer.everything
            selection = some.without_kinds(frozenset(map(RecordKind, wished.kinds_out)))
            pause = partial(progress, 0, 1, _("Checking consent"))
            along = named(vault, offer.along, pause)
            return vault.identity.fingerprint, selection, selection.staying(), along

        job = self.context.worker.run_long(
            work,
            self.progress.report,
            lambda found: self._preview(choice, *found),
            self.refuse,
            self,
        )
        self.begin_job(_("Checking consent"), job)

    def _preview(
        self,
        choice: Choice,
        own: str,
        selection: Selection,
        staying: Sequence[Staying],
        along: Sequence[Named],
    ) -> None:
        self.end_job()
        self._own = own
        step = PreviewStep(self.context.worker, selection, staying, along)
        step.from_names, self._from_names = self._from_names, False
        step.to_names, self._to_names = self._to_names, False

        def chosen() -> Choice:
            return choice.with_selection(step.selection)

        step.back_asked.connect(self._back_to_recipient)
        step.chosen.connect(lambda: self._note(chosen().wish))
        step.agreed.connect(lambda: self._ask_target(step.selection, chosen()))
        step.names_asked.connect(lambda spots: self._check_names(spots, chosen()))
        step.again_changed.connect(lambda again: self._make_offer(chosen().with_again(again)))
        self._show(1, step)

    def _check_names(self, spots: Sequence[Listed], choice: Choice) -> None:
        """One place after the other; then the contents anew, as they are now."""

        def back() -> None:
            self._from_names = True
            self._make_offer(choice)

        page = NamesPage(self.context.worker, spots)
        page.finished.connect(back)
        self._show(1, page)
        page.take_focus()

    def _back_to_recipient(self) -> None:
        """The one that was chosen is marked, as it was left."""
        wish, step = self._wish, self._ask_recipient()
        step.read.connect(lambda: step.show_wish(wish.recipient, wish.purpose))

    def _ask_target(self, selection: Selection, choice: Choice) -> None:
        step = TargetStep(self._name_anew(), selection.size)
        step.back_asked.connect(lambda: self._make_offer(choice))
        step.chosen.connect(lambda folder: self._write(selection, folder, choice))
        self._show(2, step)

    def _name_anew(self) -> str:
        """The name of the file to come: no package is written twice under one id."""
        self._package_id = new_owned_id(self._own, PACKAGE)
        return package_file(self._package_id)

    def _write(self, selection: Selection, folder: Path, choice: Choice) -> None:
        package_id, on_stick = self._package_id, self._on_stick()

        def work(vault: Vault, progress: Progress) -> WrittenPackage:
            from desktop.handoff.sending.selection import plan_of
            from desktop.handoff.sending.write import write_package

            plan = replace(plan_of(selection, progress), package_id=package_id)
            written = write_package(vault, plan, folder, progress)
            vault.drafts.drop(WISH, NOBODY)
            return written

        self._kept.begin_sending()
        recipient = selection.offer.recipient.card.name
        job = self.context.worker.run_long(
            work,
            self.progress.report,
            lambda package: self._written(package, recipient, on_stick=on_stick),
            partial(self._not_written, choice),
            self,
        )
        self.begin_job(_("Creating the package"), job)

    def _not_written(self, choice: Choice, error: SkryniaError) -> None:
        """A name that came into a text meanwhile waits: lead to it."""
        self.refuse(error)
        if isinstance(error, NamesUndecided):
            self.banner.offer(_("Look at the names…"), partial(self._look_at_names, choice))

    def _look_at_names(self, choice: Choice) -> None:
        self._to_names = True
        self._make_offer(choice)

    def _on_stick(self) -> bool:
        step = self.steps.currentWidget()
        return isinstance(step, TargetStep) and step.place.on_stick is not None

    def _written(self, package: WrittenPackage, recipient: str, *, on_stick: bool) -> None:
        self.end_job()
        step = WrittenStep(package, recipient, on_stick=on_stick)
        step.done.connect(self.left)
        self._show(3, step)

    def _show(
        self,
        number: int,
        step: RecipientStep | PreviewStep | NamesPage | TargetStep | WrittenStep,
    ) -> None:
        self.stepper.set_steps(_steps(number))
        self.stepper.set_value(_KEYS[number])
        self.show_step(step)


def _steps(at: int) -> list[Step]:
    titles = (_("To whom"), _("Review contents"), _("Where to save"), _("Verified"))
    return [
        Step(key, title, StepState.DONE if number < at or at == _LAST else StepState.OPEN)
        for number, (key, title) in enumerate(zip(_KEYS, titles, strict=True))
    ]
