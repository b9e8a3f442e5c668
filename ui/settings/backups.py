"""Where the backups of this vault lie, when each was made, and another one at a press."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.errors import SkryniaError
from desktop.formats import format_date_time
from desktop.i18n import _
from desktop.messages.backups import checked_told, still_holds
from desktop.system.files import translate_os_errors
from desktop.vault_files import BACKUPS_SUFFIX
from ui.messages import say_error
from ui.scale import TARGET
from ui.shell.backed_up import backed_up_told, counted_backups, say_not_backed_up
from ui.shell.room import RoomContext
from ui.tasks import JobHandle
from ui.widgets.banner import Banner
from ui.widgets.buttons import quiet_button
from ui.widgets.dialogs.confirm import Question, ask
from ui.widgets.dialogs.save_dialog import SaveDialog
from ui.widgets.field import Field
from ui.widgets.flow import flowing
from ui.widgets.heading import SectionHeading
from ui.widgets.label import paragraph
from ui.widgets.layouts import column
from ui.widgets.lists.acts import Act, removing
from ui.widgets.lists.list_pane import ListPane
from ui.widgets.lists.rows import Row, RowsModel, joined
from ui.widgets.progress_panel import ProgressPanel
from ui.widgets.sheet import Sheet
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.model.backup_place import BackupPlace
    from desktop.vault import Vault
    from desktop.vault.backups.check import PlaceReport
    from desktop.vault.backups.create import Made

_MOST_SEEN: Final = 4


class BackupsSheet(Sheet):
    """A list of places, and below it what may be done: one job at a time."""

    def __init__(self, context: RoomContext) -> None:
        self._context = context
        self._places: dict[str, BackupPlace] = {}
        self._name, self._read_only = "", False
        self._job: JobHandle | None = None
        self.banner = Banner()
        self.note = paragraph("", "small")
        self.progress = ProgressPanel(self._cancel)
        self.by_itself = QCheckBox(_("Back up by itself"))
        self.by_itself.setChecked(context.settings.value.back_up_by_itself)
        self.by_itself.setMinimumHeight(TARGET)
        self.by_itself.toggled.connect(self._wish)
        self.model = RowsModel()
        self.list = ListPane(_("Backups"), self.model)
        self.list.setProperty("plain", "true")
        self.list.opened.connect(lambda _key: self._follow())
        self.new_button = quiet_button(_("Back up to a folder…"), self._choose, "backup")
        self.again_button = quiet_button(_("Back up there again"), self._again, "backup")
        self.check_button = quiet_button(_("Check these backups"), self._check)
        self.forget_button = quiet_button(_("Take off the list…"), self._ask_to_forget)
        self.list.offer(
            Act(_("Back up there again"), lambda _key: self._again()),
            Act(_("Check these backups"), lambda _key: self._check()),
            removing(_("Take off the list…"), lambda _key: self._ask_to_forget()),
        )
        super().__init__(
            column(
                SectionHeading(
                    _("Backups"),
                    _(
                        "Back up every day to a USB stick that is kept apart from the laptop. "
                        "Photos and files are stored there once; the last 7 days and 4 weeks stay."
                    ),
                ),
                self.list,
                self.note,
                flowing(self.new_button, self.again_button, self.check_button, self.forget_button),
                Field(
                    _("When a USB stick with backups is plugged in"),
                    self.by_itself,
                    _("When off, it is offered and you choose."),
                ),
                self.progress,
                self.banner,
                gap=4,
                margin=6,
            )
        )
        self.model.setParent(self)
        self._follow()

    def read(self) -> None:
        """Ask the vault where its backups lie."""
        self._context.worker.run(_read, lambda read: self._show(*read), self._refuse, self)

    def focus(self) -> None:
        """Go to what makes a backup."""
        self.new_button.setFocus()

    def back_up(self, path: Path, *, damaged: bool = False) -> None:
        """Make a backup in the folder of backups at ``path``, which is made where it is not.
        ``damaged``: also of a vault that does not hold."""
        self.banner.clear()
        self.progress.begin(_("Backing up"), *self._held)
        self._job = self._context.worker.run_long(
            lambda vault, progress: vault.backups.create(path, progress, damaged=damaged),
            self.progress.report,
            lambda made: self._backed_up(path, made),
            lambda error: self._not_backed_up(path, error),
            self,
        )

    def check(self, path: Path) -> None:
        """Read the backups at ``path`` whole, and say whether they hold."""
        self.banner.clear()
        self.progress.begin(_("Checking the backups"), *self._held)
        self._job = self._context.worker.run_long(
            lambda vault, progress: vault.backups.check(path, progress),
            self.progress.report,
            self._checked,
            self._refuse,
            self,
        )

    @property
    def _held(self) -> tuple[QWidget, ...]:
        """What rests while a job goes on."""
        return self.new_button, self.again_button, self.check_button, self.forget_button

    @property
    def chosen(self) -> BackupPlace | None:
        """The place that is marked."""
        return self._places.get(self.list.chosen_key)

    def _show(self, name: str, read_only: bool, places: tuple[BackupPlace, ...]) -> None:
        self._name, self._read_only = name, read_only
        marked = self.list.chosen_key
        self._places = {place.id: place for place in places}
        self.model.set_rows([_row(place) for place in places])
        self.list.setVisible(bool(places))
        self.list.follow_rows(_MOST_SEEN)
        first = places[0].id if places else ""
        self.list.show_row(marked if marked in self._places else first)
        self._follow()

    def _follow(self) -> None:
        place = self.chosen
        one = place is not None and not self._read_only
        self.note.setText(still_holds(place.holds) if place is not None and place.holds else "")
        self.note.setVisible(bool(self.note.text()))
        self.new_button.setEnabled(not self._read_only)
        self.again_button.setEnabled(one)
        self.forget_button.setEnabled(one)
        self.check_button.setEnabled(place is not None)
        self.check_button.setVisible(bool(self._places))
        self.again_button.setVisible(bool(self._places))
        self.forget_button.setVisible(bool(self._places))

    def _wish(self, wanted: bool) -> None:
        self._context.settings.change(lambda s: replace(s, back_up_by_itself=wanted))

    def _choose(self) -> None:
        self._context.worker.run(_size, self._ask_where, self._refuse, self)

    def _ask_where(self, size: int) -> None:
        # What is larger than a FAT stick takes is stored in volumes.
        name = f"{self._name}{BACKUPS_SUFFIX}"
        title = _("Where should the backups be kept?")
        SaveDialog(
            self, title, name, lambda folder: self.back_up(folder / name), size, largest=0
        ).open()

    def _again(self) -> None:
        if self.chosen is not None and self.again_button.isEnabled():
            self.back_up(Path(self.chosen.path))

    def _check(self) -> None:
        if self.chosen is not None and self.check_button.isEnabled():
            self.check(Path(self.chosen.path))

    def _checked(self, report: PlaceReport) -> None:
        self._end()
        title, told = checked_told(report)
        tone = Tone.SAFE if report.intact else Tone.DANGER if report.damage else Tone.ATTENTION
        self.banner.say(tone, title, "\n".join(told))

    def _not_backed_up(self, path: Path, error: SkryniaError) -> None:
        self._end()
        say_not_backed_up(self.banner, error, lambda: self.back_up(path, damaged=True))

    def _backed_up(self, path: Path, made: Made) -> None:
        self._end()
        self.banner.say(*backed_up_told(path, made))
        self.read()

    def _ask_to_forget(self) -> None:
        place = self.chosen
        if place is None or not self.forget_button.isEnabled():
            return
        question = Question(
            _("Take these backups off the list?"),
            _(
                "Nothing in the folder is deleted. Whoever has it and a passphrase of its day can "
                "still open the backups: destroy the USB stick if it is not to be used again."
            ),
            _("The next backup there puts the folder on the list again."),
            _("Take off the list"),
        )
        ask(self, question, lambda: self._forget(place.id))

    def _forget(self, place_id: str) -> None:
        self.banner.clear()
        self._context.worker.run(
            lambda vault: vault.backups.forget(place_id),
            lambda _none: self.read(),
            self._refuse,
            self,
        )

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _end(self) -> None:
        self._job = None
        self.progress.end()
        self._follow()

    def _refuse(self, error: SkryniaError) -> None:
        self._end()
        say_error(self.banner, error)


def _read(vault: Vault) -> tuple[str, bool, tuple[BackupPlace, ...]]:
    return vault.folder.stem, vault.read_only, vault.backups.places()


def _size(vault: Vault) -> int:
    """Bytes of all files of the vault: a first backup takes about as much."""
    with translate_os_errors():
        return sum(file.stat().st_size for file in vault.folder.rglob("*") if file.is_file())


def _row(place: BackupPlace) -> Row:
    path = Path(place.path)
    last = _("last backup {time}").format(time=format_date_time(place.made_at.local()))
    return Row(
        place.id,
        path.name,
        str(path.parent),
        joined(last, counted_backups(place.generations)),
        tag=_("Contains what was removed") if place.holds else "",
        tone=Tone.ATTENTION,
    )
