"""The open interview: whose it is, its phases as a stepper, and the phase in hand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.i18n import _
from desktop.model.interview import State
from desktop.vocabulary import vocabulary
from ui.interviews.account.phase import AccountPhase
from ui.interviews.consent.phase import ConsentPhase
from ui.interviews.draft import Draft
from ui.interviews.files import FilesPhase
from ui.interviews.opened import Opened
from ui.interviews.phases import TITLES, Phase, open_points
from ui.interviews.plan import PlanPhase
from ui.interviews.read_back import ReadBackPhase
from ui.interviews.safety import SafetyPhase
from ui.shell.room import PEOPLE, RoomContext
from ui.widgets.buttons import icon_button
from ui.widgets.chips import Tag
from ui.widgets.editors import make_read_only
from ui.widgets.elided import ElidedButton, ElidedLabel
from ui.widgets.label import text_label
from ui.widgets.layouts import column, holding, row, rule
from ui.widgets.stepper import Step, Stepper, StepState
from ui.widgets.tone import Tone

_MAKERS: dict[Phase, Callable[[Draft], QWidget]] = {
    Phase.PLAN: PlanPhase,
    Phase.SAFETY: SafetyPhase,
    Phase.CONSENT: ConsentPhase,
    Phase.ACCOUNT: AccountPhase,
    Phase.FILES: FilesPhase,
    Phase.READ_BACK: ReadBackPhase,
}
_LISTED = (Phase.PLAN, Phase.SAFETY, Phase.READ_BACK)
"""Phases whose open points are things to fill in; elsewhere they are sentences of their own."""

_TONES = {State.PLANNED: Tone.INFO, State.UNDER_WAY: Tone.ATTENTION, State.SEALED: Tone.SAFE}
_ICONS = {State.PLANNED: "calendar", State.UNDER_WAY: "pen", State.SEALED: "seal"}


class InterviewPage(QWidget):
    """One interview. Phases are made when they are first looked at.

    ``wants_room``: the list beside it should make room, or come back.
    """

    wants_room = Signal()

    def __init__(self, context: RoomContext, opened: Opened) -> None:
        super().__init__()
        self.draft = Draft(context, opened, self)
        self._was_sealed = opened.sealed
        self._pages: dict[Phase, QWidget] = {}
        self._code = ElidedLabel("title")
        self._person = ElidedButton(self._go_to_person, "people")
        self._state = Tag()
        self.stepper = Stepper(_("Phases of the interview"))
        self.stepper.chosen.connect(lambda key: self.show_phase(Phase(key)))
        self.stepper.entered.connect(lambda key: self.show_phase(Phase(key), focus=True))
        self._open_here = text_label("", "small", "quiet")
        self._stack = QStackedWidget()
        name = _("Hide or show the list (Ctrl+B)")
        aside = icon_button("chevron-left", name, self.wants_room.emit)
        heading = row(aside, self._code, self._person, None, self._state, gap=3)
        head = column(heading, self.stepper, self._open_here, gap=2)
        head.setContentsMargins(16, 16, 16, 8)
        whole = column(holding(head), rule(), self._stack, gap=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self._add_keys()
        self.draft.edited.connect(self._renew)
        self.draft.refreshed.connect(self._refreshed)
        self._renew()
        self.show_phase(first_phase(opened))

    @property
    def phase(self) -> Phase:
        """The phase that is looked at."""
        return Phase(self.stepper.value)

    def page(self, phase: Phase) -> QWidget:
        """The page of a phase, made when it is first asked for."""
        page = self._pages.get(phase)
        if page is None:
            page = _MAKERS[phase](self.draft)
            if self.draft.opened.sealed:
                _seal(page)
            if isinstance(page, AccountPhase):
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
        self._say_open()
        if isinstance(page, ReadBackPhase):
            page.entered()
        if focus and isinstance(page, AccountPhase):
            page.take_focus()

    def location(self) -> dict[str, str]:
        """The interview, the phase, and where the cursor stands in the account."""
        location = {"interview": self.draft.interview_id, "phase": self.phase.value}
        account = self._pages.get(Phase.ACCOUNT)
        if self.phase is Phase.ACCOUNT and isinstance(account, AccountPhase):
            location["at"] = str(account.cursor_position())
        return location

    def show_cursor(self, at: str) -> None:
        """Put the cursor back to where it stood in the account."""
        account = self.page(Phase.ACCOUNT)
        if at.isdecimal() and isinstance(account, AccountPhase):
            account.put_cursor(int(at))

    def show_utterance(self, utterance_id: str) -> None:
        """Look at one utterance of the account (a search found it)."""
        self.show_phase(Phase.ACCOUNT)
        page = self.page(Phase.ACCOUNT)
        if isinstance(page, AccountPhase):
            page.show_utterance(utterance_id)

    def show_file(self, *, media: str = "", attachment: str = "") -> None:
        """Look at one file of the interview (the viewer was left, or a search found it)."""
        self.show_phase(Phase.FILES)
        page = self.page(Phase.FILES)
        if isinstance(page, FilesPhase):
            page.show_file(media=media, attachment=attachment)

    def unsaved(self) -> bool:
        """Whether words or answers are only on the screen."""
        consent = self._pages.get(Phase.CONSENT)
        asking = isinstance(consent, ConsentPhase) and consent.unsaved()
        return self.draft.unsaved() or asking

    def may_leave(self) -> bool:
        """Hand words over before another interview takes this place.

        Answers about consent are never decided by going away: they are brought to the front.
        """
        self.draft.save_now()
        consent = self._pages.get(Phase.CONSENT)
        if isinstance(consent, ConsentPhase) and consent.undecided():
            self.show_phase(Phase.CONSENT)
            consent.remind()
            return False
        return True

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
        label = vocabulary("interview_state").label(state.value)
        self._state.say(label, _TONES[state], _ICONS[state])
        self.stepper.set_steps(steps(opened))
        self._say_open()

    def _say_open(self) -> None:
        """What is still to be done in the phase in hand, in words; the line always stands."""
        points = open_points(self.draft.opened)[self.phase]
        said = ", ".join(points)
        if points and self.phase in _LISTED:
            inside = ", ".join(point[:1].lower() + point[1:] for point in points)
            said = _("Still open here: {points}").format(points=inside)
        self._open_here.setText(said[:1].upper() + said[1:] or " ")

    def _refreshed(self) -> None:
        self._renew()
        if self.draft.opened.sealed and not self._was_sealed:
            self._was_sealed = True
            self._rebuild()

    def _rebuild(self) -> None:
        """Sealed now: every phase is made anew, to be read only.

        But consent, which goes on after the seal: answers nobody decided yet stay on it.
        """
        here = self.phase
        self.draft.attend_account(None)
        consent = self._pages.pop(Phase.CONSENT, None)
        for page in self._pages.values():
            self._stack.removeWidget(page)
            page.deleteLater()
        self._pages = {} if consent is None else {Phase.CONSENT: consent}
        self.show_phase(here)

    def _go_to_person(self) -> None:
        self.draft.save_now()
        self.draft.context.navigate(PEOPLE, person=self.draft.opened.interview.person_id)


def _seal(page: QWidget) -> None:
    """What the seal covers can only be read. Consent and risk go on changing after it."""
    if isinstance(page, SafetyPhase):
        make_read_only(page.prior_accounts)
    elif not isinstance(page, ConsentPhase):
        make_read_only(page)


def first_phase(opened: Opened) -> Phase:
    """Where work goes on: the first phase with something open, the account while under way."""
    if opened.sealed:
        return Phase.READ_BACK
    if opened.interview.state is State.UNDER_WAY:
        return Phase.ACCOUNT
    points = open_points(opened)
    return next((phase for phase in Phase if points[phase]), Phase.PLAN)


def steps(opened: Opened) -> list[Step]:
    """The stepper: what is open in each phase, in a few words."""
    points = open_points(opened)
    return [_step(opened, phase, points[phase]) for phase in Phase]


def _step(opened: Opened, phase: Phase, points: tuple[str, ...]) -> Step:
    closed = phase is Phase.ACCOUNT and opened.interview.state is State.PLANNED and opened.closed
    state = StepState.CLOSED if closed else StepState.OPEN if points else StepState.DONE
    said = _("closed") if closed else ""
    if points and not closed:
        said = _("{count} open").format(count=len(points))
    return Step(phase.value, _(TITLES[phase]), state, said)
