"""The phase *Consent*: the form, saving it knowingly, withdrawing it, and its history (R1, R2)."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.errors import SkryniaError
from desktop.i18n import _
from desktop.model.consent import Consent
from desktop.model.moment import Moment
from desktop.vocabulary import consent_text
from ui.interviews.consent.form import ConsentForm
from ui.interviews.consent.history import ConsentHistory
from ui.interviews.consent.rules import blank, unconfirmed
from ui.interviews.consent.withdraw import WithdrawDialog
from ui.interviews.draft import Draft
from ui.interviews.labels import day
from ui.messages import say_error
from ui.widgets.banner import Banner
from ui.widgets.buttons import danger_button, primary_button, quiet_button
from ui.widgets.editors import make_read_only
from ui.widgets.focus import tab_on
from ui.widgets.label import words
from ui.widgets.layouts import column, holding, row, rule
from ui.widgets.rows import joined
from ui.widgets.sheet import ScrolledPage, Sheet
from ui.widgets.tone import Tone


class ConsentPhase(QWidget):
    """A :class:`ui.shell.room.DraftSaver` for answers that were not confirmed yet.

    Saving is a deed of the researcher, because each save is a version of what the person
    decided. When the window locks in the middle, :func:`unconfirmed` is kept instead.
    """

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self._draft = draft
        self._dirty = False
        self._in_flight = 0
        self.banner = Banner()
        self._place = QVBoxLayout()
        self.save_button = primary_button(_("Save what the person decided"), self._save, "check")
        self.save_button.setDefault(False)
        self.withdraw_button = danger_button(_("Withdraw consent…"), self._withdraw)
        self.history_button = quiet_button(_("History"), self._show_history, "clock")
        self._state = words("", "quiet")
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
        draft.context.drafts.register(self, self)
        draft.refreshed.connect(self._show_if_clean)
        self._show()

    # -- DraftSaver -----------------------------------------------------------------------

    def save_now(self) -> None:
        """Keep every word and narrowing; nothing unconfirmed lets more out than before."""
        if self._dirty:
            kept = unconfirmed(self._draft.opened.consent, self.form.consent)
            self._write(kept, "kept when the window locked; not confirmed")

    def unsaved(self) -> bool:
        """Whether answers are only on the screen."""
        return self._dirty or self._in_flight > 0

    def remind(self) -> None:
        """Say that the answers are not saved yet, because somebody wants to leave."""
        self.banner.say(
            Tone.ATTENTION,
            _("What the person decided is not saved yet."),
            _("Save it, or put the answers back as they were."),
        )
        self.banner.offer(_("Put the answers back"), self._show)
        self.save_button.setFocus()

    # -- showing --------------------------------------------------------------------------

    def _show_if_clean(self) -> None:
        if not self.unsaved():
            self._show()

    def _show(self) -> None:
        opened = self._draft.opened
        stored = opened.consent
        shown = stored or blank(opened.interview.id, opened.interview.language)
        self._clear()
        self.form = ConsentForm(shown, self._draft.context.theme)
        self.form.changed.connect(self._edited)
        self._place.addWidget(self.form)
        self._dirty = False
        withdrawn = stored is not None and stored.withdrawn_at is not None
        if withdrawn:
            make_read_only(self.form)
        self.withdraw_button.setVisible(stored is not None and not withdrawn)
        self.history_button.setVisible(stored is not None)
        self.save_button.setVisible(not withdrawn)
        self._order_tabs()
        self._say_state(stored)

    def showEvent(self, event: QShowEvent) -> None:
        """The buttons stand below the form, and come after it."""
        super().showEvent(event)
        self._order_tabs()

    def _order_tabs(self) -> None:
        tab_on(self.form, self.withdraw_button, self.history_button, self.save_button)

    def _say_state(self, stored: Consent | None) -> None:
        if stored is not None and stored.withdrawn_at is not None:
            self._state.setText("")
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
        self._state.setText(_recorded(stored) if stored else "")

    def _clear(self) -> None:
        self.banner.clear()
        while (item := self._place.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _edited(self) -> None:
        self._dirty = True
        self.save_button.setEnabled(True)
        self._state.setText(_("Not saved yet"))

    # -- deeds ----------------------------------------------------------------------------

    def _save(self) -> None:
        self._write(replace(self.form.consent, given_at=Moment.now()), "decided by the person")

    def _write(self, consent: Consent, reason: str) -> None:
        self._dirty = False
        self._in_flight += 1
        self._draft.context.worker.run(
            lambda vault: vault.consents.save(consent, reason),
            lambda _answer: self._written(),
            self._refused,
            self,
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
        fresh = blank(interview.id, interview.language)
        self._clear()
        self.form = ConsentForm(fresh, self._draft.context.theme)
        self.form.changed.connect(self._edited)
        self._place.addWidget(self.form)
        self.save_button.setVisible(True)
        self._edited()

    def _withdraw(self) -> None:
        dialog = WithdrawDialog(self, self._draft)
        dialog.open()

    def _show_history(self) -> None:
        ConsentHistory(self, self._draft).open()


def _recorded(consent: Consent) -> str:
    """When it was decided, and upon which text where that is not the one shown now."""
    said = _("Recorded on {day}").format(day=day(consent.given_at))
    read_out = consent.text_version
    if read_out in ("", consent_text(consent.text_language).version):
        return said
    return joined(said, _("Text {version}").format(version=read_out))
