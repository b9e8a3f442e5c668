"""Where a person finds help: a row an address, added and removed in place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.model.organisation import Organisation, Referral
from ui.kept_words import Words
from ui.scale import space
from ui.settings.fill_in.part import said
from ui.widgets.buttons import icon_button, quiet_button
from ui.widgets.editors import line
from ui.widgets.layouts import column, empty, holding, row


@dataclass(frozen=True, slots=True)
class _Row:
    name: QLineEdit
    contact: QLineEdit
    what: QLineEdit
    remove: QWidget

    def typed(self) -> tuple[str, str, str]:
        """As it stands in the fields."""
        return self.name.text(), self.contact.text(), self.what.text()

    def referral(self) -> Referral:
        """What was meant by it."""
        return Referral(said(self.name), said(self.contact), said(self.what))


class ReferralRows(QWidget):
    """``changed`` with every edit. A row without a name says nothing and is left out."""

    changed = Signal()

    def __init__(self, organisation: Organisation) -> None:
        super().__init__()
        self.rows: list[_Row] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(space(2))
        self.add_button = quiet_button(_("Add an address"), self._add, "plus")
        self.setLayout(column(self._lines, row(self.add_button, None), gap=2))
        self._show([astuple(each) for each in organisation.referrals])

    @property
    def words(self) -> Mapping[str, Words]:
        """All rows as one text."""
        kept = Words(
            lambda: json.dumps([each.typed() for each in self.rows], ensure_ascii=False),
            lambda text: self._show(json.loads(text)),
            self.changed.connect,
            typed=True,
        )
        return {"referrals": kept}

    def put(self, organisation: Organisation) -> Organisation:
        """With the addresses of the rows."""
        typed = (each.referral() for each in self.rows)
        return replace(organisation, referrals=tuple(each for each in typed if each.name))

    def showEvent(self, event: QShowEvent) -> None:
        """Tab goes through the rows, then to the button that adds one."""
        super().showEvent(event)
        for each in self.rows:
            self._tab_to(each)

    def _show(self, typed: list[tuple[str, str, str]]) -> None:
        empty(self._lines)
        self.rows = []
        for each in typed:
            self._append(*each)

    def _add(self) -> None:
        self._append("", "", "").name.setFocus()

    def _append(self, name: str, contact: str, what: str) -> _Row:
        added = _Row(
            self._line(name, _("Who helps")),
            self._line(contact, _("How they are reached")),
            self._line(what, _("With what, and when")),
            icon_button("trash", _("Remove this address"), lambda: self._remove(added)),
        )
        self._lines.addWidget(
            holding(row(added.name, added.contact, added.what, added.remove, gap=1))
        )
        self.rows.append(added)
        if self.isVisible():
            self._tab_to(added)
        return added

    def _tab_to(self, added: _Row) -> None:
        """Qt puts what is made later behind the whole form: its place is before the button."""
        before = self.add_button.previousInFocusChain()
        for each in (added.name, added.contact, added.what, added.remove, self.add_button):
            if before is not None:
                QWidget.setTabOrder(before, each)
            before = each

    def _line(self, text: str, called: str) -> QLineEdit:
        editor = line(text, lambda _text: self.changed.emit())
        editor.setPlaceholderText(called)
        editor.setAccessibleName(called)
        return editor

    def _remove(self, gone: _Row) -> None:
        self._show([each.typed() for each in self.rows if each is not gone])
        self.add_button.setFocus()
        self.changed.emit()
