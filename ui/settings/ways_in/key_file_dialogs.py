"""Key files on a stick: beside a passphrase, or alone where no person is at the computer."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.settings.ways_in.way_dialog import WayDialog, line_field
from ui.unlocking.entered import Entered
from ui.unlocking.secret_entry import Way
from ui.widgets.buttons import primary_button
from ui.widgets.dialogs.file_picker import save_as
from ui.widgets.label import paragraph

if TYPE_CHECKING:
    from desktop.crypto.secret import KeyFile
    from desktop.vault import Vault
    from ui.shell.room import RoomContext


class _KeyFileDialog(WayDialog):
    """``added``: the vault opens so from now on. The file is read back before, and removed again
    where it came to nothing."""

    added = Signal()

    def __init__(
        self, parent: QWidget, context: RoomContext, title: str, ways: Collection[Way],
        said: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent, context, title)
        more = self.more()
        self.own = self.own_secret(ways)
        self.own.submitted.connect(self._choose)
        self.save_button = primary_button(_("Save the key file…"), self._choose, "key")
        self.lay_out(said, *more, self.own, self.busy, action=self.save_button, back=_("Cancel"))
        self.own.take_focus()

    def more(self) -> tuple[QWidget, ...]:
        """What else is asked."""
        raise NotImplementedError

    def save(self, path: Path) -> None:
        """Write a new key file there, and let the vault open with it."""
        entered = self.own.entered()
        if entered is None or not self.ready():
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
        if self.own.entered() is not None and self.ready():
            kinds = [_("All files (*)")]
            # A name that says nothing to who finds the stick.
            save_as(self, _("Save the key file…").rstrip("…"), "notes.txt", kinds, self.save)

    def _done(self) -> None:
        self.end()
        self.added.emit()
        self.accept()


class SecondPartDialog(_KeyFileDialog):
    """One's own passphrase opens the vault only with the file from now on."""

    def __init__(self, parent: QWidget, context: RoomContext) -> None:
        said = paragraph(
            _(
                "From now on your passphrase opens this vault only together with a file. Save it "
                "to a USB stick and keep that apart from the laptop. If it is lost, only "
                "another way opens the vault."
            )
        )
        super().__init__(
            parent, context, _("Key file beside the passphrase"), [Way.PASSPHRASE], said
        )

    def more(self) -> tuple[QWidget, ...]:
        self.only = self.only_way()
        return (self.only,)

    def ready(self) -> bool:
        """Another way opens the vault, or leave was given to do without."""
        return self.only.may_go_on

    def use(self, vault: Vault, entered: Entered, file: KeyFile) -> None:
        from desktop.crypto.secret import Passphrase, PassphraseWithFile

        old = entered.read()
        assert isinstance(old, Passphrase)  # noqa: S101  # by the way that is offered
        vault.ways_in.change(old, PassphraseWithFile(old.text, file))


class FileAloneDialog(_KeyFileDialog):
    """Only in an organisation's vault."""

    def __init__(self, parent: QWidget, context: RoomContext) -> None:
        said = paragraph(
            _(
                "For a computer of the organisation that receives packages without a person. "
                "Whoever has this file and the vault can read everything, without a passphrase."
            )
        )
        super().__init__(parent, context, _("Key file alone"), tuple(Way), said)

    def more(self) -> tuple[QWidget, ...]:
        self.place_field, self.place = line_field(
            _("Where it is kept"), _("Only you see this, inside the vault.")
        )
        return (self.place_field,)

    def use(self, vault: Vault, entered: Entered, file: KeyFile) -> None:
        from desktop.crypto.slots.making import by_key_file

        place = self.place.text().strip()
        vault.ways_in.add(entered.read(), by_key_file(file), vault.identity.name, place)
