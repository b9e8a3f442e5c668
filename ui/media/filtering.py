"""Above the grid: which files are shown and how they are sorted, with a chip for each condition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget

from desktop.formats import format_date
from desktop.i18n import _
from desktop.messages.file_sort import sort_told
from desktop.model.file_sort import FileSort
from desktop.vault.records.originals.media_lists import ALL_FILES, MediaFilter, MediaOrder
from ui.media.filter_dialogs import ByInterviewDialog, DaysDialog
from ui.shell.room import RoomContext
from ui.widgets.buttons import Button, bare_button, on_click, quiet_button
from ui.widgets.editors import CalmChoice, select
from ui.widgets.flow import FlowLayout
from ui.widgets.label import label_unseen
from ui.widgets.layouts import column, row

_PAUSE_MS: Final = 250
"""After the last letter, before files are looked for."""
_LETTERS: Final = 22
"""Letters of an order that the choice has room for."""
_CODE: Final = 24
"""Letters of an interview's code that a chip has room for."""


@dataclass(frozen=True, slots=True)
class _Condition:
    """What stands on a chip, and the filter without it."""

    said: str
    without: MediaFilter


class FilterBar(QWidget):
    """``changed``: other files are asked for, or another order. ``order`` is IN_SET while a set is
    shown and nothing else was chosen."""

    changed = Signal()

    def __init__(self, page: QWidget, context: RoomContext) -> None:
        super().__init__(page)
        self._page, self._context = page, context
        self._set, self._code = "", ""
        self._chosen = ALL_FILES
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("A part of its name"))
        self.search.setAccessibleName(_("Find a file by its name"))
        self.search.setClearButtonEnabled(True)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._soon.timeout.connect(self._search)
        self.search.textChanged.connect(lambda _text: self._soon.start())
        self.search.returnPressed.connect(self._search)
        self.button = quiet_button(_("Filter"), self._show_menu, "filter")
        self.sort = CalmChoice()
        self.sort.setAccessibleName(_("Sort by"))
        self.sort.setMinimumContentsLength(_LETTERS)
        self.sort.activated.connect(lambda _at: self.changed.emit())
        self._chips = FlowLayout(8)
        self._shelf = QWidget()
        self._shelf.setLayout(self._chips)
        bar = row(self.search, self.button, self.sort, gap=2)
        bar.setStretch(0, 1)
        self.setLayout(column(bar, self._shelf, gap=2))
        label_unseen(self.search)
        label_unseen(self.sort)
        self._list_orders()
        self._follow()

    @property
    def chosen(self) -> MediaFilter:
        """What is asked for, the set included."""
        return replace(self._chosen, set_id=self._set)

    @property
    def order(self) -> MediaOrder:
        """How what is asked for is sorted."""
        return MediaOrder(self.sort.currentData())

    @property
    def filters(self) -> bool:
        """Whether it may hide files that are there, beside those of no set."""
        return self._chosen != ALL_FILES

    @property
    def as_the_set(self) -> bool:
        """Whether a set is shown whole and in its own order."""
        return bool(self._set) and not self.filters and self.order is MediaOrder.IN_SET

    def show_set(self, set_id: str) -> None:
        """Another set, or none: in its order, or the newest first. Conditions stay."""
        if set_id != self._set:
            self._set = set_id
            self._list_orders()

    def ask(self, chosen: MediaFilter, code: str = "") -> None:
        """Show what this lets through. ``code``: of its interview."""
        self._code = code or self._code
        self._chosen = chosen
        if self.search.text().strip() != chosen.text:
            self.search.setText(chosen.text)
        self._soon.stop()
        self._follow()
        self.changed.emit()

    def clear(self) -> None:
        """Show all files again."""
        self.ask(ALL_FILES)

    def menu(self) -> QMenu:
        """The conditions, with a mark at those that hold."""
        menu = QMenu(self.button)
        menu.setAccessibleName(_("Filter"))
        now = self._chosen
        for sort in FileSort:
            self._put(
                menu, sort_told(sort), sort in now.sorts, replace(now, sorts=now.sorts ^ {sort})
            )
        menu.addSeparator()
        for said, field, value in _yes_or_no():
            holds = getattr(now, field) is value
            asked = _with_answer(now, field, None if holds else value)
            self._put(menu, said, holds, asked)
        menu.addSeparator()
        menu.addAction(_("Of an interview…"), self._ask_interview)
        menu.addAction(_("Date taken…"), partial(self._ask_days, "taken", _("Date taken")))
        menu.addAction(_("Date added…"), partial(self._ask_days, "arrived", _("Date added")))
        return menu

    def _put(self, menu: QMenu, said: str, holds: bool, asked: MediaFilter) -> None:
        action = menu.addAction(said)
        action.setCheckable(True)
        action.setChecked(holds)
        action.triggered.connect(lambda _on=False: self.ask(asked))

    def _show_menu(self) -> None:
        menu = self.menu()
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _ask_interview(self) -> None:
        dialog = ByInterviewDialog(self._page, self._context)
        dialog.chosen.connect(self._of_interview)
        dialog.open()

    def _of_interview(self, interview_id: str, code: str) -> None:
        self.ask(replace(self._chosen, interview=interview_id, attached=None), code)

    def _ask_days(self, which: str, title: str) -> None:
        since, until = f"{which}_since", f"{which}_until"
        now = self._chosen
        days = getattr(now, since), getattr(now, until)
        dialog = DaysDialog(self._page, self._context, title, *days)
        dialog.chosen.connect(
            lambda first, last: self.ask(replace(self._chosen, **{since: first, until: last}))
        )
        dialog.open()

    def _search(self) -> None:
        text = self.search.text().strip()
        if text != self._chosen.text:
            self.ask(replace(self._chosen, text=text))

    def _list_orders(self) -> None:
        orders = [
            (_("Newest first"), MediaOrder.NEWEST),
            (_("Oldest first"), MediaOrder.OLDEST),
            (_("Last taken first"), MediaOrder.TAKEN),
            (_("By name"), MediaOrder.NAME),
        ]
        if self._set:
            orders.insert(0, (_("In the order of the set"), MediaOrder.IN_SET))
        self.sort.clear()
        for said, order in orders:
            self.sort.addItem(said, order.value)
        select(self.sort, orders[0][1].value)

    def _follow(self) -> None:
        """A chip for each condition; where the focus was on one, it goes to the next."""
        focused = QApplication.focusWidget()
        within = focused is not None and self._shelf.isAncestorOf(focused)
        while (item := self._chips.takeAt(0)) is not None:
            if chip := item.widget():
                chip.hide()
                chip.deleteLater()
        found = list(_conditions(self._chosen, self._code))
        for each in found:
            self._chips.addWidget(self._chip(each))
        if len(found) > 1:
            self._chips.addWidget(bare_button(_("Remove all filters"), self.clear))
        self._shelf.setVisible(bool(found))
        if within:
            first = self._chips.itemAt(0)
            beside = first.widget() if first else None
            (beside or self.button).setFocus()

    def _chip(self, each: _Condition) -> Button:
        chip = Button(each.said, "chip", "cross")
        chip.setToolTip(_("Remove this filter"))
        chip.setAccessibleName(_("Remove filter: {filter}").format(filter=each.said))
        on_click(chip, partial(self.ask, each.without))
        return chip


