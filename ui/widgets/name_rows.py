"""Every form of a name, with its script, language and kind (R18), edited in place.

The name has the line to itself; what is said about it stands below, whole in any language.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.i18n import _
from ui.scale import TARGET, space
from ui.widgets.buttons import icon_button, quiet_button
from ui.widgets.editors import CalmChoice, choice, line
from ui.widgets.flow import flowing
from ui.widgets.focus import tab_on
from ui.widgets.heading import SectionHeading
from ui.widgets.label import label_unseen
from ui.widgets.layouts import column, empty, holding, row


class Form(Protocol):
    """A form of a name: a frozen dataclass of these."""

    @property
    def text(self) -> str:
        """As it is written."""

    @property
    def script(self) -> str:
        """ISO 15924."""

    @property
    def language(self) -> str:
        """BCP 47."""

    @property
    def kind(self) -> str:
        """A code of the vocabulary that the rows were given."""


N = TypeVar("N", bound=Form)


@dataclass(frozen=True, slots=True)
class NameTexts:
    """What the rows say, where the word for a name depends on whose it is.

    ``name``: what the field is called; ``written`` stands in it while it is empty.
    """

    heading: str
    explained: str
    name: str
    written: str
    add: str


@dataclass(frozen=True, slots=True)
class NameKinds(Generic[N]):
    """What the rows are of. ``vocabulary``: of the kinds; ``form(text)``: a new one.

    ``kind(code)``: the code as the form holds it.
    """

    vocabulary: str
    form: Callable[[str], N]
    kind: Callable[[str], str] = str


class NameRows(QWidget, Generic[N]):
    """A list of rows. ``changed`` with every edit; the first form is the one shown."""

    changed = Signal()

    def __init__(self, names: tuple[N, ...], kinds: NameKinds[N], texts: NameTexts) -> None:
        super().__init__()
        self._names = list(names)
        self._kinds, self._texts = kinds, texts
        self._rows = QVBoxLayout()
        self._rows.setSpacing(space(5))
        self.add_button = quiet_button(texts.add, self._add, "plus")
        heading = SectionHeading(texts.heading, texts.explained)
        self.setLayout(column(heading, self._rows, row(self.add_button, None), gap=4))
        self._show()

    @property
    def names(self) -> tuple[N, ...]:
        """Every form that has text."""
        return tuple(name for name in self._names if name.text.strip())

    def _show(self) -> None:
        empty(self._rows)
        for number in range(len(self._names)):
            self._append(number)

    def _add(self) -> None:
        self._names.append(self._kinds.form(""))
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
        self._names[number] = replace(self._names[number], **changes)  # type: ignore[type-var]
        self.changed.emit()

    def _row(self, number: int) -> QWidget:
        name = self._names[number]
        text = line(name.text, lambda typed: self._change(number, text=typed))
        text.setAccessibleName(self._texts.name)
        text.setPlaceholderText(self._texts.written)
        script = choice("script", name.script, lambda code: self._change(number, script=code))
        script.setAccessibleName(_("Script"))
        language = choice(
            "language", name.language, lambda code: self._change(number, language=code)
        )
        language.setAccessibleName(_("Language"))
        kind = choice(
            self._kinds.vocabulary,
            name.kind,
            lambda code: self._change(number, kind=self._kinds.kind(code)),
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
