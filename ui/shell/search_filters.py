"""Where the search looks: a kind of record, a language, days, a person; a quiet row below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.i18n import _, gettext
from desktop.typed_dates import read_day
from ui.scale import space, with_text
from ui.shell.room import Room
from ui.widgets.editors import CalmChoice, choice, line
from ui.widgets.flow import FlowLayout
from ui.widgets.label import label_unseen

if TYPE_CHECKING:
    from desktop.vault import Vault
    from desktop.vault.search.narrowing import Narrowing

_WIDE, _NARROW = 130, 96


@dataclass(frozen=True, slots=True)
class Filters:
    """What the row asks for; '' asks for nothing. ``since``, ``until``: ISO days. ``person``: a
    part of a code or a name. ``wrong``: what was typed for a day and is none."""

    kind: str = ""
    language: str = ""
    since: str = ""
    until: str = ""
    person: str = ""
    wrong: str = ""

    def narrowing(self, vault: Vault) -> Narrowing:
        """The same for the search; on the vault's thread."""
        from desktop.model.version import RecordKind
        from desktop.vault import PersonFilter
        from desktop.vault.search.narrowing import Narrowing

        return Narrowing(
            kind=RecordKind(self.kind) if self.kind else None,
            since=self.since,
            until=self.until,
            language=self.language,
            people=vault.people.ids(PersonFilter(self.person)) if self.person else None,
        )


class FilterRow(QWidget):
    """``changed``: something else is asked for."""

    changed = Signal()

    def __init__(self, rooms: Sequence[Room]) -> None:
        super().__init__()
        self.kind = CalmChoice()
        self.kind.addItem(_("Everything"), "")
        for room in rooms:
            if room.finds:
                self.kind.addItem(gettext(room.title), room.shows)
        self.kind.activated.connect(lambda _index: self.changed.emit())
        self.language = choice("language", "", self._tell, empty=_("Any language"))
        self.since, self.until = line("", self._tell), line("", self._tell)
        self.person = line("", self._tell)
        self._say()
        layout = FlowLayout(space(2))
        for editor in self._editors:
            editor.setFixedWidth(with_text(_NARROW if editor in self._days else _WIDE))
            layout.addWidget(editor)
        self.setLayout(layout)
        for unseen in (self.kind, self.language):
            label_unseen(unseen)

    @property
    def value(self) -> Filters:
        """What stands there now."""
        days = [read_day(day.text()) for day in self._days]
        since, until = ("" if day is None else day.isoformat() for day in days)
        typed = [edit.text().strip() for edit in self._days]
        wrong = next((text for text, day in zip(typed, days, strict=True) if text and not day), "")
        return Filters(
            kind=str(self.kind.currentData()),
            language=str(self.language.currentData()),
            since=since,
            until=until,
            person=self.person.text().strip(),
            wrong=wrong,
        )

    def clear(self) -> None:
        """Ask for nothing."""
        self.kind.setCurrentIndex(0)
        self.language.setCurrentIndex(0)
        for edit in (*self._days, self.person):
            edit.clear()

    def come_after(self, field: QWidget) -> None:
        """Let Tab lead here from the field."""
        before = field
        for editor in self._editors:
            QWidget.setTabOrder(before, editor)
            before = editor

    @property
    def _days(self) -> tuple[QLineEdit, QLineEdit]:
        return self.since, self.until

    @property
    def _editors(self) -> tuple[QWidget, ...]:
        return self.kind, self.language, self.since, self.until, self.person

    def _tell(self, _text: str) -> None:
        self.changed.emit()

    def _say(self) -> None:
        self.kind.setAccessibleName(_("Where to search"))
        self.language.setAccessibleName(_("Language of the interview"))
        for edit, words, hint in (
            (self.since, _("From date"), _("From this day of the interview on")),
            (self.until, _("Until date"), _("Until this day of the interview")),
            (self.person, _("Person"), _("Person interviewed: code or name")),
        ):
            edit.setPlaceholderText(words)
            edit.setAccessibleName(hint)
            edit.setToolTip(hint)
