"""The phase *Safety*: earlier accounts, vulnerabilities, risk, safe contact (R3, R5, R11).

Nothing of it ever leaves the vault in a package, except that earlier accounts were asked.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from desktop.i18n import _
from desktop.model.phases import Phase, Point
from desktop.vocabulary import vocabulary
from ui.interviews.draft import Draft
from ui.interviews.phase_page import PhasePage
from ui.interviews.prior_accounts import PriorAccountsForm
from ui.interviews.safe_contact import SafeContact
from ui.scale import space
from ui.widgets.banner import Banner
from ui.widgets.editors import make_read_only, text_area
from ui.widgets.field import Field
from ui.widgets.heading import SectionHeading
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, holding
from ui.widgets.sheet import ScrolledPage, Sheet
from ui.widgets.tone import Tone


class SafetyPhase(PhasePage):
    """The form of the safety screen."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self._boxes: dict[str, QCheckBox] = {}
        self.prior_accounts = PriorAccountsForm(draft)
        self.contact = SafeContact(draft)
        parts = (self.prior_accounts, self._screening(), self._risk())
        sheet = Sheet(column(*parts, gap=7, margin=6))
        page = ScrolledPage(holding(column(sheet, self.way_on(Phase.CONSENT), None)))
        self.setLayout(column(page))
        self.enter_goes_on()
        self._show_rule()

    def field_of(self, point: Point) -> QWidget | None:
        """What of the safety screen is meant."""
        return {
            Point.PRIOR_ACCOUNTS: self.prior_accounts.answer,
            Point.PRIOR_RECIPIENT: self.prior_accounts.add_button,
            Point.TRAINING: self.training,
            Point.REFERRAL: self._referral,
            Point.RISK_PERSON: self._risk_person,
            Point.RISK_RELATIVES: self._risk_relatives,
        }.get(point)

    def seal(self) -> None:
        """Earlier accounts are under the seal; risk goes on changing after it."""
        make_read_only(self.prior_accounts)

    def _screening(self) -> QWidget:
        now = self._draft.opened.safety
        self.training = QCheckBox(_("I am trained to interview in this situation"))
        self.training.setChecked(now.training_stated)
        self.training.toggled.connect(lambda on: self._edit(training_stated=on))
        self._referral = text_area(now.referral, lambda text: self._edit(referral=text), rows=2)
        self.rule = Banner()
        return holding(
            column(
                SectionHeading(
                    _("Is special care needed?"),
                    _(
                        "Mark what you know or notice. Do not ask directly about trauma or "
                        "sexual violence."
                    ),
                ),
                self._vulnerabilities(),
                self.rule,
                self.training,
                Field(
                    _("Referral"),
                    self._referral,
                    _("To whom the person can turn for help, and what was agreed."),
                ),
                *self._addresses(),
                gap=4,
            )
        )

    def _addresses(self) -> list[QWidget]:
        """Where the organisation says that people find help; nothing where it says nothing."""
        known = self._draft.opened.organisation.referrals
        lines = [" · ".join(filter(None, (e.name, e.contact, e.what))) for e in known]
        if not lines:
            return []
        self.addresses = paragraph("\n".join(lines), "small", "quiet")
        self.addresses.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return [paragraph(_("Where to find help"), "small", "strong"), self.addresses]

    def _vulnerabilities(self) -> QGridLayout:
        terms = vocabulary("vulnerability")
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(space(4))
        grid.setVerticalSpacing(space(1))
        for number, code in enumerate(terms.codes):
            box = QCheckBox(terms.label(code))
            box.setChecked(code in self._draft.opened.safety.vulnerabilities)
            box.toggled.connect(self._tick)
            self._boxes[code] = box
            grid.addWidget(box, number // 2, number % 2)
        return grid

    def _risk(self) -> QWidget:
        now = self._draft.opened.safety
        self._risk_person = text_area(now.risk_person, lambda text: self._edit(risk_person=text))
        self._risk_relatives = text_area(
            now.risk_relatives, lambda text: self._edit(risk_relatives=text)
        )
        return holding(
            column(
                SectionHeading(_("Risk"), _("This stays in the vault and is never sent.")),
                Field(_("Risk for the person"), self._risk_person),
                Field(_("Risk for relatives in Belarus"), self._risk_relatives),
                self.contact,
                gap=4,
            )
        )

    def _tick(self) -> None:
        ticked = tuple(code for code, box in self._boxes.items() if box.isChecked())
        self._edit(vulnerabilities=ticked)

    def _edit(self, **changes: object) -> None:
        self._draft.set_safety(**changes)
        self._show_rule()

    def _show_rule(self) -> None:
        """R5: say at once what a tick asks for, where it is ticked."""
        now = self._draft.opened.safety
        if now.vulnerabilities and not now.training_stated and not self._draft.opened.sealed:
            self.rule.say(
                Tone.ATTENTION,
                _("The account can be started only by an interviewer trained for this."),
                _("If you are not, stop here, refer the person, and let a colleague continue."),
            )
        else:
            self.rule.clear()
