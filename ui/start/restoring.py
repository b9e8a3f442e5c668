"""A backup restored to a place of its own: opened by any way, checked whole, then offered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.errors import UnreadBackups, WhichBackup
from desktop.i18n import _
from desktop.messages.backups import checked_told
from desktop.messages.errors import explain
from ui.preferences import Preferences
from ui.start.generation_choice import GenerationChoice
from ui.start.laying_down import LayingDownPage
from ui.tasks import VaultWorker
from ui.unlocking.entered import Entered
from ui.unlocking.what_opens import offer_what_opens
from ui.widgets.buttons import Button, bare_button, primary_button, quiet_button
from ui.widgets.chosen_folder import ChosenFolder
from ui.widgets.label import paragraph, text_label
from ui.widgets.layouts import column, holding, row
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.errors import SkryniaError
    from desktop.progress import Progress
    from desktop.vault.backups.check import PlaceReport
    from desktop.vault.backups.restore import RestoredGeneration
    from desktop.vault.file.restore import Restored


class RestorePage(LayingDownPage):
    """The backup stays as it is."""

    def __init__(
        self, worker: VaultWorker, preferences: Preferences, back: Callable[[], None]
    ) -> None:
        super().__init__(worker, preferences, _("Passphrase of the backup"))
        self.source = ChosenFolder(_("Backup"), _("Choose the backup…"), _("Restore this backup"))
        self.source.chosen.connect(self._chosen)
        self.which = GenerationChoice(worker)
        self.which.opens.connect(self._offer)
        self.entry.submitted.connect(self._restore)
        self.button: Button = primary_button(_("Restore"), self._restore, "backup")
        self.back: Button = bare_button(_("Back"), back, "arrow-left")
        self.check_button: Button = quiet_button(_("Check these backups"), self._check)
        self.check_button.setVisible(False)
        self._asked = holding(
            column(
                self._said(),
                self.source,
                self.which,
                self.where,
                self.entry,
                gap=4,
            )
        )
        self._ways_on = holding(row(self.check_button, self.button, gap=2))
        self._lay_out()

    def asked(self) -> tuple[QWidget, ...]:
        """Which backup, where to, and what opens it."""
        return self._asked, self._ways_on

    def take_focus(self) -> None:
        """First, which backup it is."""
        self.source.setFocus()

    def _said(self) -> QWidget:
        return paragraph(
            _(
                "The backup becomes a vault of its own, in a new place, and everything in it is "
                "checked. The backup itself stays as it is."
            ),
            "quiet",
        )

    def _chosen(self, folder: Path) -> None:
        self.banner.clear()
        self.which.ask(folder)

    def _offer(self, folder: Path) -> None:
        """What opens the chosen one; several of one folder can be checked without restoring."""
        offer_what_opens(self._worker, folder, self.entry)
        self.check_button.setVisible(self.which.name is not None)

    def _check(self) -> None:
        source, entered = self.source.folder, self.entry.entered()
        if source is None or entered is None:
            return

        def work(progress: Progress) -> PlaceReport:
            from desktop.vault.backups.check import check_place

            return check_place(source, entered.read(), progress)

        self._begin_job(work, self._checked)

    def _checked(self, report: PlaceReport) -> None:
        title, told = checked_told(report)
        tone = Tone.SAFE if report.intact else Tone.DANGER if report.damage else Tone.ATTENTION
        self.banner.say(tone, title, "\n".join(told))

    def _restore(self) -> None:
        source = self.source.folder
        if source is None:
            self.banner.say(Tone.INFO, _("Choose the backup first."))
            self.source.setFocus()
            return
        if not self.where.fits():
            self.where.name.setFocus()
            return
        entered = self.entry.entered()
        if entered is not None:
            self._begin(source, self.folder, entered)

    def _begin(self, source: Path, folder: Path, entered: Entered) -> None:
        name = self.which.wanted

        def work(progress: Progress) -> Restored | RestoredGeneration:
            return _laid_down(source, name, folder, entered, progress)

        self._lay_down(entered, work, self._restored)

    def _restored(self, found: Restored | RestoredGeneration) -> None:
        tone, told = _told(found)
        text = "\n".join((str(self.folder), *told))
        self.banner.say(tone, _("Restored, and everything in it was checked."), text)

    def _failed(self, error: SkryniaError) -> None:
        self.which.refused(error)
        super()._failed(error)
        if isinstance(error, WhichBackup):
            self._say_which(error)

    def _say_which(self, error: WhichBackup) -> None:
        """By their dates, as they stand above, where another one than the newest is chosen now."""
        advice, called = explain(type(error)()), self.which.called
        told = [advice.what_happened, _chosen_now(error).format(name=called(error.offered))]
        if isinstance(error, UnreadBackups):
            names = ", ".join(map(called, error.unread))
            told.insert(0, _("Cannot be read: {names}.").format(names=names))
        self.banner.say(Tone.ATTENTION, advice.title, "\n".join(told))

    def _lay_out(self) -> None:
        title = text_label(_("Restore a backup"), "title")
        buttons = row(self.back, None, self._ways_on, self.open_button)
        self.setLayout(
            column(title, self._asked, self.progress, self.banner, self.busy, None, buttons, gap=4)
        )
        self._ask(laid=False)


def _chosen_now(error: WhichBackup) -> str:
    if not error.whole:
        return _(
            "There is no backup of the undamaged vault here. {name} is chosen now: restore it as "
            "it is, or another."
        )
    if error.whole != error.newest:
        return _(
            "The newest of the undamaged vault is chosen now: {name}. Restore that, or another."
        )
    return _("The newest that can be read is chosen now: {name}. Restore that, or another.")


def _laid_down(
    source: Path, name: str, folder: Path, entered: Entered, progress: Progress
) -> Restored | RestoredGeneration:
    """From a copy of a vault's folder, or one of the backups that lie there: the newest where
    nobody chose yet."""
    from desktop.vault import restore_backup
    from desktop.vault.backups.place import is_place
    from desktop.vault.backups.restore import restore_generation

    secret = entered.read()
    if is_place(source):
        return restore_generation(source, folder, secret, name, progress)
    return restore_backup(source, folder, secret, progress)


def _told(found: Restored | RestoredGeneration) -> tuple[Tone, list[str]]:
    """How it went, and sentences about it."""
    from desktop.messages.restored import is_whole, laid_down_told
    from desktop.messages.ways_in import ways_of_a_backup

    tone = Tone.SAFE if is_whole(found) else Tone.ATTENTION
    return tone, [*laid_down_told(found), ways_of_a_backup()]
