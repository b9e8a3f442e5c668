"""Every form of a name, with its script, language and kind (R18), edited in place.

The name has the line to itself; what is said about it stands below, whole in any language.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Generic, Protocol, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.widgets.buttons import icon_button, quiet_button
from ui.widgets.editors import CalmChoice, choice, line
from ui.widgets.flow import flowing
from ui.widgets.focus import stops_in, tab_through
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
AT_ONCE: Final = 25
"""Forms that are given a row at once."""


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
    """A list of rows. ``changed`` with every edit; the first form is the one shown.

    A row costs some ten milliseconds, and what came from elsewhere may have a thousand: of very
    many the first are shown, and a button has the next ones shown before it.
    """

    changed = Signal()

    def __init__(self, names: tuple[N, ...], kinds: NameKinds[N], texts: NameTexts) -> None:
        super().__init__()
        self._names = list(names)
        self._shown = self._added = 0
        self._kinds, self._texts = kinds, texts
        self._rows, self._last = column(gap=5), column(gap=5)
        self._listed, self._added_here = holding(self._rows), holding(self._last)
        self.more_button = quiet_button("", self._show_next)
        self.add_button = quiet_button(texts.add, self._add, "plus")
        heading = SectionHeading(texts.heading, texts.explained)
        add = row(self.add_button, None)
        self.setLayout(
            column(heading, self._listed, row(self.more_button, None), self._added_here, add, gap=4)
        )
        self._show()

    @property
    def names(self) -> tuple[N, ...]:
        """Every form that has text."""
        return tuple(name for name in self._names if name.text.strip())

    def _show(self) -> None:
        """The first rows, and at the end those that were added since."""
        empty(self._rows)
        empty(self._last)
        listed = len(self._names) - self._added
        self._shown = min(max(self._shown, AT_ONCE), listed)
        for number in range(self._shown):
            self._rows.addWidget(self._row(number))
        for number in range(listed, len(self._names)):
            self._last.addWidget(self._row(number))
        self._tell_more()

    def _show_next(self) -> None:
        """Give some more of the forms a row; the first of them has the focus."""
        before, listed = self._shown, len(self._names) - self._added
        self._shown = min(before + AT_ONCE, listed)
        made = [self._row(number) for number in range(before, self._shown)]
        for each in made:
            self._rows.addWidget(each)
        made[0].setFocus()
        self._tell_more()
        self._keep_tab_order()

    def _tell_more(self) -> None:
        more = len(self._names) - self._added - self._shown
        self.more_button.setText(_("Show {count} more").format(count=min(more, AT_ONCE)))
        self.more_button.setVisible(more > 0)

    def _add(self) -> None:
        self._names.append(self._kinds.form(""))
        self._added += 1
        added = self._row(len(self._names) - 1)
        self._last.addWidget(added)
        self._keep_tab_order()
        added.setFocus()

    def _keep_tab_order(self) -> None:
        """Tab goes through the forms as they stand, though some were made later, then to the button
        that adds one."""
        if self.isVisible():
            listed, last = stops_in(self._listed), stops_in(self._added_here)
            tab_through(*listed, self.more_button, *last, self.add_button)

    def showEvent(self, event: QShowEvent) -> None:
        """Say the order of Tab, which Qt takes in one window alone."""
        super().showEvent(event)
        self._keep_tab_order()

    def _remove(self, number: int) -> None:
        if number >= len(self._names) - self._added:
            self._added -= 1
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
        holder = holding(column(row(text, remove, gap=1), about))
        for box in (script, language, kind):
            label_unseen(box)
        holder.setFocusProxy(text)
        return holder


def _in_full(box: CalmChoice) -> CalmChoice:
    """As wide as its longest choice: whose form of a name it is must not be guessed."""
    box.setSizeAdjustPolicy(CalmChoice.SizeAdjustPolicy.AdjustToContents)
    return box
