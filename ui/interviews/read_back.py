"""The phase *Read back*: the account in large type, how it was read back, and the seal (R10)."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.errors import SkryniaError
from desktop.i18n import _
from ui.interviews.account.look import account_look, gutter
from ui.interviews.account.phase import PagedEditor
from ui.interviews.draft import Draft
from ui.interviews.labels import clock, day
from ui.interviews.phase_page import PhasePage
from ui.interviews.print_dialog import PRINT, PrintDialog
from ui.messages import say_error
from ui.shell.room import FORM
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.dialogs.confirm import Question, ask
from ui.widgets.editors import choice, line
from ui.widgets.field import Field
from ui.widgets.layouts import column, row
from ui.widgets.sheet import Sheet
from ui.widgets.tone import Tone

_LANGUAGE_WIDTH = 200


class ReadBackPhase(PhasePage):
    """Reads the account to the person, records how, and seals it."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        theme, interview = draft.context.theme, draft.opened.interview
        self._page = PagedEditor(
            account_look(theme, larger=True), gutter(theme, interview.language)
        )
        self._page.setAccessibleName(_("Account, to read back"))
        self._page.setReadOnly(True)
        self.banner = Banner()
        self.language = choice(
            "language", interview.read_back_language, self._set_language, _("Not read back yet")
        )
        self.language.setMinimumWidth(_LANGUAGE_WIDTH)
        self._language_field = Field(_("Read back in"), self.language)
        self.note = line(interview.read_back_note, self._set_note)
        note = Field(_("Corrections, by whom it was read, or a refusal"), self.note)
        self.seal_button = primary_button(_("Seal the interview…"), self._ask, "seal")
        self.seal_button.setDefault(False)
        self.print_button = quiet_button(_("Print summary…"), self._print, "print")
        page = column(self._page)
        page.setContentsMargins(1, 1, 1, 1)
        fields = row(self._language_field, note, gap=4)
        fields.setStretch(1, 1)
        actions = row(self.print_button, None, self.seal_button, gap=3)
        whole = column(self.banner, fields, Sheet(page), actions, gap=3, margin=4)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        draft.refreshed.connect(self._show)
        self._show()

    def entered(self) -> None:
        """Show the words as they are now."""
        opened = self._draft.opened
        self._page.show_account(opened.utterances, opened.interview.language)
        self._page.verticalScrollBar().setValue(0)

    def take_focus(self) -> None:
        """What a sealed interview is still good for: its printed summary."""
        if self._draft.opened.sealed:
            self.print_button.setFocus()

    def go(self, location: Mapping[str, str]) -> None:
        """Ask again how to print, where that was left open."""
        if location.get(FORM) == PRINT.name:
            self._print()

    def _show(self) -> None:
        self.seal_button.setVisible(not self._draft.opened.sealed)
        interview = self._draft.opened.interview
        if self._draft.opened.sealed:
            when = interview.closed_at
            said = f"{day(when)}, {clock(when)}" if when else ""
            self.banner.say(
                Tone.SAFE,
                _("Sealed. {when}").format(when=said).strip(),
                _(
                    "The words are signed and locked. What is new goes into a new interview "
                    "with the same person."
                ),
            )
        self.entered()

    def _set_language(self, code: str) -> None:
        self._draft.set_interview(read_back_language=code)
        if code:
            self._language_field.set_error("")

    def _set_note(self, text: str) -> None:
        self._draft.set_interview(read_back_note=text)

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
                    "The account, the plan and the list of files are signed with your key and "
                    "locked for everybody, you included."
                ),
                comes_back=_(
                    "This cannot be undone. What comes up later goes into a new interview."
                ),
                action=_("Seal the interview"),
                dangerous=False,
            ),
            self.seal_interview,
        )

    def _ready(self) -> bool:
        """Say in place what is missing; sealing an empty or unread account helps nobody."""
        opened = self._draft.opened
        if not opened.utterances:
            self.banner.say(
                Tone.ATTENTION,
                _("There is nothing to seal yet."),
                _("The account has no words."),
            )
            return False
        if not opened.interview.read_back_language:
            self._language_field.set_error(_("Say in which language it was read back."))
            self.language.setFocus()
            return False
        return True

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

    # -- the printed summary --------------------------------------------------------------------

    def _print(self) -> None:
        self._draft.save_now()
        PrintDialog(self, self._draft).open()
