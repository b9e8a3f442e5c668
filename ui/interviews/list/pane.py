"""The middle of the room: filters, search by code or name, the list, and a new interview."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from desktop.errors import SkryniaError
from desktop.i18n import _
from desktop.model.interview import State
from desktop.vault import Vault
from desktop.vault.records.summaries import InterviewFilter
from desktop.vocabulary import vocabulary
from ui.interviews.list.rows import row_of
from ui.messages import say_error
from ui.scale import TARGET
from ui.shell.room import RoomContext
from ui.widgets.banner import Banner
from ui.widgets.buttons import quiet_button
from ui.widgets.chips import Chip, ChipRow
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, holding, row
from ui.widgets.list_pane import ListPane
from ui.widgets.rows import PagedModel, Row

_ALL = "all"
_PAUSE_MS = 150

Counts = dict[str, int]


class InterviewList(QWidget):
    """``opened(interview_id)`` when a person chooses one, ``wanted_new`` for a new one.

    ``any_here(False)`` says that all were counted and there is none; what a filter or a search
    hides is taken to be here.
    """

    opened = Signal(str)
    any_here = Signal(bool)
    wanted_new = Signal()

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._context = context
        self._generation = 0
        self._kept = ""
        self._marked = False
        self.model = PagedModel(self._fetch, self)
        self.list = ListPane(_("Interviews"), self.model)
        self.list.setProperty("plain", "true")
        self.list.opened.connect(self.opened.emit)
        self.chips = ChipRow(_("Which interviews"), _chips({}))
        self.chips.chosen.connect(lambda _key: self.read())
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Code or name"))
        self.search.setAccessibleName(_("Filter by code or name"))
        self.search.setMinimumHeight(TARGET)
        self.search.setClearButtonEnabled(True)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self._soon.timeout.connect(self.read)
        self.search.textChanged.connect(lambda _text: self._soon.start())
        self.new_button = quiet_button(_("New"), self.wanted_new.emit, "plus")
        self.new_button.setToolTip(_("New interview (Ctrl+N)"))
        self.new_button.setAccessibleName(_("New interview"))
        self.banner = Banner()
        self._lay_out()

    def read(self) -> None:
        """Count and list anew, keeping the chosen one chosen."""
        self._generation += 1
        generation, chosen = self._generation, self.filter()
        self._context.worker.run(
            lambda vault: vault.interviews.count(chosen),
            lambda count: self._counted(generation, count),
            self._say,
            self,
        )

    def filter(self) -> InterviewFilter:
        """What the chips and the field ask for."""
        key = self.chips.value
        state = None if key in ("", _ALL) else State(key)
        return InterviewFilter(state=state, text=self.search.text().strip())

    def show_chosen(self, interview_id: str) -> None:
        """Mark the open interview in the list."""
        self._kept, self._marked = interview_id, False
        self._mark()

    def _mark(self) -> None:
        """Choose the open interview once; later pages must not scroll the list back to it."""
        if not self._marked and self.model.place_of(self._kept) >= 0:
            self._marked = True
            self.list.show_row(self._kept)

    def _counted(self, generation: int, count: int) -> None:
        if generation != self._generation:
            return
        self.banner.clear()
        self._marked = False
        self.model.reset(count)
        if not count and self.list.hasFocus():
            self.new_button.setFocus()
        self._pages.setCurrentIndex(1 if count else 0)
        chosen = self.filter()
        filtered = bool(chosen.text) or chosen.state is not None
        self._none_fits.setVisible(filtered)
        self.any_here.emit(filtered or count > 0)
        self._context.worker.read_later(
            lambda vault: count_states(vault, chosen), self._show_counts, self._say, self
        )

    def _show_counts(self, counts: Counts) -> None:
        """The numbers on the chips come after the list itself, which must not wait for them."""
        for chip in _chips(counts):
            self.chips.put(chip)

    def _fetch(self, offset: int, limit: int) -> None:
        generation, chosen = self._generation, self.filter()

        def work(vault: Vault) -> list[Row]:
            return [
                row_of(summary) for summary in vault.interviews.summaries(chosen, offset, limit)
            ]

        def arrived(rows: list[Row]) -> None:
            if generation == self._generation:
                self.model.supply(offset, rows)
                if any(row.key == self._kept for row in rows):
                    self._mark()

        self._context.worker.run(work, arrived, self._say, self)

    def _say(self, error: SkryniaError) -> None:
        say_error(self.banner, error)

    def _lay_out(self) -> None:
        self._none_fits = holding(
            column(
                paragraph(_("Nothing here"), "strong"),
                paragraph(_("No interview fits what is chosen above."), "quiet"),
                None,
                margin=4,
            )
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(holding(column(self._none_fits)))
        self._pages.addWidget(self.list)
        # While they are being counted, an empty list says less than «Nothing here».
        self._pages.setCurrentWidget(self.list)
        above = column(row(self.search, self.new_button), self.chips, self.banner, gap=3)
        above.setContentsMargins(16, 16, 16, 12)
        whole = column(above, self._pages, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)


def count_states(vault: Vault, chosen: InterviewFilter) -> Counts:
    """How many interviews there are of each state, and in all, under the text typed."""
    counts = {_ALL: vault.interviews.count(InterviewFilter(text=chosen.text))}
    for state in State:
        one = InterviewFilter(state=state, text=chosen.text)
        counts[state.value] = vault.interviews.count(one)
    return counts


def _chips(counts: Counts) -> list[Chip]:
    states = vocabulary("interview_state")
    chips = [Chip(_ALL, _("All"), counts.get(_ALL))]
    return chips + [Chip(s.value, states.label(s.value), counts.get(s.value)) for s in State]
