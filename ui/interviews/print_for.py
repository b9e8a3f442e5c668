"""Printing for somebody outside: whom, for what; what they may see is the consent's to say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QWidget

from desktop.errors import SkryniaError
from desktop.i18n import LANGUAGE_NAMES, LANGUAGES, _
from desktop.model.consent import Purpose, RecipientKind
from desktop.model.identity import KnownCard
from desktop.model.interview import INTERVIEW_KIND
from desktop.model.phases import Phase
from desktop.model.typed_words import words_form
from desktop.system.file_names import safe_name
from desktop.vocabulary import vocabulary
from ui.handoff.names.dialog import CheckDialog
from ui.handoff.names.labels import names_message
from ui.handoff.recipient_step import purposes_for
from ui.interviews.draft import Draft
from ui.interviews.paper_dialog import PaperDialog
from ui.kept_form import sheaf_of
from ui.messages import say_error
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.dialogs.file_picker import save_as
from ui.widgets.editors import CalmChoice
from ui.widgets.field import Field
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, holding, row

if TYPE_CHECKING:
    from desktop.progress import Progress
    from desktop.reports.copies import Target
    from desktop.showing.form import Form
    from desktop.showing.worklist import Listed
    from desktop.vault import Vault

PRINT_FOR: Final = words_form(INTERVIEW_KIND, "print-for")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What somebody outside may see. ``refusal``: why nothing, a code of ``Refusal``, or "";
    ``spots``: what is to be decided before."""

    refusal: str
    form: Form | None = None
    spots: Sequence[Listed] = ()

    @property
    def open_count(self) -> int:
        """How many of them nobody has decided yet."""
        return sum(each.is_open for each in self.spots)


