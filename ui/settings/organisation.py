"""Who is responsible for what is recorded here, and the signed settings that say so."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import SkryniaError
from desktop.i18n import _
from desktop.model.identity import Role
from desktop.model.organisation import Organisation
from ui.messages import say_error
from ui.shell.room import RoomContext
from ui.widgets.banner import Banner
from ui.widgets.buttons import quiet_button
from ui.widgets.dialogs.confirm import Question, ask
from ui.widgets.dialogs.file_picker import pick_file, save_as
from ui.widgets.heading import SectionHeading
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row
from ui.widgets.sheet import Sheet
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.handoff.identity.settings import ReadSettings
    from desktop.home.organisation import SignedSettings
    from desktop.vault import Vault


class OrganisationSheet(Sheet):
    """Shows what counts once :meth:`read` has answered. Settings come in by a person alone, who
    is shown first what they say."""

    def __init__(self, context: RoomContext) -> None:
        self._context = context
        self.banner = Banner()
        self.told = paragraph("")
        self.signed = paragraph("", "small", "quiet")
        self.take_button = quiet_button(_("Add settings…"), self._choose, "download")
        self.sign_button = quiet_button(_("Sign for researchers…"), self._choose_target, "seal")
        self.sign_button.hide()
        super().__init__(
            column(
                SectionHeading(_("Organisation")),
                self.told,
                self.signed,
                row(self.take_button, self.sign_button, None),
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

        def work(vault: Vault) -> ReadSettings:
            from desktop.handoff.identity.settings import load_settings

            read = load_settings(path)
            vault.organisation.judge(read.document, read.signature)
            return read

        self._context.worker.run(work, self._ask, self._refuse, self)

    def sign(self, path: Path) -> None:
        """Sign what counts here and write it for researchers."""

        def work(vault: Vault) -> SignedSettings:
            from desktop.handoff.identity.settings import sign_settings

            before = vault.organisation.signed()
            logo = before.settings.logo if before else b""
            return sign_settings(vault, vault.organisation.read(), logo, path)

        self._context.worker.run(work, partial(self._signed, path), self._refuse, self)

    def _show(self, known: tuple[Organisation, SignedSettings | None, Role]) -> None:
        organisation, signed, role = known
        self.told.setText(_told(organisation) or _("Nothing was filled in yet."))
        said = _("Filled in here; no organisation signed it.")
        if signed is not None:
            said = _("Signed by {signer}, number {number}.").format(
                signer=signed.signer, number=signed.settings.number
            )
        self.signed.setText(said)
        self.sign_button.setVisible(role is Role.ORGANISATION)

    def _choose(self) -> None:
        pick_file(self, _("Add settings"), [_kinds()], self.look_at)

    def _choose_target(self) -> None:
        from desktop.handoff.identity.settings import SUFFIX

        title = _("Save the settings")
        save_as(self, title, f"organisation{SUFFIX}", [_kinds()], self.sign)

    def _ask(self, read: ReadSettings) -> None:
        question = Question(
            _("Let these settings count here?"),
            _told(read.settings.organisation),
            _("They stand in consent texts and on pages from now on. Newer settings replace them."),
            _("Add settings"),
            dangerous=False,
        )
        ask(self, question, lambda: self._take(read))

    def _take(self, read: ReadSettings) -> None:
        def work(vault: Vault) -> SignedSettings:
            from desktop.handoff.identity.settings import take_settings

            return take_settings(vault, read)

        self._context.worker.run(work, self._taken, self._refuse, self)

    def _taken(self, signed: SignedSettings) -> None:
        self.read()
        self.banner.say(
            Tone.SAFE,
            _("The settings of {name} count here now.").format(name=signed.signer),
            _("Texts that were read out before stay as they were."),
        )

    def _signed(self, path: Path, signed: SignedSettings) -> None:
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


def _read(vault: Vault) -> tuple[Organisation, SignedSettings | None, Role]:
    return vault.organisation.read(), vault.organisation.signed(), vault.identity.role


def _told(organisation: Organisation) -> str:
    from desktop.handoff.identity.settings_told import settings_told

    return "\n".join(f"{label}: {text}" for label, text in settings_told(organisation) if text)


def _kinds() -> str:
    from desktop.handoff.identity.settings import SUFFIX

    return _("Settings of an organisation (*{ending})").format(ending=SUFFIX)
