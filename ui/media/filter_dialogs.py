"""What a filter of files has to ask for: an interview, or days."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.vault.records.summaries import InterviewFilter
from ui.interviews.list.pane import InterviewListing
from ui.shell.room import RoomContext
from ui.tasks import VaultWorker
from ui.widgets.buttons import primary_button
from ui.widgets.day_field import DayField
from ui.widgets.dialogs.form_dialog import FormDialog
from ui.widgets.label import paragraph
from ui.widgets.layouts import row
from ui.widgets.lists.chooser import Chooser
from ui.widgets.lists.paged_list import ListTexts


class InterviewChooser(Chooser):
    """``value`` is the id of the interview that is marked."""

    def __init__(self, worker: VaultWorker) -> None:
        super().__init__(
            worker, ListTexts(name=_("Interviews"), none_fits=_("No interviews match.")), rows=5
        )

    def listing(self) -> InterviewListing:
        """The interviews that the field asks for."""
        return InterviewListing(InterviewFilter(text=self.search.text().strip()))


class ByInterviewDialog(FormDialog):
    """``chosen(id, code)``: files of this interview are asked for."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget, context: RoomContext) -> None:
        super().__init__(parent, context.worker, _("Files of an interview"))
        self.interviews = InterviewChooser(context.worker)
        self.interviews.chose.connect(self.check)
        self.show_button = primary_button(_("Show its files"), self._choose)
        self.lay_out(self.interviews, action=self.show_button)
        self.interviews.read()
        self.interviews.search.setFocus()

    def ready(self) -> bool:
        """An interview is marked."""
        return bool(self.interviews.value)

    def _choose(self) -> None:
        interview = self.interviews.value
        self.ask_vault(
            lambda vault: vault.interviews.get(interview).code,
            lambda code: self._done(interview, code),
        )

    def _done(self, interview: str, code: str) -> None:
        self.chosen.emit(interview, code)
        self.accept()


class DaysDialog(FormDialog):
    """``chosen(since, until)``: ISO days, or "" where it is open."""

    chosen = Signal(str, str)

    def __init__(
        self, parent: QWidget, context: RoomContext, title: str, since: str, until: str
    ) -> None:
        super().__init__(parent, context.worker, title)
        self._days = {"since": since, "until": until}
        self.since, self.until = (
            DayField(label, day, lambda said, name=name: self._take(name, said))  # type: ignore[misc]
            for name, label, day in (("since", _("From"), since), ("until", _("To"), until))
        )
        self.show_button = primary_button(_("Show files"), self._choose)
        self.lay_out(
            paragraph(_("Both days count. A day that is left empty is not asked for."), "quiet"),
            row(self.since, self.until, gap=3),
            action=self.show_button,
        )
        self.since.line.setFocus()

    def ready(self) -> bool:
        """Both are days, and in their order."""
        since, until = self._days.values()
        in_order = not (since and until) or since <= until
        return in_order and not (self.since.wrong or self.until.wrong)

    def _take(self, name: str, day: str) -> None:
        self._days[name] = day
        self.check()

    def _choose(self) -> None:
        self.chosen.emit(*self._days.values())
        self.accept()
