"""The phase *Consent*: the form, saving it knowingly, withdrawing it, and its history (R1, R2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from desktop.errors import RecordOvertaken, SkryniaError
from desktop.i18n import _
from desktop.model.consent import Consent
from desktop.model.consent.changes import narrows
from desktop.model.consent.missing import missing
from desktop.vocabulary import consent_text
from desktop.vocabulary.consent_matrix import blank, same_answers, still_held
from ui.interviews.consent.form import ConsentForm
from ui.interviews.consent.history import ConsentHistory
from ui.interviews.consent.lift import LIFT, LiftDialog
from ui.interviews.consent.missing import say_missing
from ui.interviews.consent.names import NAMES, NamesDialog
from ui.interviews.consent.not_in_force import NotInForce
from ui.interviews.consent.put_back import ask_put_back
from ui.interviews.consent.reading import Speaking
from ui.interviews.consent.room import fold
from ui.interviews.consent.settle import SETTLE, SettleDialog
from ui.interviews.consent.standing import Ways, recorded, tell_standing
from ui.interviews.consent.undecided import DECIDING
from ui.interviews.consent.withdraw import (
    RESTRICT,
    WITHDRAW,
    RestrictDialog,
    WithdrawDialog,
    already_left,
)
from ui.interviews.draft import Draft
from ui.interviews.person_pages import FOR_PERSON, PersonPagesDialog
from ui.interviews.phase_page import PhasePage
from ui.messages import say_error
from ui.scale import with_text
from ui.shell.room import FORM
from ui.undecided import Undecided
from ui.widgets.banner import Banner
from ui.widgets.buttons import danger_button, icon_button, primary_button, quiet_button
from ui.widgets.elided import ElidedLabel
from ui.widgets.focus import tab_on
from ui.widgets.layouts import column, empty, row, rule
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.reports.given_out import GivenOut
    from desktop.vault import Vault


ASKED_HERE: Final = (WITHDRAW, RESTRICT, LIFT, SETTLE, FOR_PERSON, NAMES)
"""Forms whose dialogs are opened from this page."""


_WIDE = 900
"""Pixels of the page from which when it was recorded has room beside what is not in force."""


class ConsentPhase(PhasePage):
    """Saving is an explicit action; each save creates a version of what the person decided.

    What is typed and not saved is offered again (``ui/undecided.py``). ``stands`` says how what is
    recorded stands, ``banner`` what happened since.
    """

    outlives_seal = True

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self._narrowed = False
        self._answers = Undecided(
            draft.context, DECIDING, draft.interview_id, lambda: self.form.consent, self
        )
        self._answers.decided.connect(draft.refresh)
        self._answers.decided.connect(self._enable_save)
        self._answers.refused.connect(self._refused)
        self.stands, self.banner = Banner(), Banner()
        for banner in (self.stands, self.banner):
            banner.changed.connect(self._fit)
        self._place = QVBoxLayout()
        self.save_button = primary_button(_("Save decision"), self._save, "check")
        self.save_button.setDefault(False)
        self.put_back_button = quiet_button(_("Discard changes"), self._ask_put_back)
        self.put_back_button.hide()
        self.withdraw_button = danger_button(_("Withdraw consent…"), self._withdraw)
        self.restrict_button = quiet_button(_("Restrict…"), self._restrict)
        self.history_button = icon_button("clock", _("History"), self._show_history)
        self.pages_button = icon_button("print", _("Page for the person"), self._print_pages)
        self._state = ElidedLabel("quiet")
        self.not_in_force = NotInForce(self._go_to_in_vain)
        left = (self.withdraw_button, self.restrict_button, self.history_button, self.pages_button)
        right = (self.not_in_force, self.put_back_button, self.save_button)
        self._below = (*left, *right)
        buttons = row(*left, None, self._state, *right, margin=3)
        whole = column(self.stands, self.banner, self._place, rule(), buttons, gap=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        draft.refreshed.connect(self._follow)
        self._show()

    # -- the draft ------------------------------------------------------------------------

    def unsaved(self) -> bool:
        """Whether answers are only on the screen, or on their way into the vault."""
        return self._answers.unsaved()

    def undecided(self) -> bool:
        """Whether answers were typed that are no decision yet, kept as a draft or not."""
        return self._answers.undecided()

    def _ask_put_back(self) -> None:
        ask_put_back(self, self._discard)

    def _discard(self) -> None:
        """Put the answers back as they were recorded, and forget the draft."""
        self._answers.forget()
        self._draft.refresh()
        self._show_recorded()

    def seal(self) -> None:
        """Consent is under no seal: it can be narrowed and withdrawn for ever (R2)."""

    def remind(self) -> None:
        """Say that the answers are not saved yet, because somebody wants to leave."""
        self.banner.say(
            Tone.ATTENTION,
            _("What the person decided is not recorded yet."),
            _("Save it, or discard the changes."),
        )
        self.save_button.setFocus()

    def go(self, location: Mapping[str, str]) -> None:
        """Open a dialog again in which something was typed."""
        ways = (
            *(self._withdraw, self._restrict, self._lift, self._settle),
            *(self._print_pages, self._ask_names_again),
        )
        for form, ask in zip(ASKED_HERE, ways, strict=True):
            if location.get(FORM) == form.name:
                ask()

    # -- showing --------------------------------------------------------------------------

    def _follow(self) -> None:
        """The vault was read again. Typed answers stay, over a decision that arrived meanwhile.

        A withdrawal wins over them.
        """
        stored = self._draft.opened.consent
        self.form.speak(self._speaking())
        if not self._answers.overtaken(stored):
            if self.undecided():
                self._tell_standing()
            else:
                self._show()
                self._tell_narrowed()
            return
        mine = self._answers.laid_over(stored)
        if mine is None or self._is_recorded(mine):
            self._answers.forget()
            self._show_recorded()
        else:
            self._offer(
                mine,
                _("Another decision was recorded meanwhile."),
                _("Your answers are shown instead. Go through all of them again, then save them."),
            )
            self._answers.touch()

    def _show(self) -> None:
        draft = self._draft.opened.consent_draft
        if draft is None or self._is_recorded(draft):
            self._show_recorded()
        else:
            self._offer(
                draft,
                _("These answers were typed earlier and are not recorded yet."),
                _("Go through them again, then save them, or discard the changes."),
            )

    def _offer(self, draft: Consent, why: str, what_to_do: str) -> None:
        """Show answers that are no decision yet; they are as undecided as they were."""
        self._begin(draft)
        self.banner.say(Tone.ATTENTION, why, what_to_do)
        self._answers.offer()
        self._say_typed()
        self._tell_standing()

    def _begin(self, shown: Consent) -> None:
        self.banner.clear()
        if not self._place.count() or not self.form.take_over(shown):
            self._make_form(shown)
        base = self._draft.opened.consent
        self._answers.begin(base)
        stands = base is not None and base.withdrawn_at is None
        self.withdraw_button.setVisible(stands)
        self.restrict_button.setVisible(stands and base is not None and base.restricted_at is None)
        self.history_button.setVisible(base is not None)
        self.pages_button.setVisible(base is not None)
        self.save_button.setVisible(True)

    def _make_form(self, shown: Consent) -> None:
        """One that takes the place of another is whole at once: somebody is looking at it."""
        made = ConsentForm(shown, self._speaking(), self._draft.context.theme)
        made.changed.connect(self._edited)
        made.names_wanted.connect(self._ask_names)
        made.filling.done.connect(self._order_tabs)
        made.filling.failed.connect(self._say_broken)
        if self._place.count():
            made.filling.finish()
            empty(self._place)
        self._place.addWidget(made)
        self.form = made
        self._order_tabs()

    def _show_recorded(self) -> None:
        opened = self._draft.opened
        stored = opened.consent
        self._begin(stored or blank(opened.interview.id, opened.interview.language))
        withdrawn = stored is not None and stored.withdrawn_at is not None
        self.save_button.setVisible(not withdrawn)
        self.save_button.setEnabled(stored is None and not self.form.filling.broken)
        self.put_back_button.hide()
        self._state.say(recorded(opened))
        self._tell_standing()

    def _tell_standing(self) -> None:
        """How what is recorded stands; nothing of a withdrawal over which it is decided anew."""
        opened, ways = (
            self._draft.opened,
            Ways(self._begin_anew, self._withdraw, self._lift, self._settle),
        )
        ended = opened.consent is not None and opened.consent.withdrawn_at is not None
        self.stands.clear()
        if not (ended and self.undecided()):
            tell_standing(self.stands, opened, ways)
        self.form.stand_over(opened.consent, opened.heard_beside)
        self.not_in_force.tell(opened, self.undecided())
        self._fit()

    def _go_to_in_vain(self) -> None:
        self.form.matrix.take_focus_in_vain()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is said above leaves the form its room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        fold((self.stands, self.banner), self.height())
        self._state.setVisible(self.width() >= with_text(_WIDE) or self.not_in_force.isHidden())

    def _say_broken(self) -> None:
        """Nobody decides about questions that they were not shown."""
        self.save_button.setEnabled(False)
        self.banner.say(
            Tone.DANGER,
            _("Not all questions could be shown."),
            _("Nothing can be recorded here now. Lock the vault and open it again."),
        )

    def showEvent(self, event: QShowEvent) -> None:
        """The buttons stand below the form, and come after it."""
        super().showEvent(event)
        self._order_tabs()

    def _order_tabs(self) -> None:
        if self.isVisible():
            tab_on(self.form, *self._below)

    def _settle(self) -> None:
        SettleDialog(self, self._draft).open()

    def _edited(self) -> None:
        may = not self.form.filling.broken and not self._answers.on_its_way
        if may and self._is_recorded(self.form.consent):
            self._answers.forget()
            self._draft.refresh()
            self._enable_save()
        else:
            self._typed()

    def _typed(self) -> None:
        self._answers.touch()
        self._say_typed()

    def _say_typed(self) -> None:
        self._state.say(_("Not recorded yet"))
        self._enable_save()

    def _is_recorded(self, typed: Consent) -> bool:
        """Whether it says what is recorded, or nothing where nothing is."""
        opened = self._draft.opened
        return same_answers(typed, opened.consent, opened.interview.language)

    def _enable_save(self) -> None:
        may = self._answers.may_be_decided() and not self.form.filling.broken
        if self.put_back_button.isVisibleTo(self) is not may:
            self.put_back_button.setVisible(may)
            self.not_in_force.tell(self._draft.opened, self.undecided())
            self._fit()
            self.undecided_changed.emit()
        if not may and self.save_button.hasFocus():
            # Who saved by keys stays on the page: a button that is off hands the focus anywhere.
            self.history_button.setVisible(True)
            self.history_button.setFocus()
        self.save_button.setEnabled(may)

    # -- actions --------------------------------------------------------------------------

    def _save(self) -> None:
        base = self._answers.base if self._draft.opened.answered else None
        derived = self._draft.opened.interview.is_derived
        lacking = missing(base, self.form.consent, self.form.reading.spoken, derived=derived)
        if lacking:
            say_missing(self.banner, lacking, self.form.consent)
            self.form.go_to(lacking[0])
            return
        self._narrowed = narrows(self._answers.base, self.form.consent)
        self._answers.decide()
        self._enable_save()

    def _tell_narrowed(self) -> None:
        """Less may leave than before the decision that was just recorded: to whom it went."""
        if not self._narrowed:
            return
        self._narrowed = False
        record = self._draft.interview_id

        def left(vault: Vault) -> GivenOut:
            from desktop.reports.given_out import given_out

            return given_out(vault, record)

        self._draft.context.worker.run(
            left,
            self._show_left,
            lambda error: say_error(self.banner, error),
            self,
        )

    def _show_left(self, left: GivenOut) -> None:
        if left.any:
            told = already_left(left)
            less = _("Less is agreed to than before.")
            self.banner.say(Tone.ATTENTION, less, "\n".join(told), folds=True)

    def _restrict(self) -> None:
        self._answers.keep_draft()
        RestrictDialog(self, self._draft).open()

    def _lift(self) -> None:
        self._answers.keep_draft()
        LiftDialog(self, self._draft).open()

    def _refused(self, error: SkryniaError) -> None:
        self._narrowed = False
        self._edited()
        say_error(self.banner, error)
        if isinstance(error, RecordOvertaken):
            self._draft.refresh()

    def _begin_anew(self) -> None:
        """After a withdrawal: ask everything again, beginning with nothing agreed. Who decides, and
        that use is restricted, stays until somebody says otherwise."""
        opened = self._draft.opened
        anew = blank(opened.interview.id, opened.interview.language)
        self._begin(still_held(anew, opened.consent) if opened.consent else anew)
        self._typed()
        self._tell_standing()

    def _withdraw(self) -> None:
        self._answers.keep_draft()
        dialog = WithdrawDialog(self, self._draft)
        dialog.open()

    def _ask_names(self, language: str) -> None:
        self._answers.keep_draft()
        NamesDialog(self, self._draft, language, self._draft.refresh).open()

    def _ask_names_again(self) -> None:
        self._ask_names(consent_text(self.form.consent.text_language).language)

    def _speaking(self) -> Speaking:
        opened = self._draft.opened
        who = opened.interview.interviewers.strip() or opened.whose_vault
        return Speaking(who, opened.organisation)

    def _print_pages(self) -> None:
        self._answers.keep_draft()
        PersonPagesDialog(self, self._draft).open()

    def _show_history(self) -> None:
        ConsentHistory(self, self._draft).open()
