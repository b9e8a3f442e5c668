"""Every form of a person's name, with its script, language and kind (R18), edited in place.

The name has the line to itself; what is said about it stands below, whole in any language.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n import _
from desktop.model.person import NameForm, NameKind
from ui.scale import TARGET, space
from ui.widgets.buttons import icon_button, quiet_button
from ui.widgets.editors import CalmChoice, choice, line
from ui.widgets.flow import flowing
from ui.widgets.focus import tab_on
from ui.widgets.heading import SectionHeading
from ui.widgets.label import label_unseen
from ui.widgets.layouts import column, empty, holding, row


class NameForms(QWidget):
    """A list of rows. ``changed`` with every edit; the first form is the one shown."""

    changed = Signal()

    def __init__(self, names: tuple[NameForm, ...]) -> None:
        super().__init__()
        self._names = list(names)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(space(5))
        self.add_button = quiet_button(_("Add a form of the name"), self._add, "plus")
        heading = SectionHeading(
            _("Names"),
            _(
                "Each form as it is written: own use, passport, court, press. "
                "The first one is shown in lists."
            ),
        )
        self.setLayout(column(heading, self._rows, row(self.add_button, None), gap=4))
        self._show()

    @property
    def names(self) -> tuple[NameForm, ...]:
        """Every form that has text."""
        return tuple(name for name in self._names if name.text.strip())

    def _show(self) -> None:
        empty(self._rows)
        for number in range(len(self._names)):
            self._append(number)

    def _add(self) -> None:
        self._names.append(NameForm(""))
        self._append(len(self._names) - 1).setFocus()

    def _append(self, number: int) -> QWidget:
        added = self._row(number)
        self._rows.addWidget(added)
        if self.isVisible():
            tab_on(self, self.add_button)
        return added

    def showEvent(self, event: QShowEvent) -> None:
        """Tab goes through the forms, then to the button that adds one, as they stand."""
        super().showEvent(event)
        tab_on(self, self.add_button)

    def _remove(self, number: int) -> None:
        del self._names[number]
        self._show()
        self.add_button.setFocus()
        self.changed.emit()

    def _change(self, number: int, **changes: object) -> None:
        self._names[number] = replace(self._names[number], **changes)  # type: ignore[arg-type]
        self.changed.emit()

    def _row(self, number: int) -> QWidget:
        name = self._names[number]
        text = line(name.text, lambda typed: self._change(number, text=typed))
        text.setAccessibleName(_("Name"))
        text.setPlaceholderText(_("Name as it is written"))
        script = choice("script", name.script, lambda code: self._change(number, script=code))
        script.setAccessibleName(_("Script"))
        language = choice(
            "language", name.language, lambda code: self._change(number, language=code)
        )
        language.setAccessibleName(_("Language"))
        kind = choice(
            "name_kind", name.kind, lambda code: self._change(number, kind=NameKind(code))
        )
        kind.setAccessibleName(_("Where the form comes from"))
        remove = icon_button("trash", _("Remove this form"), lambda: self._remove(number))
        about = flowing(*map(_in_full, (script, language, kind)))
        text.setMinimumHeight(TARGET)
        holder = holding(column(row(text, remove, gap=1), about))
        for box in (script, language, kind):
            label_unseen(box)
        holder.setFocusProxy(text)
        return holder


def _in_full(box: CalmChoice) -> CalmChoice:
    """As wide as its longest choice: whose form of a name it is must not be guessed."""
    box.setSizeAdjustPolicy(CalmChoice.SizeAdjustPolicy.AdjustToContents)
    box.setMinimumHeight(TARGET)
    return box
