"""Crossing a border without the vault: what that does and does not hide, and where it begins."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.errors import SkryniaError
from desktop.i18n import _
from desktop.messages.leaving import not_hidden
from desktop.messages.ways_in import way_called
from desktop.model.way_in import ON_PAPER, WayIn
from ui.messages import say_error
from ui.shell.errand import Errand
from ui.shell.room import SETTINGS, RoomContext
from ui.widgets.banner import Banner
from ui.widgets.buttons import quiet_button
from ui.widgets.flow import flowing
from ui.widgets.heading import SectionHeading
from ui.widgets.label import paragraph, text_label
from ui.widgets.layouts import column
from ui.widgets.lists.rows import joined
from ui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from desktop.vault import Vault


class TravelSheet(Sheet):
    """Says who could open the vault for whoever comes back, and leads to leaving it behind."""

    def __init__(self, context: RoomContext) -> None:
        self._context = context
        self.banner = Banner()
        self.opens = paragraph()
        self.leave_button = quiet_button(_("Leave the vault behind…"), self._leave, "handoff")
        self.ways_button = quiet_button(
            _("Ways to unlock"), partial(context.navigate, SETTINGS, care="ways"), "key"
        )
        lines = [paragraph(f"– {each}") for each in not_hidden()]
        super().__init__(
            column(
                SectionHeading(
                    _("Crossing a border without the vault"),
                    _(
                        "The vault is backed up so that only others can open it, all of the backup "
                        "is read back, and then the vault is deleted here. You cannot be made to "
                        "open what you do not have. You come back by “Restore a backup”."
                    ),
                ),
                text_label(_("What this does not hide"), "strong"),
                column(*lines, gap=1),
                self.opens,
                flowing(self.leave_button, self.ways_button),
                self.banner,
                gap=4,
                margin=6,
            )
        )
        self.leave_button.setEnabled(False)

    def read(self) -> None:
        """Ask the vault who else could open it."""
        self._context.worker.run(_held_by_others, self._show, self._refuse, self)

    def _show(self, ways: tuple[WayIn, ...] | None) -> None:
        self.leave_button.setEnabled(bool(ways))
        self.ways_button.setVisible(ways == ())
        if ways is None:
            self.opens.setText(_("It lies on a medium that cannot be written to, and stays there."))
        elif ways:
            listed = (f"– {_told(way)}" for way in ways)
            self.opens.setText("\n".join((_("The backup would open by:"), *listed)))
        else:
            self.opens.setText(
                _(
                    "Nobody could open it for you yet: add recovery shares for several people, or "
                    "leave the key with an organisation, and hand them over before the journey."
                )
            )

    def _leave(self) -> None:
        self._context.close_for(Errand.LEAVE)

    def _refuse(self, error: SkryniaError) -> None:
        say_error(self.banner, error)


def _held_by_others(vault: Vault) -> tuple[WayIn, ...] | None:
    """None where nothing can be destroyed."""
    from desktop.model.way_in import HELD_BY_OTHERS

    if vault.read_only:
        return None
    return tuple(way for way in vault.ways_in.all() if way.kind in HELD_BY_OTHERS)


def _told(way: WayIn) -> str:
    never = way.kind in ON_PAPER and way.tried_at is None
    tried = _("never tried: try it before you rely on it") if never else ""
    return joined(way_called(way.kind, way.known), way.person, way.label, tried)
