"""Printing the summary: language and naming are chosen, then where the PDF goes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from desktop.i18n import LANGUAGE_NAMES, LANGUAGES, _
from desktop.model.consent.beyond import Reason, reasons_for
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.phases import Phase
from desktop.model.typed_words import words_form
from desktop.system.file_names import safe_name
from ui.interviews.draft import Draft
from ui.interviews.labels import beyond_message
from ui.interviews.paper_dialog import PaperDialog
from ui.interviews.reasons import offer, reason_choice, stands
from ui.kept_form import sheaf_of
from ui.widgets.buttons import primary_button
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.dialogs.file_picker import save_as
from ui.widgets.field import Field
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, holding

if TYPE_CHECKING:
    from desktop.model.consent import Refusal
    from desktop.progress import Progress
    from desktop.vault import Vault

PRINT: Final = words_form(INTERVIEW_KIND, "print")


class PrintDialog(PaperDialog):
    """The summary: by code or by name, and for a reason where that is beyond the consent."""

    def __init__(self, parent: QWidget, draft: Draft) -> None:
        super().__init__(parent, draft, _("Print summary"))
        spoken = draft.opened.interview.language
        self.language = SegmentedChoice(
            _("Language of the summary"),
            [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
            spoken if spoken in LANGUAGES else "en",
        )
        self.naming = SegmentedChoice(
            _("Person shown as"),
            [("code", _("Code")), ("name", _("Full name"))],
        )
        self.save_button = primary_button(_("Choose where to save…"), self._choose, "print")
        self.naming.changed.connect(lambda _key: self._ask_consent())
        self.reason = reason_choice(Reason)
        self.reason.activated.connect(lambda _at: self.check())
        self._beyond = paragraph("", "strong")
        self._why = holding(column(self._beyond, Field(_("Reason"), self.reason), gap=2))
        self._refusal: Refusal | None = None
        said = _(
            "A PDF for paper or for the person. The file will be outside the encrypted "
            "vault: think about where to keep it."
        )
        self.lay_out(
            paragraph(said),
            column(paragraph(_("Language of the summary"), "strong"), self.language, gap=1),
            column(paragraph(_("Person shown as"), "strong"), self.naming, gap=1),
            self._why,
            self.progress,
            action=self.save_button,
            back=_("Close"),
        )

        record = draft.interview_id
        editors = {"language": self.language, "naming": self.naming, "reason": self.reason}
        self.keep(
            draft.context,
            sheaf_of(PRINT, editors, record),
            {"interview": record, "phase": Phase.CLOSE.value},
        )
        self._why.hide()
        self._ask_consent()

    def ready(self) -> bool:
        """A reason is chosen where it shows more than the person agreed to."""
        return self._refusal is None or stands(self.reason, self._refusal)

    def refill(self) -> None:
        """What it shows was put there from the program."""
        self._ask_consent()

    def _ask_consent(self) -> None:
        """Whether what is chosen shows more than the person agreed to."""
        record, named = self._draft.interview_id, self.naming.value == "name"

        def ask(vault: Vault) -> Refusal | None:
            from desktop.reports.beyond import beyond_consent

            return beyond_consent(vault, record, named)

        self._worker.run(ask, self._say_beyond, self.refused, self)

    def _say_beyond(self, refusal: Refusal | None) -> None:
        self._refusal = refusal
        if refusal is not None:
            self._beyond.setText(beyond_message(refusal))
            offer(self.reason, reasons_for(refusal))
        self._why.setVisible(refusal is not None)
        self.check()

    def write(self, path: Path) -> None:
        """Write the PDF to ``path``, whole or not at all."""
        record, language = self._draft.interview_id, self.language.value
        named = self.naming.value == "name"
        chosen = self.reason.currentData() if self._refusal else None
        reason = Reason(chosen) if chosen else None

        def work(vault: Vault, progress: Progress) -> bool:
            from desktop.reports.printing import write_summary

            return write_summary(
                vault, record, path, language, with_name=named, reason=reason, progress=progress
            )

        self.set_pages(work, self._done)

    def _choose(self) -> None:
        code = self._draft.opened.interview.code
        suggestion = safe_name(f"{code}.pdf", "summary.pdf")
        save_as(self, _("Save the summary"), suggestion, [_("PDF (*.pdf)")], self.write)

    def _done(self, whole: bool) -> None:
        from desktop.media.decoding.outcome import not_looked_into

        missing = "" if whole else f" {not_looked_into()}"
        self.say_saved(_("The summary is saved."), missing)
