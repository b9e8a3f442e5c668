"""The menu of a closed vault on the start screen.

What its entries lead to is imported when one is chosen: the first window does not wait for it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from desktop.errors import SkryniaError
from desktop.i18n import _
from ui.messages import say_error
from ui.preferences import Preferences
from ui.tasks import VaultWorker
from ui.widgets.buttons import Button, bare_button
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.progress import Progress
    from ui.start.opening import OpeningPage


class VaultMenu(QObject):
    """Of the vault that ``chosen`` says; ``again`` is given what to show afterwards, or None.
    ``rescue``: shows what can be done where it is damaged."""

    def __init__(
        self,
        page: OpeningPage,
        worker: VaultWorker,
        preferences: Preferences,
        chosen: Callable[[], Path],
        again: Callable[[Path | None], None],
        rescue: Callable[[], None],
    ) -> None:
        super().__init__(page)
        self._page, self._worker, self._preferences = page, worker, preferences
        self._chosen, self._again, self._rescue = chosen, again, rescue
        self.button: Button = bare_button(_("This vault…"), self._show)

    def menu(self) -> QMenu:
        """What can be done, for the vault that is chosen now."""
        menu = QMenu(self.button)
        menu.addAction(_("Rename…"), self.rename)
        menu.addAction(_("Move…"), self.move)
        listed = str(self._chosen()) in self._preferences.value.known_vaults
        menu.addAction(_("Remove from list"), self.forget).setEnabled(listed)
        menu.addAction(_("Save what can still be read…"), self._rescue)
        menu.addSeparator()
        menu.addAction(_("Delete for good…"), self.delete)
        return menu

    def rename(self) -> None:
        """Ask for another name."""
        from ui.start.housing.named import RenameVaultDialog

        RenameVaultDialog(self._page, self._chosen(), self._move_to).open()

    def move(self) -> None:
        """Ask for another folder."""
        from ui.widgets.dialogs.file_picker import pick_folder

        pick_folder(self._page, _("Where the vault is kept"), self._move_into)

    def forget(self) -> None:
        """Off the list; the vault itself is not changed."""
        self._drop(self._chosen())

    def delete(self) -> None:
        """Ask for its name, and destroy it."""
        from ui.start.housing.named import DeleteVaultDialog

        DeleteVaultDialog(self._page, self._chosen(), self._delete).open()

    def _show(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))

    def _move_into(self, place: Path) -> None:
        self._move_to(place / self._chosen().name)

    def _move_to(self, target: Path) -> None:
        folder = self._chosen()

        def work(progress: Progress) -> None:
            from desktop.vault.file.housing import move_vault

            move_vault(folder, target, progress)

        self._begin(work, lambda: self._moved(folder, target), _("Moving the vault…"))

    def _moved(self, folder: Path, target: Path) -> None:
        if str(folder) in self._preferences.value.known_vaults:
            self._preferences.change(lambda s: s.without_vault(folder).with_vault(target))
        self._again(target)

    def _delete(self) -> None:
        folder = self._chosen()

        stays: list[str] = []

        def work(_progress: Progress) -> None:
            from desktop.vault.file.housing import destroy_vault

            stays.extend(destroy_vault(folder))

        self._begin(work, lambda: self._deleted(folder, stays), _("Deleting the vault…"))

    def _deleted(self, folder: Path, stays: list[str]) -> None:
        from desktop.messages.holding import destroyed_told, stays_told

        self._drop(folder)
        said = "\n".join(filter(None, (destroyed_told(), stays_told(folder, stays))))
        self._page.banner.say(Tone.INFO, _("The vault was deleted."), said)

    def _drop(self, folder: Path) -> None:
        self._preferences.change(lambda settings: settings.without_vault(folder))
        known = self._preferences.value.known_vaults
        self._again(Path(known[0]) if known else None)

    def _begin(self, work: Callable[[Progress], None], done: Callable[[], None], what: str) -> None:
        self._page.banner.clear()
        self._page.set_waiting(True)
        self._page.busy.begin(what)

        def ended() -> None:
            self._page.busy.end()
            self._page.set_waiting(False)

        def succeeded(_none: None) -> None:
            ended()
            done()

        def failed(error: SkryniaError) -> None:
            ended()
            say_error(self._page.banner, error)

        self._worker.run_without_vault(work, lambda *_: None, succeeded, failed, self._page)
