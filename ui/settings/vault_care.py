"""Keeping the vault well: a backup, a check of everything in it, another passphrase."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import SkryniaError
from desktop.i18n import _
from desktop.model.values.moment import Moment
from desktop.system.files import translate_os_errors
from ui.messages import say_error
from ui.settings.passphrase_dialog import PassphraseDialog
from ui.shell.errand import Errand
from ui.shell.room import RoomContext
from ui.tasks import JobHandle
from ui.widgets.banner import Banner
from ui.widgets.buttons import quiet_button
from ui.widgets.dialogs.save_dialog import SaveDialog
from ui.widgets.flow import flowing
from ui.widgets.heading import SectionHeading
from ui.widgets.label import paragraph
from ui.widgets.layouts import column
from ui.widgets.progress_panel import ProgressPanel
from ui.widgets.sheet import Sheet
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.vault import CheckReport


class VaultCareSheet(Sheet):
    """One job at a time; its progress and its result stand where it was asked for."""

    def __init__(self, context: RoomContext) -> None:
        self._context = context
        self._job: JobHandle | None = None
        self.banner = Banner()
        self.progress = ProgressPanel(self._cancel)
        self.backup_button = quiet_button(_("Copy the vault…"), self._choose_target, "backup")
        self.check_button = quiet_button(_("Check the vault"), self.check, "safe")
        self.passphrase_button = quiet_button(
            _("Change passphrase…"), self._change_passphrase, "key"
        )
        buttons = (self.backup_button, self.check_button, self.passphrase_button)
        super().__init__(
            column(
                SectionHeading(_("This vault")),
                paragraph(
                    _(
                        "A copy is encrypted, and opens as a vault by itself with the passphrase "
                        "of the day it was created, and by the other ways to unlock of that day. "
                        "Keep it apart from the laptop."
                    )
                ),
                flowing(*buttons),
                self.progress,
                self.banner,
                gap=4,
                margin=6,
            )
        )

    def back_up(self, folder: Path, name: str = "") -> None:
        """Write a backup inside ``folder`` and check it by opening it."""
        target = folder / (name or _backup_name())
        self._begin(_("Backing up"))
        self._job = self._context.worker.run_long(
            lambda vault, progress: vault.backup(target, progress),
            self.progress.report,
            lambda older: self._backed_up(target, older),
            self._refuse,
            self,
        )

    def check(self) -> None:
        """Read everything in the vault and say what does not hold."""
        self._begin(_("Checking"))
        self._job = self._context.worker.run_long(
            lambda vault, progress: vault.check(progress),
            self.progress.report,
            self._checked,
            self._refuse,
            self,
        )

    def renew_search(self) -> None:
        """Make anew what the search goes by, and check again."""
        self._begin(_("Rebuilding the search index"))
        self._job = self._context.worker.run_long(
            lambda vault, progress: vault.renew_index(progress),
            self.progress.report,
            lambda _none: self.check(),
            self._refuse,
            self,
        )

    def _choose_target(self) -> None:
        self._context.worker.run(
            lambda vault: _sizes_in(vault.folder), self._ask_where, self._refuse, self
        )

    def _ask_where(self, sizes: tuple[int, ...]) -> None:
        name, title = _backup_name(), _("Where should the backup be saved?")
        saved, largest = partial(self.back_up, name=name), max(sizes, default=0)
        SaveDialog(self, title, name, saved, sum(sizes), largest=largest).open()

    def _backed_up(self, path: Path, names: tuple[str, ...]) -> None:
        from desktop.vault.file.check_messages import older
        from desktop.vault.file.older_messages import what_older_means

        self.progress.end()
        where = _("It is the folder {name}. It is encrypted like the vault.").format(name=path.name)
        text = "\n".join((where, older(names), what_older_means())) if names else where
        tone = Tone.ATTENTION if names else Tone.SAFE
        self.banner.say(tone, _("Backed up and checked."), text)

    def _checked(self, report: CheckReport) -> None:
        from desktop.vault.file.check_messages import checked, findings
        from desktop.vault.file.lost_messages import lost_title

        self.progress.end()
        if report.intact:
            tone = Tone.ATTENTION if report.mistaken or report.unlooked else Tone.SAFE
            title = lost_title() if report.unlooked else _("No problems found.")
            self.banner.say(tone, title, "\n".join((*findings(report), checked(report))))
            return
        if report.parts == ("found",):
            self.banner.say(
                Tone.ATTENTION, _("Problems found only in the search."), findings(report)[0]
            )
            self.banner.offer(_("Rebuild the search index"), self.renew_search)
            return
        advice = _("Do not change this vault, and show it to your organisation.")
        text = "\n".join((advice, *findings(report)))
        self.banner.say(Tone.DANGER, _("Problems found."), text)
        if set(report.parts) - {"older", "found"}:
            self.banner.offer(_("Save what can still be read…"), self._rescue)

    def _rescue(self) -> None:
        self._context.close_for(Errand.RESCUE)

    def _change_passphrase(self) -> None:
        dialog = PassphraseDialog(self, self._context)
        dialog.changed.connect(self._passphrase_changed)
        dialog.open()

    def _passphrase_changed(self) -> None:
        self.banner.say(
            Tone.SAFE,
            _("The passphrase is changed."),
            _("Older backups still open with the old one."),
        )

    def _begin(self, what: str) -> None:
        self.banner.clear()
        held = (self.backup_button, self.check_button, self.passphrase_button)
        self.progress.begin(what, *held)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _refuse(self, error: SkryniaError) -> None:
        self.progress.end()
        say_error(self.banner, error)


def _backup_name() -> str:
    return f"backup-{Moment.now().local():%Y-%m-%d-%H%M%S}.skrynia"


def _sizes_in(folder: Path) -> tuple[int, ...]:
    """Bytes of each file that a copy of a vault has, about."""
    with translate_os_errors():
        return tuple(file.stat().st_size for file in folder.rglob("*") if file.is_file())
