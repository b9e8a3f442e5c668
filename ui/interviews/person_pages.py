"""Pages for the person: a language is chosen, then where the file goes (R1, R29)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from desktop.errors import Cancelled, SkryniaError
from desktop.file_names import safe_name
from desktop.i18n import LANGUAGE_NAMES, LANGUAGES, _
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.phases import Phase
from desktop.model.typed_words import words_form
from ui.interviews.draft import Draft
from ui.kept_form import sheaf_of
from ui.tasks import JobHandle
from ui.widgets.buttons import primary_button
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.dialogs.file_picker import save_as
from ui.widgets.dialogs.form_dialog import FormDialog
from ui.widgets.label import paragraph
from ui.widgets.layouts import column
from ui.widgets.progress_panel import ProgressPanel
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.progress import Progress
    from desktop.vault import Vault

FOR_PERSON: Final = words_form(INTERVIEW_KIND, "pages")


class PersonPagesDialog(FormDialog):
    """Stays until the file is written, so that what happened is said where it was asked."""

    def __init__(self, parent: QWidget, draft: Draft) -> None:
        super().__init__(parent, draft.context.worker, _("Page for the person"))
        self._draft = draft
        self._job: JobHandle | None = None
        self.progress = ProgressPanel(self._cancel)
        self.language = SegmentedChoice(
            _("Language of the page"),
            [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
            _language_of(draft),
        )
        self.save_button = primary_button(_("Choose where to save…"), self._choose, "print")
        said = _(
            "What the person agreed to, whom to turn to, how to withdraw, their rights, and the "
            "text that was read out. The account and the name are not in it."
        )
        danger = _("Ask the person first whether it is safe to have such a paper.")
        self.lay_out(
            paragraph(said),
            paragraph(danger, "strong"),
            column(paragraph(_("Language of the page"), "strong"), self.language, gap=1),
            self.progress,
            action=self.save_button,
            back=_("Close"),
        )
        record = draft.interview_id
        self.keep(
            draft.context,
            sheaf_of(FOR_PERSON, {"language": self.language}, record),
            {"interview": record, "phase": Phase.CONSENT.value},
        )

    def write(self, path: Path) -> None:
        """Write the PDF to ``path``, whole or not at all."""
        record, language = self._draft.interview_id, self.language.value

        def work(vault: Vault, progress: Progress) -> None:
            from desktop.reports.printing import write_agreed

            write_agreed(vault, record, path, language, progress)

        self.begin()
        self.progress.begin(_("Setting the pages…"))
        self._job = self._draft.context.worker.run_long(
            work, self.progress.report, lambda _none: self._done(), self._stopped, self
        )

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _stopped(self, error: SkryniaError) -> None:
        if isinstance(error, Cancelled):
            self.end()
            self.banner.say(Tone.INFO, _("Stopped."), _("Nothing was written."))
        else:
            self.refused(error)

    def _choose(self) -> None:
        suggestion = safe_name(f"{self._draft.opened.interview.code}.pdf", "page.pdf")
        save_as(self, _("Save the page"), suggestion, [_("PDF (*.pdf)")], self.write)

    def _done(self) -> None:
        self.end()
        self.done_with()
        self.banner.say(
            Tone.ATTENTION,
            _("The page is saved."),
            _("It is not encrypted: whoever has the file can read it. This was noted in the log."),
        )
        self.back_button.setFocus()

    def end(self) -> None:
        """The file is written, or nothing is."""
        self._job = None
        self.progress.end()
        super().end()


def _language_of(draft: Draft) -> str:
    """The language the text was read out in, or the one spoken."""
    from desktop.reports.agreed import page_language

    consent = draft.opened.consent
    if consent is not None:
        return page_language(consent)
    spoken = draft.opened.interview.language
    return spoken if spoken in LANGUAGES else "en"
