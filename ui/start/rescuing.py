"""A damaged vault: where a backup of it lies, and what can still be read of it saved into a new
one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.errors import DamagedKeySlots, DamagedVault, MissingDatabase, SkryniaError
from desktop.formats import format_date_time
from desktop.i18n import _
from desktop.model.values.moment import Moment
from desktop.system.files import write_atomically
from desktop.vault_files import FOLDER_SUFFIX, refuse_within
from ui.messages import say_error
from ui.preferences import Preferences
from ui.start.laying_down import LayingDownPage
from ui.tasks import VaultWorker
from ui.unlocking.entered import Entered
from ui.unlocking.what_opens import offer_what_opens
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button, bare_button, primary_button, quiet_button
from ui.widgets.chosen_folder import ChosenFolder
from ui.widgets.dialogs.save_dialog import SaveDialog
from ui.widgets.label import paragraph, text_label
from ui.widgets.layouts import column, holding, row
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.progress import Progress
    from desktop.vault.backups.near import NearBackup
    from desktop.vault.rescue.rescue import Rescued

_MOST_NAMED: Final = 12
"""Of each kind of thing that is missing: the others are in the list that is saved."""
_NUMBERS: Final = range(2, 100)


def offer_rescue(banner: Banner, error: SkryniaError, rescue: Callable[[], None]) -> None:
    """Below what is said of a vault that did not open: where its database is damaged, or its key
    slots, the way to what can be done."""
    damaged = isinstance(error, DamagedVault | DamagedKeySlots)
    if damaged and not isinstance(error, MissingDatabase):
        banner.offer(_("Save what can still be read…"), rescue)


class RescuePage(LayingDownPage):
    """The damaged vault in ``folder`` is only read. ``restore``: what shows the page of backups,
    with a place of them."""

    def __init__(
        self,
        worker: VaultWorker,
        preferences: Preferences,
        folder: Path,
        back: Callable[[], None],
        restore: Callable[[Path], None],
    ) -> None:
        super().__init__(worker, preferences, _("Passphrase of the vault"))
        self.source, self._to_backups = folder, restore
        self._found: Rescued | None = None
        self._saved_at = Moment.now()
        self.near, self.kept = Banner(), Banner()
        self.keys = ChosenFolder(
            _("A backup with the file keys.json"), _("Choose the backup…"), _("Use its keys")
        )
        self.keys.chosen.connect(lambda chosen: offer_what_opens(self._worker, chosen, self.entry))
        self.entry.submitted.connect(self._rescue)
        self.button: Button = primary_button(_("Save what can be read"), self._rescue, "download")
        self.list_button: Button = quiet_button(_("Save this list…"), self._ask_where, "file")
        self.back: Button = bare_button(_("Back"), back, "arrow-left")
        self.missing = paragraph()
        self.missing.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._asked = holding(
            column(self._said(), self.near, self.keys, self.where, self.entry, gap=4)
        )
        self._lay_out()
        self.where.set_place(folder.parent)
        self.where.set_text(_free_name(folder))
        offer_what_opens(worker, folder, self.entry)
        worker.ask_aside(partial(_near, folder), self._show_near, self)

    def asked(self) -> tuple[QWidget, ...]:
        """Where to, and what opens it."""
        return self._asked, self.button

    def take_focus(self) -> None:
        """What opens it is asked for."""
        self.entry.take_focus()

    def save_list(self, folder: Path) -> None:
        """Save what is missing, as a text, into ``folder``."""
        found, path = self._found, folder / self._list_name
        if found is None:
            return

        def work(_progress: Progress) -> None:
            from desktop.vault.rescue.messages import written_list

            refuse_within(path)
            text = written_list(found, self.source, self.folder, self._saved_at)
            write_atomically(path, text.encode())

        def done(_none: None) -> None:
            text = _("It is not encrypted: it contains codes and counts of what was in the vault.")
            self.kept.say(Tone.SAFE, _("The list was saved."), f"{path}\n{text}")

        self._worker.run_without_vault(
            work, lambda *_: None, done, partial(say_error, self.kept), self
        )

    def _said(self) -> QWidget:
        text = _(
            "What can still be read of {folder} is saved as a new vault beside it, and what is "
            "missing is listed. The damaged vault is not changed."
        )
        return paragraph(text.format(folder=self.source), "quiet")

    def _show_near(self, found: tuple[NearBackup, ...]) -> None:
        if not found:
            return
        newest = found[0]
        instead = _(
            "If nothing important was added since, restore it instead. The date is in the name of "
            "a folder, and is checked before anything is restored."
        )
        self.near.say(
            Tone.INFO,
            _("There is a backup of {time}").format(time=format_date_time(newest.made.local())),
            "\n".join((str(newest.path), instead)),
        )
        self.near.offer(_("Restore this backup"), lambda: self._to_backups(newest.path))

    def _rescue(self) -> None:
        if not self.where.fits():
            self.where.name.setFocus()
            return
        entered = self.entry.entered()
        if entered is not None:
            self._lay_down(entered, partial(self._work, entered), self._rescued)

    def _work(self, entered: Entered, progress: Progress) -> Rescued:
        from desktop.vault.rescue.rescue import rescue

        return rescue(self.source, self.folder, entered.read(), progress, self.keys.folder)

    def _rescued(self, found: Rescued) -> None:
        from desktop.vault.rescue.messages import advice, damaged, missing, saved

        self._found, self._saved_at = found, Moment.now()
        tone = Tone.SAFE if found.whole else Tone.ATTENTION
        title = (
            _("Everything was saved into the new vault.")
            if found.whole
            else _("What could be read was saved into the new vault.")
        )
        text = (
            str(self.folder),
            saved(found),
            damaged(found),
            "" if found.whole else advice(found),
        )
        self.banner.say(tone, title, "\n".join(filter(None, text)))
        self.missing.setText("\n\n".join(missing(found, _MOST_NAMED)))
        self.missing.setVisible(not found.whole)
        self.list_button.setVisible(not found.whole)

    def _failed(self, error: SkryniaError) -> None:
        super()._failed(error)
        if isinstance(error, DamagedKeySlots):
            self.keys.show()

    def _ask_where(self) -> None:
        SaveDialog(
            self, _("Where should the list be saved?"), self._list_name, self.save_list
        ).open()

    @property
    def _list_name(self) -> str:
        return f"{self.folder.stem}-{self._saved_at.local():%Y-%m-%d-%H%M%S}.txt"

    def _ask(self, *, laid: bool) -> None:
        super()._ask(laid=laid)
        for part in (self.missing, self.list_button):
            part.setVisible(laid and self._found is not None)

    def _lay_out(self) -> None:
        title = text_label(_("Save what can still be read"), "title")
        buttons = row(self.back, None, self.list_button, self.button, self.open_button)
        self.setLayout(
            column(
                title,
                self._asked,
                self.progress,
                self.banner,
                self.missing,
                self.kept,
                self.busy,
                None,
                buttons,
                gap=4,
            )
        )
        self.keys.hide()
        self._ask(laid=False)


def _free_name(folder: Path) -> str:
    """The name of the damaged vault with a number: it gives nothing away that the first does
    not."""
    names = (f"{folder.stem}-{number}" for number in _NUMBERS)
    free = (name for name in names if not folder.with_name(f"{name}{FOLDER_SUFFIX}").exists())
    return next(free, folder.stem)


def _near(folder: Path) -> tuple[NearBackup, ...]:
    from desktop.system.sticks import plugged
    from desktop.vault.backups.near import backups_near

    try:
        sticks = [stick.path for stick in plugged()]
    except OSError:
        sticks = []
    return backups_near(folder, sticks)
