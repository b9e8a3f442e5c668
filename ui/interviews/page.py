"""The page of the room: the list, and the open interview, which has the window for itself."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget

from desktop.errors import SkryniaError
from desktop.i18n import _
from desktop.messages.agenda import first_message
from desktop.model.changes import Changes, Part
from desktop.model.consent import CONSENT_KIND
from desktop.model.identity import Role
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.merge.laid_over import Landed
from desktop.model.opened import Opened
from desktop.model.person import PERSON_KIND
from desktop.reading.opened import read_opened
from ui.interviews.interview_page import InterviewPage
from ui.interviews.list.new_dialog import NEW_INTERVIEW, NewInterviewDialog
from ui.interviews.list.pane import InterviewList
from ui.interviews.print_dialog import PRINT
from ui.messages import say_error, say_landed
from ui.removing import Removing
from ui.scale import with_text
from ui.shell.room import FORM, HANDOFF, Location, Page, RoomContext
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary_button
from ui.widgets.empty_state import EmptyState
from ui.widgets.layouts import column, holding
from ui.widgets.lists.acts import Act, opening, removing

_LIST_WIDTH = 336
_IN_THE_LIST = (
    INTERVIEW_KIND,
    PERSON_KIND,
    CONSENT_KIND,
    Part.ATTACHMENTS,
    Part.PACKAGE,
    Part.DRAFT,
)
"""What a line of the list tells of; words of an account are not among it, but that there is news
since a version was sent touches the interview itself."""
_NARROW = 1144
"""Below this width, in pixels, the list and an interview do not fit beside each other: consent
and the phases take 808 in the language that runs longest.
"""


class InterviewsPage(Page):
    """One interview is open at a time; the one before is left only when it is saved.

    Opening one folds the list away, and what stands around this page (``Page.folded``); Ctrl+B
    brings them back beside it, and folds them again.
    """

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._context = context
        self._wanted = ""
        self._location: Location = {}
        self._folded = self._fold_wanted = False
        self._any_here = True
        self._reading = ""
        self._focus_went = False
        self.open_page: InterviewPage | None = None
        self.list = InterviewList(context)
        self.list.opened.connect(self.look_at)
        self.list.entered.connect(self.open)
        self.list.wanted_new.connect(self.new)
        self.banner = Banner()
        self._gone_from = -1
        goes = _(
            "This removes the plan, the notes on safety and the list of files. The files "
            "themselves stay in the vault."
        )
        self._removing = Removing(
            self,
            context,
            INTERVIEW_KIND,
            # Beside the list, which is there whatever the room for an open interview.
            self.list.banner,
            goes,
            self._removed,
            self.take_focus,
            self._leave,
        )
        self.list.list.offer(
            opening(self.open),
            Act(_("Print summary…"), lambda key: self.open(key, {FORM: PRINT.name})),
            removing(_("Remove…"), self.remove),
        )
        self._right = QStackedWidget()
        self.first_button = primary_button(_("New interview"), self.new, "plus")
        self.receive_button = primary_button(_("Receive a package"), self._receive, "inbox")
        self.receive_button.hide()
        self._empty = EmptyState("interviews", "", "", self.first_button, self.receive_button)
        self._role = Role.RESEARCHER
        context.worker.run(lambda vault: vault.identity.role, self._take_role, self._say, self)
        self._say_what_is_missing(True)
        self.list.any_here.connect(self._count)
        self._right.addWidget(self._empty)
        self._lay_out()
        for keys, pressed in (("Ctrl+N", self.new), ("Ctrl+B", self.turn_list)):
            QShortcut(QKeySequence(keys), self, pressed)

    # -- Page -------------------------------------------------------------------------------

    def entered(self) -> None:
        """Read the list again: other rooms may have changed it."""
        self.list.read()

    def take_focus(self) -> None:
        """The list, to go through by arrows; the open interview where it is alone here."""
        if self._folded and self.open_page is not None:
            self.open_page.take_focus_unless_there()
        else:
            self.list.take_focus()

    def folded(self) -> bool:
        """Whether an interview is open and the list folded away."""
        return self._folded

    def unfold(self) -> None:
        """Bring the list back, to go on from it."""
        self._fold(False)
        self.list.list.setFocus()

    def go(self, location: Location) -> None:
        """Open ``interview``, at ``phase`` or where ``utterance`` or ``attachment`` stands; and
        the form of a new one, which may stand before an open one."""
        if location.get("interview"):
            self.open(location["interview"], location)
        if location.get(FORM) == NEW_INTERVIEW.name:
            self.new()

    def with_person(self) -> bool:
        """A consent, or an account that is taken or read back."""
        return self.open_page is not None and self.open_page.with_person()

    def help_topic(self) -> str:
        """The phase that is looked at, unless somebody is at the list."""
        if self.open_page is None or (not self._folded and self._focus_is_here()):
            return ""
        return self.open_page.phase.value

    def location(self) -> Location:
        """The open interview and its phase."""
        return {} if self.open_page is None else self.open_page.location()

    # -- opening ------------------------------------------------------------------------------

    def open(self, interview_id: str, location: Location | None = None) -> None:
        """Read an interview and show it in place of the one that is open, with the window for
        itself."""
        self._fold_wanted = True
        self._open(interview_id, location or {})

    def look_at(self, interview_id: str) -> None:
        """Show an interview beside the list, while somebody goes through the list."""
        self._fold_wanted = False
        self._open(interview_id, {})

    def _open(self, interview_id: str, location: Location) -> None:
        here = self.open_page.draft.interview_id if self.open_page else ""
        if here == interview_id:
            self._wanted, self._location = here, location
            self._come_in()
        elif not self._may_leave():
            self.list.show_chosen(here)
        elif self._reading == interview_id:
            self._location = location or self._location
        else:
            self._wanted = self._reading = interview_id
            self._location = location
            self._context.worker.run(
                lambda vault: read_opened(vault, interview_id), self._show, self._say, self
            )

    def new(self) -> None:
        """Ask for what a new interview needs."""
        dialog = NewInterviewDialog(self, self._context)
        dialog.created.connect(self._created)
        dialog.open()

    def _receive(self) -> None:
        self._context.navigate(HANDOFF, path="receive")

    def remove(self, interview_id: str) -> None:
        """Ask whether an interview goes that was made by mistake."""
        here = self.open_page is not None and self.open_page.draft.interview_id == interview_id
        if here and not self._may_leave():
            return
        self._gone_from = self.list.model.place_of(interview_id)
        self._removing.ask(interview_id)

    def _may_leave(self) -> bool:
        """Whether the open interview may go from here; what keeps it is brought into sight."""
        if self.open_page is None or self.open_page.may_leave():
            return True
        if self._holder.isHidden():
            self._fold(True)
        return False

    def _leave(self, interview_id: str) -> None:
        """Close the page of an interview that is about to go, so that it saves nothing more."""
        page = self.open_page
        if page is None or page.draft.interview_id != interview_id:
            return
        self.open_page, self._wanted = None, ""
        self._right.setCurrentWidget(self._empty)
        self._right.removeWidget(page)
        page.deleteLater()
        self._fold(False)

    def _removed(self, _interview_id: str) -> None:
        self.list.go_near(max(self._gone_from, 0))
        if self.open_page is not None:
            self.list.show_chosen(self.open_page.draft.interview_id)

    def turn_list(self) -> None:
        """Bring the list back beside the open interview, or fold it away again."""
        if self._folded:
            self.unfold()
        elif self.open_page is not None:
            self._fold_wanted = True
            self._location = {}
            self._come_in()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window has no room for both."""
        super().resizeEvent(event)
        self._place()

    def _come_in(self) -> None:
        """Show the open interview where it is wanted; the focus goes there with the window."""
        if self.open_page is None:
            return
        if self._fold_wanted:
            self._fold(True)
        self.open_page.go(self._location)
        if self._fold_wanted and self._focus_went:
            self.open_page.take_focus()
        elif self._fold_wanted:
            self.open_page.take_focus_unless_there()
        self._focus_went = False

    def _fold(self, folded: bool) -> None:
        self._folded = folded and self.open_page is not None
        if self._folded and self.open_page is not None and self._focus_is_here():
            # Before the list goes: what is hidden hands its focus anywhere.
            self.open_page.take_focus()
        self._place()
        self.fold_changed.emit()

    def _place(self) -> None:
        """The list, the open interview, or both where there is room.

        Where there is none, nothing moves when a row is clicked: the second click of two would
        fall onto another row.
        """
        self.list.setVisible(not self._folded)
        alone = self._any_here and self.width() < with_text(_NARROW)
        self._holder.setVisible(self._folded or not alone)
        if self.open_page is not None:
            self.open_page.show_folded(self._folded)

    def _focus_is_here(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.list.isAncestorOf(focused)

    def _created(self, interview_id: str) -> None:
        self.open(interview_id)

    def _show(self, opened: Opened) -> None:
        if self._reading == opened.interview.id:
            self._reading = ""
        if opened.interview.id != self._wanted:
            return
        if self.open_page is not None and self.open_page.unsaved():
            # The write that was asked for before this reading has failed: words stay here.
            self.list.show_chosen(self.open_page.draft.interview_id)
            return
        self._replace(InterviewPage(self._context, opened))
        self.list.show_chosen(opened.interview.id)
        self._come_in()

    def _replace(self, page: InterviewPage) -> None:
        before, self.open_page = self.open_page, page
        page.wants_list.connect(self.turn_list)
        page.draft.landed.connect(self._say_landed)
        focused = QApplication.focusWidget()
        # Qt gives it to the next control there is, which nobody chose.
        self._focus_went = (
            before is not None and focused is not None and before.isAncestorOf(focused)
        )
        if self._focus_went and not self._folded:
            self.list.list.setFocus()
        self.banner.clear()
        self._right.addWidget(page)
        self._right.setCurrentWidget(page)
        self._place()
        if before is not None:
            self._right.removeWidget(before)
            before.deleteLater()

    def _say(self, error: SkryniaError) -> None:
        self._reading = ""
        # In a narrow window the list stands there alone: what is said beside it is not seen.
        say_error(self.list.banner if self._holder.isHidden() else self.banner, error)

    def _say_landed(self, landed: Landed) -> None:
        say_landed(self.banner, landed)

    def _count(self, any_here: bool) -> None:
        self._any_here = any_here
        self._say_what_is_missing(any_here)
        self._place()

    def _say_what_is_missing(self, any_here: bool) -> None:
        if any_here:
            self._empty.say(
                _("No interview is open"), _("Choose one on the left, or plan a new one.")
            )
            return
        self._empty.say(*first_message(self._role))

    def _take_role(self, role: Role) -> None:
        self._role = role
        office = role is Role.ORGANISATION
        self.first_button.setVisible(not office)
        self.receive_button.setVisible(office)
        self._say_what_is_missing(self._any_here)

    def changed(self, changes: Changes) -> None:
        """Read again the list, and the open interview where something of it changed elsewhere.

        A withdrawal that a package brings must be seen at once by whoever is at work on it.
        """
        if changes.of(*_IN_THE_LIST):
            self.list.read()
        if self.open_page is not None and self.open_page.concerned(changes):
            self.open_page.draft.refresh()

    def _lay_out(self) -> None:
        inner = column(self.banner, self._right, gap=0)
        inner.setStretch(1, 1)
        self._holder = holding(inner)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.list)
        splitter.addWidget(self._holder)
        splitter.setCollapsible(0, False)
        splitter.setCollapsible(1, False)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([with_text(_LIST_WIDTH), 1000])
        self.setLayout(column(splitter))
