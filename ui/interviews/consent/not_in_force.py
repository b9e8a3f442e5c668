"""How many uses were answered yes and nothing follows from, beside when that was recorded: the rows
that say why may be out of sight."""

from __future__ import annotations

from collections.abc import Callable

from desktop.i18n import ngettext
from desktop.model.consent.in_vain import not_in_force
from desktop.model.opened import Opened
from ui.widgets.elided import ElidedButton


class NotInForce(ElidedButton):
    """Goes to the first of them when it is pressed; hidden where there are none."""

    def __init__(self, go: Callable[[], None]) -> None:
        super().__init__(go, "attention")
        self.hide()

    def tell(self, opened: Opened, undecided: bool) -> None:
        """Of what is recorded, as long as nothing is typed over it."""
        consent = opened.consent
        uses = not_in_force(consent, opened.heard_beside) if consent is not None else ()
        said = ngettext("{count} not in force", "{count} not in force", len(uses))
        self.say(said.format(count=len(uses)))
        self.setVisible(bool(uses) and not undecided)
