"""Who is responsible for what is recorded here, and the signed settings that say so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import SkryniaError
from desktop.i18n import _
from desktop.model.identity import Role
from desktop.model.organisation import Organisation
from ui.messages import say_error
from ui.settings.fill_in.dialog import FillInDialog
from ui.settings.look import Look, LookDialog
from ui.shell.room import RoomContext
from ui.widgets.banner import Banner
from ui.widgets.buttons import quiet_button
from ui.widgets.dialogs.file_picker import pick_file, save_as
from ui.widgets.flow import flowing
from ui.widgets.heading import SectionHeading
from ui.widgets.label import paragraph
from ui.widgets.layouts import column
from ui.widgets.sheet import Sheet
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.handoff.identity.settings import ReadSettings
    from desktop.handoff.identity.settings_told import UnfitTold
    from desktop.home.organisation import SignedSettings
    from desktop.vault import Vault


@dataclass(frozen=True, slots=True)
class Known:
    """What counts in a vault; ``signed``: the settings that say so, None where nobody signed;
    ``unfit``: said where their own texts do not fit the form any more, and do not count."""

    organisation: Organisation
    signed: SignedSettings | None
    role: Role
    unfit: UnfitTold | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """Settings that came, not counting yet. ``then``: what would count with them, over what was
    filled in here; ``now``: what counts; ``picture``: made of their logo."""

    read: ReadSettings
    signer: str
    then: Organisation
    now: Known
    picture: bytes


class OrganisationSheet(Sheet):
    """Shows what counts once :meth:`read` has answered. Settings come in by a person alone, who
    is shown first what they say."""

    def __init__(self, context: RoomContext) -> None:
        self._context = context
        self.banner = Banner()
        self.told = paragraph("")
        self.signed = paragraph("", "small", "quiet")
        self.take_button = quiet_button(_("Add settings…"), self._choose, "download")
        self.fill_button = quiet_button(_("Fill in…"), self.fill_in, "pen")
        self.write_button = quiet_button(_("Save for researchers…"), self._choose_target, "upload")
        self.show_button = quiet_button(_("Show…"), self.show_whole)
        self.fill_button.hide()
        self.write_button.hide()
        self._known: Known | None = None
        super().__init__(
            column(
                SectionHeading(_("Organisation")),
                self.told,
                self.signed,
                flowing(self.fill_button, self.show_button, self.take_button, self.write_button),
                self.banner,
                gap=4,
                margin=6,
            )
        )

    def read(self) -> None:
        """Ask the vault what counts."""
        self._context.worker.run(_read, self._show, self._refuse, self)

    def look_at(self, path: Path) -> None:
        """Read a file and ask whether its settings are to count here; nothing is taken yet."""

        def work(vault: Vault) -> Came:
            return _came(vault, path)

        self._context.worker.run(work, self._ask, self._refuse, self)

    def write(self, path: Path) -> None:
        """Write what counts here for researchers."""

        def work(vault: Vault) -> SignedSettings:
            from desktop.handoff.identity.settings import write_settings

            return write_settings(vault, path)

        self._context.worker.run(work, partial(self._written, path), self._refuse, self)

    def fill_in(self) -> None:
        """The form for what this vault says as an organisation; nothing in a researcher's."""
        self._context.worker.run(_read, self._open_form, self._refuse, self)

    def _open_form(self, known: Known) -> None:
        if known.role is not Role.ORGANISATION or any(
            each.isVisible() for each in self.findChildren(FillInDialog)
        ):
            return
        form = FillInDialog(self, self._context, known.organisation, known.signed)
        form.filled.connect(self._filled)
        form.open()

    def show_whole(self) -> None:
        """All that counts here, with logo and own texts."""
        if self._known is not None:
            organisation, signed = self._known.organisation, self._known.signed
            logo = signed.logo if signed else b""
            look = Look(_("Settings that apply here"), self.signed.text(), organisation, logo)
            LookDialog(self, self._context.theme, look).open()

    def _show(self, known: Known) -> None:
        self._known = known
        signed = known.signed
        self.told.setText(_told(known.organisation) or _("Nothing was filled in yet."))
        said = _("Filled in here; no organisation signed it.")
        if signed is not None:
            said = _signed_by(signed.signer, signed.settings.number)
        self.signed.setText(said)
        if known.unfit:
            self.banner.say(Tone.ATTENTION, known.unfit.title, known.unfit.what)
        self.fill_button.setVisible(known.role is Role.ORGANISATION)
        self.write_button.setVisible(known.role is Role.ORGANISATION)

    def _choose(self) -> None:
        pick_file(self, _("Add settings"), [_kinds()], self.look_at)

    def _choose_target(self) -> None:
        from desktop.handoff.identity.settings import SUFFIX

        signed = self._known.signed if self._known else None
        # A stick may hold the last ones still, and nothing is ever overwritten.
        name = f"organisation-{signed.settings.number}" if signed else "organisation"
        save_as(self, _("Save the settings"), f"{name}{SUFFIX}", [_kinds()], self.write)

    def _ask(self, came: Came) -> None:
        signed = _signed_by(came.signer, came.read.settings.number)
        then = _(
            "From now on they appear in consent texts and on pages. Newer settings replace them."
        )
        before = came.now.signed
        logo_now = before.settings.logo if before else b""
        look = Look(
            _("Use these settings here?"),
            f"{signed} {then}",
            came.then,
            came.picture,
            came.now.organisation,
            logo_differs=came.read.settings.logo != logo_now,
            logo_now=bool(logo_now),
        )
        LookDialog(self, self._context.theme, look, lambda: self._take(came.read)).open()

    def _take(self, read: ReadSettings) -> None:
        def work(vault: Vault) -> SignedSettings:
            from desktop.handoff.identity.settings import take_settings

            return take_settings(vault, read)

        self._context.worker.run(work, self._taken, self._refuse, self)

    def _taken(self, signed: SignedSettings) -> None:
        self.read()
        self.banner.say(
            Tone.SAFE,
            _("The settings of {name} now apply here.").format(name=signed.signer),
            _("Texts that were read out before do not change."),
        )

    def _filled(self, signed: SignedSettings) -> None:
        self.read()
        self.banner.say(
            Tone.SAFE,
            _("Signed and saved, number {number}.").format(number=signed.settings.number),
            _("It applies in this vault. Save it for researchers, who add it on their laptops."),
        )

    def _written(self, path: Path, signed: SignedSettings) -> None:
        self.read()
        self.banner.say(
            Tone.SAFE,
            _("Saved as {name}.").format(name=path.name),
            _("Number {number}. Give it to researchers who trust your card.").format(
                number=signed.settings.number
            ),
        )

    def _refuse(self, error: SkryniaError) -> None:
        say_error(self.banner, error)


def _signed_by(signer: str, number: int) -> str:
    return _("Signed by {signer}, number {number}.").format(signer=signer, number=number)


def _read(vault: Vault) -> Known:
    from desktop.handoff.identity.settings_told import unfit_told

    told, role = vault.organisation, vault.identity.role
    refused = told.unfit_texts()
    unfit = unfit_told(refused, role is Role.ORGANISATION) if refused else None
    return Known(told.read(), told.signed(), role, unfit)


def _came(vault: Vault, path: Path) -> Came:
    from desktop.handoff.identity.settings import load_settings, picture_of

    read = load_settings(path)
    vault.organisation.judge(read.document, read.signature)
    picture = picture_of(read.settings.logo)
    known = vault.cards.find(read.fingerprint)
    signer = known.card.name if known else vault.identity.name
    then = read.settings.organisation.over(vault.organisation.local())
    return Came(read, signer, then, _read(vault), picture)


def _told(organisation: Organisation) -> str:
    from desktop.handoff.identity.settings_told import settings_told

    return "\n".join(f"{label}: {text}" for label, text in settings_told(organisation) if text)


def _kinds() -> str:
    from desktop.handoff.identity.settings import SUFFIX

    return _("Settings of an organisation (*{ending})").format(ending=SUFFIX)
