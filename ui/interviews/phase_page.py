"""The base of the phases of an interview: what the open interview may ask of any of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n import _, gettext
from desktop.messages.phases import TITLES
from desktop.model.phases import Phase, Point
from ui.widgets.buttons import quiet_button
from ui.widgets.editors import make_read_only
from ui.widgets.focus import focus_next_field
from ui.widgets.layouts import holding, row


class PhasePage(QWidget):
    """One phase. The open interview calls these; each has a quiet default.

    ``wants_phase(key)``: the way on lies in another phase. ``wants_point(Phase, Point)``: what
    is missing is filled in there.
    ``undecided_changed``: whether something is undecided is another than before.
    ``outlives_seal``: it goes on after the seal, so it is not made anew by sealing.
    """

    wants_phase = Signal(str)
    wants_point = Signal(object, object)
    undecided_changed = Signal()
    outlives_seal = False

    def entered(self) -> None:
        """The phase came to the front: show what may have changed elsewhere."""

    def take_focus(self) -> None:
        """Somebody means to work here: put the focus where work goes on."""

    def field_of(self, _point: Point) -> QWidget | None:
        """What is filled in for this; None where nothing here is, or it is done elsewhere."""
        return None

    def go_to_point(self, point: Point) -> bool:
        """Put the focus where this is done; False where that is not one field of this page."""
        field = self.field_of(point)
        if field is None or not field.isVisibleTo(self) or not field.isEnabled():
            return False
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def hand_over(self) -> None:
        """Somebody leaves: give to the vault what waits for a pause in the typing."""

    def unsaved(self) -> bool:
        """Whether something of its own, beside the draft, is only on the screen."""
        return False

    def undecided(self) -> bool:
        """Whether something was typed that only a person can decide before leaving."""
        return False

    def remind(self) -> None:
        """Say what is undecided, because somebody wants to leave."""

    def tell_undecided(self, phases: Collection[Phase]) -> None:
        """In these phases something was typed that is no decision yet; for who says what is
        open."""

    def location(self) -> dict[str, str]:
        """Where in the phase the person is: ids and positions, never words of a record."""
        return {}

    def go(self, location: Mapping[str, str]) -> None:
        """Show this location; what is not here (any more) is passed over in silence."""

    def way_on(self, phase: Phase) -> QWidget:
        """A button at the end of the page, to the phase that comes next."""
        label = _("Next: {phase}").format(phase=gettext(TITLES[phase]))
        button = quiet_button(label, lambda: self.wants_phase.emit(phase.value), "arrow-right")
        button.setObjectName("way-on")
        return holding(row(None, button))

    def enter_goes_on(self) -> None:
        """In every field of one line Enter goes on to the next field."""
        for each in self.findChildren(QLineEdit):
            each.returnPressed.connect(self._go_on)

    def _go_on(self) -> None:
        focus_next_field(self)

    def seal(self) -> None:
        """What the seal covers can only be read from now on; by default all of the phase."""
        make_read_only(self)
