"""Every form of a person's name (R18), edited in place."""

from __future__ import annotations

from desktop.i18n import _
from desktop.model.person import NameForm, NameKind
from ui.widgets.name_rows import NameKinds, NameRows, NameTexts


class NameForms(NameRows[NameForm]):
    """The first form is the one shown."""

    def __init__(self, names: tuple[NameForm, ...]) -> None:
        texts = NameTexts(
            heading=_("Names"),
            explained=_(
                "Each form as it is written: own use, passport, court, press. "
                "The first one is shown in lists."
            ),
            name=_("Name"),
            written=_("Name as it is written"),
            add=_("Add a form of the name"),
        )
        super().__init__(names, NameKinds("name_kind", NameForm, NameKind), texts)
