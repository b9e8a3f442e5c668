"""One's own card: the name others see, the digits they compare, and the file to give away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from desktop.errors import SkryniaError
from desktop.i18n import _
from desktop.system.file_names import safe_name
from desktop.vocabulary import vocabulary
from ui.messages import say_error
from ui.shell.room import RoomContext
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button, quiet_button
from ui.widgets.dialogs.file_picker import save_as
from ui.widgets.flow import flowing
from ui.widgets.heading import SectionHeading
from ui.widgets.label import paragraph, text_label
from ui.widgets.layouts import column, row
from ui.widgets.qr import QrCode
from ui.widgets.sheet import Sheet
from ui.widgets.tone import Tone

if TYPE_CHECKING:
    from desktop.handoff.identity.cards import ReadCard
    from desktop.vault import Vault


class OwnCardSheet(Sheet):
    """Shows the vault's own card once :meth:`read` has answered. ``buttons`` stand beside that
    which saves it."""

    def __init__(self, context: RoomContext, title: str, *buttons: Button) -> None:
        self._context = context
        self.banner = Banner()
        self.name = text_label("", "lead", "strong")
        self.role = text_label("", "quiet")
        self.digits = text_label("", "lead")
        self.digits.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.digits.setAccessibleName(_("Safety number"))
        self.code = QrCode(_("The digits as a QR code"))
        self.save_button = quiet_button(_("Save my card…"), self._save, "card")
        said = column(
            self.name,
            self.role,
            text_label(_("Safety number"), "strong"),
            self.digits,
            paragraph(
                _(
                    "The other side sees these digits when adding your card. Compare them by "
                    "voice or face to face: then nobody can replace the card with their own."
                ),
                "small",
                "quiet",
            ),
            None,
            flowing(self.save_button, *buttons),
            gap=2,
        )
        shown = row(said, self.code, gap=6)
        shown.setStretch(0, 1)
        shown.setAlignment(self.code, Qt.AlignmentFlag.AlignTop)
        super().__init__(
            # What came of a button stands right below it: both are seen on a low screen.
            column(SectionHeading(title), shown, self.banner, gap=4, margin=6)
        )

    def read(self) -> None:
        """Ask the vault for its card."""
        self._context.worker.run(_own_card, self._show, self._refuse, self)

    def save(self, path: Path) -> None:
        """Write the card file."""

        def work(vault: Vault) -> None:
            from desktop.handoff.identity.cards import save_card

            save_card(vault, path)

        self._context.worker.run(work, lambda _none: self._saved(path), self._refuse, self)

    def _show(self, own: ReadCard) -> None:
        self.name.setText(own.card.name)
        self.role.setText(vocabulary("role").label(own.card.role))
        groups = own.digits.split()
        self.digits.setText("\n".join(" ".join(groups[n : n + 4]) for n in range(0, 12, 4)))
        self.code.set_text(own.digits)

    def _save(self) -> None:
        from desktop.handoff.identity.cards import SUFFIX

        kinds = [_("Contact cards (*{ending})").format(ending=SUFFIX)]
        # Cards of several people lie in one folder, and are told apart there.
        name = safe_name(f"{self.name.text()}{SUFFIX}", f"card{SUFFIX}")
        save_as(self, _("Save my card"), name, kinds, self.save)

    def _saved(self, path: Path) -> None:
        self.banner.say(
            Tone.SAFE,
            _("Saved as {name}.").format(name=path.name),
            _("A card contains public keys and the name you chose; it cannot open anything."),
        )

    def _refuse(self, error: SkryniaError) -> None:
        say_error(self.banner, error)


def _own_card(vault: Vault) -> ReadCard:
    # What draws the QR code takes 35 ms to import; here the window does not wait for it.
    import segno  # noqa: F401

    from desktop.handoff.identity.cards import check_card

    signed = vault.identity.card()
    return check_card(signed.document, signed.signature)