def _yes_or_no() -> tuple[tuple[str, str, bool], ...]:
    return (
        (_("Not attached to an interview"), "attached", False),
        (_("With a place"), "place", True),
        (_("With a problem"), "problem", True),
        (_("Handed over (receipt received)"), "handed_over", True),
        (_("Not handed over yet"), "handed_over", False),
    )


def _with_answer(now: MediaFilter, field: str, answer: bool | None) -> MediaFilter:
    """Which is to be attached is not of a certain interview."""
    answered = replace(now, **{field: answer})  # type: ignore[arg-type]
    return replace(answered, interview="") if answered.attached is not None else answered


def _conditions(now: MediaFilter, code: str) -> Iterator[_Condition]:
    if now.interview:
        short = code if len(code) <= _CODE else f"{code[:_CODE]}…"
        yield _Condition(_("Interview {code}").format(code=short), replace(now, interview=""))
    for sort in FileSort:
        if sort in now.sorts:
            yield _Condition(sort_told(sort), replace(now, sorts=now.sorts - {sort}))
    for said, field, value in _yes_or_no():
        if getattr(now, field) is value:
            yield _Condition(said, _with_answer(now, field, None))
    if now.taken_since or now.taken_until:
        days = _days(now.taken_since, now.taken_until)
        said = _("Taken: {days}").format(days=days)
        yield _Condition(said, replace(now, taken_since="", taken_until=""))
    if now.arrived_since or now.arrived_until:
        days = _days(now.arrived_since, now.arrived_until)
        said = _("Added: {days}").format(days=days)
        yield _Condition(said, replace(now, arrived_since="", arrived_until=""))


def _days(since: str, until: str) -> str:
    first, last = (_day(day) for day in (since, until))
    if since and until:
        return first if since == until else f"{first} – {last}"
    return _("since {day}").format(day=first) if since else _("until {day}").format(day=last)


def _day(day: str) -> str:
    return format_date(date.fromisoformat(day)) if day else ""
