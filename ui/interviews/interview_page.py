"""The open interview: whose it is, its phases as a stepper, and the current phase."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from desktop.i18n import N_, _, gettext
from desktop.model.changes import Changes, Part
from desktop.model.consent import CONSENT_KIND
from desktop.model.consent.draft import ANSWERS
from desktop.model.interview import State
from desktop.model.opened import Opened
from desktop.model.person import PERSON_KIND
from desktop.model.phases import (
    Phase,
    Point,
    Standing,
    first_phase,
    open_points,
    what_closes,
)
from desktop.vocabulary import vocabulary
from ui.interviews.consent.phase import ASKED_HERE
from ui.interviews.draft import Draft
from ui.interviews.phase_messages import steps
from ui.interviews.phase_page import PhasePage
from ui.interviews.phase_table import PAGES
from ui.interviews.plan import PLAN
from ui.interviews.print_dialog import PRINT
from ui.interviews.print_for import PRINT_FOR
from ui.interviews.protect_fields import ProtectFields
from ui.interviews.still_open import StillOpen
from ui.media.adding.batch_dialog import BATCH
from ui.scale import space, with_text
from ui.shell.room import FORM, PEOPLE, Location, RoomContext
from ui.widgets.buttons import icon_button
from ui.widgets.choices.chips import Tag
from ui.widgets.choices.stepper import Stepper
from ui.widgets.elided import ElidedButton, ElidedLabel
from ui.widgets.focus import called, focus_alike, focus_first
from ui.widgets.layouts import column, holding, row, rule, upright_rule
from ui.widgets.tone import Tone

_HOLDS = {"media": Phase.FILES, "utterance": Phase.ACCOUNT, "attachment": Phase.FILES}
"""Parts of an interview that a search or the viewer names, and the phase that shows them."""

_ROOM_BESIDE = {
    Phase.PLAN: 1080,
    Phase.SAFETY: 1080,
    Phase.CONSENT: 1250,
    Phase.FILES: 1080,
    Phase.READ_BACK: 1080,
}
"""The phases beside which is told what is still open, and from how many pixels on. An account is
written on the whole width; the closing of an interview is that list."""

_OF_ACCOUNT = (Phase.ACCOUNT, Phase.READ_BACK)

_FORMS = {
    **{form.name: Phase.CONSENT for form in (ANSWERS, *ASKED_HERE)},
    PLAN.name: Phase.PLAN,
    BATCH.name: Phase.FILES,
    PRINT.name: Phase.CLOSE,
    PRINT_FOR.name: Phase.CLOSE,
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


_HEAD = 48
"""Pixels of the head, whatever it says: the rest of the height is for the work."""


class InterviewPage(QWidget):
    """One interview. Phases are made when they are first looked at.

    ``wants_list``: the list should come beside it, or go again.
    """

    wants_list = Signal()

    def __init__(self, context: RoomContext, opened: Opened) -> None:
        super().__init__()
        self.draft = Draft(context, opened, self)
        self._was_sealed = opened.sealed
        self._pages: dict[Phase, PhasePage] = {}
        self._code = ElidedLabel("lead", "strong")
        self._person = ElidedButton(self._go_to_person, "people")
        self._state = Tag()
        self.stepper = Stepper(_("Phases of the interview"))
        self.stepper.chosen.connect(lambda key: self.show_phase(Phase(key)))
        self.stepper.entered.connect(lambda key: self.show_phase(Phase(key), focus=True))
        name = _("Hide the list (Ctrl+B)")
        self._alone = icon_button("chevron-left", name, self.wants_list.emit)
        self.still_open = StillOpen()
        self.still_open.wanted.connect(self.go_to_point)
        self._stack = QStackedWidget()
        self._lay_out()
        self._add_keys()
        ProtectFields(self, context)
        self.draft.edited.connect(self._renew)
        self.draft.refreshed.connect(self._refreshed)
        self.draft.overtaken.connect(self._rebuild)
        self._renew()
        self.show_phase(first_phase(opened))

    def _lay_out(self) -> None:
        heading = row(self._alone, self._code, self._person, self._state, self.stepper, gap=3)
        heading.setContentsMargins(space(3), 0, space(3), 0)
        heading.setAlignment(self._state, Qt.AlignmentFlag.AlignVCenter)
        heading.setStretch(4, 1)
        head = holding(heading)
        head.setFixedHeight(with_text(_HEAD))
        self._beside = holding(row(upright_rule(), self.still_open, gap=0))
        work = row(self._stack, self._beside, gap=0)
        work.setStretch(0, 1)
        whole = column(head, rule(), work, gap=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def show_folded(self, folded: bool) -> None:
        """Whether it has the window for itself: then the strip at the left brings the list."""
        self._alone.setVisible(not folded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is still open stands beside the work where both have room."""
        super().resizeEvent(event)
        self._place_beside()

    def _place_beside(self) -> None:
        least = _ROOM_BESIDE.get(self.phase)
        self._beside.setVisible(least is not None and self.width() >= with_text(least))

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
            page.wants_point.connect(self.go_to_point)
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
        self._place_beside()
        self._renew()
        page.entered()
        if focus:
            self.take_focus()

    def take_focus(self) -> None:
        """Where work goes on in this phase: what it says itself, the first field that is open,
        or the first there is."""
        page = self.page(self.phase)
        page.take_focus()
        if _holds_focus(page):
            return
        points = open_points(self.draft.opened)[self.phase]
        if not any(page.go_to_point(each.point) for each in points):
            focus_first(page)

    def take_focus_unless_there(self) -> None:
        """The same for who comes to the interview; who works in it already stays there."""
        if not _holds_focus(self):
            self.take_focus()

    def go_to_point(self, phase: Phase, point: Point) -> None:
        """Show the phase in which something is still open, with the focus on it."""
        if self.phase is not phase:
            self.show_phase(phase)
        if not self.page(phase).go_to_point(point):
            self.take_focus()

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
        elif opened.interview.is_derived:
            self._state.say(vocabulary("shown_as").label(opened.interview.shown_as), Tone.INFO)
        else:
            label = vocabulary("interview_state").label(state.value)
            self._state.say(label, _TONES[state], _ICONS[state])
        undecided = self._undecided()
        self.stepper.set_steps(steps(opened, undecided))
        self.still_open.tell(opened, undecided)
        for page in self._pages.values():
            page.tell_undecided(undecided)
        # Answers of which the page was not looked at yet as well.
        self.draft.context.state_bar.waiting(self, bool(undecided))

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
        working, before = self.isAncestorOf(focused), called(focused)
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
            focus_alike(self.page(here), before)

    def _go_to_person(self) -> None:
        self.draft.save_now()
        self.draft.context.navigate(PEOPLE, person=self.draft.opened.interview.person_id)


def _holds_focus(page: QWidget) -> bool:
    """Whether a control in it does: a mere holder of controls has no ring that anybody sees."""
    focused = QApplication.focusWidget()
    if focused is None or focused.focusPolicy() is Qt.FocusPolicy.NoFocus:
        return False
    return page.isAncestorOf(focused)
