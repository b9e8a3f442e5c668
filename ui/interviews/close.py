"""The phase *Close*: what is still open, what the seal locks; then seal, print and send (R10)."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtWidgets import QWidget

from desktop.errors import SkryniaError
from desktop.i18n import _, gettext, ngettext
from desktop.messages.derived import NOT_THE_WORDS_SAID
from desktop.messages.phases import phases_message
from desktop.model.phases import Phase, Point, left_open
from desktop.vocabulary import vocabulary
from ui.interviews.draft import Draft
from ui.interviews.labels import clock, day
from ui.interviews.phase_page import PhasePage
from ui.interviews.print_dialog import PRINT, PrintDialog
from ui.interviews.print_for import PRINT_FOR, PrintForDialog
from ui.interviews.still_open import OpenList
from ui.messages import say_error
from ui.shell.room import FORM, HANDOFF
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.dialogs.confirm import Question, ask
from ui.widgets.flow import flowing
from ui.widgets.heading import SectionHeading
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, holding, row
from ui.widgets.sheet import ScrolledPage, Sheet
from ui.widgets.tone import Tone


class ClosePhase(PhasePage):
    """One page for the end of an interview."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self._undecided: set[Phase] = set()
        self._refused_for: tuple[str, str] | None = None
        self.banner = Banner()
        self.open_list = OpenList()
        self.open_list.wanted.connect(self.wants_point)
        self.seal_button = primary_button(_("Seal the interview…"), self._ask, "seal")
        self.seal_button.setDefault(False)
        self.print_button = quiet_button(_("Print summary…"), self._print, "print")
        self.print_for_button = quiet_button(_("Print for a recipient…"), self._print_for, "print")
        self.send_button = quiet_button(_("Create a package…"), self._send, "handoff")
        self._locks = paragraph()
        self._seal_row = holding(row(self.seal_button, None))
        actions = flowing(self.print_button, self.print_for_button, self.send_button, gap=12)
        sheet = Sheet(column(self._still_open(), self._sealing(), actions, gap=7, margin=6))
        page = ScrolledPage(holding(column(self.banner, sheet, None, gap=4)))
        self.setLayout(column(page))
        draft.refreshed.connect(self._show)
        draft.edited.connect(self._show)
        self._show()

    def entered(self) -> None:
        """Show how far it is now."""
        self._show()

    def take_focus(self) -> None:
        """The seal, which asks first; what is sealed is printed."""
        sealed = self._draft.opened.sealed
        (self.print_button if sealed else self.seal_button).setFocus()

    def field_of(self, point: Point) -> QWidget | None:
        """The seal is the button."""
        return self.seal_button if point is Point.SEAL else None

    def go(self, location: Mapping[str, str]) -> None:
        """Ask again how to print, where that was left open."""
        asked = {PRINT.name: self._print, PRINT_FOR.name: self._print_for}
        if location.get(FORM) in asked:
            asked[location[FORM]]()

    def seal(self) -> None:
        """Nothing here is typed."""

    def tell_undecided(self, phases: Collection[Phase]) -> None:
        """Answers that are not recorded yet are open, too."""
        if set(phases) != self._undecided:
            self._undecided = set(phases)
            self._show()

    def _still_open(self) -> QWidget:
        self._open_heading = SectionHeading(
            _("Still open"),
            _("Captions, plan and account cannot be completed once the interview is sealed."),
        )
        return holding(column(self._open_heading, self.open_list, gap=3))

    def _sealing(self) -> QWidget:
        self._seal_heading = SectionHeading(_("What will be locked"))
        return holding(column(self._seal_heading, self._locks, self._seal_row, gap=3))

    # -- showing ------------------------------------------------------------------------------

    def _show(self) -> None:
        opened = self._draft.opened
        self.open_list.tell(opened, self._undecided)
        self.seal_button.setVisible(not opened.sealed)
        self._seal_row.setVisible(not opened.sealed)
        self._seal_heading.say(_("What is locked") if opened.sealed else _("What will be locked"))
        self._open_heading.say(
            _("Still open"),
            ""
            if opened.sealed or not self.open_list.lines
            else _("Captions, plan and account cannot be completed once the interview is sealed."),
        )
        self._locks.setText("\n".join(self._locked()))
        if self._refused_for not in (None, self._missing()):
            self._refused_for = None
            self.banner.clear()
        if opened.interview.is_derived:
            how = vocabulary("shown_as").label(opened.interview.shown_as)
            self.banner.say(Tone.INFO, how, gettext(NOT_THE_WORDS_SAID))
        elif opened.sealed:
            when = opened.interview.closed_at
            said = f"{day(when)}, {clock(when)}" if when else ""
            self.banner.say(
                Tone.SAFE,
                _("Sealed. {when}").format(when=said).strip(),
                _(
                    "The text is signed and locked. Record anything new in a new interview "
                    "with the same person."
                ),
            )

    def _locked(self) -> list[str]:
        opened = self._draft.opened
        answers, files = len(opened.utterances), len(opened.attachments)
        turns = ngettext("The account, {count} entry", "The account, {count} entries", answers)
        listed = ngettext(
            "The list of files with its captions, {count} file",
            "The list of files with its captions, {count} files",
            files,
        )
        return [
            f"·  {turns.format(count=answers)}",
            f"·  {listed.format(count=files)}",
            "·  " + _("The plan, earlier accounts and how it was read back"),
            *self._left_open(),
            "",
            _("Consent is not locked: it can be narrowed or withdrawn at any time."),
        ]

    def _left_open(self) -> list[str]:
        if self._draft.opened.interview.is_derived:  # never sealed
            return []
        left = {phase: found for phase, found in left_open(self._draft.opened).items() if found}
        said = _("Left open when it was sealed: {points}")
        return ["", said.format(points=phases_message(left))] if left else []

    # -- the seal -----------------------------------------------------------------------------

    def _ask(self) -> None:
        self._draft.save_now()
        if not self._ready():
            return
        ask(
            self,
            Question(
                title=_("Seal this interview?"),
                what=_(
                    "The account, the plan and the list of files are signed with your key "
                    "and can no longer be changed by anyone, including you."
                ),
                comes_back=_(
                    "This cannot be undone. Record what comes up later in a new interview."
                ),
                action=_("Seal the interview"),
                dangerous=False,
            ),
            self.seal_interview,
        )

    def _ready(self) -> bool:
        """Say what is missing, and lead there; sealing an empty or unread account helps nobody."""
        self._refused_for = self._missing()
        if self._refused_for is None:
            return True
        self.banner.say(Tone.ATTENTION, *self._refused_for)
        if self._draft.opened.utterances:
            self.wants_point.emit(Phase.READ_BACK, Point.READ_BACK_LANGUAGE)
        return False

    def _missing(self) -> tuple[str, str] | None:
        """What has to be there before the seal, and where; None where nothing is missing."""
        opened = self._draft.opened
        if not opened.utterances:
            return _("There is nothing to seal yet."), _("Nothing has been written yet.")
        if not opened.interview.read_back_language:
            return _("Choose the language in which it was read back."), _("See Read back.")
        return None

    def seal_interview(self) -> None:
        """Seal what is in the vault; every typed word goes there first."""
        record = self._draft.interview_id
        self._draft.save_now()
        # A button that rests gives the focus away; printing is what comes after the seal.
        self.print_button.setFocus()
        self.seal_button.setEnabled(False)
        self._draft.context.worker.run(
            lambda vault: vault.interviews.seal(record),
            lambda _version: self._draft.refresh(),
            self._refused,
            self,
        )

    def _refused(self, error: SkryniaError) -> None:
        self.seal_button.setEnabled(True)
        self.seal_button.setFocus()
        say_error(self.banner, error)

    # -- after it -----------------------------------------------------------------------------

    def _print(self) -> None:
        self._draft.save_now()
        PrintDialog(self, self._draft).open()

    def _print_for(self) -> None:
        self._draft.save_now()
        PrintForDialog(self, self._draft).open()

    def _send(self) -> None:
        self._draft.save_now()
        self._draft.context.navigate(HANDOFF, path="write")
