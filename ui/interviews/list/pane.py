"""The middle of the room: interviews by the page, filtered by state and by code or name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.i18n import _
from desktop.model.interview import State
from desktop.vault import Vault
from desktop.vault.records.summaries import InterviewFilter
from desktop.vocabulary import vocabulary
from ui.interviews.list.rows import row_of
from ui.shell.room import RoomContext
from ui.widgets.choices.chips import Chip, ChipRow
from ui.widgets.lists.paged_list import Counted, ListTexts, PagedList
from ui.widgets.lists.rows import Row

_ALL = "all"


@dataclass(frozen=True, slots=True)
class InterviewListing:
    """The interviews that a filter lets through, newest first."""

    chosen: InterviewFilter

    @property
    def filtered(self) -> bool:
        """Whether it may hide interviews that are there."""
        return bool(self.chosen.text) or self.chosen.state is not None

    def count(self, vault: Vault) -> Counted:
        """How many there are, and how many in each state and in all under the text typed."""
        states = vault.interviews.count_states(self.chosen)
        there = {state.value: number for state, number in states.items()}
        there[_ALL] = sum(states.values())
        return Counted(there[self.chosen.state or _ALL], there)

    def page(self, vault: Vault, offset: int, limit: int) -> list[Row]:
        """A row for each of a page."""
        return [row_of(found) for found in vault.interviews.summaries(self.chosen, offset, limit)]


class InterviewList(PagedList):
    """The list of interviews with a chip for each state."""

    wraps = 420

    def __init__(self, context: RoomContext) -> None:
        self.chips = ChipRow(_("Which interviews"), _chips({}))
        texts = ListTexts(
            name=_("Interviews"),
            new=_("New interview"),
            new_hint=_("New interview (Ctrl+N)"),
            none_fits=_("No interviews match."),
        )
        super().__init__(context.worker, texts, self.chips)
        self.chips.chosen.connect(lambda _key: self.read())

    def filter(self) -> InterviewFilter:
        """What the chips and the field ask for."""
        key = self.chips.value
        state = None if key in ("", _ALL) else State(key)
        return InterviewFilter(state=state, text=self.search.text().strip())

    def listing(self) -> InterviewListing:
        """The interviews that the chips and the field ask for."""
        return InterviewListing(self.filter())

    def show_beside(self, beside: Mapping[str, int]) -> None:
        """The numbers on the chips."""
        for chip in _chips(beside):
            self.chips.put(chip)


def _chips(counts: Mapping[str, int]) -> list[Chip]:
    states = vocabulary("interview_state")
    chips = [Chip(_ALL, _("All"), counts.get(_ALL))]
    return chips + [Chip(s.value, states.label(s.value), counts.get(s.value)) for s in State]
