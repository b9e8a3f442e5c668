"""A vault is left behind for a journey: backed up for others to open, read back, and destroyed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.errors import ChangedMeanwhile, ChooseWays, NotWhole, SkryniaError
from desktop.i18n import _
from desktop.messages.backup_made import (
    as_it_is_told,
)
from desktop.messages.backups import (
    way_named,
)
from desktop.messages.leaving import leaving_told
from desktop.messages.ways_in import way_called
from desktop.model.values.moment import Moment
from desktop.model.way_in import HELD_BY_OTHERS
from desktop.vault_files import BACKUPS_SUFFIX
from ui.preferences import Preferences
from ui.scale import TARGET
from ui.shell.backed_up import say_not_backed_up
from ui.start.housing.named import DeleteVaultDialog
from ui.start.secret_job import SecretJobPage
from ui.tasks import VaultWorker
from ui.unlocking.entered import Entered
from ui.unlocking.what_opens import offer_what_opens
from ui.widgets.buttons import Button, bare_button, danger_button, primary_button
from ui.widgets.chosen_folder import ChosenFolder
from ui.widgets.field import Field
from ui.widgets.label import paragraph, text_label
from ui.widgets.layouts import column, empty, holding, row
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.progress import Progress
    from desktop.vault.travel import Left, Packed


class LeavePage(SecretJobPage):
    """The vault in ``folder``. ``left``: is given what it became, once it is destroyed."""

    def __init__(
        self,
        worker: VaultWorker,
        preferences: Preferences,
        folder: Path,
        back: Callable[[], None],
        left: Callable[[Path, Left], None],
    ) -> None:
        super().__init__(worker, preferences, _("Passphrase of the vault"))
        self.folder, self._left = folder, left
        self._packed: Packed | None = None
        self._backup: Path | None = None
        self.place = ChosenFolder(
            _("Where the backup goes"), _("Choose the folder…"), _("Back up to this folder")
        )
        self.place.chosen.connect(self._chosen)
        self.beside = paragraph(
            _(
                "This folder is on the same disk as the vault: the backup would stay with you. "
                "Choose a USB stick, and hand it over."
            ),
            "brick",
        )
        self.ways: dict[str, QCheckBox] = {}
        self._damaged = False
        self._boxes = column(gap=1)
        self.who = Field(_("Who can open the backup"), holding(self._boxes))
        self.entry.submitted.connect(self._pack)
        self.button: Button = primary_button(_("Back up and check"), self._pack, "backup")
        self.delete_button: Button = danger_button(_("Delete the vault here…"), self._ask_to_delete)
        self.back: Button = bare_button(_("Back"), back, "arrow-left")
        parts = (self._said(), self.place, self.beside, self.who, self.entry)
        self._asked = holding(column(*parts, gap=4))
        self._lay_out()
        offer_what_opens(worker, folder, self.entry)
        worker.ask_aside(partial(_held, folder), self._offer, self)

    def take_focus(self) -> None:
        """First, where the backup goes."""
        self.place.setFocus()

    def refused(self) -> None:
        """The page as it was before, or before the question where it was packed already."""
        if self._packed is None:
            super().refused()
        else:
            self.delete_button.setFocus()

    def _said(self) -> QWidget:
        text = _(
            "{folder} is backed up so that only others can open it, and all of the backup is read "
            "back. Nothing is deleted before you say so."
        )
        return paragraph(text.format(folder=self.folder), "quiet")

    def _offer(self, held: dict[str, str]) -> None:
        """A box for each way that others hold, by id; one alone is not to be unchosen. Of several
        of one kind nobody can tell whose they are until the vault was opened."""
        if len(held) == len(set(held.values())):
            self._show_ways({id_: way_called(kind) for id_, kind in held.items()}, chosen=True)

    def _show_ways(self, called: dict[str, str], *, chosen: bool) -> None:
        empty(self._boxes)
        self.ways.clear()
        for id_, name in called.items():
            box = QCheckBox(name[:1].upper() + name[1:])
            box.setMinimumHeight(TARGET)
            box.setChecked(chosen)
            box.setEnabled(len(called) > 1)
            self.ways[id_] = box
            self._boxes.addWidget(box)
        self.who.setVisible(bool(called))

    def _chosen(self, place: Path) -> None:
        self.banner.clear()
        self.beside.hide()
        self._worker.ask_aside(
            partial(_on_one_disk, self.folder, place), self.beside.setVisible, self
        )

    def _pack(self) -> None:
        place = self.place.folder
        if place is None:
            self.banner.say(Tone.INFO, _("Choose first where the backup goes."))
            self.place.setFocus()
            return
        ways = tuple(id_ for id_, box in self.ways.items() if box.isChecked())
        if self.ways and not ways:
            self.banner.say(Tone.INFO, _("Choose first who can open the backup."))
            return
        entered = self.entry.entered()
        if entered is not None:
            day = f"{Moment.now().local():%Y-%m-%d-%H%M%S}"
            path = place / f"{self.folder.stem}-{day}{BACKUPS_SUFFIX}"
            self._begin_job(
                partial(self._packing, entered, path, ways, self._damaged),
                partial(self._packed_up, path),
            )

    def _packing(
        self,
        entered: Entered,
        path: Path,
        ways: tuple[str, ...],
        damaged: bool,
        progress: Progress,
    ) -> Packed:
        from desktop.vault.travel import pack

        # Where the vault did not answer yet, which it has was not chosen.
        return pack(self.folder, entered.read(), path, progress, ways, damaged=damaged)

    def _packed_up(self, path: Path, packed: Packed) -> None:
        self._packed, self._backup, self._damaged = packed, path, False
        self.entry.clear()
        self._ask(packed=True)
        still = _("The vault is still on this computer until you delete it.")
        told = as_it_is_told(packed.left.made)
        self.banner.say(
            Tone.ATTENTION if told else Tone.SAFE,
            _("Backed up and checked."),
            "\n".join((str(path), still, *told)),
        )
        self.delete_button.setFocus()

    def _ask_to_delete(self) -> None:
        if self._packed is not None and self._backup is not None:
            what = leaving_told(self.folder, self._backup, self._packed.left.made)
            DeleteVaultDialog(self, self.folder, self._delete, what).open()

    def _delete(self) -> None:
        packed = self._packed
        if packed is None:
            return

        def work(_progress: Progress) -> Left:
            from desktop.vault.travel import destroy

            return destroy(packed)

        self._begin_job(work, partial(self._left, self.folder))

    def _failed(self, error: SkryniaError) -> None:
        if isinstance(error, ChangedMeanwhile):
            self._packed = None
            self._ask(packed=False)
        super()._failed(error)
        if isinstance(error, ChooseWays):
            self._show_ways({each.slot_id: way_named(each) for each in error.ways}, chosen=False)
            self._say_choose()
        elif isinstance(error, NotWhole):
            say_not_backed_up(self.banner, error, self._go_on_damaged)

    def _say_choose(self) -> None:
        self.banner.say(
            Tone.INFO,
            _("Choose who can open the backup"),
            _(
                "Choose above whom you give it to, and can reach later. Then type the passphrase "
                "again."
            ),
        )

    def _go_on_damaged(self) -> None:
        """The vault goes as it is; what opens it is asked for again."""
        self._damaged = True
        self.banner.say(
            Tone.ATTENTION,
            _("The vault is backed up as it is."),
            _("Type the passphrase again, and back it up. Nothing is deleted before you say so."),
        )
        self.entry.take_focus()

    def _ask(self, *, packed: bool) -> None:
        self._asked.setVisible(not packed)
        self.button.setVisible(not packed)
        self.delete_button.setVisible(packed)

    def _lay_out(self) -> None:
        text = _("Leave the vault “{name}” behind").format(name=self.folder.stem)
        title = text_label(text, "title", wrap=True)
        buttons = row(self.back, None, self.button, self.delete_button)
        self.setLayout(
            column(title, self._asked, self.progress, self.banner, self.busy, None, buttons, gap=4)
        )
        self.beside.hide()
        self.who.hide()
        self._ask(packed=False)


def _held(folder: Path) -> dict[str, str]:
    """The ways by which others open it: id and kind."""
    from desktop.vault.file.folder import read_slots

    try:
        slots = read_slots(folder).slots
    except SkryniaError:
        return {}
    return {slot.id: slot.kind for slot in slots if slot.kind in HELD_BY_OTHERS}


def _on_one_disk(folder: Path, place: Path) -> bool:
    try:
        return folder.stat().st_dev == place.stat().st_dev
    except OSError:
        return False
