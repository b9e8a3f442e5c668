"""Which page shows each phase, in the order of the stepper: a new phase adds a row here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop.model.phases import Phase
from ui.interviews.account.phase import AccountPhase
from ui.interviews.close import ClosePhase
from ui.interviews.consent.phase import ConsentPhase
from ui.interviews.draft import Draft
from ui.interviews.files import FilesPhase
from ui.interviews.phase_page import PhasePage
from ui.interviews.plan import PlanPhase
from ui.interviews.read_back import ReadBackPhase
from ui.interviews.safety import SafetyPhase

PAGES: Mapping[Phase, Callable[[Draft], PhasePage]] = {
    Phase.PLAN: PlanPhase,
    Phase.SAFETY: SafetyPhase,
    Phase.CONSENT: ConsentPhase,
    Phase.ACCOUNT: AccountPhase,
    Phase.FILES: FilesPhase,
    Phase.READ_BACK: ReadBackPhase,
    Phase.CLOSE: ClosePhase,
}