class PrintForDialog(PaperDialog):
    """The summary as a recipient may see it, once all names in it are decided."""

    def __init__(self, parent: QWidget, draft: Draft) -> None:
        super().__init__(parent, draft, _("Print for a recipient"))
        self._cards: dict[str, KnownCard] = {}
        self._allowed: Allowed | None = None
        spoken = draft.opened.interview.language
        self.recipient, self.purpose = CalmChoice(), CalmChoice()
        self.recipient.activated.connect(lambda _at: self._choose_recipient())
        self.purpose.activated.connect(lambda _at: self._look())
        self.language = SegmentedChoice(
            _("Language of the summary"),
            [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
            spoken if spoken in LANGUAGES else "en",
        )
        self.said = paragraph("")
        self.names_button = quiet_button(_("Look at the names…"), self.check_names)
        self.table_button = quiet_button(_("Table of replacements…"), self._choose_table)
        self._ways = holding(row(self.names_button, self.table_button, None))
        self.save_button = primary_button(_("Choose where to save…"), self._choose, "print")
        self.lay_out(
            paragraph(_("A PDF with a mark on each page: to whom it was given, and which copy.")),
            Field(_("To whom"), self.recipient),
            Field(_("For what"), self.purpose),
            column(paragraph(_("Language of the summary"), "strong"), self.language, gap=1),
            column(self.said, self._ways, gap=2),
            self.progress,
            action=self.save_button,
            back=_("Close"),
        )
        self._ways.hide()
        draft.context.worker.run(lambda vault: vault.cards.all(), self._offer, self.refused, self)
        record = draft.interview_id
        editors = {
            "recipient": self.recipient,
            "purpose": self.purpose,
            "language": self.language,
        }
        self.keep(
            draft.context,
            sheaf_of(PRINT_FOR, editors, record),
            {"interview": record, "phase": Phase.CLOSE.value},
        )

    # -- for whom -------------------------------------------------------------------------

    def ready(self) -> bool:
        """They may have it, and nothing in it waits for a decision."""
        allowed = self._allowed
        return allowed is not None and not allowed.refusal and not allowed.open_count

    def refill(self) -> None:
        """What was chosen was put there from the program."""
        self._choose_recipient()

    @property
    def target(self) -> Target:
        """Whom, and for what."""
        from desktop.reports.copies import Target

        chosen = str(self.recipient.currentData() or "")
        card = self._cards.get(chosen)
        kind = card.recipient_kind if card else RecipientKind(chosen)
        purpose = Purpose(str(self.purpose.currentData()))
        return Target(kind, purpose, card.fingerprint if card else "")

    def _offer(self, cards: Sequence[KnownCard]) -> None:
        """Whose card is trusted here, and every kind of recipient; our own prints otherwise."""
        outside = [
            each
            for each in cards
            if each.usable and each.recipient_kind is not RecipientKind.ORGANISATION
        ]
        self._cards = {each.fingerprint: each for each in outside}
        kinds = vocabulary("recipient_kind")
        for each in outside:
            label = f"{each.card.name} · {kinds.label(each.recipient_kind.value)}"
            self.recipient.addItem(label, each.fingerprint)
        for term in kinds.terms:
            if term.code != RecipientKind.ORGANISATION:
                self.recipient.addItem(kinds.label(term.code), term.code)
        self._choose_recipient()

    def _choose_recipient(self) -> None:
        chosen = self.purpose.currentData()
        card = self._cards.get(str(self.recipient.currentData()))
        kind = card.recipient_kind if card else RecipientKind(str(self.recipient.currentData()))
        self.purpose.clear()
        for code in purposes_for(kind):
            self.purpose.addItem(vocabulary("purpose").label(code), code)
        self.purpose.setCurrentIndex(max(0, self.purpose.findData(chosen)))
        self._look()

    # -- what they may see ----------------------------------------------------------------

    def _look(self) -> None:
        """Ask the gate, and look for names; the answer to an older question is dropped."""
        self._allowed = None
        self.said.setText(_("Checking consent"))
        self._ways.hide()
        self.check()
        if self.purpose.count() == 0:
            self.said.setText(_("Consent is never asked for this kind of recipient."))
            return
        record, target = self._draft.interview_id, self.target

        def work(vault: Vault, progress: Progress) -> Allowed:
            from desktop.handing_out import decided_for, names_for
            from desktop.showing.form import form_of

            decision = decided_for(vault, record, target)
            if decision.refusal is not None:
                return Allowed(decision.refusal.value)
            form = form_of(decision, target.kind)
            return Allowed("", form, names_for(vault, record, form, progress))

        def show(allowed: Allowed) -> None:
            if target == self.target:
                self._show(allowed)

        def report(_done: int, _total: int, what: str) -> None:
            if target == self.target:
                self.said.setText(what)

        self._worker.run_long(work, report, show, self._not_looked, self)

    def _not_looked(self, error: SkryniaError) -> None:
        self.said.setText("")
        say_error(self.banner, error)

    def _show(self, allowed: Allowed) -> None:
        self._allowed = allowed
        self.said.setText(allowed_message(allowed))
        self._ways.setVisible(bool(allowed.spots))
        self.table_button.setVisible(bool(allowed.spots) and not allowed.open_count)
        self.check()
        if self.ready():
            self.save_button.setFocus()
        elif allowed.spots:
            self.names_button.setFocus()

    def check_names(self) -> None:
        """Go through the places; then look again at what they may see."""
        if self._allowed is not None:
            CheckDialog(self, self._worker, self._allowed.spots, self._look).open()

    # -- writing --------------------------------------------------------------------------

    def write(self, path: Path) -> None:
        """Write the PDF to ``path``, whole or not at all."""
        record, language, target = self._draft.interview_id, self.language.value, self.target

        def work(vault: Vault, progress: Progress) -> int:
            from desktop.handing_out import write_for_recipient

            return write_for_recipient(vault, record, path, language, target, progress)

        self.set_pages(work, self._done)

    def write_table(self, path: Path) -> None:
        """Write the table of replacements, for the organisation alone."""
        record, language, target = self._draft.interview_id, self.language.value, self.target

        def work(vault: Vault, progress: Progress) -> None:
            from desktop.handing_out import write_replacements

            write_replacements(vault, record, path, language, target, progress)

        self.set_pages(work, lambda _none: self.say_saved(_("The table is saved.")))

    def _choose(self) -> None:
        self._save_as(_("Save the summary"), "summary.pdf", self.write)

    def _choose_table(self) -> None:
        self._save_as(_("Save the table of replacements"), "replacements.pdf", self.write_table)

    def _save_as(self, title: str, fallback: str, write: Callable[[Path], None]) -> None:
        code = self._draft.opened.interview.code
        ending = "" if fallback == "summary.pdf" else "-" + fallback.removesuffix(".pdf")
        save_as(self, title, safe_name(f"{code}{ending}.pdf", fallback), [_("PDF (*.pdf)")], write)

    def _done(self, number: int) -> None:
        self.say_saved(_("Copy {number} is saved.").format(number=number))


def allowed_message(allowed: Allowed) -> str:
    """Whether they may have it, in which form, and how many names wait."""
    if allowed.refusal:
        why = vocabulary("refusal").label(allowed.refusal)
        return _("Consent does not allow this: {why}").format(why=why)
    form = allowed.form
    shown = vocabulary("identification").label(form.named.value) if form else ""
    lines = [_("Allowed by the consent. Person shown as: {shown}").format(shown=shown)]
    if allowed.spots:
        lines.append(names_message(len(allowed.spots), allowed.open_count))
    return "\n".join(lines)
