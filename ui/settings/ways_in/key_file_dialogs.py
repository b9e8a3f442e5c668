"""Key files on a stick: beside a passphrase, or alone where no person is at the computer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.settings.ways_in.way_dialog import WayDialog, line_field
from ui.unlocking.entered import Entered
from ui.unlocking.secret_entry import SecretEntry, Way
from ui.widgets.buttons import primary_button
from ui.widgets.dialogs.file_picker import save_as
from ui.widgets.label import paragraph

if TYPE_CHECKING:
    from desktop.crypto.secret import KeyFile
    from desktop.vault import Vault
    from ui.tasks import VaultWorker


class _KeyFileDialog(WayDialog):
    """``added``: the vault opens so from now on. The file is read back before, and removed again
    where it came to nothing."""

    added = Signal()

    def __init__(
        self, parent: QWidget, worker: VaultWorker, title: str, own: SecretEntry, *more: QWidget
    ) -> None:
        super().__init__(parent, worker, title)
        self.own = own
        self.own.submitted.connect(self._choose)
        self.save_button = primary_button(_("Save the key file…"), self._choose, "key")
        self.lay_out(*more, self.own, self.busy, action=self.save_button, back=_("Cancel"))
        self.own.take_focus()

    def save(self, path: Path) -> None:
        """Write a new key file there, and let the vault open with it."""
        entered = self.own.entered()
        if entered is None:
            return

        def work(vault: Vault) -> None:
            from desktop.crypto.key_file import new_key_file
            from desktop.vault.file.secret_files import load_key_file, save_key_file

            save_key_file(path, new_key_file())
            try:
                self.use(vault, entered, load_key_file(path))
            except BaseException:
                path.unlink(missing_ok=True)
                raise

        self.do(_("Changing the passphrase takes a few seconds…"), work, lambda _none: self._done())

    def use(self, vault: Vault, entered: Entered, file: KeyFile) -> None:
        """On the vault's thread: what opens by the file."""
        raise NotImplementedError

    def _choose(self) -> None:
        if self.own.entered() is not None:
            kinds = [_("All files (*)")]
            # A name that says nothing to who finds the stick.
            save_as(self, _("Save the key file…").rstrip("…"), "notes.txt", kinds, self.save)

    def _done(self) -> None:
        self.end()
        self.added.emit()
        self.accept()


class SecondPartDialog(_KeyFileDialog):
    """One's own passphrase opens the vault only with the file from now on."""

    def __init__(self, parent: QWidget, worker: VaultWorker) -> None:
        said = paragraph(
            _(
                "From now on your passphrase opens this vault only together with a file. Save it "
                "to a USB stick and keep that apart from the laptop. If it is lost, only "
                "another way opens the vault: add a recovery sheet first."
            )
        )
        own = SecretEntry(_("Passphrase now"), [Way.PASSPHRASE])
        super().__init__(parent, worker, _("Key file beside the passphrase"), own, said)
        self.secrets.append(own)

    def use(self, vault: Vault, entered: Entered, file: KeyFile) -> None:
        from desktop.crypto.secret import Passphrase, PassphraseWithFile

        old = entered.read()
        if isinstance(old, Passphrase):
            vault.ways_in.change(old, PassphraseWithFile(old.text, file))


class FileAloneDialog(_KeyFileDialog):
    """Only in an organisation's vault."""

    def __init__(self, parent: QWidget, worker: VaultWorker) -> None:
        said = paragraph(
            _(
                "For a computer of the organisation that receives packages without a person. "
                "Whoever has this file and the vault can read everything, without a passphrase."
            )
        )
        self.place_field, self.place = line_field(
            _("Where it is kept"), _("Only you see this, inside the vault.")
        )
        own = SecretEntry(_("Passphrase now"))
        super().__init__(parent, worker, _("Key file alone"), own, said, self.place_field)
        self.secrets.append(own)

    def use(self, vault: Vault, entered: Entered, file: KeyFile) -> None:
        from desktop.crypto.slots.making import by_key_file

        place = self.place.text().strip()
        vault.ways_in.add(entered.read(), by_key_file(file), vault.identity.name, place)
