"""The phase *Consent*: the form, saving it knowingly, withdrawing it, and its history (R1, R2)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout

from desktop.errors import SkryniaError
from desktop.i18n import _
from desktop.model.consent import Consent
from desktop.model.consent_draft import ConsentDraft
from desktop.model.moment import Moment
from desktop.vault.records.drafts import DraftKind
from desktop.vocabulary import consent_text
from desktop.vocabulary.consent_matrix import blank
from ui.autosave import Autosave, Frozen
from ui.interviews.consent.form import ConsentForm
from ui.interviews.consent.history import ConsentHistory
from ui.interviews.consent.withdraw import WithdrawDialog
from ui.interviews.draft import Draft
from ui.interviews.labels import day
from ui.interviews.phase_page import PhasePage
from ui.messages import say_error
from ui.widgets.banner import Banner
from ui.widgets.buttons import danger_button, primary_button, quiet_button
from ui.widgets.editors import make_read_only
from ui.widgets.elided import ElidedLabel
from ui.widgets.focus import tab_on
from ui.widgets.layouts import column, holding, row, rule
from ui.widgets.rows import joined
from ui.widgets.sheet import ScrolledPage, Sheet
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.vault import Vault


class ConsentPhase(PhasePage):
    """Saving is a deed of the researcher: each save is a version of what the person decided.

    What is typed and not saved is kept in the vault as a draft: by itself, and when the window
    locks or closes. A draft is no decision; it is offered again (``desktop.vault``, *drafts*).
    """

    outlives_seal = True

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self._undecided = False
        self._base: Consent | None = None
        self._in_flight = 0
        context = draft.context
        self._autosave = Autosave(context.worker, context.state_bar, self._freeze, self)
        self.banner = Banner()
        self._place = QVBoxLayout()
        self.save_button = primary_button(_("Save what the person decided"), self._save, "check")
        self.save_button.setDefault(False)
        self.withdraw_button = danger_button(_("Withdraw consent…"), self._withdraw)
        self.history_button = quiet_button(_("History"), self._show_history, "clock")
        self._state = ElidedLabel("quiet")
        buttons = row(
            self.withdraw_button,
            self.history_button,
            None,
            self._state,
            self.save_button,
            gap=3,
            margin=3,
        )
        sheet = column(self.banner, self._place, gap=5, margin=6)
        page = ScrolledPage(holding(column(Sheet(sheet), None)), width=900)
        whole = column(page, rule(), buttons, gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        context.drafts.register(self._autosave, self)
        draft.refreshed.connect(self._follow)
        self._show()

    # -- the draft ------------------------------------------------------------------------

    def unsaved(self) -> bool:
        """Whether answers are only on the screen, or on their way into the vault."""
        return self._autosave.unsaved() or self._in_flight > 0

    def undecided(self) -> bool:
        """Whether answers were typed that are no decision yet, kept as a draft or not."""
        return self._undecided or self._in_flight > 0

    def _freeze(self) -> Frozen:
        record = self._draft.interview_id
        typed = ConsentDraft(self.form.consent, self._base) if self._undecided else None

        def write(vault: Vault) -> None:
            if typed is None:
                vault.drafts.drop(DraftKind.CONSENT, record)
            else:
                vault.drafts.keep(DraftKind.CONSENT, record, typed)

        return Frozen(write, _nothing)

    def _discard(self) -> None:
        """Put the answers back as they were recorded, and forget the draft."""
        self._undecided = False
        self._autosave.touch()
        self._autosave.save_now()
        self._draft.refresh()
        self._show_recorded()

    def seal(self) -> None:
        """Consent is under no seal: it can be narrowed and withdrawn for ever (R2)."""

    def remind(self) -> None:
        """Say that the answers are not saved yet, because somebody wants to leave."""
        self.banner.say(
            Tone.ATTENTION,
            _("What the person decided is not saved yet."),
            _("Save it, or put the answers back as they were."),
        )
        self.banner.offer(_("Put the answers back"), self._discard)
        self.save_button.setFocus()

    # -- showing --------------------------------------------------------------------------

    def _follow(self) -> None:
        """The vault was read again. Typed answers stay, but a withdrawal wins over them."""
        stored = self._draft.opened.consent
        overtaken = stored is not None and stored.withdrawn_at is not None and stored != self._base
        if overtaken or not self.undecided():
            self._show()

    def _show(self) -> None:
        draft = self._draft.opened.consent_draft
        if draft is None:
            self._show_recorded()
        else:
            self._offer(draft)

    def _offer(self, draft: Consent) -> None:
        """Show answers from before the lock; they are as undecided as they were."""
        self._begin(draft)
        self.banner.say(
            Tone.ATTENTION,
            _("These answers were typed earlier and are not saved yet."),
            _("Go through them again, then save them, or put the answers back as they were."),
        )
        self.banner.offer(_("Put the answers back"), self._discard)
        self._mark_undecided()

    def _begin(self, shown: Consent) -> None:
        self._clear()
        self.form = ConsentForm(shown, self._draft.context.theme)
        self.form.changed.connect(self._edited)
        self._place.addWidget(self.form)
        self._base = self._draft.opened.consent
        self.withdraw_button.setVisible(self._base is not None and self._base.withdrawn_at is None)
        self.history_button.setVisible(self._base is not None)
        self.save_button.setVisible(True)
        self._order_tabs()

    def _show_recorded(self) -> None:
        opened = self._draft.opened
        stored = opened.consent
        self._begin(stored or blank(opened.interview.id, opened.interview.language))
        self._undecided = False
        withdrawn = stored is not None and stored.withdrawn_at is not None
        if withdrawn:
            make_read_only(self.form)
        self.save_button.setVisible(not withdrawn)
        self._say_state(stored)

    def showEvent(self, event: QShowEvent) -> None:
        """The buttons stand below the form, and come after it."""
        super().showEvent(event)
        self._order_tabs()

    def _order_tabs(self) -> None:
        tab_on(self.form, self.withdraw_button, self.history_button, self.save_button)

    def _say_state(self, stored: Consent | None) -> None:
        if stored is not None and stored.withdrawn_at is not None:
            self._state.say("")
            self.banner.say(
                Tone.DANGER,
                _("Consent was withdrawn on {day}.").format(day=day(stored.withdrawn_at)),
                _("Nothing leaves any more. Reason: {reason}").format(
                    reason=stored.withdrawn_reason or _("not said")
                ),
            )
            self.banner.offer(_("Record a new decision"), self._begin_anew)
            return
        self.save_button.setEnabled(stored is None)
        self._state.say(_recorded(stored) if stored else "")

    def _clear(self) -> None:
        self.banner.clear()
        while (item := self._place.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _edited(self) -> None:
        self._mark_undecided()
        self._autosave.touch()

    def _mark_undecided(self) -> None:
        self._undecided = True
        self.save_button.setEnabled(True)
        self._state.say(_("Not saved yet"))

    # -- deeds ----------------------------------------------------------------------------

    def _save(self) -> None:
        """Record the decision; its draft goes in the same transaction."""
        self._autosave.save_now()
        self._undecided = False
        self._in_flight += 1
        decided = replace(self.form.consent, given_at=Moment.now())
        self._draft.context.worker.run(
            lambda vault: decide(vault, decided), lambda _: self._written(), self._refused, self
        )

    def _written(self) -> None:
        self._in_flight -= 1
        self._draft.context.state_bar.saved(Moment.now().local())
        self._draft.refresh()

    def _refused(self, error: SkryniaError) -> None:
        self._in_flight -= 1
        self._edited()
        say_error(self.banner, error)
        self._draft.context.state_bar.not_saved(error)

    def _begin_anew(self) -> None:
        """After a withdrawal: ask everything again, beginning with nothing agreed."""
        interview = self._draft.opened.interview
        self._begin(blank(interview.id, interview.language))
        self._edited()

    def _withdraw(self) -> None:
        dialog = WithdrawDialog(self, self._draft)
        dialog.open()

    def _show_history(self) -> None:
        ConsentHistory(self, self._draft).open()


def decide(vault: Vault, consent: Consent) -> None:
    """Record what the person decided, and let the draft of the form go with it."""
    with vault.transaction():
        vault.consents.save(consent, "decided by the person")
        vault.drafts.drop(DraftKind.CONSENT, consent.interview_id)


def _nothing() -> None:
    """A draft that is in the vault changes nothing on the screen."""


def _recorded(consent: Consent) -> str:
    """When it was decided, and upon which text where that is not the one shown now."""
    said = _("Recorded on {day}").format(day=day(consent.given_at))
    read_out = consent.text_version
    if read_out in ("", consent_text(consent.text_language).version):
        return said
    return joined(said, _("Text {version}").format(version=read_out))
