"""Who this vault is to others: its card, the digits they compare, and its age key."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.i18n import _
from ui.shell.room import RoomContext
from ui.widgets.buttons import quiet_button
from ui.widgets.dialogs.confirm import Question, ask
from ui.widgets.dialogs.file_picker import save_as
from ui.widgets.own_card import OwnCardSheet
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.vault import Vault


class IdentitySheet(OwnCardSheet):
    """One's own card, and beside it the key that opens packages without Skrynia."""

    def __init__(self, context: RoomContext) -> None:
        self.key_button = quiet_button(_("Export the age key…"), self._ask_for_key, "key")
        super().__init__(context, _("This vault's identity"), self.key_button)

    def export_key(self, path: Path) -> None:
        """Write the age identity, by which packages open without Skrynia."""

        def work(vault: Vault) -> None:
            from desktop.handoff.identity.age_key import export_age_key

            export_age_key(vault, path)

        self._context.worker.run(work, lambda _none: self._exported(path), self._refuse, self)

    def _ask_for_key(self) -> None:
        question = Question(
            _("Export the key that opens packages?"),
            _(
                "Whoever has this file can read every package that was or will be encrypted "
                "to this vault. It is not protected by your passphrase. Keep it on a USB "
                "stick in a safe, never on this laptop."
            ),
            _("This cannot be undone: whoever copies the key can open packages from then on."),
            _("Export the key…"),
        )
        ask(self, question, self._choose_key_file)

    def _choose_key_file(self) -> None:
        kinds = [_("Text files (*.txt)")]
        save_as(self, _("Export the age key"), "key.txt", kinds, self.export_key)

    def _exported(self, path: Path) -> None:
        self.banner.say(
            Tone.ATTENTION,
            _("Saved as {name}.").format(name=path.name),
            _("It is not encrypted, and whoever has it can open your packages. This was noted."),
        )
