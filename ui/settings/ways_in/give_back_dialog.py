"""A vault whose key was left with us is opened for its owner, who gets a new passphrase."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.i18n import _
from ui.settings.ways_in.way_dialog import WayDialog
from ui.start.generation_choice import GenerationChoice
from ui.widgets.buttons import primary_button
from ui.widgets.choices.segmented import SegmentedChoice
from ui.widgets.chosen_folder import ChosenFolder
from ui.widgets.label import paragraph
from ui.widgets.passphrase.new import NewPassphrase
from ui.widgets.progress_panel import ProgressPanel
from ui.widgets.tone import Tone
from ui.widgets.vault_place import VaultPlace

if TYPE_CHECKING:
    from desktop.errors import SkryniaError
    from desktop.messages.restored import FromEither
    from desktop.progress import Progress
    from desktop.vault import Vault
    from desktop.vault.file.giving_back import GivenBack
    from ui.shell.room import RoomContext
    from ui.tasks import JobHandle


class Where(StrEnum):
    """Where the vault is that its owner goes on with."""

    HERE = "here"
    RESTORED = "restored"


class GiveBackDialog(WayDialog):
    """``given(name, restored)``: whose vault opens with the new passphrase, and what is known of
    the backup that it was restored from; None where it was opened where it lay.

    Of daily backups in one folder one is chosen; it can only be restored.
    """

    given = Signal(str, object)

    def __init__(self, parent: QWidget, context: RoomContext) -> None:
        super().__init__(parent, context, _("Open a vault left with us"))
        self._job: JobHandle | None = None
        self.source = ChosenFolder(
            _("Vault or backup"), _("Choose the vault…"), _("Open this vault")
        )
        self.source.chosen.connect(self._chosen)
        self.which = GenerationChoice(self._worker)
        self.which.opens.connect(self._follow)
        self.choice = SegmentedChoice(
            _("Where it is opened"),
            [
                (Where.HERE.value, _("Open it where it is")),
                (Where.RESTORED.value, _("Restore it to a new place")),
            ],
        )
        self.place = VaultPlace()
        self.place.setVisible(False)
        self.choice.changed.connect(self._follow)
        self.new = NewPassphrase(_("Their passphrase"), _("Their passphrase once more"))
        self.secrets.append(self.new)
        self.new.submitted.connect(self._give)
        self.progress = ProgressPanel(self._stop)
        self.give_button = primary_button(_("Set passphrase"), self._give)
        said = paragraph(
            _(
                "For a forgotten passphrase or a lost laptop: the vault itself, or a copy of it, "
                "opens with the key that its owner left with you. The owner types a new "
                "passphrase. Both logs say that you opened it. A backup is best restored to a "
                "new place: it is checked whole, and stays as it is."
            )
        )
        self.lay_out(
            said, self.source, self.which, self.choice, self.place, self.new, self.progress,
            action=self.give_button, back=_("Cancel"),
        )  # fmt: skip
        self.source.setFocus()

    def ready(self) -> bool:
        """A vault is chosen."""
        return self.source.folder is not None

    def take(self, folder: Path) -> None:
        """This is the vault."""
        self.source.take(folder)

    def done(self, result: int) -> None:
        """Close it; what is only being restored is stopped, and leaves nothing behind."""
        self._stop()
        super().done(result)

    @property
    def restores(self) -> bool:
        """Whether it goes to a new place."""
        return self.which.name is not None or self.choice.value == Where.RESTORED

    def _chosen(self, folder: Path) -> None:
        self.which.ask(folder)
        self.check()
        self.new.setFocus()

    def _follow(self) -> None:
        self.choice.setVisible(self.which.name is None)
        self.place.setVisible(self.restores)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _give(self) -> None:
        folder, text, problem = self.source.folder, self.new.text(), self.new.problem()
        if problem:
            self.banner.say(Tone.ATTENTION, problem)
        if problem or folder is None:
            return
        if self.restores and not self.place.fits():
            self.place.name.setFocus()
            return
        target = self.place.folder if self.restores else None
        name = self.which.wanted
        self.begin()
        said = _("Changing the passphrase takes a few seconds…")
        self.progress.begin(said, self.source, self.which, self.choice, self.place, self.new)
        self._job = self._worker.run_long(
            lambda vault, progress: _given_back(vault, folder, name, target, text, progress),
            self.progress.report,
            self._given,
            self.refused,
            self,
        )

    def _given(self, found: tuple[GivenBack, FromEither | None]) -> None:
        self._over()
        back, restored = found
        self.given.emit(back.owner.name, restored)
        self.accept()

    def refused(self, error: SkryniaError) -> None:
        """Say why; nothing was changed."""
        self._over()
        self.which.refused(error)
        super().refused(error)

    def _over(self) -> None:
        self._job = None
        self.progress.end()
        self.end()


def _given_back(
    keeper: Vault, source: Path, name: str, target: Path | None, text: str, progress: Progress
) -> tuple[GivenBack, FromEither | None]:
    """On the vault's thread: ``target``, where the vault is restored to first; ``name``, which of
    several backups it is restored from, the newest when ""."""
    from desktop.crypto.secret import Passphrase
    from desktop.vault.file.giving_back import give_back_kept

    restored = _restored(keeper, source, name, target, progress) if target is not None else None
    return give_back_kept(keeper, target or source, Passphrase(text)), restored


def _restored(
    keeper: Vault, source: Path, name: str, target: Path, progress: Progress
) -> FromEither:
    from desktop.vault.backups.place import is_place
    from desktop.vault.backups.restore import restore_generation_kept
    from desktop.vault.file.giving_back import restore_kept

    if is_place(source):
        return restore_generation_kept(keeper, source, target, name, progress)
    return restore_kept(keeper, source, target, progress)
