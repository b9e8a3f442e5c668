"""The phase *Plan*: mode, setting and people present, what for and what is known (R4, R7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.i18n import _
from desktop.model.interview import INTERVIEW_KIND, Mode
from desktop.model.phases import Phase, Point
from desktop.model.typed_words import words_form
from desktop.model.values.moment import Moment
from desktop.vocabulary import vocabulary
from ui.interviews.draft import Draft
from ui.interviews.phase_page import PhasePage
from ui.kept_form import KeptForm, sheaf_of
from ui.scale import space
from ui.widgets.buttons import bare_button
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.day_field import DayField
from ui.widgets.editors import choice, line, text_area
from ui.widgets.field import Field
from ui.widgets.heading import SectionHeading
from ui.widgets.layouts import column, holding, row
from ui.widgets.sheet import ScrolledPage, Sheet

PLAN: Final = words_form(INTERVIEW_KIND, "plan")
"""What is typed as a date and is none yet; everything else of the plan saves itself."""


class PlanPhase(PhasePage):
    """The form of the plan. Every edit goes to the draft at once."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self._fields: dict[Point, QWidget] = {}
        parts = (self._what(), self._setting(), self._who(), self._why())
        sheet = Sheet(column(*parts, gap=7, margin=6))
        page = ScrolledPage(holding(column(sheet, self.way_on(Phase.SAFETY), None)))
        self.setLayout(column(page))
        self.enter_goes_on()

    def field_of(self, point: Point) -> QWidget | None:
        """The field of the plan that is meant."""
        return self._fields.get(point)

    def hand_over(self) -> None:
        """What is no date yet stays as it was typed."""
        self._kept.save_now()

    def _what(self) -> QWidget:
        now = self._draft.opened.interview
        code = Field(
            _("Code"),
            line(now.code, self._set("code")),
            _(
                "Used instead of the name where the name must not appear. Choose one that "
                "cannot be guessed."
            ),
        )
        spoken = Field(
            _("Language spoken"), choice("language", now.language, self._set("language"))
        )
        return holding(
            column(
                SectionHeading(_("What kind of account")),
                _grid(code, spoken),
                self._mode(),
                gap=4,
            )
        )

    def _mode(self) -> QWidget:
        now = self._draft.opened.interview
        terms = vocabulary("interview_mode")
        options = [(code, terms.label(code)) for code in terms.codes]
        mode = SegmentedChoice(_("Kind of account"), options, now.mode.value)
        self._reason = Field(
            _("Reason for a full account"),
            text_area(now.full_reason, self._set("full_reason"), rows=2),
            _(
                "A first account is the rule: who, what, where, when, how known, and who else "
                "knows. Telling it in full twice can harm the person and the case."
            ),
        )
        self._fields[Point.FULL_REASON] = self._reason
        mode.changed.connect(self._choose_mode)
        whole = holding(column(mode, self._reason, gap=3))
        self._reason.setVisible(now.mode is Mode.FULL)
        return whole

    def _choose_mode(self, code: str) -> None:
        self._draft.set_interview(mode=Mode(code))
        self._reason.setVisible(code == Mode.FULL)

    def _setting(self) -> QWidget:
        now = self._draft.opened.interview
        self.date = DayField(_("Date"), now.planned_for, self._set("planned_for"))
        # Only what is no date yet: the rest saves itself.
        self._kept = KeptForm(
            self._draft.context, sheaf_of(PLAN, {"date": self.date.line}, now.id), self
        )
        self._kept.offered.connect(self._offered)
        self.date.line.textEdited.connect(lambda _typed: self._keep_or_forget())
        self.date.line.editingFinished.connect(self.hand_over)
        today = bare_button(_("Today"), self._today, "calendar")
        today.setProperty("changes_record", True)
        self._fields[Point.DATE] = self.date
        kinds = choice("place_kind", now.place_kind, self._set("place_kind"), _("Not specified"))
        self._fields[Point.PLACE_KIND] = kinds
        ways = choice("modality", now.modality, self._set("modality"))
        dated = row(self.date, today)
        dated.setStretch(0, 1)
        return holding(
            column(
                SectionHeading(_("When and where")),
                _grid(
                    holding(dated),
                    Field(_("Kind of place"), kinds, _("Never write the address.")),
                    Field(_("How you meet"), ways),
                ),
                gap=4,
            )
        )

    def _who(self) -> QWidget:
        now = self._draft.opened.interview
        interviewers = line(now.interviewers, self._set("interviewers"))
        self._fields[Point.INTERVIEWERS] = interviewers
        return holding(
            column(
                SectionHeading(_("Who is present")),
                _grid(
                    Field(_("Interviewers"), interviewers),
                    Field(_("Interpreter"), line(now.interpreter, self._set("interpreter"))),
                ),
                Field(
                    _("Others present"),
                    line(now.others_present, self._set("others_present")),
                    _("Everybody in the room, and why they are there."),
                ),
                gap=4,
            )
        )

    def _why(self) -> QWidget:
        now = self._draft.opened.interview
        purpose = text_area(now.purpose, self._set("purpose"))
        self._fields[Point.PURPOSE] = purpose
        return holding(
            column(
                SectionHeading(_("What for")),
                Field(_("Purpose"), purpose),
                Field(
                    _("What is already known"),
                    text_area(now.already_known, self._set("already_known")),
                    _("So that nobody is asked again what others have told."),
                ),
                gap=4,
            )
        )

    def _set(self, field: str) -> Callable[[str], None]:
        return lambda value: self._draft.set_interview(**{field: value})

    def _keep_or_forget(self) -> None:
        if not self.date.wrong:
            self._kept.forget()

    def _offered(self) -> None:
        """Under the seal nothing is finished any more."""
        if self._draft.opened.sealed:
            self._kept.forget()
            self.date.line.setText(self._draft.opened.interview.planned_for)

    def _today(self) -> None:
        self.date.put(Moment.now().local().date())
        self._keep_or_forget()


def _grid(*fields: QWidget) -> QGridLayout:
    """Fields in two columns of one width, their tops in line."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(space(5))
    grid.setVerticalSpacing(space(4))
    for number, field in enumerate(fields):
        cell = holding(column(field, None))
        grid.addWidget(cell, number // 2, number % 2)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid
