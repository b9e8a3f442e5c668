"""Forms that were begun and not finished, told above the rooms when a vault is opened."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from desktop.i18n import _, ngettext
from desktop.model.kept_draft import Unfinished
from ui.shell.room import FORM, RECORD, Location, Navigate, Room
from ui.tasks import OnFailed, VaultWorker
from ui.widgets.banner import Banner
from ui.widgets.lists.rows import joined
from ui.widgets.tone import Tone

_MOST_BUTTONS = 3


class UnfinishedBanner(Banner):
    """Says nothing where there is no draft, or where the only one is on the screen already."""

    def __init__(self, rooms: Sequence[Room], navigate: Navigate) -> None:
        super().__init__()
        self._rooms = {form: room for room in rooms for form in room.forms}
        self._navigate = navigate
        self._told: Sequence[Unfinished] = ()

    def ask(self, worker: VaultWorker, here: Location, failed: OnFailed) -> None:
        """Read from the vault what there is to say. ``here``: where one is already."""
        worker.run(
            lambda vault: vault.drafts.unfinished(),
            lambda found: self.tell([each for each in found if not _is_here(each, here)]),
            failed,
            self,
        )

    def tell(self, unfinished: Sequence[Unfinished]) -> None:
        """Name them, with a way to each of the first."""
        self._told = known = [each for each in unfinished if each.form in self._rooms]
        if not known:
            self.clear()
            return
        count = len(known)
        title = ngettext(
            "{count} form was started and not finished. What was typed is kept.",
            "{count} forms were started and not finished. What was typed is kept.",
            count,
        ).format(count=count)
        more = known[_MOST_BUTTONS:]
        self.say(Tone.INFO, title, "; ".join(map(self._called, more)))
        for each in known[:_MOST_BUTTONS]:
            self.offer(self._called(each), partial(self._go, each))
        self.offer(_("Not now"), self.clear)

    def follow(self, worker: VaultWorker, failed: OnFailed) -> None:
        """A draft began to be kept, or is kept no more: what is told here and done goes."""
        if self.title:
            worker.run(lambda vault: vault.drafts.unfinished(), self._shrink, failed, self)

    def _shrink(self, found: Sequence[Unfinished]) -> None:
        left = [each for each in self._told if each in found]
        if self.title and len(left) < len(self._told):
            self.tell(left)

    def _called(self, unfinished: Unfinished) -> str:
        room = self._rooms[unfinished.form]
        return joined(_(room.forms[unfinished.form]), unfinished.called)

    def _go(self, unfinished: Unfinished) -> None:
        self.clear()
        room = self._rooms[unfinished.form]
        whose = {room.shows or RECORD: unfinished.record_id} if unfinished.record_id else {}
        self._navigate(room.key, **whose, **{FORM: unfinished.form})


def _is_here(unfinished: Unfinished, here: Location) -> bool:
    """Whether what was kept is opened where one comes back to."""
    named = unfinished.record_id in here.values() or not unfinished.record_id
    part = unfinished.form.partition("/")[2]
    return named and (here.get(FORM) == unfinished.form or here.get("phase") == part)
