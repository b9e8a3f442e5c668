"""A stick that holds backups of the open vault: a backup is offered above the rooms, once.

Nothing is said while somebody sits across the table; it waits until then. Nothing of a stick is
read but folders of backups at its top, on a thread of their own, and then what the backups in them
say of themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop.errors import SkryniaError
from desktop.formats import format_date_time
from desktop.i18n import _
from desktop.model.values.moment import Moment
from desktop.system.stick_watch import Seen, StickWatch
from ui.messages import say_error
from ui.preferences import Preferences
from ui.sticks import Sticks
from ui.tasks import JobHandle, VaultWorker
from ui.widgets.banner import Banner
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.vault import Vault
    from desktop.vault.backups.create import Made

_AGAIN: Final = 2000
"""Milliseconds until it is asked again whether it may be said."""

Known = tuple[Path, Moment]
"""Where backups of this vault lie, and when the last one was made."""


class KnownStickBanner(Banner):
    """Says nothing where the last backup there is of today, or it was put off.

    ``shell``: looks are taken as long as it is shown. ``waits``: whether somebody must not be
    disturbed now.
    """

    def __init__(
        self,
        shell: QWidget,
        worker: VaultWorker,
        preferences: Preferences,
        waits: Callable[[], bool],
        watch: StickWatch | None = None,
    ) -> None:
        super().__init__()
        self._worker, self._preferences, self._waits = worker, preferences, waits
        self._plugged: frozenset[Path] = frozenset()
        self._known: Known | None = None
        self._job: JobHandle | None = None
        self._again = QTimer(self)
        self._again.setInterval(_AGAIN)
        self._again.timeout.connect(self._tell)
        self._sticks = Sticks(shell, watch)
        self._sticks.changed.connect(self._look)

    def _look(self, seen: Seen) -> None:
        plugged = frozenset(stick.path for stick in seen.sticks if stick.writable)
        new, self._plugged = plugged - self._plugged, plugged
        if self._known is not None and not self._is_here(self._known[0]):
            self._put_off()
        if new:
            self._worker.ask_aside(partial(_places_on, new), self._ask, self)

    def _is_here(self, path: Path) -> bool:
        return any(path.is_relative_to(stick) for stick in self._plugged)

    def _ask(self, found: tuple[Path, ...]) -> None:
        if found and self._job is None:
            self._worker.read_later(
                lambda vault: _due(vault, found), self._take, self._refuse, self
            )

    def _take(self, known: Known | None) -> None:
        if known is not None and self._is_here(known[0]) and self._job is None:
            self._known = known
            self._tell()

    def _tell(self) -> None:
        """Offer it, or do it where that was wished, as soon as nobody is disturbed."""
        if self._known is None:
            self._again.stop()
            return
        if self._waits():
            self._again.start()
            return
        self._again.stop()
        path, made = self._known
        if self._preferences.value.back_up_by_itself:
            self._back_up(path)
            return
        last = _("The last backup on it is from {time}.")
        self.say(
            Tone.INFO,
            _("A USB stick with backups of this vault is plugged in."),
            last.format(time=format_date_time(made.local())),
        )
        self.offer(_("Back up now"), partial(self._back_up, path))
        self.offer(_("Not now"), self._put_off)

    def _put_off(self) -> None:
        """Not again for this stick until it is plugged in anew."""
        self._known = None
        self._again.stop()
        self.clear()

    def _back_up(self, path: Path, *, damaged: bool = False) -> None:
        self._known = None
        self.say(Tone.INFO, _("Backing up"), str(path))
        self._job = self._worker.run_long(
            lambda vault, progress: vault.backups.create(path, progress, damaged=damaged),
            partial(self._report, path),
            partial(self._made, path),
            partial(self._not_made, path),
            self,
        )
        self.offer(_("Cancel"), self._job.cancel)

    def _report(self, path: Path, done: int, total: int, what: str) -> None:
        """How far what is done now is; it is not read out each time."""
        if self._job is None:
            return
        far = _("{what}: {percent} %")
        part = far.format(what=what, percent=min(100, 100 * done // total)) if total > 0 else what
        self.go_on(f"{path}\n{part}")

    def _not_made(self, path: Path, error: SkryniaError) -> None:
        from ui.shell.backed_up import say_not_backed_up

        self._job = None
        say_not_backed_up(self, error, partial(self._back_up, path, damaged=True))
        self.offer(_("Close"), self.clear)

    def _made(self, path: Path, made: Made) -> None:
        from ui.shell.backed_up import backed_up_told

        self._job = None
        self.say(*backed_up_told(path, made))
        self.offer(_("Close"), self.clear)

    def _refuse(self, error: SkryniaError) -> None:
        self._job = None
        say_error(self, error)
        self.offer(_("Close"), self.clear)


def _places_on(sticks: Iterable[Path]) -> tuple[Path, ...]:
    """The folders of backups at the top of these sticks; what does not read is passed over."""
    from desktop.vault.backups.place import places_within

    return tuple(place.path for stick in sticks for place in places_within(stick))


def _due(vault: Vault, found: tuple[Path, ...]) -> Known | None:
    """The one of these that is known and was used last, unless that was today."""
    if vault.read_only:
        return None
    # Which places lie there the backups in them prove, and not their labels.
    known = [(path, place) for path in found if (place := vault.backups.known_at(path))]
    if not known:
        return None
    path, last = max(known, key=lambda each: each[1].made_at.utc)
    is_of_today = last.made_at.local().date() == Moment.now().local().date()
    return None if is_of_today else (path, last.made_at)
