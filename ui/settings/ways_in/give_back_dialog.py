"""A vault whose key was left with us is opened for its owner, who gets a new passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.settings.ways_in.way_dialog import WayDialog
from ui.widgets.buttons import primary_button, quiet_button
from ui.widgets.dialogs.file_picker import pick_folder
from ui.widgets.label import paragraph
from ui.widgets.layouts import column, row
from ui.widgets.passphrase.new import NewPassphrase
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.vault import Vault
    from desktop.vault.file.giving_back import GivenBack
    from ui.tasks import VaultWorker


class GiveBackDialog(WayDialog):
    """``given(name)``: whose vault opens with the new passphrase."""

    given = Signal(str)

    def __init__(self, parent: QWidget, worker: VaultWorker) -> None:
        super().__init__(parent, worker, _("Open a vault left with us"))
        self._folder: Path | None = None
        self._name = paragraph(_("No vault is chosen yet."), "quiet")
        self.choose_button = quiet_button(_("Choose the vault…"), self._choose, "folder")
        self.new = NewPassphrase(_("Their passphrase"), _("Their passphrase once more"))
        self.secrets.append(self.new)
        self.new.submitted.connect(self._give)
        self.give_button = primary_button(_("Set passphrase"), self._give)
        said = paragraph(
            _(
                "For a forgotten passphrase or a lost laptop: the vault itself, or a copy of it "
                "that can be written to, opens with the key that its owner left with you. The "
                "owner types a new passphrase. Both logs say that you opened it."
            )
        )
        line = row(self.choose_button, None)
        self.lay_out(
            said, column(line, self._name, gap=1), self.new, self.busy,
            action=self.give_button, back=_("Cancel"),
        )  # fmt: skip
        self.choose_button.setFocus()

    def ready(self) -> bool:
        """A vault is chosen."""
        return self._folder is not None

    def take(self, folder: Path) -> None:
        """This is the vault."""
        self._folder = folder
        self._name.setText(str(folder))
        self.check()
        self.new.setFocus()

    def _choose(self) -> None:
        pick_folder(self, _("Open a vault left with us"), self.take, _("Open this vault"))

    def _give(self) -> None:
        folder, text, problem = self._folder, self.new.text(), self.new.problem()
        if problem:
            self.banner.say(Tone.ATTENTION, problem)
        if problem or folder is None:
            return

        def work(vault: Vault) -> GivenBack:
            from desktop.crypto.secret import Passphrase
            from desktop.vault.file.giving_back import give_back_kept

            return give_back_kept(vault, folder, Passphrase(text))

        self.do(_("Changing the passphrase takes a few seconds…"), work, self._done)

    def _done(self, back: GivenBack) -> None:
        self.end()
        self.given.emit(back.owner.name)
        self.accept()
