"""Pages for the person: which and in what language, then where the file goes (R1, R29).

What was agreed needs nothing; all that is held about the person needs a chosen reason.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from desktop.i18n import LANGUAGE_NAMES, LANGUAGES, _
from desktop.model.consent.beyond import Reason
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.phases import Phase
from desktop.model.typed_words import words_form
from desktop.system.file_names import safe_name
from ui.interviews.draft import Draft
from ui.interviews.paper_dialog import PaperDialog
from ui.interviews.reasons import reason_choice
from ui.kept_form import sheaf_of
from ui.widgets.buttons import primary_button
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.dialogs.file_picker import save_as
from ui.widgets.field import Field
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, holding

if TYPE_CHECKING:
    from desktop.progress import Progress
    from desktop.vault import Vault

AGREED: Final = "agreed"
HELD: Final = "held"
JSON: Final = "json"
FOR_PERSON: Final = words_form(INTERVIEW_KIND, "pages")


class PersonPagesDialog(PaperDialog):
    """What was agreed, or for a reason all that is held."""

    def __init__(self, parent: QWidget, draft: Draft) -> None:
        super().__init__(parent, draft, _("Page for the person"))
        self.what = SegmentedChoice(
            _("What is printed"),
            [(AGREED, _("What was agreed")), (HELD, _("All that is held"))],
        )
        self.what.changed.connect(lambda _key: self._switch())
        self.language = SegmentedChoice(
            _("Language of the page"),
            [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
            _language_of(draft),
        )
        self.form_of = SegmentedChoice(
            _("Form of the file"), [("pdf", "PDF"), (JSON, _("JSON, for another program"))]
        )
        self.reason = reason_choice()
        self.reason.activated.connect(lambda _at: self.check())
        self.save_button = primary_button(_("Choose where to save…"), self._choose, "print")
        self._said = paragraph("")
        danger = _("Ask the person first whether it is safe to have such a paper.")
        self._held = holding(
            column(
                column(paragraph(_("Form of the file"), "strong"), self.form_of, gap=1),
                Field(_("Reason"), self.reason),
                gap=4,
            )
        )
        self.lay_out(
            self.what,
            self._said,
            paragraph(danger, "strong"),
            column(paragraph(_("Language of the page"), "strong"), self.language, gap=1),
            self._held,
            self.progress,
            action=self.save_button,
            back=_("Close"),
        )
        record = draft.interview_id
        editors = {
            "what": self.what,
            "language": self.language,
            "form": self.form_of,
            "reason": self.reason,
        }
        self.keep(
            draft.context,
            sheaf_of(FOR_PERSON, editors, record),
            {"interview": record, "phase": Phase.CONSENT.value},
        )
        self._follow()

    def refill(self) -> None:
        """What it shows was put there from the program."""
        self._follow()

    def ready(self) -> bool:
        """A reason is chosen for what shows more than the person agreed to."""
        return self.what.value == AGREED or bool(self.reason.currentData())

    def _switch(self) -> None:
        """Another page: what was said of the one before holds no more."""
        self.banner.clear()
        self._follow()

    def _follow(self) -> None:
        held = self.what.value == HELD
        agreed = _(
            "What the person agreed to, whom to turn to, how to withdraw, their rights, and "
            "the text that was read out. The account and the person’s name are not in it; "
            "whoever decided with or for the person is named, and whoever the text names."
        )
        everything = _(
            "A copy of all that concerns the person, with the name, the account and the "
            "notes on safety, and where their recorded names appear in others’ records. It "
            "shows more than any consent allows: a reason is noted in the log and on the "
            "paper."
        )
        self._said.setText(everything if held else agreed)
        self._held.setVisible(held)
        self.check()

    def write(self, path: Path) -> None:
        """Write the file to ``path``, whole or not at all."""
        done = _("The page is saved.")
        self.set_pages(partial(self._work(), path), lambda _none: self.say_saved(done))

    def _work(self) -> Callable[[Path, Vault, Progress], None]:
        """What is chosen, as the vault's thread does it."""
        interview, language = self._draft.opened.interview, self.language.value

        def agreed(path: Path, vault: Vault, progress: Progress) -> None:
            from desktop.reports.printing import write_agreed

            write_agreed(vault, interview.id, path, language, progress)

        if self.what.value == AGREED:
            return agreed
        reason = Reason(self.reason.currentData())
        form = JSON if self.form_of.value == JSON else language

        def held(path: Path, vault: Vault, progress: Progress) -> None:
            from desktop.reports.printing import write_held

            write_held(vault, interview.person_id, path, form, reason, progress)

        return held

    def _choose(self) -> None:
        data = self.what.value == HELD and self.form_of.value == JSON
        ending, kind = ("json", _("JSON (*.json)")) if data else ("pdf", _("PDF (*.pdf)"))
        code = self._draft.opened.interview.code
        suggestion = safe_name(f"{code}.{ending}", f"page.{ending}")
        save_as(self, _("Save the page"), suggestion, [kind], self.write)


def _language_of(draft: Draft) -> str:
    """The language the text was read out in, or the one spoken."""
    from desktop.reports.agreed import page_language

    consent = draft.opened.consent
    if consent is not None:
        return page_language(consent)
    spoken = draft.opened.interview.language
    return spoken if spoken in LANGUAGES else "en"
