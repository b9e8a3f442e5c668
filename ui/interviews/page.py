"""The page of the room: the list beside the open interview."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QWidget

from desktop.errors import SkryniaError
from desktop.i18n import _
from desktop.model.changes import Changes, Part
from desktop.model.consent import CONSENT_KIND
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.laid_over import Landed
from desktop.model.opened import Opened
from desktop.model.person import PERSON_KIND
from desktop.model.phases import Phase
from desktop.read_opened import read_opened
from ui.interviews.interview_page import InterviewPage
from ui.interviews.list.new_dialog import NEW_INTERVIEW, NewInterviewDialog
from ui.interviews.list.pane import InterviewList
from ui.interviews.print_dialog import PRINT
from ui.messages import say_error, say_landed
from ui.removing import Removing
from ui.shell.room import FORM, Location, Page, RoomContext
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary_button
from ui.widgets.empty_state import EmptyState
from ui.widgets.layouts import column
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

_ROOMY = 1300
"""Below this width the text of a consent would stand in a narrow column beside the list."""


class InterviewsPage(Page):
    """One interview is open at a time; the one before is left only when it is saved."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._context = context
        self._wanted = ""
        self._location: Location = {}
        self._gave_way = False
        self.open_page: InterviewPage | None = None
        self.list = InterviewList(context)
        self.list.opened.connect(self.open)
        self.list.wanted_new.connect(self.new)
        self.banner = Banner()
        self._place = -1
        goes = _(
            "The plan, the notes on safety and the list of files go with it. The files themselves "
            "stay in the vault."
        )
        self._removing = Removing(
            self,
            context,
            INTERVIEW_KIND,
            self.banner,
            goes,
            self._leave,
            self._removed,
            self.take_focus,
        )
        self.list.list.offer(
            opening(self.open),
            Act(_("Print summary…"), lambda key: self.open(key, {FORM: PRINT.name})),
            removing(_("Remove…"), self.remove),
        )
        self._right = QStackedWidget()
        self.first_button = primary_button(_("New interview"), self.new, "plus")
        self._empty = EmptyState("interviews", "", "", self.first_button)
        self._say_what_is_missing(True)
        self.list.any_here.connect(self._say_what_is_missing)
        self._right.addWidget(self._empty)
        self._lay_out()
        for keys, pressed in (("Ctrl+N", self.new), ("Ctrl+B", self.toggle_list)):
            QShortcut(QKeySequence(keys), self, pressed)

    # -- Page -------------------------------------------------------------------------------

    def entered(self) -> None:
        """Read the list again: other rooms may have changed it."""
        self.list.read()

    def take_focus(self) -> None:
        """The list, to go through by arrows."""
        self.list.list.setFocus()

    def go(self, location: Location) -> None:
        """Open ``interview``, at ``phase`` or where ``utterance`` or ``attachment`` stands; or
        the form of a new one."""
        if location.get("interview"):
            self.open(location["interview"], location)
        elif location.get(FORM) == NEW_INTERVIEW.name:
            self.new()

    def with_person(self) -> bool:
        """A consent, or an account that is taken or read back."""
        return self.open_page is not None and self.open_page.with_person()

    def location(self) -> Location:
        """The open interview and its phase."""
        return {} if self.open_page is None else self.open_page.location()

    # -- opening ------------------------------------------------------------------------------

    def open(self, interview_id: str, location: Location | None = None) -> None:
        """Read an interview and show it in place of the one that is open."""
        here = self.open_page.draft.interview_id if self.open_page else ""
        if here == interview_id:
            self._wanted = here
            self._location = location or {}
            self._show_location()
            return
        if self.open_page is not None and not self.open_page.may_leave():
            self.list.show_chosen(here)
            return
        self._wanted, self._location = interview_id, location or {}
        self._context.worker.run(
            lambda vault: read_opened(vault, interview_id), self._show, self._say, self
        )

    def new(self) -> None:
        """Ask for what a new interview needs."""
        dialog = NewInterviewDialog(self, self._context)
        dialog.created.connect(self._created)
        dialog.open()

    def remove(self, interview_id: str) -> None:
        """Ask whether an interview goes that was made by mistake."""
        here = self.open_page is not None and self.open_page.draft.interview_id == interview_id
        if here and self.open_page is not None and not self.open_page.may_leave():
            return
        self._place = self.list.model.place_of(interview_id)
        self._removing.ask(interview_id)

    def _leave(self, interview_id: str) -> None:
        """Close the page of an interview that is about to go, so that it saves nothing more."""
        page = self.open_page
        if page is None or page.draft.interview_id != interview_id:
            return
        self.open_page, self._wanted = None, ""
        self._right.setCurrentWidget(self._empty)
        self._right.removeWidget(page)
        page.deleteLater()
        self.list.show()

    def _removed(self, _interview_id: str) -> None:
        self.list.go_near(max(self._place, 0))
        if self.open_page is not None:
            self.list.show_chosen(self.open_page.draft.interview_id)

    def toggle_list(self) -> None:
        """Give the open interview the whole width, or the list its place back."""
        self.list.setVisible(not self.list.isVisible())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where both do not fit, the open interview has the room and Ctrl+B brings the list."""
        super().resizeEvent(event)
        was = event.oldSize().width()
        if self.open_page is not None and (was < _NARROW) != (self.width() < _NARROW):
            self.list.setVisible(self.width() >= _NARROW)

    def _make_room(self, for_consent: bool) -> None:
        """Consent is read out of a wide page: the list gives way to it, and comes back behind it,
        unless somebody is going through the list."""
        wanted = self._location.get("phase") == Phase.CONSENT.value
        if self.list.isAncestorOf(QApplication.focusWidget() or self) and not wanted:
            return
        if for_consent and self.width() < _ROOMY and self.list.isVisible():
            self._gave_way = True
            self.list.hide()
        elif not for_consent and self._gave_way:
            self._gave_way = False
            self.list.setVisible(self.width() >= _NARROW)

    def _created(self, interview_id: str) -> None:
        self.open(interview_id)

    def _show(self, opened: Opened) -> None:
        if opened.interview.id != self._wanted:
            return
        if self.open_page is not None and self.open_page.unsaved():
            # The write that was asked for before this reading has failed: words stay here.
            self.list.show_chosen(self.open_page.draft.interview_id)
            return
        self._replace(InterviewPage(self._context, opened))
        self.list.show_chosen(opened.interview.id)
        self._show_location()

    def _replace(self, page: InterviewPage) -> None:
        before, self.open_page = self.open_page, page
        page.wants_width.connect(self.toggle_list)
        page.phase_shown.connect(lambda phase: self._make_room(phase is Phase.CONSENT))
        page.draft.landed.connect(self._say_landed)
        focused = QApplication.focusWidget()
        if before is not None and focused and before.isAncestorOf(focused):
            self.list.list.setFocus()
        self.banner.clear()
        self._right.addWidget(page)
        self._right.setCurrentWidget(page)
        if self.width() < _NARROW:
            self.list.hide()
        self._make_room(page.phase is Phase.CONSENT)
        if before is not None:
            self._right.removeWidget(before)
            before.deleteLater()

    def _show_location(self) -> None:
        if self.open_page is not None:
            self.open_page.go(self._location)

    def _say(self, error: SkryniaError) -> None:
        say_error(self.banner, error)

    def _say_landed(self, landed: Landed) -> None:
        say_landed(self.banner, landed)

    def _say_what_is_missing(self, any_here: bool) -> None:
        if any_here:
            self._empty.say(
                _("No interview is open"), _("Choose one at the left, or plan a new one.")
            )
            return
        self._empty.say(
            _("No interviews yet"),
            _("Plan the first one. Nothing is asked of the person before they consent."),
        )

    def changed(self, changes: Changes) -> None:
        """Read again the list, and the open interview where something of it changed elsewhere.

        A withdrawal that a package brings must be seen at once by whoever is at work on it.
        """
        if changes.of(*_IN_THE_LIST):
            self.list.read()
        if self.open_page is not None and self.open_page.concerned(changes):
            self.open_page.draft.refresh()

    def _lay_out(self) -> None:
        right = QWidget()
        inner = column(self.banner, self._right, gap=0)
        inner.setStretch(1, 1)
        right.setLayout(inner)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.list)
        splitter.addWidget(right)
        splitter.setCollapsible(0, False)
        splitter.setCollapsible(1, False)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([_LIST_WIDTH, 1000])
        self.setLayout(column(splitter))
