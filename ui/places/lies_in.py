"""Where a place lies: the way from the outermost place to it, and what lies in it, as links."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.i18n import _, pgettext
from desktop.model.place import Place
from desktop.vault.records.places import PlaceSummary
from desktop.vocabulary import vocabulary
from ui.widgets.buttons import quiet_button
from ui.widgets.elided import ElidedButton, ElidedLabel
from ui.widgets.flow import flowing
from ui.widgets.heading import SectionHeading
from ui.widgets.label import paragraph, text_label
from ui.widgets.layouts import column, empty, holding, row
from ui.widgets.picture import Picture

if TYPE_CHECKING:
    from desktop.vault import Vault

_MOST_PARTS = 50
"""More are not listed beside a place; the list finds them."""


@dataclass(frozen=True, slots=True)
class Known:
    """``within``: the places it lies in, from the nearest outwards, as far as they are here.

    ``parts``: the places that lie in it, by name, at most one more than ``_MOST_PARTS``.
    """

    place: Place
    within: tuple[Place, ...] = ()
    parts: tuple[PlaceSummary, ...] = ()


def read_known(vault: Vault, place_id: str) -> Known:
    """A place with its surroundings; ``NoSuchRecord``."""
    place = vault.places.get(place_id)
    parts = vault.places.parts(place_id, _MOST_PARTS + 1)
    return Known(place, tuple(vault.places.within(place)), tuple(parts))


Go = Callable[[str], None]
"""``go(place_id)``: open that place."""

_CHEVRON = 16


class LiesIn(QWidget):
    """``other`` when another place should be chosen, ``none`` when it lies in none."""

    other = Signal()
    none = Signal()

    def __init__(self, go: Go) -> None:
        super().__init__()
        self._go = go
        self._way = column()
        self.choose_button = quiet_button(_("Choose the place…"), self.other.emit, "places")
        self.leave_button = quiet_button(_("Remove"), self.none.emit, "cross")
        buttons = row(self.choose_button, self.leave_button, None)
        label = text_label(_("Part of"), "strong")
        self.setLayout(column(label, self._way, buttons, gap=1))

    def show_way(self, part_of: str, within: Sequence[Place]) -> None:
        """``within``: from the nearest outwards, as far as they are here."""
        empty(self._way)
        self._way.addWidget(self._said(part_of, within))
        self.leave_button.setVisible(bool(part_of))

    def _said(self, part_of: str, within: Sequence[Place]) -> QWidget:
        if not part_of:
            return paragraph(_("No other place is named yet."), "quiet")
        if not within:
            return paragraph(_("It is in a place that is not in this vault yet."), "quiet")
        outwards = [_link(place.id, place.display_name, self._go) for place in within]
        first, *others = reversed(outwards)
        return flowing(first, *(_after_chevron(link) for link in others), gap=0)


class PartsOfPlace(QWidget):
    """What lies in a place, each a way to go there."""

    def __init__(self, parts: Sequence[PlaceSummary], go: Go) -> None:
        super().__init__()
        below = [_part(part, go) for part in parts[:_MOST_PARTS]]
        if not parts:
            below = [row(paragraph(_("No places in it yet."), "quiet"))]
        elif len(parts) > _MOST_PARTS:
            more = _("There are more. Search for them in the list on the left.")
            below.append(row(paragraph(more, "quiet")))
        self.setLayout(column(SectionHeading(_("Places in it")), *below, gap=1))


def _part(part: PlaceSummary, go: Go) -> QHBoxLayout:
    link = _link(part.id, part.names[0] if part.names else "", go, "places")
    kind = ElidedLabel("quiet")
    kind.say(vocabulary("facility_kind").label(part.kind))
    return row(link, kind, None, gap=3)


def _link(place_id: str, name: str, go: Go, icon: str = "") -> ElidedButton:
    link = ElidedButton(lambda: go(place_id), icon)
    link.say(name or pgettext("of a place", "No name recorded"))
    return link


def _after_chevron(link: QWidget) -> QWidget:
    return holding(row(Picture("chevron-right", _CHEVRON, "quiet"), link, gap=0))
