"""The page on which somebody goes through the places: one key each, and two to finish.

Each decision is in the vault before the next is asked for, so that a lock in the middle loses none.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.i18n import _, ngettext
from desktop.showing.decided import Choice
from desktop.showing.worklist import Listed, Worklist
from ui.handoff.names.labels import count_message, decided_message
from ui.handoff.names.spot_list import SpotList
from ui.handoff.names.spot_sheet import SpotSheet
from ui.messages import say_error
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.heading import SectionHeading
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, holding, row
from ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from desktop.errors import SkryniaError
    from desktop.vault import Vault
    from ui.tasks import VaultWorker

KEYS: Final = {
    "1": Choice.REPLACE,
    "r": Choice.REPLACE,
    "2": Choice.KEEP,
    "k": Choice.KEEP,
    "3": Choice.ASK,
    "a": Choice.ASK,
}
"""What is typed → what is said. The letters are Latin ones: К on a Cyrillic keyboard stands where R
is, and looks like the K of *keep*, so it says nothing."""

_STEPS: Final = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 10,
    Qt.Key.Key_PageUp: -10,
}
_COMMANDS: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class NamesPage(QWidget):
    """``finished`` when somebody goes back, whether or not all is decided."""

    finished = Signal()

    def __init__(self, worker: VaultWorker, spots: Sequence[Listed]) -> None:
        super().__init__()
        self._worker = worker
        self.worklist = Worklist(spots)
        self.banner = Banner()
        self.sheet = SpotSheet()
        self.sheet.chosen.connect(self.decide)
        self.list = SpotList(self.worklist)
        self.list.opened.connect(lambda key: self.go(int(key)))
        self.list.entered.connect(lambda _key: self.take_focus())
        self._heading = SectionHeading("")
        self._summary = paragraph("")
        self.done_button = primary_button(_("Done"), self.finished.emit, "check")
        self.undo_button = quiet_button(_("Undo"), self.undo, "undo")
        self.later_button = quiet_button(_("Go back"), self.finished.emit)
        self._parts = QStackedWidget()
        self._parts.addWidget(self.sheet)
        self._parts.addWidget(self._end())
        work = row(self.list, self._parts, gap=5)
        work.setStretch(1, 1)
        below = row(self.later_button, None, self.undo_button)
        sheet = Sheet(column(self._heading, work, below, gap=4, margin=5))
        self.setLayout(column(self.banner, sheet, gap=4))
        for each in (self.list, self.sheet.sentence, *self.sheet.buttons, self.done_button):
            each.installEventFilter(self)
        QShortcut(QKeySequence.StandardKey.Undo, self, self.undo)
        self._show()

    def _end(self) -> QWidget:
        said = paragraph(_("All places are looked at."), "lead", "strong")
        return holding(column(said, self._summary, row(self.done_button, None), None, gap=4))

    # -- going through --------------------------------------------------------------------

    def take_focus(self) -> None:
        """What one key decides, or the end."""
        if self.worklist.here is None:
            self.done_button.setFocus()
        else:
            self.sheet.take_focus()

    def go(self, number: int) -> None:
        """Be at this place; who went there in the list goes on in the list."""
        self.worklist.go(number)
        self._show()

    def decide(self, choice: Choice) -> None:
        """Say this of the place, and of those like it where that is ticked; then the next."""
        worklist, alike = self.worklist, self.sheet.alike.isChecked()
        numbers = [worklist.at, *(worklist.others_alike() if alike else ())]
        before = [worklist.spots[number] for number in numbers]
        instead = self.sheet.instead.text().strip()
        self._keep(worklist.decide(choice, instead, alike=alike), before)

    def undo(self) -> None:
        """Take back what was said last."""
        before = list(self.worklist.spots)
        changed = self.worklist.undo()
        if changed:
            self._keep(changed, before)

    def _keep(self, spots: Sequence[Listed], before: Sequence[Listed]) -> None:
        """Write what is said of these now, and go on; they were ``before`` as they are again where
        the vault does not take it."""

        def work(vault: Vault) -> None:
            with vault.transaction():
                for _where, several in groupby(sorted(spots, key=_kept_under), _kept_under):
                    _write(vault, list(several))

        def refused(error: SkryniaError) -> None:
            self.worklist.put_back(before)
            self._renew()
            say_error(self.banner, error)

        self.banner.clear()
        self._worker.run(work, lambda _done: None, refused, self)
        self._renew()

    def _renew(self) -> None:
        self.list.rows.renew()
        self._show()
        self.take_focus()

    def _show(self) -> None:
        worklist = self.worklist
        self._heading.say(_("Names before it leaves"), count_message(worklist))
        self.list.follow(worklist.at)
        self.undo_button.setEnabled(worklist.may_undo)
        at_end = worklist.here is None
        self._parts.setCurrentIndex(1 if at_end else 0)
        if at_end:
            self._summary.setText(self._said_at_end())
        else:
            self.sheet.show_spot(worklist)

    def _said_at_end(self) -> str:
        asked = self.worklist.counts[Choice.ASK]
        if not asked:
            return decided_message(self.worklist)
        said = ngettext(
            "{count} place is left to ask the person about. Until it is decided, this cannot "
            "be sent.",
            "{count} places are left to ask the person about. Until they are decided, this cannot "
            "be sent.",
            asked,
        )
        return f"{decided_message(self.worklist)}\n{said.format(count=asked)}"

    # -- keys -----------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that decide, and arrows that go from place to place, wherever the focus is but in
        the words that are typed."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.modifiers() & _COMMANDS:
                return super().eventFilter(watched, event)
            if watched not in (self.list, self.sheet.sentence) and self._step(event.key()):
                return True
            choice = KEYS.get(event.text().casefold()) if self.worklist.here else None
            if choice is not None:
                # Held down it decides one place, not each that follows.
                if not event.isAutoRepeat():
                    self.sheet.say(choice)
                return True
            if event.isAutoRepeat() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                return True
        return super().eventFilter(watched, event)

    def _step(self, key: int) -> bool:
        by = _STEPS.get(Qt.Key(key))
        if by is None:
            return False
        self.go(min(self.worklist.at + by, len(self.worklist.spots) - 1))
        self.take_focus()
        return True


def _kept_under(listed: Listed) -> tuple[str, str]:
    """What the decisions of several are kept together for."""
    return listed.interview_id, listed.form.key


def _write(vault: Vault, several: Sequence[Listed]) -> None:
    """What was said of some places of one interview; of which nothing is said any more, that."""
    from desktop.showing.deciding import keep
    from desktop.showing.looking import look

    one = several[0]
    said = [each.decided for each in several if each.decided is not None]
    taken_back = [each.spot for each in several if each.decided is None]
    if said:
        keep(vault, look(vault, one.interview_id, one.form), said)
    if taken_back:
        vault.name_decisions.forget(one.interview_id, one.form.key, *taken_back)
