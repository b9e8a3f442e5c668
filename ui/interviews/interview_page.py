"""The open interview: whose it is, its phases as a stepper, and the current phase."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.i18n import N_, _, gettext
from desktop.model.changes import Changes, Part
from desktop.model.consent import CONSENT_KIND
from desktop.model.consent.draft import ANSWERS
from desktop.model.interview import State
from desktop.model.opened import Opened
from desktop.model.person import PERSON_KIND
from desktop.model.phases import Phase, Standing, first_phase, what_closes
from desktop.phase_messages import open_message
from desktop.vocabulary import vocabulary
from ui.interviews.consent.phase import ASKED_HERE
from ui.interviews.draft import Draft
from ui.interviews.phase_messages import steps
from ui.interviews.phase_page import PhasePage
from ui.interviews.phase_table import PAGES
from ui.interviews.plan import PLAN
from ui.interviews.print_dialog import PRINT
from ui.shell.room import FORM, PEOPLE, Location, RoomContext
from ui.widgets.buttons import icon_button
from ui.widgets.choices.chips import Tag
from ui.widgets.choices.stepper import Stepper
from ui.widgets.elided import ElidedButton, ElidedLabel
from ui.widgets.focus import focus_alike
from ui.widgets.label import text_label
from ui.widgets.layouts import column, holding, row, rule
from ui.widgets.tone import Tone

_HOLDS = {"media": Phase.FILES, "utterance": Phase.ACCOUNT, "attachment": Phase.FILES}
"""Parts of an interview that a search or the viewer names, and the phase that shows them."""

_OF_ACCOUNT = (Phase.ACCOUNT, Phase.READ_BACK)

_FORMS = {
    **{form.name: Phase.CONSENT for form in (ANSWERS, *ASKED_HERE)},
    PLAN.name: Phase.PLAN,
    PRINT.name: Phase.READ_BACK,
}
"""Forms of an interview, and the phase that each is opened in."""

_CLOSES = {
    Standing.WITHDRAWN: (N_("Consent withdrawn"), Tone.DANGER),
    Standing.RESTRICTED: (N_("Use restricted"), Tone.DANGER),
    Standing.OTHERS: (N_("Others decided"), Tone.ATTENTION),
}
"""What the badge says of an interview instead of its state."""

_TONES = {State.PLANNED: Tone.INFO, State.UNDER_WAY: Tone.ATTENTION, State.SEALED: Tone.SAFE}
_ICONS = {State.PLANNED: "calendar", State.UNDER_WAY: "pen", State.SEALED: "seal"}


_LOW = 450
"""Pixels of an open interview below which its head is kept short: a laptop at 150 %."""


class InterviewPage(QWidget):
    """One interview. Phases are made when they are first looked at.

    ``wants_width``: the list beside it should make room, or come back. ``phase_shown(Phase)``.
    """

    wants_width = Signal()
    phase_shown = Signal(object)

    def __init__(self, context: RoomContext, opened: Opened) -> None:
        super().__init__()
        self.draft = Draft(context, opened, self)
        self._was_sealed = opened.sealed
        self._pages: dict[Phase, PhasePage] = {}
        self._code = ElidedLabel("title")
        self._person = ElidedButton(self._go_to_person, "people")
        self._state = Tag()
        self.stepper = Stepper(_("Phases of the interview"))
        self.stepper.chosen.connect(lambda key: self.show_phase(Phase(key)))
        self.stepper.entered.connect(lambda key: self.show_phase(Phase(key), focus=True))
        self._open_here = text_label("", "small", "quiet")
        self._not_recorded = ElidedLabel("small", "strong")
        self._stack = QStackedWidget()
        name = _("Hide or show the list (Ctrl+B)")
        aside = icon_button("chevron-left", name, self.wants_width.emit)
        heading = row(aside, self._code, self._person, None, self._state, gap=3)
        below = row(self._not_recorded, self._open_here, None, gap=2)
        self._head = column(heading, self.stepper, below, gap=2)
        whole = column(holding(self._head), rule(), self._stack, gap=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self._fit(self.height())
        self._add_keys()
        self.draft.edited.connect(self._renew)
        self.draft.refreshed.connect(self._refreshed)
        self.draft.overtaken.connect(self._rebuild)
        self._renew()
        self.show_phase(first_phase(opened))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window leaves its room to the phase."""
        super().resizeEvent(event)
        self._fit(event.size().height())

    def _fit(self, height: int) -> None:
        low = height < _LOW
        self._head.setContentsMargins(16, *((6, 16, 4) if low else (16, 16, 8)))
        # The steps tell how much is open; what, is told where there is room.
        self._open_here.setVisible(not low)

    @property
    def phase(self) -> Phase:
        """The phase that is looked at."""
        return Phase(self.stepper.value)

    def page(self, phase: Phase) -> PhasePage:
        """The page of a phase, made when it is first asked for."""
        page = self._pages.get(phase)
        if page is None:
            page = PAGES[phase](self.draft)
            if self.draft.opened.sealed:
                page.seal()
            page.undecided_changed.connect(self._renew)
            page.wants_phase.connect(lambda key: self.show_phase(Phase(key), focus=True))
            self._pages[phase] = page
            self._stack.addWidget(page)
        return page

    def show_phase(self, phase: Phase, *, focus: bool = False) -> None:
        """Look at this phase; what was typed in another is handed over first.

        ``focus``: whether a person means to work there; passing by must not lose the focus.
        """
        self.draft.save_now()
        page = self.page(phase)
        self.stepper.set_value(phase.value)
        self._stack.setCurrentWidget(page)
        self._renew()
        page.entered()
        if focus:
            page.take_focus()
        self.phase_shown.emit(phase)

    def with_person(self) -> bool:
        """Whether the phase in front is one that is gone through together."""
        account = self.phase in _OF_ACCOUNT and not self.draft.opened.sealed
        return self.phase is Phase.CONSENT or account

    def location(self) -> dict[str, str]:
        """The interview, the phase, and where in the phase."""
        here = {"interview": self.draft.interview_id, "phase": self.phase.value}
        return here | self.page(self.phase).location()

    def go(self, location: Location) -> None:
        """Show the phase that is named, or the one that holds the named part (a search hit)."""
        named = [phase for phase in Phase if phase.value == location.get("phase")]
        holding_it = [phase for part, phase in _HOLDS.items() if location.get(part)]
        form = [_FORMS[location[FORM]]] if location.get(FORM) in _FORMS else []
        for phase in (named or holding_it or form)[:1]:
            self.show_phase(phase)
            self.page(phase).go(location)

    def concerned(self, changes: Changes) -> bool:
        """Whether something of this interview changed that its own draft did not write."""
        interview = self.draft.opened.interview
        return (
            changes.of(CONSENT_KIND)
            or changes.touches(Part.ARRIVED, interview.id)
            or changes.touches(PERSON_KIND, interview.person_id)
        )

    def unsaved(self) -> bool:
        """Whether anything typed is only on the screen."""
        return self.draft.unsaved() or any(page.unsaved() for page in self._pages.values())

    def may_leave(self) -> bool:
        """Hand words over before another interview takes this place.

        Answers about consent are never decided by going away: they are brought to the front.
        """
        self.draft.save_now()
        for page in self._pages.values():
            page.hand_over()
        asking = [phase for phase, page in self._pages.items() if page.undecided()]
        for phase in asking[:1]:
            self.show_phase(phase)
            self.page(phase).remind()
        return not asking

    def _add_keys(self) -> None:
        """Ctrl+PgDown and Ctrl+PgUp turn the phases as they turn tabs elsewhere."""
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            key = QShortcut(QKeySequence(keys), self)
            key.activated.connect(lambda by=by: self._turn(by))

    def _turn(self, by: int) -> None:
        phases = list(Phase)
        at = phases.index(self.phase) + by
        if 0 <= at < len(phases):
            self.show_phase(phases[at], focus=True)

    def _renew(self) -> None:
        opened = self.draft.opened
        state = opened.interview.state
        self._code.say(opened.interview.code)
        self._person.say(opened.person.display_name if opened.person else "")
        self._person.setVisible(opened.person is not None)
        closes = what_closes(opened)
        if closes is not None:
            said, tone = _CLOSES[closes]
            self._state.say(gettext(said), tone)
        else:
            label = vocabulary("interview_state").label(state.value)
            self._state.say(label, _TONES[state], _ICONS[state])
        self.stepper.set_steps(steps(opened, self._undecided()))
        self._say_open()

    def _say_open(self) -> None:
        """Name what is still to be done in the current phase, and what was left undecided in
        another; the label keeps its height."""
        self._open_here.setText(open_message(self.draft.opened, self.phase) or " ")
        left = self._undecided() - {self.phase}
        self._not_recorded.say(_("What was answered in Consent is not recorded yet."))
        self._not_recorded.setVisible(bool(left))

    def _undecided(self) -> frozenset[Phase]:
        """The phases in which something was typed that is no decision yet."""
        found = {phase for phase, page in self._pages.items() if page.undecided()}
        unseen = Phase.CONSENT not in self._pages
        if unseen and self.draft.opened.consent_draft is not None:
            found.add(Phase.CONSENT)
        return frozenset(found)

    def _refreshed(self) -> None:
        self._renew()
        if self.draft.opened.sealed and not self._was_sealed:
            self._rebuild()

    def _rebuild(self) -> None:
        """Sealed now, or written by others: every phase is made anew.

        Except those that go on after the seal: answers nobody decided yet stay on them.
        """
        here, focused = self.phase, self.window().focusWidget()
        working = self.isAncestorOf(focused)
        where = self.page(here).location()
        self._was_sealed = self.draft.opened.sealed
        self.draft.attend_account(None)
        for phase, page in list(self._pages.items()):
            if not page.outlives_seal:
                self._stack.removeWidget(self._pages.pop(phase))
                page.deleteLater()
        self.show_phase(here, focus=working)
        if working:
            self.page(here).go(where)
            focus_alike(self.page(here), focused)

    def _go_to_person(self) -> None:
        self.draft.save_now()
        self.draft.context.navigate(PEOPLE, person=self.draft.opened.interview.person_id)
