"""Choosing somebody who is known here, among any number of people."""

from __future__ import annotations

from desktop.i18n import _
from desktop.vault.records.people import PersonFilter
from ui.people.people_list import PeopleListing
from ui.tasks import VaultWorker
from ui.widgets.lists.chooser import Chooser
from ui.widgets.lists.paged_list import ListTexts


class PersonChooser(Chooser):
    """``value`` is the id of who is marked."""

    def __init__(self, worker: VaultWorker) -> None:
        texts = ListTexts(name=_("People"), none_fits=_("No people match."))
        super().__init__(worker, texts)

    def listing(self) -> PeopleListing:
        """The people that the field asks for."""
        return PeopleListing(PersonFilter(text=self.search.text().strip()))
