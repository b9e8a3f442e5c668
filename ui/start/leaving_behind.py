"""A vault is left behind for a journey: backed up for others to open, read back, and destroyed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.errors import ChangedMeanwhile, SkryniaError
from desktop.i18n import _
from desktop.messages.backups import leaving_told
from desktop.messages.ways_in import way_called
from desktop.model.values.moment import Moment
from desktop.model.way_in import HELD_BY_OTHERS
from desktop.vault_files import BACKUPS_SUFFIX
from ui.preferences import Preferences
from ui.scale import TARGET
from ui.start.housing.named import DeleteVaultDialog
from ui.start.secret_job import SecretJobPage
from ui.tasks import VaultWorker
from ui.unlocking.entered import Entered
from ui.unlocking.what_opens import offer_what_opens
from ui.widgets.buttons import Button, bare_button, danger_button, primary_button
from ui.widgets.chosen_folder import ChosenFolder
from ui.widgets.field import Field
from ui.widgets.label import paragraph, text_label
from ui.widgets.layouts import column, holding, row
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
        self.kinds: dict[str, QCheckBox] = {}
        self._opens = holding(column(gap=1))
        self.who = Field(_("Who can open the backup"), self._opens)
        self.entry.submitted.connect(self._pack)
        self.button: Button = primary_button(_("Back up and check"), self._pack, "backup")
        self.delete_button: Button = danger_button(_("Delete the vault here…"), self._ask_to_delete)
        self.back: Button = bare_button(_("Back"), back, "arrow-left")
        parts = (self._said(), self.place, self.beside, self.who, self.entry)
        self._asked = holding(column(*parts, gap=4))
        self._lay_out()
        offer_what_opens(worker, folder, self.entry)
        worker.ask_aside(partial(_kinds, folder), self._offer, self)

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

    def _offer(self, kinds: tuple[str, ...]) -> None:
        """A box for each kind of way that others hold; one alone is not to be unchosen."""
        for kind in kinds:
            called = way_called(kind)
            box = QCheckBox(called[:1].upper() + called[1:])
            box.setMinimumHeight(TARGET)
            box.setChecked(True)
            box.setEnabled(len(kinds) > 1)
            self.kinds[kind] = box
            layout = self._opens.layout()
            assert layout is not None  # noqa: S101  # made with it
            layout.addWidget(box)
        self.who.setVisible(bool(kinds))

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
        kinds = tuple(kind for kind, box in self.kinds.items() if box.isChecked())
        if self.kinds and not kinds:
            self.banner.say(Tone.INFO, _("Choose first who can open the backup."))
            return
        entered = self.entry.entered()
        if entered is not None:
            day = f"{Moment.now().local():%Y-%m-%d-%H%M%S}"
            path = place / f"{self.folder.stem}-{day}{BACKUPS_SUFFIX}"
            self._begin_job(
                partial(self._packing, entered, path, kinds), partial(self._packed_up, path)
            )

    def _packing(
        self, entered: Entered, path: Path, kinds: tuple[str, ...], progress: Progress
    ) -> Packed:
        from desktop.vault.travel import pack

        # Where the vault did not answer yet, which it has was not chosen.
        return pack(self.folder, entered.read(), path, progress, kinds or HELD_BY_OTHERS)

    def _packed_up(self, path: Path, packed: Packed) -> None:
        self._packed, self._backup = packed, path
        self.entry.clear()
        self._ask(packed=True)
        self.banner.say(
            Tone.SAFE,
            _("Backed up and checked."),
            "\n".join((str(path), _("The vault is still on this computer until you delete it."))),
        )
        self.delete_button.setFocus()

    def _ask_to_delete(self) -> None:
        if self._packed is not None and self._backup is not None:
            what = leaving_told(self.folder, self._backup)
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


def _kinds(folder: Path) -> tuple[str, ...]:
    """The kinds of ways by which others open it."""
    from desktop.vault.file.folder import kinds_of_slots

    kinds = kinds_of_slots(folder)
    return tuple(kind for kind in HELD_BY_OTHERS if kind in kinds)


def _on_one_disk(folder: Path, place: Path) -> bool:
    try:
        return folder.stat().st_dev == place.stat().st_dev
    except OSError:
        return False
