"""Known vaults and one passphrase field, the other ways to unlock below it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop.errors import SkryniaError
from desktop.i18n import _
from ui.preferences import Preferences
from ui.shell.afterwards import new_passphrase_after
from ui.start.housing.menu import VaultMenu
from ui.start.opening import OpeningPage
from ui.tasks import VaultWorker
from ui.unlocking.pace import Stopwatch, unlocking_told
from ui.unlocking.secret_entry import SecretEntry
from ui.unlocking.what_opens import offer_what_opens
from ui.widgets.buttons import Button, bare_button, primary_button
from ui.widgets.label import text_label
from ui.widgets.layouts import column, row
from ui.widgets.lists.list_pane import ListPane
from ui.widgets.lists.rows import Row, RowsModel
from ui.widgets.passphrase.field import PassphraseField

if TYPE_CHECKING:
    from desktop.vault import Vault

_MOST_SEEN = 3


class UnlockPage(OpeningPage):
    """The vault used last is chosen; a click or Enter on a vault leads to the passphrase field, in
    which Enter unlocks it. ``damaged(folder)``: what can still be read of it is to be saved."""

    damaged = Signal(Path)

    def __init__(
        self, worker: VaultWorker, preferences: Preferences, other: Callable[[], None]
    ) -> None:
        super().__init__(worker)
        self._preferences, self._watch = preferences, Stopwatch()
        self._model = RowsModel(self)
        self.list = ListPane(_("Vaults on this computer"), self._model)
        self.list.setProperty("plain", "true")
        self.list.opened.connect(lambda _key: self._chosen())
        # A hand that chose a vault goes to the keys next; arrows go on through the list.
        self.list.clicked.connect(lambda _index: self.take_focus())
        self.list.entered.connect(lambda _key: self.take_focus())
        self.entry = SecretEntry(_("Passphrase"))
        self.entry.submitted.connect(self._submit)
        self.button: Button = primary_button(_("Unlock"), self._submit, "unlock")
        self.menu = VaultMenu(
            self, worker, preferences, lambda: self.folder, self._again, self.rescue
        )
        self._other = other
        self.other: Button = bare_button(_("Other options"), other)
        buttons = row(self.other, self.menu.button, None, self.button, gap=1)
        title = text_label(_("Unlock a vault"), "title")
        self.setLayout(
            column(title, self.list, self.entry, self.banner, self.busy, buttons, None, gap=4)
        )

    def take_focus(self) -> None:
        """What opens the vault is asked for; the list is a step back."""
        self.entry.take_focus()

    def offer(self, folder: Path) -> None:
        """Show the known vaults with this one chosen; it need not be known."""
        known = [Path(name) for name in self._preferences.value.known_vaults]
        folders = known if folder in known else [folder, *known]
        self._model.set_rows([_row(each) for each in folders])
        self.list.follow_rows(_MOST_SEEN)
        self.list.show_row(str(folder))
        self._chosen()

    @property
    def field(self) -> PassphraseField:
        """Where the passphrase is typed."""
        return self.entry.field

    @property
    def folder(self) -> Path:
        """The vault that is chosen."""
        return Path(self.list.chosen_key)

    def refused(self) -> None:
        """Another try needs the passphrase anew."""
        self.entry.refused()

    def forget(self) -> None:
        """Let go what was typed."""
        self.entry.clear()

    def _chosen(self) -> None:
        self.banner.clear()
        offer_what_opens(self._worker, self.folder, self.entry)

    def _submit(self) -> None:
        entered, folder = self.entry.entered(), self.folder
        if entered is None:
            return

        def work() -> Vault:
            from desktop.vault import open_vault

            return open_vault(folder, entered.read())

        self.afterwards = new_passphrase_after(entered)

        self._watch = Stopwatch()
        self.open(folder, work, unlocking_told(self._preferences))

    def _done(self, folder: Path) -> None:
        self._watch.stop(self._preferences)
        super()._done(folder)

    def _failed(self, error: SkryniaError) -> None:
        super()._failed(error)
        from ui.start.rescuing import offer_rescue

        offer_rescue(self.banner, error, self.rescue)

    def rescue(self) -> None:
        """Save what can still be read of the vault that is chosen."""
        self.damaged.emit(self.folder)

    def _again(self, folder: Path | None) -> None:
        """Show this vault, or what else there is where no vault is left."""
        if folder is not None:
            self.offer(folder)
        else:
            self._other()


def _row(folder: Path) -> Row:
    return Row(str(folder), folder.stem, str(folder.parent))
