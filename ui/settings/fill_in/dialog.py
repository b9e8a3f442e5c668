"""The form in which an organisation fills in its settings; saving signs them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial, reduce
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from desktop.model.organisation import Organisation
from desktop.model.typed_words import words_form
from desktop.model.version import RecordKind
from ui.kept_form import Sheaf
from ui.kept_words import Words
from ui.messages import say_error
from ui.settings.fill_in.bodies import BodyFields
from ui.settings.fill_in.logo import LogoField
from ui.settings.fill_in.names import LineFields, NameFields
from ui.settings.fill_in.part import Part
from ui.settings.fill_in.referrals import ReferralRows
from ui.settings.fill_in.texts import TextFields, falls_away_told
from ui.shell.room import RoomContext
from ui.widgets.buttons import primary_button
from ui.widgets.dialogs.form_dialog import FormDialog
from ui.widgets.heading import SectionHeading
from ui.widgets.label import paragraph
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.home.organisation import SignedSettings
    from desktop.vault import Vault

FILL_IN: Final = words_form(RecordKind("organisation"), "settings")
_WIDTH: Final = 720


class FillInDialog(FormDialog):
    """``filled(SignedSettings)`` once they count here. Enter signs nothing: the form is long."""

    filled = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        context: RoomContext,
        organisation: Organisation,
        signed: SignedSettings | None,
    ) -> None:
        super().__init__(parent, context.worker, _("Settings of the organisation"))
        self.set_width(_WIDTH)
        self._before = organisation
        failed = partial(say_error, self.banner)
        logo, picture = (signed.settings.logo, signed.logo) if signed else (b"", b"")
        self.names = NameFields(organisation)
        self.lines = LineFields(organisation, self.check)
        self.logo = LogoField(context.worker, failed, logo, picture)
        self.referrals = ReferralRows(organisation)
        self.bodies = BodyFields(organisation)
        texts = signed.settings.organisation.texts if signed else ()
        self.texts = TextFields(context.worker, failed, organisation, texts)
        for part in (self.logo, self.texts):
            part.looked.connect(self.check)
        self.texts.saved.connect(self._say_saved)
        self.save_button = primary_button(_("Sign and save"), self._save, "seal")
        self.save_button.setDefault(False)
        self.lay_out(*self._sections(), action=self.save_button)
        self.keep(context, Sheaf(FILL_IN, self._words()), {})

    def ready(self) -> bool:
        """Every file that was chosen was looked at, and the years are a number that fits."""
        return self.lines.fit and not (self.logo.waiting or self.texts.waiting)

    def _sections(self) -> tuple[QWidget, ...]:
        named = _("These names appear in consent texts. What is empty is asked for there.")
        help_ = _("They are shown beside a referral and on the page for the person.")
        behind = _("The names are shown after a type of recipient on pages in this language.")
        own = _("Save a copy, change it in an editor, and choose it. It is checked line by line.")
        if self.texts.falls_away:
            own = f"{falls_away_told(self.texts.falls_away)} {own}"
        return (
            paragraph(named),
            self.names,
            self.lines,
            SectionHeading(_("Logo")),
            self.logo,
            SectionHeading(_("Where to find help"), help_),
            self.referrals,
            SectionHeading(_("Recipients by name"), behind),
            self.bodies,
            SectionHeading(_("Own consent texts"), own),
            self.texts,
        )

    @property
    def _parts(self) -> tuple[Part, ...]:
        return (self.names, self.lines, self.referrals, self.bodies, self.texts)

    def _words(self) -> Mapping[str, Words]:
        kept = (*(each.words for each in self._parts), self.logo.words)
        return {name: words for each in kept for name, words in each.items()}

    def typed(self) -> Organisation:
        """The organisation as it stands in the form."""
        return reduce(lambda so_far, part: part.put(so_far), self._parts, self._before)

    def _say_saved(self, name: str) -> None:
        self.banner.say(Tone.SAFE, _("Saved as {name}.").format(name=name))

    def _save(self) -> None:
        organisation, logo = self.typed(), self.logo.data

        def work(vault: Vault) -> SignedSettings:
            from desktop.handoff.identity.settings import fill_in

            return fill_in(vault, organisation, logo)

        self.ask_vault(work, self._done)

    def _done(self, signed: SignedSettings) -> None:
        self.filled.emit(signed)
        self.accept()
