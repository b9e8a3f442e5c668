"""What opens this vault: every way to unlock it, whose each is, and when it was last tried."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from desktop.errors import SkryniaError
from desktop.formats import format_date
from desktop.i18n import _
from desktop.messages.ways_in import way_called, ways_of_a_backup
from desktop.model.identity import Role
from desktop.model.way_in import ON_PAPER, WayIn
from ui.messages import say_error
from ui.settings.ways_in.add_dialog import AddDialog, Added
from ui.settings.ways_in.give_back_dialog import GiveBackDialog
from ui.settings.ways_in.raise_dialog import RaiseDialog
from ui.settings.ways_in.rename_dialog import RenameDialog
from ui.settings.ways_in.revoke_dialog import RevokeDialog
from ui.settings.ways_in.sheet_dialog import SheetDialog
from ui.settings.ways_in.try_dialog import TryDialog
from ui.shell.room import RoomContext
from ui.unlocking.secret_entry import Way
from ui.widgets.banner import Banner
from ui.widgets.buttons import danger_button, quiet_button
from ui.widgets.flow import flowing
from ui.widgets.heading import SectionHeading
from ui.widgets.layouts import column
from ui.widgets.lists.acts import Act, removing
from ui.widgets.lists.list_pane import ListPane
from ui.widgets.lists.rows import Row, RowsModel, joined
from ui.widgets.sheet import Sheet
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from desktop.messages.restored import FromEither
    from desktop.model.values.moment import Moment
    from desktop.vault import Vault

_MOST_SEEN: Final = 6


class WaysInSheet(Sheet):
    """A list, and below it what may be done with the one that is marked."""

    def __init__(self, context: RoomContext) -> None:
        self._context = context
        self._ways: dict[str, WayIn] = {}
        self.banner = Banner()
        self.model = RowsModel()
        self.list = ListPane(_("Ways to unlock"), self.model)
        self.list.setProperty("plain", "true")
        self.list.opened.connect(lambda _key: self._follow())
        self._role, self._read_only = Role.RESEARCHER, False
        self.add_button = quiet_button(_("Add a way to unlock…"), self.choose, "plus")
        self.give_back_button = quiet_button(
            _("Open a vault left with us…"), self.give_back, "folder"
        )
        # Shown before it has a parent, it would be a window of its own for a blink.
        self.give_back_button.setVisible(False)
        self.raise_button = quiet_button(_("Make guessing slower…"), self._raise, "lock")
        self.raise_button.setVisible(False)
        self.try_button = quiet_button(_("Try it…"), self._try, "check")
        self.rename_button = quiet_button(_("Rename…"), self._rename, "pen")
        self.revoke_button = danger_button(_("Revoke…"), self._revoke)
        self.list.offer(
            Act(_("Try it…"), lambda _key: self._try()),
            Act(_("Rename…"), lambda _key: self._rename()),
            removing(_("Revoke…"), lambda _key: self._revoke()),
        )
        of_one = flowing(self.try_button, self.rename_button, self.revoke_button)
        of_all = flowing(self.add_button, self.raise_button, self.give_back_button)
        super().__init__(
            column(
                SectionHeading(
                    _("Ways to unlock"),
                    _(
                        "A forgotten passphrase cannot be recovered by anybody. A recovery sheet "
                        "on paper, kept away from the laptop, opens the vault then."
                    ),
                ),
                self.banner,
                self.list,
                of_one,
                of_all,
                gap=4,
                margin=6,
            )
        )
        self.model.setParent(self)
        self._follow()

    def read(self) -> None:
        """Ask the vault what opens it."""
        self._context.worker.run(
            _read,
            lambda read: self._show(*read),
            self._refuse,
            self,
        )

    def choose(self) -> None:
        """Ask which way is to be added."""
        self._open(AddDialog(self, self._role, self.add))

    def add(self, kind: Added) -> None:
        """Add a way of this kind."""
        dialog = kind(self, self._context)
        dialog.added.connect(
            lambda: self._changed(
                _("It opens this vault from now on."),
                _("Backups made before do not open by it: make a new one."),
            )
        )
        dialog.sheet_first.connect(lambda: self.add(SheetDialog))
        self._open(dialog)

    def give_back(self) -> None:
        """Open a vault whose key was left with this organisation, for its owner."""
        dialog = GiveBackDialog(self, self._context)
        dialog.given.connect(self._given)
        self._open(dialog)

    def focus(self) -> None:
        """Go to what makes a way back."""
        self.add_button.setFocus()

    @property
    def chosen(self) -> WayIn | None:
        """The way that is marked."""
        return self._ways.get(self.list.chosen_key)

    def _show(self, role: Role, read_only: bool, might_rise: bool, ways: tuple[WayIn, ...]) -> None:
        self._role, self._read_only = role, read_only
        self.raise_button.setVisible(might_rise and not read_only)
        self.give_back_button.setVisible(role is Role.ORGANISATION)
        marked = self.list.chosen_key
        self._ways = {way.slot_id: way for way in ways}
        self.model.set_rows([_row(way) for way in ways])
        self.list.follow_rows(_MOST_SEEN)
        first = ways[0].slot_id if ways else ""
        self.list.show_row(marked if marked in self._ways else first)
        self._follow()

    def _follow(self) -> None:
        way = self.chosen
        here = way is not None and way.kind in tuple(Way)
        last = way is not None and way.for_a_person and self._count_for_a_person() == 1
        may = not self._read_only
        self.add_button.setEnabled(may)
        self.give_back_button.setEnabled(may)
        self.try_button.setEnabled(here and may)
        self.rename_button.setEnabled(way is not None and may)
        self.revoke_button.setEnabled(way is not None and not last and may)
        why = _("It is the last way that a person can use.") if last else ""
        self.revoke_button.setToolTip(why)
        self.revoke_button.setAccessibleDescription(why)

    def _count_for_a_person(self) -> int:
        return sum(way.for_a_person for way in self._ways.values())

    def _raise(self) -> None:
        dialog = RaiseDialog(self, self._context)
        dialog.raised.connect(
            lambda: self._changed(
                _("Every guess of the passphrase takes longer now."),
                _("Backups made before are as quick to guess as they were: make a new one."),
            )
        )
        dialog.open()

    def _try(self) -> None:
        if self.chosen is not None and self.try_button.isEnabled():
            dialog = TryDialog(self, self._context, self.chosen)
            dialog.tried.connect(self.read)
            self._open(dialog)

    def _rename(self) -> None:
        if self.chosen is not None and self.rename_button.isEnabled():
            dialog = RenameDialog(self, self._context, self.chosen)
            dialog.renamed.connect(self.read)
            self._open(dialog)

    def _revoke(self) -> None:
        if self.chosen is not None and self.revoke_button.isEnabled():
            dialog = RevokeDialog(self, self._context, self.chosen)
            dialog.revoked.connect(
                lambda: self._changed(
                    _("It opens this vault no more."),
                    _("Older backups still open by it: make a new backup and delete them."),
                )
            )
            self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        """What was said of the way before would stand beside another one."""
        self.banner.clear()
        dialog.open()

    def _given(self, name: str, restored: FromEither | None) -> None:
        from desktop.messages.restored import is_whole, laid_down_told, of_journey

        told = laid_down_told(restored) if restored is not None else ()
        checked = _("It was restored, and everything in it was checked.")
        still = (
            _("What others held for the journey still opens it, until its owner revokes it.")
            if of_journey(restored)
            else _("What opened it before still opens it, until its owner revokes it.")
        )
        self._changed(
            _("The vault of {name} opens with the new passphrase.").format(name=name),
            "\n".join(
                (checked, *told, still, ways_of_a_backup()) if restored is not None else (still,)
            ),
            Tone.SAFE if restored is None or is_whole(restored) else Tone.ATTENTION,
        )

    def _changed(self, title: str, text: str, tone: Tone = Tone.SAFE) -> None:
        self.banner.say(tone, title, text)
        self.read()

    def _refuse(self, error: SkryniaError) -> None:
        say_error(self.banner, error)


def _read(vault: Vault) -> tuple[Role, bool, bool, tuple[WayIn, ...]]:
    ways = vault.ways_in
    return vault.identity.role, vault.read_only, ways.might_rise(), ways.all()


def _row(way: WayIn) -> Row:
    called = way_called(way.kind, way.known)
    return Row(
        way.slot_id,
        called[:1].upper() + called[1:],
        joined(way.person, way.label),
        joined(_dated(lambda: _("added {day}"), way.made_at), _tried(way)),
        tag=_tag(way),
        tone=Tone.DANGER if way.came_back else Tone.ATTENTION,
    )


def _tag(way: WayIn) -> str:
    if way.came_back:
        return _("Ended, works again")
    return _("Never tried") if way.kind in ON_PAPER and way.tried_at is None else ""


def _tried(way: WayIn) -> str:
    return _dated(lambda: _("tried {day}"), way.tried_at)


def _dated(said: Callable[[], str], moment: Moment | None) -> str:
    return said().format(day=format_date(moment.local().date())) if moment else ""
