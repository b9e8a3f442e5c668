"""Every form of a place's name (R18), edited in place."""

from __future__ import annotations

from desktop.i18n import _, pgettext
from desktop.model.place import PlaceName
from ui.widgets.name_rows import NameKinds, NameRows, NameTexts


class PlaceNames(NameRows[PlaceName]):
    """The first form is the one shown."""

    def __init__(self, names: tuple[PlaceName, ...]) -> None:
        texts = NameTexts(
            heading=pgettext("of a place", "Names"),
            explained=_(
                "Each form as it is written: official, as people call it, former, in the press. "
                "The first one is shown in lists."
            ),
            name=pgettext("of a place", "Name"),
            written=pgettext("of a place", "Name as it is written"),
            add=pgettext("of a place", "Add a form of the name"),
        )
        super().__init__(names, NameKinds("place_name_kind", PlaceName), texts)
